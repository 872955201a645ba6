"""What joining would do, or did, told line by line: what comes, changes and goes, by objective and by author, and what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import N_, ngettext
from desktop.i18n.translation import gettext as _
from desktop.record.assignment import Assignment
from desktop.record.entry import Answer, Entry
from desktop.record.entry_index import objectives_of
from desktop.record.history import ENTRY_ITSELF
from desktop.record.internal_kinds import INTERNAL_KINDS
from desktop.record.internal_titles import field_name, is_told, kind_name, plain_of
from desktop.record.joining import Conflict, Decision, JoinPlan, Outcome, Place, both
from desktop.record.people import named
from desktop.record.submission import Submission
from desktop.record.unaccepted import field_of
from desktop.record.values import display, own_title, title_of

Kind = Literal["added", "changed", "removed", "asked", "decided"]

KINDS: Mapping[Kind, str] = {
    "asked": N_("To decide"),
    "decided": N_("Decided"),
    "added": N_("Added"),
    "changed": N_("Changed"),
    "removed": N_("Removed"),
}

_SAID_IN = ("text", "title", "name", "note", "to")
"""Fields of what the team keeps for its work that say what it is, the best first."""

_LONGEST = 100


@dataclass(frozen=True)
class Told:
    """One line: an entry that comes or goes, an answer that is another one, or something that is asked.

    Args:
        kind: see `KINDS`.
        title: what the entry is called.
        label: what the field is called; empty for the entry as a whole.
        before, after: what stands here, and what comes in its place, in words; of what is asked what both sides say.
        by, at: who did it there, and when.
        objectives: those that the entry names, the main one first.
        merged: whether it was put together out of what both sides did.
        outside: whether it is not part of what the copy was handed out for.
        conflict: what is asked.
    """

    kind: Kind
    entry: Entry
    title: str
    label: str = ""
    before: str = ""
    after: str = ""
    by: str = ""
    at: str = ""
    objectives: tuple[int, ...] = ()
    merged: bool = False
    outside: bool = False
    conflict: Conflict | None = None

    def sentence(self) -> str:
        """Return what it is, in one line."""
        if self.conflict is not None and self.conflict.type == "removed_here":
            return _("“{title}” was removed here and changed in the other file").format(title=self.title)
        if self.conflict is not None and self.conflict.type == "removed_there":
            return _("“{title}” was changed here and removed in the other file").format(title=self.title)
        return _("{title}: {field}").format(title=self.title, field=self.label) if self.label else self.title


def told(
    plan: JoinPlan, catalogue: Catalogue, submission: Submission, assignment: Assignment | None = None
) -> list[Told]:
    """Return what joining would do: first what is asked, then what would come, change and go, entry by entry.

    Args:
        submission: that it is joined into.
        assignment: what the copy was handed out for, where it is a ministry copy.
    """
    teller = _Teller(plan, catalogue, submission, assignment)
    return [*map(teller.asked, plan.conflicts), *teller.outcomes(plan.outcomes)]


def questions(plan: JoinPlan, catalogue: Catalogue, submission: Submission) -> list[Told]:
    """Return what joining asks, without the rest that it would do."""
    return list(map(_Teller(plan, catalogue, submission, None).asked, plan.conflicts))


def settled(line: Told, decision: Decision, catalogue: Catalogue, submission: Submission) -> Told:
    """Return the line of a conflict with what was decided: `after` is then what stands, `label` says how it came to that."""
    conflict = line.conflict
    assert conflict is not None
    if conflict.type != "answer":
        return replace(
            line, kind="decided", label=decision_said(conflict, decision), conflict=None, title=line.sentence()
        )
    stands = line.before if decision == "ours" else line.after
    answer = both(conflict) if decision == "both" else decision
    if decision == "both" and answer is None:
        stands = line.before
    elif isinstance(answer, Answer):
        field = _field(catalogue, conflict.entry, conflict.field)
        stands = (
            display(field, answer.value, catalogue, submission)
            if field is not None
            else plain_of(conflict.entry, field_of(conflict.field), answer.value)
        )
    how = _("Joined text") if isinstance(decision, Answer) else decision_said(conflict, decision)
    said = _("{field} ({decision})").format(field=line.label, decision=how)
    return replace(line, kind="decided", label=said, after=stands, conflict=None)


def decision_said(conflict: Conflict, decision: Decision) -> str:
    """Return a decision in words, as it is chosen and as the report tells it."""
    if conflict.type == "removed_here":
        return _("Leave it removed") if decision == "ours" else _("Bring it back with its changes")
    if conflict.type == "removed_there":
        return _("Remove it") if decision == "theirs" else _("Keep it with its changes")
    if decision == "both":
        return _("Keep both") if both(conflict) is not None else _("Keep ours, and theirs as a comment")
    if decision == "ours":
        return _("Keep ours")
    return _("Keep theirs") if decision == "theirs" else _("Write the joined text")


def counts(lines: Iterable[Told]) -> Counter[Kind]:
    """Return how many lines there are of each kind."""
    return Counter(line.kind for line in lines)


def summary(lines: Sequence[Told], *, done: bool = False) -> list[str]:
    """Return in sentences how much comes, changes and goes, and by how many people.

    Args:
        done: whether it is joined already.
    """
    found = counts(lines)
    people = {line.by for line in lines if line.by}
    said: list[str] = []
    if found["asked"] and not done:
        text = ngettext("{count} question to decide.", "{count} questions to decide.", found["asked"])
        said.append(text.format(count=counted(found["asked"])))
    said.append(
        _("Added: {added}. Changed: {changed}. Removed: {removed}.").format(
            added=counted(found["added"]), changed=counted(found["changed"]), removed=counted(found["removed"])
        )
    )
    if people:
        said.append(_("Changed by: {names}").format(names=_named(people)))
    outside = sum(line.outside for line in lines)
    if outside:
        text = ngettext(
            "{count} change is not part of what the copy was handed out for.",
            "{count} changes are not part of what the copy was handed out for.",
            outside,
        )
        said.append(text.format(count=counted(outside)))
    return said


def by_objective(lines: Iterable[Told], catalogue: Catalogue) -> list[tuple[str, list[Told]]]:
    """Return the lines below the main objective of each, with what belongs to none at the end."""
    groups: dict[int, list[Told]] = {}
    for line in lines:
        groups.setdefault(line.objectives[0] if line.objectives else 0, []).append(line)
    known = {each.number for each in catalogue.objectives}
    return [
        (
            _("{number}  {title}").format(number=number, title=catalogue.label(number))
            if number in known
            else _("Not part of any objective"),
            groups[number],
        )
        for number in sorted(groups, key=lambda each: (each == 0, each))
    ]


def by_author(lines: Iterable[Told]) -> list[tuple[str, list[Told]]]:
    """Return the lines below the name of who did it, in the order of names."""
    groups: dict[str, list[Told]] = {}
    for line in lines:
        groups.setdefault(line.by, []).append(line)
    return [(named(by), groups[by]) for by in sorted(groups)]


class _Teller:
    def __init__(
        self, plan: JoinPlan, catalogue: Catalogue, submission: Submission, assignment: Assignment | None
    ) -> None:
        incoming = plan.incoming
        self._catalogue = catalogue
        self._assignment = assignment
        # What is linked to may come with the same contribution, and so may a file.
        files = {**submission.attachments, **{each.sha256: each for each in incoming.attachments}}
        # Of an entry that is here too, only what was changed there is told.
        self._known = Submission(submission.id, {**incoming.theirs, **submission.entries}, files)
        self._done: dict[Place, tuple[str, str]] = {}
        self._done_in: dict[str, tuple[str, str]] = {}
        for revision in incoming.revisions:
            for change in revision.changes:
                self._done[change.entry_id, change.field] = (revision.by, revision.at)
                self._done_in[change.entry_id] = (revision.by, revision.at)

    def asked(self, conflict: Conflict) -> Told:
        """Return the line of a conflict."""
        line = self._line("asked", conflict.entry, conflict.field, conflict.ours, conflict.theirs)
        return replace(line, conflict=conflict)

    def outcomes(self, outcomes: Sequence[Outcome]) -> Iterable[Told]:
        """Yield a line for each entry that comes or goes, and for each answer of the others."""
        whole = {each.entry.id: each.after is not None for each in outcomes if each.field == ENTRY_ITSELF}
        within: dict[str, list[Outcome]] = {}
        for each in outcomes:
            if each.entry.id in whole and each.field != ENTRY_ITSELF:
                within.setdefault(each.entry.id, []).append(each)
        for each in outcomes:
            if each.field == ENTRY_ITSELF:
                yield self._entry(each, within.get(each.entry.id, []), comes=whole[each.entry.id])
            elif each.entry.id not in whole:
                kind: Kind = "added" if each.before is None else "removed" if each.after is None else "changed"
                line = self._line(kind, each.entry, each.field, each.before, each.after)
                yield replace(line, merged=each.merged)

    def _entry(self, outcome: Outcome, answers: Sequence[Outcome], *, comes: bool) -> Told:
        said = "\n".join(
            _("{name}: {text}").format(
                name=self._label(each.entry, each.field), text=self._said(each.entry, each.field, kept)
            )
            for each in answers
            if (kept := each.after if comes else each.before) is not None and is_told(each.entry, field_of(each.field))
        )
        line = self._line("added" if comes else "removed", outcome.entry, ENTRY_ITSELF, None, None)
        return replace(line, after=said) if comes else replace(line, before=said)

    def _line(self, kind: Kind, entry: Entry, field: str, before: Answer | None, after: Answer | None) -> Told:
        by, at = (after.by, after.at) if after is not None else ("", "")
        if not at:
            by, at = self._done.get((entry.id, field)) or self._done_in.get(entry.id, ("", ""))
        return Told(
            kind,
            entry,
            self._title(entry),
            "" if field == ENTRY_ITSELF else self._label(entry, field),
            self._said(entry, field, before),
            self._said(entry, field, after),
            by,
            at,
            tuple(self._objectives(entry)),
            outside=self._is_outside(entry),
        )

    def _title(self, entry: Entry) -> str:
        if entry.kind in INTERNAL_KINDS:
            said = next((text for key in _SAID_IN if (text := entry.text(key).strip())), "")
            name = kind_name(entry.kind)
            return _("{name}: {text}").format(name=name, text=shortened(said, _LONGEST)) if said else name
        kind = self._catalogue.kinds.get(entry.kind)
        title = shortened(title_of(entry, self._catalogue), _LONGEST)
        if kind is None or kind.bound or not own_title(entry, kind):
            return title  # it says what it is of
        return _("{name}: {text}").format(name=_(kind.label), text=title)

    def _label(self, entry: Entry, field: str) -> str:
        found = _field(self._catalogue, entry, field)
        key = field_of(field)
        return _(found.label) if found is not None else field_name(entry, key)

    def _said(self, entry: Entry, field: str, answer: Answer | None) -> str:
        if answer is None or field == ENTRY_ITSELF:
            return ""
        found = _field(self._catalogue, entry, field)
        if found is None:
            return plain_of(entry, field_of(field), answer.value)
        return display(found, answer.value, self._catalogue, self._known)

    def _objectives(self, entry: Entry) -> Sequence[int]:
        if entry.kind in ("indicator", "value"):
            key = entry.key or entry.text("indicator")
            return next((each.objectives for each in self._catalogue.indicators if each.key == key), ())
        if entry.kind in INTERNAL_KINDS:
            about = next(
                (found for key in ("on", "entry") if (found := self._known.entries.get(entry.text(key)))), None
            )
            return self._objectives(about) if about is not None and about.kind not in INTERNAL_KINDS else ()
        return objectives_of(entry)

    def _is_outside(self, entry: Entry) -> bool:
        given = self._assignment
        return given is not None and not given.opens(entry, self._known.entries.get) and not given.may_be_new(entry)


def _field(catalogue: Catalogue, entry: Entry, field: str) -> FormField | None:
    kind = catalogue.kinds.get(entry.kind)
    return next((each for each in (kind.fields if kind else ()) if each.key == field_of(field)), None)


def _named(people: Iterable[str]) -> str:
    from desktop.i18n.lists import joined

    return joined(one_line(each) for each in sorted(people))
