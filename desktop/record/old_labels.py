"""Labels of files and records of version 1, which kept each revision as a sentence in the language of whoever did it.

What the program itself said is recognised and becomes a message; what is not stays the text that it is. Nothing of this
is needed for files and records of later versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import Formatter

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import PART_OF_OBJECTIVE
from desktop.i18n.translation import LANGUAGES, speaking
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.history import Message, Parameter, Reference
from desktop.record.old_sentences import INDICATORS, MESSAGES
from desktop.record.values import title_of

_INDICATOR = "Indicator {key}"

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
        for language in LANGUAGES:
            with speaking(language):
                self._learn(catalogue)

    def message(self, label: str) -> Message:
        """Return what a label says as a message; a text that is not recognised stands for itself."""
        found = self._matched(label, self._messages) if len(label) <= _LONGEST else None
        if found is None:
            return Message(label)
        message, values = found
        return Message(message, {key: self._parameter(key, text) for key, text in values.items()})

    def _learn(self, catalogue: Catalogue) -> None:
        for kind in catalogue.kinds.values():
            self._places.setdefault(_(kind.plural), Reference("kinds", kind.key, _(kind.plural)))
            self._names.setdefault(_(kind.label), Reference("kind", kind.key, _(kind.label)))
            unnamed = title_of(Entry("", kind.key), catalogue)
            if not kind.bound:
                self._names.setdefault(unnamed, Reference("unnamed", kind.key, unnamed))
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
        found = self._matched(text, self._indicators) if key == "name" else None
        if found is None:
            return text
        message, values = found
        if message == _INDICATOR:
            return Reference("entry", f"indicator/{values['key']}", text)
        return Reference("value", f"{values['key']}/{values.get('year', '')}", text)

    @staticmethod
    def _matched(text: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> tuple[str, dict[str, str]] | None:
        for message, pattern in patterns:
            if found := pattern.fullmatch(text):
                return message, found.groupdict()
        return None


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


def _patterns(sentences: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each message with a pattern for each language, those that say most by themselves first."""
    said = [(message, sentence) for message, others in sentences.items() for sentence in (message, *others)]
    said.sort(key=lambda each: -sum(len(words) for words, *_rest in Formatter().parse(each[1])))
    for message, sentence in said:
        parts = (
            re.escape(words) + (f"(?P<{name}>.+)" if name else "")
            for words, name, *_rest in Formatter().parse(sentence)
        )
        yield message, re.compile("".join(parts), re.DOTALL)
