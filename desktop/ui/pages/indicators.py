"""The indicators: what is known of each, its values by year, and how far the data are disaggregated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.i18n.isolation import side_by_side
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry
from desktop.record.indicator_methods import method_of
from desktop.record.scores import series
from desktop.record.trend_chart import what_happened
from desktop.record.update import Update
from desktop.ui.charts.trend import TrendLine
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.layout import (
    GAP,
    Part,
    Rest,
    across,
    along_area,
    as_widget,
    beside,
    button,
    column,
    margins,
    scrolled_by_keys,
    scrolled_when_cut,
    short_of_bar,
    words,
)
from desktop.ui.list_detail import ListDetail, Split
from desktop.ui.list_views import rows
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.parts.indicator_notice import indicator_notice
from desktop.ui.session import Session
from desktop.ui.shortened import Shortened
from desktop.ui.tab_order import come_before
from desktop.ui.tooltips import hint

KEY = Qt.ItemDataRole.UserRole


class IndicatorsPage(Page):
    """A list of the indicators beside what is known of the chosen one."""

    key = "indicators"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._key = ""
        self._items: dict[str, QStandardItem] = {}
        inner = column(self, fills=True, scrolls=True)
        caution = across(indicator_notice())
        short_of_bar(caution)
        above = as_widget(caution)
        inner.addWidget(above)
        self._model = QStandardItemModel(self)
        self.list = rows(self._model, _("Indicators"))
        # What stands in one another has its place before it is filled, see `FormView`.
        trailing = Part()
        split = Split()
        split.addWidget(self.list)
        split.addWidget(scrolled_when_cut(trailing))
        inner.addWidget(split, 1)
        body = QVBoxLayout(trailing)
        margins(body, GAP, 0, 0, 0)
        body.setSpacing(GAP // 2)
        self._title = words("", "heading")
        self._about = words("", "muted")
        self._known = words("", "body")
        self._happened = words("", "label")
        self._trend = TrendLine()
        aside = QVBoxLayout()
        along_area(aside)
        aside.setSpacing(GAP // 2)
        for widget in (self._about, self._happened, self._known, self._trend):
            aside.addWidget(widget)
        self._aside = as_widget(aside)
        self._brief = Shortened("", "heading")  # in place of the title where the fields need its room
        self._brief.hide()
        head = across(self._title, self._brief)
        head.setStretch(0, 1)
        head.setStretch(1, 1)
        along_area(head)
        body.addLayout(head)
        body.addWidget(self._aside)
        self._looked_at_values = True
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        body.addWidget(Rest(self.tabs), 1)
        inside = self.tabs.findChild(QStackedWidget)
        self.values = Values(session, self)
        self.tabs.addTab(self.values, _("Values by year"))
        self.form = FormView(session.catalogue.kind("indicator"), form_context(session, self, self.said.emit), inside)
        self.tabs.addTab(self.form, _("Availability, baseline and target"))
        self.tabs.currentChanged.connect(lambda _place: self.leave())
        beside(split)
        self.sides = ListDetail(split, self.list, self._go_in)
        head.insertWidget(0, self.sides.back, 0, Qt.AlignmentFlag.AlignTop)
        come_before(self.sides.back, self.tabs.tabBar())
        self.sides.changed.connect(lambda: above.setVisible(not self.sides.is_chosen_alone))
        self.form.head.fold.changed.connect(self._put_aside)
        self.tabs.currentChanged.connect(lambda _place: self._put_aside())
        for indicator in session.catalogue.indicators:
            if method_of(indicator).by_itself:
                item = QStandardItem()
                item.setData(indicator.key, KEY)
                self._items[indicator.key] = item
                self._model.appendRow(item)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now.data(KEY)))
        self.list.activated.connect(lambda _index: self._go_in())

    def refresh(self, update: Update | None) -> None:
        """Show what is known now."""
        catalogue = self.session.catalogue
        for key, item in self._items.items():
            indicator = catalogue.indicator(key)
            text = (
                _("{key}  {name}").format(key=code(key), name=catalogue.indicator_name(key))
                + "\n"
                + method_of(indicator).brief(self.session.submission, catalogue, indicator)
            )
            if item.text() != text:
                item.setText(text)
        if not self._key and self._items:
            self.list.setCurrentIndex(next(iter(self._items.values())).index())
        elif self._key:
            self._show()

    def open_at(self, place: Place) -> None:
        """Open the indicator that the place names, at a field or a value of it."""
        if place.key in self._items:
            self.list.setCurrentIndex(self._items[place.key].index())
            self.sides.show_chosen()
        entry = self.session.entry(place.entry)
        if entry is not None and entry.kind == "value":
            self.tabs.setCurrentWidget(self.values)
            self.values.open(entry.id, place.field)
        elif place.field:
            self.tabs.setCurrentWidget(self.form)
            self.form.focus_field(place.field)

    def place(self) -> Place:
        """Return which indicator is chosen."""
        return Place(self.key, self._key)

    def state(self) -> Mapping[str, Any]:
        """Return which indicator is chosen, and which of its tabs is in front."""
        return {"chosen": self._key, "tab": self.tabs.currentIndex(), "values": self._looked_at_values}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose the same again."""
        self.open_at(Place(self.key, state["chosen"]))
        self._looked_at_values = state["values"]
        if self.tabs.isTabVisible(state["tab"]):
            self.tabs.setCurrentIndex(state["tab"])

    def go_to_missing(self) -> bool:
        """Show the form where its values, or the list alone, are shown."""
        self.sides.show_chosen()
        self.tabs.setCurrentWidget(self.form)
        self.form.go_to_missing()
        return True

    def leave(self) -> None:
        """Write down what is being typed."""
        self.form.commit()

    def import_values(self) -> None:
        """Ask for a table and import values of any indicators from it."""
        from desktop.ui.dialogs.import_csv import ask_for_values

        self.leave()
        self.dialog = ask_for_values(self, self.session, self.said.emit)

    def _choose(self, key: str | None) -> None:
        if key and key != self._key:
            self.form.commit()
            self._key = key
            self._show()

    def _put_aside(self) -> None:
        """Leave the room of what is known to the fields where these put all else aside."""
        folded = self.tabs.currentWidget() is self.form and self.form.head.fold.is_folded
        for each in (self._aside, self._title):
            each.setVisible(not folded)
        self._brief.setVisible(folded)
        self.tabs.tabBar().setVisible(self.tabs.isTabVisible(self.tabs.indexOf(self.values)))

    def _go_in(self) -> None:
        """Put the keyboard where the chosen indicator is answered."""
        if self.tabs.currentWidget() is self.values:
            self.values.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    def _show(self) -> None:
        catalogue = self.session.catalogue
        indicator = catalogue.indicator(self._key)
        found = series(self.session.submission, catalogue, self._key)
        title = _("{key}  {name}").format(key=code(indicator.key), name=catalogue.indicator_name(indicator.key))
        self._title.setText(title)
        self._brief.setText(title)
        lines = [
            catalogue.indicator_label(indicator.key),
            _("Unit: {unit}").format(unit=_(indicator.unit)) if indicator.unit else "",
            _("Source named in the SDG framework: {custodian}").format(custodian=_(indicator.custodian))
            if indicator.custodian
            else "",
        ]
        self._about.setText("\n".join(line for line in lines if line))
        is_drawn = len(found.points) > 1
        method = method_of(indicator)
        self._known.setText(
            found.besides() if is_drawn else method.sentence(self.session.submission, catalogue, indicator)
        )
        self._known.setVisible(bool(self._known.text()))
        self._happened.setText(what_happened(found))
        self._happened.setVisible(is_drawn)
        self._trend.setVisible(is_drawn)
        self._trend.set_series(found)
        self.values.show_indicator(self._key)
        self._offer_values(method.takes_values)
        self.tabs.setTabText(self.tabs.indexOf(self.form), _(method.form_title))
        self.form.set_entry(self.session.submission.bound("indicator", self._key))

    def _offer_values(self, offered: bool) -> None:
        """Show or hide the values; whoever looked at them before an indicator that has none looks at them again after it."""
        place = self.tabs.indexOf(self.values)
        if offered == self.tabs.isTabVisible(place):
            return
        if not offered:
            self._looked_at_values = self.tabs.currentIndex() == place
        self.tabs.setTabVisible(place, offered)  # where there are none, what is left is no choice of tabs
        if offered and self._looked_at_values:
            self.tabs.setCurrentIndex(place)
        self._put_aside()


class Values(QScrollArea):
    """The values of one indicator, each a line that opens to its form."""

    def __init__(self, session: Session, page: IndicatorsPage) -> None:
        super().__init__()
        self._session = session
        self._page = page
        self._key = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolled_by_keys(self)
        ground = QWidget()
        ground.setProperty("role", "ground")
        self._rows: dict[str, tuple[Entry, QWidget]] = {}
        self._none = words(_("No value yet. Add one for each year for which you have data."), "muted")
        self._lines = QVBoxLayout()
        self.add_button = button(_("Add a value"), self.add, role="primary")
        self.import_button = button(_("Import values from a table…"), page.import_values, role="link")
        body = QVBoxLayout(ground)
        body.setContentsMargins(0, GAP, 0, GAP)
        body.addWidget(self._none)
        # Above the values, in sight however many there are.
        body.addLayout(across(self.add_button, self.import_button, None))
        body.addLayout(self._lines)
        body.addStretch(1)
        for layout in (body, self._lines):
            layout.setSpacing(GAP // 2)
        self.setWidget(ground)

    def entries(self) -> list[Entry]:
        """Return the values of the indicator by year."""
        values = self._session.submission.values_of(self._key)
        return sorted(values, key=lambda entry: (entry.text("year"), entry.order))

    def show_indicator(self, key: str) -> None:
        """Show the values of an indicator; the lines of those that did not change are left alone."""
        self._key = key
        why = self._session.why_closed(Entry("", "value", answers={"indicator": Answer(key)}))
        self.add_button.setEnabled(not why)
        self.add_button.setToolTip(hint(why) if why else "")
        self.import_button.setEnabled(self.add_button.isEnabled())
        entries = self.entries()
        self._none.setVisible(not entries)
        now = {entry.id: entry for entry in entries}
        for each, (entry, row) in list(self._rows.items()):
            if now.get(each) is not entry:
                del self._rows[each]
                self._lines.removeWidget(row)
                row.hide()
                row.deleteLater()
        for place, entry in enumerate(entries):
            if entry.id not in self._rows:
                self._rows[entry.id] = (entry, self._row(entry))
            row = self._rows[entry.id][1]
            there = self._lines.itemAt(place)
            if there is None or there.widget() is not row:
                self._lines.insertWidget(place, row)

    def _row(self, entry: Entry) -> QWidget:
        row = QWidget()
        row.setProperty("role", "row")
        text = _("{year}: {value}").format(
            year=entry.text("year") or _("year not given"), value=figure(entry.text("value")) or _("no value")
        )
        remove = button(
            _("Remove"),
            lambda: self._session.remove(entry),
            role="quiet",
            accessible=_("Remove the value for {year}").format(year=text),
        )
        remove.setEnabled(not self._session.why_closed(entry))
        aside = side_by_side((entry.text("category"), entry.text("source")))
        line = across(
            words(text, "body"),
            words(aside, "muted"),
            button(_("Open"), lambda: self.open(entry.id), accessible=_("Open the value for {year}").format(year=text)),
            remove,
            spacing=GAP,
        )
        line.setStretch(0, 1)
        line.setStretch(1, 2)
        row.setLayout(line)
        return row

    def add(self) -> None:
        """Add a value and open its form."""
        entry_id = self._session.add("value", {"indicator": self._key})
        if entry_id:
            self.open(entry_id)

    def _closed(self) -> None:
        # The button that opened the form was made anew with its line.
        self.add_button.setFocus()

    def open(self, entry_id: str, field: str = "") -> None:
        """Open the form of a value, and put the cursor into a field of it."""
        from desktop.ui.dialogs.entry import EntryDialog

        entry = self._session.entry(entry_id)
        if entry is not None:
            heading = self._session.catalogue.indicator_name(self._key)
            self.dialog = EntryDialog(self._session, entry, heading, self._page)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()
            # Which indicator it is of is known; whatever is typed first is not to go there.
            self.dialog.form.focus_field(field or "year")
