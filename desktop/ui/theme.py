"""How the window looks: one set of colours for light and one for dark, one accent, one size that zooms."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import current_language
from desktop.ui import accessible, fonts
from desktop.ui.colours import CLEAR_DARK, CLEAR_LIGHT, DARK, LIGHT, Colours
from desktop.ui.style import BOLD, HEAVY, style_sheet

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
POINTS = 10.5
"""Size of the text at 100 %."""

LARGE = 150
"""Per cent of the usual size from which letters are so large that some things give way to others."""

LOW = 520
"""Pixels at 100 % below which a window with large letters is low for them."""


class ThemeManager(QObject):
    """The look of the running application.

    Signals:
        about_to_change: colours or size are going to be other ones; whatever need not be looked up once more can go.
        changed: colours or size are other ones now; whatever paints itself paints again.
    """

    about_to_change = Signal()
    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._dark = False
        self._zoom = 100
        self._heavy = HEAVY
        self._hints = application.styleHints()  # PySide takes what it gives away with it
        computer = self._hints.accessibility()
        self._clear = computer.contrastPreference() == Qt.ContrastPreference.HighContrast
        computer.contrastPreferenceChanged.connect(
            lambda wish: self.set_clear(wish == Qt.ContrastPreference.HighContrast)
        )
        accessible.install()
        application.setStyle("Fusion")
        self._font = fonts.begin()
        global _look
        _look = self

    @property
    def dark(self) -> bool:
        """Whether the colours are the dark ones."""
        return self._dark

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        if self._clear:
            return CLEAR_DARK if self._dark else CLEAR_LIGHT
        return DARK if self._dark else LIGHT

    @property
    def clear(self) -> bool:
        """Whether the colours are those of high contrast."""
        return self._clear

    @property
    def zoom(self) -> int:
        """Per cent."""
        return self._zoom

    def set_dark(self, dark: bool) -> None:
        """Choose the colours."""
        self._dark = dark
        self._apply()

    def set_clear(self, clear: bool) -> None:
        """Choose the colours of high contrast, as the computer is set to them."""
        if clear != self._clear:
            self._clear = clear
            self._apply()

    def follow_language(self) -> None:
        """Let headings weigh what they need in the script that the screen is written in now."""
        if self._heavy != _heavy():
            self._apply()

    def zoom_by(self, steps: int) -> None:
        """Make everything larger (1) or smaller (-1), or go back to the usual size (0)."""
        place = ZOOMS.index(self._zoom) + steps if steps else ZOOMS.index(100)
        self.set_zoom(ZOOMS[min(max(place, 0), len(ZOOMS) - 1)])

    def set_zoom(self, zoom: int) -> None:
        """Choose one of `ZOOMS`."""
        if zoom in ZOOMS and zoom != self._zoom:
            self._zoom = zoom
            self._apply()

    def _apply(self) -> None:
        self.about_to_change.emit()
        font = QFont(self._font)
        font.setPointSizeF(POINTS * self._zoom / 100)
        self._application.setFont(font)
        self._application.setPalette(palette(self.colours))
        self._heavy = _heavy()
        sheet = style_sheet(self.colours, self._zoom, dark=self._dark, heavy=self._heavy)
        if sheet != self._application.styleSheet():  # Qt would read it again, and look up the look of every widget
            self._read(sheet)
        # With a style sheet come the letters that the computer has for lists and menus, on Windows those of its own.
        named = (QApplication.font(name) for name in _WITH_LETTERS_OF_THEIR_OWN)  # type: ignore[call-overload]
        if any(each != font for each in named):
            self._application.setFont(font)
        self.changed.emit()

    def _read(self, sheet: str) -> None:
        """Let Qt read a style sheet.

        Given one after another, Qt looks up the look of each widget once more for every widget that it stands in, and hands its
        letters down each time: nine times the work. Given the first, it does so once, and only for what was shown already: what
        was not would keep the letters that it was given. What measures others is told once more when all have theirs.

        Below a widget with a style sheet of its own, as a workshop is, each would still be looked up for all it stands in: Qt
        passes over those, and they follow together once there is a look to follow.
        """
        widgets, style = self._application.allWidgets(), self._application.style()
        shown = Qt.WidgetAttribute.WA_WState_Polished
        for each in widgets:
            if not each.testAttribute(shown):
                style.unpolish(each)
        own = [each for each in widgets if each.styleSheet()]
        apart = [part for each in own for part in (each, *each.findChildren(QWidget)) if part.testAttribute(shown)]
        for each in apart:
            each.setAttribute(shown, False)
        self._application.setStyleSheet("")
        self._application.setStyleSheet(sheet)
        for each in apart:
            each.setAttribute(shown)
        for each in own:
            each.setStyleSheet(each.styleSheet())
        for each in widgets:
            if shiboken6.isValid(each):
                QApplication.sendEvent(each, QEvent(QEvent.Type.FontChange))


_WITH_LETTERS_OF_THEIR_OWN = ("QAbstractItemView", "QMenu", "QMessageBox", "QTipLabel")
_look: ThemeManager | None = None


def colours() -> Colours:
    """Return the colours in use, for what paints itself."""
    return _look.colours if _look is not None else LIGHT


def _heavy() -> int:
    """Return the weight of headings in the language that is spoken; Qt makes no half-bold letters of regular ones."""
    return HEAVY if "bold" in LANGUAGES[current_language()].script.fonts else BOLD


def scaled(pixels: float) -> int:
    """Return a length at the zoom of the moment, from pixels at 100 %."""
    return round(pixels * (_look.zoom if _look is not None else 100) / 100)


def is_large() -> bool:
    """Whether the letters are so large that some things give way to others."""
    return scaled(100) >= LARGE


def is_low(part: QWidget) -> bool:
    """Whether letters are large, and the window of a part so low for them that what a page is about needs its height."""
    return is_large() and part.window().height() < scaled(LOW)


def palette(c: Colours) -> QPalette:
    """Return the palette that widgets draw with where the style sheet says nothing."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.ground,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.sunken,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Button: c.surface,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.ToolTipBase: c.text,
        QPalette.ColorRole.ToolTipText: c.surface,
        QPalette.ColorRole.Mid: c.line,
        QPalette.ColorRole.Light: c.surface,
        QPalette.ColorRole.Dark: c.edge,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.edge))
    return made
