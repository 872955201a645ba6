"""A ministry copy in the real window: it opens on its part, only that can be written in, and the rest says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import FileError
from desktop.operations import edit, review
from desktop.operations.attach import add_files
from desktop.operations.copy_file import copy_with
from desktop.operations.hand_out import Wanted, hand_out
from desktop.operations.open_file import open_file
from desktop.record.entry import Entry, bound_id
from desktop.record.indicator_methods import method_of
from desktop.ui.dialogs.examples import ExamplesDialog
from desktop.ui.dialogs.hand_out import CHECKED, HandOutDialog
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.fields.files import FileField
from desktop.ui.navigation import Place
from desktop.ui.pages.copies import FILE, STATE, TO, CopiesPage
from desktop.ui.pages.earlier import EarlierPage
from desktop.ui.pages.entries import EvidencePage, PracticesPage
from desktop.ui.pages.forms import FormsPage
from desktop.ui.pages.indicators import IndicatorsPage
from desktop.ui.pages.matrix import MatrixPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.objectives import ObjectivesPage
from desktop.ui.pages.policy import PolicyPage
from desktop.ui.pages.review import ReviewPage
from desktop.ui.parts.ministry_strip import MinistryStrip
from desktop.ui.window import Window


def health(path: Path, catalogue: Catalogue, out: Path, *objectives: int, until: str = "") -> Path:
    """Hand out a copy of a file with a practice each in objectives 7 and 12."""
    file = open_file(path)
    for number in (7, 12):
        edit.add(file, catalogue, "practice", {"title": f"Practice {number}", "objectives": [number]})
        rating = Entry(bound_id(file.submission_id, "assessment", str(number)), "assessment", str(number))
        edit.answer(file, catalogue, rating, "reason", f"Reason {number}")
    edit.add(file, catalogue, "gap", {"title": "A gap of others", "objectives": [12]})
    review.take_over(file, catalogue, catalogue.review[0].key)
    (made,), _revision = hand_out(file, catalogue, [Wanted("Ministry of Health", out, objectives, (), until)])
    file.close()
    return made


@pytest.fixture
def copy(window: Window, submission_path: Path, catalogue: Catalogue, tmp_path: Path) -> Window:
    assert window.open_file(health(submission_path, catalogue, tmp_path / "health", 7, 15, until="2031-03-01"))
    return window


def shown(window: Window, place: Place) -> object:
    assert window.workplace is not None
    window.workplace.go(place)
    return window.workplace.page


def test_it_opens_on_its_part_with_progress_and_deadline(copy: Window) -> None:
    page = copy.page()
    assert isinstance(page, ObjectivesPage)
    assert sorted(page._items) == [7, 15]
    strip = copy.findChild(MinistryStrip)
    assert isinstance(strip, MinistryStrip)
    for part in ("Ministry of Health", "objectives 7, 15", "Objectives rated: 0 of 2", "1 March 2031"):
        assert part in strip.note.text()
    page.all.setChecked(True)
    assert len(page._items) == 23


def test_one_objective_opens_at_once(
    window: Window, submission_path: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    assert window.open_file(health(submission_path, catalogue, tmp_path / "health", 7))
    page = window.page()
    assert isinstance(page, ObjectivePage)
    assert page.number == 7


def test_what_is_not_assigned_can_be_read_and_says_why(copy: Window, qtbot: QtBot) -> None:
    page = shown(copy, Place("objective", "12"))
    assert isinstance(page, ObjectivePage)
    form = page.standing.form
    assert "handed out for other parts" in form.closed.note.text()
    row = form.row("reason")
    assert not row.widget.isVisible()
    reading = row.target()
    assert isinstance(reading, QLabel)
    assert (reading.text(), reading.accessibleName()) == ("Reason 12", "Reason for this rating: Reason 12")
    assert reading.isVisible()
    form.focus_field("reason")
    qtbot.waitUntil(reading.hasFocus)
    page.show_part("practice")
    panel = page.panel("practice")
    assert not panel.add_button.isEnabled()
    assert not panel.side.remove.isEnabled()
    assert page.add() is False
    session = copy.session
    assert session is not None
    before = session.submission
    panel.remove([panel.list.model.entries[0].id])
    panel.duplicate()
    assert session.submission is before


def test_a_file_can_be_opened_and_not_be_taken_away(
    window: Window, submission_path: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "law.txt").write_text("A law")
    file = open_file(submission_path)
    add_files(file, catalogue, "evidence", "file", [tmp_path / "law.txt"], {"objectives": [12]})
    file.close()
    assert window.open_file(health(submission_path, catalogue, tmp_path / "health", 7))
    page = shown(window, Place("evidence"))
    assert isinstance(page, EvidencePage)
    row = page.panel.form.row("file")
    field = row.widget
    assert isinstance(field, FileField)
    assert field.open_button.isVisible()
    assert row.target() is field.open_button
    assert not field.choose_button.isVisible()
    assert not field._remove.isVisible()
    assert not row._reading().isVisible()


def test_what_is_assigned_can_be_written(copy: Window) -> None:
    page = shown(copy, Place("objective", "7"))
    assert isinstance(page, ObjectivePage)
    form = page.standing.form
    assert form.closed.isHidden()
    assert form.row("reason").widget.isVisible()
    page.show_part("practice")
    assert page.add()
    session = copy.session
    assert session is not None
    assert [each.numbers("objectives") for each in session.submission.of_kind("practice")][-1] == [7]


def test_an_entry_can_be_begun_in_the_list_of_all_and_named_then(copy: Window) -> None:
    page = shown(copy, Place("practices"))
    assert isinstance(page, PracticesPage)
    assert page.add()
    panel: EntriesPanel = page.panel
    assert panel.form.closed.isHidden(), "it names no objective yet, and was made here"
    session = copy.session
    assert session is not None
    new = session.submission.of_kind("practice")[-1]
    assert session.answer(new, "objectives", [15])


def test_a_pledge_that_takes_an_example_of_another_objective_stays_open(copy: Window) -> None:
    assert copy.workplace is not None and copy.session is not None
    copy.workplace.go(Place("pledges"))
    panel = copy.workplace.page.panel  # type: ignore[attr-defined]
    panel.add()
    (pledge,) = copy.session.submission.of_kind("pledge")
    assert not pledge.numbers("objectives") and not copy.session.why_closed(pledge)
    panel.show_examples()
    dialog = panel.findChild(ExamplesDialog)
    dialog.show()
    rows = (dialog.list.model().index(row, 0) for row in range(dialog.list.model().rowCount()))
    for row in rows:
        dialog.list.setCurrentIndex(row)
        if dialog._matching.isVisible() and not {7, 15} & set(dialog.chosen().objectives[:3]):
            break
    dialog._matching.click()
    (taken,) = copy.session.submission.of_kind("pledge")
    assert taken.text("kind") == "matching"
    assert not taken.numbers("objectives") and not copy.session.why_closed(taken)


def test_the_form_of_one_entry_opens_and_closes(copy: Window) -> None:
    page = shown(copy, Place("practices"))
    assert isinstance(page, PracticesPage)
    entries = {each.text("title"): each.id for each in page.panel.entries()}
    for title, may in (("Practice 12", False), ("Practice 7", True), ("Practice 12", False)):
        page.panel.open(entries[title])
        assert page.panel.form.row("title").widget.isVisible() is may
        assert page.panel.form.closed.isHidden() is may


def test_a_copy_says_that_it_hands_out_nothing(copy: Window) -> None:
    page = shown(copy, Place("copies"))
    assert isinstance(page, CopiesPage)
    assert not page.hand_out_button.isEnabled()
    assert "Ministry of Health" in page.notice.note.text()


def test_three_copies_are_handed_out_in_the_window(
    opened: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened.session
    assert session is not None
    session.speak_as("Amina")
    session.add("person", {"name": "Ben", "ministry": "Ministry of Health"})
    session.answer(session.submission.bound("assessment", "6"), "lead", "Ministry of Labour")
    page = shown(opened, Place("copies"))
    assert isinstance(page, CopiesPage)
    assert page._nothing.isVisible()
    page.hand_out_button.click()
    dialog = page.findChild(HandOutDialog)
    assert isinstance(dialog, HandOutDialog)
    names = [dialog.ministries.item(place).text() for place in range(dialog.ministries.count())]
    assert names == ["Ministry of Health", "Ministry of Labour"]
    assert not dialog.on_enter.isEnabled()  # type: ignore[union-attr]
    dialog.ministries.setCurrentRow(0)
    dialog.ministries.item(0).setCheckState(CHECKED)
    assert "tick its objectives" in dialog.summary.text()
    assert not dialog.on_enter.isEnabled()  # type: ignore[union-attr]
    for place in (0, 6):
        dialog.objectives.item(place).setCheckState(CHECKED)
    dialog.ministries.item(1).setCheckState(CHECKED)
    assert dialog.objectives.item(5).checkState() == CHECKED, "who leads an objective is offered it"
    dialog.another.setText("Ministry of the Interior")
    dialog.add_ministry()
    dialog.objectives.item(10).setCheckState(CHECKED)
    dialog.until.set_value("2031-03")
    assert "3 copies" in dialog.summary.text()
    assert "Ministry of Health: objectives 1, 7" in dialog.summary.text()
    monkeypatch.setattr("desktop.ui.file_dialogs.folder", lambda _parent, _heading: tmp_path)
    dialog.on_enter.click()  # type: ignore[union-attr]
    made = sorted(path.name for path in tmp_path.glob("kenya *.pledgebook"))
    assert made == [
        "kenya Ministry of Health.pledgebook",
        "kenya Ministry of Labour.pledgebook",
        "kenya Ministry of the Interior.pledgebook",
    ]
    model = page.view.model()
    rows = {model.index(row, TO).data(): model.index(row, FILE).data() for row in range(model.rowCount())}
    assert rows["Ministry of Labour"] == "kenya Ministry of Labour.pledgebook"
    assert model.index(0, STATE).data() == "Not back yet"
    page.back_button.setFocus()
    page.back_button.click()
    assert opened.focusWidget() is page.view, "the button has nothing more to do"
    assert sorted(model.index(row, STATE).data() for row in range(3)) == ["Not back yet", "Not back yet", "Returned"]
    copy = open_file(tmp_path / made[0])
    assert copy.assignment is not None
    assert (copy.assignment.objectives, copy.assignment.until, copy.assignment.by) == ((1, 7), "2031-03-31", "Amina")
    copy.close()


def test_copies_of_a_large_file_are_written_behind_a_dialog_that_says_so(
    opened: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.progress_dialog.LARGE", 0)
    page = shown(opened, Place("copies"))
    assert isinstance(page, CopiesPage)
    dialog = HandOutDialog(opened.session, page)  # type: ignore[arg-type]
    dialog.another.setText("Ministry of Health")
    dialog.add_ministry()
    dialog.objectives.item(14).setCheckState(CHECKED)
    dialog.hand_out([tmp_path / "health.pledgebook"])
    qtbot.waitUntil(lambda: page.view.model().rowCount() == 1)
    assert (tmp_path / "health.pledgebook").exists()


def test_a_copy_of_last_resort_is_for_the_same_ministry(
    submission_path: Path, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = open_file(health(submission_path, catalogue, tmp_path / "health", 7))

    def gone(_path: Path) -> None:
        raise FileError("The stick was pulled out.")

    monkeypatch.setattr(file, "copy_to", gone)
    made, whole = copy_with(file, catalogue, file.read(), (), tmp_path / "last")
    kept = open_file(made)
    assert not whole
    assert file.assignment is not None
    assert kept.assignment == file.assignment
    kept.close()
    file.close()


def test_what_begins_something_that_is_not_assigned_cannot_be_pressed(copy: Window) -> None:
    assert copy.workplace is not None
    session = copy.workplace.session
    matrix = shown(copy, Place("matrix"))
    assert isinstance(matrix, MatrixPage)
    gap = next(each for each in session.submission.of_kind("gap") if session.why_closed(each))
    matrix.list.choose(gap.id)
    assert not matrix.begin_button.isEnabled()
    assert [each.isEnabled() for each in matrix.menu().actions()] == [True, False]
    chapters = shown(copy, Place("review"))
    assert isinstance(chapters, ReviewPage)
    assert not chapters.give_back.isEnabled()
    forms = shown(copy, Place("forms"))
    assert isinstance(forms, FormsPage)
    assert not forms.choose_button.isEnabled()
    earlier = shown(copy, Place("earlier"))
    assert isinstance(earlier, EarlierPage)
    assert not earlier.choose_button.isEnabled()


def test_questions_and_indicators_of_others_can_only_be_read(copy: Window, catalogue: Catalogue) -> None:
    page = shown(copy, Place("policy"))
    assert isinstance(page, PolicyPage)
    asked = [each for domain in catalogue.policy.domains for each in domain.sub_categories]
    for each in asked:
        may = bool({7, 15} & set(each.objectives))
        choices = page.questions[each.key].choices.values()
        assert [choice.isEnabled() for choice in choices] == [may] * len(choices)
        assert all(bool(choice.accessibleDescription()) is not may for choice in choices)
    for indicator in [each for each in catalogue.indicators if method_of(each).takes_values]:
        page = shown(copy, Place("indicators", indicator.key))
        assert isinstance(page, IndicatorsPage)
        assert page.values.add_button.isEnabled() is bool({7, 15} & set(indicator.objectives)), indicator.key


def test_what_a_ministry_leads_is_in_sight_as_soon_as_it_is_chosen(opened: Window, qtbot: QtBot) -> None:
    session = opened.session
    assert session is not None
    for ministry, number in (("A", 22), ("B", 2)):
        session.answer(session.submission.bound("assessment", str(number)), "lead", ministry)
    dialog = HandOutDialog(session, opened)
    qtbot.addWidget(dialog)
    dialog.show()

    def seen(number: int) -> bool:
        shown = dialog.objectives.visualItemRect(dialog.objectives.item(number - 1))
        return dialog.objectives.viewport().rect().contains(shown)

    assert seen(22), "the first ministry has it"
    dialog.ministries.setCurrentRow(1)
    assert seen(2)
    dialog.ministries.setCurrentRow(0)
    assert seen(22)


def test_names_of_files_are_cut_where_they_are_alike(opened: Window) -> None:
    page = shown(opened, Place("copies"))
    assert isinstance(page, CopiesPage)
    option = QStyleOptionViewItem()
    model = page.view.model()
    model.insertRow(0)
    page.view.itemDelegate().initStyleOption(option, model.index(0, FILE))
    assert option.textElideMode == Qt.TextElideMode.ElideLeft
