"""Dates and years: written as people write them, understood by the language of the screen, or picked from a calendar."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.record.date_parsing import read_date, read_year, shown_date
from desktop.record.dates import in_words
from desktop.record.entry import Value
from desktop.record.value_problem import Problem
from desktop.record.written_dates import day_first
from desktop.ui.fields.base import FormContext
from desktop.ui.fields.texts import LineField
from desktop.ui.layout import across, button, clear, mirrored
from desktop.ui.parts.day_picker import DayPicker
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.parts.notes import Note, let_be_seen


class YearField(LineField):
    """A year; one of another calendar is never taken as it stands, and its Gregorian years are offered as buttons."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.show_example(_("year"))
        if mirrored():
            # Numbers have no direction of their own, and would stand at the other side than all that is read.
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.offers = QWidget(self)
        self._offered: tuple[Value, ...] = ()
        self._flow = FlowLayout(self.offers, spacing=4)
        self._inner.addWidget(self.offers)
        let_be_seen(self.offers, False)
        self.line.textChanged.connect(lambda _text: self._tell())

    def offer_buttons(self) -> list[QPushButton]:
        """Return the buttons of what may have been meant."""
        found = [item.widget() for place in range(self._flow.count()) if (item := self._flow.itemAt(place))]
        return [widget for widget in found if isinstance(widget, QPushButton)]

    def _read(self, text: str) -> tuple[Value | None, list[Problem]]:
        return read_year(text) if text.strip() else (None, [])

    def _tell(self) -> None:
        """Offer what may have been meant, where what stands in the line cannot be."""
        _value, problems = self._read(self.line.text())
        offered = tuple(each for problem in problems for each in problem.offers)
        if offered == self._offered:
            return
        self._offered = offered
        clear(self._flow)
        for value in offered:
            use = _("Use {date}").format(date=in_words(str(value)))
            self._flow.addWidget(button(use, partial(self.take, value)))
        stops = [self._last_stop(), *self.offer_buttons()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        let_be_seen(self.offers, bool(offered))

    def _last_stop(self) -> QWidget:
        """Return what the Tab key comes to last before the offers."""
        return self.line

    def take(self, value: Value) -> None:
        """Take a value as if it had been typed, and hand it on."""
        self.line.setText(self._in_line(value))
        self.line.setFocus()
        self.touched.emit()
        self.commit()

    def _in_line(self, value: Value | None) -> str:
        return "" if value is None else str(value)


class DateField(YearField):
    """A date, with a note that says how it was understood while it is typed, and a calendar beside it.

    When the line is left the date stands in it in words, which mean the same to everybody and in every language.
    """

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        day, month, year = (in_words(each) for each in ("2026-03-02", "2026-03", "2026"))
        self.show_example(_("for example {date}").format(date=day), day, month)
        self.line.setToolTip(
            _("Write the date in your usual way: {day}, {month} or {year}.").format(day=day, month=month, year=year)
        )
        self.open_calendar = icon_button("calendar", _("Choose from a calendar"), self.pick, tone="muted")
        self.open_calendar.setToolTip(_("Choose from a calendar (Alt+Down)"))
        self._inner.removeWidget(self.line)
        beside = across(self.line, self.open_calendar, None, spacing=4)
        beside.setStretch(0, 1000)
        self._inner.insertLayout(0, beside)
        self.understood = Note("help", self)
        self._help = ""
        self._inner.insertWidget(1, self.understood)
        self._fit()

    def _last_stop(self) -> QWidget:
        return self.open_calendar

    def pick(self) -> DayPicker:
        """Open the calendar."""
        value = self.value()
        picker = DayPicker(value if isinstance(value, str) else "", self)
        picker.picked.connect(self.take)
        picker.open_below(self.line)
        return picker

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what this is, and how the date was understood."""
        self._help = help_text
        self.open_calendar.setAccessibleName(_("Choose from a calendar: {field}").format(field=label))
        super().name(label, " ".join(each for each in (self.understood.text(), help_text) if each))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if down or event.key() == Qt.Key.Key_F4:
                self.pick()
                return True
        return super().eventFilter(watched, event)

    def _read(self, text: str) -> tuple[Value | None, list[Problem]]:
        return read_date(text, days_lead=day_first(current_language())) if text.strip() else (None, [])

    def _tell(self) -> None:
        super()._tell()
        text = self.line.text().strip()
        value, problems = self._read(text)
        plain = problems or value is None or text in (value, self._in_line(value))
        if not plain:
            self._keep_room(True)
        self.understood.say("" if plain else _("Understood as {date}").format(date=in_words(str(value))))
        self.name(self.line.accessibleName(), self._help)

    def let_go(self) -> None:
        """Forget the entry that was shown, and the room that its note had."""
        super().let_go()
        self._keep_room(False)

    def _keep_room(self, kept: bool) -> None:
        """Let the note have its room when it goes as the line is left, or not: what stands below would come up under a click."""
        policy = self.understood.sizePolicy()
        if policy.retainSizeWhenHidden() != kept:
            policy.setRetainSizeWhenHidden(kept)
            self.understood.setSizePolicy(policy)

    def _settle(self) -> None:
        """Let what was understood stand in the line."""
        value, problems = self._read(self.line.text())
        if not problems and value is not None and value == self.value():
            super()._show(self._in_line(value))
            self.line.end(False)

    def _show(self, value: Value | None) -> None:
        if self.line.hasFocus() and value is not None and self._read(self.line.text()) == (value, []):
            # It is being typed, and was written down meanwhile: the line is theirs.
            self._as_set = self.line.text()
        else:
            super()._show(self._in_line(value))

    def _in_line(self, value: Value | None) -> str:
        return "" if value is None else shown_date(str(value))
