"""What was done, told again in the language spoken now.

The file keeps each revision in the words of whoever did it. A team of several languages reads one history all the same, so
what the program itself said is recognised and said anew; what people wrote stays in their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from string import Formatter

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.pack_texts import PackText
from desktop.i18n.translation import LANGUAGES, N_, speaking
from desktop.i18n.translation import gettext as _

REVISIONS = (
    N_("Add an entry to {place}"),
    N_("Attach {name}"),
    N_("Change “{field}” of {name}"),
    N_("Confirm “{field}” of {name}"),
    N_("Create the submission"),
    N_("Import {name}"),
    N_("Look at {name} again"),
    N_("Put the last submission beside this one"),
    N_("Remove {name}"),
    N_("Say that {name} no longer holds"),
    N_("Stop using the data pack “{name}”"),
    N_("Take over {name}"),
    N_("Take the text of the entries for “{name}”"),
    N_("Use the data pack “{name}”"),
    N_("Write the chapter “{name}”"),
)
"""Every label of a revision."""

_NAMES = (
    N_("About this submission"),
    N_("Indicator {key}"),
    N_("Indicator {key}, {year}"),
    N_("Indicator {key}, without a year"),
    N_("Objective {number}: {label}"),
    N_("{kind} without a name"),
)
"""What the program calls an entry that has no name of its own."""

_LONGEST = 2_000
"""Characters of a label that is looked at: a title and the name of a question are far shorter together."""

Saying = Callable[[], str]


class HistoryLabels:
    """Tells revisions again, in a submission that uses these forms."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._revisions = list(_patterns(REVISIONS))
        self._names = list(_patterns(_NAMES))
        self._known: dict[str, Saying] = {}
        # The words of the program come first: what a pack brings cannot give them another meaning.
        for message in sorted(_messages(catalogue), key=_is_brought):
            for said in _in_all_languages(message):
                self._known.setdefault(said, partial(_, message))
        # In Chinese one word may stand for both an entry and many; as a place it means the many.
        self._places = {
            said: partial(_, kind.plural)
            for kind in sorted(catalogue.kinds.values(), key=lambda each: not _is_brought(each.plural))
            for said in _in_all_languages(kind.plural)
        }
        for number in (each.number for each in catalogue.objectives):
            objective = catalogue.objective(number)
            self._learn(objective.title, partial(catalogue.title, number))
            self._learn(objective.label, partial(catalogue.label, number))
        for principle in catalogue.principles:
            self._learn(principle.name, partial(catalogue.principle_name, principle.number))

    def told(self, label: str) -> str:
        """Return the label of a revision in the language spoken, as it is when it is not one of the program's."""
        return self._matched(label, self._revisions) or label if len(label) <= _LONGEST else label

    def _learn(self, texts: Mapping[str, str], saying: Saying) -> None:
        for text in texts.values():
            self._known.setdefault(text, saying)

    def _name(self, key: str, text: str) -> str:
        saying = (self._places if key == "place" else self._known).get(text)
        return saying() if saying else self._matched(text, self._names) or text

    def _matched(self, text: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> str:
        for message, pattern in patterns:
            if found := pattern.fullmatch(text):
                return _(message).format(**{key: self._name(key, value) for key, value in found.groupdict().items()})
        return ""


def _messages(catalogue: Catalogue) -> Iterator[str]:
    for kind in catalogue.kinds.values():
        yield from (kind.label, *(field.label for field in kind.fields))
    for group in catalogue.recommendation_sets:
        for section in group.sections:
            yield from (each.gist for each in section.recommendations)
    for domain in catalogue.policy.domains:
        yield from (each.label for each in domain.sub_categories)
    yield from (chapter.label for chapter in catalogue.review)


def _is_brought(message: str) -> bool:
    return isinstance(message, PackText)


def _in_all_languages(message: str) -> set[str]:
    found = set()
    for language in LANGUAGES:
        with speaking(language):
            found.add(_(message))
    return found


def _patterns(messages: Iterable[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each message with a pattern for each language, those that say most by themselves first."""
    told = [(message, said) for message in messages for said in _in_all_languages(message)]
    told.sort(key=lambda each: -sum(len(words) for words, *_rest in Formatter().parse(each[1])))
    for message, said in told:
        parts = (
            re.escape(words) + (f"(?P<{name}>.+)" if name else "") for words, name, *_rest in Formatter().parse(said)
        )
        yield message, re.compile("".join(parts), re.DOTALL)
