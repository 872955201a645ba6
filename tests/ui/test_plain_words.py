"""Words that somebody else wrote are shown as they are, and never taken for markup: that can load a picture from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QWidget

from desktop.operations.import_entries import CannotImport, Imported
from desktop.ui import importing
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.tooltips import hint
from desktop.ui.window import Window

HOSTILE = '<img src="file://server/share/x.png"> <b>Paid</b>'


def test_a_hint_shows_what_was_written() -> None:
    assert hint("Less < more") == "Less < more"
    assert hint("Two\nlines") == "Two\nlines"
    assert "<img" not in hint(HOSTILE)
    assert "&lt;img" in hint(HOSTILE)


def hints_of(part: QWidget) -> Iterator[str]:
    for widget in (part, *part.findChildren(QWidget)):
        yield widget.toolTip()
    for view in part.findChildren(QAbstractItemView):
        if view.model() is not None:
            yield from hints_in(view.model(), QModelIndex())


def hints_in(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for line in range(model.rowCount(parent)):
        places = range(1) if isinstance(model, QAbstractListModel) else range(model.columnCount(parent))
        for place in places:
            index = model.index(line, place, parent)
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            if place == 0:
                yield from hints_in(model, index)


def test_no_page_takes_a_title_for_markup(opened: Window) -> None:
    assert opened.session is not None and opened.workplace is not None
    for kind in ("practice", "gap", "pledge", "evidence"):
        opened.session.add(kind, {"title": HOSTILE, "objectives": [1]})
    opened.session.add("person", {"name": HOSTILE})
    seen = 0
    for page in (*PAGES, ""):
        if page:
            opened.workplace.go(Place(page, "1" if page == "objective" else ""))
            QApplication.processEvents()
        part = opened.workplace.page if page else opened  # at last all pages once more, and what is around them
        for said in hints_of(part):
            seen += "Paid" in said
            assert not ("<img" in said and Gui.mightBeRichText(said)), (page, said)
        for label in part.findChildren(QLabel):
            assert not label.text() or label.textFormat() == Qt.TextFormat.PlainText, (page, label.text())
    assert seen


@pytest.mark.parametrize("ask", [importing._rest_wanted, importing._wanted])
def test_no_question_takes_a_name_for_markup(ask: object, opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, Qt.TextFormat]] = []
    monkeypatch.setattr(
        QMessageBox,
        "exec",
        lambda box: told.extend((each.text(), each.textFormat()) for each in box.findChildren(QLabel) if each.text()),
    )
    source = Path("<b>law</b>\n\u202e.json")
    if ask is importing._rest_wanted:
        importing._rest_wanted(opened, source, CannotImport("no", (HOSTILE,)))
    else:
        importing._wanted(opened, opened.session, source, Imported())  # type: ignore[arg-type]
    assert told
    assert all(form == Qt.TextFormat.PlainText for _text, form in told)
    assert not any("\u202e" in text or "law</b>\n" in text for text, _form in told)
