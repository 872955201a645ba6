"""What an import is about to write, before a line of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Answer, Entry, Value, new_id


@dataclass(frozen=True)
class Planned:
    """One entry that an import will write: a new one, or the answers of a bound one."""

    id: str
    kind: str
    key: str
    answers: Mapping[str, Value]

    @classmethod
    def new(cls, kind: str, answers: Mapping[str, Value]) -> Planned:
        """Return a planned entry of a free kind with an id of its own."""
        return cls(new_id(), kind, "", answers)

    def entry(self) -> Entry:
        """Return the entry that will be written; its author and time are those of the import."""
        return Entry(self.id, self.kind, self.key, answers={key: Answer(value) for key, value in self.answers.items()})


@dataclass
class Plan:
    """All that an import will write, and every error that stands in its way.

    Args:
        files: name and content of the files that come along.
        twice, there: how many of the errors say of an entry that the file has it twice, or that it is here already.
        unknown: how often the source has a field that is not known, by the key of the kind and the field's name.
        unknown_lists: the names of lists that are not known, each with those that are.
        unknown_kinds: how often the source has an entry of a kind that is not known.
    """

    entries: list[Planned] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    twice: int = 0
    there: int = 0
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown_lists: dict[str, str] = field(default_factory=dict)
    unknown_kinds: Counter[str] = field(default_factory=Counter)

    def refusal(self, errors: int) -> str:
        """Return why nothing is imported, in a sentence, where there are so many errors of whatever kind."""
        if errors == self.there:
            text = ngettext(
                "Nothing was imported: {count} entry in the file is already in this submission.",
                "Nothing was imported: {count} entries in the file are already in this submission.",
                errors,
            )
        elif errors == self.twice:
            text = ngettext(
                "Nothing was imported: {count} entry is in the file more than once.",
                "Nothing was imported: {count} entries are in the file more than once.",
                errors,
            )
        else:
            text = ngettext(
                "Nothing was imported: there is {count} thing to correct first.",
                "Nothing was imported: there are {count} things to correct first.",
                errors,
            )
        return text.format(count=counted(errors))

    def unknown_sentences(self, catalogue: Catalogue) -> list[str]:
        """Return a sentence for each list, kind and field that is not known, in the order of the source."""
        lists = [
            _("“{name}” is not a list that can be imported. Known lists: {known}.").format(name=name, known=known)
            for name, known in self.unknown_lists.items()
        ]
        kinds = [
            ngettext(
                "{count} entry is of a kind that is not known: {kind}.",
                "{count} entries are of a kind that is not known: {kind}.",
                count,
            ).format(kind=kind, count=counted(count))
            for kind, count in self.unknown_kinds.items()
        ]
        return [*lists, *kinds] + [
            ngettext(
                "The field “{field}” is not known for {kind}. It is in {count} entry.",
                "The field “{field}” is not known for {kind}. It is in {count} entries.",
                count,
            ).format(field=word, kind=_(catalogue.kind(key).plural), count=counted(count))
            for (key, word), count in self.unknown.items()
        ]

    def counts(self) -> dict[str, int]:
        """Return the number of entries of each kind."""
        return dict(Counter(planned.kind for planned in self.entries))
