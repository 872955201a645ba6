"""What a check looks at: an entry, entries that have something in common, or the submission as a whole; what it needs and finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from types import MappingProxyType

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Rule
from desktop.record.entry import Entry
from desktop.record.submission import Submission


@dataclass(frozen=True)
class Found:
    """What a test found: at which entry and field, and what the sentence needs to say."""

    entry: Entry
    field: str = ""
    values: Mapping[str, str | int] = made_by(default_factory=dict)


class Around:
    """What stands around an entry.

    Args:
        links: the entries that link to an entry, by its id.
    """

    def __init__(self, submission: Submission, catalogue: Catalogue, links: Callable[[str], Iterable[Entry]]) -> None:
        self.submission = submission
        self.catalogue = catalogue
        self.links = links
        self._fields: dict[tuple[str, tuple[str, ...]], list[FormField]] = {}

    def answered(self, entry: Entry, *types: str) -> Iterator[FormField]:
        """Yield the fields of some types that are answered in an entry."""
        fields = self._fields.get((entry.kind, types))
        if fields is None:
            of_kind = self.catalogue.kind(entry.kind).fields
            fields = self._fields[entry.kind, types] = [each for each in of_kind if each.type in types]
        return (each for each in fields if each.key in entry.answers)


@dataclass(frozen=True)
class Needs:
    """What a test needs of the rule that names it, and gives; see `needs`.

    Args:
        gives: the placeholders that it fills, beside `name`.
        settings: those that it cannot do without, each with one value or several.
        dates: those that are one date.
        numbers: those that are one whole number. All others are words.
        kinds: those words that name kinds.
        fields: those words that name fields of the kind of the rule.
        answers: those words that are answers of a choice, each with the key of its field; empty for the field of the rule.
        single: those that have one value, dates and numbers among them.
        field: whether it cannot do without the field of a kind.
    """

    gives: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    answers: Mapping[str, str] = made_by(default_factory=dict)
    single: frozenset[str] = frozenset()
    field: bool = False


def needs(
    gives: str = "",
    settings: str = "",
    *,
    dates: str = "",
    numbers: str = "",
    kinds: str = "",
    fields: str = "",
    single: str = "",
    answers: Mapping[str, str] = MappingProxyType({}),
    field: bool = False,
) -> Needs:
    """Return what a test needs and gives, from words with spaces between them.

    What is named elsewhere need not be among `settings`; but `answers` does, where the test cannot do without them.
    """
    given, named, days, figures, of_kinds, of_fields, one = (
        frozenset(each.split()) for each in (gives, settings, dates, numbers, kinds, fields, single)
    )
    one |= days | figures
    return Needs(
        gives=given,
        settings=named | one | of_kinds | of_fields,
        dates=days,
        numbers=figures,
        kinds=of_kinds,
        fields=of_fields,
        answers=answers,
        single=one,
        field=field,
    )


NOTHING = Needs()
"""A test that looks by itself, and whose rule says no more than `name`."""


@dataclass(frozen=True)
class OfEntry:
    """A test of one entry by itself.

    Args:
        kinds: the kinds that a rule with this test looks at.
        beside: what it looks at besides the entry, what it links to, and what links to it; it is looked at again in every
            entry of these kinds when that has changed.
    """

    look: Callable[[Rule, Entry, Around], Iterator[Found]]
    kinds: Callable[[Rule, Catalogue], Sequence[str]]
    beside: Callable[[Submission], object] | None = None
    needs: Needs = NOTHING


@dataclass(frozen=True)
class Member:
    """An entry among those that have something in common.

    Args:
        keys: what it may have in common with others, one for each group that it belongs to.
        facts: what else the test compares.
    """

    entry: Entry
    keys: tuple[tuple[str, ...], ...]
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class OfGroup:
    """A test of an entry beside those that have something in common with it.

    Args:
        member: what an entry has in common with others; None when it is not looked at.
        look: is given the groups that the entry belongs to, as many as it has keys, each in the order of the entries.
    """

    member: Callable[[Rule, Entry, Catalogue], Member | None]
    look: Callable[[Rule, Member, Sequence[Sequence[Member]], Catalogue], Found | None]
    needs: Needs = NOTHING


@dataclass(frozen=True)
class OfSubmission:
    """A test of the submission as a whole; it is asked after every change, and has to be quick."""

    look: Callable[[Rule, Submission, Catalogue], Iterator[Found]]
    needs: Needs = NOTHING


Test = OfEntry | OfGroup | OfSubmission
