"""All dialogs: the Tab key goes through them as they are read, whatever they are filled with and whenever."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.manual import topic_of
from desktop.operations import hand_out, packs
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.hand_out import Wanted
from desktop.operations.identities import new_identity
from desktop.operations.take_in import look_at
from desktop.operations.workbook_out import hand_out_workbook
from desktop.package.contribution_workbook.asked import Asked
from desktop.store.file import SubmissionFile
from desktop.ui import dialogs as room
from desktop.ui.dialogs.agenda import AgendaDialog
from desktop.ui.dialogs.base import Dialog
from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.dialogs.documents import DocumentsDialog
from desktop.ui.dialogs.examine import ExamineDialog
from desktop.ui.dialogs.examples import ExamplesDialog
from desktop.ui.dialogs.hand_out import HandOutDialog
from desktop.ui.dialogs.identity import IdentityDialog
from desktop.ui.dialogs.import_chosen import ImportChosenDialog
from desktop.ui.dialogs.import_csv import open_values
from desktop.ui.dialogs.join import JoinDialog
from desktop.ui.dialogs.pack import PackDialog
from desktop.ui.dialogs.rating import RatingDialog
from desktop.ui.dialogs.release import ReleaseDialog
from desktop.ui.dialogs.update import UpdateDialog
from desktop.ui.dialogs.what_is_included import WhatIsIncluded
from desktop.ui.dialogs.workbook_in import WorkbookInDialog
from desktop.ui.dialogs.workbook_out import WorkbookOutDialog
from desktop.ui.fields.choices import ComboField, in_order
from desktop.ui.form import FormView
from desktop.ui.layout import GAP
from desktop.ui.manual import ManualWindow
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window
from desktop.ui.workshop.rating_view import questions_of_objective
from desktop.ui.workshop.state import WorkshopState
from tests.operations.workbooks import Workbook
from tests.ui.stops import dialogs, fill, settle

PASSPHRASE = "a passphrase for tests"

RELEASING = (
    'pack: {key: rel, version: "1", label: "Another forum", standing: attested, source: "x"}\n'
    "kinds: {gap: {fields: [{key: internal_note, release: released}]}}"
)


def more_dialogs(window: Window, folder: Path) -> Iterator[QDialog]:
    """Make the dialogs that need something in a file of its own."""
    session = window.session
    assert session is not None
    session.add("gap", {"title": "Registers", "internal_note": "Not for everybody", "objectives": [4]})
    yield HandOutDialog(session, window)
    yield WorkbookOutDialog(session, lambda _text: None, window)
    yield UpdateDialog("1.0", None, window)
    manual = ManualWindow(window, lambda _page: None)
    manual.show_topic(topic_of(page="pledges"))
    yield manual
    yield ExamplesDialog(session, "pledge", 4, window)
    yield WhatIsIncluded(session, "whole", window)
    for ministry in ("Health", "Labour"):
        session.add("person", {"name": f"Somebody of {ministry}", "ministry": ministry})
    yield RatingDialog(session, questions_of_objective(session, 4), window)
    session.workshop = WorkshopState(session)
    session.workshop.begin_sitting()
    yield AgendaDialog(session.workshop, window)
    (folder / "pack.yaml").write_text(RELEASING, encoding="utf-8")
    previewed = packs.preview(session.file, packs.check_pack(folder / "pack.yaml"))
    yield PackDialog(previewed, window)
    yield ReleaseDialog(previewed.releases, window)
    table = "Indicator,GeoAreaCode,GeoAreaName,TimePeriod,Value\n8.5.2,404,Kenya,2019,5.1\n"
    (folder / "values.csv").write_text(table, encoding="utf-8")
    values = open_values(window, session, folder / "values.csv", lambda _text: None)
    assert values is not None
    yield values
    book = folder / "health.xlsx"
    session.done(hand_out_workbook(session.file, session.catalogue, book, Asked("Health"), by="Amina"))
    filled = Workbook(book, lambda back: look_at(session.file, session.catalogue, back).returned)
    filled.fill("Gaps", 1, "Title", "Registers and archives")
    filled.book.save(book)
    (gap, *_rest) = session.submission.of_kind("gap")
    session.answer(gap, "title", "All registers")
    yield WorkbookInDialog(session, look_at(session.file, session.catalogue, book), lambda _text: None, window)
    (copy, *_none), revision = hand_out.hand_out(
        session.file, session.catalogue, [Wanted("Health", folder / "health", (4,))], by="Amina"
    )
    session.done(revision)
    yield ImportChosenDialog(session, copy, window)
    joining = JoinDialog(session, [copy], window)
    joining.begin()
    yield joining
    key = new_identity("Lead ministry", "KE", folder / "lead.p12", PASSPHRASE)
    package = export(session.file, session.catalogue, folder / "out", identity=key, at=now()).path
    yield ExamineDialog(package, window)
    yield DocumentsDialog(package, window)


def stops(dialog: QDialog) -> list[QWidget]:
    """Return what the Tab key comes to, in its order, from the first on."""
    found: list[QWidget] = []
    each = dialog.nextInFocusChain()
    while each is not None and each is not dialog:
        takes = each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus and each.isEnabled()
        if takes and each.isVisibleTo(dialog) and each.focusProxy() is None and each.window() is dialog:
            found.append(each)
        each = each.nextInFocusChain()
    return found


def place_in(widget: QWidget, around: QWidget) -> QRect:
    """Return where something stands in what is around it; what is scrolled away stands where its area does."""
    seen = QRect(widget.mapTo(around, QPoint(0, 0)), widget.size())
    above = None if widget is around else widget.parentWidget()
    while above is not None and above is not around:
        if isinstance(above, QAbstractScrollArea):
            seen = QRect(above.mapTo(around, QPoint(0, 0)), above.size())
        above = above.parentWidget()
    return seen


def jumps(dialog: QDialog) -> list[str]:
    """Return where the Tab key goes up in the same column, which nobody reads in this way."""
    told = []
    for one, other in pairwise(stops(dialog)):
        around = next(each for each in _around(one) if each.isAncestorOf(other) or each is other)
        here, there = place_in(one, around), place_in(other, around)
        beside = here.right() < there.left() or there.right() < here.left()
        if there.bottom() <= here.top() and not beside:
            told.append(f"{type(dialog).__name__}: after {_named(one)} comes {_named(other)} above it")
    return told


def _around(widget: QWidget) -> Iterator[QWidget]:
    above: QWidget | None = widget
    while above is not None:
        yield above
        above = above.parentWidget()


def _named(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} “{text}”"


@pytest.fixture
def filled(opened: Window) -> Window:
    fill(opened)
    return opened


def test_the_tab_key_goes_as_each_dialog_is_read(filled: Window, tmp_path: Path, qtbot: QtBot) -> None:
    told, seen = [], set()
    for make in (dialogs, more_dialogs):
        for dialog in make(filled, tmp_path):
            dialog.show()
            if dialog.focusWidget() is None:
                told.append(f"{type(dialog).__name__}: the keyboard is nowhere")
            settle()
            settle()
            told += jumps(dialog)
            seen.add(type(dialog))
            dialog.hide()
    assert told == [], "\n".join(told)
    for module in iter_modules(room.__path__):
        import_module(f"{room.__name__}.{module.name}")
    lacking = {each.__name__ for each in Dialog.__subclasses__()} - {each.__name__ for each in seen}
    assert lacking == set(), "a dialog that is not looked at here"


@pytest.mark.parametrize("zoom", [100, 200])
def test_every_dialog_opens_at_its_top_with_the_keyboard_in_view(
    zoom: int, filled: Window, tmp_path: Path, look: ThemeManager
) -> None:
    """Rating together opened at its end: the keyboard was on its last button, and whatever scrolls went there."""
    look.set_zoom(zoom)
    told, scrolling = [], 0
    for make in (dialogs, more_dialogs):
        for dialog in make(filled, tmp_path):
            dialog.show()
            settle()
            settle()
            name, held = type(dialog).__name__, dialog.focusWidget()
            for area in dialog.findChildren(QScrollArea):  # a list goes to the line that is chosen in it
                bar = area.verticalScrollBar()
                scrolling += area.isVisible() and bar.maximum() > 0
                if area.isVisible() and bar.value() and not _lies_below(held, area):
                    told.append(f"{name}: scrolled down by {bar.value()}")
            if held is None or not _is_in_view(held):
                told.append(f"{name}: the keyboard is out of view, {held and _named(held)}")
            form = dialog.findChild(FormView)
            if form is not None and (held is None or not form.area.isAncestorOf(held)):
                told.append(f"{name}: the keyboard is in no field, {held and _named(held)}")
            if isinstance(dialog, RatingDialog) and held is not dialog.view.question:
                told.append(f"{name}: the keyboard is on {held and _named(held)}")
            dialog.hide()
    assert told == [], "\n".join(told)
    assert scrolling > 5


def _lies_below(widget: QWidget | None, area: QScrollArea) -> bool:
    """Whether something within an area would not be seen whole from its top."""
    inside = area.widget()
    if widget is None or inside is None or not inside.isAncestorOf(widget):
        return False
    return widget.mapTo(inside, QPoint(0, widget.height())).y() > area.viewport().height()


def _is_in_view(widget: QWidget) -> bool:
    """Whether a widget is seen from its top on, whole or as far as there is room."""
    seen = widget.visibleRegion().boundingRect()
    return not seen.isEmpty() and seen.top() == 0


def test_how_long_a_passphrase_must_be_is_told_before_one_is_typed(qtbot: QtBot, opened: Window) -> None:
    dialog = IdentityDialog("KE", "Ministry", opened)
    qtbot.addWidget(dialog)
    told = "Please use at least eight characters."
    assert told in [each.text() for each in dialog.findChildren(QLabel)]
    assert dialog.first.accessibleDescription() == told


def test_the_buttons_of_a_new_submission_stand_clear_of_its_last_field(opened: Window, qtbot: QtBot) -> None:
    """Each purpose, as what is said of its date takes up to three lines."""
    for purpose in range(BeginDialog(opened).purpose.count()):
        dialog = BeginDialog(opened)
        dialog.purpose.setCurrentIndex(purpose)
        dialog.show()
        qtbot.waitExposed(dialog)
        field = dialog.fields["lead_ministry"]
        assert dialog.on_enter is not None
        below = field.mapTo(dialog, field.rect().bottomLeft()).y()
        assert dialog.on_enter.mapTo(dialog, QPoint()).y() - below > GAP, purpose
        dialog.reject()


def test_a_submission_that_cannot_be_begun_from_the_last_one_leaves_no_file(
    window: Window, submission: SubmissionFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("desktop.ui.dialogs.begin.tell_problem", lambda *words: told.append(str(words[-1])))
    dialog = BeginDialog(window, last=submission.read())
    dialog.make(tmp_path / "begun.pledgebook")
    assert len(told) == 1 and "nothing that could be kept" in told[0]
    assert dialog.file is None and not list(tmp_path.glob("begun*"))
    dialog.reject()


def test_nothing_moves_below_the_purpose_when_another_is_chosen(opened: Window, qtbot: QtBot) -> None:
    dialog = BeginDialog(opened)
    dialog.show()
    qtbot.waitExposed(dialog)
    places = set()
    for purpose in range(dialog.purpose.count()):
        dialog.purpose.setCurrentIndex(purpose)
        QApplication.processEvents()
        below = (dialog.fields[key] for key in ("cycle", "language", "lead_ministry"))
        places.add(tuple(each.mapTo(dialog, QPoint()).y() for each in below))
    assert len(places) == 1 and dialog.purpose.count() > 2
    dialog.reject()


def test_a_country_is_chosen_by_how_its_name_begins_though_others_hold_the_letters(
    opened: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("desktop.ui.fields.accepting.tell_problem", lambda *said: told.append(str(said[-1])))
    monkeypatch.setattr("desktop.ui.file_dialogs.file_to_write", lambda *_asked: None)
    dialog = BeginDialog(opened)
    dialog.show()
    qtbot.waitExposed(dialog)
    country = dialog.fields["country"]
    assert isinstance(country, ComboField)
    line = country.combo.line
    QTest.keyClicks(line, "Gha")  # as the middle of Afghanistan has it too
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert country.value() == "GH"
    line.selectAll()
    QTest.keyClicks(line, "Gho")
    dialog._choose()
    assert len(told) == 1 and line.selectedText() == "Gho"  # what is typed next stands in its place
    QTest.keyClicks(line, "Ghana")
    dialog._choose()
    assert len(told) == 1 and country.value() == "GH"


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("fr", "Égypte", "Fidji"),
        ("es", "África central", "Zambia"),
        ("en", "Åland Islands", "Albania"),
        ("zh", "阿根廷", "中国"),
    ],
)
def test_names_have_the_places_that_a_dictionary_gives_them(language: str, first: str, second: str) -> None:
    assert in_order(first, language) < in_order(second, language)
