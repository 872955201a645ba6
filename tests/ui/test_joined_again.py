"""Two copies come home in conflict, each of them twice; all is taken back and done again: nothing is lost, nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import edit
from desktop.operations.attach import attach
from desktop.operations.copy_file import copy_file
from desktop.operations.open_file import open_file
from desktop.record.entry import Entry
from desktop.store.file import SubmissionFile
from desktop.ui.session import Session
from desktop.ui.window import Window
from tests.ui.test_joining import joining, rating, said

ASKED = "As it was"
THERE, HERE = "Taken away there", "Taken away here"


@pytest.fixture
def session(opened: Window) -> Session:
    """The file at home, with what the copies will disagree about."""
    session = opened.session
    assert session is not None
    session.speak_as("Amina")
    for title in (ASKED, THERE, HERE):
        session.add("gap", {"title": title, "objectives": [3]})
    session.answer(session.submission.bound("assessment", "3"), "reason", "As it was.")
    return session


def gap(file: SubmissionFile, title: str) -> Entry:
    return next(each for each in file.read().of_kind("gap") if each.text("title") == title)


def work_on(path: Path, catalogue: Catalogue) -> None:
    """Somebody changes, adds, attaches and takes away in a copy, and undoes and redoes a part of it."""
    by, copy = path.stem, open_file(path)
    edit.answer(copy, catalogue, gap(copy, ASKED), "description", f"Said by {by}.", by=by)
    edit.answer(copy, catalogue, rating(copy, 3), "reason", f"Because of {by}.", by=by)
    edit.add(copy, catalogue, "practice", {"title": by, "objectives": [3]}, by=by)
    edit.undo(copy, by=by)
    edit.redo(copy, by=by)
    edit.remove(copy, catalogue, gap(copy, THERE), by=by)
    edit.answer(copy, catalogue, gap(copy, HERE), "description", f"Needed by {by}.", by=by)
    found = path.with_suffix(".txt")
    found.write_text(by)
    evidence, _revision = edit.add(copy, catalogue, "evidence", {"title": by}, by=by)
    attach(copy, catalogue, copy.read().entries[evidence], "file", found, by=by)
    copy.close()


def bring_home(window: Window, paths: list[Path], way: str) -> list[str]:
    """Join copies one after the other and decide everything in one way. Returns what is said of each before it is joined."""
    dialog = joining(window, *paths)
    told = []
    for _path in paths:
        told.append(dialog._summary.text())
        while dialog.lines.open_questions():
            ways = dialog.lines.detail.ways
            # A thing that was taken away on one side cannot be both.
            ways[way if not ways[way].isHidden() else "theirs"].click()
            if dialog.lines.open_questions():
                dialog.lines.go_to_question()
        if not dialog.join_button.isHidden():
            dialog.join_button.click()
        dialog.skip_button.click()
    dialog.setParent(None)  # the next one is looked for by its class
    return told


@pytest.mark.parametrize("way", ["ours", "theirs", "both"])
def test_nothing_is_lost_and_nothing_doubled(
    opened: Window, session: Session, catalogue: Catalogue, tmp_path: Path, way: str
) -> None:
    names = ["Otieno", "Zuri"]
    paths = [tmp_path / f"{name}.pledgebook" for name in names]
    for path in paths:
        copy_file(session.file, path)
        work_on(path, catalogue)
    session.answer(session.submission.bound("assessment", "3"), "reason", "Here.")
    session.answer(gap(session.file, ASKED), "description", "Here.")
    session.remove(gap(session.file, HERE))

    told = bring_home(opened, paths * 2, way)
    assert ["nothing new" in each for each in told] == [False, False, True, True]
    for kind in ("practice", "evidence"):
        assert sorted(each.text("title") for each in session.submission.of_kind(kind)) == names
    reason = session.submission.bound("assessment", "3").text("reason")
    everything = ["Here.", "Because of Otieno.", "Because of Zuri."]
    assert reason.split("\n\n") == {"ours": everything[:1], "theirs": everything[2:], "both": everything}[way]
    contents = {session.file.content(each.text("file")) for each in session.submission.of_kind("evidence")}
    assert contents == {name.encode() for name in names}
    session.answer(session.submission.bound("assessment", "4"), "reason", "Afterwards.")

    # Ctrl+Z to the beginning and Ctrl+Y to the end, each step where it was.
    assert opened.workplace is not None
    stood = [said(session)]
    while session.can_undo():
        opened.workplace.undo()
        stood.append(said(session))
        assert stood[-1] != stood[-2]
    assert list(stood[-1]) == [session.submission.about.id], "nothing but the submission itself"
    ended = stood.copy()
    while session.can_redo():
        assert said(session) == stood.pop()
        opened.workplace.redo()
    assert [said(session)] == stood
    assert all("nothing new" in each for each in bring_home(opened, paths, way))
    assert [said(session)] == stood

    # Taken back to the beginning, what the copies brought is not here, and can be joined again.
    while session.can_undo():
        opened.workplace.undo()
    assert said(session) == ended[-1]
    assert not any("nothing new" in each for each in bring_home(opened, paths, way))
    for kind in ("practice", "evidence"):
        assert sorted(each.text("title") for each in session.submission.of_kind(kind)) == names
    stands = said(session)
    ids = [each.id for each in session.file.revisions()]
    assert len(set(ids)) == len(ids)
    assert opened.open_file(session.path)
    assert opened.session is not None
    assert said(opened.session) == stands, "the file says what the window said"
