"""What can be done with the entries that are chosen in a list: the menu of the right button and of the Menu key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from desktop.catalogue.definitions import FormField
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value
from desktop.ui import keys
from desktop.ui.mnemonics import without_mnemonic
from desktop.ui.parts.menu import Menu

if TYPE_CHECKING:
    from desktop.ui.entries_panel import EntriesPanel

MOST_AT_ONCE = 200
"""So many entries are written as a table before the window would be felt to wait."""


class EntryMenu(Menu):
    """Open and duplicate for one entry; move, mark, save as a table and remove for any number of them."""

    def __init__(self, panel: EntriesPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._entries = panel.chosen_entries()
        if len(self._entries) == 1:
            self._act(_("Open"), self._open, "Return")
            duplicate = self._act(_("Duplicate"), self._duplicate, keys.sequences("duplicate")[0])
            duplicate.setEnabled(not panel.session.why_closed(self._entries[0]))
        self._is_open = not any(map(panel.session.why_closed, self._entries))
        for field in panel.kind.fields:
            if not self._is_open:
                break
            if field.in_list and field.type == "objectives":
                self._add_objectives(field)
            elif field.in_list and field.type == "choice":
                self._add_options(field)
        self.addSeparator()
        if len(self._entries) == 1:
            self._add_keeping()
        self._act(_("Save as a table…"), self._save)
        self._act(_("Remove"), self._remove, "Del").setEnabled(self._is_open)

    def _act(self, text: str, do: object, by: str | QKeySequence = "") -> QAction:
        action = self.addAction(text)
        if by:
            action.setShortcut(QKeySequence(by))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(do)
        return action

    def _add_objectives(self, field: FormField) -> None:
        # Who moves what belongs to several takes it from the others, and reads so before it is done.
        several = any(len(entry.numbers(field.key)) > 1 for entry in self._entries)
        menu = self.addMenu(_("Replace all objectives with") if several else _("Move to objective"))
        catalogue = self._panel.session.catalogue
        for objective in catalogue.objectives:
            label = without_mnemonic(catalogue.label(objective.number))
            text = _("{number} {label}").format(number=objective.number, label=label)
            menu.addAction(text, partial(self._set, field.key, [objective.number]))

    def _add_options(self, field: FormField) -> None:
        menu = self.addMenu(_(field.label))
        given = {entry.value(field.key) for entry in self._entries}
        for option in field.options:
            action = menu.addAction(without_mnemonic(_(option.label)), partial(self._set, field.key, option.key))
            action.setCheckable(True)
            action.setChecked(given == {option.key})

    def _add_keeping(self) -> None:
        """Offer to keep the entry back from packages, or to include it again."""
        from desktop.operations.keep_back import keep_back_entry
        from desktop.record.kept_back import kept_back

        session, entry = self._panel.session, self._entries[0]
        action = self._act(
            _("Keep back from packages"),
            lambda on: session.do(
                lambda by: keep_back_entry(session.file, session.catalogue, entry, kept=bool(on), by=by)
            ),
        )
        action.setCheckable(True)
        action.setChecked(entry.id in kept_back(session.submission).whole)

    def _set(self, key: str, value: Value) -> None:
        panel = self._panel
        panel.leave()
        if said := panel.set_all(panel.chosen_entries(), key, value):
            panel.said.emit(said)

    def _open(self) -> None:
        self._panel.open(self._entries[0].id, self._panel.kind.title_field)

    def _duplicate(self) -> None:
        self._panel.open(self._entries[0].id)
        self._panel.duplicate()

    def _remove(self) -> None:
        self._panel.remove([entry.id for entry in self._entries])

    def _save(self) -> None:
        from desktop.errors import UserError
        from desktop.operations.edit_many import save_list
        from desktop.ui.file_dialogs import file_to_write
        from desktop.ui.message_boxes import tell_problem
        from desktop.ui.progress_dialog import run_with_progress

        panel, session = self._panel, self._panel.session
        panel.leave()
        name = f"{_(panel.kind.plural)}.xlsx"
        path = file_to_write(panel, _("Save as a table"), name, _("Workbooks (*.xlsx)"))
        if path is None:
            return
        entries, submission, catalogue = panel.chosen_entries(), session.submission, session.catalogue

        def told() -> None:
            panel.said.emit(_("The table was saved as {name}").format(name=one_line(path.name)))

        if len(entries) > MOST_AT_ONCE:
            heading = _("Saving the table")
            panel.dialog = run_with_progress(
                panel, heading, lambda work: save_list(path, submission, catalogue, entries, work), lambda _done: told()
            )
            return
        try:
            save_list(path, submission, catalogue, entries)
        except UserError as problem:
            tell_problem(panel, _("The table could not be saved"), problem)
            return
        told()
