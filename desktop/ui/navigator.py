"""The navigator: every page of the submission, and the 23 objectives with their progress at a glance."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue import region_names
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.record.update import Update
from desktop.ui.layout import CalmCombo
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES, sections
from desktop.ui.parts.icons import icon
from desktop.ui.preferences import Preferences
from desktop.ui.session import Session

PLACE = Qt.ItemDataRole.UserRole
SHARE = Qt.ItemDataRole.UserRole + 1  # of the steps of an objective that are done, 0 to 1
NUMBER = Qt.ItemDataRole.UserRole + 2  # of an objective
COUNT = Qt.ItemDataRole.UserRole + 3  # of the entries of a page

ICON = Qt.ItemDataRole.UserRole + 4  # of a page

LEAST_LETTERS, MOST_LETTERS = 26, 46
"""How wide the list may be, in letters, whatever the zoom."""

Index = QModelIndex | QPersistentModelIndex


class Navigator(QFrame):
    """The list of places at the leading side of the window.

    Signals:
        go: a `Place` that somebody chose.
    """

    go = Signal(object)

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.setObjectName("navigator")
        self._headline = QLabel()
        self._headline.setTextFormat(Qt.TextFormat.PlainText)
        self._headline.setObjectName("navigator-headline")
        self._headline.setWordWrap(True)
        self._grouping = CalmCombo()
        self._grouping.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._grouping.setAccessibleName(_("Group the objectives by"))
        self._grouping.setToolTip(_("Group the objectives by"))
        for grouping in session.catalogue.groupings:
            self._grouping.addItem(_(grouping.label), grouping.key)
        chosen = self._grouping.findData(preferences.text("grouping"))
        self._grouping.setCurrentIndex(max(chosen, 0))
        self._grouping.currentIndexChanged.connect(self._regroup)
        self._model = QStandardItemModel(self)
        self._view = QTreeView()
        self._view.setObjectName("navigator-list")
        self._view.setAccessibleName(_("Places of this submission"))
        self._view.setModel(self._model)
        self._view.setHeaderHidden(True)
        self._view.setRootIsDecorated(False)
        self._view.setIndentation(0)
        self._view.setItemDelegate(_Delegate(self._view))
        # The delegate draws the line under the pointer: without this it would stay where the pointer came in.
        self._view.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setExpandsOnDoubleClick(False)
        self._view.clicked.connect(self._chosen)
        self._view.activated.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._headline)
        column.addWidget(self._view, 1)
        column.addWidget(self._grouping)
        self._objective_items: dict[int, QStandardItem] = {}
        self._page_items: dict[str, QStandardItem] = {}
        self._fit()
        self._fill()  # how far the objectives are follows, see `complete`
        session.changed.connect(self._refresh)

    def complete(self) -> None:
        """Show how far each objective is."""
        self._refresh(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(letter * LEAST_LETTERS)
        self.setMaximumWidth(letter * MOST_LETTERS)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_place(self, place: Place) -> None:
        """Mark where we are."""
        item = None
        if place.page == "objective" and place.key.isdigit():
            item = self._objective_items.get(int(place.key))
        item = item or self._page_items.get(place.page)
        if item is not None:
            self._view.setCurrentIndex(item.index())
            self._view.scrollTo(item.index())

    def _fill(self) -> None:
        self._model.clear()
        self._objective_items.clear()
        self._page_items.clear()
        for section, pages in sections().items():
            self._add_heading(_(section))
            for page in pages:
                item = QStandardItem(_(page.title))
                item.setData(Place(page.key), PLACE)
                item.setData(page.icon, ICON)
                self._page_items[page.key] = item
                self._model.appendRow(item)
        catalogue = self.session.catalogue
        key = self._grouping.currentData()
        grouping = next((each for each in catalogue.groupings if each.key == key), catalogue.groupings[0])
        for group in grouping.groups:
            self._add_heading(_(group.label))
            for number in group.objectives:
                item = QStandardItem(catalogue.label(number))
                item.setData(Place("objective", str(number)), PLACE)
                item.setData(number, NUMBER)
                item.setToolTip(catalogue.title(number))
                self._objective_items[number] = item
                self._model.appendRow(item)
        self._count()

    def _add_heading(self, text: str) -> None:
        heading = QStandardItem(text)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(heading)

    def _refresh(self, update: Update | None) -> None:
        from desktop.record.progress import progress_of

        submission, catalogue = self.session.submission, self.session.catalogue
        for number, item in self._objective_items.items():
            progress = progress_of(submission, catalogue, number)
            item.setData(progress.done / progress.of, SHARE)
            current_language = _("Objective {number}, {title}. Steps done: {done} of {of}").format(
                number=number, title=catalogue.label(number), done=progress.done, of=progress.of
            )
            item.setData(current_language, Qt.ItemDataRole.AccessibleTextRole)
        self._count()

    def _count(self) -> None:
        submission = self.session.submission
        self._headline.setText(headline(self.session))
        for key, item in self._page_items.items():
            kind = PAGES[key].lists
            if kind:
                item.setData(len(submission.of_kind(kind)), COUNT)

    def _regroup(self) -> None:
        self.preferences.keep("grouping", str(self._grouping.currentData()))
        self._fill()
        self._refresh(None)

    def _chosen(self, index: QModelIndex) -> None:
        place = index.data(PLACE)
        if isinstance(place, Place):
            self.go.emit(place)


def headline(session: Session) -> str:
    """Return whose submission it is, in one line."""
    about = session.submission.about
    if about.value("demonstration") is True:
        return _("Demonstration {cycle}").format(cycle=about.text("cycle"))
    code = about.text("country")
    country = region_names.territories(current_language()).get(code, code)
    return _("{country} {cycle}").format(country=country, cycle=about.text("cycle"))


class _Delegate(QStyledItemDelegate):
    """Paints a place: number, name, and how far an objective is or how many entries a page has."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = option.fontMetrics.height()
        return QSize(120, round(height * (2.0 if index.data(PLACE) is None else 1.5)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = option.fontMetrics.height()
        palette = option.palette
        place = index.data(PLACE)
        area = option.rect.adjusted(unit // 2, 1, -unit // 2, -1)
        text = str(index.data())
        if place is None:
            self._heading(painter, option, area.adjusted(unit // 2, unit // 2, 0, 0), text)
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
        inner = area.adjusted(unit // 2, 0, -unit // 2, 0)
        number, count = index.data(NUMBER), index.data(COUNT)
        lead = round(unit * 1.5)
        end = round(unit * 2.6) if number is not None else 0
        if count:
            end = option.fontMetrics.horizontalAdvance(counted(count)) + unit // 2
        ahead = _slice(option, inner, 0, lead)
        name = _slice(option, inner, lead, inner.width() - lead - end)
        behind = _slice(option, inner, inner.width() - end + unit // 2, end - unit // 2)
        self._text(painter, option, name, text, bold=chosen)
        if number is not None:
            self._text(painter, option, ahead, str(number), muted=not chosen)
            self._progress(painter, option, behind, index.data(SHARE))
        else:
            side = round(unit * 0.9)
            spot = _slice(option, ahead, 0, side)
            spot = QRect(spot.x(), spot.center().y() - side // 2, side, side)
            icon(index.data(ICON), "accent" if chosen else "muted").paint(painter, spot)
            if count:
                self._text(painter, option, behind, counted(count), muted=True, end=True)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str) -> None:
        font = option.font
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
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
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        side = Qt.AlignmentFlag.AlignTrailing if end else Qt.AlignmentFlag.AlignLeading
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _progress(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, share: float | None) -> None:
        unit = option.fontMetrics.height()
        bar = QRect(area.x(), area.center().y() - unit // 10, area.width(), max(unit // 5, 3))
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QColor(option.palette.color(QPalette.ColorRole.Text))
        ground.setAlphaF(0.13)
        painter.setBrush(ground)
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if share:
            done = _slice(option, bar, 0, max(round(bar.width() * share), bar.height()))
            painter.setBrush(option.palette.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(done, bar.height() / 2, bar.height() / 2)


def _slice(option: QStyleOptionViewItem, area: QRect, start: int, width: int) -> QRect:
    """Return a part of an area, measured from its leading side."""
    if option.direction == Qt.LayoutDirection.RightToLeft:
        return QRect(area.right() - start - width + 1, area.y(), width, area.height())
    return QRect(area.x() + start, area.y(), width, area.height())
