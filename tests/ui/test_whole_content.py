"""Data packs, the last submission, the review report and a second language, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.create import create
from desktop.record.carry_over import carried
from desktop.ui.dialogs.pack import PackDialog
from desktop.ui.navigation import Place
from desktop.ui.pages.earlier import EarlierPage
from desktop.ui.pages.entries import PledgesPage
from desktop.ui.pages.forms import FormsPage
from desktop.ui.pages.review import ReviewPage
from desktop.ui.session import Session
from desktop.ui.window import Window

CYCLE = Path(__file__).parent.parent / "operations" / "forum-2030.yaml"


@pytest.fixture
def session(opened: Window) -> Session:
    assert opened.session is not None
    return opened.session


def go(window: Window, page: str) -> object:
    assert window.workplace is not None
    window.workplace.go(Place(page))
    return window.page()


def read(widget: object) -> str:
    assert isinstance(widget, QDialog | FormsPage | EarlierPage | ReviewPage)
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the dialog said before the pack was accepted."""
    seen: list[str] = []

    def accepted(dialog: PackDialog) -> int:
        seen.append(read(dialog))
        return 1

    monkeypatch.setattr(PackDialog, "exec", accepted)
    return seen


def test_a_pack_is_looked_at_and_then_used_without_a_restart(
    qtbot: QtBot, opened: Window, session: Session, looked_at: list[str]
) -> None:
    session.add("pledge", {"title": "Schools for all", "champion": True})
    page = go(opened, "forms")
    assert isinstance(page, FormsPage)
    page.choose(CYCLE)
    assert "How many people it reaches" in looked_at[0]
    assert "because there are answers here: The country is a Champion country" in looked_at[0]
    page = opened.page()
    assert isinstance(page, FormsPage), "we stay where we are"
    qtbot.waitUntil(lambda: "Trial forms 2030" in read(page))
    pledges = go(opened, "pledges")
    assert isinstance(pledges, PledgesPage)
    pledges.panel.form.field("beneficiaries")
    assert pledges.panel.form.field("champion").value() is True
    assert session.undo()
    assert "beneficiaries" not in [each.key for each in session.catalogue.kind("pledge").fields]


def test_a_broken_pack_is_told_and_changes_nothing(
    opened: Window, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.pages.forms.tell_problem", lambda _parent, _head, problem: told.append(str(problem))
    )
    page = go(opened, "forms")
    assert isinstance(page, FormsPage)
    (tmp_path / "broken.yaml").write_text("pack: {key: x", encoding="utf-8")
    page.choose(tmp_path / "broken.yaml")
    assert "line" in told[0]
    assert session.submission.of_kind("data_pack") == []


def test_what_was_said_last_time_is_gone_through_one_by_one(
    qtbot: QtBot, opened: Window, session: Session, tmp_path: Path, catalogue: Catalogue
) -> None:
    last = create(tmp_path / "last.pledgebook", catalogue, {"country": "KE", "cycle": "2022"})
    with last.transaction("edit", "Write", "") as revision:
        revision.add("practice", {"title": "One-stop centre", "objectives": [13]})
        revision.add("practice", {"title": "Mobile clinics", "objectives": [15]})
        revision.set(revision.ensure("assessment", "13"), "rating", "early")
    last.close()
    page = go(opened, "earlier")
    assert isinstance(page, EarlierPage)
    assert "Choose the last submission" in " ".join(each.text() for each in page.findChildren(QPushButton))
    page.bring(last.path)
    assert "to decide on: 3 of 3." in read(page)
    qtbot.waitUntil(page.reason.isVisible)
    page.resize(page.width() - 40, page.height())  # a layout anew, as when the window is made smaller
    assert page.reason.placeholderText() == "Reason for dropping it, in a sentence"
    assert session.submission.of_kind("practice") == []
    titles = [each.entry.text("title") for each in carried(session.submission)]
    while any(each.state == "open" for each in carried(session.submission)):
        shown = page._now()
        assert shown is not None
        if shown.entry.text("title") == "Mobile clinics":
            qtbot.keyClicks(page.reason, "Closed in 2024.")
            qtbot.mouseClick(page.drop, Qt.MouseButton.LeftButton)
        else:
            qtbot.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert len(titles) == 3
    assert [each.text("title") for each in session.submission.of_kind("practice")] == ["One-stop centre"]
    assert session.submission.bound("assessment", "13").text("rating") == "early"
    assert "A decision has been made on every entry of the last submission." in read(page)


def test_a_form_shows_beside_what_was_said_last_time(
    opened: Window, session: Session, tmp_path: Path, catalogue: Catalogue
) -> None:
    last = create(tmp_path / "last.pledgebook", catalogue, {"country": "KE", "cycle": "2022"})
    with last.transaction("edit", "Write", "") as revision:
        revision.set(revision.ensure("assessment", "13"), "reason", "Two shelters were opened.")
    last.close()
    page = go(opened, "earlier")
    assert isinstance(page, EarlierPage)
    page.bring(last.path)
    assert opened.workplace is not None
    opened.workplace.go(Place("objective", "13", part="standing"))
    shown = [label.text() for label in opened.findChildren(QLabel) if label.text().startswith("Last submission:")]
    assert shown == ["Last submission: Two shelters were opened."]


def test_a_chapter_is_taken_over_changed_and_saved(
    qtbot: QtBot, opened: Window, session: Session, tmp_path: Path
) -> None:
    session.add("support", {"title": "Training for registrars"})
    page = go(opened, "review")
    assert isinstance(page, ReviewPage)
    page._choose("support")
    assert "Training for registrars" in read(page)
    qtbot.mouseClick(page.take_over, Qt.MouseButton.LeftButton)
    editor = page.form.field("text").findChild(QPlainTextEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "We need trainers.")
    page.save(tmp_path / "review.docx")
    page.leave()
    assert session.submission.bound("chapter", "support").text("text") == "We need trainers."
    assert (tmp_path / "review.docx").stat().st_size > 10_000
    qtbot.mouseClick(page.give_back, Qt.MouseButton.LeftButton)
    assert session.submission.bound("chapter", "support").text("text") == ""


def test_a_second_language_stands_side_by_side_and_says_when_a_text_grew_stale(
    qtbot: QtBot, opened: Window, session: Session
) -> None:
    entry_id = session.add("practice", {"title": "One-stop centre", "summary": "Everything in one place."})
    session.answer(session.submission.about, "national_language", "fr")
    pledges = go(opened, "practices")
    form = pledges.panel.form  # type: ignore[attr-defined]
    first, second = form.row("summary"), form.row("summary__fr")
    qtbot.waitUntil(lambda: second.body.width() > 0)
    assert first.body.y() == second.body.y(), "side by side"
    assert not first.stale.text()
    entry = session.entry(entry_id)
    assert entry is not None
    later = session.file
    with later.transaction("edit", "Write", "") as revision:
        revision._at = "2999-01-01T00:00:00Z"
        revision.set(entry_id, "summary__fr", "Tout en un lieu.")
    session.done(revision.done)
    assert "changed after this one" in form.row("summary").stale.text()
