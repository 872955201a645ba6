"""How the window looks: one set of colours for light and one for dark, one accent, one size that zooms."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Colours:
    """The colours of one theme. Text on its ground keeps a contrast of at least 4.5 to 1 (WCAG 2.1, 1.4.3)."""

    ground: str
    surface: str
    sunken: str
    line: str
    edge: str  # around fields: 3 to 1 against the surface (WCAG 2.1, 1.4.11)
    text: str
    muted: str
    accent: str
    on_accent: str
    tint: str
    hover: str
    blocks: str
    warns: str
    suggests: str
    done: str


LIGHT = Colours(
    ground="#f5f7f8",
    surface="#ffffff",
    sunken="#eef2f4",
    line="#dfe5e9",
    edge="#8a979f",
    text="#18232b",
    muted="#55636d",
    accent="#0b5a73",
    on_accent="#ffffff",
    tint="#e3eff3",
    hover="#084659",
    blocks="#b3261e",
    warns="#8a5300",
    suggests="#41598c",
    done="#236b3f",
)
DARK = Colours(
    ground="#12181c",
    surface="#1a2227",
    sunken="#212b31",
    line="#2f3a41",
    edge="#6c7a84",
    text="#e8edf0",
    muted="#a3b0b8",
    accent="#6fc0d8",
    on_accent="#06222b",
    tint="#17343e",
    hover="#95d4e6",
    blocks="#ff8a80",
    warns="#f2b95c",
    suggests="#a9bdf0",
    done="#7fce9b",
)

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
POINTS = 10.5
"""Size of the text at 100 %."""


class Look(QObject):
    """The look of the running application.

    Signals:
        changed: colours or size are other ones now; whatever paints itself paints again.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._dark = False
        self._zoom = 100
        application.setStyle("Fusion")
        global _look
        _look = self

    @property
    def dark(self) -> bool:
        """Whether the colours are the dark ones."""
        return self._dark

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        return DARK if self._dark else LIGHT

    @property
    def zoom(self) -> int:
        """Per cent."""
        return self._zoom

    def set_dark(self, dark: bool) -> None:
        """Choose the colours."""
        self._dark = dark
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
        font = QFont(self._application.font())
        font.setPointSizeF(POINTS * self._zoom / 100)
        self._application.setFont(font)
        self._application.setPalette(palette(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours, self._zoom))
        self.changed.emit()


_look: Look | None = None


def colours() -> Colours:
    """Return the colours in use, for what paints itself."""
    return _look.colours if _look is not None else LIGHT


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


def style_sheet(c: Colours, zoom: int) -> str:
    """Return the style sheet; sizes are pixels at 100 %, times the zoom."""

    def px(pixels: float) -> str:
        return f"{round(pixels * zoom / 100)}px"

    def pt(points: float) -> str:
        return f"{points * zoom / 100:.1f}pt"

    return f"""
    QToolTip {{ background: {c.text}; color: {c.surface}; border: none; padding: {px(6)}; }}
    QWidget[role="ground"], QScrollArea {{ background: transparent; border: none; }}
    #navigator {{ background: {c.surface}; border: none; }}
    #navigator-list {{ background: {c.surface}; border: none; outline: none; }}
    #navigator-headline {{ font-size: {pt(13)}; font-weight: 600; padding: {px(16)} {px(18)} {px(4)} {px(18)}; }}
    #navigator QComboBox {{ margin: {px(8)} {px(14)} {px(12)} {px(14)}; }}
    #bar {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
    #bar-title {{ font-size: {pt(13)}; font-weight: 600; }}
    #bar-said {{ color: {c.muted}; }}
    QLabel {{ background: transparent; }}
    QLabel[role="title"] {{ font-size: {pt(17)}; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: {pt(12)}; font-weight: 600; }}
    QLabel[role="lead"] {{ font-size: {pt(11.5)}; color: {c.muted}; }}
    QLabel[role="label"] {{ font-weight: 600; }}
    QLabel[role="muted"], QLabel[role="number"], QLabel[role="help"] {{ color: {c.muted}; }}
    QLabel[role="figure"] {{ font-size: {pt(22)}; font-weight: 600; color: {c.accent}; }}
    QLabel[role="mono"] {{ font-family: monospace; }}
    QLabel[role="mark"] {{ color: {c.suggests}; background: {c.sunken}; border-radius: {px(4)};
        padding: {px(2)} {px(6)}; font-size: {pt(9.5)}; }}
    QLabel[state="blocks"] {{ color: {c.blocks}; }}
    QLabel[state="warns"] {{ color: {c.warns}; }}
    QLabel[state="done"] {{ color: {c.done}; }}
    QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {px(8)}; }}
    QFrame[role="card"][state="done"] {{ border: 1px solid {c.done}; }}
    QFrame[role="line"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
    QPushButton {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.edge}; border-radius: {px(6)};
        padding: {px(6)} {px(14)}; min-height: {px(20)}; }}
    QPushButton:hover {{ border-color: {c.accent}; color: {c.accent}; }}
    QPushButton:pressed {{ background: {c.tint}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: {px(5)} {px(13)}; }}
    QPushButton:disabled {{ color: {c.edge}; border-color: {c.line}; }}
    QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent};
        font-weight: 600; }}
    QPushButton[role="primary"]:hover {{ background: {c.hover}; border-color: {c.hover}; color: {c.on_accent}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="primary"]:disabled {{ background: {c.sunken}; color: {c.edge}; border-color: {c.line}; }}
    QPushButton[role="link"], QPushButton[role="quiet"], QPushButton[role="danger"] {{ background: transparent;
        border: 1px solid transparent; padding: {px(3)} {px(6)}; color: {c.accent}; text-align: start; }}
    QPushButton[role="quiet"] {{ color: {c.muted}; }}
    QPushButton[role="danger"] {{ color: {c.blocks}; }}
    QPushButton[role="link"]:hover, QPushButton[role="quiet"]:hover, QPushButton[role="danger"]:hover {{
        text-decoration: underline; }}
    QPushButton[role="link"]:focus, QPushButton[role="quiet"]:focus, QPushButton[role="danger"]:focus {{
        border: 2px solid {c.accent}; padding: {px(2)} {px(5)}; border-radius: {px(4)}; }}
    QPushButton[role="choice"] {{ padding: {px(5)} {px(12)}; }}
    QPushButton[role="choice"]:checked {{ background: {c.tint}; border: 1px solid {c.accent}; color: {c.accent};
        font-weight: 600; }}
    QPushButton[role="choice"]:focus {{ border: 2px solid {c.accent}; padding: {px(4)} {px(11)}; }}
    QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {px(6)}; padding: {px(5)}; }}
    QToolButton:hover {{ background: {c.sunken}; }}
    QToolButton:focus {{ border: 2px solid {c.accent}; padding: {px(4)}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{ background: {c.surface}; color: {c.text};
        border: 1px solid {c.edge}; border-radius: {px(6)}; padding: {px(5)} {px(8)};
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit, QComboBox {{ min-height: {px(20)}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {c.accent};
        padding: {px(4)} {px(7)}; }}
    QLineEdit[state="blocks"], QPlainTextEdit[state="blocks"], QComboBox[state="blocks"] {{
        border: 2px solid {c.blocks}; padding: {px(4)} {px(7)}; }}
    QComboBox::drop-down {{ border: none; width: {px(24)}; }}
    QComboBox::down-arrow {{ width: {px(10)}; height: {px(10)}; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.edge}; outline: none;
        selection-background-color: {c.tint}; selection-color: {c.text}; }}
    QComboBox QLineEdit {{ border: none; padding: 0; }}
    QComboBox QLineEdit:focus {{ border: none; padding: 0; }}
    QCheckBox, QRadioButton {{ spacing: {px(8)}; padding: {px(3)}; border: 2px solid transparent;
        border-radius: {px(4)}; background: transparent; }}
    QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {c.accent}; }}
    QAbstractItemView[role="rows"] {{ background: {c.surface}; border: 1px solid {c.line};
        border-radius: {px(8)}; outline: none; padding: {px(4)}; }}
    QAbstractItemView[role="rows"]:focus {{ border: 2px solid {c.accent}; }}
    QListView[role="rows"]::item {{ padding: {px(7)} {px(8)}; border-radius: {px(5)}; color: {c.text}; }}
    QListView[role="rows"]::item:hover {{ background: {c.sunken}; }}
    QListView[role="rows"]::item:selected {{ background: {c.tint}; color: {c.text}; }}
    QListView[role="rows"]::item:disabled {{ color: {c.muted}; background: transparent; }}
    QTreeView[role="rows"]::item {{ padding: {px(5)} {px(4)}; color: {c.text}; }}
    QTreeView[role="rows"]::item:hover {{ background: {c.sunken}; }}
    QTreeView[role="rows"]::item:selected {{ background: {c.tint}; color: {c.text}; }}
    QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.line}; padding: {px(6)} {px(6)}; font-weight: 600; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QTabBar {{ background: transparent; }}
    QTabBar::tab {{ background: transparent; color: {c.muted}; padding: {px(8)} {px(14)}; border: none;
        border-bottom: 3px solid transparent; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:selected {{ color: {c.accent}; border-bottom: 3px solid {c.accent}; font-weight: 600; }}
    QTabBar::tab:focus {{ background: {c.tint}; }}
    QSplitter::handle {{ background: transparent; width: {px(8)}; }}
    QProgressBar {{ background: {c.sunken}; border: none; border-radius: {px(4)}; max-height: {px(8)};
        min-height: {px(8)}; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(4)}; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.edge}; padding: {px(4)}; }}
    QMenu::item {{ padding: {px(6)} {px(24)}; border-radius: {px(4)}; }}
    QMenu::item:selected {{ background: {c.tint}; color: {c.text}; }}
    QScrollBar:vertical {{ background: transparent; width: {px(12)}; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c.line}; border-radius: {px(4)}; min-height: {px(32)};
        margin: {px(2)}; }}
    QScrollBar::handle:vertical:hover {{ background: {c.edge}; }}
    QScrollBar:horizontal {{ background: transparent; height: {px(12)}; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {c.line}; border-radius: {px(4)}; min-width: {px(32)};
        margin: {px(2)}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; border: none; width: 0; height: 0; }}
    """
