"""The page of the history tells what was done in the language of the screen, whoever did it in whichever language."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.record.history import Message, Revision
from desktop.ui.navigation import Place
from desktop.ui.pages.history import HistoryPage
from desktop.ui.window import Window

OLD = Path(__file__).parents[1] / "store" / "files" / "v1-0.1.0-history.pledgebook"


def rows(window: Window) -> list[str]:
    assert window.workplace is not None
    window.workplace.go(Place("history"))
    page = window.workplace.page
    assert isinstance(page, HistoryPage)
    return [page.tree.topLevelItem(place).text(0) for place in range(page.tree.topLevelItemCount())]


def test_a_history_of_six_languages_is_read_in_one(window: Window, tmp_path: Path) -> None:
    shutil.copyfile(OLD, tmp_path / OLD.name)
    assert window.open_file(tmp_path / OLD.name)
    told = rows(window)
    assert told[-2:] == ["Add an entry to Pledges", "Create the submission"]
    for text in (
        "Change “Our rating” of Objective 13: Alternatives to detention",
        "Import prácticas 2024.json",
        "Fill in the exercise",
    ):
        assert text in told, told


def test_what_another_copy_did_is_told_with_who_did_it_there(opened: Window) -> None:
    assert opened.workplace is not None
    file = opened.workplace.session.file
    theirs = Revision(
        "11111111-1111-4111-8111-111111111111",
        "2026-01-02T03:04:05Z",
        "Otieno",
        "edit",
        Message("Remove {name}", {"name": "A register"}),
        (),
        "",
        "22222222-2222-4222-8222-222222222222",
    )
    file.receive([theirs])
    assert rows(opened)[0] == "Remove A register"
    assert opened.workplace.session.can_undo() == "", "it is not ours to take back"


def test_what_was_taken_back_and_done_again_says_so(opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    assert session.add("practice", {"title": "A register"})
    opened.workplace.undo()
    opened.workplace.redo()
    again, undone, done = rows(opened)[:3]
    assert undone == f"Undone: {done}"
    assert again == f"Done again: {done}"
