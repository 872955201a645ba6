"""The few building blocks that every page is laid out with: one column, headings, quiet text, cards, buttons.

What they look like is decided by the theme, through the property `role`. Everything stands on one grid: `GAP` between
things, half of it between what belongs together, `SIDE` to the edges of the page. The bar of what scrolls lies inside that
edge and takes no room of the text, so that all that a page shows ends at one line, whether it scrolls or not.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n.isolation import runs_right_to_left
from desktop.i18n.translation import RIGHT_TO_LEFT
from desktop.ui.labels import Words
from desktop.ui.parts.cut_line import CutCombo
from desktop.ui.parts.late_keys import hand_late_keys_on
from desktop.ui.parts.link import Link
from desktop.ui.parts.push_button import LeavesPages, PushButton
from desktop.ui.parts.when_cut import WhenCut
from desktop.ui.style import BAR, LINK
from desktop.ui.theme import is_large, is_low, scaled

WIDEST = 140
"""Letters: lines longer than this are hard to read."""

GAP = 16

SIDE = GAP * 2
"""From the edges of a page to what it shows."""

RING = 2
"""The line around what has the keyboard. An area that scrolls keeps the room for it."""

OUTSIDE = GAP
"""Room of the column of a page outside its edge, for the frame of a link whose words begin there."""

LEAST_OF_TARGET = 24
"""Pixels that whatever can be pressed is high and wide at least (WCAG 2.2, 2.5.8)."""

HEADLINES = ("title", "heading")
"""Roles of words in large letters, of which a lone word in the last line would be seen from afar."""

LEAST_OF_REST = 120
"""Pixels at 100 % of what scrolls itself below the head of a part, see `Rest`, where nobody asks for more."""

LEAST_OF_LIST = 200
"""Pixels at 100 % of a list that a page is about, with other things above and below it."""

LEAST_OF_PART = 300
"""Pixels at 100 % of a part below the head of a page: a list and a few lines of a form."""

LEAST_OF_FIELDS = 150
"""Pixels at 100 % of the fields of a form below what stands above them."""


def column(page: QWidget, *, fills: bool = False, scrolls: bool = False, begins: bool = False) -> QVBoxLayout:
    """Give a page its one scrolling column and return the layout to put things into.

    Args:
        fills: the content takes all the height (lists beside forms) and scrolls itself.
        scrolls: of a page that is filled, what stands at its trailing edge is an area that scrolls: its bar lies between
            the content and the edge of the page. Whatever else ends there keeps `BAR` free (`short_of_bar`).
        begins: what stands at its leading edge is such an area too: the line around it lies outside that edge. Whatever
            else begins there keeps `RING` free (`along_area`).
    """
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    if fills:
        filling = _FillingColumn(SIDE - RING if begins else SIDE, SIDE - BAR - RING if scrolls else SIDE)
        filling.setSpacing(GAP)
        outer.addLayout(filling)
        return filling
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scrolled_by_keys(area)
    ground = _Ground()
    ground.setProperty("role", "ground")
    across = QHBoxLayout(ground)
    margins(across, SIDE - RING - OUTSIDE, GAP, SIDE - RING - BAR, SIDE)
    middle = Column()
    across.addWidget(middle, 1000)
    across.addStretch(1)
    inner = _FromTop(middle)
    margins(inner, OUTSIDE, 0, 0, 0)
    inner.setSpacing(GAP)
    area.setWidget(ground)
    outer.addWidget(area)
    return inner


class _FillingColumn(QVBoxLayout):
    """The column of a page that takes all its height, which is dear where letters are large: with less room around it there."""

    def __init__(self, leading: int, trailing: int) -> None:
        super().__init__()
        self._leading, self._trailing = leading, trailing
        self._fit()

    def _fit(self) -> None:
        self._is_large = is_large()
        above, below = (GAP // 4, GAP // 2) if self._is_large else (GAP, GAP)
        margins(self, self._leading, above, self._trailing, below)

    def setGeometry(self, area: QRect) -> None:
        if is_large() != self._is_large:
            self._fit()
        super().setGeometry(area)


class _Ground(QWidget):
    """What lies in an area that scrolls, as high as it is at the width that it has.

    Qt would let it be as high as it is where it is as narrow as can be, and one would scroll into nothing.
    """

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class _FromTop(QVBoxLayout):
    """A column that leaves room that it does not need below it.

    Qt's own alignment asks how high the column is where it is as wide as it wishes, and cuts a line of what is narrower.
    """

    def setGeometry(self, area: QRect) -> None:
        if not self.expandingDirections() & Qt.Orientation.Vertical:
            needed = self.heightForWidth(area.width()) if self.hasHeightForWidth() else self.sizeHint().height()
            area = QRect(area.topLeft(), QSize(area.width(), min(area.height(), needed)))
        super().setGeometry(area)


def scrolled_by_keys(area: QScrollArea) -> None:
    """Let the Tab key come to an area while the arrows can scroll it, and let it be seen that the keyboard is there."""
    area.setProperty("role", "page")
    steady_bar(area)
    bars = (area.verticalScrollBar(), area.horizontalScrollBar())

    def come() -> None:
        scrolls = any(bar.maximum() > bar.minimum() for bar in bars)
        # Where it has the keyboard and comes to have room, that stays seen there; the Tab key goes on, and comes no more.
        rests = Qt.FocusPolicy.ClickFocus if area.hasFocus() else Qt.FocusPolicy.NoFocus
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else rests)

    come()
    for bar in bars:
        bar.rangeChanged.connect(lambda _least, _most: come())


def steady_bar(area: QAbstractScrollArea) -> None:
    """Let the bar of an area keep its room: nothing moves when what is in it grows longer than what is seen of it."""
    bar = area.verticalScrollBar()
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    if isinstance(area, QScrollArea):
        # At twice the size a long word can be wider than the page: it is scrolled to, and never cut off.
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    bar.setEnabled(bar.maximum() > bar.minimum())
    area.installEventFilter(_Naming(area))


class _Naming(QObject):
    """Names an area that scrolls after the page or the dialog that it shows, as soon as it is known which that is."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QShowEvent) and isinstance(watched, QWidget) and not watched.accessibleName():
            watched.setAccessibleName(_called(watched))
        return False


def _called(widget: QWidget) -> str:
    """Return what the page or the window is called that a widget stands in."""
    above = widget.parentWidget()
    while above is not None:
        title = getattr(above, "title", None)
        if callable(title) and (called := str(title())):
            return called
        if above.isWindow():
            return above.windowTitle()
        above = above.parentWidget()
    return ""


def short_of_bar(layout: QLayout) -> None:
    """Let a layout beside an area that scrolls end where the content of that area ends."""
    margins(layout, 0, 0, BAR + RING, 0)


def along_area(layout: QLayout) -> None:
    """Let a layout above or below an area that scrolls begin and end where the content of that area does."""
    margins(layout, RING, 0, BAR + RING, 0)


def from_edge(*links: QWidget | QLayout | None) -> QHBoxLayout:
    """Return a row that begins with a link whose words stand at the edge, where all else begins that is read.

    What it stands in keeps some room for the frame that the link has with the keyboard, as the column of a page does.
    """
    row, before = across(*links), QSpacerItem(0, 0)
    row.insertSpacerItem(0, before)  # a layout takes no margin below nothing

    def fit() -> None:
        before.changeSize(-beside_words(), 0)
        row.invalidate()

    sized(next(each for each in links if isinstance(each, QWidget)), fit)
    return row


def beside_words() -> int:
    """Return the pixels between the edge of a link and its words."""
    return scaled(LINK) + 1


def ending_short_of_bar(widget: QWidget) -> QHBoxLayout:
    """Return a layout with a widget above an area that scrolls, such as a title, which ends where its content ends."""
    row = across(widget)
    short_of_bar(row)
    return row


def scroll_to_top(page: QWidget) -> None:
    """Show the head of a page that scrolls."""
    area = page.findChild(QScrollArea)
    if area is not None:
        area.verticalScrollBar().setValue(0)


def sized(widget: QWidget, fit: Callable[[], object]) -> None:
    """Fit something to the letters of a widget: now, and whenever these have another size.

    Whatever a form has dozens of answers to the change itself: this hears of all that happens to the widget.
    """
    fit()
    widget.installEventFilter(_Sized(widget, fit))


class _Sized(QObject):
    def __init__(self, widget: QWidget, fit: Callable[[], object]) -> None:
        super().__init__(widget)
        self._fit = fit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        return False


class Column(QWidget):
    """The middle of a page, never wider than a line that can be read, whatever the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sized(self, self._fit)

    def _fit(self) -> None:
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST)


class _WideEnough(QScrollArea):
    """An area beside others that is never narrower than what is in it: it scrolls up and down only."""

    def minimumSizeHint(self) -> QSize:
        least, inside = super().minimumSizeHint(), self.widget()
        beside = self.verticalScrollBar().sizeHint().width() + 2 * RING
        wide = inside.minimumSizeHint().width() + beside if inside else 0
        return QSize(max(least.width(), wide), least.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolling(*, trailing: int = 0, wide_enough: bool = False) -> tuple[QScrollArea, QVBoxLayout]:
    """Return an area that scrolls, for a part of a page or of a dialog, and the layout inside it.

    Args:
        wide_enough: whether it takes the width of what is in it from what stands beside it.
    """
    area = _WideEnough() if wide_enough else QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    scrolled_by_keys(area)
    ground = QWidget()
    ground.setProperty("role", "ground")
    inner = QVBoxLayout(ground)
    margins(inner, 0, 0, trailing, 0)
    inner.setSpacing(GAP)
    area.setWidget(ground)
    return area, inner


class Rest(QWidget):
    """What takes the height that is left below other things, and scrolls itself; it asks for a few lines only.

    Args:
        inside: what takes it; None where that is made later, see `hold`.
        least: pixels at 100 % that it asks for.
        wanted: is asked for the pixels that it needs now, where they may be more than that.
    """

    def __init__(
        self, inside: QWidget | None, least: int = LEAST_OF_REST, wanted: Callable[[], int] = lambda: 0
    ) -> None:
        super().__init__()
        self._least, self._wanted = least, wanted
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        if inside is not None:
            self.hold(inside)

    def hold(self, inside: QWidget) -> None:
        """Show what takes the height."""
        self._around.addWidget(inside)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        least = min(self._least, LEAST_OF_FIELDS) if is_low(self) else self._least
        return QSize(super().minimumSizeHint().width(), max(scaled(least), self._wanted()))


class Part(QWidget):
    """A page, or a part of one, that is content with the height without which its texts would be cut."""

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return inside.minimumHeightForWidth(width) if inside is not None else -1


def column_when_cut(page: QWidget, *, scrolls: bool = False, begins: bool = False, name: str = "") -> QVBoxLayout:
    """Give a page a column that takes all the height, see `column`, and scrolls as a whole only where it would be cut.

    Args:
        name: what the area is called, where the page is not always called the same.
    """
    part = Part()
    inner = QVBoxLayout(part)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(GAP)
    area = scrolled_when_cut(part)
    area.setAccessibleName(name)
    column(page, fills=True, scrolls=scrolls, begins=begins).addWidget(area)
    return inner


def scrolled_when_cut(part: Part) -> QScrollArea:
    """Return an area that shows a part of a page, and scrolls only where its texts would be cut: at twice the size."""
    area = WhenCut()
    area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # what is in it takes the Tab key, and it scrolls there
    part.setProperty("role", "ground")
    area.setWidget(part)
    area.installEventFilter(_Naming(area))
    return area


class CalmCombo(LeavesPages, CutCombo):
    """A list that neither the wheel nor a key that scrolls changes: whoever scrolls past it means something else.

    It falls open as wide as what it offers, however narrow it is itself.
    """

    def showPopup(self) -> None:
        rows = self.view()
        beside = rows.verticalScrollBar().sizeHint().width() + scaled(16)
        rows.setMinimumWidth(rows.sizeHintForColumn(0) + beside)
        hand_late_keys_on(rows.window())
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In a dialog Enter is for its button.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.window(), QDialog):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def filter_box(name: str, letters: int = 20) -> CalmCombo:
    """Return a list that narrows down what is below it, as wide as so many letters whatever it offers."""
    box = CalmCombo()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    return box


def margins(layout: QLayout, leading: int, top: int, trailing: int, bottom: int) -> None:
    """Set the margins of a layout by the direction of the script; Qt itself mirrors what lies inside, not these."""
    left, right = (trailing, leading) if mirrored() else (leading, trailing)
    layout.setContentsMargins(left, top, right, bottom)


def mirrored() -> bool:
    """Whether the window is read from right to left."""
    return QGuiApplication.isRightToLeft()


def begin_box_at_side(box: QPlainTextEdit) -> None:
    """Let several lines begin where their text does, with the caret, as a single line does."""
    box.document().contentsChanged.connect(lambda: _align_box(box))  # also what is set without telling others
    _align_box(box)


def _align_box(box: QPlainTextEdit) -> None:
    right = runs_right_to_left(box.toPlainText(), otherwise=mirrored())
    side = (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
    document = box.document()
    option = document.defaultTextOption()
    if option.alignment() != side:
        option.setAlignment(side)
        document.setDefaultTextOption(option)


def words(text: str, role: str, *, selectable: bool = False) -> Words:
    """Return a label of a role: `title`, `heading` of a card, `name` of a thing, `label` of a field, `lead`, `body`, `muted`, `number`."""
    label = Words(text, headline=role in HEADLINES)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role == "mark":
        # A frame as wide as its words: at a side Qt would leave room beside them, and count it at the other side as well.
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    elif mirrored():
        # A number and a title in Latin letters would stand at the other side than all that they belong to.
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    if selectable:
        label.keep_high(LEAST_OF_TARGET)  # it takes the keyboard
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label


def card(spacing: int = GAP // 2, parent: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """Return a card and the layout inside it."""
    frame = QFrame(parent)
    return frame, card_in(frame, spacing)


def card_in(frame: QFrame, spacing: int) -> QVBoxLayout:
    """Make a frame a card, and return the layout inside it."""
    frame.setProperty("role", "card")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(GAP, GAP, GAP, GAP)
    inner.setSpacing(spacing)
    return inner


def written_in(label: QLabel, language: str, text: str = "") -> QLabel:
    """Let a paragraph be read the way of its own language, whichever way the window is.

    Args:
        language: its code; empty where it is not known, and the first letter of `text` says it.
    """
    right = language in RIGHT_TO_LEFT if language else runs_right_to_left(text, otherwise=mirrored())
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    return label


def button(text: str, do: Callable[[], object], *, role: str = "secondary", accessible: str = "") -> QPushButton:
    """Return a push button of a role: `primary` (one a page at most), `secondary`, `link`, `danger`."""
    if role == "link":
        return link(text, do, accessible=accessible)
    pressed = PushButton(text)
    pressed.setProperty("role", role)
    pressed.clicked.connect(lambda _checked=False: do())
    if accessible:
        pressed.setAccessibleName(accessible)
    return pressed


def link(text: str, do: Callable[[], object], *, accessible: str = "") -> Link:
    """Return a button that reads like a line of text, see `button`."""
    pressed = Link(text)
    pressed.setProperty("role", "link")
    pressed.clicked.connect(lambda _checked=False: do())
    if accessible:
        pressed.setAccessibleName(accessible)
    return pressed


def across(*items: QWidget | QLayout | None, spacing: int = GAP // 2) -> QHBoxLayout:
    """Return a row of things; None is a stretch."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for item in items:
        if item is None:
            row.addStretch(1)
        elif isinstance(item, QWidget):
            row.addWidget(item)
        else:
            row.addLayout(item)
    return row


def as_widget(layout: QLayout) -> QWidget:
    """Return a widget that a layout stands in, for whoever has to name what is in it as one thing."""
    holding = QWidget()
    holding.setLayout(layout)
    return holding


class Sides(QSplitter):
    """Things side by side, of which each keeps its edges, whichever way the window is read.

    From right to left Qt sets them one pixel further to the right than there is room, and the edge of the first is cut.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        if mirrored():
            self.setContentsMargins(0, 0, 1, 0)


def beside(split: QSplitter) -> None:
    """Give the list in a splitter about a third of the room, and the form beside it the rest."""

    def fit() -> None:
        letters = split.fontMetrics().averageCharWidth()
        for place, least in enumerate((16, 36)):
            side = split.widget(place)
            assert side is not None
            side.setMinimumWidth(letters * least)
        split.setSizes([letters * 38, letters * 120])

    split.setStretchFactor(0, 0)
    split.setStretchFactor(1, 1)
    sized(split, fit)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
