"""What stays in view above a form that scrolls: whose form it is, how far it has come, and the ways to its sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QSpacerItem, QToolButton, QVBoxLayout, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.entry_state import EntryState, lacking
from desktop.ui import keys
from desktop.ui.layout import GAP, RING, across, button, margins
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, show_pressed
from desktop.ui.parts.disclosure import Disclosure
from desktop.ui.parts.flow import FlowLayout, flowing
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.shortened import Shortened
from desktop.ui.style import BAR
from desktop.ui.tab_order import come_before
from desktop.ui.theme import scaled
from desktop.ui.tooltips import hint
from desktop.ui.topics import about_topic

MOST_LINES = 2
"""Lines that the ways to the sections may take above the fields."""

BESIDE_A_LINK = 16
"""Pixels of a way to a section that are no words, at 100 %."""

LEAST_OF_NAME = 18
"""Letters of the name of an entry that are shown at least beside all else; it has a line of its own where they are not."""

LEAST_WHERE_FOLDED = 6
"""Letters of the name that are shown at least where all else is put aside for the fields; its tool tip has the whole."""

LEAST_OF_STATE = 6
"""Letters of the state of an entry that are shown at least; the tool tip has the whole."""


class FormHead(QWidget):
    """The head of a form.

    Args:
        sections: key and name of each section, in their order; fewer than two need no links.
        languages: key and name of each way to show texts in two languages; none where there is one language.
        named: the name of the entry stands here; elsewhere the page has said already whose form it is.
        steps: there are entries before and after this one.
        history: a history is kept of the entry.
        marks: what stands before them about the entry as a whole.

    Attributes:
        ways: the place beside the fields for the ways to the sections, where there is room, see `stand_beside`.
        fold: puts all but the name and what is missing aside where the window is low for its letters.
        aside: what was put aside and is wanted there all the same; it stands above the fields and scrolls with them.
        beginning: the column of that.

    Signals:
        aside_shown: whether what was put aside is shown above the fields from now on.
        section_wanted: the key of a section to go to.
        missing_wanted: the next missing answer is wanted.
        step_wanted: the next (1) or the previous (-1) entry is wanted.
        language_wanted: the key of a way to show texts in two languages.
        history_wanted: the history of the whole entry is wanted.
    """

    aside_shown = Signal(bool)
    history_wanted = Signal()
    section_wanted = Signal(str)
    missing_wanted = Signal()
    step_wanted = Signal(int)
    language_wanted = Signal(str)

    def __init__(
        self,
        sections: Sequence[tuple[str, str]],
        languages: Sequence[tuple[str, str]],
        *,
        named: bool,
        steps: bool,
        history: bool = False,
        marks: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._marks = marks
        self._before: QWidget | None = None
        self._sections = dict(sections) if len(sections) > 1 else {}
        self.links: dict[str, QPushButton] = {}
        self.languages: dict[str, ChoiceButton] = {}
        self._current = ""
        self._beside = 0
        self._widest = 0
        self._lacks: dict[str, tuple[str, int]] = {}
        self._has_history = self._keeps_history = history
        self._wide: dict[str, int] = {}
        self._kept: dict[str, int] = {}
        self._asked: tuple[object, ...] | None = None  # for what they were written
        self._written: tuple[object, ...] | None = None  # what the links say and by what they were told to
        self._many = False
        self._steady = 0  # how high the line with the name was for some entry
        self._steady_for: tuple[object, ...] | None = None  # at what width and letters it was
        self._name = Shortened()
        self._name.setProperty("role", "heading")
        self.state = Shortened("", "muted")
        self.state.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._keep_state()
        self.missing = button("", self.missing_wanted.emit, role="link")
        self.missing.setToolTip(keys.with_keys(_("Next missing answer"), "next_missing"))
        column = QVBoxLayout(self)
        margins(column, RING, 0, BAR + RING, GAP // 2)
        column.setSpacing(GAP // 4)
        self._line = QWidget()
        told, buttons = QWidget(), QWidget()
        told.setLayout(across(self.state, self.missing, spacing=GAP // 2))
        self.history = icon_button(
            "history",
            _("History of this entry"),
            self.history_wanted.emit,
            key="entry_history",
            focus=Qt.FocusPolicy.ClickFocus,  # as the buttons beside it
        )
        about_topic(self.history, "history")
        let_be_seen(self.history, history)
        row = across(self.history, spacing=GAP // 2)
        self._strut = QSpacerItem(0, self._height_of_history())
        row.addSpacerItem(self._strut)  # it comes with the first answer, and nothing below moves then
        if marks is not None:
            row.addWidget(marks)
        self.previous = self._step(-1, "back", _("Previous entry"), "previous_entry")
        self.next = self._step(1, "forward", _("Next entry"), "next_entry")
        for each in (self.previous, self.next):
            let_be_seen(each, steps)
            row.addWidget(each)
        self.fold = Disclosure()
        self.fold.changed.connect(self._fold_changed)
        self.aside = QWidget()
        self.beginning = QVBoxLayout(self.aside)
        margins(self.beginning, 0, 0, 0, GAP // 2)
        self.beginning.setSpacing(GAP // 4)
        self.aside.hide()
        self._is_open = False
        self._apart: list[tuple[QWidget, Callable[[], object]]] = []
        self.section_wanted.connect(self.fold.fold)  # first: what was wanted is below it
        row.addWidget(self.fold)
        buttons.setLayout(row)
        self._beside_name = flowing(told, buttons, last_apart=True)
        self._told = told
        self._named = line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP // 2)
        self._first = across(self._name)
        self._first.setStretch(0, 1)
        line.addLayout(self._first, 1)
        line.addWidget(self._beside_name)
        # Level with each other, whatever room is kept below them.
        line.setAlignment(self._first, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self._beside_name, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._line)
        switch = self._build_languages(languages)
        column.addWidget(switch)
        let_be_seen(switch, bool(languages))
        self._above = self._build_ways()
        self._column = column
        self.ways = QWidget()
        margins(beside := QVBoxLayout(self.ways), GAP, 0, 0, 0)
        beside.setSpacing(0)
        self.ways.hide()
        self._place_ways()
        let_be_seen(self._above, bool(self.links))
        let_be_seen(self._name, named)
        self.fold.take(self.state)
        self.fold.take(self.history, lambda: self._keeps_history)
        if marks is not None:
            self.fold.take(marks)
        self.put_aside(switch, lambda: column.addWidget(switch), lambda: bool(self.languages))
        self.put_aside(self._above, self._place_ways, self._leads)

    def put_aside(
        self, part: QWidget, put_back: Callable[[], object], wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Let a part that stands by the fields be put aside where they need its room, and scroll with them when it is wanted.

        Args:
            put_back: puts it where it stands otherwise.
            wanted: see `Disclosure.take`.
        """
        self._apart.append((part, put_back))
        self.fold.take(part, wanted)

    def _fold_changed(self) -> None:
        if self.fold.is_open != self._is_open:
            self._is_open = self.fold.is_open
            for part, put_back in self._apart:
                if not self._is_open:
                    put_back()
                elif part is self._above:
                    self._place_ways()
                else:
                    self.beginning.addWidget(part)
            let_be_seen(self.aside, self._is_open)
            self.aside_shown.emit(self._is_open)
        self._place_name()

    def _place_ways(self) -> None:
        """Let the ways to the sections stand where there is room for them."""
        beside, above = self.ways.layout(), self.beginning if self._is_open else self._column
        place = beside if self._beside and beside is not None else above
        if place.indexOf(self._above) < 0:
            place.addWidget(self._above)

    def _step(self, by: int, drawn: str, text: str, key: str) -> QToolButton:
        # It has a key, and would be two stops on the way to each field.
        return icon_button(drawn, text, lambda: self.step_wanted.emit(by), key=key, focus=Qt.FocusPolicy.ClickFocus)

    def lines(self) -> tuple[QWidget, ...]:
        """Return what stands in the head and is laid out by itself, from the inside outwards, and the head."""
        return self._told, self._beside_name, self._line, self._above, self

    def fitting(self) -> tuple[QWidget, ...]:
        """Return what of these is as wide as before and as high as what is in it, see `laid_out_once`."""
        return self._line, self._above, self

    def _leads(self) -> bool:
        """Whether there are sections to be led to: in a form that asks one alone, its way would lead to where one is."""
        return len(self.links) > 1 and len(self._lacks) != 1

    def _build_languages(self, languages: Sequence[tuple[str, str]]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, spacing=4)
        for key, name in languages:
            choice = ChoiceButton(name)
            choice.setAccessibleName(_("Show texts: {language}").format(language=name))
            choice.clicked.connect(lambda _checked=False, key=key: self.language_wanted.emit(key))
            flow.addWidget(choice)
            self.languages[key] = choice
        Along(row).lead(list(self.languages.values()))
        return row

    def _build_ways(self) -> QWidget:
        row = QWidget()
        row.setAccessibleName(_("Sections of the form"))
        flow = FlowLayout(row, spacing=2)
        for key, name in self._sections.items():
            link = QPushButton(name)
            link.setProperty("role", "section")
            link.clicked.connect(lambda _checked=False, key=key: self.section_wanted.emit(key))
            flow.addWidget(link)
            self.links[key] = link
        self._along = Along(row)
        self._along.lead(list(self.links.values()))
        return row

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and hasattr(self, "_column"):
            self._place_name()
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_column"):
            self.begin_links()
            self._keep_state()
            self._strut.changeSize(0, self._height_of_history())
            self.fold.fit()
        return super().event(event)

    def _height_of_history(self) -> int:
        return self.history.sizeHint().height() if self._has_history else 0

    def _keep_state(self) -> None:
        self.state.setMinimumWidth(self.fontMetrics().averageCharWidth() * LEAST_OF_STATE)

    def _place_name(self) -> None:
        """Let the name of the entry be read whole: beside the rest, in two lines, or above the rest where that has more room."""
        whole = self.contentsRect().marginsRemoved(self._column.contentsMargins()).width()
        if self._before is not None and not self._before.isHidden():
            whole -= self._before.sizeHint().width() + self._first.spacing()
        room = whole - self._beside_name.sizeHint().width() - self._named.spacing()
        least = LEAST_WHERE_FOLDED if self.fold.is_folded else LEAST_OF_NAME
        enough = room >= self._name.fontMetrics().averageCharWidth() * least
        fits = (enough or self._name.fits(room, 1)) and self._name.fits(room, 2)
        if self.fold.is_folded:  # height is dear: above the rest only where little of it could be read beside
            fits = self._name.fits(room, 1) or (enough and room * 2 > whole) or not self._name.fits(whole, 1)
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._named.direction() != way:
            self._named.setDirection(way)
        one = self.fold.is_folded or self._name.fits(room if fits else whole, 1)
        self._name.take_lines(1 if one else 2)
        level = self.next.sizeHint().height() if fits and one else 0
        if self._name.minimumHeight() != level:
            self._name.setMinimumHeight(level)
        self._keep_room(whole)

    def _keep_room(self, width: int) -> None:
        """Keep the room that the line with the name had for other entries: from one to the next the fields stay where they are.

        A long name that stands in two lines above all else takes more, for itself alone.
        """
        # As letters change the name has its own before the buttons beside it have theirs.
        asked = width, self._name.font(), self.next.sizeHint().height(), self.fold.is_folded
        if asked != self._steady_for:
            self._steady_for, self._steady = asked, 0
        line, most = self._named, self._name.fontMetrics().lineSpacing() * 2 + GAP
        height = line.heightForWidth(self._line.width()) if line.hasHeightForWidth() else line.sizeHint().height()
        if height <= most and not self._name.isHidden() and not self.fold.is_folded:
            self._steady = max(self._steady, height)
        if self._line.minimumHeight() != self._steady:
            self._line.setMinimumHeight(self._steady)

    def stand_before(self, widget: QWidget) -> None:
        """Let something stand before the name: the way to the list that the entry was chosen from."""
        self._before = widget
        self._first.insertWidget(0, widget, 0)
        come_before(widget, self.missing)

    def stand_above(self, widget: QWidget, line: QWidget | None) -> None:
        """Let something stand above all else, below the name: who cleared what is written here, or that it is open again.

        Args:
            line: where it says who cleared it, which is put aside with the rest.
        """
        self._column.insertWidget(1, widget)
        if line is not None:
            inside = widget.layout()
            assert isinstance(inside, QVBoxLayout)
            self.put_aside(line, lambda: inside.insertWidget(0, line))

    def stand_beside(self, width: int) -> bool:
        """Let the ways to the sections stand beside the fields, each in a line of its own, or above them.

        Args:
            width: pixels of room beside the fields, 0 where there is none.

        Returns whether they stand beside the fields.
        """
        width = width if self.links else 0
        if width != self._beside:
            self._beside = width
            self._place_ways()
            self.ways.setFixedWidth(width)
            for key, link in self.links.items():
                self._keep_place(key, link)
        let_be_seen(self.ways, bool(width))
        return bool(width)

    def end_at(self, widest: int) -> None:
        """Let what stands here end where the fields end, which are no wider than so many pixels."""
        self._widest = widest
        self._end()

    def _end(self) -> None:
        # By a margin: of a widget that may only be so wide, the height is asked for as if it were wider.
        over = max(self.width() - self._widest, 0) if self._widest else 0
        margins(self._column, RING, 0, max(over, BAR + RING), GAP // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold.fit()
        self._end()
        self._write_links()

    def _write_links(self) -> None:
        """Say what each section lacks in words; in figures alone where the words would take more than two lines."""
        asked = (self._lacks, self._above.width(), self._beside)
        if asked == self._asked:
            return
        self._asked = asked
        whole = {key: self._link(key) for key in self._lacks if key in self.links}
        letters = self.links[next(iter(whole))].fontMetrics() if whole else self.fontMetrics()
        for key, text in whole.items():
            self._wide[key] = max(letters.horizontalAdvance(text) + scaled(BESIDE_A_LINK), self._wide.get(key, 0))
        wide = {key: self._wide[key] for key in whole}
        many = not self._beside and sum(wide.values()) > self._above.width() * (MOST_LINES - 0.2)
        if many != self._many:
            self._many, self._kept = many, {}
        written = (whole, many, self._beside, dict(self._lacks))
        if written == self._written:
            return
        self._written = written
        for key, link in self.links.items():
            lack, count = self._lacks.get(key, ("", 0))
            shown = whole.get(key, self._sections[key])
            brief = bool(lack) and (many or (bool(self._beside) and wide[key] > self._beside - GAP))
            if brief:
                shown = _("{section} · {lacking}").format(section=self._sections[key], lacking=counted(count))
            if link.text() != shown:
                link.setText(shown)
            link.setAccessibleName(whole.get(key, self._sections[key]))
            link.setToolTip(hint(whole[key]) if brief else "")
            self._keep_place(key, link)

    def _keep_place(self, key: str, link: QPushButton) -> None:
        """Keep the room that a link had for the entry shown: a figure that is gone must not move those after it."""
        if self._beside:
            link.setMinimumWidth(max(self._beside - GAP, 0))
            return
        self._kept[key] = max(link.sizeHint().width(), self._kept.get(key, 0))
        link.setMinimumWidth(self._kept[key])

    def begin_links(self) -> None:
        """Let the links take the room that they need now: another entry is shown, or the letters have another size."""
        self._wide, self._kept, self._asked, self._written = {}, {}, None, None

    def _link(self, key: str) -> str:
        lack, _count = self._lacks[key]
        name = self._sections[key]
        return _("{section} · {lacking}").format(section=name, lacking=lack) if lack else name

    def show_entry(self, name: str, state: EntryState) -> None:
        """Show whose form it is, and how far it has come."""
        self._name.setText(name)
        self.state.setText(state.said())
        text = lacking(len(state.missing), len(state.wrong))
        if text != self.missing.text():
            self.missing.setText(text)
            self.missing.setAccessibleName(_("{lacking}: go to the next one").format(lacking=text))
        let_be_seen(self.missing, bool(text))
        # A form in which nothing was said yet, and whose name the page says, has no history.
        self._keeps_history = self._has_history and (bool(state.said()) or not self._name.isHidden())
        let_be_seen(self.history, self._keeps_history and not self.fold.is_folded)
        others = (self._name, self.next, self.history, self.fold)
        seen = bool(state.said()) or self._marks is not None or any(not each.isHidden() for each in others)
        let_be_seen(self._line, seen)

    def show_sections(self, lacks: Mapping[str, tuple[str, int]]) -> None:
        """Show the sections that are asked, each with what it lacks in words, and how much that is; one alone needs no way."""
        self._lacks = dict(lacks)
        let_be_seen(self._above, self._leads() and not self.fold.is_folded)
        for key, link in self.links.items():
            let_be_seen(link, key in lacks)
        self._write_links()

    def show_current(self, key: str) -> None:
        """Mark the section that is in view."""
        if key == self._current:
            return
        before, self._current = self._current, key
        for each, here in ((before, ""), (key, "current")):
            link = self.links.get(each)
            if link is not None:
                link.setProperty("state", here)
                link.setAccessibleDescription(_("In view now") if here else "")
                link.style().unpolish(link)
                link.style().polish(link)
        link = self.links.get(key)
        if link is not None and not any(each.hasFocus() for each in self.links.values()):
            self._along.stop_at(link)

    def show_language(self, key: str) -> None:
        """Mark the way in which texts in two languages are shown."""
        for each, choice in self.languages.items():
            show_pressed(choice, each == key)

    def name(self) -> str:
        """Return the name that is shown."""
        return self._name.text()

    @property
    def current(self) -> str:
        """The section that is in view."""
        return self._current
