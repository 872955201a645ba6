"""How much is included in a package and how much stays, in sentences; and whose contact data are among it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.carry_over import KIND
from desktop.record.entry import Entry
from desktop.record.history import ENTRY_ITSELF, Revision
from desktop.record.internal_kinds import COMMENT
from desktop.record.kept_back import NOTHING, KeptBack, kept_back
from desktop.record.memoization import EntryChange, Follower, following
from desktop.record.release import released_entry
from desktop.record.release_rules import Fields, is_staying, keeps, kept_otherwise, links_of, may_leave
from desktop.record.released_history import released_revisions
from desktop.record.submission import Submission
from desktop.record.values import title_of


@dataclass(frozen=True)
class Personal:
    """A piece of contact data: whose entry it stands in, which field, and what is written there."""

    entry_id: str
    kind: str
    name: str
    field: str
    text: str


def personal_data(submission: Submission, catalogue: Catalogue) -> list[Personal]:
    """Return the contact data that leave with a signed package, entry by entry, in the language spoken."""
    found: list[Personal] = []
    kept = kept_back(submission)
    for kind in catalogue.kinds.values():
        for entry in submission.of_kind(kind.key):
            if not is_staying(entry, catalogue, kept):
                found += [
                    Personal(entry.id, kind.key, title_of(entry, catalogue), label, text)
                    for label, text in _contacts(entry, kind.fields, kept)
                ]
    return found


def _contacts(entry: Entry, fields: Iterable[FormField], kept: KeptBack) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.key not in entry.answers or keeps(kept, entry.kind, entry.id, field.key):
            continue
        if field.release == "on_signing":
            yield _(field.label), entry.text(field.key)
            continue
        for column in field.columns:
            if column.release == "on_signing":
                for row in entry.rows(field.key):
                    if row.get(column.key):
                        yield _(column.label), row[column.key]


@dataclass(frozen=True)
class Leaving:
    """One line of what leaves or stays.

    Args:
        leaves: whether it leaves.
        text: in words.
    """

    leaves: bool
    text: str


def leaving(
    submission: Submission,
    catalogue: Catalogue,
    *,
    signed: bool,
    history: bool | Sequence[Revision] = False,
    wordings: bool = True,
) -> list[Leaving]:
    """Return what would leave with a package, and after it what stays in the file, for a last look before signing.

    Args:
        history: whether the history is to leave; the revisions themselves, for how much of what it holds.
        wordings: whether it leaves whole; else it is that of the texts as released, see `released_history`.
    """
    totals: _Totals = following(submission, catalogue, _TOTALS[signed], lambda found: found.totals(submission))
    goes: list[str] = []
    stays: list[str] = []
    for kind in catalogue.kinds.values():
        count = totals.kinds[kind.key]
        if count and kind.bound != "submission":
            goes.append(_("{kind}: {count}").format(kind=_(kind.plural), count=counted(count)))
    people = counted(totals.people)
    if totals.people and signed:
        goes.append(_("Names and addresses of contact persons: {count}").format(count=people))
    elif totals.people:
        stays.append(
            _("Names and addresses of contact persons, included in signed packages only: {count}").format(count=people)
        )
    if totals.files:
        goes.append(_("Attached files: {count}").format(count=counted(totals.files)))
    if totals.speakers:
        goes.append(
            _("Who gave each answer, and when, in the data file: {names}").format(names=joined(totals.speakers))
        )
    if history is False:
        stays.append(_("History of changes: earlier wordings, removed entries, and who made each change"))
    elif not wordings:
        goes.append(
            _("History of the texts as released, in the data file: who wrote each of them as it stands, and when")
        )
        stays.append(_("The rest of the history: earlier wordings, and removed entries"))
    else:
        goes.append(_("History of changes, in the data file: each change of what is included, and who made it"))
        if history is not True:
            goes += _held_by_history(released_revisions(history, submission, catalogue, signed=signed), submission)
    stays += _staying(totals)
    return [*(Leaving(True, text) for text in goes), *(Leaving(False, text) for text in stays)]


def _held_by_history(revisions: Sequence[Revision], submission: Submission) -> Iterator[str]:
    """Tell how much of what is no longer said the history holds, and of whom."""
    changes = [change for revision in revisions for change in revision.changes]
    removed = {each.entry_id for each in changes if each.entry_id not in submission.entries}
    if removed:
        yield _("Removed entries in the history: {count}").format(count=counted(len(removed)))
    earlier = sum(
        1 for each in changes if each.field != ENTRY_ITSELF and each.old is not None and each.entry_id not in removed
    )
    if earlier:
        yield _("Earlier wordings in the history: {count}").format(count=counted(earlier))
    if speakers := {revision.by for revision in revisions if revision.by}:
        yield _("Names in the history: {names}").format(names=joined(sorted(speakers)))


def _staying(totals: _Totals) -> Iterator[str]:
    if totals.notes:
        yield _("Internal notes: {count}").format(count=counted(totals.notes))
    if totals.private:
        yield _("Internal evidence: {count}").format(count=counted(totals.private))
    if totals.answers_kept:
        yield _("Answers kept back by the team: {count}").format(count=counted(totals.answers_kept))
    if totals.entries_kept:
        yield _("Entries kept back by the team: {count}").format(count=counted(totals.entries_kept))
    if totals.people_kept:
        yield _("Names left out as authors: {count}").format(count=counted(totals.people_kept))
    if totals.comments:
        yield _("Comments: {count}").format(count=counted(totals.comments))


@dataclass(frozen=True)
class _Totals:
    """How much leaves and stays.

    Args:
        kinds: how many entries of each kind leave.
        people: pieces of contact data in what may leave.
        files: attached files that leave.
        speakers: who gave an answer that leaves, sorted.
        notes: internal answers, which stay.
        private: pieces of private evidence, which stay.
        answers_kept, entries_kept: what would be included if the team did not keep it back.
        people_kept: names that are left out as authors.
        comments: comments and replies, which stay.
    """

    kinds: Counter[str]
    people: int
    files: int
    speakers: list[str]
    notes: int
    private: int
    answers_kept: int
    entries_kept: int
    people_kept: int
    comments: int


class _Counting(Follower):
    """What leaves and stays, counted along from one submission to the next."""

    def __init__(self, catalogue: Catalogue, *, signed: bool) -> None:
        super().__init__(catalogue)
        self._signed = signed
        self._fields = Fields(catalogue)
        self._staying: set[str] = set()
        self._kept = NOTHING
        self._linking: dict[str, set[str]] = {}  # id of what is linked to, to the ids of the entries that link to it
        self._counted: dict[str, Counter[_Item]] = {}
        self._sum: Counter[_Item] = Counter()

    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        """Count anew what differs, and what links to something that stays from now on, or no longer."""
        again: dict[str, None] = {}
        before, self._kept = self._kept, kept_back(submission)
        for old, new in [*changes, *kept_otherwise(submission, changes, before, self._kept)]:
            entry_id = next(each.id for each in (old, new) if each is not None)
            again[entry_id] = None
            stays = new is not None and is_staying(new, self.catalogue, self._kept)
            if stays != (entry_id in self._staying):
                (self._staying.add if stays else self._staying.discard)(entry_id)
                again |= dict.fromkeys(self._linking.get(entry_id, ()))
            for target in links_of(old, self._fields):
                self._linking[target].discard(entry_id)
                if not self._linking[target]:
                    del self._linking[target]
            for target in links_of(new, self._fields):
                self._linking.setdefault(target, set()).add(entry_id)
        for entry_id in again:
            self._sum.subtract(self._counted.pop(entry_id, {}))
            entry = submission.entries.get(entry_id)
            if entry is not None:
                self._counted[entry_id] = Counter(self._items(entry))
                self._sum.update(self._counted[entry_id])

    def _items(self, entry: Entry) -> Iterator[_Item]:
        """Yield each thing of an entry that is counted."""
        if entry.kind == COMMENT:
            yield "comment", ""
        for key in entry.answers:
            field = self._fields.field(entry.kind, key)
            if field is not None and field.release == "internal" and entry.kind != KIND:
                yield "note", ""
        if entry.id in self._staying:
            if may_leave(entry.kind, self.catalogue):
                yield ("entry kept" if entry.id in self._kept.whole else "private"), ""
            return
        yield "kind", entry.kind
        for key in entry.answers if self._kept.of(entry.id) else ():
            field = self._fields.field(entry.kind, key)
            if field is not None and field.release != "internal" and keeps(self._kept, entry.kind, entry.id, key):
                yield "answer kept", ""
        for _person in _contacts(entry, self.catalogue.kinds[entry.kind].fields, self._kept):
            yield "person", ""
        out, files = released_entry(entry, self._fields, self._signed, self._staying, self._kept)
        yield from (("file", each) for each in files)
        yield from {("speaker", answer.by) for answer in out.answers.values() if answer.by}

    def totals(self, submission: Submission) -> _Totals:
        """Return how much leaves and stays of the submission that was gone to."""
        return _Totals(
            Counter({key: count for (what, key), count in self._sum.items() if what == "kind"}),
            self._sum["person", ""],
            sum(1 for each in submission.attachments if self._sum["file", each] > 0),
            sorted(key for (what, key), count in self._sum.items() if what == "speaker" and count > 0),
            self._sum["note", ""],
            self._sum["private", ""],
            self._sum["answer kept", ""],
            self._sum["entry kept", ""],
            len(self._kept.people),
            self._sum["comment", ""],
        )


_Item = tuple[str, str]
"""What is counted: what it is, and which kind, file or name."""

_TOTALS: Mapping[bool, Callable[[Catalogue], _Counting]] = {
    signed: partial(_Counting, signed=signed) for signed in (True, False)
}
"""By whether a package is signed: what counts what leaves with it."""
