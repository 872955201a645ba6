"""The voluntary review report: chapters that write themselves from the entries, and stay the team's to change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.definitions import Kind
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext, use_language
from desktop.operations import review as reviewing
from desktop.operations.brief import BRIEF, SLIDES, save_brief
from desktop.operations.check import check
from desktop.operations.documents import offered_name
from desktop.record.chapters import ChapterLine, ChapterText, chapter, outline
from desktop.record.update import Update
from desktop.ui import file_dialogs
from desktop.ui.focus import choose_next, focus_first
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
    card,
    column,
    margins,
    scrolled_when_cut,
    scrolling,
    short_of_bar,
    words,
)
from desktop.ui.list_detail import ListDetail, Split
from desktop.ui.list_views import INDENT, rows
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place
from desktop.ui.opening import folder_to_read, open_copy
from desktop.ui.page_state import choose_line
from desktop.ui.pages.base import Page
from desktop.ui.parts.disclosure import Disclosure
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import Notice
from desktop.ui.session import Session
from desktop.ui.tab_order import come_before

KEY = Qt.ItemDataRole.UserRole
TEXT = "text"
"""The field of a chapter that the team writes in."""

LEAST_OF_ANSWERS = 60
"""Letters of room that the answers of the check have beside the buttons."""


class ReviewPage(Page):
    """The chapters in a list; the chosen one with its guiding questions and its text."""

    key = "review"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._key = session.catalogue.review[0].key if session.catalogue.review else ""
        inner = column(self, fills=True, scrolls=True)
        self._model = QStandardItemModel(self)
        self.list = rows(self._model, _("Chapters"))
        split = Split()
        split.addWidget(self.list)
        trailing = self._make_trailing()
        split.addWidget(scrolled_when_cut(trailing))
        beside(split)
        self.sides = ListDetail(split, self.list, lambda: focus_first(trailing))
        self._head.insertWidget(0, self.sides.back, 0, Qt.AlignmentFlag.AlignTop)
        come_before(self.sides.back, self._fold)
        inner.addWidget(split, 1)
        self._verdicts = words("", "muted")
        self.open_button = button(_("Open"), self.open_document)
        self.open_button.setToolTip(
            _("A document opens in the program that this computer uses for such files. You can print it there.")
        )
        saves = flowing(
            button(_("Brief…"), lambda: self._ask_brief(BRIEF), accessible=_("Save a two-page brief")),
            button(_("Slides…"), lambda: self._ask_brief(SLIDES), accessible=_("Save slides")),
            self.open_button,
            button(_("Save as PDF…"), lambda: self._ask_save(".pdf")),
            button(_("Save as Word…"), lambda: self._ask_save(".docx"), role="primary"),
        )
        self._saves = as_widget(across(None, saves))
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(GAP // 2)
        self._foot.addWidget(self._verdicts, 1)
        self._foot.addWidget(self._saves)
        short_of_bar(self._foot)
        inner.addLayout(self._foot)
        self._fold.take(self._verdicts)
        self._fold.follow(self)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now.data(KEY)))

    def foot(self) -> QWidget | None:
        """Return what the report can be opened and saved with."""
        return self._saves

    def _make_trailing(self) -> Part:
        trailing = Part()
        body = QVBoxLayout(trailing)
        margins(body, GAP, 0, 0, 0)
        body.setSpacing(GAP // 2)
        self._title = words("", "heading")
        self._questions = words("", "muted")
        self._notice = Notice()
        self._fold = Disclosure()
        self._fold.take(self._questions, lambda: bool(self._questions.text()))
        self._head = across(self._title, self._fold)
        self._head.setStretch(0, 1)
        along_area(self._head)
        body.addLayout(self._head)
        body.addLayout(questions := across(self._questions))
        along_area(questions)
        notice = across(self._notice)
        along_area(notice)
        body.addLayout(notice)
        self._stack = QStackedWidget()
        self._preview = words("", "body", selectable=True)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        area, holder = scrolling()
        frame, paper = card()
        paper.addWidget(self._preview)
        holder.addWidget(frame)
        holder.addStretch(1)
        self._stack.addWidget(area)
        self.form = FormView(self._shown_kind(), form_context(self.session, self, self.said.emit))
        self.form.field(TEXT).gone.connect(self._show)
        self._stack.addWidget(self.form)
        body.addWidget(Rest(self._stack), 1)
        self.take_over = button(_("Edit this chapter"), self._take_over)
        self.give_back = button(_("Use the text of the entries again"), self._give_back)
        ways = across(self.take_over, self.give_back, None)
        along_area(ways)
        body.addLayout(ways)
        return trailing

    def _shown_kind(self) -> Kind:
        kind = self.session.catalogue.kind("chapter")
        shown = tuple(field for field in kind.fields if field.release != "internal")
        return kind.changed(fields=shown)

    def _language(self) -> str:
        return reviewing.language_of(self.session.submission)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_foot()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_foot"):
            self._place_foot()

    def _place_foot(self) -> None:
        """Let the answers stand beside the buttons where they have room there, else above them."""
        room = self.width() - self._saves.sizeHint().width()
        wide = room >= self.fontMetrics().averageCharWidth() * LEAST_OF_ANSWERS
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(direction)

    def refresh(self, update: Update | None) -> None:
        """Show the chapters as they are now; what the program writes is in the language of the team's texts."""
        submission, catalogue = self.session.submission, self.session.catalogue
        both = check(submission, catalogue).verdicts()
        answers = (_("{question} {answer}").format(question=each.question, answer=each.answer) for each in both)
        self._verdicts.setText("\n".join(answers))
        chapters = outline(submission, catalogue)
        keys = [each.key for each in chapters]
        if [self._model.item(row).data(KEY) for row in range(self._model.rowCount())] != keys:
            self._model.clear()
            for each in chapters:
                item = QStandardItem()
                item.setData(each.key, KEY)
                self._model.appendRow(item)
        for row, each in enumerate(chapters):
            self._model.item(row).setText(_row(each))
            self._model.item(row).setData(each.level - 1, INDENT)
        if self._key not in keys and keys:
            self._key = keys[0]
        if keys:
            row = keys.index(self._key)
            if self.list.currentIndex().row() != row:
                self.list.setCurrentIndex(self._model.index(row, 0))
        self._show()

    def open_at(self, place: Place) -> None:
        """Show the chapter of the entry that the place names."""
        entry = self.session.entry(place.entry) if place.entry else None
        if entry is not None and entry.kind == "chapter":
            self._choose(entry.key)
            self.refresh(None)
            self.sides.show_chosen()

    def state(self) -> Mapping[str, Any]:
        """Return which chapter is chosen."""
        return {"chosen": self._key}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose the same again; other forms may not have it."""
        choose_line(self.list, state["chosen"], lambda index: index.data(KEY))

    def go_to_missing(self) -> bool:
        """Choose the next chapter of which nothing is said."""
        chapters = outline(self.session.submission, self.session.catalogue)
        return choose_next(self.list, [row for row, each in enumerate(chapters) if each.empty])

    def leave(self) -> None:
        """Write down what is being typed."""
        self.form.commit()

    def _choose(self, key: object) -> None:
        if isinstance(key, str) and key != self._key:
            self.leave()
            self._key = key
            self._show()

    def _show(self) -> None:
        if not self._key:
            return
        submission, catalogue = self.session.submission, self.session.catalogue
        with use_language(self._language()):
            now = chapter(submission, catalogue, self._key)
        self._title.setText(catalogue.chapter_name(self._key))
        self._questions.setText("\n".join(_("– {text}").format(text=_(each.text)) for each in now.questions))
        self._questions.setVisible(bool(now.questions) and not self._fold.is_folded)
        # Whoever clears the text to write it anew is not done with it: the box stays below the cursor.
        own = now.own or (bool(self.form.field(TEXT).stay) and self._stack.currentIndex() == 1)
        self._stack.setCurrentIndex(1 if own else 0)
        text = now.text or _("There are no entries for this chapter yet.")
        if text != self._preview.text():  # to lay out thousands of lines takes its time
            self._preview.setText(text)
        if own:
            self.form.set_entry(submission.bound("chapter", self._key))
        may = not self.session.why_closed(submission.bound("chapter", self._key))
        for pressed in (self.take_over, self.give_back):
            pressed.setEnabled(may)
        self.take_over.setVisible(not own)
        self.give_back.setVisible(own)
        self._notice.say(*_state(now))

    def _take_over(self) -> None:
        if self.session.do(lambda by: reviewing.take_over(self.session.file, self.session.catalogue, self._key, by=by)):
            self.form.focus_field(TEXT)

    def _give_back(self) -> None:
        self.form.commit()
        self.session.do(lambda by: reviewing.give_back(self.session.file, self.session.catalogue, self._key, by=by))

    def open_document(self) -> None:
        """Open the review report as PDF, to be read and printed; the copy goes when the program does."""
        self.leave()
        path = folder_to_read() / offered_name(self.session.submission, pgettext("file name", "review"), ".pdf")
        if self._saved(path):
            open_copy(path, self)

    def _ask_save(self, suffix: str) -> None:
        self.leave()
        name = offered_name(self.session.submission, pgettext("file name", "review"), suffix)
        kinds = {".docx": _("Word documents (*.docx)"), ".pdf": _("PDF documents (*.pdf)")}
        path = file_dialogs.file_to_write(self, _("Save the review report"), name, kinds[suffix])
        if path is not None:
            self.save(path if path.suffix.lower() == suffix else path.with_name(path.name + suffix))

    def _ask_brief(self, suffix: str) -> None:
        self.leave()
        headings = {BRIEF: _("Save a two-page brief"), SLIDES: _("Save slides")}
        kinds = {BRIEF: _("Word documents (*.docx)"), SLIDES: _("Presentations (*.pptx)")}
        what = pgettext("file name", "brief") if suffix == BRIEF else pgettext("file name", "slides")
        name = offered_name(self.session.submission, what, suffix)
        path = file_dialogs.file_to_write(self, headings[suffix], name, kinds[suffix])
        if path is not None:
            self.save_brief(path if path.suffix.lower() == suffix else path.with_name(path.name + suffix))

    def save_brief(self, path: Path) -> None:
        """Save the brief or the slides, by the ending; says why when they cannot be saved."""
        try:
            save_brief(self.session.file, self.session.catalogue, path)
        except UserError as problem:
            tell_problem(self, _("The file could not be saved"), problem)
        else:
            self.said.emit(_("Saved: {name}").format(name=path.name))

    def save(self, path: Path) -> None:
        """Save the review report; says why when it cannot be saved."""
        if self._saved(path):
            self.said.emit(_("Saved: {name}").format(name=path.name))

    def _saved(self, path: Path) -> bool:
        try:
            reviewing.save_review(self.session.file, self.session.catalogue, path)
        except UserError as problem:
            tell_problem(self, _("The review report could not be saved"), problem)
            return False
        return True


def _row(each: ChapterLine) -> str:
    if each.own:
        return _("{name} (your text)").format(name=each.title)
    return _("{name} (empty)").format(name=each.title) if each.empty else each.title


def _state(now: ChapterText) -> tuple[str, str]:
    if now.moved_on:
        return _("The entries have changed since you wrote this chapter. Check that your text still fits."), "warns"
    if now.own:
        return _("This is your own text. It does not change when the entries change."), "info"
    return _("This chapter is made from your entries, and changes with them."), "info"
