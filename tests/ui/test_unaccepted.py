"""What a field does not accept: kept as typed, told beside it and on the check page, until it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.operations.check import check
from desktop.operations.open_file import open_file
from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.field_history import FieldHistory
from desktop.ui.dialogs.identity import IdentityDialog
from desktop.ui.fields.pickers import PickField
from desktop.ui.navigation import Place
from desktop.ui.pages.check import CheckPage
from desktop.ui.pages.history import HistoryPage
from desktop.ui.parts.finding_tree import FINDING
from desktop.ui.window import Window
from tests.ui.everywhere import Spot, _line_of, about, found, in_dialog, in_panel, in_rows, make, settled

CASES = {
    "half a date": (in_panel("pledge", "pledges", "start"), "2026-13"),
    "no day": (in_panel("pledge", "pledges", "end"), "2026-02-30"),
    "no year": (in_panel("pledge", "pledges", "year"), "soon"),
    "no number": (in_dialog("value", "value"), "abc"),
    "two ways": (in_dialog("value", "value"), "1,234"),
    "too many digits": (in_dialog("value", "value"), "1" * 60),
    "no country": (in_panel("pledge", "pledges", "implementation_country"), "Atlantis"),
    "no language": (about("national_language"), "Elvish"),
    "no objective": (in_panel("gap", "gaps", "objectives"), "zzz"),
    "no countries": (in_panel("pledge", "pledges", "implementation_countries"), "Atlantis"),
    "a country begun": (in_panel("pledge", "pledges", "implementation_countries"), "guin"),
    "no entry": (in_panel("pledge", "pledges", "gaps"), "zzz"),
    "no country in a row": (in_rows("country"), "Atlantis"),
}


def readiness(window: Window) -> list[str]:
    assert window.workplace is not None
    window.workplace.go(Place("check"))
    page = window.workplace.page
    assert isinstance(page, CheckPage)
    return [each.text for each in page._checked.of("blocks") if each.rule == "unaccepted"]


def again(window: Window) -> None:
    """Close the submission, and open it again."""
    assert window.session is not None
    path = window.session.path
    window.close_submission()
    assert window.open_file(path)


def come_back(window: Window, spot: Spot) -> str:
    """Go to the field from the check page, and return what stands in it."""
    assert window.workplace is not None
    assert window.session is not None
    checked = check(window.session.submission, window.session.catalogue)
    (finding,) = [each for each in checked.of("blocks") if each.rule == "unaccepted" and each.entry_id == spot.entry_id]
    window.workplace.go(Place("check"))
    page = window.workplace.page
    assert isinstance(page, CheckPage)
    (index,) = [each for each in found(page) if each.data(FINDING) == finding]
    page.list.activated.emit(index)
    settled(window)
    dialogs = [each for each in window.findChildren(EntryDialog) if each.isVisible()]
    form = dialogs[-1].form if dialogs else None
    if form is None:
        shown = window.workplace.page
        form = shown.panel.form if hasattr(shown, "panel") else shown.form  # type: ignore[attr-defined]
    widget = form.field(spot.key)
    if spot.key == "partners":
        widget = widget.cells[0]["country"]  # type: ignore[attr-defined]
    spot.row, spot.typed_into, spot.window = form.row(spot.key), _line_of(widget), window
    assert widget.isAncestorOf(spot.typed_into)
    return spot.shown()


def let_go(window: Window, spot: Spot) -> None:
    """Leave a field, and the dialog in which it stands."""
    spot.leave()
    settled(window)
    for dialog in window.findChildren(EntryDialog):
        if dialog.isVisible():
            dialog.accept()


@pytest.mark.parametrize("names", [list(CASES)[third::3] for third in range(3)], ids=["first", "second", "third"])
def test_it_is_kept_as_typed_until_it_is_mended(qtbot: QtBot, opened: Window, names: list[str]) -> None:
    spots = {}
    for name in names:
        opener, text = CASES[name]
        spot = spots[name] = opener(opened)
        spot.type(text)
        spot.leave()
        settled(opened)
        assert spot.shown() == text, name
        assert spot.row.problem.text(), f"{name}: it says why beside it"
        let_go(opened, spot)
    told = sorted(
        each.rpartition(": “")[2].partition("” was typed but is not accepted.")[0] for each in readiness(opened)
    )
    assert told == sorted(CASES[name][1] for name in names)
    again(opened)
    for name, spot in spots.items():
        assert come_back(opened, spot) == CASES[name][1], name
        assert spot.row.problem.text(), name
        # It is cleared, and nothing is left of it.
        line = spot.typed_into
        line.setFocus()
        line.selectAll()  # type: ignore[attr-defined]
        qtbot.keyClick(line, Qt.Key.Key_Delete)
        let_go(opened, spot)
        assert spot.session.file.read().entries.get(spot.entry_id).typed == {}, name  # type: ignore[union-attr]
    assert readiness(opened) == []


def test_the_old_answer_goes_with_it_and_comes_back_with_undo(qtbot: QtBot, opened: Window) -> None:
    entry = make(opened, "pledge", title="First", start="2025")
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges", entry=entry.id, field="start"))
    line = opened.workplace.page.panel.form.field("start").editor()  # type: ignore[attr-defined]
    settled(opened)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "2026-13")
    opened.workplace.go(Place("overview"))
    session = opened.session
    assert session is not None
    now = session.entry(entry.id)
    assert now is not None
    assert now.value("start") is None
    assert now.typed["start"].value == "2026-13"
    opened.workplace.undo()
    now = session.entry(entry.id)
    assert now is not None
    assert now.value("start") == "2025"
    assert now.typed == {}


def test_what_was_picked_stays_beside_what_was_not(qtbot: QtBot, opened: Window) -> None:
    entry = make(opened, "gap", title="First", objectives=[4])
    assert opened.workplace is not None
    opened.workplace.go(Place("gaps", entry=entry.id, field="objectives"))
    field = opened.workplace.page.panel.form.field("objectives")  # type: ignore[attr-defined]
    assert isinstance(field, PickField)
    field.combo.line.setFocus()
    qtbot.keyClicks(field.combo.line, "zzz")
    field.combo.line.clearFocus()
    now = opened.session.entry(entry.id) if opened.session else None
    assert now is not None
    assert now.value("objectives") == [4]
    assert now.typed["objectives"].value == "zzz"
    assert len(field.chips()) == 1
    assert "zzz" in field.problem()


def test_a_name_that_was_typed_whole_is_picked_when_the_field_is_left(qtbot: QtBot, opened: Window) -> None:
    spot = in_panel("pledge", "pledges", "implementation_countries")(opened)
    spot.type("senegal")
    spot.leave()
    settled(opened)
    entry = spot.session.entry(spot.entry_id)
    assert entry is not None
    assert entry.value("implementation_countries") == ["SN"]
    assert entry.typed == {}
    assert spot.shown() == ""
    (revision,) = spot.session.file.history(limit=1)
    assert len(revision.changes) == 1


def test_enter_on_nothing_found_says_so_and_keeps_it(qtbot: QtBot, opened: Window) -> None:
    for name in ("no countries", "no country"):
        opener, text = CASES[name]
        spot = opener(opened)
        spot.type(text)
        QTest.keyClick(spot.typed_into, Qt.Key.Key_Return)
        assert spot.shown() == text
        assert "not one of the choices" in spot.row.problem.text()


def test_a_cell_beside_it_stays_an_answer(qtbot: QtBot, opened: Window) -> None:
    spot = in_rows("country")(opened)
    spot.type("Atlantis")
    rows = spot.row.widget
    name = _line_of(rows.cells[0]["name"])  # type: ignore[attr-defined]
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.hide()
    name.setFocus()
    qtbot.keyClicks(name, "Red Cross")
    name.clearFocus()
    entry = spot.session.entry(spot.entry_id)
    assert entry is not None
    assert entry.value("partners") == [{"name": "Red Cross"}]
    assert entry.typed["partners"].value == [{"name": "Red Cross", "country~": "Atlantis"}]
    assert len(readiness(opened)) == 1
    assert opened.workplace is not None
    opened.workplace.undo()
    opened.workplace.undo()
    entry = spot.session.entry(spot.entry_id)
    assert entry is not None
    assert entry.typed == {}
    assert entry.value("partners") is None


def test_the_history_tells_it_in_words(qtbot: QtBot, opened: Window) -> None:
    spot = in_panel("pledge", "pledges", "start")(opened)
    spot.type("2026-13")
    spot.leave()
    entry = spot.session.entry(spot.entry_id)
    assert entry is not None
    dialog = FieldHistory(spot.session, entry, "start", opened)
    dialog.open()

    assert "Typed but not accepted: 2026-13" in [each.text() for each in dialog.findChildren(QLabel)]
    dialog.accept()
    spot.typed_into.setFocus()
    spot.typed_into.selectAll()  # type: ignore[attr-defined]
    spot.type("2026-12")
    spot.leave()
    assert opened.workplace is not None
    opened.workplace.go(Place("history"))
    page = opened.workplace.page
    assert isinstance(page, HistoryPage)

    def said(item: QTreeWidgetItem) -> list[str]:
        item.setExpanded(True)
        return [item.text(0), *(text for each in range(item.childCount()) for text in said(item.child(each)))]

    lines = [text for place in range(page.tree.topLevelItemCount()) for text in said(page.tree.topLevelItem(place))]
    assert any("typed but not accepted: “2026-13”" in each for each in lines)
    assert any("“2026-13”, which was not accepted, was removed" in each for each in lines)


def test_it_blocks_signing_at_the_operation_too(opened: Window, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from desktop.operations.export import Blocked, export
    from desktop.package.json_record import from_bytes

    spot = in_panel("pledge", "pledges", "start")(opened)
    spot.type("2026-13 SECRET")
    spot.leave()
    session = spot.session
    with pytest.raises(Blocked) as blocked:
        export(session.file, session.catalogue, tmp_path, identity=None, at=datetime.now(UTC))
    assert any("2026-13 SECRET" in each for each in blocked.value.details)
    done = export(session.file, session.catalogue, tmp_path / "draft", identity=None, at=datetime.now(UTC), draft=True)
    from desktop.package import container_reading

    for name, content in container_reading.read_container(done.path).members.items():
        assert b"SECRET" not in content, name
    record = from_bytes(container_reading.read_container(done.path).members["submission.json"])
    assert "SECRET" not in repr(record.submission())


def test_the_list_marks_an_entry_that_has_one(opened: Window) -> None:
    spot = in_panel("gap", "gaps", "language")(opened)
    spot.type("Elvish")
    spot.leave()
    assert opened.workplace is not None
    model = opened.workplace.page.panel.list.model  # type: ignore[attr-defined]
    assert model.weight(spot.session.submission.entries[spot.entry_id]) == "blocks"


def test_going_to_another_entry_and_another_language_keeps_it(opened: Window) -> None:
    other = make(opened, "pledge", title="Another")
    spot = in_panel("pledge", "pledges", "start")(opened)
    spot.type("2026-13")
    assert opened.workplace is not None
    panel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.open(other.id)
    assert panel.form.field("start").editor().text() == ""
    panel.open(spot.entry_id)
    assert panel.form.field("start").editor().text() == "2026-13"
    opened.speak("fr")
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges", entry=spot.entry_id))
    form = opened.workplace.page.panel.form  # type: ignore[attr-defined]
    assert form.field("start").editor().text() == "2026-13"
    assert form.row("start").problem.text()
    opened.speak("en")


def test_it_is_there_after_the_program_ended_without_a_word(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    spot = in_panel("pledge", "pledges", "start")(opened)
    spot.type("2026-13")
    spot.widget.write()  # and nothing more: the power is gone
    path = spot.session.path
    spot.session.file.close()
    file = open_file(path, read_only=True)
    entry = file.read().entries[spot.entry_id]
    file.close()
    assert entry.typed["start"].value == "2026-13"
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    opened.workplace = None


def test_a_new_submission_is_not_made_of_a_country_that_is_none(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.informativeText()) or 0)
    dialog = BeginDialog(window)
    dialog.open()
    line = _line_of(dialog.fields["country"])
    line.setFocus()
    qtbot.keyClicks(line, "Atlantis")
    dialog._choose()
    assert boxes == ["Country: “Atlantis” is not one of the choices."]
    assert line.text() == "Atlantis"  # type: ignore[attr-defined]
    dialog.reject()


def test_a_dialog_says_that_a_country_is_none_when_the_field_is_left(qtbot: QtBot, window: Window) -> None:
    dialog = BeginDialog(window)
    dialog.open()
    line = _line_of(dialog.fields["country"])
    line.setFocus()
    qtbot.keyClicks(line, "Atlantis")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settled(window)
    said = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert "“Atlantis” is not one of the choices." in said
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(line, "Kenya")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settled(window)
    assert not dialog.refusals["country"].isVisible()
    assert dialog.fields["country"].value() == "KE"
    dialog.reject()


def test_the_code_of_a_country_is_looked_at_before_a_place_for_the_key_is_chosen(qtbot: QtBot, window: Window) -> None:
    dialog = IdentityDialog("KE", "Ministry of Interior", window)
    dialog.open()
    dialog.activateWindow()
    QApplication.processEvents()
    dialog.country.setFocus()
    dialog.country.selectAll()
    qtbot.keyClicks(dialog.country, "Kenya")
    QTest.keyClick(dialog.country, Qt.Key.Key_Tab)
    told = "Enter the two-letter code of the country, such as KE."
    assert told in [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    dialog.country.setFocus()
    dialog.country.selectAll()
    qtbot.keyClicks(dialog.country, "sn")
    QTest.keyClick(dialog.country, Qt.Key.Key_Tab)
    assert told not in [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    dialog.reject()
