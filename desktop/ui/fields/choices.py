"""Fields that are chosen: one of some, several of some, yes or no, countries, languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.catalogue import region_names
from desktop.catalogue.definitions import FormField
from desktop.i18n import languages
from desktop.i18n.text_normalization import fold_loosely
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import LANGUAGES, current_language
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value, tidy
from desktop.ui.fields.base import FieldWidget, FormContext
from desktop.ui.layout import across, words
from desktop.ui.layout import button as make_button
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, meaning, show_pressed
from desktop.ui.parts.finder import Finder, Item
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.notes import Note, let_be_seen
from desktop.ui.parts.push_button import CheckBox
from desktop.ui.scroll_anchor import area_around, show_whole
from desktop.ui.theme import scaled
from desktop.ui.tooltips import hint

FEW = 5
"""Up to so many choices stand side by side; more go into a list."""

BESIDE_A_CHOICE = 48
"""Pixels of the width of a list that are no room for words, at 100 %."""


class ComboField(FieldWidget):
    """One of many, in a list that can be typed into to find it.

    Where another answer may be given too, what is none of the choices is kept as it was typed. That is said below the line,
    and where one choice only begins so, it is offered: half a word is no answer that anybody meant.
    """

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self._named: tuple[str, Sequence[Item]] = ("", ())
        self.combo = Finder(lambda: [(None, ""), *self.items()], self)
        self.combo.picked.connect(self._choose)
        self._inner.addWidget(self.combo)
        self.kept: Note | None = None
        if definition.open:
            self._build_kept()
        self._watch(self.combo)
        self.combo.line.installEventFilter(self)
        self.combo.line.textEdited.connect(lambda _text: self.touched.emit())
        self.combo.entered.connect(self.enter)
        self.combo.line.textChanged.connect(self._change)

    def _build_kept(self) -> None:
        self._meant: Item | None = None
        self.kept = Note("help", self)
        self.offer = make_button("", self._take_offer, role="link")
        self.offer.hide()
        self._inner.addWidget(self.kept)
        self._inner.addLayout(across(self.offer, None))

    def _tell_kept(self) -> None:
        """Say that what stands in the line is none of the choices, and offer the one that it may be the beginning of."""
        if self.kept is None:
            return
        value = self._set
        is_other = isinstance(value, str) and all(key != value for key, _label in self.items())
        said = _("“{text}” is not in the list, and is kept as it was typed.")
        text = said.format(text=one_line(value)) if is_other else ""
        self._meant = only_match(self.combo) if is_other else None
        self.kept.say(text, "info" if text else "")
        if self._meant is not None:
            self.offer.setText(_("Choose “{choice}”").format(choice=self._meant[1]))
        let_be_seen(self.offer, self._meant is not None)

    def _take_offer(self) -> None:
        if self._meant is not None:
            self.combo.setFocus()  # the button that was pressed goes now
            self._choose(str(self._meant[0]))

    def items(self) -> Sequence[Item]:
        """Return key and label of each choice."""
        language = current_language()
        if self._named[0] != language:  # they are asked for several times for each entry that is shown
            named = [(option.key, self.context.catalogue.option_text(option)) for option in self.definition.options]
            self._named = (language, named)
        return self._named[1]

    def editor(self) -> QWidget:
        """Return the list."""
        return self.combo

    def stops(self) -> tuple[QWidget, ...]:
        """Return the list, and below it what is offered for half a word."""
        return (self.combo,) if self.kept is None else (self.combo, self.offer)

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what this is; the line in it is a widget of its own."""
        super().name(label, help_text)
        name_finder(self.combo, label, help_text)

    def least_width(self) -> int:
        """Return the width at which none of the choices of the form is cut."""
        letters = self.combo.fontMetrics()
        longest = max((letters.horizontalAdvance(label) for _key, label in self._fixed()), default=0)
        return longest + scaled(BESIDE_A_CHOICE)

    def _fixed(self) -> Sequence[Item]:
        """Return the choices that the form itself names, which are few and always there."""
        return self.items() if self.definition.options else ()

    def problem(self) -> str:
        """Return what is wrong with what was typed; a name that is only begun is not wrong yet."""
        if self._is_unknown() and not (self.combo.line.hasFocus() and self.combo.proposes()):
            return _("“{text}” is not one of the choices.").format(text=self.combo.currentText().strip())
        return ""

    def _is_unknown(self) -> bool:
        return self._refused() is not None

    def _choose(self, key: str | None) -> None:
        self._show(key)
        self.touched.emit()
        self.commit()

    def _key(self) -> str | int | None:
        text = self.combo.currentText().strip()
        exact = text.casefold()
        same = next((key for key, label in self.items() if label.casefold() == exact), None)
        if same is not None or not text:
            return same
        # Written with other digits, or without its accents or hamza: it is that choice, and no other thing of that name.
        wanted = fold_loosely(text)
        found = [key for key, label in self.items() if fold_loosely(label) == wanted]
        return found[0] if len(found) == 1 else None

    def _label(self, value: Value | None) -> str:
        return next((label for key, label in self.items() if key == value), "" if value is None else str(value))

    def _shown(self) -> Value | None:
        text = self.combo.currentText().strip()
        if not text:
            return None
        if self._set is not None and text == self._label(self._set):
            return self._set
        key = self._key()
        return tidy(text) if key is None and self.definition.open else key

    def _refused(self) -> Value | None:
        return tidy(self.combo.currentText()) if self._shown() is None else None

    def _show(self, value: Value | None) -> None:
        self.combo.show_text(self._label(value))
        if value == self._set:
            self._tell_kept()

    def _show_refused(self, typed: Value) -> None:
        self.combo.show_text(str(typed))

    def _take_only_match(self) -> None:
        if self.is_as_set() or not self._is_unknown():
            return
        found = only_match(self.combo)
        if found is not None:
            self._show(found[0])
            self._change()

    def _settle(self) -> None:
        if self._set_typed is None:
            was_told = self.kept is None or self.kept.text()
            place = self.combo.line.cursorPosition()
            if self._is_here() and tidy(self.combo.currentText()) == self._set:
                self._tell_kept()
            else:
                self._show(self._set)
            if self._is_here():
                self.combo.line.setCursorPosition(place)
            if self.kept is not None and self.kept.text() not in ("", was_told):
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.kept.text()))


def only_match(finder: Finder) -> Item | None:
    """Return the only choice that is left of what was typed, where it begins so; a word looked for in it chooses nothing."""
    text = finder.currentText()
    found = finder.found(text)
    begins = found is not None and fold_loosely(found[1]).startswith(fold_loosely(text.strip()))
    return found if begins else None


def name_finder(finder: Finder, label: str, help_text: str) -> None:
    """Say to screen readers what the line of a list is, and the proposals below it."""
    finder.line.setAccessibleName(label)
    finder.line.setAccessibleDescription(help_text)
    finder.proposed().setAccessibleName(_("Proposals for {field}").format(field=label))


class CountryField(ComboField):
    """A country by its name in the language of the screen."""

    def items(self) -> Sequence[Item]:
        """Return code and name of each country and territory."""
        return countries()

    def _label(self, value: Value | None) -> str:
        # The names of all countries are read only when there is one to show.
        return "" if value is None else super()._label(value)


def countries() -> Sequence[Item]:
    """Return code and name of every country and territory, by name in the language spoken."""
    return _countries(current_language())


@cache
def _countries(language: str) -> tuple[Item, ...]:
    names = region_names.territories(language)
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NONE]
    return tuple(sorted(found, key=lambda item: in_order(item[1], language)))


_NONE = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of CLDR that name no single country or territory."""


class LanguageField(ComboField):
    """A language by its name; those of the United Nations come first."""

    def items(self) -> Sequence[Item]:
        """Return code and name of each language."""
        return _languages(current_language())

    def _label(self, value: Value | None) -> str:
        return "" if value is None else super()._label(value)


@cache
def _languages(language: str) -> tuple[Item, ...]:
    names = {code: name for code, name in region_names.languages(language).items() if len(code) in (2, 3)}
    rest = sorted(
        (item for item in names.items() if item[0] not in LANGUAGES), key=lambda item: in_order(item[1], language)
    )
    return (*((code, names[code]) for code in LANGUAGES), *rest)


def in_order(name: str, language: str) -> tuple[bytes | str, str]:
    """Return by what a name has its place in a list of that language: É beside E, or in the order of an encoding."""
    encoding = languages.LANGUAGES[language].sorted_as
    return (name.encode(encoding) if encoding else fold_loosely(name), name)


class SideBySide(FieldWidget):
    """One of few, as buttons side by side; a second click on the chosen one takes the answer back, says so and offers undo.

    The Tab key goes to the group, the arrow keys go along in it, Space and Enter choose, and so does the number of the
    place.
    """

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.buttons: list[tuple[str | bool, QPushButton]] = []
        self._helps: dict[str | bool, str] = {}
        holder = QWidget(self)
        row = FlowLayout(holder, spacing=4, even=True)
        for key, label, help_text in self.items():
            button = ChoiceButton(label)
            button.setToolTip(hint(help_text))
            button.clicked.connect(lambda _checked=False, key=key: self._clicked(key))
            button.installEventFilter(self)
            row.addWidget(button)
            self.buttons.append((key, button))
            self._helps[key] = help_text
        self._inner.addWidget(holder)
        self._along = Along(self, digits=True)
        self._along.lead([button for _key, button in self.buttons])
        self._help = words(" ", "help")
        if any(self._helps.values()):  # what stands below stays where it is when something is chosen
            kept = self._help.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            self._help.setSizePolicy(kept)
            self._help.keep_lines_of(
                *(meaning(each, chosen=chosen) for each in self._helps.values() for chosen in (True, False))
            )
        self._help.hide()
        self._inner.addWidget(self._help)
        self._taken: Value | None = None
        self._taken_words = words("", "help")
        self.undo = make_button(_("Undo"), self._give_back, role="link")
        self.undo.installEventFilter(self)
        self._taken_row = QWidget(self)
        taken = across(self._taken_words, self.undo, None)
        self._taken_words.setWordWrap(False)
        self._taken_row.setLayout(taken)
        self._taken_row.hide()
        self._inner.addWidget(self._taken_row)
        self._value: Value | None = None
        self._show(None)

    def items(self) -> list[tuple[str | bool, str, str]]:
        """Return key, label and help of each choice."""
        if self.definition.type == "yes_no":
            return [(True, _("Yes"), ""), (False, _("No"), "")]
        return [
            (option.key, self.context.catalogue.option_text(option), _(option.help) if option.help else "")
            for option in self.definition.options
        ]

    def editor(self) -> QWidget:
        """Return the button that the keyboard comes to."""
        return self._home()

    def _home(self) -> QPushButton:
        chosen = [button for _key, button in self.buttons if button.isChecked()]
        return chosen[0] if chosen else self.buttons[0][1]

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what each button is."""
        for key, button in self.buttons:
            button.setAccessibleName(_("{field}: {choice}").format(field=label, choice=button.text()))
            button.setAccessibleDescription(" ".join(text for text in (self._helps[key], help_text) if text))

    def show_state(self, state: str) -> None:
        """Choices among buttons are never out of limits."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and (event.gotFocus() or event.lostFocus()):
            focused = watched if event.gotFocus() else None
            self._explain(focused)
            around = area_around(self) if focused is not None else None
            if around is not None and event.reason() != Qt.FocusReason.MouseFocusReason:
                show_whole(around, self)  # what a choice means stands below it
            if focused is None:
                self._along.stop_at(self._home())  # whoever comes back begins at what was chosen
                now = QApplication.focusWidget()
                if now is not None and self.isAncestorOf(now):
                    return False  # the stay in the field goes on
        return super().eventFilter(watched, event)

    def _explain(self, focused: QObject | None = None) -> None:
        """Say in words what the choice under the keyboard means, or the one that was made."""
        key = next((key for key, button in self.buttons if button is focused), self._value)
        text = next((text for each, text in self._helps.items() if each == key and type(each) is type(key)), "")
        text = meaning(text, chosen=key == self._value and type(key) is type(self._value))
        self._help.setText(text or " ")
        self._help.setVisible(bool(text))

    def _clicked(self, key: str | bool) -> None:
        chosen = key == self._value and type(key) is type(self._value)
        if chosen:
            self._take_back()
        else:
            self._choose(key)

    def _take_back(self) -> None:
        """Leave no answer, say so, and offer to bring it back as it was; it is easily done without a thought."""
        taken, self._taken = self._value, None
        chosen = next(label for key, label, _help in self.items() if key == taken)
        text = _("“{choice}” is no longer chosen.").format(choice=chosen)
        self._show(None)
        self.touched.emit()
        self.write()  # and no `commit`: brought back in the same stay, it is given as ever, and by whom
        self._taken = taken
        self._taken_words.setText(text)
        self.undo.setAccessibleName(_("Undo: {revision}").format(revision=text))
        let_be_seen(self._taken_row, True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _give_back(self) -> None:
        key = self._taken
        if isinstance(key, str | bool):
            next(button for each, button in self.buttons if each == key).setFocus()  # the button pressed goes now
            self._choose(key)

    def _choose(self, key: str | bool | None) -> None:
        self._show(key)
        self.touched.emit()
        self.commit()

    def _shown(self) -> Value | None:
        return self._value

    def _show(self, value: Value | None) -> None:
        self._value = value
        self._taken = None
        let_be_seen(self._taken_row, False)
        for key, button in self.buttons:
            show_pressed(button, key == value and type(key) is type(value))
        focused = [button for _key, button in self.buttons if button.hasFocus()]
        self._along.stop_at(focused[0] if focused else self._home())
        self.setFocusProxy(self._home())
        self._explain(focused[0] if focused else None)


class TickBox(QWidget):
    """A box to tick whose words go on in the next line where there is no room; the first line stands level with it."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = CheckBox()
        self.box.setAccessibleName(label)
        self._words = _Pressed(label, self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        self._level()

    def text(self) -> str:
        """Return the words."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._level()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._level()  # the look is only put on by now

    def _level(self) -> None:
        above = max(self.box.sizeHint().height() - self._words.fontMetrics().height(), 0) // 2
        self._words.setContentsMargins(0, above, 0, above)


class _Pressed(QLabel):
    """Words that tick their box when they are clicked on."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box
        self.setProperty("role", "beside")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
            self._box.click()


class CheckField(FieldWidget):
    """Several of some, as boxes in two columns; the arrow keys go along in them, Space and Enter tick."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._ticks: list[TickBox] = []
        self._columns = 0
        self.boxes: list[tuple[str | int, QCheckBox]] = []
        self._unknown: list[str | int] = []
        items = self.items()
        for key, label, help_text in items:
            tick = TickBox(label, self)
            tick.setToolTip(hint(help_text))
            tick.box.clicked.connect(lambda _checked: self._clicked())
            tick.box.toggled.connect(self._change)
            tick.box.installEventFilter(self)
            self._ticks.append(tick)
            self.boxes.append((key, tick.box))
        self._inner.addLayout(self._grid)
        # Ten principles would be ten stops on the way to the next field.
        self._along = Along(self)
        self._along.lead([box for _key, box in self.boxes])
        self._set_out(2 if len(items) > 3 else 1)
        if self.boxes:
            self.setFocusProxy(self.boxes[0][1])

    def _set_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._ticks) // columns)
        for place, tick in enumerate(self._ticks):
            self._grid.removeWidget(tick)
            self._grid.addWidget(tick, place % rows, place // rows)
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self._grid.setHorizontalSpacing(8 if columns > 1 else 0)
        self._along.stand_in_columns(rows if columns > 1 else 0)

    def _widths(self) -> tuple[int, int]:
        """Return how wide the words are at least in one column, and in two."""
        rows = -(-len(self._ticks) // 2)
        least = [each.minimumSizeHint().width() for each in self._ticks]
        first, second = max(least[:rows], default=0), max(least[rows:], default=0)
        return max(first, second), 2 * max(first, second) + 8

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widths()[0], super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # One below the other where the letters are large for the form.
        self._set_out(2 if len(self._ticks) > 3 and self.width() >= self._widths()[1] else 1)

    def items(self) -> list[tuple[str | int, str, str]]:
        """Return key, label and help of each choice."""
        catalogue = self.context.catalogue
        if self.definition.type == "principles":
            return [(each.number, catalogue.principle_name(each.number), "") for each in catalogue.principles]
        return [
            (option.key, catalogue.option_text(option), _(option.help) if option.help else "")
            for option in self.definition.options
        ]

    def editor(self) -> QWidget:
        """Return the first box."""
        return self.boxes[0][1] if self.boxes else self

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what each box is."""
        for (_key, box), (_same, text, about) in zip(self.boxes, self.items(), strict=True):
            box.setAccessibleName(_("{field}: {choice}").format(field=label, choice=text))
            box.setAccessibleDescription(" ".join(each for each in (about, help_text) if each))

    def show_state(self, state: str) -> None:
        """The words below the boxes say what is wrong; each box by itself is right."""

    def _clicked(self) -> None:
        self.touched.emit()
        self.commit()

    def _shown(self) -> Value | None:
        chosen = [key for key, box in self.boxes if box.isChecked()] + self._unknown
        if isinstance(self._set, list) and set(chosen) == set(self._set):
            return self._set  # in the order in which it came
        return chosen or None  # type: ignore[return-value]  # a list of texts is a value

    def _show(self, value: Value | None) -> None:
        # A file of somebody else's may have rows there, which are none of the choices of any form.
        chosen = [each for each in value if isinstance(each, str | int)] if isinstance(value, list) else []
        known = {key for key, _box in self.boxes}
        # What the forms do not know any more is kept: showing an entry must never change it.
        self._unknown = [each for each in chosen if each not in known]
        for key, box in self.boxes:
            box.setChecked(key in chosen)
        if self.boxes and not any(box.hasFocus() for _key, box in self.boxes):
            self._along.stop_at(self.boxes[0][1])  # the same keys lead to the same box in each entry
