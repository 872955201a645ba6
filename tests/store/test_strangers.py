"""A file that somebody sent: built as ours or not read at all, and every value looked at before it is used."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_reader import current
from desktop.errors import CannotWrite, FileError
from desktop.operations.check import check
from desktop.operations.inspect import info
from desktop.record.entry import Answer, Entry, bound_id
from desktop.record.history import Message, Revision
from desktop.record.submission import Attachment, Submission
from desktop.store import examination
from desktop.store.connections import migrated
from desktop.store.errors import Damaged, Foreign, NotASubmission
from desktop.store.file import SubmissionFile
from desktop.store.schema import VERSION, migrations
from desktop.store.schema.expected import expected, tables
from tests.store.conftest import Clock

Make = Callable[[Path], None]
SOME_ID = "11111111-1111-4111-8111-111111111111"


def sql(*statements: str | tuple[str, tuple[object, ...]]) -> Make:
    """Change a file as somebody with another program can."""

    def change(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))
        connection.close()

    return change


def indexed(text: str) -> Make:
    """Put something beside the last answer into the search index, as `countries` stands in it."""
    return sql(
        "DELETE FROM search WHERE rowid = (SELECT max(number) FROM answers)",
        f"INSERT INTO search (rowid, text) SELECT max(number), {text} FROM answers",
    )


def odd_revision(revision_type: str, undoes: str) -> Make:
    """Add a revision of this copy to the history that no program of ours would write."""
    return sql(
        f"INSERT INTO revisions SELECT 9999, '{SOME_ID}', '2026-01-01T00:00:00Z', '', {revision_type}, 'l', '{{}}', "
        f"{undoes}, value FROM facts WHERE key = 'copy'"
    )


def value(text: str, field: str = "title") -> Make:
    return sql((f"UPDATE answers SET value = ? WHERE field = '{field}'", (text,)))


def bytes_at(place: int, content: bytes) -> Make:
    def change(path: Path) -> None:
        whole = bytearray(path.read_bytes())
        whole[place : place + len(content)] = content
        path.write_bytes(whole)

    return change


def renamed_table(path: Path) -> None:
    sql(
        "ALTER TABLE answers RENAME TO answers_",
        "CREATE VIEW answers AS SELECT entry, field, json_quote('r' || random()) AS value, at, by FROM answers_",
    )(path)


def unknown_to_its_index(*statements: str, table: str = "answers", index: str = "sqlite_autoindex_answers_1") -> Make:
    """Change a table so that an index does not hear of it: the row is read, and never found by its key."""

    def change(path: Path) -> None:
        connection = sqlite3.connect(path)
        place = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()[0]
        named = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()[0]
        made = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
        connection.close()
        sql(
            ("DELETE FROM sqlite_master WHERE name = ?", (index,)),
            ("UPDATE sqlite_master SET sql = ? WHERE name = ?", (f"CREATE TABLE {table} ({columns})", table)),
        )(path)
        sql(*statements)(path)
        sql(
            ("UPDATE sqlite_master SET sql = ? WHERE name = ?", (made, table)),
            ("INSERT INTO sqlite_master VALUES ('index', ?, ?, ?, ?)", (index, table, place, named)),
        )(path)

    return change


OTHERWISE_BUILT: dict[str, Make] = {
    "a view": sql("CREATE VIEW v AS SELECT 1"),
    "a view in the place of a table": renamed_table,
    "an endless view": sql(
        "DROP TABLE entries",
        "CREATE VIEW entries AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
        "SELECT 'i' || x AS id, 'gap' AS kind, '' AS key, 1 AS position FROM c",
    ),
    "a trigger": sql("CREATE TRIGGER t BEFORE INSERT ON answers BEGIN SELECT raise(ignore); END"),
    "a trigger that rewrites": sql(
        "CREATE TRIGGER t AFTER INSERT ON answers BEGIN UPDATE answers SET value = '\"EVIL\"' "
        "WHERE entry = new.entry AND field = new.field; END"
    ),
    "a trigger on the index": sql("CREATE TRIGGER t AFTER INSERT ON search_content BEGIN SELECT 1; END"),
    "a further table": sql("CREATE TABLE letters (text)"),
    "a further virtual table": sql("CREATE VIRTUAL TABLE letters USING fts5 (text)"),
    "a further index": sql("CREATE INDEX i ON answers (value)"),
    "an index over an expression": sql("CREATE INDEX i ON answers (upper(value))"),
    "a further column": sql("ALTER TABLE entries ADD COLUMN note TEXT"),
    "a computed column": sql("ALTER TABLE entries ADD COLUMN note TEXT AS (hex(zeroblob(1000)))"),
    "a table without its types": sql(
        "ALTER TABLE answers RENAME TO answers_",
        "CREATE TABLE answers (number, entry, field, value, at, by)",
        "INSERT INTO answers SELECT * FROM answers_",
        "DROP TABLE answers_",
    ),
    "a table less": sql("DROP TABLE attachments"),
    "no search table": sql("DROP TABLE search"),
    "an index less": sql("DROP INDEX changes_by_entry"),
    "another kind of search": sql(
        "DROP TABLE search", "CREATE VIRTUAL TABLE search USING fts5 (entry, field, text, tokenize = 'porter')"
    ),
    "search that is an ordinary table": sql("DROP TABLE search", "CREATE TABLE search (entry, field, text)"),
    "a check": sql(
        ("UPDATE sqlite_master SET sql = replace(sql, 'TEXT NOT NULL)', 'TEXT CHECK (1))') WHERE name = ?", ("facts",))
    ),
    "a schema that is no SQL": sql("UPDATE sqlite_master SET sql = 'CREATE TABLE garbage' WHERE name = 'entries'"),
    "a schema that is a blob": sql("UPDATE sqlite_master SET sql = x'00ff' WHERE name = 'facts'"),
    "an entry of the schema under another name": sql("UPDATE sqlite_master SET name = 'x' WHERE name = 'facts'"),
    "statistics": sql("ANALYZE"),
    "a table of the index gone from the schema": sql("DELETE FROM sqlite_master WHERE name = 'search_data'"),
    "another encoding": bytes_at(56, b"\0\0\0\2"),
    "version 0": sql("PRAGMA user_version = 0"),
    "no tables at all": lambda path: (
        path.unlink(),
        sql("PRAGMA application_id = 1347175490", f"PRAGMA user_version = {VERSION}", "CREATE TABLE x (y)")(path),
    )[1],
}

DEEP = "[" * 50_000 + "]" * 50_000

DAMAGED: dict[str, Make] = {
    "no id": sql("DELETE FROM facts"),
    "an id that is a way": sql("UPDATE facts SET value = '../../victim' WHERE key = 'submission'"),
    "an id that is an absolute way": sql("UPDATE facts SET value = '/tmp/victim' WHERE key = 'submission'"),
    "an id in other letters": sql("UPDATE facts SET value = upper(value) WHERE key = 'submission'"),
    "an id with braces": sql("UPDATE facts SET value = '{' || value || '}' WHERE key = 'submission'"),
    "an id that is a blob": sql("UPDATE facts SET value = x'ff00' WHERE key = 'submission'"),
    "no JSON": value("{"),
    "nothing": value(""),
    "null": value("null"),
    "a fraction": value("1.5"),
    "not a number": value("NaN"),
    "infinite": value("[Infinity]"),
    "a dictionary": value('{"a":1}'),
    "a list in a list": value("[[1],null]"),
    "a mixed list": value('["a",1]'),
    "a list of yes": value("[true]"),
    "a row of numbers": value('[{"a":1}]'),
    "nested too deep": value(DEEP),
    "nested too deep in a row": value('[{"a":' + DEEP + "}]"),
    "a huge number": value("9" * 10_000),
    "a number beyond all others": value(str(2**60)),
    "half a character": value('"\\ud800"'),
    "half a character in a row": value('[{"a\\ud800":"b"}]'),
    "a blob": sql(("UPDATE answers SET value = ? WHERE field = 'title'", (b"\xff\xfe\0",))),
    "text that is no UTF-8": sql("UPDATE answers SET value = CAST(x'22fffe22' AS TEXT) WHERE field = 'title'"),
    "a name that is no UTF-8": sql("UPDATE answers SET by = CAST(x'fffe' AS TEXT)"),
    "20 MB": sql("UPDATE answers SET value = '\"' || hex(zeroblob(10000000)) || '\"' WHERE field = 'title'"),
    "a field of 500 letters": sql("UPDATE answers SET field = hex(zeroblob(250)) WHERE field = 'title'"),
    "a field that is a blob": sql("UPDATE answers SET field = x'00ff' WHERE field = 'title'"),
    "thousands of answers to one question": sql(
        "INSERT INTO answers (entry, field, value, at, by) "
        "SELECT (SELECT number FROM entries WHERE kind = 'practice'), 'title__' || x, '\"x\"', '', '' "
        "FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 3000) SELECT x FROM c)"
    ),
    "a time that is none": sql("UPDATE answers SET at = 'yesterday'"),
    "a time before all times": sql("UPDATE revisions SET at = '0001-01-01T00:00:00Z'"),
    "a time after all times": sql("UPDATE answers SET at = '9999-12-31T23:59:59Z'"),
    "a position that is text": sql("UPDATE entries SET position = 'abc'"),
    "a position that is a fraction": sql("UPDATE entries SET position = 1.5"),
    "a position at the end of all numbers": sql(f"UPDATE entries SET position = {2**63 - 1}"),
    "an entry whose id is a blob": sql("INSERT INTO entries VALUES (99, x'00', 'gap', '', 1)"),
    "an entry with a long id": sql("INSERT INTO entries VALUES (99, hex(zeroblob(1000)), 'gap', '', 1)"),
    "a revision at the end of all numbers": sql(
        f"INSERT INTO revisions VALUES ({2**63 - 1}, '{SOME_ID}', '2026-01-01T00:00:00Z', '', 'edit', 'l', '{{}}', '', '')"
    ),
    "parameters that are no JSON": sql("UPDATE revisions SET parameters = '{'"),
    "parameters that are a list": sql("UPDATE revisions SET parameters = '[]'"),
    "a parameter that is a number": sql("""UPDATE revisions SET parameters = '{"name":1}'"""),
    "a parameter of another name": sql("""UPDATE revisions SET parameters = '{"name.__class__":"x"}'"""),
    "a reference to anything": sql(
        """UPDATE revisions SET parameters = '{"name":{"to":"__init__","key":"x","text":"y"}}'"""
    ),
    "half a character in a parameter": sql("""UPDATE revisions SET parameters = '{"name":"\\ud800"}'"""),
    "a copy that is no number": sql("UPDATE revisions SET copy = '../../x'"),
    "this copy without its number": sql("DELETE FROM facts WHERE key = 'copy'"),
    "an index of another format": sql("UPDATE search_config SET v = 99"),
    "an index with orders": sql("INSERT INTO search_config VALUES ('rank', 'bm25(10.0)')"),
    "a change that is no JSON": sql("UPDATE changes SET fields = '{' WHERE number = 0"),
    "a change with a number that is none": sql("""UPDATE changes SET fields = '[["title",007,null]]'"""),
    "a change with numbers that are none": sql("""UPDATE changes SET fields = '[["title",null,[1,01]]]'"""),
    "a change nested too deep": sql(("UPDATE changes SET fields = ?", (f'[["title",{DEEP},null]]',))),
    "a change that is a blob": sql("UPDATE changes SET fields = x'00'"),
    "a being of no kind": sql("""UPDATE changes SET fields = '[["",null,[{"key":""}]]]'"""),
    "a being that is a text": sql("""UPDATE changes SET fields = '[["",null,"gap"]]'"""),
    "a being whose order is a word": sql(
        """UPDATE changes SET fields = '[["",null,[{"kind":"gap","key":"","order":"last"}]]]'"""
    ),
    "an attached file that is text": sql("UPDATE attachments SET content = 'text'"),
    "an attached file that lies about its size": sql("UPDATE attachments SET size = 999999999999"),
    "an attached file whose key is a way": sql("UPDATE attachments SET sha256 = '../../x'"),
    "an attached file whose name is a blob": sql("UPDATE attachments SET name = x'00ff'"),
}

# Whatever is typed over such an answer, the hidden one is read: the file keeps its own words.
DAMAGED["an answer that no index knows"] = unknown_to_its_index(
    f"INSERT INTO answers (rowid, entry, field, value, at, by) SELECT {2**63 - 1}, entry, field, '\"EVIL\"', at, by "
    "FROM answers WHERE field = 'title' LIMIT 1"
)
DAMAGED["an answer that its index has under another key"] = unknown_to_its_index(
    "UPDATE answers SET field = 'description' WHERE field = 'title'"
)
DAMAGED["a change that its index has under another key"] = unknown_to_its_index(
    "UPDATE changes SET entry = 'another'", table="changes", index="changes_by_entry"
)

READ_WITHOUT_HARM: dict[str, Make] = {
    "an unknown kind": sql("UPDATE entries SET kind = 'zzz' WHERE kind = 'practice'"),
    "an unknown field": sql("UPDATE answers SET field = 'zzz__fr' WHERE field = 'title'"),
    "a twin that is a way": sql("UPDATE answers SET field = 'title__../../x' WHERE field = 'title'"),
    "rows for a title": value('[{"x":"y"}]'),
    "yes for a title": value("true"),
    "a number for objectives": value("7", "objectives"),
    "objectives that are not there": value("[999,-1]", "objectives"),
    "a text for objectives": value('"3"', "objectives"),
    "signs that no screen shows": value('"a\\u0000b\\u0007\\u001b[31m"'),
    "an orphan change": sql("INSERT INTO changes VALUES (123456, 0, 'x', '[[\"y\",null,null]]')"),
    "an orphan answer": sql("INSERT INTO answers VALUES (9999, 9999, 'title', '\"x\"', '', '')"),
    "a link to nothing": value('["nope"]', "supports"),
    "a file that is not there": value('"deadbeef"', "file"),
    "an entry without answers": sql("DELETE FROM answers"),
    "nothing about the submission": sql(
        "DELETE FROM answers WHERE entry IN (SELECT number FROM entries WHERE kind = 'submission')",
        "DELETE FROM entries WHERE kind = 'submission'",
    ),
    "two about the submission": sql(f"INSERT INTO entries VALUES (99, '{SOME_ID}', 'submission', '', 0)"),
    "bytes behind the end": lambda path: path.write_bytes(path.read_bytes() + b"x" * 5000),
    "an unknown type of revision": sql("UPDATE revisions SET type = 'dance' WHERE type <> 'create'"),
    "an undo of nothing": odd_revision("'undo'", "'nope'"),
    "a redo of nothing": odd_revision("'redo'", "''"),
    "an undo of the creation": odd_revision("'undo'", "(SELECT id FROM revisions WHERE type = 'create')"),
    "a past of garbage": sql("UPDATE facts SET value = '[[1],{}' WHERE key = 'line'"),
    "a past of others": sql("""UPDATE facts SET value = '[["x","y"],["",""],[[],1]]' WHERE key = 'line'"""),
    "a message of another program": sql(
        """UPDATE revisions SET message = '{name:>999999999}{0.__class__}{', parameters = '{"name":"{name}"}'"""
    ),
    "an index full of garbage": sql("UPDATE search_data SET block = zeroblob(9)"),
    "an index without its structure": sql("DELETE FROM search_data"),
    "an index of other texts": sql("DELETE FROM search", "INSERT INTO search (rowid, text) VALUES (9999, 'country')"),
    "an index of bytes": indexed("x'636f756e7472696573'"),
    "an index of bytes that are no text": indexed("x'ff636f756e7472696573'"),
    "an index of what is no text": indexed("CAST(x'ff20636f756e7472696573' AS TEXT)"),
}


@pytest.fixture
def received(path: Path, clock: Clock) -> Path:
    """A closed submission with a practice, something taken back, and an attached file."""
    file = SubmissionFile.open(path, now=clock)
    with file.transaction("edit", "Add", "Desk officer A") as revision:
        entry_id = revision.add("practice", {"title": "A practice", "objectives": [1, 2], "supports": ["x"]})
        revision.set(entry_id, "file", revision.attach("law.pdf", b"%PDF"))
    with file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    file.undo("")
    file.close()
    return path


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return current()


@pytest.mark.parametrize("make", OTHERWISE_BUILT.values(), ids=OTHERWISE_BUILT)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_built_otherwise_is_not_read(received: Path, clock: Clock, make: Make, read_only: bool) -> None:
    make(received)
    before = received.read_bytes()
    with pytest.raises((Foreign, Damaged)) as caught:
        SubmissionFile.open(received, now=clock, read_only=read_only)
    assert received.name in caught.value.message
    assert received.read_bytes() == before
    assert [each.name for each in received.parent.iterdir()] == [received.name]


@pytest.mark.parametrize("make", DAMAGED.values(), ids=DAMAGED)
def test_a_value_that_no_program_of_ours_writes_is_damage(received: Path, clock: Clock, make: Make) -> None:
    make(received)
    with pytest.raises(Damaged) as caught:
        SubmissionFile.open(received, now=clock)
    assert received.name in caught.value.message
    assert "\0" not in "".join(caught.value.details)


@pytest.mark.parametrize("make", READ_WITHOUT_HARM.values(), ids=READ_WITHOUT_HARM)
def test_what_is_only_odd_is_read_without_harm(
    received: Path, clock: Clock, make: Make, catalogue: Catalogue, tmp_path: Path
) -> None:
    make(received)
    file = SubmissionFile.open(received, now=clock)
    submission = file.read()
    info(submission, catalogue)
    check(submission, catalogue)
    list(file.revisions())
    with suppress(FileError):
        file.search("country")
        with file.transaction("edit", "Go on", "") as revision:
            revision.add("gap", {"title": "Written here"})
        file.undo("")
        file.redo("")
    file.close()


@pytest.mark.parametrize("block", ["zeroblob(9)", "zeroblob(0)", "x'ffffffffffffffffffffffffffffffffffff'", "NULL"])
def test_a_damaged_index_is_made_anew(received: Path, clock: Clock, block: str) -> None:
    sql(f"UPDATE search_data SET block = {block}")(received)
    file = SubmissionFile.open(received, now=clock)
    assert file.warnings == []
    assert [hit.snippet for hit in file.search("practice")] == ["A practice"]
    with file.transaction("edit", "Go on", "") as revision:
        revision.add("gap", {"title": "Written here"})
    assert len(file.search("written")) == 1
    file.close()
    SubmissionFile.open(received, now=clock).close()


def test_each_value_of_every_table_is_looked_at() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrated(connection, migrations())
    assert examination.SHAPES.keys() == set(tables(connection))
    for table, shape in examination.SHAPES.items():
        columns = connection.execute(f"SELECT name, type FROM pragma_table_info('{table}')")
        assert not [name for name, kind in columns if kind != "INTEGER" and f"typeof({name})" not in shape], table
    connection.close()


def test_the_tables_of_every_version_are_known() -> None:
    assert expected(0) <= expected(VERSION)
    names = {name for _sort, name, _table, _sql in expected(VERSION)}
    assert {"facts", "entries", "answers", "revisions", "changes", "attachments", "search", "search_data"} <= names


def test_other_quotes_of_the_library_are_no_stranger(received: Path, clock: Clock) -> None:
    sql(
        """UPDATE sqlite_master SET sql = replace(replace(sql, '"id"', '[id]'), char(10), ' ')
        WHERE name = '_sqlite_migrations'"""
    )(received)
    SubmissionFile.open(received, now=clock).close()


def test_content_that_is_not_what_was_attached_is_told(received: Path, clock: Clock) -> None:
    sql("UPDATE attachments SET content = x'00112233'")(received)
    file = SubmissionFile.open(received, now=clock)
    (sha256,) = file.read().attachments
    with pytest.raises(Damaged):
        file.content(sha256)
    file.close()


def test_a_name_of_an_attached_file_leads_nowhere(received: Path, clock: Clock) -> None:
    sql("UPDATE attachments SET name = '../../../etc/cron.d/run' || char(10) || 'me'")(received)
    file = SubmissionFile.open(received, now=clock)
    assert [each.name for each in file.attachments()] == ["run me"]
    file.close()


def test_nothing_of_a_file_is_obeyed(received: Path, clock: Clock) -> None:
    file = SubmissionFile.open(received, now=clock)
    connection = file._database.conn
    told = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("trusted_schema", "cell_size_check")}
    assert told == {"trusted_schema": 0, "cell_size_check": 1}
    assert connection.execute("PRAGMA temp_store").fetchone()[0] == 2
    with pytest.raises(sqlite3.OperationalError, match="too many attached"):
        connection.execute("ATTACH ':memory:' AS other")
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH) <= 100_000
    file.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda path: os.truncate(path, 100),
        lambda path: os.truncate(path, path.stat().st_size - 5000),
        lambda path: os.truncate(path, 1 << 30),
        bytes_at(16, b"\0\1"),
        bytes_at(20, b"\xff"),
    ],
)
def test_a_file_of_another_length_or_form_is_damaged(received: Path, clock: Clock, make: Make) -> None:
    make(received)
    with suppress(Damaged, NotASubmission):
        SubmissionFile.open(received, now=clock).close()


def test_what_could_not_be_opened_is_not_made(tmp_path: Path) -> None:
    """A record that came with a package is written as it is given, and must be a submission afterwards."""
    about = Entry(bound_id(SOME_ID, "submission", ""), "submission", "", 0, {"country": Answer("KE", "", "")})

    def replayed(submission: Submission, *revisions: Revision) -> None:
        path = tmp_path / "restored.pledgebook"
        try:
            with pytest.raises(CannotWrite):
                SubmissionFile.replay(path, submission, revisions, [(Attachment("a" * 64, "x", 1), b"x")])
        finally:
            assert list(tmp_path.iterdir()) == []

    undoing = Revision(SOME_ID, "no time", "", "undo", Message("x"), (), "")
    replayed(Submission(SOME_ID, {about.id: about}, {}), undoing)
    replayed(Submission("../../x", {about.id: about}, {}))
    for wrong in (1.5, ["a", 1], 2**70, [[1]], {"a": "b"}, "x" * 17 * 1024 * 1024):
        entry = Entry(SOME_ID, "gap", "", 1, {"title": Answer(wrong, "", "")})  # type: ignore[arg-type]
        replayed(Submission(SOME_ID, {about.id: about, entry.id: entry}, {}))
    long = Entry(SOME_ID, "gap", "", 1, {"description__" + "x" * 500: Answer("t", "", "")})
    replayed(Submission(SOME_ID, {about.id: about, long.id: long}, {}))
    replayed(Submission(SOME_ID, {SOME_ID: Entry(SOME_ID, "gap", "", 2**63 - 1)}, {}))


def test_what_could_not_be_read_again_is_not_written(file: SubmissionFile) -> None:
    with pytest.raises(FileError), file.transaction("edit", "Paste", "") as revision:
        revision.add("gap", {"title": "x" * 17 * 1024 * 1024})
    with pytest.raises(FileError), file.transaction("edit", "Import", "") as revision:
        revision.add("gap", {"title": "x"}, entry_id="x" * 500)
    with pytest.raises(FileError), file.transaction("edit", "Import", "") as revision:
        revision.add("gap", {"x" * 500: "x"})
    with pytest.raises(FileError), file.transaction("edit", "Import", "") as revision:
        revision.add("gap", {f"title__{number}": "x" for number in range(2000)})
    assert file.read().of_kind("gap") == []


@pytest.mark.parametrize(
    "make",
    [
        sql(f"UPDATE entries SET position = {2**53 - 1} WHERE kind = 'practice'"),
        sql(
            f"UPDATE changes SET revision = {2**53 - 1} WHERE revision = 1",
            f"UPDATE revisions SET number = {2**53 - 1} WHERE number = 1",
        ),
    ],
)
def test_a_file_at_the_end_of_all_numbers_is_not_written_to_its_ruin(received: Path, clock: Clock, make: Make) -> None:
    make(received)
    with suppress(Damaged):
        file = SubmissionFile.open(received, now=clock)
        for _number in range(3):
            with suppress(FileError), file.transaction("edit", "Add", "") as revision:
                revision.add("practice", {"title": "One more"})
        file.close()
        SubmissionFile.open(received, now=clock).close()
