"""The form of an entry: built from its definition, kept while somebody types, and silent unless something changed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.operations.import_entries import plan_import
from desktop.record.entry import Answer, Entry, Value
from desktop.record.submission import Submission
from desktop.record.value_problem import Problem
from desktop.ui.fields import FormContext, judging
from desktop.ui.fields.choices import ComboField, SideBySide
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.texts import LineField, LongTextField
from desktop.ui.form import FormView

FormOf = Callable[..., FormView]


@pytest.fixture
def form(shown: Callable[[QWidget], QWidget], catalogue: Catalogue) -> FormOf:
    def show(kind: str, /, context: FormContext | None = None, **answers: Value) -> FormView:
        view = FormView(catalogue.kind(kind), context or FormContext(catalogue))
        view.set_entry(entry(kind, **answers))
        shown(view)
        return view

    return show


def entry(kind: str, /, *, id: str = "entry-1", **answers: Value) -> Entry:
    return Entry(id, kind, answers={key: Answer(value) for key, value in answers.items()})


def heard(form: FormView) -> list[tuple[str, str, object]]:
    edits: list[tuple[str, str, object]] = []
    form.edited.connect(lambda *edit: edits.append(edit))
    return edits


def test_typing_and_going_on_gives_the_answer_to_its_entry(qtbot: QtBot, form: FormOf) -> None:
    gap = form("gap")
    edits = heard(gap)
    title = gap.field("title")
    title.editor().setFocus()
    qtbot.keyClicks(title.editor(), "No registrar")
    qtbot.keyClick(title.editor(), Qt.Key.Key_Tab)
    assert edits == [("entry-1", "title", "No registrar")]


def test_no_half_of_what_is_typed_is_remembered(qtbot: QtBot, form: FormOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text would be kept two thousand times over, see `recent`."""
    asked: list[Value] = []
    real = judging.last_problems_of

    def noted(field: FormField, value: Value) -> list[Problem]:
        asked.append(value)
        return real(field, value)

    monkeypatch.setattr(judging, "last_problems_of", noted)
    gap = form("gap", title="Births", cause="No law")
    assert asked == ["Births", "No law"]
    qtbot.keyClicks(gap.field("title").editor(), ", no registrar")
    assert asked == ["Births", "No law"]


def test_what_is_typed_is_handed_on_when_the_page_goes(qtbot: QtBot, form: FormOf) -> None:
    gap = form("gap")
    edits = heard(gap)
    qtbot.keyClicks(gap.field("title").editor(), "No regis")
    gap.commit()
    gap.commit()
    assert edits == [("entry-1", "title", "No regis")]


def test_showing_published_entries_and_going_through_all_fields_changes_nothing(
    qtbot: QtBot, form: FormOf, catalogue: Catalogue
) -> None:
    plan = plan_import(Submission("submission-1"), catalogue, paths.resources() / "demonstration.json")
    assert plan.entries
    assert not plan.errors
    for planned in plan.entries:
        view = form(planned.kind)
        edits = heard(view)
        view.set_entry(Entry("entry-2", planned.kind, answers={k: Answer(v) for k, v in planned.answers.items()}))
        for definition in view.kind.fields:
            view.field(definition.key).editor().setFocus()
            QApplication.processEvents()
        view.commit()
        assert edits == [], planned.kind
        assert {
            definition.key: value
            for definition in view.kind.fields
            if (value := view.field(definition.key).value()) is not None
        } == dict(planned.answers)


def test_a_field_appears_when_it_is_asked_and_goes_when_it_is_not(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge")
    partners, kind = pledge.field("partners"), pledge.field("kind")
    assert isinstance(kind, SideBySide)
    assert not partners.isVisible()
    qtbot.mouseClick(dict(kind.buttons)["common"], Qt.MouseButton.LeftButton)
    assert partners.isVisible()
    qtbot.mouseClick(dict(kind.buttons)["individual"], Qt.MouseButton.LeftButton)
    assert not partners.isVisible()


def test_an_answer_that_is_not_asked_any_more_can_still_be_seen(form: FormOf) -> None:
    pledge = form("pledge", kind="individual", partners=[{"name": "Ministry A"}])
    assert pledge.field("partners").isVisible()


def test_a_change_from_elsewhere_does_not_touch_what_is_being_typed(qtbot: QtBot, form: FormOf) -> None:
    gap = form("gap", title="Old title")
    title, description = gap.field("title"), gap.field("description")
    assert isinstance(title, LineField)
    assert isinstance(description, LongTextField)
    title.line.setFocus()
    title.line.selectAll()
    qtbot.keyClicks(title.line, "Half a ti")
    gap.set_entry(entry("gap", title="Old title", description="From elsewhere"))
    assert title.line.text() == "Half a ti"
    assert description.box.toPlainText() == "From elsewhere"
    assert QApplication.focusWidget() is title.line


def test_another_entry_shows_all_of_its_own(qtbot: QtBot, form: FormOf) -> None:
    gap = form("gap", title="One", cause="No law")
    gap.set_entry(entry("gap", id="entry-2", title="Two"))
    assert gap.field("title").value() == "Two"
    assert gap.field("cause").value() is None


def test_what_is_wrong_is_said_below_the_field_and_to_screen_readers(qtbot: QtBot, form: FormOf) -> None:
    practice = form("practice")
    start = practice.field("start")
    qtbot.keyClicks(start.editor(), "next spring")
    said = practice.row("start").problem
    assert not said.isVisible() and not start.editor().property("state"), "it is not wrong while it is being typed"
    qtbot.keyClick(start.editor(), Qt.Key.Key_Return)
    assert said.isVisible()
    assert "next spring" in said.text()
    assert "next spring" in start.editor().accessibleDescription()
    assert start.editor().property("state") == "blocks"
    start.editor().selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(start.editor(), "2026")
    assert not said.isVisible()
    assert start.editor().property("state") == ""
    assert "next spring" not in start.editor().accessibleDescription()


@pytest.mark.parametrize("first", range(4))
def test_what_is_said_below_an_editor_stands_in_one_order_whichever_comes_first(
    qtbot: QtBot, form: FormOf, first: int
) -> None:
    row = form("practice").row("start")
    says: list[Callable[[], object]] = [
        lambda: row.problem.say("No date"),
        lambda: row.hints.say(["Since when?"]),
        lambda: row.unsaved.say("Not saved"),
        lambda: row.stale.say("Changed"),
    ]
    for say in (*says[first:], *says[:first]):
        say()
    lines = (row.widget, row.problem, row.hints, row.unsaved, row.stale)
    qtbot.waitUntil(lambda: all(above.geometry().bottom() < below.y() for above, below in pairwise(lines)))


def test_that_a_text_is_too_short_is_said_once(form: FormOf) -> None:
    pledge = form("pledge", description="Too little")
    description = pledge.field("description")
    assert isinstance(description, LongTextField)
    assert "Too short" in description.counter.text()
    assert not pledge.row("description").problem.isVisible()


def test_an_address_that_is_none_is_said(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge", contact_email="somebody at ministry")
    assert pledge.row("contact_email").problem.isVisible()


def test_a_click_on_the_name_of_a_field_leads_to_its_list_and_not_to_what_takes_a_pick_away(
    qtbot: QtBot, form: FormOf
) -> None:
    pledge = form("pledge", objectives=[4, 7])
    row = pledge.row("objectives")
    qtbot.mouseClick(row.head, Qt.MouseButton.LeftButton)
    assert row.widget.editor().hasFocus()
    assert not any(each.hasFocus() for each in row.widget.findChildren(QToolButton))


def test_a_finding_leads_to_its_field(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge")
    pledge.resize(800, 400)
    pledge.focus_field("measure")
    editor = pledge.field("measure").editor()
    assert QApplication.focusWidget() is editor
    qtbot.waitUntil(lambda: pledge.area.verticalScrollBar().value() > 0)
    top = editor.mapTo(pledge.area.viewport(), editor.rect().topLeft()).y()
    assert 0 <= top < pledge.area.viewport().height()


def test_narrow_fields_stand_in_pairs_only_where_there_is_room(qtbot: QtBot, form: FormOf) -> None:
    practice = form("practice")

    def tops() -> tuple[int, int]:
        first, second = practice.field("start"), practice.field("end")
        return tuple(each.mapTo(practice, each.rect().topLeft()).y() for each in (first, second))  # type: ignore[return-value]

    practice.resize(1000, 700)
    QApplication.processEvents()
    assert tops()[0] == tops()[1]
    practice.resize(460, 700)
    QApplication.processEvents()
    assert tops()[0] < tops()[1]
    assert practice.area.horizontalScrollBar().maximum() == 0


def test_what_is_asked_for_is_said_in_words_until_it_is_answered(qtbot: QtBot, form: FormOf) -> None:
    practice = form("practice")
    assert practice.row("start").asked.text() == "Expected"
    practice.set_entry(entry("practice", start="2024"))
    assert practice.row("start").asked.text() == ""


def test_how_an_answer_came_about_can_be_asked(qtbot: QtBot, form: FormOf, catalogue: Catalogue) -> None:
    asked: list[tuple[str, str]] = []
    context = FormContext(catalogue, history=lambda entry_id, field: asked.append((entry_id, field)))
    gap = form("gap", context)
    assert not gap.row("title").history.isVisible()
    gap.set_entry(Entry("entry-1", "gap", answers={"title": Answer("One", "2026-03-02T10:00:00Z", "Desk officer A")}))
    button = gap.row("title").history
    assert "Desk officer A" in button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [("entry-1", "title")]


def test_the_tab_key_goes_through_the_fields_in_the_order_of_the_form(qtbot: QtBot, form: FormOf) -> None:
    gap = form("gap")
    gap.field("title").editor().setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is gap.field("description").editor()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    objectives = gap.field("objectives").editor()
    assert QApplication.focusWidget() in (objectives, objectives.lineEdit())  # type: ignore[attr-defined]


def test_half_a_name_stays_on_the_screen_when_the_file_changes(qtbot: QtBot, form: FormOf) -> None:
    about = form("submission")
    country = about.field("country")
    assert isinstance(country, ComboField)
    country.combo.line.setFocus()
    qtbot.keyClicks(country.combo.line, "Atl")
    about.set_entry(entry("submission", title="From elsewhere"))
    assert country.combo.currentText() == "Atl"


def test_rows_that_are_added_get_the_room_that_they_need(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge", kind="common", partners=[{"name": f"Ministry {letter}"} for letter in "ABCDEFGH"])
    pledge.set_entry(entry("pledge", kind="individual"))
    pledge.set_entry(entry("pledge", kind="common", partners=[{"name": f"Ministry {letter}"} for letter in "ABCDEFGH"]))
    partners = pledge.field("partners")
    assert isinstance(partners, RowsField)
    QApplication.processEvents()
    qtbot.mouseClick(partners.add_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    heights = {(row["name"].height(), row["name"].sizeHint().height()) for row in partners.cells}
    assert all(height >= wanted for height, wanted in heights), heights


HALF = [
    ("pledge", "description", "A registrar in every county."),
    ("pledge", "contact_email", "someone@"),
    ("pledge", "start", "32/"),
    ("pledge", "year", "20"),
    ("pledge", "country", "zz"),
    ("pledge", "objectives", "zz"),
]


@pytest.mark.parametrize(("kind", "key", "half"), HALF)
def test_nothing_is_wrong_with_what_is_being_typed_before_the_field_is_left(
    qtbot: QtBot, form: FormOf, kind: str, key: str, half: str
) -> None:
    view = form(kind)
    row, editor = view.row(key), view.field(key).editor()
    editor.setFocus()
    for letter in half:
        qtbot.keyClick(editor, letter)
        view.field(key).write()  # somebody rests
        assert row.problem.isHidden() and not editor.property("state"), letter
        assert not any("Too short" in each.text() for each in row.body.findChildren(QLabel) if each.isVisible())
    row.widget.commit()
    view.focus_field("source")
    QApplication.processEvents()
    wrong = row.widget.counter if isinstance(row.widget, LongTextField) else row.problem
    assert wrong.isVisible() and wrong.text(), "it is told as soon as the field is left"
    assert isinstance(row.widget, LongTextField) or editor.property("state")
