"""The minutes: what was said, changed, agreed and parked in a sitting, to be read, and handed round as Word or PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QLineEdit, QTextBrowser, QWidget

from desktop.errors import UserError
from desktop.i18n.colons import leading
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import RIGHT_TO_LEFT, pgettext, use_language
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.operations.documents import offered_name
from desktop.operations.minutes import minutes_of, moment_of, save_minutes
from desktop.operations.review import language_of
from desktop.operations.sittings import end
from desktop.record.minutes_text import Block, Heading, Line
from desktop.record.sittings import Sitting, sittings
from desktop.record.update import Update
from desktop.ui import file_dialogs
from desktop.ui.layout import GAP, CalmCombo, across, as_widget, button, column
from desktop.ui.line_side import begin_at_side
from desktop.ui.message_boxes import tell_problem
from desktop.ui.opening import folder_to_read, open_copy
from desktop.ui.page_state import choose_data
from desktop.ui.pages.base import Page
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import Note, Notice, let_be_seen
from desktop.ui.parts.push_button import CheckBox
from desktop.ui.session import Session
from desktop.ui.theme import colours
from desktop.ui.timestamps import moment

TODAY, SINCE = "today", "since"

REST = 400
"""Milliseconds after a change before the minutes are read anew: nobody types on this page."""


class MinutesPage(Page):
    """The minutes of a sitting, of today, or since any moment, in the language of the submission."""

    key = "minutes"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column(self, fills=True)
        self.of = CalmCombo()
        self.of.setAccessibleName(_("What the minutes cover"))
        self.of.setMinimumContentsLength(14)
        self.of.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.of.activated.connect(lambda _place: self._choose())
        self.since = QLineEdit()
        self.since.setAccessibleName(_("Since when"))
        self.since.setPlaceholderText(_("2026-03-02 09:30, or 09:30 for today"))
        begin_at_side(self.since)
        self.since.editingFinished.connect(self._show)
        self.internal = CheckBox(_("With internal notes and comments"))
        self.internal.toggled.connect(lambda _checked: self._show())
        row = across(self.of, self.since, spacing=GAP)
        row.setStretch(0, 2)
        row.setStretch(1, 1)
        inner.addLayout(row)
        self.goes_on = Note("body")
        self.end = button(pgettext("button", "End the sitting"), self._end)
        ending = across(self.goes_on, self.end)
        ending.setStretch(0, 1)
        inner.addLayout(ending)
        inner.addLayout(across(self.internal, None))
        self.notice = Notice()
        inner.addWidget(self.notice)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Minutes"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        inner.addWidget(self.text, 1)
        self.open_button = button(_("Open"), self.open_document)
        self.open_button.setToolTip(
            _("A document opens in the program that this computer uses for such files. You can print it there.")
        )
        self.pdf = button(_("Save as PDF…"), lambda: self._ask_save(".pdf"))
        self.word = button(_("Save as Word…"), lambda: self._ask_save(".docx"), role="primary")
        self._kept = (self.open_button, self.pdf, self.word)
        self._below = as_widget(across(None, flowing(*self._kept)))
        inner.addWidget(self._below)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REST)
        self._later.timeout.connect(self._show)
        session.closing.connect(self._later.stop)  # what was done last may be a moment ago
        self._offered: tuple[Sitting, ...] | None = None
        self._wanted: str | None = None  # what somebody chose; None for the last sitting, whichever that is

    def foot(self) -> QWidget | None:
        """Return what the minutes can be opened and saved with."""
        return self._below

    def recolour(self) -> None:
        """Draw the lines of the tables in the colour in use."""
        self._show()

    def refresh(self, update: Update | None) -> None:
        """Show the minutes as they are now, a moment after something was changed."""
        self._offer()
        if update is None:
            self._show()
        else:
            self._later.start()

    def _offer(self) -> None:
        found = tuple(reversed(sittings(self.session.submission)))
        if found == self._offered:
            return
        self._offered = found
        self.of.clear()
        for each in found:
            self.of.addItem(_named(each), each.id)
        self.of.addItem(_("Today"), TODAY)
        self.of.addItem(_("Since a given time"), SINCE)
        self.of.setCurrentIndex(max(self.of.findData(self._wanted), 0))
        let_be_seen(self.since, self.of.currentData() == SINCE)

    def _choose(self) -> None:
        chosen = self.of.currentData()
        # Whoever is at the last sitting is at the next one as soon as that begins.
        self._wanted = None if self._offered and chosen == self._offered[0].id else chosen
        let_be_seen(self.since, self.of.currentData() == SINCE)
        if self.of.currentData() == SINCE and not self.since.text():
            self.since.setFocus()
            self.text.clear()
            return
        self._show()

    def state(self) -> Mapping[str, Any]:
        """Return of what there are to be minutes, None for the last sitting, and what is to be in them."""
        return {"of": self._wanted, "since": self.since.text(), "internal": self.internal.isChecked()}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose the same again."""
        with QSignalBlocker(self.internal):
            self.internal.setChecked(state["internal"])
        self.since.setText(state["since"])
        self._wanted = state["of"]
        if self._wanted is not None:
            choose_data(self.of, self._wanted)
        let_be_seen(self.since, self.of.currentData() == SINCE)
        self._show()

    def wanted(self) -> Sitting | datetime:
        """Return what the minutes are of. Raises UserError for a moment that is none."""
        chosen = self.of.currentData()
        if chosen == TODAY:
            return moment_of("00:00", now())
        if chosen == SINCE:
            return moment_of(self.since.text(), now())
        return next(each for each in self._offered or () if each.id == chosen)

    def _end(self) -> None:
        """End the sitting that is shown; who took part in it is known to its workshop."""
        session, going = self.session, self._going()
        if session.workshop is not None and going == session.workshop.sitting:
            session.workshop.end_sitting()
        elif going is not None:
            session.do(lambda by: end(session.file, going, now(), (), by=by))
        self.of.setFocus()

    def _going(self) -> Sitting | None:
        """Return the sitting that is shown where it goes on, else None."""
        chosen = self.of.currentData()
        return next((each for each in self._offered or () if each.id == chosen and each.goes_on), None)

    def _tell_goes_on(self) -> None:
        going = self._going()
        self.goes_on.say(
            _("The sitting has been in progress since {time}.").format(time=moment(going.begun)) if going else "",
            "info",
        )
        let_be_seen(self.end, going is not None)

    def _show(self) -> None:
        self._later.stop()
        self._tell_goes_on()
        for each in self._kept:
            each.setEnabled(True)
        try:
            written = minutes_of(
                self.session.file,
                self.session.submission,
                self.session.catalogue,
                self.wanted(),
                internal=self.internal.isChecked(),
            )
        except UserError as problem:
            self.text.clear()
            for each in self._kept:
                each.setEnabled(False)
            self.notice.say(problem.message, "warns")
            return
        self.notice.say("", "")
        place = self.text.verticalScrollBar().value()
        language = language_of(self.session.submission)
        rtl = language in RIGHT_TO_LEFT
        self.text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option = QTextOption()
        option.setTextDirection(self.text.layoutDirection())
        self.text.document().setDefaultTextOption(option)
        with use_language(language):  # what stands between their words is theirs, too
            html = html_of(written.title, written.blocks, rtl=rtl)
        self.text.setHtml(html)
        self.text.verticalScrollBar().setValue(place)

    def open_document(self) -> None:
        """Open the minutes that are shown as PDF, to be read and printed; the copy goes when the program does."""
        path = folder_to_read() / offered_name(self.session.submission, pgettext("file name", "minutes"), ".pdf")
        if self._saved(path):
            open_copy(path, self)

    def _ask_save(self, suffix: str) -> None:
        name = offered_name(self.session.submission, pgettext("file name", "minutes"), suffix)
        kinds = {".docx": _("Word documents (*.docx)"), ".pdf": _("PDF documents (*.pdf)")}
        path = file_dialogs.file_to_write(self, _("Save the minutes"), name, kinds[suffix])
        if path is not None:
            self.save(path if path.suffix.lower() == suffix else path.with_name(path.name + suffix))

    def save(self, path: Path) -> None:
        """Save the minutes that are shown; says why when they cannot be saved."""
        if self._saved(path):
            self.said.emit(_("Saved: {name}").format(name=path.name))

    def _saved(self, path: Path) -> bool:
        try:
            save_minutes(
                self.session.file, self.session.catalogue, path, self.wanted(), internal=self.internal.isChecked()
            )
        except UserError as problem:
            tell_problem(self, _("The minutes could not be saved"), problem)
            return False
        return True


def _named(sitting: Sitting) -> str:
    begun = moment(sitting.begun)
    name = _("{title}, {day}").format(title=one_line(sitting.title), day=begun) if sitting.title else begun
    return name if sitting.ended else _("{name} (not ended)").format(name=name)


def html_of(title: str, blocks: Iterable[Block], *, rtl: bool) -> str:
    """Return minutes as the window shows them. Whatever people wrote in them is text, and obeyed nowhere."""
    side = ' dir="rtl" align="right"' if rtl else ""
    parts = [f"<h1{side}>{escape(title)}</h1>"]
    for each in blocks:
        if isinstance(each, Heading):
            parts.append(f"<h{each.level + 1}{side}>{escape(each.text)}</h{each.level + 1}>")
        elif isinstance(each, Line):
            label = f"<b>{escape(leading(each.label))}</b>" if each.label else ""
            parts.append(f"<p{side}>{label}{_lines(each.text)}</p>")
        else:
            # Qt sets the columns of a table from the left, whichever way its text runs.
            turned = (lambda cells: list(reversed(cells))) if rtl else list
            widths = turned([round(share * 100) for share in each.shares])
            # Each cell has its line: what Qt draws round them by itself is of another colour at each side, and bright in the dark.
            line = f' style="border: 1px solid {colours().line}"'
            heads = "".join(
                f'<th{side or " align=left"} width="{width}%"{line}>{escape(head)}</th>'
                for head, width in zip(turned(each.heads), widths, strict=True)
            )
            rows = "".join(
                "<tr>" + "".join(f"<td{side}{line}>{_lines(cell)}</td>" for cell in turned(row)) + "</tr>"
                for row in each.rows
            )
            parts.append(
                f'<table width="100%" border="1" cellspacing="0" cellpadding="5" '
                f'style="border-color: {colours().line}; border-collapse: collapse;">'
                f"<thead><tr>{heads}</tr></thead>{rows}</table>"
            )
    return "".join(parts)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
