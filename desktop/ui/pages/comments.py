"""Comments: what is waiting for me, what is open, what is settled. Each opens into the field that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.comments import Thread, ministry_about, thread_of, thread_with, threads, waiting_for
from desktop.record.entry import Entry
from desktop.record.update import Update
from desktop.record.values import title_of
from desktop.ui.drafts import COMMENT, STATEMENT
from desktop.ui.layout import GAP, column, filter_box, words
from desktop.ui.list_views import many_rows
from desktop.ui.navigation import Place, place_of
from desktop.ui.page_state import choose_data, choose_line
from desktop.ui.pages import PAGE_OF_KIND
from desktop.ui.pages.base import Page
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, show_pressed
from desktop.ui.parts.comment_panel import head_of, settled_of
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.session import Session

WAITING, OPEN, SETTLED = "waiting", "open", "settled"
CHOICES = {WAITING: N_("Waiting for me"), OPEN: N_("All open"), SETTLED: N_("All settled")}
MOST = 300
"""Letters of a comment that are shown in the list; the whole stands at its field."""

THREAD = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
"""Where something waits that was begun and not handed on."""


class _Begun(NamedTuple):
    """Something that was begun and not handed on, in words, where it waits, and the thread that it would be in."""

    text: str
    place: Place
    thread: Thread


class CommentsPage(Page):
    """Lists threads of comments, of the whole submission or of one objective or ministry."""

    key = "comments"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._choice = WAITING
        self._filled: tuple[object, ...] = ()
        inner = column(self, fills=True)
        self.choices: dict[str, ChoiceButton] = {}
        holder = QWidget()
        holder.setAccessibleName(_("Which comments"))
        row = FlowLayout(holder, spacing=GAP // 2)
        for key, name in CHOICES.items():
            made = ChoiceButton(_(name))
            made.clicked.connect(lambda _checked=False, key=key: self.choose(key))
            row.addWidget(made)
            self.choices[key] = made
        Along(holder).lead(list(self.choices.values()))
        inner.addWidget(holder)
        self.objective, self.ministry = filter_box(_("Objective")), filter_box(_("Ministry"))
        self.objective.addItem(_("All objectives"), 0)
        for each in session.catalogue.objectives:
            label = _("{number} {label}").format(number=each.number, label=session.catalogue.label(each.number))
            self.objective.addItem(label, each.number)
        filters = QWidget()
        beside = FlowLayout(filters, spacing=GAP)
        beside.addWidget(self.objective)
        beside.addWidget(self.ministry)
        inner.addWidget(filters)
        self._lead = words("", "muted")
        inner.addWidget(self._lead)
        self._model = QStandardItemModel(self)
        self.list = many_rows(self._model, _("Comments"))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        inner.addWidget(self.list, 1)
        self._empty = NothingYet()
        inner.addWidget(self._empty, 1)
        for box in (self.objective, self.ministry):
            box.currentIndexChanged.connect(lambda _place: self._fill())
        session.person_changed.connect(self._person_changed)
        session.drafts.handed_over.connect(self._fill)
        session.drafts.changed.connect(self._draft_changed)

    def refresh(self, update: Update | None) -> None:
        """Show the comments as they are now."""
        self._fill()

    def open_at(self, place: Place) -> None:
        """Choose the comment that the place names, wherever it stands."""
        thread = thread_of(self.session.submission, place.entry) if place.entry else None
        if thread is not None:
            self.choose(SETTLED if thread.settled else OPEN)
            for row in range(self._model.rowCount()):
                if self._model.index(row, 0).data(THREAD) is thread:
                    self.list.setCurrentIndex(self._model.index(row, 0))
                    self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, choice: str) -> None:
        """Show what waits for me, all that is open, or what is settled."""
        self._choice = choice
        self._fill()

    def state(self) -> Mapping[str, Any]:
        """Return which comments are shown, and which one is chosen."""
        return {
            "choice": self._choice,
            "objective": self.objective.currentData(),
            "ministry": self.ministry.currentData(),
            "chosen": _key(self.list.currentIndex()),
        }

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Show and choose the same again."""
        self.choose(state["choice"])
        choose_data(self.objective, state["objective"])
        choose_data(self.ministry, state["ministry"])
        choose_line(self.list, state["chosen"], _key)

    def _person_changed(self, _person: str) -> None:
        self._fill()

    def _draft_changed(self, _place: str) -> None:
        self._fill()

    def _fill(self) -> None:
        submission, person = self.session.submission, self.session.person
        found = threads(submission)
        waiting = waiting_for(submission, person)
        by_choice = {
            WAITING: waiting,
            OPEN: [each for each in found if not each.settled],
            SETTLED: [each for each in found if each.settled],
        }
        begun = self._begun()
        for key, pressed in self.choices.items():
            name, count = _(CHOICES[key]), len(by_choice[key]) + (len(begun) if key == WAITING else 0)
            pressed.setText(_("{name} ({count})").format(name=name, count=counted(count)) if count else name)
            show_pressed(pressed, key == self._choice)
        self._offer([*found, *(each.thread for each in begun)])
        shown = [each for each in by_choice[self._choice] if self._fits(each)]
        begun = begun if self._choice == WAITING else []
        is_known = bool(by_choice[self._choice] or begun)
        begun = [each for each in begun if self._fits(each.thread)]
        is_any = bool(shown or begun)
        self._lead.setText(_("Choose a comment to open its field.") if is_any else "")
        self._empty.setText(self._nothing(is_known))
        self._empty.setVisible(not is_any)
        self.list.setVisible(is_any)
        drawn = (self._choice, tuple(begun), tuple((each, self._where(each)) for each in shown))
        if drawn == self._filled:
            return
        self._filled = drawn
        chosen, row = _key(self.list.currentIndex()), self.list.currentIndex().row()
        self._model.clear()
        for each in begun:
            item = QStandardItem(each.text)
            item.setData(each.place, PLACE)
            item.setEditable(False)
            self._model.appendRow(item)
        for thread in shown:
            self._model.appendRow(self._item(thread))
        choose_line(self.list, chosen, _key)
        if 0 <= row < self._model.rowCount() and self.list.hasFocus() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(row, 0))

    def _begun(self) -> list[_Begun]:
        """Return what whoever writes here has begun and not handed on."""
        catalogue, submission = self.session.catalogue, self.session.submission
        found: list[_Begun] = []
        entry: Entry | None
        chosen: Sequence[str]
        numbers = {str(each.number): each.number for each in catalogue.objectives}
        for place, texts in self.session.drafts.begun().items():
            sort, about, *rest = (*place.split("/"), "")
            text = shortened(one_line(texts[0], MOST), MOST)
            if sort == STATEMENT:
                if about not in numbers:
                    continue  # these forms have no such objective
                where = _("{number}  {title}").format(number=about, title=catalogue.label(numbers[about]))
                told, leads = _("Unfinished statement"), Place("objective", about)
                entry, field, chosen = submission.bound("assessment", about), "", ()
            else:
                kind, key = (*texts[4:6], "", "")[:2]
                bound = submission.bound(kind, key) if kind in catalogue.kinds and key else None
                entry = self.session.entry(about) or bound
                if sort != COMMENT or entry is None or entry.kind not in PAGE_OF_KIND or not rest:
                    continue  # forms that are used no longer had it, or somebody has altered what is remembered
                field, chosen = rest[0], texts[1:4]
                where, told, leads = title_of(entry, catalogue), _("Unfinished comment"), place_of(entry, field)
            said = "\n".join((where, _("{head}: {text}").format(head=told, text=text)))
            found.append(_Begun(said, leads, thread_with(submission, entry, field, *chosen)))
        return found

    def _nothing(self, others: bool) -> str:
        if others:
            return _("There are no comments for this objective and ministry.")
        if self._choice == WAITING and not self.session.person:
            return _("Say who you are under “Your name”, to see what is waiting for you.")
        return {
            WAITING: _("Nothing is waiting for you."),
            OPEN: _("There are no open comments."),
            SETTLED: _("There are no settled comments yet."),
        }[self._choice]

    def _offer(self, found: Sequence[Thread]) -> None:
        submission = self.session.submission
        names = sorted({name for each in found if (name := ministry_about(each, submission))})
        if [
            self.ministry.itemData(place) for place in range(1, self.ministry.count())
        ] == names and self.ministry.count():
            return
        chosen = self.ministry.currentData()
        self.ministry.blockSignals(True)
        self.ministry.clear()
        self.ministry.addItem(_("All ministries"), "")
        for name in names:
            self.ministry.addItem(one_line(name), name)
        self.ministry.setCurrentIndex(max(self.ministry.findData(chosen), 0))
        self.ministry.blockSignals(False)

    def _fits(self, thread: Thread) -> bool:
        submission = self.session.submission
        number, ministry = self.objective.currentData(), self.ministry.currentData()
        if number:
            of_objective = thread.first.kind == "assessment" and thread.first.key == str(number)
            if not of_objective and thread.first.on not in submission.ids_of_objective(thread.first.kind, number):
                return False
        return not ministry or ministry_about(thread, submission) == ministry

    def _where(self, thread: Thread) -> str:
        """Return what a thread is about, and that it is gone where it is."""
        catalogue, first = self.session.catalogue, thread.first
        kind = catalogue.kinds.get(first.kind)
        entry = self.session.entry(first.on) or (first.entry if kind is not None and kind.bound else None)
        fields = kind.fields if kind is not None else ()
        label = next((_(each.label) for each in fields if each.key == first.field), "")
        if entry is None:
            title = one_line(first.title) if first.title else _("Entry without a name")
            return _("{title} – this entry was removed").format(title=title)
        title = title_of(entry, catalogue)
        return _("{title} – {field}").format(title=title, field=label) if label else title

    def _item(self, thread: Thread) -> QStandardItem:
        where = self._where(thread)
        lines = [where]
        for each in (thread.first, *thread.replies[-1:]):
            lines.append(
                _("{head}: {text}").format(head=head_of(each), text=shortened(one_line(each.text, MOST), MOST))
            )
        if len(thread.replies) > 1:
            lines.insert(2, _("Replies: {count}").format(count=counted(len(thread.replies))))
        if thread.settled:
            lines.append(settled_of(thread))
        item = QStandardItem("\n".join(lines))
        item.setData(thread, THREAD)
        item.setEditable(False)
        return item

    def _open(self, index: QModelIndex) -> None:
        thread, begun = index.data(THREAD), index.data(PLACE)
        if isinstance(begun, Place):
            self.go.emit(begun)
            if begun.entry:
                QTimer.singleShot(0, self, lambda: self._show_at(begun.entry, begun.field))
        if isinstance(thread, Thread):
            entry = self._entry_of(thread)
            if entry is None:
                self.said.emit(_("The entry that this comment is about was removed. Undo can bring it back."))
                return
            self.go.emit(place_of(entry, thread.first.field))
            QTimer.singleShot(0, self, lambda: self._show_at(entry.id, thread.first.field))

    def _show_at(self, entry_id: str, field: str) -> None:
        """Open the comments in the form that was gone to."""
        from desktop.ui.form import FormView

        for form in self.window().findChildren(FormView):
            if form.isVisible() and form.entry_id == entry_id:
                form.show_comments(field)
                return

    def _entry_of(self, thread: Thread) -> Entry | None:
        first = thread.first
        if first.kind not in PAGE_OF_KIND:
            return None
        kind = self.session.catalogue.kinds.get(first.kind)
        bound = kind is not None and kind.bound is not None
        return self.session.entry(first.on) or (first.entry if bound else None)


def _key(index: QModelIndex) -> str | None:
    thread = index.data(THREAD)
    return thread.first.id if isinstance(thread, Thread) else None
