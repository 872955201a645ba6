"""The 23 objectives on one page: how each is rated, what is written down for it, and who leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QResizeEvent, QStandardItem, QStandardItemModel, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.i18n.isolation import side_by_side
from desktop.i18n.number_formatting import counted
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.translation import gettext as _
from desktop.record.chart_shapes import ARROWS
from desktop.record.comments import open_on, said_open
from desktop.record.overview import rating_words
from desktop.record.scales import STEPS
from desktop.record.submission import Submission
from desktop.record.update import Update
from desktop.record.values import display
from desktop.ui.charts.drawing import write
from desktop.ui.charts.rating_scale import draw_arrow, draw_rating
from desktop.ui.focus import choose_next
from desktop.ui.layout import across, column, mirrored, words
from desktop.ui.list_views import heading_item, written_at_once
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.parts.grouping_box import GroupingBox
from desktop.ui.parts.icons import icon
from desktop.ui.parts.push_button import CheckBox
from desktop.ui.parts.toned_cells import PADDING, BareCells
from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.session import Session
from desktop.ui.shortened import Shortened, cut_short, fits, longest_word
from desktop.ui.theme import colours, is_large

PLACE = Qt.ItemDataRole.UserRole
DRAWN = Qt.ItemDataRole.UserRole + 1  # the key of a step of the scale, or of a direction

OPEN = Qt.ItemDataRole.UserRole + 2  # how many of the gaps have no pledge

MORE = Qt.ItemDataRole.UserRole + 3  # the tool tip of a title: without what columns say, and with all of it

NUMBER, TITLE, RATING, DIRECTION, PRACTICES, GAPS, PLEDGES, LEAD = range(8)
COUNTED = {"practice": PRACTICES, "gap": GAPS, "pledge": PLEDGES}

LEFT_OUT: tuple[tuple[int, ...], ...] = (
    (),
    (),
    (DIRECTION,),
    (DIRECTION, PRACTICES),
    (DIRECTION, PRACTICES, PLEDGES),
    (DIRECTION, PRACTICES, PLEDGES, GAPS),
    (DIRECTION, PRACTICES, PLEDGES, GAPS, RATING),
)
"""Columns that are left out where letters are large, one step after another until the rest has room. From the second on the
heads of figures are drawn as the navigator draws them, and so they are where letters are not large and who leads would have
no room, or the words themselves; an arrow without its column stands behind the rating, which goes last, where a word of a
title would be cut. The tool tip of the title says what is left out, and so does the row where it is read aloud."""

MOST_LINES = 3
"""Lines of a title."""

MOST_TURNS = 3
"""Times that columns are set out anew since the bar beside them came or went by that."""

BOX = 0.86
"""How far a box of the scale is from the next one, in heights of a line."""

LEAST_OF_TITLE, LEAST_OF_LEAD, MOST_OF_LEAD = 18, 16, 32
"""Letters of an objective in one of its lines, and of who leads, that are shown at least, if any of the latter;
so many of who leads are whole before words stand beside what is drawn."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class _Row:
    """What is shown of an objective; `open` of its gaps have no pledge, `comments` on its rating are open, one may be begun."""

    rating: str
    direction: str
    rating_said: str
    direction_said: str
    said: str
    counts: tuple[int, ...]
    open: int
    lead: str
    comments: int = 0
    has_begun: bool = False


class ObjectivesPage(Page):
    """A row for each objective; it opens its page."""

    key = "objectives"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column(self, fills=True)
        self._sentence = Shortened("", "muted")
        grouped = words(_("Group by"), "muted")
        grouped.setWordWrap(False)
        self._grouping = QWidget()
        self._grouping.setLayout(across(grouped, GroupingBox(session)))
        self._model = QStandardItemModel(self)
        self.view = _Table()
        with_wrapping_header(self.view)
        self.view.setAccessibleName(_("Objectives"))
        self.view.setModel(self._model)
        self._delegates = (_Drawn(self.view, _rating, STEPS), _Drawn(self.view, _direction, 1))
        for place, delegate in zip((RATING, DIRECTION), self._delegates, strict=True):
            self.view.setItemDelegateForColumn(place, delegate)
        self.view.setItemDelegateForColumn(GAPS, _Gaps(self.view))
        self.view.setItemDelegateForColumn(TITLE, _Title(self.view))
        self.view.activated.connect(self._open)
        self.view.clicked.connect(self._open)
        self.view.resized.connect(self._arrange)
        inner.addWidget(self.view, 1)
        self._items: dict[int, list[QStandardItem]] = {}
        self._rows: dict[int, _Row] = {}
        self._left_out = 0
        self._is_arranging = False
        self._tells_more = False
        # In a ministry copy those come first that it was handed out for; all others can be read.
        given = session.assignment
        self._own = frozenset(given.objectives if given is not None else ())
        self.all = CheckBox(_("Show all objectives"), self)
        self.all.setVisible(bool(self._own))  # with nothing to choose it stands nowhere
        self.all.toggled.connect(self._regroup)
        self._fill()
        session.order.changed.connect(self._regroup)
        # Its own methods: Qt forgets them as the page goes, which another size of letters lets go and makes anew.
        session.drafts.changed.connect(self._show_begun)
        session.drafts.handed_over.connect(self._show_begun)

    def head(self) -> tuple[QWidget | None, Sequence[QWidget]]:
        """Return how many are rated, and the box that says in which order they stand."""
        return self._sentence, ((self.all, self._grouping) if self._own else (self._grouping,))

    def _fill(self) -> None:
        catalogue = self.session.catalogue
        self._leave_out(0)
        self._rows.clear()
        self._items.clear()
        self._model.clear()
        kinds = [_(catalogue.kind(kind).plural) for kind in COUNTED]
        heads = [_("No."), _("Objective"), _("Rating"), _("Direction"), *kinds, _("Lead institution")]
        self._model.setHorizontalHeaderLabels(heads)
        for place, head in enumerate(heads):
            self._model.horizontalHeaderItem(place).setToolTip(head)  # it may be cut
        for name, numbers in self.session.order.groups(catalogue):
            numbers = [number for number in numbers if self._is_listed(number)]
            if name and numbers:
                self._add_heading(name)
            for number in numbers:
                line = [QStandardItem() for _column in range(self._model.columnCount())]
                line[NUMBER].setText(str(number))
                line[TITLE].setText(catalogue.label(number))
                line[TITLE].setData([catalogue.title(number)] * 2, MORE)
                for item in line:
                    item.setData(Place("objective", str(number)), PLACE)
                self._items[number] = line
                self._model.appendRow(line)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for place, head in zip(COUNTED.values(), kinds, strict=True):
            item = self._model.horizontalHeaderItem(place)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setData(head, Qt.ItemDataRole.AccessibleTextRole)

    def _is_listed(self, number: int) -> bool:
        return not self._own or self.all.isChecked() or number in self._own

    def _add_heading(self, text: str) -> None:
        self._model.appendRow(heading_item(text, self))
        self.view.setFirstColumnSpanned(self._model.rowCount() - 1, QModelIndex(), True)

    def _show_begun(self, *_where: str) -> None:
        self.refresh(None)

    def refresh(self, update: Update | None) -> None:
        """Show every objective as it is now."""
        from desktop.record.progress import roll_up
        from desktop.record.tally import open_gaps

        submission, catalogue = self.session.submission, self.session.catalogue
        whole = roll_up(submission, catalogue, sorted(self._own) if self._own and not self.all.isChecked() else None)
        open_ = open_gaps(submission, catalogue)
        self._sentence.setText(_("Objectives rated: {rated} of {of}.").format(rated=whole.rated, of=whole.of))
        rows = {
            each.number: self._row(
                each.number, submission, (each.practices, each.gaps, each.pledges), open_.get(each.number, 0)
            )
            for each in whole.objectives
        }
        others = {number: row for number, row in rows.items() if self._rows.get(number) != row}
        if others:
            with written_at_once(self._model):
                for number, row in others.items():
                    self._show(number, row)
            self._arrange()

    def _row(self, number: int, submission: Submission, counts: tuple[int, ...], open_: int) -> _Row:
        catalogue = self.session.catalogue
        assessment = submission.bound("assessment", str(number))
        kind = catalogue.kind("assessment")

        def said(key: str) -> str:
            return display(kind.field(key), assessment.value(key), catalogue, submission)

        return _Row(
            assessment.text("rating"),
            assessment.text("trend"),
            said("rating") or _("Not rated"),
            said("trend"),
            rating_words(submission, catalogue, number),
            counts,
            open_,
            assessment.text("lead"),
            sum(open_on(submission, assessment.id).values()),
            assessment.id in self.session.drafts.commented(),
        )

    def _show(self, number: int, row: _Row) -> None:
        """Show an objective as it is now."""
        self._rows[number] = row
        line = self._items[number]
        for place, drawn, text in (
            (RATING, row.rating, row.rating_said),
            (DIRECTION, row.direction, row.direction_said),
        ):
            line[place].setData(drawn, DRAWN)
            line[place].setText(text)
            line[place].setToolTip(text)
        for place, count in zip(COUNTED.values(), row.counts, strict=True):
            line[place].setText(counted(count) if count else "–")
            line[place].setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        unanswered = _("Gaps without a pledge: {count}").format(count=counted(row.open)) if row.open else ""
        line[GAPS].setToolTip(unanswered)
        line[GAPS].setData(row.open, OPEN)
        line[LEAD].setText(row.lead)
        line[LEAD].setToolTip(row.lead)
        catalogue = self.session.catalogue
        counts = [
            _("{name}: {count}").format(name=_(catalogue.kind(kind).plural), count=counted(count))
            for kind, count in zip(COUNTED, row.counts, strict=True)
        ]
        lead = _("{name}: {count}").format(name=_("Lead institution"), count=row.lead) if row.lead else ""
        name = _("Objective {number}: {title}").format(number=number, title=catalogue.label(number))
        comments = side_by_side(
            (said_open(row.comments) if row.comments else "", _("Unfinished comment") if row.has_begun else "")
        )
        line[TITLE].setIcon(icon("comment", "warns") if comments else QIcon())
        tips = (
            (catalogue.title(number), comments),
            (catalogue.title(number), comments, row.said, *counts, unanswered, lead),
        )
        line[TITLE].setData(["\n".join(each for each in said if each) for said in tips], MORE)
        line[TITLE].setToolTip(line[TITLE].data(MORE)[self._tells_more])
        spoken = [name, row.said, comments, *counts, unanswered, lead]
        line[NUMBER].setData("\n".join(each for each in spoken if each), Qt.ItemDataRole.AccessibleTextRole)

    def open_at(self, place: Place) -> None:
        """Choose the objective that the place names; else that which was opened last, or the first one."""
        number = plain_number(place.key) or 0
        line = self._items.get(number)
        if line is None and self.view.currentIndex().data(PLACE) is None:
            line = next(iter(self._items.values()), None)
        if line is not None:
            self.view.setCurrentIndex(line[NUMBER].index())

    def state(self) -> Mapping[str, Any]:
        """Return whether all are shown, and which is chosen."""
        chosen = self.view.currentIndex().data(PLACE)
        return {"all": self.all.isChecked(), "chosen": chosen.key if isinstance(chosen, Place) else ""}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Show and choose the same again."""
        self.all.setChecked(state["all"])
        self.open_at(Place(self.key, state["chosen"]))

    def _regroup(self) -> None:
        chosen = self.view.currentIndex().data(PLACE)
        self._fill()
        self.refresh(None)
        self.open_at(chosen or Place(self.key))

    def _arrange(self) -> None:
        """Set the columns out, once for each width: each that comes or goes meanwhile makes the heads higher or lower."""
        if not self._rows or self._rows.keys() != self._items.keys():
            return  # rows are still to be made or filled; each heading among them moves the bar. `refresh` comes back here
        if self._is_arranging:
            return
        self._is_arranging = True
        try:
            for _turn in range(MOST_TURNS):
                room = self.view.viewport().width()
                self._set_out(room)
                if self.view.viewport().width() == room:
                    break
        finally:
            self._is_arranging = False

    def _set_out(self, room: int) -> None:
        """Let titles be read whole, first of all, then who leads, then words beside what is drawn; nothing goes sideways.

        Where letters are so large that titles have no room in one line, they have more, and some columns are left out before
        a head is cut.

        Args:
            room: pixels for all columns together.
        """
        header = self.view.header()
        letter = self.fontMetrics().averageCharWidth()
        large = is_large()
        self._leave_out(0)
        title = self.view.sizeHintForColumn(TITLE)
        lead = max(letter * LEAST_OF_LEAD, header.sectionSizeHint(LEAD))
        whole = max(lead, min(self.view.sizeHintForColumn(LEAD), letter * MOST_OF_LEAD))
        has_words = sum(self._others(has_words=True).values()) + title + whole <= room
        others = self._others(has_words=has_words)
        for step in range(1, len(LEFT_OUT)) if large and not has_words else ():
            title_room, word = room - sum(others.values()), self._longest_word()
            if title_room >= word and self._fits(title_room, MOST_LINES):
                break
            if RATING in LEFT_OUT[step] and room - sum(self._squeezed(others, room).values()) >= word:
                break
            self._leave_out(step)
            others = self._others(has_words=False)
        free, least = room - sum(others.values()), letter * LEAST_OF_TITLE
        if not large and free < title + lead:
            # Heads are drawn where their words would be cut, and where that makes room for who leads.
            self._leave_out(1)
            drawn = self._others(has_words=False)
            if free < least or room - sum(drawn.values()) >= title + lead:
                others, free = drawn, room - sum(drawn.values())
            else:
                self._leave_out(0)
        self._sentence.take_lines(2 if large else 1)
        self.view.take_lines(1 if title <= free else MOST_LINES if large and not self._fits(free, 2) else 2)
        self.view.setColumnHidden(LEAD, free < title + lead)
        self._tell_more(bool(self._left_out) or self.view.isColumnHidden(LEAD))
        if large:
            word = self._longest_word()
            if free < word:  # the head of the numbers gives way first: what stands below it needs less
                first = {NUMBER: others[NUMBER]} if NUMBER in others else {}
                others |= self._squeezed(first, word - free)
                others = self._squeezed(others, word - room + sum(others.values()))
            header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(TITLE, max(room - sum(others.values()), word))
        elif free < least:
            others = self._squeezed(others, least - free)
        for place, width in others.items():
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(place, width)
        if self.view.isColumnHidden(LEAD) and large:
            return
        if self.view.isColumnHidden(LEAD):
            header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        else:
            header.setSectionResizeMode(LEAD, QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(TITLE, title)

    def _leave_out(self, step: int) -> None:
        """Leave the columns of a step out, and write or draw the heads of figures; see `LEFT_OUT`."""
        if step == self._left_out:
            return
        self._left_out, left_out = step, LEFT_OUT[step]
        for place in (NUMBER, RATING, DIRECTION, *COUNTED.values()):
            self.view.setColumnHidden(place, place in left_out)
        self._delegates[0].has_arrow = DIRECTION in left_out
        for kind, place in COUNTED.items():
            item = self._model.horizontalHeaderItem(place)
            item.setText("" if step else item.data(Qt.ItemDataRole.AccessibleTextRole))
            item.setIcon(icon(kind, "muted") if step else QIcon())

    def _tell_more(self, more: bool) -> None:
        """Let the tool tips of titles say what columns would say that are left out, or no longer."""
        if more != self._tells_more:
            self._tells_more = more
            for line in self._items.values():
                line[TITLE].setToolTip(line[TITLE].data(MORE)[more])

    def _titles(self) -> list[str]:
        return [line[TITLE].text() for line in self._items.values()]

    def _fits(self, width: int, lines: int) -> bool:
        """Whether every title has room in so many lines of a column."""
        return all(fits(self.view.font(), each, width - PADDING * 4, lines) for each in self._titles())

    def _longest_word(self) -> int:
        """Return how wide a column is without which a word of a title would be cut."""
        return PADDING * 4 + longest_word(self.view.fontMetrics(), *self._titles())

    def _others(self, *, has_words: bool) -> dict[int, int]:
        """Return how wide the columns want to be that give way last, with or without words beside what is drawn."""
        for delegate in self._delegates:
            delegate.has_words = has_words
        header = self.view.header()
        return {
            each: max(self.view.sizeHintForColumn(each), header.sectionSizeHint(each))
            for each in (NUMBER, RATING, DIRECTION, *COUNTED.values())
            if not self.view.isColumnHidden(each)
        }

    def _squeezed(self, widths: Mapping[int, int], over: int) -> dict[int, int]:
        """Return the columns so much narrower together, each by what its head is wider than what stands below it."""
        spare = {each: width - max(self.view.sizeHintForColumn(each), 1) for each, width in widths.items()}
        whole = max(sum(spare.values()), 1)
        part = min(max(over, 0) / whole, 1)
        return {each: width - ceil(spare[each] * part) for each, width in widths.items()}

    def go_to_missing(self) -> bool:
        """Choose the next objective that is not rated; Enter opens it."""
        silent = (line[NUMBER].row() for number, line in self._items.items() if not self._rows[number].rating)
        return choose_next(self.view, sorted(silent))

    def _open(self, index: QModelIndex) -> None:
        place = index.data(PLACE)
        if isinstance(place, Place):
            self.go.emit(place)


class _Table(QTreeView):
    """Rows that are all seen at once on a small screen.

    Signals:
        resized: it is as wide as it is now.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = 1
        self.setProperty("role", "rows")
        self.setProperty("dense", True)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def take_lines(self, lines: int) -> None:
        """Take one line for a title, or two, in all rows alike."""
        if lines != self.lines:
            self.lines = lines
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.resized.emit()
        super().resizeEvent(event)


class _Title(BareCells):
    """Writes the title of an objective in as many lines as its list has."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        wanted = super().sizeHint(option, index)
        view = option.widget
        more = view.lines - 1 if isinstance(view, _Table) else 0
        return wanted + QSize(PADDING, option.fontMetrics.lineSpacing() * more)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        if not isinstance(view, _Table) or view.lines == 1 or index.data(PLACE) is None:
            super().paint(painter, option, index)
            return
        plain, text = self.bare(painter, option, index)
        lead = PADDING if plain.icon.isNull() else plain.decorationSize.width() + PADDING * 2
        area = option.rect.adjusted(PADDING, 0, -lead, 0) if mirrored() else option.rect.adjusted(lead, 0, -PADDING, 0)
        write(painter, QRectF(area), text, colours().text, most=view.lines)


def _level(cell: QRect, font: QFont, text: str) -> QRect:
    """Return where a line stands in a cell, level with those beside it that are left to Qt: the painter's own middle is lower."""
    words_ = QTextLayout(text, font)  # letters of another script may be higher than the font
    words_.beginLayout()
    line = words_.createLine()
    line.setLineWidth(cell.width())
    words_.endLayout()
    height = ceil(line.height())
    return QRect(cell.x(), cell.y() + cell.height() // 2 - height // 2, cell.width(), height)


class _Drawn(BareCells):
    """Draws a rating or a direction, and writes its words behind it where there is room.

    Args:
        draw: draws what its key says into an area.
        boxes: of the scale, as wide as what is drawn.

    Attributes:
        has_words: whether there is room.
        has_arrow: whether the direction in the next column, which is left out, stands behind what is drawn.
    """

    def __init__(self, view: QTreeView, draw: Callable[[QPainter, QRectF, str], None], boxes: int) -> None:
        super().__init__(view)
        self._draw = draw
        self._boxes = boxes
        self.has_words = True
        self.has_arrow = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        unit = option.fontMetrics.height()
        words_ = option.fontMetrics.horizontalAdvance(str(index.data() or "")) + unit if self.has_words else 0
        return QSize(self._lead(unit) + words_ + unit // 2, round(unit * 1.3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _plain, text = self.bare(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(6, 0, -6, 0)
        self._draw(painter, QRectF(area), str(index.data(DRAWN) or ""))
        if self.has_arrow:
            lead = round(option.fontMetrics.height() * self._boxes * BOX)
            behind = area.adjusted(0, 0, -lead, 0) if mirrored() else area.adjusted(lead, 0, 0, 0)
            _direction(painter, QRectF(behind), str(index.sibling(index.row(), DIRECTION).data(DRAWN) or ""))
        if self.has_words:
            lead = self._lead(option.fontMetrics.height())
            room = area.adjusted(0, 0, -lead, 0) if mirrored() else area.adjusted(lead, 0, 0, 0)
            is_given = bool(index.data(DRAWN))
            painter.setPen(QColor(colours().text if is_given else colours().muted))
            painter.setFont(option.font)
            shown = cut_short(option.fontMetrics, text, room.width())
            painter.drawText(_level(room, option.font, shown), Qt.AlignmentFlag.AlignLeading, shown)
        painter.restore()

    def _lead(self, unit: int) -> int:
        return round(unit * ((self._boxes + self.has_arrow) * BOX + 0.3))


class _Gaps(BareCells):
    """Writes how many gaps there are, so that it strikes the eye where some have no pledge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not index.data(OPEN):
            super().paint(painter, option, index)
            return
        _plain, text = self.bare(painter, option, index)
        painter.save()
        font = option.font
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours().warns))
        line = _level(option.rect, font, text)
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, text)
        painter.restore()


def _rating(painter: QPainter, area: QRectF, key: str) -> None:
    draw_rating(painter, area, key, "", colours(), leftwards=mirrored())


def _direction(painter: QPainter, area: QRectF, key: str) -> None:
    if key in ARROWS:
        width = painter.fontMetrics().height() * 0.72
        left = area.right() - width if mirrored() else area.left()
        draw_arrow(painter, QRectF(left, area.top(), width, area.height()), key, colours(), leftwards=mirrored())
