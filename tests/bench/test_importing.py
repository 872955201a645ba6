"""How long an import takes, against the same rows written by hand, and how large the file is that comes of it."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.bench.measuring import Took, alternate, call, judge, run, say
from tests.bench.submissions import program, published, record, write_source

COUNT = 10_000
COLUMNS = {"search": "rowid, text"}
SOURCES = {"list": published, "record": record}


class Raw:
    """Writes the rows of a submission into a database with the same tables and indexes, and with nothing else done.

    The rows of the search index are among them, as the program keeps them.
    """

    def __init__(self, file: Path) -> None:
        with sqlite3.connect(file) as database:
            tables = [
                row[1]
                for row in database.execute("PRAGMA table_list")
                if row[0] == "main" and row[2] in ("table", "virtual")
            ]
            self._rows = {
                table: database.execute(f"SELECT {COLUMNS.get(table, '*')} FROM {table}").fetchall()
                for table in tables
                if not table.startswith("sqlite_")
            }
            self._schema = [
                sql
                for table, sql in database.execute("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
                if table in self._rows
            ]

    def write(self, file: Path) -> Took:
        file.unlink(missing_ok=True)
        return call(lambda: self._write(file))

    def _write(self, file: Path) -> None:
        database = sqlite3.connect(file)
        with database:
            for statement in self._schema:
                database.execute(statement)
            for table, rows in self._rows.items():
                if rows:
                    places = ", ".join("?" * len(rows[0]))
                    columns = f"({COLUMNS[table]})" if table in COLUMNS else ""
                    database.executemany(f"INSERT INTO {table} {columns} VALUES ({places})", rows)
        database.close()


@pytest.mark.parametrize("shape", SOURCES)
def test_import(tmp_path: Path, shape: str) -> None:
    source = write_source(tmp_path / "source.json", SOURCES[shape](COUNT))
    file = tmp_path / "file.pledgebook"

    def imported() -> Took:
        for left in tmp_path.glob("file.pledgebook*"):
            left.unlink()
        subprocess.run(program("new", file, "--country", "KE", "--cycle", "2026"), check=True, capture_output=True)
        return run(program("import", file, source))

    imported()
    raw = Raw(file)
    judge(f"import {COUNT} entries ({shape})", alternate(imported, lambda: raw.write(tmp_path / "raw"), 2), 8)


@pytest.mark.parametrize("shape", SOURCES)
def test_size(tmp_path: Path, shape: str) -> None:
    source = write_source(tmp_path / "source.json", SOURCES[shape](COUNT))
    file = tmp_path / "file.pledgebook"
    run(program("new", file, "--country", "KE", "--cycle", "2026"))
    run(program("import", file, source))
    large, small = file.stat().st_size, source.stat().st_size
    more = f"{large / 1e6:.1f} MB of {small / 1e6:.1f} MB"
    say(f"file of {COUNT} entries against its source ({shape})", large / small, 6, more)
