"""The icons: line drawings in `resources/icons`, tinted with the colours in use."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import paths
from desktop.ui.theme import colours

_WEIGHTS = frozenset({"blocks", "warns", "suggests", "done"})
_MIRRORED = frozenset({"undo", "redo", "back", "forward"})


def icon(name: str) -> QIcon:
    """Return an icon by its name; it follows the colours, and the direction of reading where it has one."""
    return QIcon(_Drawn(name))


def application_icon() -> QIcon:
    """Return the icon of the program."""
    return QIcon(str(paths.resources() / "icons" / "pledgebook.svg"))


class _Drawn(QIconEngine):
    """Draws a line icon anew at each size and in the colours of the moment."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        return _Drawn(self._name)

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, _state: QIcon.State) -> None:
        c = colours()
        colour = getattr(c, self._name) if self._name in _WEIGHTS else c.text
        if mode == QIcon.Mode.Disabled:
            colour = c.edge
        drawing = (paths.resources() / "icons" / f"{self._name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        area = QRectF(rect)  # type: ignore[call-overload]
        if self._name in _MIRRORED and painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(area.width() + 2 * area.x(), 0)
            painter.scale(-1, 1)
        renderer.render(painter, area)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRectF(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture
