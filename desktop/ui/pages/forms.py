"""The forms that this submission uses, and data packs: files that replace a part of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.catalogue import region_names
from desktop.catalogue.forms_reader import current
from desktop.catalogue.pack_claims import claims, fingerprint
from desktop.catalogue.packs import DataPack
from desktop.errors import UserError
from desktop.i18n.lists import separated
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.operations import dictionary_packs, forms_in_use, packs
from desktop.record.entry import Entry
from desktop.record.update import Update
from desktop.ui import file_dialogs
from desktop.ui.dialogs.pack import PackDialog
from desktop.ui.layout import across, button, card, column, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.pages.base import Page
from desktop.ui.progress_dialog import run_with_progress
from desktop.ui.session import Session


class FormsPage(Page):
    """What is asked here comes from forms; this page says from which, and lets others be used."""

    key = "forms"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column(self)
        inner.addWidget(
            words(
                _(
                    "A data pack is a file that replaces indicators, official texts or fields of the forms. Your "
                    "coordinator or the Network gives it to you. You see what it changes before it is used, and no "
                    "answer is lost."
                ),
                "lead",
            )
        )
        self.choose_button = button(_("Choose a data pack…"), self._choose, role="primary")
        self.choose_button.setEnabled(session.may_add("data_pack"))
        inner.addLayout(across(self.choose_button, None))
        inner.addWidget(words(_("In use"), "heading"))
        self._used = QVBoxLayout()
        inner.addLayout(self._used)
        self._others_heading = words(_("Kept on this computer"), "heading")
        inner.addWidget(self._others_heading)
        self._others = QVBoxLayout()
        inner.addLayout(self._others)

    def refresh(self, update: Update | None) -> None:
        """Show the forms as they are now."""
        if update is not None:
            return  # other forms build every page anew
        _clear(self._used)
        _clear(self._others)
        shipped = current().pack
        frame, holder = card()
        holder.addWidget(words(_(shipped.label), "label"))
        version = _("Version {version}, supplied with the program").format(version=shipped.version)
        holder.addWidget(words(version, "muted"))
        holder.addWidget(words(_(shipped.caution), "body"))
        self._used.addWidget(frame)
        entries = forms_in_use.packs_of(self.session.submission)
        for entry in entries:
            self._used.addWidget(self._in_use(entry))
        there = {packs.fingerprint(entry) for entry in entries}
        others = [each for each in packs.installed() if each.fingerprint not in there]
        for each in others:
            self._others.addWidget(self._kept(each))
        languages = dictionary_packs.installed_dictionaries()
        for language in languages:
            self._others.addWidget(self._dictionary(language))
        self._others_heading.setVisible(bool(others or languages))

    def _in_use(self, entry: Entry) -> QWidget:
        frame, holder = card()
        holder.addWidget(words(one_line(entry.text("title")), "label"))
        pack = packs.pack_of(self.session.file, entry)
        if pack is None:
            holder.addWidget(words(_("This pack cannot be used. The forms are used without it."), "body"))
            said = [fingerprint(packs.fingerprint(entry))]
        else:
            said = claims(pack)
        for text in said:
            holder.addWidget(words(text, "muted", selectable=True))
        if leave := packs.confirmed_of(entry, self.session.catalogue):
            text = _(
                "Somebody has confirmed that packages may include these answers while this pack is in use: {fields}."
            )
            holder.addWidget(words(text.format(fields=separated(leave)), "body"))
        remove = button(_("Stop using it"), partial(self.session.stop_using, entry))
        remove.setEnabled(not self.session.why_closed(entry))
        remove.setToolTip(
            _("No answer is lost: answers in the fields of this pack are kept and marked as coming from earlier forms.")
        )
        holder.addLayout(across(remove, None))
        return frame

    def _kept(self, pack: DataPack) -> QWidget:
        frame, holder = card()
        holder.addWidget(words(one_line(pack.head.label), "label"))
        for text in claims(pack):
            holder.addWidget(words(text, "muted", selectable=True))
        offer = button(_("Show what it changes…"), partial(self.offer, pack))
        offer.setEnabled(self.session.may_add("data_pack"))
        holder.addLayout(across(offer, None))
        return frame

    def _dictionary(self, language: str) -> QWidget:
        frame, holder = card()
        name = region_names.languages(current_language()).get(language, language)
        said = _("Dictionary: {language}").format(language=name)
        holder.addWidget(words(said, "label"))
        remove = button(
            _("Remove"),
            partial(self._remove_dictionary, language),
            accessible=_("{label}: {text}").format(label=_("Remove"), text=said),
        )
        holder.addLayout(across(remove, None))
        return frame

    def _remove_dictionary(self, language: str) -> None:
        dictionary_packs.remove_dictionary(language)
        self.refresh(None)
        self.choose_button.setFocus()

    def _choose(self) -> None:
        kinds = _("Data packs and dictionaries (*.yaml *.yml *.zip *.oxt)")
        chosen = file_dialogs.file_to_open(self, _("Choose a data pack"), kinds)
        if chosen is not None:
            self.choose(chosen)

    def choose(self, path: Path) -> None:
        """Look at a pack file, keep it on this computer and offer to use it; says why when it cannot be used."""
        if dictionary_packs.is_dictionary(path):
            run_with_progress(
                self,
                _("Checking the dictionary"),
                partial(dictionary_packs.install_dictionary, path),
                lambda _found: self.refresh(None),
            )
            return
        try:
            pack = packs.install(path)
        except UserError as problem:
            tell_problem(self, _("This data pack cannot be used"), problem)
            return
        self.offer(pack)
        self.refresh(None)

    def offer(self, pack: DataPack) -> None:
        """Show what a pack would make different, and use it when that is wanted."""
        try:
            found = packs.preview(self.session.file, pack)
        except UserError as problem:
            tell_problem(self, _("This data pack cannot be used"), problem)
            return
        if PackDialog(found, self).exec():
            self.session.use_pack(pack, [each.spot for each in found.releases])


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
