"""The copy sheet of a pledge or a practice: each answer with a button that copies it, in the order of the online form."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.i18n import number_formatting
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.copy_sheet import CopyLine, copy_sheet
from desktop.record.entry import Entry
from desktop.record.values import title_of
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, card, scrolling, words
from desktop.ui.session import Session


class CopySheetDialog(Dialog):
    """Shows every answer of the online form; one that was not given says so and cannot be copied."""

    def __init__(self, session: Session, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(_("Text for the online form"), parent, (820, 680))
        self.lines = copy_sheet(entry, session.catalogue, session.submission)
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(title_of(entry, session.catalogue), "heading"))
        inner.addWidget(
            words(
                _("Copy each answer and paste it into the online form. The answers are in the same order as the form.")
                if entry.kind == "pledge"
                else _(
                    "Copy each answer and paste it into the online form. The makers of Pledgebook did not "
                    "find the form itself, so the answers are in the order of a published practice."
                ),
                "muted",
            )
        )
        area, body = scrolling()
        section, holder = None, body
        for line in self.lines:
            if line.section != section:
                section = line.section
                frame, holder = card()
                holder.addWidget(words(line.section, "heading"))
                body.addWidget(frame)
            self._add(holder, line)
        body.addStretch(1)
        inner.addWidget(area, 1)
        self._said = words("", "muted")
        inner.addLayout(across(self._said, None, button(_("Close"), self.accept, role="primary")))

    def _add(self, holder: QVBoxLayout, line: CopyLine) -> None:
        holder.addWidget(words(line.label, "label"))
        if line.mark:
            holder.addWidget(words(line.mark, "help"))
        if not line.text:
            holder.addWidget(words(_("Not answered"), "muted"))
            return
        holder.addWidget(words(line.text, "body", selectable=True))
        count = ngettext("{count} character", "{count} characters", line.characters)
        copy = button(
            _("Copy"), partial(self.copy, line), accessible=_("Copy the answer to “{field}”").format(field=line.label)
        )
        counted: QLabel = words(count.format(count=number_formatting.counted(line.characters)), "help")
        holder.addLayout(across(copy, counted, None))
        if line.problem:
            problem = words(line.problem, "problem")
            problem.setProperty("state", "blocks")
            holder.addWidget(problem)

    def copy(self, line: CopyLine) -> None:
        """Put an answer into the clipboard."""
        QGuiApplication.clipboard().setText(line.text)
        self._said.setText(_("Copied: {field}").format(field=line.label))
