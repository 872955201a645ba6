"""What is included in a package, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.carry_over import KIND
from desktop.record.cleared_part import ClearedPart
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import ENTRY_ITSELF, RECEIVED, Change, Message, Revision, brought_by_joins
from desktop.record.internal_kinds import CLEARANCE, COMMENT, INTERNAL_KINDS, KEPT_BACK
from desktop.record.kept_back import NEVER, NOTHING, PEOPLE, KeptBack, ever_kept_back, field_in_main_language, kept_back
from desktop.record.memoization import EntryChange, Follower, following
from desktop.record.reasons import without_reason
from desktop.record.submission import Submission
from desktop.record.unaccepted import is_key
from desktop.record.values import title_of


def released(submission: Submission, catalogue: Catalogue, *, signed: bool) -> Submission:
    """Return the submission without what does not leave.

    Internal answers and private evidence stay in the file, and so do links to that evidence; contact data leave with a
    signed package only. Files that nothing released speaks of stay too, and so does what the forms have no field for:
    nobody can tell any more whether it was meant to leave. An answer of an earlier cycle has its field, which the
    forms keep with what was said of its release. What was typed and is not accepted stays, and so does what the team
    keeps back itself: answers, whole entries with the links to them, and the names of who gave answers.
    """
    fields = _Fields(catalogue)
    kept = kept_back(submission)
    staying = {entry.id for entry in submission.entries.values() if _stays(entry, catalogue, kept)}
    entries: dict[str, Entry] = {}
    files: set[str] = set()
    for entry in submission.entries.values():
        if entry.id not in staying:
            entries[entry.id], named = _released_entry(entry, fields, signed, staying, kept)
            files.update(named)
    attachments = {key: file for key, file in submission.attachments.items() if key in files}
    return Submission(submission.id, entries, attachments, _published(submission, catalogue))


def _published(submission: Submission, catalogue: Catalogue) -> tuple[ClearedPart, ...]:
    """Return all that is ever told of clearances outside the file; their notes, steps and scans stay in it."""
    if not submission.of_kind(CLEARANCE):
        return submission.cleared  # of what is released already, what left with it
    from desktop.record.released_clearance import published

    return published(submission, catalogue)


class Releasing:
    """Tells of one entry after the other what leaves of it with a signed package, for whoever follows the entries."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._fields = _Fields(catalogue)
        self._kept = NOTHING

    def read(self, submission: Submission, changes: list[EntryChange]) -> list[EntryChange]:
        """Take notice of what is kept back in a submission; returns the changes, with the entries of which that differs."""
        before, self._kept = self._kept, kept_back(submission)
        return [*changes, *_beside(submission, changes, before, self._kept)]

    def stays(self, entry: Entry) -> bool:
        """Whether nothing of an entry leaves."""
        return _stays(entry, self._catalogue, self._kept)

    def links(self, entry: Entry | None) -> set[str]:
        """Return all that an entry links to: what leaves of it depends on whether that stays."""
        return _links(entry, self._fields)

    def left(self, entry: Entry, staying: Container[str]) -> Entry:
        """Return an entry without what does not leave; `staying` are the ids of those of which nothing does."""
        return _released_entry(entry, self._fields, True, staying, self._kept)[0]


def _released_entry(
    entry: Entry, fields: _Fields, signed: bool, staying: Container[str], kept: KeptBack
) -> tuple[Entry, list[str]]:
    """Return an entry without what does not leave, and the files that are named in what is left."""
    answers: dict[str, Answer] = {}
    files: list[str] = []
    for key, answer in entry.answers.items():
        field = None if _keeps(kept, entry.kind, entry.id, key) else fields.field(entry.kind, key)
        value = None if field is None else _leaving(field, answer.value, signed, staying)
        if field is not None and value is not None:
            by = "" if answer.by in kept.people else answer.by
            answers[key] = answer if (value, by) == (answer.value, answer.by) else replace(answer, value=value, by=by)
            if field.type == "file":
                files.append(str(value))
    return replace(entry, answers=answers, typed={}), files


def released_revisions(
    revisions: Iterable[Revision], submission: Submission, catalogue: Catalogue, *, signed: bool
) -> list[Revision]:
    """Return the history without what does not leave; a revision of which nothing is left is left out.

    Earlier wordings of what leaves, and entries that were removed since, are part of it, so it leaves only when somebody
    chose that. The history of an entry that was removed since is kept by what its fields are; whatever was private
    evidence or kept back at any time stays. What a revision was called stays as well where it could name something that
    stays.
    """
    revisions = list(revisions)
    kinds, private = _seen(revisions)
    kept_then = ever_kept_back(revisions, submission)
    private |= {entry.id for entry in submission.entries.values() if _stays(entry, catalogue, kept_then)}
    private |= {entry_id for entry_id in kept_then.whole if kinds.get(entry_id) not in NEVER}
    kinds |= {entry.id: entry.kind for entry in submission.entries.values()}
    files = released(submission, catalogue, signed=signed).attachments
    kept: list[Revision] = []
    called: set[str] = set()
    brought = brought_by_joins(revisions)  # a join says of what came with it that it was done elsewhere
    for revision in revisions:
        changes = []
        for change in revision.changes:
            kind = kinds.get(change.entry_id, "")
            if change.entry_id in private or is_key(change.field) or not _may_leave(kind, catalogue):
                continue
            if _keeps(kept_then, kind, change.entry_id, change.field):
                continue
            if change.field == ENTRY_ITSELF:
                changes.append(change)
                continue
            field = _field(catalogue, kind, change.field)
            if field is None:
                continue
            old, new = (None if v is None else _leaving(field, v, signed, private) for v in (change.old, change.new))
            if old != new:
                changes.append(Change(change.entry_id, change.field, old, new))
        if not changes and revision.id not in brought:
            continue
        whole = tuple(changes) == revision.changes and (not revision.undoes or revision.undoes in called)
        if (
            whole
            and revision.type in _TOLD
            and not any(_names_what_stays(each, kinds, catalogue, signed, files, kept_then) for each in changes)
        ):
            called.add(revision.id)
        message = without_reason(revision).message if revision.id in called else _unnamed(revision.type)
        by = "" if revision.by in kept_then.people else revision.by
        kept.append(replace(revision, by=by, message=message, changes=tuple(changes)))
    # A revision that takes back one that is not told of would point to nothing.
    told = {revision.id for revision in kept}
    kept = [revision for revision in kept if not revision.undoes or revision.undoes in told]
    return list(_with_counts(kept, brought))


def _with_counts(kept: Sequence[Revision], brought: Mapping[str, frozenset[str]]) -> Iterator[Revision]:
    """Yield revisions, each join with the number of those before it that came with it and are still told of."""
    told = {revision.id for revision in kept}
    for revision in kept:
        if revision.id in brought:
            message = Message(N_("Join a copy"), {RECEIVED: str(len(brought[revision.id] & told))})
            yield replace(revision, message=message)
        else:
            yield revision


_TOLD = ("create", "edit", "attach", "undo", "redo")
"""Types of revisions that may keep what they were called; the others name files of somebody's computer."""


def _names_what_stays(
    change: Change, kinds: dict[str, str], catalogue: Catalogue, signed: bool, files: Container[str], kept: KeptBack
) -> bool:
    """Tell whether the message of a revision with this change may name a file or a title that does not leave."""
    kind = catalogue.kinds[kinds[change.entry_id]]
    title = _field(catalogue, kind.key, kind.title_field)
    if title is not None and (_held(title, signed) or _keeps_a_title(kept, change.entry_id, title.key)):
        return True
    field = None if change.field == ENTRY_ITSELF else _field(catalogue, kind.key, change.field)
    return (
        field is not None
        and field.type == "file"
        and any(value is not None and str(value) not in files for value in (change.old, change.new))
    )


def _keeps_a_title(kept: KeptBack, entry_id: str, title: str) -> bool:
    """Whether an entry is called by something that is kept back, in whichever language."""
    return any(field_in_main_language(each) == title for each in kept.of(entry_id))


def _unnamed(revision_type: str) -> Message:
    """Return what a revision is called whose own message stays in the file."""
    return {
        "create": Message(N_("Create the submission")),
        "import": Message(N_("Import entries")),
        "attach": Message(N_("Attach a file")),
    }.get(revision_type, Message(N_("Change an entry")))


def _seen(revisions: Iterable[Revision]) -> tuple[dict[str, str], set[str]]:
    kinds: dict[str, str] = {}
    private: set[str] = set()
    for revision in revisions:
        for change in revision.changes:
            if change.field == ENTRY_ITSELF:
                for row in (change.old, change.new):
                    if isinstance(row, list) and row and isinstance(row[0], dict):
                        kinds[change.entry_id] = str(row[0].get("kind", ""))
            elif change.field == "private" and True in (change.old, change.new):
                private.add(change.entry_id)
    return kinds, {entry_id for entry_id in private if kinds.get(entry_id, "evidence") == "evidence"}


def _stays(entry: Entry, catalogue: Catalogue, kept: KeptBack) -> bool:
    return (
        not _may_leave(entry.kind, catalogue)
        or (entry.kind == "evidence" and entry.value("private") is True)
        or (entry.id in kept.whole and entry.kind not in NEVER)
    )


def _keeps(kept: KeptBack, kind: str, entry_id: str, field: str) -> bool:
    """Whether the team keeps an answer back itself."""
    return kind not in NEVER and kept.holds(entry_id, field)


def _may_leave(kind: str, catalogue: Catalogue) -> bool:
    """Whether anything of a kind may leave: what the team keeps for its own work never does, whatever the forms say."""
    return kind in catalogue.kinds and kind not in INTERNAL_KINDS


class _Fields:
    """The fields of a catalogue by their kind and key; each is looked for once, however many entries have it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._found: dict[tuple[str, str], FormField | None] = {}

    def field(self, kind: str, key: str) -> FormField | None:
        """Return the field of an answer; None where the forms have none."""
        if (kind, key) not in self._found:
            self._found[kind, key] = _field(self._catalogue, kind, key)
        return self._found[kind, key]


def _field(catalogue: Catalogue, kind: str, key: str) -> FormField | None:
    """Return the field of an answer; the text in another language leaves as its field does, in use or not."""
    definition = catalogue.kinds.get(kind)
    if definition is None:
        return None
    fields = {field.key: field for field in definition.fields}
    return fields.get(key) or fields.get(field_in_main_language(key))


def _leaving(field: FormField, value: Value, signed: bool, staying: Container[str]) -> Value | None:
    if _held(field, signed):
        return None
    if field.type == "rows" and isinstance(value, list):
        shown = {column.key for column in field.columns if not _held(column, signed)}
        rows = [{k: v for k, v in row.items() if k in shown} for row in value if isinstance(row, dict)]
        return [row for row in rows if row] or None
    if field.type == "links" and isinstance(value, list):
        return [each for each in value if isinstance(each, str) and each not in staying] or None
    return value


def left_for_reading(
    catalogue: Catalogue, kind: str, field: str, value: Value, staying: Container[str]
) -> Value | None:
    """Return what of an answer may be read outside the team, contact data among it; None where nothing may be.

    Args:
        staying: the ids of entries that are not told of.
    """
    definition = None if is_key(field) or not _may_leave(kind, catalogue) else _field(catalogue, kind, field)
    return None if definition is None else _leaving(definition, value, True, staying)


def names_itself_openly(catalogue: Catalogue, kind: str) -> bool:
    """Whether the title of an entry may be read outside the team."""
    if not _may_leave(kind, catalogue):
        return False
    title = _field(catalogue, kind, catalogue.kinds[kind].title_field)
    return title is None or not _held(title, True)


def _held(field: FormField, signed: bool) -> bool:
    return field.release == "internal" or (field.release == "on_signing" and not signed)


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
            if not _stays(entry, catalogue, kept):
                found += [
                    Personal(entry.id, kind.key, title_of(entry, catalogue), label, text)
                    for label, text in _contacts(entry, kind.fields, kept)
                ]
    return found


def _contacts(entry: Entry, fields: Iterable[FormField], kept: KeptBack) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.key not in entry.answers or _keeps(kept, entry.kind, entry.id, field.key):
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
            goes.append(_("{kind}: {count}").format(kind=_(kind.plural), count=count))
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
        self._fields = _Fields(catalogue)
        self._staying: set[str] = set()
        self._kept = NOTHING
        self._linking: dict[str, set[str]] = {}  # id of what is linked to, to the ids of the entries that link to it
        self._counted: dict[str, Counter[_Item]] = {}
        self._sum: Counter[_Item] = Counter()

    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        """Count anew what differs, and what links to something that stays from now on, or no longer."""
        again: dict[str, None] = {}
        before, self._kept = self._kept, kept_back(submission)
        for old, new in [*changes, *_beside(submission, changes, before, self._kept)]:
            entry_id = next(each.id for each in (old, new) if each is not None)
            again[entry_id] = None
            stays = new is not None and _stays(new, self.catalogue, self._kept)
            if stays != (entry_id in self._staying):
                (self._staying.add if stays else self._staying.discard)(entry_id)
                again |= dict.fromkeys(self._linking.get(entry_id, ()))
            for target in _links(old, self._fields):
                self._linking[target].discard(entry_id)
                if not self._linking[target]:
                    del self._linking[target]
            for target in _links(new, self._fields):
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
            if _may_leave(entry.kind, self.catalogue):
                yield ("entry kept" if entry.id in self._kept.whole else "private"), ""
            return
        yield "kind", entry.kind
        for key in entry.answers if self._kept.of(entry.id) else ():
            field = self._fields.field(entry.kind, key)
            if field is not None and field.release != "internal" and _keeps(self._kept, entry.kind, entry.id, key):
                yield "answer kept", ""
        for _person in _contacts(entry, self.catalogue.kinds[entry.kind].fields, self._kept):
            yield "person", ""
        out, files = _released_entry(entry, self._fields, self._signed, self._staying, self._kept)
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


def _beside(submission: Submission, changes: list[EntryChange], before: KeptBack, now: KeptBack) -> list[EntryChange]:
    """Return the entries that did not change, of which something else is kept back now."""
    keys = {each.key for pair in changes for each in pair if each is not None and each.kind == KEPT_BACK}
    if PEOPLE in keys:
        named = before.people ^ now.people
        entries = submission.entries.values()
        keys |= {each.id for each in entries if any(answer.by in named for answer in each.answers.values())}
    keys -= {each.id for pair in changes for each in pair if each is not None}
    return [(entry, entry) for each in keys if (entry := submission.entries.get(each)) is not None]


def _links(entry: Entry | None, fields: _Fields) -> set[str]:
    """Return all that an entry links to."""
    if entry is None:
        return set()
    lists = (
        answer.value
        for key, answer in entry.answers.items()
        if isinstance(answer.value, list)
        and (field := fields.field(entry.kind, key)) is not None
        and field.type == "links"
    )
    return {each for value in lists for each in value if isinstance(each, str)}


_Item = tuple[str, str]
"""What is counted: what it is, and which kind, file or name."""

_TOTALS: Mapping[bool, Callable[[Catalogue], _Counting]] = {
    signed: partial(_Counting, signed=signed) for signed in (True, False)
}
"""By whether a package is signed: what counts what leaves with it."""
