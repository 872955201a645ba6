"""What a ministry copy was handed out for: to whom, what is open in it, and until when it is wanted back.

All else in it is there to be read. It belongs to that one file and is no entry: copies are joined without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Kind
from desktop.i18n.lists import joined, several
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry, Value, whole_numbers
from desktop.record.entry_index import objectives_of
from desktop.record.internal_kinds import HANDED_OUT, INTERNAL_KINDS

NEVER_OPEN = frozenset({"data_pack", HANDED_OUT})
"""Kinds that only the file itself decides of: which forms are used, and what was handed out."""

NOT_ASSIGNED = frozenset({"data_pack", "carried", "submission"})
"""Kinds that nobody is asked to write alone: what the submission itself is, and where it came from."""

Find = Callable[[str], Entry | None]


@dataclass(frozen=True)
class Assignment:
    """What is open in a ministry copy.

    Args:
        to: the ministry that it is for.
        objectives: that are open; none for all of them.
        kinds: that are open; none for all that belong to the objectives.
        until: the day on which it is wanted back, ISO 8601; empty for none.
        by: who handed it out; empty when nobody was named.
        at: when, ISO 8601 in UTC.
        line: the id of its line in the ledger of the file that it came from.
        after: the id of the last revision that was done before it left.
        indicators, questions: keys of the indicators, and of the questions of SDG 10.7.2, that belong to the objectives.
        whole: kinds that know no objectives, of which everything is open.
    """

    to: str
    objectives: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    until: str = ""
    by: str = ""
    at: str = ""
    line: str = ""
    after: str = ""
    indicators: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    def has_kind(self, kind: str) -> bool:
        """Whether anything of a kind can be open."""
        if kind in INTERNAL_KINDS or kind in NEVER_OPEN:
            return kind not in NEVER_OPEN
        if self.kinds:
            return kind in self.kinds
        return not self.objectives or kind not in NOT_ASSIGNED

    def has_objective(self, number: int) -> bool:
        """Whether an objective is among those that are open."""
        return not self.objectives or number in self.objectives

    def names_open(self, answers: Mapping[str, Value]) -> bool:
        """Whether answers name an objective that is open."""
        return any(map(self.has_objective, whole_numbers(answers.get("objectives"))))

    def opens(self, entry: Entry, find: Find) -> bool:
        """Whether an entry is open by what it says.

        One that names no objective is not, unless it was made since the copy left: whoever knows that has to say so.
        Evidence that names none belongs to what it supports.

        Args:
            find: id to entry, for what it is linked with.
        """
        if entry.kind in INTERNAL_KINDS or not self.has_kind(entry.kind):
            return self.has_kind(entry.kind)
        if not self.objectives or entry.kind in self.whole:
            return True
        if entry.kind in ("indicator", "value"):
            return (entry.key or entry.text("indicator")) in self.indicators
        if entry.kind == "policy_answer":
            return entry.key in self.questions
        named = objectives_of(entry)
        if not named and entry.kind == "evidence":
            linked = (find(each) for each in entry.items("supports"))
            return any(each is not None and each.kind != "evidence" and self.opens(each, find) for each in linked)
        return any(number in self.objectives for number in named)

    def may_be_new(self, entry: Entry) -> bool:
        """Whether an entry that was made since the copy left is open: one that names no objective yet is."""
        return (
            bool(self.objectives)
            and self.has_kind(entry.kind)
            and entry.kind not in ("indicator", "value", "policy_answer")
            and not objectives_of(entry)
        )

    def sentence(self, catalogue: Catalogue) -> str:
        """Say for whom the copy is, and what is open in it."""
        return _("This copy is for {ministry}. Parts that can be changed: {parts}.").format(
            ministry=one_line(self.to), parts=self.parts(catalogue)
        )

    def parts(self, catalogue: Catalogue) -> str:
        """Return what is open in it, in words."""
        return parts_said(self.objectives, self.kinds, catalogue)


def parts_said(objectives: Sequence[int], kinds: Sequence[str], catalogue: Catalogue) -> str:
    """Return which objectives and kinds are meant, in words."""
    numbers = joined(str(number) for number in objectives)
    named = joined(_(catalogue.kinds[kind].plural) for kind in kinds if kind in catalogue.kinds)
    of = ngettext("objective {numbers}", "objectives {numbers}", several(objectives)).format(numbers=numbers)
    if objectives and named:
        return _("{objectives}: {kinds}").format(objectives=of, kinds=named)
    return of if objectives else named or _("everything")


def assignable(catalogue: Catalogue) -> list[Kind]:
    """Return the kinds of which a ministry can be asked to write all."""
    return [kind for kind in catalogue.kinds.values() if kind.key not in NOT_ASSIGNED]


def assignment(
    catalogue: Catalogue, to: str, objectives: Sequence[int], kinds: Sequence[str], **said: str
) -> Assignment:
    """Return the assignment of objectives and kinds, with what the forms say belongs to them.

    Args:
        said: the other texts of an `Assignment`.

    Raises:
        KeyError: there is no such objective or kind.
    """
    numbers = tuple(catalogue.objective(number).number for number in sorted(set(objectives)))
    named = tuple(key for key in catalogue.kinds if key in {catalogue.kind(kind).key for kind in kinds})
    wanted = set(numbers)
    asked = (each for domain in catalogue.policy.domains for each in domain.sub_categories)
    return Assignment(
        to,
        numbers,
        named,
        indicators=tuple(each.key for each in catalogue.indicators if wanted & set(each.objectives)),
        questions=tuple(each.key for each in asked if wanted & set(each.objectives)),
        whole=tuple(kind for kind in named if not _knows_objectives(catalogue.kind(kind))),
        **said,
    )


def _knows_objectives(kind: Kind) -> bool:
    return kind.key in ("assessment", "indicator", "value", "policy_answer") or any(
        field.key == "objectives" for field in kind.fields
    )
