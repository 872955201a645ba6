"""What is measured in letters follows them when they have another size."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from desktop.ui.layout import Column
from desktop.ui.navigation import Place
from desktop.ui.window import Window


def test_what_is_as_wide_as_letters_is_so_at_every_size(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    session.add("gap", {"title": "Births"})
    workplace.go(Place("gaps"))
    session.reasons.wanted.emit("Why was it removed?", False)
    reason = workplace.strips.reason
    assert reason is not None
    (split,) = workplace.page.findChildren(QSplitter)
    opened.look.set_zoom(100)

    def letters(widget: QWidget) -> int:
        return widget.fontMetrics().averageCharWidth()

    def in_letters() -> list[float]:
        QApplication.processEvents()
        sides = [split.widget(place).minimumWidth() / letters(split) for place in range(2)]  # type: ignore[union-attr]
        return [reason.line.minimumWidth() / letters(reason.line), *sides]

    wanted = in_letters()
    before = letters(split)
    try:
        for zoom in (200, 80):
            opened.look.set_zoom(zoom)
            assert letters(split) != before and in_letters() == wanted
            workplace.go(Place("forms"))
            column = workplace.page.findChild(Column)
            assert isinstance(column, Column)
            assert column.maximumWidth() == letters(column) * 140
            workplace.go(Place("gaps"))
            (split,) = workplace.page.findChildren(QSplitter)
    finally:
        opened.look.set_zoom(100)
