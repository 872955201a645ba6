"""Clearance: every objective and every pledge with its state, who cleared it when, and what was changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLayout,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import code, ngettext, pgettext
from desktop.i18n.translation import gettext as _
from desktop.operations.clearance import attach_sheet, mark, reasons_against, save_sheet
from desktop.operations.clock import now
from desktop.record.clearance import clearances, fingerprint, tallied
from desktop.record.clearance_changes import Changes, changes_since
from desktop.record.clearance_fingerprint import short_code
from desktop.record.clearance_parts import number_of, pledge_of, title_of_part
from desktop.record.clearance_rules import by_two, wanted
from desktop.record.clearance_state import DRAFT, ON_PAPER, ON_SCREEN, REVIEWED, ClearanceState
from desktop.record.cleared_part import CLEARED
from desktop.record.internal_kinds import CLEARANCE
from desktop.record.people import ministry_of
from desktop.record.purpose import is_one_pledge
from desktop.record.update import Update
from desktop.ui import file_dialogs
from desktop.ui.dropping import FileDrops
from desktop.ui.layout import (
    GAP,
    LEAST_OF_LIST,
    RING,
    CalmCombo,
    Rest,
    Sides,
    across,
    as_widget,
    button,
    card,
    column_when_cut,
    margins,
    scrolling,
    short_of_bar,
    words,
)
from desktop.ui.list_detail import LEAST_OF_BOTH
from desktop.ui.list_views import OwnEnd, written_at_once
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place, place_of
from desktop.ui.own_undo import emptied
from desktop.ui.page_state import choose_data
from desktop.ui.pages.base import Page
from desktop.ui.parts.clearance_changes import ClearanceChanges
from desktop.ui.parts.clearance_line import tone_of
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.icons import icon
from desktop.ui.parts.notes import Note, let_be_seen
from desktop.ui.parts.push_button import CheckBox
from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.session import Session
from desktop.ui.theme import is_large, scaled
from desktop.ui.timestamps import moment
from desktop.ui.tooltips import hint

PART = Qt.ItemDataRole.UserRole
NAME, STATE, WHO, WHEN = range(4)

ALL, OPEN, CHANGED = "all", "open", "changed"

FILES = "files"
"""Stands for several scans that were dropped at once, where states stand for what was to be marked."""

MOST_OF_WHO = 18
"""Letters of a name in the list; the tool tip and what is known beside it have all of them."""

MOST_LETTERS = 200
"""Of a name, of a ministry, of a note."""

MOST_REASONS = 5
"""Why something cannot be marked is said of so many; the rest follows when these are settled."""

STEPS = 8
"""Steps of one part that are shown; older ones are on the page of the history."""


class _Cells(OwnEnd):
    """Who cleared something takes no more room than needed, and never much: the names of objectives are long."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        wanted = super().sizeHint(option, index)
        if index.column() == WHO:
            wanted.setWidth(min(wanted.width(), option.fontMetrics.averageCharWidth() * MOST_OF_WHO))
        return wanted


class ClearancePage(Page):
    """A list of what is cleared, beside what is known of the one that is chosen; several are marked in one step."""

    key = "clearance"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._shown: dict[str, ClearanceState] = {}
        self._detailed: tuple[object, ...] = ()
        self._refused = ""  # what could not be done, see `_refuse`
        self._offered = ("", "")  # the person and the ministry that stand in the lines as long as nobody types others
        inner = column_when_cut(self, scrolls=True)
        self.filter = CalmCombo()
        self.filter.setAccessibleName(pgettext("list", "Status"))
        for key, text in (
            (ALL, _("All objectives and pledges")),
            (OPEN, _("Not cleared yet")),
            (DRAFT, _("Draft")),
            (REVIEWED, _("Reviewed")),
            (CLEARED, _("Cleared")),
            (CHANGED, _("Changed after review or clearance")),
        ):
            self.filter.addItem(text, key)
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter.currentIndexChanged.connect(lambda _place: self._narrow())
        self.sentence = words("", "muted")
        row = across(self.filter, self.sentence, spacing=GAP)
        row.setStretch(1, 1)
        short_of_bar(row)
        inner.addLayout(row)
        split = Sides()
        listed = across(self._build_list())
        margins(listed, 0, RING, 0, 0)  # level with the card beside it
        split.addWidget(as_widget(listed))
        split.addWidget(self._build_details())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        letters = self.fontMetrics().averageCharWidth()
        split.setSizes([letters * 120, letters * 50])
        self._split = split
        self._rest = Rest(split, LEAST_OF_LIST, self._least_height)
        inner.addWidget(self._rest, 1)
        self._below = as_widget(self._build_foot())
        inner.addWidget(self._below)
        session.person_changed.connect(self._show_person)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Set what is known of a part below the list where letters are too large for it to stand beside it."""
        above = is_large() and self.width() < scaled(LEAST_OF_BOTH)
        way = Qt.Orientation.Vertical if above else Qt.Orientation.Horizontal
        if self._split.orientation() != way:
            self._split.setOrientation(way)
            self._rest.updateGeometry()

    def _least_height(self) -> int:
        """Return the height of some lines of the list, and as much of what is known of one below it."""
        return scaled(LEAST_OF_LIST * 2) if self._split.orientation() == Qt.Orientation.Vertical else 0

    # What it is built of

    def _build_list(self) -> QTreeWidget:
        self.list = QTreeWidget()
        self.list.setItemDelegate(_Cells(self.list))
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(_("Objectives and pledges"))
        heads = [_("Objective or pledge"), pgettext("list", "Status"), _("By whom"), _("Date")]
        self.list.setHeaderLabels(heads)
        for place, head in enumerate(heads):
            self.list.headerItem().setToolTip(place, head)  # it may be cut
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = with_wrapping_header(self.list)
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for each in (STATE, WHO, WHEN):
            header.setSectionResizeMode(each, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda item, _column: self._open(str(item.data(NAME, PART))))
        FileDrops(self.list, lambda: len(self.chosen()) == 1).dropped.connect(self._dropped)
        return self.list

    def _build_details(self) -> QWidget:
        area, body = scrolling(wide_enough=True)
        area.setAccessibleName(_("What is known about the objective or pledge"))
        frame, inside = card()
        self._name = words("", "heading")
        self._state = Note("body")
        self._code = words("", "body", selectable=True)
        self._note = words("", "muted")
        self._scan = button("", self._open_scan, role="link")
        self._steps = words("", "muted")
        self.changes = ClearanceChanges()
        self._open_part = button(_("Open"), lambda: self._open(*self.chosen()[:1]))
        self._attach = button(pgettext("button", "Attach a file"), self._choose_scan)
        self._attach.setToolTip(hint(_("Attach a scanned sheet…")))
        for each in (self._name, self._state, self._code, self._note):
            inside.addWidget(each)
        inside.addLayout(across(self._scan, None))
        inside.addWidget(flowing(self._open_part, self._attach))
        inside.addWidget(self.changes)
        inside.addWidget(self._steps)
        body.addWidget(frame)
        body.addStretch(1)
        margins(body, GAP - RING, 0, 0, 0)
        return area

    def _build_foot(self) -> QLayout:
        """Return who marks, and the buttons that do it, always in sight."""
        self.person, self.ministry, self.note = CutLine(), CutLine(), CutLine()
        fields = QGridLayout()
        fields.setHorizontalSpacing(GAP)
        fields.setVerticalSpacing(GAP // 4)
        for place, (text, line, share) in enumerate(
            (
                (_("Person who reviews or clears the text"), self.person, 2),
                (_("Ministry"), self.ministry, 2),
                (_("Note or reason, for your team only"), self.note, 3),
            )
        ):
            label = words(text, "label")
            label.setBuddy(line)
            line.setAccessibleName(text)
            line.setMaxLength(MOST_LETTERS)
            fields.addWidget(label, 0, place, Qt.AlignmentFlag.AlignBottom)  # right above its line
            fields.addWidget(line, 1, place)
            fields.setColumnStretch(place, share)
        self.person.editingFinished.connect(self._propose_ministry)
        self.on_paper = CheckBox(_("Signed on paper"))
        self.review = button(_("Mark as reviewed"), lambda: self.mark(REVIEWED))
        self.clear = button(_("Mark as cleared"), lambda: self.mark(CLEARED), role="primary")
        self.draft = button(_("Return to draft"), lambda: self.mark(DRAFT))
        self.sheet = button(_("Clearance sheet…"), self._choose_sheet)
        self.sheet.setToolTip(hint(_("A PDF with the whole text, to be printed, signed and stamped.")))
        self._told = Note("body")
        below = QVBoxLayout()
        short_of_bar(below)
        below.setSpacing(GAP // 2)
        below.addLayout(fields)
        below.addWidget(self._told)
        below.addWidget(flowing(self.sheet, self.draft, self.review, self.on_paper, self.clear))
        return below

    def foot(self) -> QWidget | None:
        """Return who marks, and the buttons that do it."""
        return self._below

    # What it shows

    def refresh(self, update: Update | None) -> None:
        """Show where every part stands now."""
        submission, catalogue = self.session.submission, self.session.catalogue
        found = clearances(submission, catalogue)
        if is_one_pledge(submission):  # nothing is asked of the objectives
            found = tuple(each for each in found if pledge_of(each.part) or not each.empty)
        if update is None and not self._names_others():
            # Where other names were typed, the next part is marked in those.
            self._show_person(self.session.person)
        if [each.part for each in found] != list(self._items):
            self._fill(found)
        changed = None if update is None else {each.id for pair in update.changes for each in pair if each is not None}
        others = [
            each
            for each in found
            if self._shown.get(each.part) is not each or changed is None or pledge_of(each.part) in changed
        ]
        if others:
            with written_at_once(self.list.model()):
                for each in others:
                    self._show_row(each)
        sentence = tallied(submission, catalogue).sentence()
        rules = [_("The person who wrote a text cannot clear it alone.")] if by_two(submission) else []
        if wanted(submission):
            rules.append(_("Everything is to be cleared before signing."))
        self.sentence.setText(sentences((sentence, *rules)))
        self._narrow()
        self._choose()

    def _fill(self, found: Sequence[ClearanceState]) -> None:
        chosen = set(self.chosen())
        self.list.blockSignals(True)
        self.list.clear()
        self._items, self._shown = {}, {}
        for stands in found:
            item = QTreeWidgetItem()
            item.setData(NAME, PART, stands.part)
            self._items[stands.part] = item
        self.list.addTopLevelItems(list(self._items.values()))
        for part in chosen & self._items.keys():
            self._items[part].setSelected(True)
        self.list.blockSignals(False)

    def _show_row(self, stands: ClearanceState) -> None:
        self._shown[stands.part] = stands
        item = self._items[stands.part]
        name = title_of_part(self.session.submission, self.session.catalogue, stands.part)
        item.setText(NAME, name)
        item.setToolTip(NAME, hint(name))
        item.setText(STATE, stands.state_words())
        item.setIcon(STATE, icon(tone) if (tone := tone_of(stands)) else QIcon())
        item.setText(WHO, stands.by)
        item.setToolTip(WHO, hint(stands.who))
        item.setText(WHEN, stands.day)

    def _narrow(self) -> None:
        """Show those of the chosen state; what is hidden is not chosen, so that nothing unseen is marked."""
        wanted_state = self.filter.currentData()
        for part, item in self._items.items():
            stands = self._shown[part]
            seen = (
                wanted_state == ALL
                or (wanted_state == CHANGED and stands.changed)
                or (wanted_state == OPEN and stands.state != CLEARED and not stands.empty)
                or (wanted_state == stands.state and not stands.changed and not stands.empty)
            )
            if item.isHidden() is seen:
                item.setHidden(not seen)
            if not seen and item.isSelected():
                item.setSelected(False)

    def chosen(self) -> list[str]:
        """Return the parts that are chosen, in their order."""
        return [part for part, item in self._items.items() if item.isSelected()]

    def choose(self, parts: Sequence[str]) -> None:
        """Choose parts."""
        for part, item in self._items.items():
            item.setSelected(part in parts)
        if parts and parts[0] in self._items:
            self.list.setCurrentItem(self._items[parts[0]], NAME, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.list.scrollToItem(self._items[parts[0]])

    def _choose(self) -> None:
        """Show what is known of what is chosen, and offer what can be done with it."""
        parts = self.chosen()
        one = self._shown[parts[0]] if len(parts) == 1 else None
        for each in (self.review, self.clear, self.sheet):
            each.setEnabled(any(not self._shown[part].empty for part in parts))
        self.draft.setEnabled(any(self._shown[part].said != DRAFT for part in parts))
        self._attach.setEnabled(one is not None and one.said != DRAFT)
        self._open_part.setEnabled(one is not None)
        detailed = (tuple(parts), one)
        if detailed != self._detailed:
            self._detailed = detailed
            self._refuse("")
            self._show_details(parts, one)

    def _show_details(self, parts: Sequence[str], stands: ClearanceState | None) -> None:
        submission, catalogue = self.session.submission, self.session.catalogue
        for each in (self._code, self._note, self._steps):
            let_be_seen(each, stands is not None)
        let_be_seen(self._scan, stands is not None and bool(stands.sheet))
        if stands is None:
            count = len(parts)
            text = ngettext("{count} chosen", "{count} chosen", count).format(count=counted(count))
            self._name.setText(text if count else _("Choose an objective or a pledge"))
            self._state.say("" if count else _("You can choose several with Shift or Ctrl, and mark them in one step."))
            self.changes.show_changes(None)
            return
        self._name.setText(title_of_part(submission, catalogue, stands.part))
        self._state.say(stands.sentence(), tone_of(stands))
        mark_now = stands.now or fingerprint(submission, catalogue, stands.part)
        self._code.setText(_("Code of this text: {code}").format(code=code(short_code(mark_now))))
        let_be_seen(self._code, not stands.empty)
        note = (
            [_("Reviewed by {name}.").format(name=stands.reviewed_by)]
            if stands.state == CLEARED and stands.reviewed_by
            else []
        )
        note += [_("Signed on paper.")] if stands.on_paper else []
        note += [pgettext("clearance", "Note: {text}").format(text=stands.note)] if stands.note else []
        self._note.setText("\n".join(note))
        let_be_seen(self._note, bool(note))
        file = submission.attachments.get(stands.sheet)
        self._scan.setText(_("Scan of the sheet: {name}").format(name=one_line(file.name)) if file else "")
        self.changes.show_changes(self._changes_of(stands))
        self._steps.setText("\n".join(self._steps_of(stands)))
        let_be_seen(self._steps, bool(self._steps.text()))

    def _changes_of(self, stands: ClearanceState) -> Changes | None:
        if not stands.changed:
            return None
        try:
            revisions = list(self.session.file.revisions())
        except UserError:
            return Changes(False)
        return changes_since(self.session.submission, revisions, self.session.catalogue, stands)

    def _steps_of(self, stands: ClearanceState) -> list[str]:
        """Return what was done with the clearance of a part, newest first."""
        entry = self.session.submission.bound(CLEARANCE, stands.part)
        try:
            found = self.session.file.history(entry_id=entry.id, limit=STEPS)
        except UserError:
            return []
        return [
            _("{what} ({name}, {moment})").format(
                what=self.session.said(each.message),
                name=one_line(each.by) if each.by else _("Name not given"),
                moment=moment(each.at),
            )
            for each in found
        ]

    def _show_person(self, name: str) -> None:
        self.person.setText(name)
        self._propose_ministry()
        self._offered = (self.person.text(), self.ministry.text())

    def _names_others(self) -> bool:
        return (self.person.text(), self.ministry.text()) != self._offered

    def _propose_ministry(self) -> None:
        ministry = ministry_of(self.person.text(), self.session.submission)
        if ministry:
            self.ministry.setText(ministry)

    def open_at(self, place: Place) -> None:
        """Choose the part that a place names."""
        entry = self.session.entry(place.entry)
        part = entry.key if entry is not None and entry.kind == CLEARANCE else place.key
        if part in self._items:
            self.filter.setCurrentIndex(0)
            self.choose([part])

    def state(self) -> Mapping[str, Any]:
        """Return what is chosen, and what was typed for the next part that is marked."""
        names = (self.person.text(), self.ministry.text()) if self._names_others() else None
        return {
            "filter": self.filter.currentData(),
            "parts": self.chosen(),
            "names": names,
            "note": self.note.text(),
            "on_paper": self.on_paper.isChecked(),
            "refused": self._refused,
        }

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose again, and write again what was typed."""
        choose_data(self.filter, state["filter"])
        self.choose(state["parts"])
        if state["names"] is not None:
            for line, text in zip((self.person, self.ministry), state["names"], strict=True):
                line.setText(text)
        self.note.setText(state["note"])
        self.on_paper.setChecked(state["on_paper"])
        self._refuse(state["refused"])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_rest"):
            self._place()

    # What is done with it

    def mark(self, state: str) -> None:
        """Mark what is chosen, all of it in one revision; why it cannot be is said above the buttons."""
        session = self.session
        parts = self._to_mark(state)
        person, ministry, note = self.person.text(), self.ministry.text(), self.note.text().strip()
        if self._refuse(state):
            if state == DRAFT and not note:
                self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        method = ON_PAPER if self.on_paper.isChecked() else ON_SCREEN
        done = session.do(
            lambda speaker: mark(
                session.file,
                session.catalogue,
                parts,
                state,
                by=person,
                at=now(),
                ministry=ministry,
                note=note,
                method=method,
                speaker=speaker,
                submission=session.submission,
            )
        )
        if done:
            emptied(self.note)
            self.on_paper.setChecked(False)
            self.said.emit(self.session.can_undo())

    def _to_mark(self, state: str) -> list[str]:
        """Return those of what is chosen that can be marked so."""
        parts = self.chosen()
        if state != DRAFT:
            return [each for each in parts if not self._shown[each].empty] or parts
        return [each for each in parts if self._shown[each].said != DRAFT]

    def _refuse(self, what: str) -> bool:
        """Say above the buttons why something cannot be done; returns whether it cannot.

        Args:
            what: the state that something was to be marked with, `FILES` for several scans at once, empty for nothing.
        """
        reasons: Sequence[str] = ()
        if what == FILES:
            reasons = [_("Only one file is accepted at a time. Please drop the files one by one.")]
        elif what == DRAFT and not self.note.text().strip():
            reasons = [_("Say in the note why the text is a draft again.")]
        elif what:
            submission, catalogue = self.session.submission, self.session.catalogue
            reasons = reasons_against(submission, catalogue, self._to_mark(what), what, self.person.text())
        self._refused = what if reasons else ""
        self._told.say("\n".join(reasons[:MOST_REASONS]), "warns" if reasons else "")
        return bool(reasons)

    def _choose_sheet(self) -> None:
        name = _("Clearance sheet") + ".pdf"
        path = file_dialogs.file_to_write(self, _("Save the clearance sheet"), name, _("PDF documents (*.pdf)"))
        if path is not None:
            self.save_sheet(path)

    def save_sheet(self, path: Path) -> None:
        """Write the sheets of what is chosen as PDF."""
        parts = [each for each in self.chosen() if not self._shown[each].empty]
        try:
            save_sheet(self.session.file, self.session.catalogue, path, parts)
        except UserError as problem:
            tell_problem(self, _("The sheet could not be saved"), problem)
            return
        self.said.emit(_("{name} was saved.").format(name=path.name))

    def _choose_scan(self) -> None:
        path = file_dialogs.file_to_open(self, _("Scan of a signed sheet"), _("All files (*)"))
        if path is not None:
            self.attach(path)

    def _dropped(self, paths: Sequence[Path]) -> None:
        if len(paths) == 1:
            self.attach(paths[0])
        else:
            self._refuse(FILES)

    def attach(self, path: Path) -> None:
        """Take the scan of a signed sheet in, as evidence that stays in this file."""
        (part,) = self.chosen()
        session = self.session
        session.do(lambda speaker: attach_sheet(session.file, session.catalogue, part, path, by=speaker)[1])

    def _open_scan(self) -> None:
        (part,) = self.chosen()
        evidence = self.session.entry(self._shown[part].evidence)
        if evidence is not None:
            self.go.emit(place_of(evidence))

    def _open(self, part: str) -> None:
        number, pledge = number_of(part), self.session.entry(pledge_of(part))
        if number is not None:
            self.go.emit(Place("objective", str(number)))
        elif pledge is not None:
            self.go.emit(place_of(pledge))
