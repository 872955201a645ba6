"""Hand out a workbook: for whom, what it asks for, by when, and where it lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCompleter, QWidget

from desktop.catalogue.definitions import FormField, Option
from desktop.errors import UserError
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.review import language_of
from desktop.operations.workbook_out import SUFFIX, WORD, hand_out_workbook
from desktop.package.contribution_workbook.asked import USUAL, Asked, kinds_to_choose
from desktop.progress_reporter import ProgressReporter
from desktop.record.file_names import own_name
from desktop.record.history import Revision
from desktop.record.ministries import ministries
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.fields import FieldWidget, FormContext, make_field
from desktop.ui.fields.accepting import Refusal, all_accepted
from desktop.ui.fields.choices import CheckField
from desktop.ui.layout import GAP, across, button, scrolling, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.click_through import pass_presses_on
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.progress_dialog import has_many, work_in_front
from desktop.ui.session import Session

_FORMS = (
    Option(key="workbook", label=N_("Workbook, to be filled in with Excel or LibreOffice")),
    Option(key="word", label=N_("Review report, to be edited in Word or LibreOffice")),
)


class WorkbookOutDialog(Dialog):
    """Asks what somebody is to answer, writes the workbook, and enters it in the ledger.

    Attributes:
        path: where it lies; None when none was made.
    """

    def __init__(self, session: Session, say: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(_("Hand out a workbook"), parent, (780, 680))
        self.path: Path | None = None
        self._session = session
        self._say = say
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("Hand out a workbook"), "title"))
        inner.addWidget(
            words(
                _(
                    "For colleagues who do not have this program. When the workbook comes back, you see what has "
                    "changed in it, cell by cell, before anything is taken in."
                ),
                "muted",
            )
        )
        area, self._body = scrolling()
        inner.addWidget(area, 1)
        self.to = CutLine()
        names = QCompleter(list(ministries(session.submission, session.catalogue)), self.to)
        pass_presses_on(names.popup())
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.to.setCompleter(names)
        # A list that has nothing more to propose takes the next click, which was meant for what lies below it.
        self.to.textEdited.connect(lambda _text: QTimer.singleShot(0, self, self._close_proposals))
        self._add(self.to, _("For whom"), _("A ministry or a person. The answers will carry this name."))
        self.to.setAccessibleName(_("For whom"))
        self.fields: dict[str, FieldWidget] = {}
        for each in self._asked():
            # However many kinds there are, each is one press away.
            make = CheckField if each.key == "kinds" else make_field
            field: FieldWidget = make(each, FormContext(session.catalogue))
            self._add(field, _(each.label), _(each.help) if each.help else "")
            self._body.addWidget(Refusal(field))
            field.name(_(each.label), _(each.help) if each.help else "")
            self.fields[each.key] = field
        self.fields["form"].set_value("workbook")
        self.fields["kinds"].set_value(list(USUAL))
        self.fields["language"].set_value(language_of(session.submission))
        self.fields["form"].touched.connect(self._show_what_belongs)
        self._body.addStretch(1)
        self.on_enter = button(_("Choose where to save…"), self._choose, role="primary")
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.on_enter))
        self.to.setFocus()

    def _close_proposals(self) -> None:
        names = self.to.completer()
        popup = names.popup() if names is not None else None
        if popup is not None and names.completionCount() == 1 and names.currentCompletion() == self.to.text():
            popup.hide()

    def _asked(self) -> tuple[FormField, ...]:
        kinds = tuple(Option(key=kind.key, label=kind.plural) for kind in kinds_to_choose(self._session.catalogue))
        languages = tuple(Option(key=code, label=language.own_name) for code, language in LANGUAGES.items())
        return (
            FormField(key="form", type="choice", label=N_("What is handed out"), options=_FORMS),
            FormField(
                key="kinds",
                type="choices",
                label=N_("What is asked for"),
                help=N_("Each becomes a sheet in the workbook."),
                options=kinds,
            ),
            FormField(
                key="objectives",
                type="objectives",
                label=N_("Objectives"),
                help=N_("Leave this empty for all objectives."),
            ),
            FormField(key="until", type="date", label=N_("Return by")),
            FormField(
                key="contacts",
                type="yes_no",
                label=N_("Ask for contact persons too"),
                help=N_("The workbook will then contain names and e-mail addresses."),
            ),
            FormField(key="language", type="choice", label=N_("Language of the workbook"), options=languages),
        )

    def _add(self, widget: QWidget, text: str, help_text: str) -> None:
        label = words(text, "label")
        label.setBuddy(widget)
        self._body.addSpacing(8)
        self._body.addWidget(label)
        if help_text:
            self._body.addWidget(words(help_text, "help"))
        self._body.addWidget(widget)

    def _show_what_belongs(self) -> None:
        """Let only that be chosen which belongs to what is handed out."""
        is_workbook = self.fields["form"].value() != "word"
        for key in ("kinds", "objectives", "contacts"):
            self.fields[key].setEnabled(is_workbook)

    def asked(self) -> Asked:
        """Return what was chosen."""
        value = {key: field.value() for key, field in self.fields.items()}
        objectives, kinds = value["objectives"], value["kinds"]
        return Asked(
            self.to.text(),
            tuple(each for each in objectives if isinstance(each, int)) if isinstance(objectives, list) else (),
            tuple(each for each in kinds if isinstance(each, str)) if isinstance(kinds, list) else (),
            str(value["until"] or ""),
            value["contacts"] is True,
        )

    def _choose(self) -> None:
        if not all_accepted(self.fields.values(), self):
            return
        if not self.to.text().strip():
            tell_problem(self, _("Something is missing"), UserError(_("Please say who the file is for.")))
            self.to.setFocus()
            return
        is_word = self.fields["form"].value() == "word"
        suffix = WORD if is_word else SUFFIX
        sorts = _("Word documents (*.docx)") if is_word else _("Workbooks (*.xlsx)")
        chosen = file_dialogs.file_to_write(
            self, _("Where should the workbook be saved?"), own_name(f"{one_line(self.to.text(), 60)}{suffix}"), sorts
        )
        if chosen is not None:
            self.make(chosen if chosen.suffix.lower() == suffix else chosen.with_name(chosen.name + suffix))

    def make(self, path: Path) -> None:
        """Write the workbook at a place, or say why it cannot be written there."""
        session, language = self._session, str(self.fields["language"].value() or "")
        asked, person = self.asked(), session.person

        def write(_work: ProgressReporter) -> Revision | None:
            return hand_out_workbook(session.file, session.catalogue, path, asked, by=person, language=language)

        def done(revision: Revision | None) -> None:
            session.done(revision)
            self.path = path
            text = _("The workbook was saved as {name}, and entered in the list of copies.")
            self._say(text.format(name=one_line(path.name)))
            self.accept()

        def failed(problem: BaseException) -> None:
            tell_problem(self, _("The workbook could not be handed out"), problem)

        heading = _("Saving {name}").format(name=one_line(path.name))
        work_in_front(self, heading, write, done, failed, large=has_many(session.submission))
