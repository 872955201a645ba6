"""Fields that are chosen: one of some, several of some, yes or no, countries, languages."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QGridLayout, QHBoxLayout, QPushButton, QWidget

from desktop.catalogue.definitions import FormField
from desktop.catalogue.language import LANGUAGES, spoken
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Value
from desktop.ui.fields.base import FieldWidget, FormContext, quiet_wheel

FEW = 5
"""Up to so many choices stand side by side; more go into a list."""


class ComboField(FieldWidget):
    """One of many, in a list that can be typed into to find it."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.combo = QComboBox()
        quiet_wheel(self.combo)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(12)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._items = self.items()
        self.combo.addItem("", None)
        for key, label in self._items:
            self.combo.addItem(label, key)
        completer = QCompleter([label for _key, label in self._items], self.combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _text: self._chosen())
        self.combo.setCompleter(completer)
        line = self.combo.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("Choose or type to find"))
        self.combo.activated.connect(lambda _place: self._chosen())
        self._inner.addWidget(self.combo)
        self._watch(self.combo)
        line.installEventFilter(self)

    def items(self) -> list[tuple[str, str]]:
        """Return key and label of each choice."""
        return [(option.key, self.context.catalogue.option_text(option)) for option in self.definition.options]

    def editor(self) -> QWidget:
        """Return the list."""
        return self.combo

    def problem(self) -> str:
        """Return what is wrong with what was typed."""
        text = self.combo.currentText().strip()
        if text and self._key() is None and not self.definition.open:
            return _("“{text}” is none of the choices.").format(text=text)
        return ""

    def _chosen(self) -> None:
        self.touched.emit()
        self.commit()

    def _key(self) -> str | None:
        text = self.combo.currentText().strip().casefold()
        return next((key for key, label in self._items if label.casefold() == text), None)

    def _shown(self) -> Value | None:
        text = self.combo.currentText().strip()
        if not text:
            return None
        key = self._key()
        if key is None:
            return text if self.definition.open else self._set
        return key

    def _show(self, value: Value | None) -> None:
        label = next((label for key, label in self._items if key == value), "" if value is None else str(value))
        with QSignalBlocker(self.combo):
            if self.combo.currentText() != label:
                self.combo.setCurrentText(label)


class CountryField(ComboField):
    """A country by its name in the language of the screen."""

    def items(self) -> list[tuple[str, str]]:
        """Return code and name of each country and territory."""
        return countries()


def countries() -> list[tuple[str, str]]:
    """Return code and name of every country and territory, by name in the language spoken."""
    from babel import Locale

    names = Locale(spoken()).territories
    return sorted(
        ((code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NONE),
        key=lambda item: item[1],
    )


_NONE = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of CLDR that name no single country or territory."""


class LanguageField(ComboField):
    """A language by its name; those of the United Nations come first."""

    def items(self) -> list[tuple[str, str]]:
        """Return code and name of each language."""
        from babel import Locale

        names = {code: name for code, name in Locale(spoken()).languages.items() if len(code) in (2, 3)}
        rest = sorted((item for item in names.items() if item[0] not in LANGUAGES), key=lambda item: item[1])
        return [(code, names[code]) for code in LANGUAGES] + rest


class SideBySide(FieldWidget):
    """One of few, as buttons side by side; a second click on the chosen one takes the answer back."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.buttons: list[tuple[str | bool, QPushButton]] = []
        row = QHBoxLayout()
        row.setSpacing(4)
        for key, label, help_text in self.items():
            button = QPushButton(label)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            button.setToolTip(help_text)
            button.clicked.connect(lambda checked, key=key: self._choose(key if checked else None))
            button.installEventFilter(self)
            row.addWidget(button)
            self.buttons.append((key, button))
        row.addStretch(1)
        self._inner.addLayout(row)
        self.setFocusProxy(self.buttons[0][1])
        self._value: Value | None = None

    def items(self) -> list[tuple[str | bool, str, str]]:
        """Return key, label and help of each choice."""
        if self.definition.type == "yes_no":
            return [(True, _("Yes"), ""), (False, _("No"), "")]
        return [
            (option.key, self.context.catalogue.option_text(option), _(option.help))
            for option in self.definition.options
        ]

    def editor(self) -> QWidget:
        """Return the first button."""
        return self.buttons[0][1]

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what each button is."""
        for _key, button in self.buttons:
            button.setAccessibleName(_("{field}: {choice}").format(field=label, choice=button.text()))
            button.setAccessibleDescription(help_text)

    def _choose(self, key: str | bool | None) -> None:
        self._show(key)
        self.touched.emit()
        self.commit()

    def _shown(self) -> Value | None:
        return self._value

    def _show(self, value: Value | None) -> None:
        self._value = value
        for key, button in self.buttons:
            button.setChecked(key == value and type(key) is type(value))


class CheckField(FieldWidget):
    """Several of some, as boxes in two columns."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        self.boxes: list[tuple[str | int, QCheckBox]] = []
        self._unknown: list[str | int] = []
        items = self.items()
        columns = 2 if len(items) > 3 else 1
        rows = -(-len(items) // columns)
        for place, (key, label, help_text) in enumerate(items):
            box = QCheckBox(label)
            box.setToolTip(help_text)
            box.clicked.connect(lambda _checked: self._clicked())
            box.installEventFilter(self)
            grid.addWidget(box, place % rows, place // rows)
            self.boxes.append((key, box))
        self._inner.addLayout(grid)
        if self.boxes:
            self.setFocusProxy(self.boxes[0][1])

    def items(self) -> list[tuple[str | int, str, str]]:
        """Return key, label and help of each choice."""
        catalogue = self.context.catalogue
        if self.definition.type == "principles":
            return [(each.number, catalogue.principle_name(each.number), "") for each in catalogue.principles]
        return [(option.key, catalogue.option_text(option), _(option.help)) for option in self.definition.options]

    def editor(self) -> QWidget:
        """Return the first box."""
        return self.boxes[0][1] if self.boxes else self

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what each box is."""
        for _key, box in self.boxes:
            box.setAccessibleName(_("{field}: {choice}").format(field=label, choice=box.text()))

    def _clicked(self) -> None:
        self.touched.emit()
        self.commit()

    def _shown(self) -> Value | None:
        chosen = [key for key, box in self.boxes if box.isChecked()] + self._unknown
        return chosen or None  # type: ignore[return-value]

    def _show(self, value: Value | None) -> None:
        chosen = value if isinstance(value, list) else []
        known = {key for key, _box in self.boxes}
        # What the forms do not know any more is kept: showing an entry must never change it.
        self._unknown = [each for each in chosen if each not in known]  # type: ignore[misc]
        for key, box in self.boxes:
            box.setChecked(key in chosen)
