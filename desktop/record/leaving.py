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
from desktop.i18n.translation import N_
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
            if not is_staying(entry, catalogue, kept, submission.id):
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
    found = {**totals.found, **_of_history(history, submission, catalogue, signed=signed, wordings=wordings)}
    told = [
        Leaving(line.leaves, line.said(found[line.what]))
        for line in _LINES
        if found.get(line.what) and line.signed in (None, signed)
    ]
    kinds = [
        Leaving(
            True,
            _(_SAID_OTHERWISE.get(kind.key, N_("{kind}: {count}"))).format(
                kind=_(kind.plural), count=counted(totals.kinds[kind.key])
            ),
        )
        for kind in catalogue.kinds.values()
        if totals.kinds[kind.key] and kind.bound != "submission"
    ]
    return [*kinds, *sorted(told, key=lambda line: not line.leaves)]


_SAID_OTHERWISE = {"indicator": N_("Notes and answers on indicators: {count}")}
"""Of kinds whose name alone would promise another figure: also why an indicator has no value is said in an entry of its kind."""

_Found = Mapping[str, int | Sequence[str]]
"""By what is counted: how many there are, or their names."""


@dataclass(frozen=True)
class _Line:
    """What is said of one thing that leaves or stays, where there is any of it.

    Args:
        what: is counted.
        leaves: whether it leaves.
        text: the sentence, marked for translation, with `{count}` or `{names}` where it says so.
        signed: of which packages it is said, signed ones or drafts; None for both.
    """

    what: str
    leaves: bool
    text: str
    signed: bool | None = None

    def said(self, found: int | Sequence[str]) -> str:
        if isinstance(found, int):
            return _(self.text).format(count=counted(found))
        return _(self.text).format(names=joined(found))


_LINES = (
    _Line("person", True, N_("Names and e-mail addresses of contact persons: {count}"), signed=True),
    _Line(
        "person",
        False,
        N_("Names and e-mail addresses of contact persons, included in signed packages only: {count}"),
        signed=False,
    ),
    _Line("file", True, N_("Attached files: {count}")),
    _Line("speaker", True, N_("In the data file, who gave each answer and when: {names}")),
    _Line(
        "no history",
        False,
        N_("History of changes: earlier wordings, removed entries, and who wrote them"),
    ),
    _Line(
        "released history",
        True,
        N_("History of the texts as released, in the data file: who wrote each text as it now stands, and when"),
    ),
    _Line("released history", False, N_("The rest of the history: earlier wordings, and removed entries")),
    _Line(
        "whole history",
        True,
        N_("History of changes, in the data file: each change to what is included, and who made it"),
    ),
    _Line("removed in history", True, N_("Removed entries in the history: {count}")),
    _Line("earlier in history", True, N_("Earlier wordings in the history: {count}")),
    _Line("name in history", True, N_("Names in the history: {names}")),
    _Line("note", False, N_("Internal notes: {count}")),
    _Line("private", False, N_("Internal evidence: {count}")),
    _Line("answer kept", False, N_("Answers kept back by the team: {count}")),
    _Line("entry kept", False, N_("Entries kept back by the team: {count}")),
    _Line("author kept", False, N_("Names left out as authors: {count}")),
    _Line("comment", False, N_("Comments: {count}")),
)
"""What is said, in this order: first of all of it what leaves, and after that what stays."""


def _of_history(
    history: bool | Sequence[Revision], submission: Submission, catalogue: Catalogue, *, signed: bool, wordings: bool
) -> _Found:
    """Return how the history leaves, and how much of what is no longer said it holds, and of whom."""
    if history is False:
        return {"no history": 1}
    if not wordings:
        return {"released history": 1}
    if history is True:
        return {"whole history": 1}
    revisions = released_revisions(history, submission, catalogue, signed=signed)
    changes = [change for revision in revisions for change in revision.changes]
    removed = {each.entry_id for each in changes if each.entry_id not in submission.entries}
    return {
        "whole history": 1,
        "removed in history": len(removed),
        "earlier in history": sum(
            each.field != ENTRY_ITSELF and each.old is not None and each.entry_id not in removed for each in changes
        ),
        "name in history": sorted({revision.by for revision in revisions if revision.by}),
    }


@dataclass(frozen=True)
class _Totals:
    """How much leaves and stays.

    Args:
        kinds: how many entries of each kind leave.
        found: the other things of `_LINES`, but the history.
    """

    kinds: Counter[str]
    found: _Found


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
            stays = new is not None and is_staying(new, self.catalogue, self._kept, submission.id)
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
        here = Counter({item: count for item, count in self._sum.items() if count > 0})
        return _Totals(
            Counter({key: count for (what, key), count in here.items() if what == "kind"}),
            {
                **{what: count for (what, key), count in here.items() if not key},
                "file": sum(1 for each in submission.attachments if here["file", each]),
                "speaker": sorted(key for what, key in here if what == "speaker"),
                "author kept": len(self._kept.people),
            },
        )


_Item = tuple[str, str]
"""What is counted: what it is, and which kind, file or name."""

_TOTALS: Mapping[bool, Callable[[Catalogue], _Counting]] = {
    signed: partial(_Counting, signed=signed) for signed in (True, False)
}
"""By whether a package is signed: what counts what leaves with it."""
