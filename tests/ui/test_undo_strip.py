"""The strip after a removal: it names what went, can be read and pressed at every size, and leaves the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.i18n.text_sanitizing import is_seen
from desktop.record.values import unnamed
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGE_OF_KIND
from desktop.ui.parts.reason_strip import ReasonStrip
from desktop.ui.parts.strip import Strip
from desktop.ui.window import Window
from tests.ui.stops import settle

LISTED = ("practice", "gap", "pledge", "support", "stakeholder", "evidence", "person")
BLANK = ("", "   ", "\u200b\u2060", "\u3164", "\n \n")


@pytest.fixture
def large(opened: Window) -> Iterator[Window]:
    """The window of a small laptop at twice the size."""
    opened.look.set_zoom(200)
    opened.resize(1366, 768)
    yield opened
    opened.look.set_zoom(100)


def panel_of(window: Window, kind: str) -> EntriesPanel:
    assert window.workplace is not None
    window.workplace.go(Place(PAGE_OF_KIND[kind].key))
    settle()
    (panel,) = [each for each in window.workplace.page.findChildren(EntriesPanel) if each.kind.key == kind]
    return panel


@pytest.mark.parametrize("kind", LISTED)
def test_an_entry_without_a_title_has_a_name_wherever_it_is_called(kind: str, opened: Window) -> None:
    session = opened.session
    assert session is not None
    definition = session.catalogue.kind(kind)
    panel = panel_of(opened, kind)
    for title in BLANK:
        entry_id = session.add(kind, {definition.title_field: title} if title else {})
        assert entry_id
        panel.open(entry_id)
        settle()
        name = unnamed(definition)
        assert is_seen(name)
        assert panel.form.head._name.text() == name
        row = panel.list.model.row_of(entry_id)
        assert row is not None and str(panel.list.model.index(row, 0).data()) == name
        panel.remove([entry_id])
        settle()
        shown = panel._shown_strip()
        assert shown.isVisible()
        assert shown.note.text() == f"Removed: {name}"
        assert shown.undo.accessibleName() == f"Undo: Removed: {name}"
        assert session.can_undo() == f"Remove {name}"


def test_it_leaves_the_keyboard_in_the_list_and_stays_until_something_else_comes(opened: Window) -> None:
    session = opened.session
    assert session is not None and opened.workplace is not None
    panel = panel_of(opened, "gap")
    ids = [session.add("gap", {"title": f"Gap {number}"}) for number in range(3)]
    panel.list.view.setFocus()
    panel.remove([ids[0]])
    settle()
    assert QApplication.focusWidget() is panel.list.view
    found = QAccessible.queryAccessibleInterface(panel.strip)
    assert found.text(QAccessible.Text.Description) == "Removed: Gap 0"
    opened.workplace.go(Place("pledges"))
    opened.workplace.go(Place("gaps"))
    settle()
    assert panel.strip.isVisible(), "to look elsewhere is no answer"
    entry = session.entry(ids[1])
    assert entry is not None
    session.answer(entry, "title", "Gap one")
    assert panel.strip.isVisible(), "to write elsewhere is none either"
    panel.strip.undo.click()
    settle()
    assert session.entry(ids[0]) is not None
    assert not panel.strip.isVisible()


def test_strips_are_read_whole_at_twice_the_size(large: Window) -> None:
    session = large.session
    assert session is not None and large.workplace is not None
    panel = panel_of(large, "practice")
    first = session.add("practice", {"title": "Consulates in every county that issue identity documents to all"})
    session.add("practice", {"title": "Another one"})
    panel.open(first)
    session.speak_as("Amina Otieno")
    panel.remove([first])
    session.reasons.wanted.emit("Why was “Consulates in every county that issue identity documents” removed?", False)
    settle()
    strips = [each for each in large.workplace.findChildren(Strip) if each.isVisible()]
    assert panel.strip in strips and any(isinstance(each, ReasonStrip) for each in strips)
    for strip in strips:
        for pressed in strip.findChildren(QPushButton):
            assert pressed.width() >= pressed.sizeHint().width(), pressed.text()
        for label in strip.findChildren(QLabel):
            if label.isVisible() and label.text():
                word = max(label.fontMetrics().horizontalAdvance(each) for each in label.text().split())
                assert word <= label.width() and label.height() >= label.heightForWidth(label.width()), label.text()
        inside = [each for each in strip.findChildren(QPushButton) if each.isVisible()]
        assert not any(a is not b and a.geometry().intersects(b.geometry()) for a in inside for b in inside)
        assert strip.height() <= 768 / 2


@pytest.mark.parametrize("way", ["strip", "undo"])
def test_what_is_brought_back_into_a_narrowed_list_is_the_open_one(way: str, opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    for number in range(8):
        session.add("gap", {"title": f"{'Births' if number % 2 else 'Deaths'} {number}"})
    panel = panel_of(opened, "gap")
    panel.list.filter.setText("births")
    gone = panel.list.model.entries[1].id
    panel.open(gone)
    panel.remove([gone])
    assert panel.entry_id != gone
    if way == "strip":
        panel.strip.undo.click()
    else:
        workplace.undo()
    assert panel.entry_id == panel.form.entry_id == gone
    assert panel.list.selected_ids() == [gone], "and it is marked in the list"


def test_a_page_that_was_let_go_asks_for_no_reason(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    ids = {kind: session.add(kind, {"title": "Births in all counties"}) for kind in ("gap", "pledge")}
    session.speak_as("Amina Otieno")
    for kind in ids:
        panel_of(opened, kind)
    workplace.pages.forget_unseen()  # as when letters or colours are others
    panel = panel_of(opened, "gap")
    panel.remove([ids["gap"]])
    settle()
    assert panel._shown_strip().reason.isVisible()
    session.add("gap", {"title": "Deaths"})
    settle()
    assert not panel._shown_strip().reason.isVisible()
