"""Labels of files and records of version 1, which kept each revision as a sentence in the language of whoever did it.

What the program itself said is recognised and becomes a message; what is not stays the text that it is. Nothing of this
is needed for files and records of later versions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import PART_OF_OBJECTIVE
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.history import Message, Parameter, Reference
from desktop.record.old_sentences import INDICATORS, MESSAGES
from desktop.record.values import title_of, unnamed

LABELS = "labels-0.1.0.json"
"""What 0.1.0 called fields, kinds and what entries are bound to, in six languages, where it is called otherwise today."""

_INDICATOR = "Indicator {key}"
_PLACEHOLDER = r"\{([a-z]+)\}"

_LONGEST = 2_000
"""Characters of a label that is looked at: a title and the name of a question are far shorter together."""


class OldLabels:
    """Recognises labels, with the forms that the program ships."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._messages = list(_patterns(MESSAGES))
        self._indicators = list(_patterns(INDICATORS))
        self._fields: dict[str, Reference] = {}
        # In Chinese one word may stand for both an entry and many; as a place it means the many.
        self._places: dict[str, Reference] = {}
        self._names: dict[str, Reference] = {}
        self._remember()
        for language in LANGUAGES:
            with use_language(language):
                self._learn(catalogue)

    def message(self, label: str) -> Message:
        """Return what a label says as a message; a text that is not recognised stands for itself."""
        found = _matched(label, self._messages) if len(label) <= _LONGEST else None
        if found is None:
            return Message(label)
        message, values = found
        return Message(message, {key: self._parameter(key, text) for key, text in values.items()})

    def _remember(self) -> None:
        """Take the labels of 0.1.0 that are others by now, as they stand in its files."""
        said = json.loads((paths.resources() / LABELS).read_text(encoding="utf-8"))
        for to, labels in said.items():
            known = {"field": self._fields, "kinds": self._places}.get(to, self._names)
            known |= {text: Reference(to, key, text) for key, texts in labels.items() for text in texts}

    def _learn(self, catalogue: Catalogue) -> None:
        for kind in catalogue.kinds.values():
            self._places.setdefault(_(kind.plural), Reference("kinds", kind.key, _(kind.plural)))
            self._names.setdefault(_(kind.label), Reference("kind", kind.key, _(kind.label)))
            if not kind.bound:
                # Before a kind had words of its own for it, they were made of its label.
                for text in (unnamed(kind), _("{kind} without a name").format(kind=_(kind.label))):
                    self._names.setdefault(text, Reference("unnamed", kind.key, text))
            for field in kind.fields:
                self._fields.setdefault(_(field.label), Reference("field", f"{kind.key}/{field.key}", _(field.label)))
        for kind_key, key in _bound(catalogue):
            name = title_of(Entry("", kind_key, key), catalogue)
            self._names.setdefault(name, Reference("entry", f"{kind_key}/{key}", name))
        for number in (each.number for each in catalogue.objectives):
            title = catalogue.title(number)
            self._names.setdefault(title, Reference("objective", str(number), title))

    def _parameter(self, key: str, text: str) -> Parameter:
        known = {"field": self._fields, "place": self._places}.get(key, self._names).get(text)
        if known is not None:
            return known
        found = _matched(text, self._indicators) if key == "name" else None
        if found is None:
            return text
        message, values = found
        if message == _INDICATOR:
            return Reference("entry", f"indicator/{values['key']}", text)
        return Reference("value", f"{values['key']}/{values.get('year', '')}", text)


@cache
def old_labels() -> OldLabels:
    """Return what recognises labels with the forms of the program; made once, where it is needed at all."""
    from desktop.catalogue.forms_reader import current

    return OldLabels(current())


def _bound(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield kind and key of everything that an entry can be bound to."""
    yield "submission", ""
    for objective in catalogue.objectives:
        yield "assessment", str(objective.number)
        yield "chapter", f"{PART_OF_OBJECTIVE}{objective.number}"
    yield from (("chapter", each.key) for each in catalogue.review)
    yield from (("principle_note", str(each.number)) for each in catalogue.principles)
    for domain in catalogue.policy.domains:
        yield from (("policy_answer", each.key) for each in domain.sub_categories)
    for group in catalogue.recommendation_sets:
        for section in group.sections:
            yield from (("follow_up", each.key) for each in section.recommendations)


@dataclass(frozen=True)
class _Pattern:
    """A sentence as what stands around its placeholders, of which it has two at most: `words[0] {name} words[1] …`.

    A label is looked through once for each, however it is made: whoever made the file does not decide how long it takes.
    """

    message: str
    names: tuple[str, ...]
    words: tuple[str, ...]

    def values(self, label: str) -> dict[str, str] | None:
        """Return what stands at the placeholders, the first of them as long as it can be; None for another sentence."""
        begin, end = self.words[0], self.words[-1]
        if not self.names:
            return {} if label == begin else None
        inside = label[len(begin) : len(label) - len(end)]
        if not (inside and label.startswith(begin) and label.endswith(end)):
            return None
        if len(self.names) == 1:
            return {self.names[0]: inside}
        between = self.words[1]
        place = inside.rfind(between, 1, len(inside) - 1)
        return (
            None if place < 0 else dict(zip(self.names, (inside[:place], inside[place + len(between) :]), strict=True))
        )


def _patterns(sentences: Mapping[str, tuple[str, ...]]) -> Iterator[_Pattern]:
    """Yield each message with a pattern for each language, those that say most by themselves first."""
    said = [(message, sentence) for message, others in sentences.items() for sentence in (message, *others)]
    for message, sentence in sorted(said, key=lambda each: -len(re.sub(_PLACEHOLDER, "", each[1]))):
        words = tuple(re.split(_PLACEHOLDER, sentence))
        yield _Pattern(message, words[1::2], words[::2])


def _matched(text: str, patterns: Iterable[_Pattern]) -> tuple[str, dict[str, str]] | None:
    for pattern in patterns:
        if (values := pattern.values(text)) is not None:
            return pattern.message, values
    return None
