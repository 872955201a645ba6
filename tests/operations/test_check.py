"""What is checked beside the forms: that each attached file is still what was attached, told before anybody exports."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.operations.attach import add_files, attach
from desktop.operations.check import ALTERED
from desktop.operations.open_file import open_file
from desktop.ui.navigation import Place
from desktop.ui.pages.check import CheckPage
from desktop.ui.window import Window

TOLD = "The attached file minutes.txt has changed since it was attached. Please attach it again."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "minutes.txt"
    path.write_bytes(b"Read and agreed." * 50)
    return path


@pytest.fixture
def altered(submission_path: Path, source: Path, catalogue: Catalogue) -> Path:
    """A submission with two attached files, the bytes of one of which are not what they were."""
    other = source.with_name("law.txt")
    other.write_bytes(b"A law." * 50)
    with closing(open_file(submission_path)) as file:
        add_files(file, catalogue, "evidence", "file", [source, other], {})
    with closing(sqlite3.connect(submission_path)) as database, database:
        changed = database.execute(
            "UPDATE attachments SET content = ? WHERE name = ?", (b"Never agreed. .." * 50, source.name)
        )
        assert changed.rowcount == 1
    return submission_path


@pytest.mark.parametrize("private", [False, True])
def test_the_command_tells_of_a_file_that_is_not_what_it_was(
    private: bool, altered: Path, catalogue: Catalogue
) -> None:
    with closing(open_file(altered)) as file:
        entry = next(each for each in file.read().of_kind("evidence") if each.text("title") == "minutes")
        with file.transaction("edit", "Edit", "") as unit:
            unit.set(entry.id, "private", private)
    found = CliRunner().invoke(main, ["--language", "en", "check", str(altered)])
    weight = "Warning" if private else "Error"
    assert [each for each in found.output.splitlines() if "attached" in each] == [f"{weight} – {TOLD}"]
    data = json.loads(CliRunner().invoke(main, ["--language", "en", "check", "--json", str(altered)]).stdout)
    (told,) = (each for each in data["warns" if private else "blocks"] if each["rule"] == ALTERED)
    assert (told["entry"], told["field"], told["text"]) == (entry.id, "file", TOLD)
    assert private or (found.exit_code == 1 and not data["can_be_signed"])


def test_the_window_tells_of_it_until_it_is_attached_again(
    altered: Path, source: Path, window: Window, qtbot: QtBot
) -> None:
    def told() -> list[str]:
        assert window.workplace is not None
        page = window.workplace.page
        assert isinstance(page, CheckPage)
        return [each.text for each in page._checked.findings if each.rule == ALTERED]

    assert window.open_file(altered)
    assert window.workplace is not None and window.session is not None
    window.workplace.go(Place("check"))
    qtbot.waitUntil(lambda: told() == [TOLD], timeout=20_000)
    page = window.workplace.page
    assert isinstance(page, CheckPage)
    model = page.list.model()
    section = model.index(0, 0)
    titles = [model.index(row, 0, section).data() for row in range(model.rowCount(section))]
    assert any("to be corrected" in str(each) for each in titles), titles
    session = window.session
    entry = next(each for each in session.submission.of_kind("evidence") if each.text("title") == "minutes")
    session.do(lambda by: attach(session.file, session.catalogue, entry, "file", source, by=by))
    page.refresh(None)
    assert told() == []
    assert session.file.content(str(entry.value("file"))) == source.read_bytes()
