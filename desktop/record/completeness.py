"""Two questions, two answers: can the submission be signed, and is it complete for the forum?

The first is about what is wrong in it, the second about what is not there yet. Neither answer stands for the other: a
submission in which nothing is wrong may still have said nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.copy_sheet import OWN_SECTIONS
from desktop.record.entry import Entry
from desktop.record.entry_index import EntryList
from desktop.record.findings import nothing_yet
from desktop.record.internal_kinds import KEPT_BACK
from desktop.record.kept_back import NOTHING, KeptBack, kept_back
from desktop.record.matrix import WITHDRAWN
from desktop.record.memoization import EntryChange, Follower, following, memoized
from desktop.record.purpose import FORUM, PLEDGE, purpose_in
from desktop.record.readiness import Finding, of_weight
from desktop.record.submission import Submission
from desktop.record.unaccepted import is_key
from desktop.record.values import applies, problems_of, short_title

COVERS = "covers"
"""The field in which the team names the objectives that it set out to cover; empty means every one of them."""


@dataclass(frozen=True)
class Lack:
    """One thing that is not complete yet, and where it is mended.

    Args:
        entry_id, kind, key: the entry; a bound entry need not exist yet.
        field: the first field that is lacking.
        text: one sentence with the name of the entry.
    """

    entry_id: str
    kind: str
    key: str
    field: str
    text: str


@dataclass(frozen=True)
class Completeness:
    """What the team set out to say, and what of it is there.

    Args:
        covers: the objectives that are to be covered, in their order.
        silent: those of them of which nothing is said.
        pledges: how many pledges go to the online form; withdrawn ones do not.
        lacking: those of them that lack something which the online form asks for.
        lacks: all that is not complete, pledges before objectives.
        for_forum: whether it is for a forum, which the words then name.
    """

    covers: tuple[int, ...]
    silent: tuple[int, ...]
    pledges: int
    lacking: int
    lacks: tuple[Lack, ...]
    for_forum: bool = True

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacks

    def of_objectives(self) -> str:
        """Return how many objectives something is reported on, empty where none is to be covered."""
        done = len(self.covers) - len(self.silent)
        said = _("Objectives reported on: {done} of {of}").format(done=done, of=len(self.covers))
        return said if self.covers else ""

    def lines(self, *, draft: bool = False) -> list[str]:
        """Return how much is there, one line for objectives and one for pledges.

        Args:
            draft: whether it is said in a draft, which has no contact persons and misses none. It says so, since the same
                pledges are counted in the window with them.
        """
        lines = [reported] if (reported := self.of_objectives()) else []
        if self.pledges:
            said = (
                _(
                    "Pledges complete for the online form, apart from contact persons, who are left out of drafts: {done} of {of}"
                )
                if draft
                else _("Pledges complete for the online form: {done} of {of}")
            )
            lines.append(said.format(done=self.pledges - self.lacking, of=self.pledges))
        return lines

    def named(self) -> list[str]:
        """Return what is lacking, each pledge by its name and the objectives by their numbers."""
        lines = [lack.text for lack in self.lacks if lack.kind != "assessment"]
        if self.silent:
            lines.append(_("Objectives not reported on: {numbers}").format(numbers=ranges(self.silent)))
        return lines

    def stood(self, *, draft: bool) -> list[str]:
        """Return what the cover and the guide of a package say; nothing where all is complete."""
        if self.complete:
            return []
        if self.for_forum:
            draft_said, signed_said = (
                _("This draft is not complete for the forum."),
                _("Signed before it was complete for the forum."),
            )
        else:
            draft_said, signed_said = _("This draft is not complete."), _("Signed before it was complete.")
        return [draft_said if draft else signed_said, *self.lines(draft=draft)]

    def question(self) -> str:
        """Return what is asked: whether it is complete for what it is for."""
        if self.for_forum:
            return _("Is the submission complete for the forum?")
        return _("Is the submission complete?")

    def refusal(self) -> str:
        """Return in a sentence that it is not complete."""
        if self.for_forum:
            return _("The submission is not complete for the forum")
        return _("The submission is not complete")


@dataclass(frozen=True)
class Verdict:
    """One question with its answer.

    Args:
        question: in words.
        yes: the answer.
        answer: the answer in words.
        lines: what it rests on.
    """

    question: str
    yes: bool
    answer: str
    lines: tuple[str, ...] = ()


def verdicts(findings: Sequence[Finding], complete: Completeness) -> tuple[Verdict, Verdict]:
    """Return both answers: can it be signed, and is it complete for the forum."""
    blocking = of_weight(findings, "blocks")
    blocks = len(blocking)
    rest = len(findings) - blocks
    if nothing_yet(blocking):
        signing = _("No. There is nothing to submit yet.")
    elif blocks:
        text = ngettext(
            "No. {count} error has to be corrected first.", "No. {count} errors have to be corrected first.", blocks
        )
        signing = text.format(count=counted(blocks))
    else:
        signing = _("Yes. There are no errors.")
    beside: tuple[str, ...] = ()
    if rest:
        beside = (_("Warnings and suggestions: {count}").format(count=counted(rest)),)
    said = _("Yes. Nothing is missing.") if complete.complete else _("Not yet.")
    return (
        Verdict(_("Can the submission be signed?"), not blocks, signing, beside),
        Verdict(complete.question(), complete.complete, said, tuple(complete.lines())),
    )


def completeness(submission: Submission, catalogue: Catalogue, *, signed: bool = True) -> Completeness:
    """Return what is lacking for the forum.

    A pledge lacks what the online form asks for (sections I to VII): an answer that is missing, or one that the form
    would refuse. An objective lacks something when the team set out to cover it and nothing that leaves is said of it.
    A submission for one pledge covers no objective, and lacks a pledge while there is none.

    Args:
        signed: whether it is looked at as it leaves with a signature; without one, contact data stay and are not
            missed.
    """
    known = [each.number for each in catalogue.objectives]
    chosen = set(submission.about.numbers(COVERS)) & set(known)
    purpose = purpose_in(submission.about)
    covers = tuple(number for number in known if (not chosen or number in chosen) and purpose != PLEDGE)
    silent = _silent(submission, catalogue, covers)
    pledges, lacks = following(submission, catalogue, _Signed if signed else _Unsigned, _Pledges.lacks)
    if purpose == PLEDGE and not pledges:
        about = submission.about
        lacks = [Lack(about.id, about.kind, "", "", _("There is no pledge yet."))]
    return Completeness(
        covers,
        silent,
        pledges,
        len(lacks) if pledges else 0,
        (*lacks, *(_of_objective(submission, catalogue, number) for number in silent)),
        purpose == FORUM,
    )


class _Pledges(Follower):
    """What each pledge lacks, kept from one submission to the next."""

    signed = True

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._count = 0
        self._kept = NOTHING
        self._lacking = EntryList()
        self._lacks: dict[str, Lack] = {}

    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        before, self._kept = self._kept, kept_back(submission)
        changes = [*changes, *_beside(submission, changes)]
        gone = [old for old, _new in changes if old is not None and _leaves(old, before)]
        come = [new for _old, new in changes if new is not None and _leaves(new, self._kept)]
        self._count += len(come) - len(gone)
        for pledge in gone:
            self._lacks.pop(pledge.id, None)
        for pledge in come:
            for lack in _of_pledge(pledge, self.catalogue, self.signed, self._kept):
                self._lacks[pledge.id] = lack
        self._lacking.replace(gone, (each for each in come if each.id in self._lacks))

    def lacks(self) -> tuple[int, list[Lack]]:
        """Return how many pledges leave, and what is lacking in some of them in the order of the pledges."""
        return self._count, [self._lacks[each.id] for each in self._lacking.entries()]


class _Signed(_Pledges):
    """What is lacking in what leaves with a signature."""


class _Unsigned(_Pledges):
    """What is lacking in what leaves without one: contact data stay, and are not missed."""

    signed = False


def _leaves(entry: Entry, kept: KeptBack) -> bool:
    return entry.kind == "pledge" and entry.text("status") != WITHDRAWN and entry.id not in kept.whole


def _beside(submission: Submission, changes: list[EntryChange]) -> list[EntryChange]:
    """Return the pledges that did not change, of which something else is kept back now."""
    keys = {each.key for pair in changes for each in pair if each is not None and each.kind == KEPT_BACK}
    keys -= {each.id for pair in changes for each in pair if each is not None}
    return [(entry, entry) for each in keys if (entry := submission.entries.get(each)) is not None]


@memoized
def _silent(submission: Submission, catalogue: Catalogue, covers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(number for number in covers if not is_spoken_of(submission, catalogue, number))


@memoized
def is_spoken_of(submission: Submission, catalogue: Catalogue, number: int) -> bool:
    """Return whether anything that leaves is said of an objective: a rating, or an entry that names it."""
    assessment = submission.bound("assessment", str(number))
    kept = kept_back(submission)
    staying = {field.key for field in catalogue.kind("assessment").fields if field.release != "released"}
    # In a record that somebody sends, what is not accepted may stand among the answers; it is nothing said.
    said = (key for key in assessment.answers if key not in staying and not is_key(key))
    if any(not kept.holds(assessment.id, key) for key in said):
        return True
    return any(
        entry.value("private") is not True and entry.id not in kept.whole
        for kind in ("practice", "gap", "pledge", "evidence")
        for entry in submission.of_objective(kind, number)
    )


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers in words that are short to read: `2–7, 9`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = []
    for run in runs:
        shown += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return joined(shown)


def _of_pledge(pledge: Entry, catalogue: Catalogue, signed: bool, kept: KeptBack) -> Iterator[Lack]:
    fields = [
        field
        for field in catalogue.kind("pledge").fields
        if field.section not in OWN_SECTIONS and not field.twin_of and _lacks(pledge, field, signed, kept)
    ]
    if fields:
        text = _("“{title}” still needs these answers for the online form: {fields}").format(
            title=short_title(pledge, catalogue), fields=joined(_(field.label) for field in fields)
        )
        yield Lack(pledge.id, pledge.kind, pledge.key, fields[0].key, text)


def _lacks(pledge: Entry, field: FormField, signed: bool, kept: KeptBack) -> bool:
    if field.release == "internal" or (field.release == "on_signing" and not signed) or not applies(field, pledge):
        return False
    value = pledge.value(field.key)
    if value is None or kept.holds(pledge.id, field.key):
        here = any(pledge.value(key) is not None and not kept.holds(pledge.id, key) for key in field.instead)
        return field.missing in ("blocks", "warns") and not here
    needed = [column.key for column in field.columns if column.missing in ("blocks", "warns")]
    empty = any(not row.get(key) for row in pledge.rows(field.key) for key in needed)
    return empty or bool(problems_of(field, value))


@memoized
def _of_objective(submission: Submission, catalogue: Catalogue, number: int) -> Lack:
    entry = submission.bound("assessment", str(number))
    text = _("Objective {number}, {title}: nothing has been reported yet.").format(
        number=number, title=catalogue.label(number)
    )
    return Lack(entry.id, entry.kind, entry.key, "", text)
