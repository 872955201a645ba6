"""Fields that pick from long lists: objectives, entries of other kinds, several countries. What was picked shows as
chips that can be taken away again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Value
from desktop.ui.boxes import clear, words
from desktop.ui.fields.base import FieldWidget, FormContext, quiet_wheel
from desktop.ui.fields.choices import countries

Item = tuple[str | int, str]


class PickField(FieldWidget):
    """Several things out of many."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self._picked: list[str | int] = []
        self._chips = QVBoxLayout()
        self._chips.setSpacing(4)
        self._inner.addLayout(self._chips)
        self.combo = QComboBox()
        quiet_wheel(self.combo)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(12)
        line = self.combo.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("Choose or type to find"))
        self.combo.activated.connect(self._take)
        self._inner.addWidget(self.combo)
        self._watch(self.combo)
        line.installEventFilter(self)
        self._items: list[Item] = []

    def items(self) -> list[Item]:
        """Return key and label of everything that can be picked."""
        catalogue = self.context.catalogue
        if self.definition.type == "objectives":
            return [
                (each.number, _("{number}  {title}").format(number=each.number, title=catalogue.title(each.number)))
                for each in catalogue.objectives
            ]
        if self.definition.type == "countries":
            return list(countries())
        if self.definition.type == "links":
            return list(self.context.entries(self.definition.refers_to))
        return [(option.key, catalogue.option_text(option)) for option in self.definition.options]

    def editor(self) -> QWidget:
        """Return the list."""
        return self.combo

    def _take(self, place: int) -> None:
        key = self.combo.itemData(place)
        if key is None or key in self._picked:
            return
        self._picked.append(key)
        self._redraw()
        self.touched.emit()
        self.commit()

    def _drop(self, key: str | int) -> None:
        self._picked = [each for each in self._picked if each != key]
        self._redraw()
        self.touched.emit()
        self.commit()
        self.combo.setFocus()

    def _shown(self) -> Value | None:
        return list(self._picked) or None  # type: ignore[return-value]

    def _show(self, value: Value | None) -> None:
        picked = list(value) if isinstance(value, list) else []
        items = self.items()
        if picked == self._picked and items == self._items:
            return
        self._picked = picked  # type: ignore[assignment]
        self._items = items
        self._redraw()

    def _redraw(self) -> None:
        clear(self._chips)
        labels = dict(self._items)
        for key in self._picked:
            self._chips.addWidget(self._chip(key, labels.get(key, str(key))))
        self.combo.clear()
        self.combo.addItem("", None)
        left = [(key, label) for key, label in self._items if key not in self._picked]
        for key, label in left:
            self.combo.addItem(label, key)
        completer = QCompleter([label for _key, label in left], self.combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda text: self._take(self.combo.findText(text)))
        self.combo.setCompleter(completer)
        full = self.definition.max_items is not None and len(self._picked) >= self.definition.max_items
        self.combo.setVisible(not full)

    def _chip(self, key: str | int, label: str) -> QWidget:
        chip = QWidget()
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        take_away = QPushButton("×")
        take_away.setProperty("role", "quiet")
        take_away.setAccessibleName(_("Take away: {label}").format(label=label))
        take_away.setToolTip(_("Take away"))
        take_away.clicked.connect(lambda _checked=False: self._drop(key))
        text = words(label, "chip")
        row.addWidget(text, 1)
        row.addWidget(take_away, 0, Qt.AlignmentFlag.AlignTop)
        return chip
