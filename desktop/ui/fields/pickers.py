"""Fields that pick from long lists: objectives, entries of other kinds, several countries. What was picked shows as
chips that can be taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.text_normalization import fold_loosely
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value, tidy
from desktop.ui.after_click import AfterClick
from desktop.ui.fields.base import FieldWidget, FormContext
from desktop.ui.fields.choices import countries, name_finder, only_match
from desktop.ui.labels import QuickHint
from desktop.ui.laying_out import with_the_rest
from desktop.ui.layout import GAP, clear, margins, words
from desktop.ui.parts.finder import Finder, Item
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.parts.notes import Note, let_be_seen
from desktop.ui.scroll_anchor import area_around
from desktop.ui.tooltips import hint

Key = str | int


class Chip(QuickHint, QFrame):
    """Something that was picked, with a button that takes it away."""

    def __init__(self, parent: QWidget, *, whole_line: bool) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.key: Key = ""
        self.take_away = icon_button("remove", "", tone="muted", small=True)
        self._text = words("", "body")
        self._text.setWordWrap(whole_line)
        row = QHBoxLayout(self)
        margins(row, 8, 3, 3, 3)
        row.setSpacing(4)
        row.addWidget(self._text, 1)
        row.addWidget(self.take_away, 0, Qt.AlignmentFlag.AlignTop)

    def stand_for(self, key: Key, label: str) -> None:
        """Show what was picked."""
        self.key = key
        if self._text.text() != label:
            self._text.setText(label)
            self.take_away.setAccessibleName(_("Remove: {label}").format(label=label))
            self.take_away.setToolTip(hint(_("Remove: {label}").format(label=label)))


class _Chips(QuickHint, QWidget):
    """What the chips stand in."""


class PickField(FieldWidget):
    """Several things out of many."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self._picked: list[Key] = []
        self._drawing = AfterClick(self._redraw, self)  # a chip takes a line, above what may just be pressed
        self.gone.connect(self._let_line_go)
        self._labels: list[str] = []  # of what was picked, as they stand on the screen
        self._ordered: tuple[QWidget, list[QToolButton]] | None = None  # what the Tab key goes along, in which window
        # Titles are long and stand in lines of their own; names of countries are short and stand side by side.
        self._lines = definition.type != "countries"
        holder = _Chips(self)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._chips = QVBoxLayout(holder) if self._lines else FlowLayout(holder, spacing=4)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(4)
        self._holder = holder
        self._inner.addWidget(holder)
        self.combo = Finder(self._offered, self)
        self.combo.picked.connect(self._take)
        self._inner.addWidget(self.combo)
        self._full = Note("help", self)
        self._inner.addWidget(self._full)
        self._watch(self.combo)
        self.combo.line.installEventFilter(self)
        self.combo.line.textEdited.connect(lambda _text: self.touched.emit())
        self.combo.entered.connect(self.enter)
        self.combo.line.textChanged.connect(self._change)
        self._redraw()

    def items(self) -> Sequence[Item]:
        """Return key and label of everything that can be picked."""
        catalogue = self.context.catalogue
        if self.definition.type == "objectives":
            return [(each.number, self._label(each.number)) for each in catalogue.objectives]
        if self.definition.type == "countries":
            return countries()
        if self.definition.type == "links":
            return self.context.entries(self.definition.refers_to)
        return [(option.key, catalogue.option_text(option)) for option in self.definition.options]

    def editor(self) -> QWidget:
        """Return the list, or what was picked when no more can be."""
        chips = self.chips()
        return chips[0].take_away if self.combo.isHidden() and chips else self.combo

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what this is; the line in it is a widget of its own, and what was picked has names too."""
        self.combo.setAccessibleName(label)
        self.combo.setAccessibleDescription(help_text)
        name_finder(self.combo, label, help_text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() > event.oldSize().height() and self.combo.line.hasFocus():
            QTimer.singleShot(0, self, self._keep_in_view)  # what lies around it is laid out first

    def _keep_in_view(self) -> None:
        """Show the line that is typed into: each thing picked pushes it down, in the end below the edge."""
        around = area_around(self)
        if around is not None and self.combo.isVisible():
            around.ensureWidgetVisible(self.combo, 0, GAP)

    def chips(self) -> list[Chip]:
        """Return what was picked, as it stands on the screen."""
        return self._made_chips()[: len(self._picked)]

    def _made_chips(self) -> list[Chip]:
        """Return the chips that are seen, and after them those that are kept for an entry in which more was picked."""
        items = [self._chips.itemAt(place) for place in range(self._chips.count())]
        return [chip for item in items if item and isinstance(chip := item.widget(), Chip)]

    def problem(self) -> str:
        """Return what is wrong with what was typed and not chosen; a name that is only begun is not wrong yet."""
        text = self.combo.currentText().strip()
        if not text:
            return ""
        begun = self.combo.found(text) is not None or self.combo.proposes()
        if begun and self.combo.line.hasFocus():
            return ""
        if begun:
            return _("“{text}” was typed but not chosen. Please choose from the list.").format(text=text)
        return _("“{text}” is not one of the choices.").format(text=text)

    def commit(self) -> None:
        """Hand on what was picked; a name or a number that was typed whole and not chosen is picked now."""
        text = " ".join(self.combo.currentText().split())
        found = self.combo.found(text) if text else None
        if found is not None and fold_loosely(text) in (fold_loosely(found[1]), str(found[0])):
            self._take(found[0])
        else:
            super().commit()

    def _take_only_match(self) -> None:
        found = None if self.is_as_set() else only_match(self.combo)
        if found is not None:
            self._take(found[0])

    def _label(self, key: Key) -> str:
        catalogue = self.context.catalogue
        if self.definition.type == "objectives":
            try:
                return _("{number}  {title}").format(number=key, title=catalogue.title(int(key)))
            except (KeyError, ValueError):
                return str(key)
        if self.definition.type == "links":
            return self.context.title(str(key)) or str(key)
        return dict(self.items()).get(key, str(key))

    def _offered(self) -> list[Item]:
        return [item for item in self.items() if item[0] not in self._picked]

    def _take(self, key: Key | None) -> None:
        # The list writes what was chosen into its line afterwards; the chip says it already. By then another entry may be
        # shown, or somebody types on.
        written = [label for each, label in self.combo.proposals.items if each == key]
        QTimer.singleShot(0, self, lambda: self._take_out(written))
        self.combo.show_text("")
        if key is not None and key not in self._picked and not self.combo.line.isReadOnly():
            self._picked.append(key)
            self._drawing.or_now(self._redraw)
        self.touched.emit()
        super().commit()

    def _let_line_go(self) -> None:
        """Let the line go in which nothing more can be chosen, now that the keyboard has left it."""
        if self.combo.line.isReadOnly() and not self.combo.isHidden():
            self._drawing.or_now(self._redraw)

    def _take_out(self, written: Sequence[str]) -> None:
        if self.combo.currentText() in written:
            self.combo.show_text("")

    def _drop(self, key: Key) -> None:
        self._picked = [each for each in self._picked if each != key]
        self._redraw()
        self.combo.setFocus()
        self.touched.emit()
        self.commit()

    def _shown(self) -> Value | None:
        return list(self._picked) or None  # type: ignore[return-value]  # a list of texts is a value

    def _show(self, value: Value | None) -> None:
        # A file of somebody else's may have rows there, of which no chip can stand for one.
        picked = [each for each in value if isinstance(each, str | int)] if isinstance(value, list) else []
        if self._set_typed is None:
            self.combo.show_text("")
        if picked != self._picked or [self._label(key) for key in self._picked] != self._labels:
            self._picked = picked
            self._redraw()

    def _refused(self) -> Value | None:
        return tidy(self.combo.currentText())

    def _show_refused(self, typed: Value) -> None:
        self.combo.show_text(str(typed))

    def _redraw(self) -> None:
        with_the_rest(self._holder, self, self.parentWidget())
        self._labels = [self._label(key) for key in self._picked]
        self._keep_chips(len(self._picked))
        chips = self.chips()
        for chip, key, label in zip(chips, self._picked, self._labels, strict=True):
            chip.stand_for(key, label)
        self._put_in_order(chips)
        self._holder.setVisible(bool(self._picked))
        most = self.definition.max_items
        full = most is not None and len(self._picked) >= most
        # Where the keyboard is in it the line stays and takes nothing: on the way to what was chosen, Enter would take that away.
        self.combo.let_choose(not full)
        is_away = full and not self.combo.line.hasFocus()
        if self.combo.isHidden() != is_away:
            self.combo.setHidden(is_away)
        if full and most is not None:
            text = _("You cannot choose any more. The maximum is {most}.")
            self._full.say(text.format(most=most))
        else:
            self._full.say("")
        # The Tab key comes to what this names, whatever the order is: to the list it would pass by what was picked.
        first = chips[0].take_away if chips else self.combo
        if self.focusProxy() is not first:
            self.setFocusProxy(first)

    def _put_in_order(self, chips: Sequence[Chip]) -> None:
        """Let the Tab key come to what was picked before it comes to the list; they were made after everything else."""
        ordered = self.window(), [chip.take_away for chip in chips]
        if not chips or ordered == self._ordered:
            return
        self._ordered = ordered
        for before, after in pairwise((self.combo, *ordered[1], self.combo)):
            QWidget.setTabOrder(before, after)

    def _keep_chips(self, count: int) -> None:
        """Have so many chips to be seen. Those that there are stay: to make one takes as long as to show all else of a field."""
        made = self._made_chips()
        if any(each.take_away.hasFocus() for each in made):
            clear(self._chips)  # the keyboard goes on from what is no longer there
            made = []
        for chip in made[count:]:
            chip.hide()
        for chip in made[:count]:
            let_be_seen(chip, True)
        for _more in range(count - len(made)):
            chip = Chip(self._holder, whole_line=self._lines)
            chip.take_away.clicked.connect(lambda _checked=False, chip=chip: self._drop(chip.key))
            self._chips.addWidget(chip)
            let_be_seen(chip, True)  # now and not by and by: each time Qt lays out all that is around it
