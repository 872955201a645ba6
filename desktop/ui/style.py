"""The style sheet: every colour and size of the theme, as the rules that Qt draws widgets by.

What a widget is said to be is its property `role`; what is wrong or right with it is its property `state`. Sizes are
pixels at 100 %, on a grid of 4 and 8, times the zoom. There is no left or right in here but where a rule is the
same on both sides.
"""

from __future__ import annotations

from PySide6.QtGui import QColor

from desktop import paths
from desktop.ui.colours import Colours

TITLE, HEADING, NAME, FIGURE, LEAD, BODY, SMALL = 16.0, 14.0, 12.0, 20.0, 11.0, 10.5, 9.5
"""Sizes of letters, in points at 100 %: of the page's own name, of what is in a card, of a thing in it, and so on."""

HEAVY, MEDIUM = 600, 500
"""Weights of letters: of headings, and of the names of fields, which stand under them."""

BOLD = 700
"""What headings weigh in a script of which there are no letters of their own weight: Qt thickens it from here on."""


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour laid over a ground, as much of it as `share` says (0 to 1)."""
    over, under = QColor(colour), QColor(ground)
    parts = zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]  # Qt types it as an object
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts)).name()


LINK = 6
"""Pixels at 100 % between the words of a link and the line around it."""

BAR = 12
"""What a scroll bar is wide, in pixels at every zoom, as the edges of a page are."""


class _Sizes:
    """Writes lengths of the style sheet at one zoom, and knows what its headings weigh."""

    def __init__(self, zoom: int, heavy: int) -> None:
        self._zoom = zoom
        self.heavy = heavy

    def px(self, pixels: float) -> str:
        return f"{round(pixels * self._zoom / 100)}px"

    def pt(self, points: float) -> str:
        return f"{points * self._zoom / 100:.1f}pt"

    def room(self, above: float, beside: float, border: int = 1) -> str:
        """Room inside a border; a thicker border takes from the room, so that nothing moves on focus."""
        return " ".join(f"{max(round(each * self._zoom / 100) + 1 - border, 0)}px" for each in (above, beside))


def style_sheet(c: Colours, zoom: int, *, dark: bool, heavy: int = HEAVY) -> str:
    """Return the style sheet of a set of colours at a zoom in per cent, with headings of a weight."""
    z = _Sizes(zoom, heavy)
    drawn = paths.resources().as_posix() + f"/icons/parts/{{}}-{'dark' if dark else 'light'}.svg"
    return "".join((_texts(c, z), _frames(c, z), _buttons(c, z, drawn), _inputs(c, z, drawn), _views(c, z, drawn)))


def _texts(c: Colours, z: _Sizes) -> str:
    marks = "".join(
        f"""
    QLabel[state="{name}"] {{ color: {colour}; }}"""
        for name, colour in c.weights().items()
    )
    return f"""
    QToolTip {{ background: {c.text}; color: {c.surface}; border: none; padding: {z.room(6, 8)}; }}
    QLabel {{ background: transparent; }}
    QLabel[role="title"] {{ font-size: {z.pt(TITLE)}; font-weight: {z.heavy}; }}
    QLabel[role="heading"] {{ font-size: {z.pt(HEADING)}; font-weight: {z.heavy}; }}
    QLabel[role="name"] {{ font-size: {z.pt(NAME)}; font-weight: {z.heavy}; }}
    QLabel[role="lead"] {{ font-size: {z.pt(LEAD)}; color: {c.muted}; }}
    QLabel[role="label"] {{ font-size: {z.pt(BODY)}; font-weight: {MEDIUM}; }}
    QLabel[role="beside"] {{ padding: {z.px(3)} 0; }}
    QLabel[role="muted"], QLabel[role="number"] {{ color: {c.muted}; }}
    QLabel[role="help"], QLabel[role="problem"], QLabel[role="asked"] {{ font-size: {z.pt(SMALL)}; color: {c.muted}; }}
    QLabel[role="figure"] {{ font-size: {z.pt(FIGURE)}; font-weight: {z.heavy}; color: {c.accent}; }}
    QLabel[role="strong"], QLabel[role="pace"] {{ font-weight: {z.heavy}; }}
    QLabel[role="mono"] {{ font-family: monospace; }}
    QLabel[role="mark"] {{ color: {c.suggests}; background: {mixed(c.suggests, c.surface, 0.1)};
        border-radius: {z.px(4)}; padding: {z.room(0, 6)}; font-size: {z.pt(SMALL)}; }}
    {marks}"""


def _frames(c: Colours, z: _Sizes) -> str:
    notices = "".join(
        f"""
    QFrame[role="notice"][state="{name}"] {{ background: {mixed(colour, c.surface, 0.08)};
        border-color: {mixed(colour, c.surface, 0.35)}; }}"""
        for name, colour in c.weights().items()
    )
    return f"""
    QWidget[role="ground"], QScrollArea {{ background: transparent; border: none; }}
    QScrollArea[role="page"], QScrollArea[role="pressed"] {{ border: 2px solid transparent; }}
    QScrollArea[role="page"]:focus {{ border: 2px solid {c.accent}; }}
    #navigator {{ background: {c.surface}; border: none; }}
    #navigator-list, #navigator-foot {{ background: {c.surface}; border: none; outline: none; }}
    #navigator-foot {{ border-top: 1px solid {c.line}; padding: {z.px(6)} 0; }}
    #navigator-headline {{ font-size: {z.pt(NAME)}; font-weight: {z.heavy};
        padding: {z.px(16)} {z.px(18)} {z.px(6)} {z.px(18)}; }}
    #bar {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
    #bar-title {{ font-size: {z.pt(HEADING)}; font-weight: {z.heavy}; }}
    #bar-said {{ color: {c.muted}; }}
    #bar-said[state="warns"] {{ color: {c.warns}; }}
    QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {z.px(8)}; }}
    QFrame[role="card"][state="done"] {{ border: 1px solid {c.done}; }}
    QFrame[role="notice"] {{ background: {c.sunken}; border: 1px solid {c.line}; border-radius: {z.px(6)}; }}
    {notices}
    QFrame[role="chip"] {{ background: {c.sunken}; border: 1px solid {c.line}; border-radius: {z.px(6)}; }}
    #day-picker {{ background: {c.surface}; border: 1px solid {c.edge}; border-radius: {z.px(6)}; }}
    QFrame[role="line"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
    QSplitter::handle {{ background: transparent; width: {z.px(8)}; }}
    QProgressBar {{ background: {c.sunken}; border: none; border-radius: {z.px(4)}; max-height: {z.px(8)};
        min-height: {z.px(8)}; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {z.px(4)}; }}
    QScrollBar:vertical {{ background: transparent; width: {BAR}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {BAR}px; margin: 0; }}
    QScrollBar::handle {{ background: {c.grip}; border-radius: {z.px(4)}; margin: {z.px(2)}; }}
    QScrollBar::handle:vertical {{ min-height: {z.px(32)}; }}
    QScrollBar::handle:horizontal {{ min-width: {z.px(32)}; }}
    QScrollBar::handle:disabled {{ background: transparent; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.edge}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; border: none; width: 0; height: 0; }}
    """


def _buttons(c: Colours, z: _Sizes, drawn: str) -> str:
    links = ",\n    ".join(f'QPushButton[role="{role}"]{{0}}' for role in ("link", "quiet", "danger"))
    return f"""
    QPushButton {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.edge};
        border-radius: {z.px(6)}; padding: {z.room(5, 14)}; min-height: {z.px(20)}; icon-size: {z.px(16)};
        outline: none; /* the border says where the keyboard is; the style would draw a second frame round the words */ }}
    QPushButton:hover {{ border-color: {c.accent}; color: {c.accent}; }}
    QPushButton:pressed {{ background: {c.tint}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: {z.room(5, 14, 2)}; }}
    QPushButton:disabled {{ color: {c.edge}; border-color: {c.line}; background: {c.surface}; }}
    QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent};
        font-weight: {z.heavy}; }}
    QPushButton[role="primary"]:hover {{ background: {c.hover}; border-color: {c.hover}; color: {c.on_accent}; }}
    QPushButton[role="primary"]:pressed {{ background: {c.accent}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="primary"]:disabled {{ background: {c.sunken}; color: {c.edge}; border-color: {c.line}; }}
    {links.format("")} {{ background: transparent; border: 1px solid transparent; border-radius: {z.px(4)};
        padding: {z.room(3, LINK)}; color: {c.accent}; text-align: left; /* turned round from right to left */ }}
    QPushButton[role="quiet"] {{ color: {c.muted}; }}
    QPushButton[role="danger"] {{ color: {c.blocks}; padding: {z.room(5, 6)}; /* as high where it stands alone */ }}
    {links.format(":hover")} {{ text-decoration: underline; }}
    {links.format(":focus")} {{ border: 2px solid {c.accent}; padding: {z.room(3, LINK, 2)}; }}
    QPushButton[role="danger"]:focus {{ padding: {z.room(5, 6, 2)}; }}
    {links.format(":disabled")} {{ color: {c.edge}; border-color: transparent; background: transparent; }}
    QPushButton[role="section"] {{ background: transparent; border: 1px solid transparent; border-radius: {z.px(4)};
        padding: {z.room(2, 6)}; color: {c.muted}; font-size: {z.pt(SMALL)};
        text-align: left; /* turned round from right to left */ }}
    QPushButton[role="section"]:hover {{ color: {c.accent}; background: {c.sunken}; }}
    QPushButton[role="section"][state="current"] {{ color: {c.accent}; background: {c.tint}; }}
    QPushButton[role="section"]:focus {{ border: 2px solid {c.accent}; padding: {z.room(2, 6, 2)}; }}
    QPushButton[role="choice"] {{ padding: {z.room(4, 12)}; }}
    QPushButton[role="choice"]:checked {{ background: {c.accent}; border-color: {c.accent}; color: {c.on_accent}; }}
    QPushButton[role="choice"]:checked:hover {{ background: {c.hover}; border-color: {c.hover}; }}
    QPushButton[role="choice"]:checked:disabled {{ background: {c.sunken}; border: 2px solid {c.muted}; color: {c.text};
        padding: {z.room(4, 12, 1)}; }}
    QPushButton[role="choice"]:focus {{ border: 2px solid {c.accent}; padding: {z.room(4, 12, 2)}; }}
    QPushButton[role="choice"]:checked:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="card"], QPushButton[role="words"] {{ padding: 0; }}
    QPushButton[role="card"][state="current"] {{ background: {c.tint}; border: 2px solid {c.accent}; }}
    QPushButton[role="card"]:focus, QPushButton[role="words"]:focus {{ border: 3px solid {c.accent}; padding: 0; }}
    QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {z.px(6)};
        padding: {z.room(5, 5)}; color: {c.text}; qproperty-iconSize: {z.px(18)} {z.px(18)}; }}
    QToolButton:hover {{ background: {c.sunken}; }}
    QToolButton:pressed {{ background: {c.tint}; }}
    QToolButton:focus {{ border: 2px solid {c.accent}; padding: {z.room(5, 5, 2)}; }}
    QToolButton:disabled {{ color: {c.edge}; }}
    QToolButton[role="small"] {{ qproperty-iconSize: {z.px(16)} {z.px(16)}; padding: {z.room(3, 3)}; border-radius: {z.px(4)}; }}
    QToolButton[role="small"]:focus {{ padding: {z.room(3, 3, 2)}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QPushButton::menu-indicator {{ image: url("{drawn.format("down")}"); width: {z.px(12)}; height: {z.px(12)};
        subcontrol-position: center right; subcontrol-origin: padding; right: {z.px(10)}; }}
    QPushButton[role="quiet"]::menu-indicator {{ right: {z.px(3)}; }}
    QPushButton[role="menu"] {{ padding: {z.px(5)} {z.px(30)} {z.px(5)} {z.px(14)}; }}
    """


def _inputs(c: Colours, z: _Sizes, drawn: str) -> str:
    wrong = "".join(
        f"""
    QLineEdit[state="{name}"], QPlainTextEdit[state="{name}"], QComboBox[state="{name}"] {{
        border-color: {colour}; }}"""
        for name, colour in c.weights().items()
    )
    return f"""
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{ background: {c.surface}; color: {c.text};
        placeholder-text-color: {c.muted}; /* or else Qt takes half of the colour above, which is too pale */
        border: 1px solid {c.edge}; border-radius: {z.px(6)}; padding: {z.room(4, 8)};
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QTextEdit[role="marked"] {{ background: transparent; border: 1px solid transparent; padding: {z.room(2, 2)}; }}
    QTextEdit[role="marked"]:focus {{ border: 2px solid {c.accent}; padding: {z.room(2, 2, 2)}; }}
    QLineEdit, QComboBox {{ min-height: {z.px(20)}; }}
    QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {c.muted}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
        border: 2px solid {c.accent}; padding: {z.room(4, 8, 2)}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {c.muted}; background: {c.sunken};
        border-color: {c.line}; }}
    {wrong}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox::drop-down {{ border: none; width: {z.px(24)}; subcontrol-position: center right; }}
    QComboBox::down-arrow {{ width: {z.px(12)}; height: {z.px(12)}; image: url("{drawn.format("down")}"); }}
    QComboBox QAbstractItemView, QAbstractItemView[role="proposals"] {{ background: {c.surface}; color: {c.text};
        border: 1px solid {c.edge}; outline: none; padding: {z.px(4)};
        selection-background-color: {c.tint}; selection-color: {c.text}; }}
    QComboBox QAbstractItemView::item, QAbstractItemView[role="proposals"]::item {{ min-height: {z.px(28)};
        padding: {z.room(0, 6)}; border-radius: {z.px(4)}; }}
    QComboBox QAbstractItemView::item:hover, QAbstractItemView[role="proposals"]::item:hover {{
        background: {c.sunken}; color: {c.text}; }}
    QComboBox QAbstractItemView::item:selected, QAbstractItemView[role="proposals"]::item:selected {{
        background: {c.tint}; color: {c.text}; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus, QComboBox QLineEdit:hover {{ border: none; padding: 0;
        background: transparent; }}
    QCheckBox {{ spacing: {z.px(8)}; padding: {z.px(2)}; border: 2px solid transparent;
        border-radius: {z.px(4)}; background: transparent; }}
    QCheckBox:focus {{ border: 2px solid {c.accent}; }}
    QCheckBox:disabled {{ color: {c.muted}; }}
    QCheckBox::indicator, QListView::indicator {{ width: {z.px(16)}; height: {z.px(16)}; border: 1px solid {c.edge};
        border-radius: {z.px(4)}; background: {c.surface}; }}
    QCheckBox::indicator:hover, QListView::indicator:hover {{ border-color: {c.accent}; }}
    QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
        image: url("{drawn.format("tick")}"); }}
    QCheckBox::indicator:disabled, QListView::indicator:disabled {{ border-color: {c.line}; background: {c.sunken}; }}
    """


def _views(c: Colours, z: _Sizes, drawn: str) -> str:
    around = f"border-top: 1px solid {c.accent}; border-bottom: 1px solid {c.accent};" if c.clear else ""
    return f"""
    QAbstractItemView[role="rows"] {{ background: {c.surface}; border: 1px solid {c.line};
        border-radius: {z.px(8)}; outline: none; padding: {z.px(4)}; }}
    QAbstractItemView[role="rows"]:focus {{ border: 2px solid {c.accent}; padding: {z.room(4, 4, 2)}; }}
    QListView[role="rows"]::item {{ padding: {z.px(6)} {z.px(8)}; border-radius: {z.px(6)}; color: {c.text}; }}
    QListView[role="rows"]::item:hover {{ background: {c.sunken}; }}
    QListView[role="rows"]::item:selected {{ background: {c.tint}; color: {c.text}; {around} }}
    QListView[role="rows"]::item:disabled {{ color: {c.muted}; background: transparent; }}
    QTreeView, QListView {{ icon-size: {z.px(16)}; }}
    QTreeView[role="rows"]::item {{ padding: {z.px(5)} {z.px(4)}; color: {c.text}; }}
    QTreeView[role="rows"][dense="true"]::item {{ padding: {z.px(2)} {z.px(4)}; }}
    QTreeView[role="rows"]::item:hover {{ background: {c.sunken}; }}
    QTreeView[role="rows"]::item:selected, QTableView[role="rows"]::item:selected {{
        background: {c.tint}; color: {c.text}; {around} }}
    QTreeView::branch:selected {{ background: {c.tint}; }}
    QTreeView::branch:has-children:closed {{ image: url("{drawn.format("ahead")}"); }}
    QTreeView[layoutDirection="RightToLeft"]::branch:has-children:closed {{ image: url("{drawn.format("behind")}"); }}
    QTreeView::branch:has-children:open {{ image: url("{drawn.format("down")}"); }}
    #qt_calendar_navigationbar {{ background: {c.surface}; }}
    #qt_calendar_navigationbar QToolButton {{ font-weight: {z.heavy}; padding: {z.room(4, 6)}; }}
    #qt_calendar_calendarview {{ background: {c.surface}; border: none; outline: none;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QHeaderView {{ background: {c.surface}; qproperty-textElideMode: ElideRight; }}
    QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.line}; padding: {z.px(6)} {z.px(6)}; font-weight: {z.heavy}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QTabBar {{ background: transparent; qproperty-drawBase: 0; outline: none; /* as with a button */ }}
    QTabBar::tab {{ background: transparent; color: {c.muted}; padding: {z.px(6)} {z.px(12)} {z.px(8)};
        border: {z.px(2)} solid transparent; border-bottom-width: {z.px(3)}; }}
    QTabBar::tab:hover {{ color: {c.text}; border-bottom-color: {c.line}; }}
    QTabBar::tab:selected {{ color: {c.accent}; border-bottom: {z.px(3)} solid {c.accent}; }}
    QTabBar::tab:focus {{ background: {c.tint}; border-color: {c.accent}; border-radius: {z.px(4)}; }}
    QTabBar::scroller {{ width: {z.px(48)}; }}
    QTabBar QToolButton {{ background: {c.ground}; padding: 0; }}
    QTabBar QToolButton::right-arrow {{ image: url("{drawn.format("ahead")}"); width: {z.px(12)}; height: {z.px(12)}; }}
    QTabBar QToolButton::left-arrow {{ image: url("{drawn.format("behind")}"); width: {z.px(12)}; height: {z.px(12)}; }}
    QTabBar QToolButton::right-arrow:disabled, QTabBar QToolButton::left-arrow:disabled {{ image: none; }}
    QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.edge}; padding: {z.px(4)}; }}
    QMenu::item {{ padding: {z.px(6)} {z.px(24)}; border-radius: {z.px(4)}; }}
    QMenu::item:selected {{ background: {c.tint}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.edge}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: {z.px(4)} {z.px(8)}; }}
    """
