"""The icons: line drawings in `resources/icons`, tinted with the colours in use."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtWidgets import QLineEdit

from desktop import paths
from desktop.ui.theme import colours

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

APPLICATION_SIDES = (16, 24, 32, 48, 64, 128, 256)
_WEIGHTS = frozenset({"blocks", "warns", "suggests", "done"})
_MIRRORED = frozenset({"undo", "redo", "back", "forward", "ahead", "recommendation", "indicator"})


def icon(name: str, tone: str = "") -> QIcon:
    """Return an icon by its name; it follows the colours, and the direction of reading where it has one.

    Args:
        tone: the name of a colour of `colours.Colours`; that of its weight, or that of text, when empty.
    """
    return QIcon(_Drawn(name, tone or (name if name in _WEIGHTS else "text")))


def application_icon() -> QIcon:
    """Return the icon of the program; its pictures are read when one of that size is wanted."""
    return QIcon(_Pictures())


@cache
def _picture(side: int) -> bytes:
    return (paths.resources() / "icons" / "application" / f"pledgebook-{side}.png").read_bytes()


_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"/>'


@cache
def read_drawing(name: str) -> str:
    """Return the drawing of an icon; an empty one where its file is gone, since a window without it can still be used."""
    try:
        return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        return _NOTHING


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(read_drawing(name).replace("currentColor", colour).encode()))


def let_be_cleared(line: QLineEdit) -> None:
    """Let a line have the button that empties it, drawn as all others are; Qt's own is dark in the dark theme too."""
    line.setClearButtonEnabled(True)
    empties = line.findChild(QAction, "_q_qlineeditclearaction")
    if empties is not None:
        empties.setIcon(icon("remove", "muted"))


class _Drawn(QIconEngine):
    """Draws a line icon anew at each size and in the colours of the moment."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _Drawn(self._name, self._tone)

    def _colour(self, mode: QIcon.Mode) -> str:
        return colours().edge if mode == QIcon.Mode.Disabled else str(getattr(colours(), self._tone))

    def _is_mirrored(self) -> bool:
        return self._name in _MIRRORED and QGuiApplication.isRightToLeft()

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        area = QRectF(rect)
        painter.save()
        if self._is_mirrored():
            painter.translate(area.width() + 2 * area.x(), 0)
            painter.scale(-1, 1)
        _renderer(self._name, self._colour(mode)).render(painter, area)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():
            return QPixmap()  # a button that has no room yet asks for this, and there is nothing to paint on
        # A form has dozens of buttons with the same few drawings, and asks for each whenever it is drawn.
        key = f"{self._name} {self._colour(mode)} {size.width()} {size.height()} {self._is_mirrored()}"
        kept = QPixmap()
        if QPixmapCache.find(key, kept):
            return kept
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        QPixmapCache.insert(key, picture)
        return picture


class _Pictures(QIconEngine):
    """The icon of the program in all of its sizes.

    Qt by itself reads each file four times at a start, and loads all that knows of pictures to learn what it is.
    """

    def clone(self) -> QIconEngine:
        return _Pictures()

    def availableSizes(
        self, _mode: QIcon.Mode = QIcon.Mode.Normal, _state: QIcon.State = QIcon.State.Off
    ) -> list[QSize]:
        return [QSize(side, side) for side in APPLICATION_SIDES]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self.pixmap(rect.size(), mode, state))

    def pixmap(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        side = min(size.width(), size.height())
        picture = QPixmap()
        picture.loadFromData(
            _picture(next((each for each in APPLICATION_SIDES if each >= side), APPLICATION_SIDES[-1])), "PNG"
        )
        if picture.width() == side:
            return picture
        return picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
