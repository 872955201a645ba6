"""A calendar that opens beside a line for a date: a day is picked from it, or only its month or year."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QTableView, QToolButton, QVBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import language_in_use
from desktop.record.dates import in_words, span
from desktop.ui.layout import across, button, mirrored
from desktop.ui.parts.icons import icon
from desktop.ui.theme import colours

EARLIEST, LATEST = QDate(1900, 1, 1), QDate(2100, 12, 31)


class DayPicker(QFrame):
    """The calendar; it goes away when something was picked, on Esc, and on a click elsewhere.

    Args:
        chosen: the date in the line, in the form of `record.dates`; empty where there is none.

    Signals:
        picked: the date, as exact as it was picked.
    """

    picked = Signal(str)

    def __init__(self, chosen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("day-picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Calendar"))
        self.calendar = QCalendarWidget()
        language = language_in_use()
        self.calendar.setLocale(QLocale(language.names_of_days or language.code))
        self.calendar.setFirstDayOfWeek(QLocale(language.week or language.code).firstDayOfWeek())
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setDateRange(EARLIEST, LATEST)
        self.calendar.setDateEditEnabled(False)  # the line is for typing
        self._dress()
        days = span(chosen)
        self.calendar.setSelectedDate(QDate(days[0].year, days[0].month, days[0].day) if days else QDate.currentDate())
        self.calendar.clicked.connect(self._pick_day)
        self.calendar.activated.connect(self._pick_day)
        self.calendar.currentPageChanged.connect(lambda _year, _month: self._name())
        self.month = button(_("Only the month"), self._pick_month)
        self.year = button(_("Only the year"), self._pick_year)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.calendar)
        column.addLayout(across(self.month, self.year, None))
        self._name()

    def open_below(self, anchor: QWidget) -> None:
        """Show the calendar below a widget, above it where there is no room, with the keyboard on the days."""
        size = self.sizeHint()
        screen = (anchor.screen() or QGuiApplication.primaryScreen()).availableGeometry()
        place = anchor.mapToGlobal(QPoint(anchor.width() - size.width() if mirrored() else 0, anchor.height() + 2))
        if place.y() + size.height() > screen.bottom():
            place.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2)
        place.setX(max(screen.left(), min(place.x(), screen.right() - size.width())))
        place.setY(max(screen.top(), place.y()))
        self.move(place)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        """Give the parts of Qt's calendar our colours: it paints its days itself, and Sundays in red."""
        c = colours()
        head = QTextCharFormat()
        head.setForeground(QBrush(QColor(c.muted)))
        head.setBackground(QBrush(QColor(c.surface)))
        self.calendar.setHeaderTextFormat(head)
        day = QTextCharFormat()
        day.setForeground(QBrush(QColor(c.text)))
        for each in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(each, day)
        for name, drawing, text in (
            ("qt_calendar_prevmonth", "back", _("Previous month")),
            ("qt_calendar_nextmonth", "forward", _("Next month")),
        ):
            turning = self.calendar.findChild(QToolButton, name)
            if turning is not None:
                turning.setIcon(icon(drawing))
                turning.setAccessibleName(text)
                turning.setToolTip(text)
        for view in self.calendar.findChildren(QTableView):
            view.setAccessibleName(_("Days"))

    def _shown(self) -> str:
        return f"{self.calendar.yearShown():04}-{self.calendar.monthShown():02}"

    def _name(self) -> None:
        for pressed, date in ((self.month, self._shown()), (self.year, self._shown()[:4])):
            pressed.setToolTip(in_words(date))
            pressed.setAccessibleDescription(in_words(date))

    def _pick_day(self, day: QDate) -> None:
        self._take(f"{day.year():04}-{day.month():02}-{day.day():02}")

    def _pick_month(self) -> None:
        self._take(self._shown())

    def _pick_year(self) -> None:
        self._take(self._shown()[:4])

    def _take(self, date: str) -> None:
        # Qt tells of a double click on a day twice.
        self.calendar.blockSignals(True)
        self.close()
        self.picked.emit(date)
