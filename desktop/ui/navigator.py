"""The navigator: every page of the submission, with how much there is of each part."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue import region_names
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.record.clearance_rules import is_begun
from desktop.record.purpose import FORUM, is_one_pledge, name_of, purpose_in
from desktop.record.update import Update
from desktop.ui.layout import sized
from desktop.ui.navigation import Place
from desktop.ui.pages import FOOT, LINE_OF_PAGE, LINES, ONE_PLEDGE, Line
from desktop.ui.parts.icons import icon
from desktop.ui.session import Session
from desktop.ui.shortened import cut_short, fits, in_lines, longest_word
from desktop.ui.theme import is_large, scaled
from desktop.ui.tooltips import hint

if TYPE_CHECKING:
    from desktop.record.tally import Tally

PAGE = Qt.ItemDataRole.UserRole  # the key of the page that a line leads to; a heading has none
TALLY = Qt.ItemDataRole.UserRole + 1  # how much there is of a part, as it is shown
ICON = Qt.ItemDataRole.UserRole + 2

LEAST_LETTERS, MOST_LETTERS = 26, 46
"""How wide the list may be, in letters, whatever the zoom."""

LEAST_WHERE_LARGE = 21
"""Letters that the list is wide at least where they are large. Names take two lines there."""

MOST_LINES = 2
"""Lines that a name takes where letters are large; elsewhere it has one."""

WIDEST_TALLY = "00 / 00"
"""As much as is kept free for the figures of a line."""

Index = QModelIndex | QPersistentModelIndex


class Navigator(QFrame):
    """The list of places at the leading side of the window, with what is looked up now and then at its foot.

    Signals:
        go: a `Place` that somebody chose.
    """

    go = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("navigator")
        self._headline = QLabel()
        self._headline.setTextFormat(Qt.TextFormat.PlainText)
        self._headline.setObjectName("navigator-headline")
        self._headline.setWordWrap(True)
        self._lines = _Lines("navigator-list", _("Pages of this submission"), LINES)
        self._foot = _Lines("navigator-foot", _("History and forms"), FOOT)
        for each in (self._lines, self._foot):
            each.chosen.connect(self.go)
        self._foot.widened.connect(self._foot.keep_height)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._headline)
        column.addWidget(self._lines, 1)
        column.addWidget(self._foot)
        for around in (self, self._lines, self._foot):
            sized(around, self._take_room)
        self._headline.setText(headline(session))  # how far each part is follows, see `complete`
        self._show_needed()
        session.changed.connect(self._refresh)

    def complete(self) -> None:
        """Show how much there is of each part, and the line under the pointer."""
        for each in (self._lines, self._foot):
            each.follow_pointer()
        self._refresh(None)

    def _take_room(self) -> None:
        """Take the room of the letters of now; Qt tells what is around the lines of other letters before the lines."""
        self._fit()
        self._foot.keep_height()

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        wanted = max(each.wanted_width() for each in (self._lines, self._foot))
        least = letter * LEAST_LETTERS
        if is_large():
            least = max(letter * LEAST_WHERE_LARGE, *(each.least_width() for each in (self._lines, self._foot)))
        self.setMinimumWidth(least)
        self.setMaximumWidth(min(max(wanted, least), letter * MOST_LETTERS))

    def lines(self) -> list[Line]:
        """Return the lines that are shown, in their order."""
        return [*(line for line in LINES if self._lines.is_shown(line)), *FOOT]

    def take_focus(self) -> bool:
        """Put the keyboard into the list."""
        self._lines.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_place(self, place: Place) -> None:
        """Mark where we are; nothing while we search, since what is found belongs to many pages."""
        line = LINE_OF_PAGE.get(place.page)
        for each in (self._lines, self._foot):
            each.mark(line)

    def _refresh(self, _update: Update | None) -> None:
        from desktop.record.tally import tallies

        self._headline.setText(headline(self.session))
        self._lines.show_tallies(tallies(self.session.submission, self.session.catalogue))
        self._show_needed()

    def _show_needed(self) -> None:
        """Show the lines that the submission needs for what it is for, and those on which something stands."""
        alone = is_one_pledge(self.session.submission)
        self._lines.show_needed(ONE_PLEDGE if alone else None)
        # Nobody clears objectives for the sake of one pledge, and many countries never do: what they look for is to sign.
        clears = not alone and is_begun(self.session.submission)
        self._lines.lead("clearance", "clearance" if clears else "export")


class _Lines(QTreeView):
    """Lines of the navigator, below their headings.

    Signals:
        chosen: the `Place` of a line.
        widened: with large letters, it is as wide as it was not before.
    """

    chosen = Signal(object)
    widened = Signal()

    def __init__(self, name: str, accessible: str, lines: Sequence[Line]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self._items: dict[str, QStandardItem] = {}
        # Asked for with each edit, of which hardly one makes them others.
        self._tallies: dict[str, Tally] = {}
        self._needed: tuple[Collection[str] | None] | None = None  # as these figures were
        model = QStandardItemModel(self)
        self._is_scrolled = False  # since it was marked where we are
        section = ""
        for line in lines:
            if line.section != section:
                section = line.section
                heading = QStandardItem(_(section))
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                model.appendRow(heading)
            item = QStandardItem(_(line.title))
            item.setData(line.key, PAGE)
            item.setData(line.icon, ICON)
            self._items[line.key] = item
            model.appendRow(item)
        # Before there are lines, which would be measured by letters that they do not have in their place.
        # By lines, Qt counts those that are as high as the first one, and a higher one would be half out of view.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)  # what is chosen is where we are, see `mark`
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def follow_pointer(self) -> None:
        """Draw the line under the pointer anew when it moves on; without this it would stay where the pointer came in."""
        # The first widget of Qt's own that PySide is asked for has it look through all kinds of them, which nobody waits for.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keep_height(self) -> None:
        """Take as much height as the lines need, and no more."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        height = sum(self.sizeHintForIndex(item.index()).height() for item in self._items.values())
        self.setFixedHeight(height + scaled(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if is_large() and event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # names go on in another line
            self.widened.emit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._keep_marked()

    def verticalScrollbarAction(self, action: int) -> None:
        super().verticalScrollbarAction(action)
        self._is_scrolled = True

    def _keep_marked(self) -> None:
        """Keep in view where we are: with large letters, names above it come to take more lines, and figures come below them.

        Whoever goes through the lines by the arrows is where the keyboard is; once somebody has scrolled, nothing is held.
        """
        if is_large() and not self._is_scrolled and self.model() is not None:
            for index in [self.currentIndex()] if self.hasFocus() else self.selectionModel().selectedIndexes():
                self.scrollTo(index)

    def wanted_width(self) -> int:
        """Return how wide the lines are with their figures."""
        letters = QFontMetrics(_bold(self.font()))
        widest = max(letters.horizontalAdvance(item.text()) for item in self._items.values())
        return widest + letters.horizontalAdvance(WIDEST_TALLY) + round(letters.height() * 5)

    def least_width(self) -> int:
        """Return how wide the lines are at least where names take several lines: as their longest word."""
        letters = QFontMetrics(_bold(self.font()))
        return longest_word(letters, *(item.text() for item in self._items.values())) + round(letters.height() * 2.8)

    def mark(self, line: Line | None) -> None:
        """Mark a line as where we are; none of another list. The arrows go through the lines and leave the mark alone."""
        item = self._items.get(line.key) if line else None
        self._is_scrolled = False
        if item is None:
            self.selectionModel().clear()
            return
        self.selectionModel().setCurrentIndex(item.index(), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(item.index())

    def focusInEvent(self, event: QFocusEvent) -> None:
        marked = self.selectionModel().selectedIndexes()
        if marked:
            self.selectionModel().setCurrentIndex(marked[0], QItemSelectionModel.SelectionFlag.NoUpdate)
        super().focusInEvent(event)

    def show_needed(self, needed: Collection[str] | None) -> None:
        """Show some lines and those with a figure, by their keys, and the headings that have any; all of them for None."""
        if self._needed == (needed,):
            return
        self._needed = (needed,)
        model = self.model()
        shown: dict[int, bool] = {}
        keys = {item.row(): key for key, item in self._items.items()}
        heading = -1
        for row in range(model.rowCount()):
            if model.index(row, 0).data(PAGE) is None:
                heading, shown[row] = row, False
                continue
            tally = self._tallies.get(keys[row])
            # The guiding principles are counted by what names them, and nothing need stand there.
            begun = tally is not None and tally.done > 0 and keys[row] != "principles"
            shown[row] = needed is None or keys[row] in needed or begun
            if shown[row] and heading >= 0:
                shown[heading] = True
        for row, is_shown in shown.items():
            if self.isRowHidden(row, QModelIndex()) == is_shown:
                self.setRowHidden(row, QModelIndex(), not is_shown)

    def lead(self, line: str, page: str) -> None:
        """Let a line, by its key, lead to a page of it."""
        self._items[line].setData(page, PAGE)

    def is_shown(self, line: Line) -> bool:
        """Whether a line is among those that are needed."""
        return not self.isRowHidden(self._items[line.key].row(), QModelIndex())

    def show_tallies(self, tallies: Mapping[str, Tally]) -> None:
        """Show how much there is of each part."""
        for key, tally in tallies.items():
            if tally == self._tallies.get(key):
                continue
            self._tallies[key], self._needed = tally, None
            item = self._items[key]
            shown = _("{done} / {of}").format(done=counted(tally.done), of=counted(tally.of)) if tally.of else ""
            shown = shown or (counted(tally.done) if tally.done else "")
            item.setData(shown, TALLY)
            spoken = _("{name}: {done} of {of}") if tally.of and not tally.said else _("{name}: {done}")
            spoken = spoken.format(name=item.text(), done=tally.said or counted(tally.done), of=counted(tally.of))
            item.setToolTip(tally.said)
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        self._keep_marked()

    def _choose(self, index: QModelIndex) -> None:
        page = index.data(PAGE)
        if page is not None:
            self.chosen.emit(Place(page))


def headline(session: Session) -> str:
    """Return whose submission it is, in one line."""
    about = session.submission.about
    if about.value("demonstration") is True:
        return _("Demonstration {cycle}").format(cycle=about.text("cycle"))
    purpose = purpose_in(about)
    code = about.text("country")
    country = region_names.territories(current_language()).get(code, code)
    if purpose == FORUM:
        return _("{country} {cycle}").format(country=country, cycle=about.text("cycle"))
    return _("{country}: {title}").format(
        country=country, title=name_of(session.catalogue, purpose, about.text("cycle"))
    )


class _Delegate(QStyledItemDelegate):
    """Paints a place: number, name, and how far an objective is or how many entries a page has."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = option.fontMetrics.height()
        lines = sum(map(len, self._lines(option, index))) if is_large() and index.data(PAGE) is not None else 1
        more = option.fontMetrics.lineSpacing() * (lines - 1)
        return QSize(120, round(height * (1.8 if index.data(PAGE) is None else 1.4)) + more)

    def _lines(self, option: QStyleOptionViewItem, index: Index) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the lines of a name where letters are large, as if it were the one where we are, and its figures below it.

        These stand beside it, and not among the lines, where the name is whole there.
        """
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        font = _bold(option.font)
        inner = _inside(option, _inside(option, QRect(0, 0, view.viewport().width(), 0)))
        name, tally = str(index.data()), index.data(TALLY) or ""
        room = _beside(option, inner, tally).width()
        whole = fits(font, name, room, MOST_LINES) and longest_word(QFontMetrics(font), name) <= room
        if not tally or whole:
            return in_lines(font, name, room, MOST_LINES), ()
        return in_lines(font, name, _beside(option, inner, "").width(), MOST_LINES), (tally,)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = option.fontMetrics.height()
        palette = option.palette
        area = _inside(option, option.rect).adjusted(0, 1, 0, -1)
        text = str(index.data())
        if index.data(PAGE) is None:
            self._heading(painter, option, _inside(option, area).adjusted(0, unit // 2, 0, 0), text)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            tint = QColor(palette.color(QPalette.ColorRole.Highlight))
            tint.setAlphaF(0.16 if chosen else 0.07)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(area, unit * 0.35, unit * 0.35)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, unit * 0.35, unit * 0.35)
        inner = _inside(option, area)
        tally = index.data(TALLY) or ""
        name = _beside(option, inner, tally)
        if is_large():
            lines, below = self._lines(option, index)
            text = "\n".join(lines)
            if below:
                name = _beside(option, inner, "")
                high = option.fontMetrics.lineSpacing()
                foot = QRect(name.x(), name.center().y() + high * (len(lines) - 1) // 2, name.width(), high)
                name.moveTop(name.y() - high // 2)
                self._text(painter, option, foot, tally, muted=True)
                tally = ""
        self._text(painter, option, name, text, bold=chosen)
        side = round(unit * 0.9)
        spot = _slice(option, inner, 0, side)
        spot = QRect(spot.x(), spot.center().y() - side // 2, side, side)
        icon(index.data(ICON), "accent" if chosen else "muted").paint(painter, spot)
        if tally:
            end = _end(option, tally)
            behind = _slice(option, inner, inner.width() - end, end)
            self._text(painter, option, behind, tally, muted=True, end=True)
        painter.restore()

    def cut(self, view: QAbstractItemView, index: Index) -> bool:
        """Whether a name is not read whole in its lines, as wide as its list is."""
        option = QStyleOptionViewItem()
        option.initFrom(view)
        if index.data(PAGE) is None:
            room = _inside(option, _inside(option, view.viewport().rect())).width()
            return not fits(_of_heading(option), str(index.data()), room, 1)
        if is_large():
            return any("…" in line for line in self._lines(option, index)[0])
        inner = _inside(option, _inside(option, view.viewport().rect()))
        font = _bold(option.font) if view.selectionModel().isSelected(index) else option.font
        return not fits(font, str(index.data()), _beside(option, inner, index.data(TALLY) or "").width(), 1)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole name where it is cut, above what else there is to say."""
        self.initStyleOption(option, index)
        name, tip = str(index.data() or ""), str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        if event.type() != QEvent.Type.ToolTip or not self.cut(view, index):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), hint("\n".join(each for each in (name, tip) if each)), view)
        return True

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str) -> None:
        painter.setFont(_of_heading(option))
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        shown = cut_short(painter.fontMetrics(), text, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)

    def _text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        text: str,
        *,
        bold: bool = False,
        muted: bool = False,
        end: bool = False,
    ) -> None:
        font = option.font
        font.setBold(bold)
        painter.setFont(font)
        role = QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        shown = text if "\n" in text else cut_short(painter.fontMetrics(), text, area.width())
        side = Qt.AlignmentFlag.AlignTrailing if end else Qt.AlignmentFlag.AlignLeading
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _of_heading(option: QStyleOptionViewItem) -> QFont:
    """Return the letters of a heading above lines."""
    font = QFont(option.font)
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 0.85)
    return font


def _inside(option: QStyleOptionViewItem, area: QRect) -> QRect:
    """Return an area without what lies at its sides: around a line, and once more around what is in it."""
    unit, part = option.fontMetrics.height(), 4 if is_large() else 2
    return area.adjusted(unit // part, 0, -unit // part, 0)


def _beside(option: QStyleOptionViewItem, inner: QRect, tally: str) -> QRect:
    """Return the room of a name, between the drawing before it and the figures behind it."""
    lead = round(option.fontMetrics.height() * (1.25 if is_large() else 1.5))
    return _slice(option, inner, lead, inner.width() - lead - _end(option, tally))


def _end(option: QStyleOptionViewItem, tally: str) -> int:
    """Return what the figures behind a name take."""
    unit = option.fontMetrics.height()
    return option.fontMetrics.horizontalAdvance(tally) + (unit // 2 if is_large() else unit) if tally else 0


def _slice(option: QStyleOptionViewItem, area: QRect, start: int, width: int) -> QRect:
    """Return a part of an area, measured from its leading side."""
    if option.direction == Qt.LayoutDirection.RightToLeft:
        return QRect(area.right() - start - width + 1, area.y(), width, area.height())
    return QRect(area.x() + start, area.y(), width, area.height())
