"""What joining asks of two files, and how what was decided is written down.

A revision that came from another copy stands in the history for what was done there. What became of it here is told by the
revision of the join that follows it, so whoever goes along the history to find what stood here passes over those that
were received: see `in_force`, and `record.history.effective`.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from desktop.i18n.translation import N_
from desktop.record.entry import Answer, Entry, Value, from_json, to_json
from desktop.record.history import AGAIN, ENTRY_ITSELF, Change, Message, Revision, received_with
from desktop.record.joining import Incoming, Joined, Place, answers_of, said_in
from desktop.record.submission import Attachment, entry_row
from desktop.record.unaccepted import parted
from desktop.store.attachments import read_attachments
from desktop.store.copy_id import become_another, copy_of
from desktop.store.entries import INSERT_ENTRY, delete_entries
from desktop.store.revisions import changes_in, insert_revisions, read_revisions
from desktop.store.search_index import forget_leftovers, index_new

if TYPE_CHECKING:
    from desktop.store.database import Database

_TOGETHER = 500
"""Ids that are asked for in one question."""


def incoming(ours: Database, theirs: Database) -> Incoming:
    """Return what was done in another copy of the same submission and is not here."""
    here, there = in_force(ours), in_force(theirs)
    present = {row[0] for row in ours.execute("SELECT id FROM revisions")}
    new = [number for revision_id, number in there.items() if revision_id not in here]
    revisions = read_revisions(theirs, new)
    if here.keys().isdisjoint(there):
        revisions[:0] = [each for each in _without_history(theirs) if each.id not in here]
    entries = list(dict.fromkeys(change.entry_id for each in revisions for change in each.changes))
    touched: dict[str, set[str]] = {}
    for change in (each for revision in revisions for each in revision.changes):
        touched.setdefault(change.entry_id, set()).add(change.field)
    our_entries = entries_of(ours, entries)
    # What stands there is of interest in the fields that were changed; all of it where it may come home as a whole.
    their_entries = entries_of(theirs, entries, {each: touched[each] for each in our_entries})
    common = here.keys() & there.keys()
    gone = [each for each in entries if each not in their_entries]
    again = _taken_back(ours)
    wanted = {each.id for each in revisions}
    return Incoming(
        tuple(revisions),
        _bases(theirs, entries, common),
        their_entries,
        our_entries,
        frozenset(_changed(ours, gone, common)),
        tuple(_lacking(ours, theirs)),
        frozenset(wanted & present),
        tuple(join for join, received in again.items() if not received.isdisjoint(wanted)),
    )


def incoming_revision(
    ours: Database, revision: Revision, base: Mapping[Place, Value | None], theirs: Mapping[str, Entry]
) -> Incoming:
    """Return what came back and is no copy of the file, such as a workbook; nothing where the same was joined before.

    Args:
        revision: all of it, done in the copy whose id is that of the workbook.
        base: by entry and field, what stood there when it left. What came back of the same workbook earlier, and was joined,
            takes the place of it.
        theirs: id to entry, as it stands there.
    """
    here = in_force(ours)
    if revision.id in here:
        return Incoming((), {}, {}, {})
    entries = list(theirs)
    earlier = {
        revision_id
        for (revision_id,) in ours.execute("SELECT id FROM revisions WHERE copy = ?", (revision.copy,))
        if revision_id in here
    }
    bases = dict(base)
    for revision_id, change in _changes(ours, entries):
        if revision_id in earlier:
            bases[change.entry_id, change.field] = change.new
    present = ours.execute("SELECT 1 FROM revisions WHERE id = ?", (revision.id,)).fetchone()
    again = _taken_back(ours)
    return Incoming(
        (revision,),
        bases,
        theirs,
        entries_of(ours, entries),
        known=frozenset({revision.id} if present else ()),
        again=tuple(join for join, received in again.items() if revision.id in received),
    )


def _without_history(theirs: Database) -> Iterator[Revision]:
    """Yield what another copy says of which it has no history, as one revision; nothing where it has one of everything.

    A file that was restored from a package is such a copy. When it parted from this one cannot be known: what is there and not here
    is an addition, what differs is asked, and what is missing there says nothing.
    """
    told = {(change.entry_id, change.field) for each in read_revisions(theirs) for change in each.changes}
    changes: list[Change] = []
    stamps = [""]
    ids = [row[0] for row in theirs.execute("SELECT id FROM entries ORDER BY id").fetchall()]
    for entry in entries_of(theirs, ids).values():
        if (entry.id, ENTRY_ITSELF) not in told:
            changes.append(Change(entry.id, ENTRY_ITSELF, None, entry_row(entry)))
        for key, answer in answers_of(entry):
            if (entry.id, key) not in told:
                changes.append(Change(entry.id, key, None, answer.value))
                stamps.append(answer.at)
    if changes:
        copy = copy_of(theirs)
        # The same content has the same id, so that a file that comes twice is known the second time.
        content = json.dumps([copy, *((each.entry_id, each.field, each.new) for each in changes)], sort_keys=True)
        made = sha256(content.encode()).hexdigest()
        revision_id = "-".join((made[:8], made[8:12], f"5{made[13:16]}", f"8{made[17:20]}", made[20:32]))
        yield Revision(revision_id, max(stamps), "", "import", Message(N_("Import entries")), tuple(changes), "", copy)


def in_force(database: Database) -> dict[str, int]:
    """Return id and number of every revision but those that came with a join that was taken back, oldest first."""
    found: dict[str, int] = dict(database.execute("SELECT id, number FROM revisions ORDER BY number").fetchall())
    for received in _taken_back(database).values():
        for each in received:
            found.pop(each, None)
    return found


def _taken_back(database: Database) -> dict[str, frozenset[str]]:
    """Return the joins that were taken back and not done again in any way, each with the revisions that it had brought."""
    rows = database.execute(
        "SELECT number, id, parameters FROM revisions WHERE type = 'join' ORDER BY number DESC"
    ).fetchall()
    if not rows:
        return {}
    turns = database.execute("SELECT undoes, type FROM revisions WHERE undoes <> '' ORDER BY number")
    last: dict[str, str] = dict(turns.fetchall())
    found: dict[str, frozenset[str]] = {}
    done_again: set[str] = set()
    earliest = None
    for number, join, parameters in rows:
        if earliest is not None and number >= earliest:
            continue  # it came with a later one, and says nothing of what came with it here
        told = json.loads(parameters)
        earliest = number - received_with(told)
        if last.get(join) != "undo":
            done_again.update(str(told.get(AGAIN, "")).split())
        elif join not in done_again:
            received = database.execute(
                "SELECT id FROM revisions WHERE number < ? ORDER BY number DESC LIMIT ?", (number, received_with(told))
            )
            found[join] = frozenset(each for (each,) in received)
    return found


def entries_of(
    database: Database, ids: Sequence[str], fields: Mapping[str, Container[str]] | None = None
) -> dict[str, Entry]:
    """Return those of the entries that are there, as they stand.

    Args:
        fields: by the id of an entry, the fields in which it is read; all of an entry that is not named there.
    """
    found: dict[str, Entry] = {}
    for part in _parts(ids):
        heads = database.execute(
            "SELECT number, id, kind, key, position FROM entries WHERE id IN (SELECT value FROM json_each(?))", (part,)
        ).fetchall()
        wanted = {number: (fields or {}).get(entry_id) for number, entry_id, *_rest in heads}
        answers: dict[int, dict[str, Answer]] = {}
        rows = database.execute(
            "SELECT entry, field, value, at, by FROM answers WHERE entry IN (SELECT value FROM json_each(?))",
            (json.dumps(list(wanted)),),
        )
        for number, field, value, at, by in rows:
            of_entry = wanted[number]
            if (of_entry is None or field in of_entry) and (said := from_json(value)) is not None:
                answers.setdefault(number, {})[field] = Answer(said, at, by)
        for number, entry_id, kind, key, order in heads:
            found[entry_id] = Entry(entry_id, kind, key, order, *parted(answers.get(number, {})))
    return found


def _bases(database: Database, entries: Sequence[str], common: Iterable[str]) -> dict[Place, Value | None]:
    """Return what stood in each field of the entries in what both copies have.

    That is what the last revision that both have left there; where none speaks of it, what the first one found there.
    """
    shared = set(common)
    bases: dict[Place, Value | None] = {}
    for revision_id, change in _changes(database, entries):
        place = (change.entry_id, change.field)
        if revision_id in shared:
            bases[place] = change.new
        else:
            bases.setdefault(place, change.old)
    return bases


def _changed(database: Database, entries: Sequence[str], common: Iterable[str]) -> Iterator[str]:
    """Yield those of the entries in which something stands otherwise than in what both copies have."""
    bases = _bases(database, entries, common)
    there = entries_of(database, entries)
    for (entry_id, field), base in bases.items():
        entry = there.get(entry_id)
        if entry is not None and field != ENTRY_ITSELF and said_in(entry, field) != base:
            yield entry_id


def _changes(database: Database, entries: Sequence[str]) -> Iterator[tuple[str, Change]]:
    for part in _parts(entries):
        rows = database.execute(
            "SELECT id, entry, fields FROM changes JOIN revisions ON revisions.number = revision "
            "WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY revision, changes.number",
            (part,),
        )
        for revision_id, entry_id, fields in rows:
            for change in changes_in(entry_id, fields):
                yield revision_id, change


def _lacking(ours: Database, theirs: Database) -> Iterator[Attachment]:
    here = {each.sha256 for each in read_attachments(ours)}
    yield from (each for each in read_attachments(theirs) if each.sha256 not in here)


def _parts(ids: Sequence[str | int]) -> Iterator[str]:
    left = iter(ids)
    while part := list(islice(left, _TOGETHER)):
        yield json.dumps(part)


def write_join(database: Database, joined: Joined) -> list[Revision]:
    """Write what was decided: the revisions that came, as they are, and what stands here from now on.

    Returns the revisions that were not here yet. A copy made by hand bears the id of this one: this one then becomes another.
    """
    received = [each for each in joined.incoming.revisions if each.id not in joined.incoming.known]
    own = copy_of(database)
    if any(each.copy == own for each in received):
        become_another(database)
    insert_revisions(database, received)
    delete_entries(database, joined.removed)
    database.conn.executemany(INSERT_ENTRY, ((each.id, each.kind, each.key, each.order) for each in joined.created))
    gone = set(joined.removed)
    _write_answers(database, [(*place, answer) for place, answer in joined.answers.items() if place[0] not in gone])
    return received


def _write_answers(database: Database, answers: Sequence[tuple[str, str, Answer | None]]) -> None:
    numbers: dict[str, int] = {}
    for part in _parts(list(dict.fromkeys(entry_id for entry_id, _field, _answer in answers))):
        numbers.update(
            database.execute(
                "SELECT id, number FROM entries WHERE id IN (SELECT value FROM json_each(?))", (part,)
            ).fetchall()
        )
    forget_leftovers(database)
    placed = {(numbers[entry_id], field): answer for entry_id, field, answer in answers}
    # The search index is written in the order of its numbers: out of order it takes twenty times as long.
    before = _numbers_of(database, placed)
    database.conn.executemany("DELETE FROM search WHERE rowid = ?", ((number,) for number, _place in before))
    database.conn.executemany(
        "DELETE FROM answers WHERE number = ?", ((number,) for number, place in before if placed[place] is None)
    )
    database.conn.executemany(
        "INSERT INTO answers (entry, field, value, at, by) VALUES (?, ?, ?, ?, ?) ON CONFLICT (entry, field) "
        "DO UPDATE SET value = excluded.value, at = excluded.at, by = excluded.by",
        (
            (entry, field, to_json(answer.value), answer.at, answer.by)
            for (entry, field), answer in placed.items()
            if answer is not None
        ),
    )
    after = ((number, place[1], placed[place]) for number, place in _numbers_of(database, placed))
    index_new(database, ((number, field, answer.value) for number, field, answer in after if answer is not None))


def _numbers_of(database: Database, places: Mapping[tuple[int, str], object]) -> list[tuple[int, tuple[int, str]]]:
    """Return the number of each answer that is there, ascending, with the number of its entry and its field."""
    found: list[tuple[int, tuple[int, str]]] = []
    for part in _parts(list(dict.fromkeys(entry for entry, _field in places))):
        rows = database.execute(
            "SELECT number, entry, field FROM answers WHERE entry IN (SELECT value FROM json_each(?))", (part,)
        )
        found += [(number, (entry, field)) for number, entry, field in rows if (entry, field) in places]
    return sorted(found)
