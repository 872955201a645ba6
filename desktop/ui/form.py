"""A form built from the definition of a kind: its fields in sections, with help, limits and problems beside each.

Above the fields, and in view while they scroll, stand whose form it is, how far it has come, and the ways to its
sections: see `form_head`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from desktop.catalogue import region_names
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry, Value
from desktop.record.entry_state import EntryState, lacking, state_of, unanswered
from desktop.record.stale_translations import stale_fields
from desktop.record.values import missed, title_of
from desktop.ui import keys
from desktop.ui.after_click import AfterClick, is_clicking
from desktop.ui.field_row import FieldRow
from desktop.ui.fields import FieldWidget, FormContext
from desktop.ui.fields.files import FileField
from desktop.ui.form_area import FormArea
from desktop.ui.form_card import FormCard, heading_repeats, label_repeats
from desktop.ui.form_fields import EVERY_LANGUAGE, FormFields
from desktop.ui.form_head import FormHead
from desktop.ui.laying_out import laid_out_once
from desktop.ui.layout import GAP, WIDEST, margins, words
from desktop.ui.parts.field_marks import FieldMarks
from desktop.ui.parts.form_marks import FormMarks
from desktop.ui.parts.notes import Notice, let_be_seen
from desktop.ui.scroll_anchor import place_in_window
from desktop.ui.stays_drawn import StaysDrawn

WIDEST_OF_TWO = 170
"""Letters, where two texts stand beside each other."""

BESIDE = 24
"""Letters of room beside the fields from which the ways to the sections stand there, and not above them."""

QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's word for no limit; it is not given to Python."""


class FormView(StaysDrawn, QWidget):
    """The form of one entry at a time. What is typed into it is written by what the context has for that.

    Args:
        steps: there is a list of entries to go through, see `step_wanted`.

    Attributes:
        head: what stays in view.
        has_list: whether there is a list of entries to go through.
        clearance: what tells in it who cleared the entry; None where nothing is kept.
        closed: says why the entry can only be read, where that is so.
        area: what scrolls.

    Signals:
        edited: entry id, field key, new value; sent when a field hands on another answer.
        step_wanted: the next (1) or the previous (-1) entry is to be shown. When it is while the signal is sent, the
            keyboard stays in the same field, and that where it is seen; or the same section in view.
    """

    edited = Signal(str, str, object)
    step_wanted = Signal(int)

    def __init__(self, kind: Kind, context: FormContext, parent: QWidget | None = None, *, steps: bool = False) -> None:
        super().__init__(parent)
        self.kind = kind
        self._context = context
        self._named = bool(kind.title_field) and kind.bound is None  # the page has named a bound one
        self._entry: Entry | None = None
        self._known: tuple[Entry, EntryState] | None = None
        self._rows: dict[str, FieldRow] = {}
        self._cards: list[FormCard] = []
        self._near = ""
        self._last_near = ""
        self._kept: tuple[str, str] | None = None  # section and field to come back to in the next entry
        self._hinted: dict[str, list[str]] = {}  # what is said beside which fields
        self._later = AfterClick(self._catch_up, self)
        whole = FieldMarks(_(kind.label), whole=True) if context.session is not None else None
        self.head = FormHead(
            [(each.key, _(each.short or each.label)) for each in kind.sections if self._has(each.key)],
            self._languages(),
            named=self._named,
            steps=steps,
            history=context.entry_history is not None,
            marks=whole,
        )
        self.head.history_wanted.connect(self._entry_history)
        self.clearance = context.clearance(kind.key, self.commit) if context.clearance is not None else None
        if self.clearance is not None:
            self.head.stand_above(self.clearance, self.clearance.line)
        self.closed = Notice()
        self.area = FormArea(self._cards, _(kind.label))
        self.area.moved.connect(self._say_where)
        self._fields = FormFields(self, kind, self._rows, self._cards, self.area)
        self.area.widened.connect(self._fields.arrange)
        # The fields come when what they stand in has its place: each time that a widget comes to stand in another, Qt tells
        # all that is in it, and a form that was put together from the inside out took half as long again.
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head, 0, 0)
        outer.addWidget(self.closed, 1, 0)
        outer.addWidget(self.area, 2, 0)
        self._build_fields(context)
        self.area.begin_with(self.head.aside)
        self.head.aside_shown.connect(self.area.show_first)
        self.marks: FormMarks | None = None
        if context.session is not None and whole is not None:
            column = self.area.ground.layout()
            assert isinstance(column, QVBoxLayout)
            self.marks = FormMarks(
                context.session, self._rows, whole, column, self.area.show_part, self._leave_panel, self
            )
        self.head.section_wanted.connect(self.go_to_missing)
        self.head.missing_wanted.connect(lambda: self.go_to_missing())
        self.head.step_wanted.connect(self._step)
        self.head.language_wanted.connect(self.show_language)
        self.head.show_language(self._fields.language)
        outer.addWidget(self.head.ways, 2, 1, Qt.AlignmentFlag.AlignTop)
        outer.setRowStretch(2, 1)
        outer.setColumnStretch(0, 1000)
        outer.setColumnStretch(1, 1)
        self.has_list = steps
        self._add_actions(steps)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self._widen()

    # What it is built of

    def _build_fields(self, context: FormContext) -> None:
        column = QVBoxLayout(self.area.ground)
        margins(column, 0, 0, 0, GAP)
        column.setSpacing(GAP)
        translated = {context.catalogue.standing_in_translation(each.standing) for each in self.kind.fields}
        if "working_translation" in translated:
            column.addWidget(
                words(
                    _(
                        "The names of these fields are working translations. The wording in the online form may "
                        "be different."
                    ),
                    "muted",
                )
            )
        for section in (None, *self.kind.sections):
            key = section.key if section else ""
            fields = [field for field in self.kind.fields if field.section == key]
            if fields:
                headed = section is not None and not heading_repeats(section, self.kind)
                made = FormCard(section, self.area.ground, headed=headed)
                made.take([self._row(field, made, label_repeats(field, section, self.kind)) for field in fields])
                self._cards.append(made)
                column.addWidget(made.frame)
        column.addStretch(1)

    def _row(self, field: FormField, card: FormCard, repeats: bool) -> FieldRow:
        row = FieldRow(field, self._context, self, place=card.frame, labelled=not repeats)
        row.edited.connect(lambda value, key=field.key: self._edited(key, value))
        row.widget.gone.connect(self._left)
        row.confirmed.connect(lambda key=field.key: self._confirmed(key))
        row.history.clicked.connect(lambda _checked=False, key=field.key: self._history(key))
        self._rows[field.key] = row
        return row

    def _languages(self) -> list[tuple[str, str]]:
        codes = list(dict.fromkeys(each.language for each in self.kind.fields if each.twin_of))
        if not codes:
            return []
        names = region_names.languages(current_language())
        first = names.get(self._context.language(), "") or _("Main language")
        both = _("Both languages") if len(codes) == 1 else _("All languages")
        return [(EVERY_LANGUAGE, both), ("", first), *((code, names.get(code, code)) for code in codes)]

    def _add_actions(self, steps: bool) -> None:
        does: dict[str, Callable[[], object]] = {
            "next_section": lambda: self._go_along(1),
            "previous_section": lambda: self._go_along(-1),
            "next_missing": lambda: self.go_to_missing(),
            "versions": self._history_of_focus,
            "entry_history": self._entry_history,
            "rate": self._rate_focus,
        }
        if self.marks is not None:
            does["comment"] = self._comment_here
            does["comment_entry"] = lambda: self.marks.comment("") if self.marks is not None else None
            does["keep_back"] = self._keep_back_here
        if steps:
            does |= {"next_entry": lambda: self._step(1), "previous_entry": lambda: self._step(-1)}
        for key, do in does.items():
            made = keys.action(self, key, do)
            if key != "next_missing":  # that one is wanted from the list and the navigator too: it leads into the form
                made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _has(self, section: str) -> bool:
        return any(field.section == section for field in self.kind.fields)

    # What it shows

    def field(self, key: str) -> FieldWidget:
        """Return the widget of a field. Raises KeyError."""
        return self._rows[key].widget

    def row(self, key: str) -> FieldRow:
        """Return a field with all that stands around it. Raises KeyError."""
        return self._rows[key]

    @property
    def asked(self) -> frozenset[str]:
        """The keys of the fields that are shown."""
        return self._fields.asked

    @property
    def entry_id(self) -> str:
        """The id of the entry that is shown, empty before there is one."""
        return self._entry.id if self._entry is not None else ""

    def set_entry(self, entry: Entry) -> None:
        """Show an entry. What is being typed into it at this moment stays."""
        another = self._entry is None or self._entry.id != entry.id
        kept = place = None
        if not another and is_clicking():
            self._entry = entry
            self._later.wait()
            return
        if another:
            self.commit()
            kept = self._kept or self._held()
            row = self._rows.get(kept[1]) if kept is not None else None
            place = place_in_window(row.body) if row is not None else None
            self.head.begin_links()
            self._last_near = self._field_at(QApplication.focusWidget())
        self._entry = entry
        closed = self._context.closed(entry)
        self.closed.say(closed)
        last = self._context.last(entry)
        stale = {each.key for each in stale_fields(entry, self.kind)}
        with laid_out_once(self, *self._parts()):
            for key, row in self._rows.items():
                if isinstance(row.widget, FileField):
                    row.widget.entry_id = entry.id
                row.set_entry(entry, last, stale=key in stale, committed=another, closed=bool(closed))
            if self.marks is not None:
                self.marks.set_entry(entry)
            self._ask(another)
            self._say_state()
            self._hint()
        if self.clearance is not None:
            self.clearance.show_entry(entry)
        if kept is not None:
            self._come_back(*kept, place)
        elif another:
            self.area.begin()

    def _parts(self) -> tuple[list[QWidget], list[QWidget]]:
        """Return what is laid out by itself, from what is inside outwards, and what of that fits what is in it."""
        cards = [*(card.frame for card in self._cards), self.area.ground]
        return [*cards, *self.head.lines(), self], [*cards, *self.head.fitting()]

    def commit(self) -> None:
        """Hand on whatever stands on the screen and is not in the file yet."""
        if self._entry is None:
            return
        for row in self._rows.values():
            if not row.widget.is_at_rest():  # of dozens of fields one at most
                row.widget.commit()
        if self.marks is not None:
            self.marks.commit()

    def show_language(self, language: str) -> None:
        """Show texts that are written in several languages in one of them, or in every one side by side.

        Args:
            language: the code of a national language, empty for the main one, `EVERY_LANGUAGE`.
        """
        self._fields.language = language
        self.head.show_language(language)
        self.commit()
        self._widen()
        self._ask()
        self._fields.arrange()

    def _say_state(self) -> None:
        if self._entry is None:
            return
        state = self._state(self._entry)
        name = title_of(self._entry, self._context.catalogue) if self._named else ""
        self.head.show_entry(name, state)
        missing, wrong = set(state.missing), set(state.wrong)
        for row in self._rows.values():
            if row.definition.instead:
                row.show_missed(missed(row.definition, self._entry))
        if self._context.closed(self._entry):
            let_be_seen(self.head.missing, False)  # nobody here can do anything about it
            missing = wrong = set()
        lacks = {}
        for card in self._cards:
            fields = {each.definition.key for each in card.rows}
            if fields & self.asked:
                lacks[card.key] = (
                    lacking(len(fields & missing), len(fields & wrong)),
                    len(fields & (missing | wrong)),
                )
        self.head.show_sections(lacks)
        for card in self._cards:
            card.stand_alone(len(lacks) < 2)
        self.area.tell_where()

    # Where the keyboard is

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown, None for none."""
        return self._entry

    def place_of_focus(self) -> tuple[str, str]:
        """Return the id of the entry that is shown and the key of the field that has the keyboard, empty when none."""
        key = self._field_at(QApplication.focusWidget())
        return (self._entry.id, key) if self._entry is not None and key else ("", "")

    def focus_field(self, key: str, place: int | None = None) -> None:
        """Put the keyboard into a field and scroll to it.

        Args:
            place: where in the window it was, and is to stay as far as it is seen there; None for wherever it is seen.
        """
        row = self._rows.get(key)
        if row is None:
            return
        if not self._fields.is_spoken(row.definition):
            self.show_language(EVERY_LANGUAGE)
        row.target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.stay_at(row, place)

    def focus_again(self) -> bool:
        """Put the keyboard back into the field that had it last, which stays where it is. Returns whether there is one."""
        if self._last_near not in self.asked:
            return False
        self.focus_field(self._last_near, place_in_window(self._rows[self._last_near].body))
        return True

    def focus_first(self) -> None:
        """Put the keyboard into the first field that is asked."""
        self.focus_field(next((key for key in self._rows if key in self.asked), ""))

    def go_to_missing(self, section: str = "") -> None:
        """Put the keyboard into the next field whose answer is missing or to be corrected, after the last the first.

        Args:
            section: only fields of this section; where it lacks nothing, its first field.
        """
        self.commit()  # what was just typed is no longer missing
        self._later.now()
        made = next((each for each in self._cards if each.key == section), None)
        lacks = [key for key in self._lacking() if made is None or self._rows[key] in made.rows]
        if not lacks:
            self.go_to_section(section)
            if not section:
                self._context.say(_("No expected answer is missing here"))
            return
        order = list(self._rows)
        # A link that was clicked may have the keyboard now: it goes on from where that was before.
        place = order.index(self._last_near) if self._last_near else -1
        wanted = next((key for key in lacks if order.index(key) > place), lacks[0])
        if made is not None:
            self.area.show_heading(made)
        self.field(wanted).begin()
        self.focus_field(wanted)
        self._last_near = wanted

    def go_to_section(self, key: str) -> None:
        """Put the keyboard into the first field of a section, and show its heading."""
        made = next((each for each in self._cards if each.key == key), None)
        first = next((row for row in made.rows if row.definition.key in self.asked), None) if made else None
        if made is None or first is None:
            return
        first.target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.show_heading(made)

    def _state(self, entry: Entry) -> EntryState:
        """Return how far an entry has come; each is looked at once, since entries are never changed but replaced."""
        if self._known is None or self._known[0] is not entry:
            self._known = (entry, state_of(entry, self.kind))
        return self._known[1]

    def _lacking(self) -> list[str]:  # of a form that expects nothing, see `unanswered`
        if self._entry is None or self._context.closed(self._entry):
            return []
        state = self._state(self._entry)
        wanted = {*state.missing, *state.wrong} or unanswered(self._entry, self.kind)
        return [key for key in self._rows if key in self.asked and key in wanted]

    def _go_along(self, by: int) -> None:
        shown = [each.key for each in self._cards if not each.frame.isHidden()]
        here = self._section_here()
        place = shown.index(here) + by if here in shown else -1
        if 0 <= place < len(shown):
            self.go_to_section(shown[place])
        else:
            self._context.say(_("There are no more sections in this form"))

    def _step(self, by: int) -> None:
        _entry_id, field = self.place_of_focus()
        self._kept = (self._section_here(), field)
        try:
            self.step_wanted.emit(by)
        finally:
            self._kept = None

    def _held(self) -> tuple[str, str] | None:
        """Return the section and the field that have the keyboard, which must not be left out of view; None when none has it."""
        _entry_id, field = self.place_of_focus()
        return (self._section_here(), field) if field else None

    def _come_back(self, section: str, field: str, place: int | None) -> None:
        """Go where the keyboard was in the entry before, and let the field stay where it was seen."""
        made = next((each for each in self._cards if each.key == section and not each.frame.isHidden()), None)
        if field in self.asked:
            self.focus_field(field, place)
        elif field:
            self.go_to_section(section if made else self._cards[0].key)
        elif made:
            self.area.show_heading(made)

    def _field_at(self, widget: QWidget | None) -> str:
        """Return the field that a widget is a part of, empty when it is part of none."""
        if widget is None or not self.isAncestorOf(widget):
            return ""
        return next((key for key, row in self._rows.items() if row.body.isAncestorOf(widget)), "")

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        key = self._field_at(now)
        if key != self._near:
            before, self._near = self._rows.get(self._near), key
            if before is not None:
                before.show_near(False)
            if key:
                self._last_near = key
                self._rows[key].show_near(True)
                if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
                    self.area.show_row(self._rows[key])
                self.area.tell_where()

    def _section_here(self) -> str:
        return self.area.section_in_view(self._rows.get(self._near))

    def _say_where(self) -> None:
        if self.head.links:
            self.head.show_current(self._section_here())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.marks is not None:
            self.marks.catch_up()

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._widen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widen()
            self._fields.arrange()

    def _widen(self) -> None:
        """Let the fields be no wider than can be read; where there is room beside them, the sections stand there."""
        letter = self.fontMetrics().averageCharWidth()
        widest = letter * (WIDEST_OF_TWO if self._is_side_by_side() else WIDEST)
        self.area.ground.setMaximumWidth(widest)
        bar = self.area.verticalScrollBar().sizeHint().width()
        beside = self.head.stand_beside(letter * BESIDE if self.width() >= widest + bar + letter * BESIDE else 0)
        self.area.setMaximumWidth(widest + bar if beside else QWIDGETSIZE_MAX)
        self.head.end_at(widest)

    def _is_side_by_side(self) -> bool:
        return self._fields.language == EVERY_LANGUAGE and bool(self.head.languages)

    # What is done with it

    def _edited(self, key: str, value: Value | None) -> None:
        assert self._entry is not None
        self._entry = self._entry.answered(key, None if value is None else Answer(value))
        self._later.or_now(self._show_edit)
        self.edited.emit(self._entry.id, key, value)

    def _show_edit(self) -> None:
        self._ask()
        self._say_state()
        self._hint()

    def _left(self) -> None:
        self._later.or_now(self._ask)

    def _catch_up(self) -> None:
        """Show what a click has made known, now that it has arrived where it was meant."""
        if self._entry is not None:
            self.set_entry(self._entry)

    def _hint(self) -> None:
        """Say beside each field what a reader will ask of what was written so far."""
        assert self._entry is not None
        hints = {key: list(said) for key, said in self._context.hints(self._entry).items()}
        for key in {**self._hinted, **hints}:
            if key in self._rows:
                self._rows[key].show_hints(hints.get(key, ()))
        self._hinted = hints

    def _confirmed(self, key: str) -> None:
        if self._entry is not None and self._context.confirm is not None:
            self.commit()
            self._context.confirm(self._entry.id, key)

    def _history(self, key: str) -> None:
        if self._entry is not None and self._context.history is not None:
            self.commit()
            self._context.history(self._entry.id, key)

    def _entry_history(self) -> None:
        if self._entry is not None and self._context.entry_history is not None:
            self.commit()
            self._context.entry_history(self._entry.id)

    def _history_of_focus(self) -> None:
        _entry_id, key = self.place_of_focus()
        if not key:
            self._context.say(_("This key works while the cursor is in a form field"))
        elif self._rows[key].has_history:
            self._history(key)
        else:
            self._context.say(_("There is no earlier version of this answer"))

    def _rate_focus(self) -> None:
        """Let ministries rate by the field that has the keyboard, where it is one of a few steps."""
        from desktop.record.ballots import can_be_rated

        _entry_id, key = self.place_of_focus()
        if key and self._entry is not None and self._context.rate and can_be_rated(self._rows[key].definition):
            self.commit()
            self._context.rate(self._entry, key)
        elif key:
            self._context.say(_("Ministries cannot rate this question together"))
        else:
            self._context.say(_("This key works while the cursor is in a form field"))

    def _comment_here(self) -> None:
        """Open the comments on the field that has the keyboard, or on the entry where none has it."""
        if self.marks is not None:
            self.commit()
            self.marks.comment(self.place_of_focus()[1])

    def show_comments(self, key: str) -> None:
        """Show what is said about a field, or about the entry where the key is empty or the form has no such field."""
        key = key if key in self._rows else ""
        if self.marks is not None and self.marks.open_panel(key) is None:
            self.marks.comment(key)

    def _keep_back_here(self) -> None:
        _entry_id, key = self.place_of_focus()
        if not key:
            self._context.say(_("This key works while the cursor is in a form field"))
        elif self.marks is not None:
            self.commit()
            if not self.marks.keep_back(key):
                self._context.say(_("You cannot choose whether packages include this answer"))

    def _leave_panel(self, key: str) -> None:
        if key:
            self.focus_field(key)

    def _ask(self, another: bool = False) -> None:
        """Show the fields that are asked.

        Args:
            another: whether another entry has just come, which may be asked other things.
        """
        if self._entry is None:
            return
        # A field is never taken away from under the cursor, whatever has been cleared in it.
        self._fields.ask(self._entry, "" if another else self.place_of_focus()[1])
