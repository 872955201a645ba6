"""In which order a list stands, and which of its entries are shown: one line of boxes above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_order import (
    AS_WRITTEN,
    BY_MISSING,
    BY_TITLE,
    MISSING,
    ListView,
    filter_fields,
    order_fields,
    values_in,
)
from desktop.record.values import display
from desktop.ui.mnemonics import without_mnemonic
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.link import Link
from desktop.ui.parts.push_button import PushButton

LONGEST = 48
"""Letters of a value that a menu shows."""


class Narrowing(QWidget):
    """Two buttons with menus: the order, and the filters. What is chosen stands on them.

    Signals:
        changed: another order or other filters; `applied_to` tells them.
        opening: the filters are about to be seen, and `offer` has to know the entries.
    """

    changed = Signal()
    opening = Signal()

    def __init__(self, kind: Kind, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._catalogue = catalogue
        self._view = ListView()
        self.order = Link("")  # it is cut short where letters are large, and then has a tool tip
        self.filters = PushButton()
        for each in (self.order, self.filters):
            each.setProperty("role", "quiet")
        self.order.setMenu(self._order_menu())
        self._filter_menu = QMenu(self.filters)
        self._filter_menu.aboutToShow.connect(self.opening)
        self.filters.setMenu(self._filter_menu)
        row = FlowLayout(self, spacing=4)
        row.addWidget(self.order)
        row.addWidget(self.filters)
        self._show()

    def applied_to(self, view: ListView) -> ListView:
        """Return a view with the order and the filters that are chosen here; its words stay."""
        return replace(self._view, words=view.words)

    def clear(self) -> None:
        """Take all filters away; the order stays."""
        if self._view.chosen:
            self._take(replace(self._view, chosen={}))

    @property
    def chosen(self) -> Mapping[str, Any]:
        """The filters, as `ListView` has them."""
        return self._view.chosen

    def set_chosen(self, chosen: Mapping[str, Any]) -> None:
        """Narrow the list down by filters; those that it does not have are passed over."""
        known = {MISSING, *(each.key for each in filter_fields(self._kind))}
        wanted = {key: value for key, value in chosen.items() if key in known}
        if wanted != self._view.chosen:
            self._take(replace(self._view, chosen=wanted))

    def _take(self, view: ListView) -> None:
        self._view = view
        self._show()
        self.changed.emit()

    def _orders(self) -> list[tuple[str, str]]:
        fields = [(each.key, _(each.label)) for each in order_fields(self._kind)]
        return [
            (AS_WRITTEN, _("As entered")),
            (BY_TITLE, _("Title")),
            *fields,
            (BY_MISSING, _("Missing answers")),
        ]

    def _order_menu(self) -> QMenu:
        menu = QMenu(self.order)
        self._order_actions: dict[str, QAction] = {}
        group = QActionGroup(menu)
        for key, label in self._orders():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(key == self._view.order)
            action.triggered.connect(partial(self._order_by, key))
            self._order_actions[key] = action
            group.addAction(action)
        menu.addSeparator()
        self._backwards = menu.addAction(_("Reverse order"))
        self._backwards.setCheckable(True)
        self._backwards.triggered.connect(lambda backwards: self._take(replace(self._view, backwards=backwards)))
        return menu

    def _order_by(self, key: str, _checked: bool = False) -> None:
        self._take(replace(self._view, order=key))

    def order_by_column(self, key: str) -> None:
        """Put the list in the order of a column; pressed again, the other way round."""
        self.set_order(key, key == self._view.order and not self._view.backwards)

    def set_order(self, key: str, backwards: bool) -> None:
        """Put the list in an order; one that it does not have is passed over."""
        if key not in dict(self._orders()):
            return
        self._take(replace(self._view, order=key, backwards=backwards))

    @property
    def list_order(self) -> tuple[str, bool]:
        """The order, and whether it is the other way round."""
        return self._view.order, self._view.backwards

    def offer(self, entries: Sequence[Entry]) -> None:
        """Offer the values that the entries have."""
        menu = self._filter_menu
        menu.clear()
        for field in filter_fields(self._kind):
            self._add_filter(menu.addMenu(_(field.label)), field.key, self._values(field, entries))
        missing = [("any", _("Some are missing")), ("none", _("None is missing"))]
        self._add_filter(menu.addMenu(_("Missing answers")), MISSING, missing)
        menu.addSeparator()
        everything = menu.addAction(_("Show all"), self.clear)
        everything.setEnabled(bool(self._view.chosen))

    def _values(self, field: FormField, entries: Sequence[Entry]) -> list[tuple[object, str]]:
        return [(value, self._value(field, value)) for value in values_in(entries, field)]

    def _value(self, field: FormField, value: object) -> str:
        if field.type == "objectives" and isinstance(value, int):
            if not any(each.number == value for each in self._catalogue.objectives):
                return str(value)
            text = _("{number} {label}").format(number=value, label=self._catalogue.label(value))
        elif isinstance(value, str | int | bool):
            text = display(field, value, self._catalogue)
        else:
            text = str(value)
        return shortened(one_line(text), LONGEST)

    def _add_filter(self, menu: QMenu, key: str, values: Sequence[tuple[object, str]]) -> None:
        menu.setEnabled(bool(values))
        for value, label in values:
            # An ampersand is a letter of a value, and no key of the menu.
            action = QAction(without_mnemonic(label), menu)
            action.setCheckable(True)
            action.setChecked(self._view.chosen.get(key) == value)
            action.triggered.connect(partial(self._filter_by, key, value))
            menu.addAction(action)

    def _filter_by(self, key: str, value: object, checked: bool = True) -> None:
        self._take(self._view.choosing(key, value if checked else None))

    def _show(self) -> None:
        label = dict(self._orders())[self._view.order]
        self.order.brief = label
        self.order.setText(_("Order: {name}").format(name=label))
        self._order_actions[self._view.order].setChecked(True)
        self._backwards.setChecked(self._view.backwards)
        chosen = len(self._view.chosen)
        self.filters.setText(_("Filters: {count}").format(count=chosen) if chosen else _("Filters"))
        said = self.said()
        self.filters.setAccessibleDescription("\n".join(said))
        self.filters.setToolTip("\n".join(said))

    def said(self) -> list[str]:
        """Return the filters that are chosen, in words."""
        return [self._said(key, value) for key, value in self._view.chosen.items()]

    def _said(self, key: str, value: object) -> str:
        if key == MISSING:
            return _("Some are missing") if value == "any" else _("None is missing")
        field = next(each for each in self._kind.fields if each.key == key)
        return _("{name}: {count}").format(name=_(field.label), count=self._value(field, value))
