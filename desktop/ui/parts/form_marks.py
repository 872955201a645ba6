"""The comments of a form and what of it is kept back: brings the signs beside its fields up to date, opens the panels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.comments import open_on, settled_on
from desktop.record.entry import Entry
from desktop.record.internal_kinds import COMMENT, INTERNAL_KINDS, KEPT_BACK
from desktop.record.kept_back import KeptBack, kept_back, may_be_kept_back
from desktop.record.people import PERSON
from desktop.record.update import Update
from desktop.ui.drafts import COMMENT as DRAFT
from desktop.ui.parts.field_marks import INTERNAL, KEPT, RELEASED, FieldMarks
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.field_row import FieldRow
    from desktop.ui.parts.comment_panel import CommentPanel

WHOLE = ""
"""The key for the entry as a whole, where others are those of its fields."""


class FormMarks(QObject):
    """The signs of one form.

    Args:
        head: the signs of the entry as a whole, None where there is no place for them.
        ground: where the panel of the entry as a whole comes, above all fields.
        show: brings something into view that has just come.
        go_back: puts the keyboard into a field, once its panel was closed.
    """

    def __init__(
        self,
        session: Session,
        rows: Mapping[str, FieldRow],
        head: FieldMarks,
        ground: QVBoxLayout,
        show: Callable[[QWidget], object],
        go_back: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._rows = rows
        self._ground = ground
        self._show = show
        self._go_back = go_back
        self._entry: Entry | None = None
        self._marks: dict[str, FieldMarks] = {WHOLE: head}
        self._panels: dict[str, CommentPanel] = {}
        self._shown: dict[str, tuple[int, int, bool, str]] = {}
        self._missed = False
        for key, row in rows.items():
            if row.marks is not None:
                self._marks[key] = row.marks
        for key, marks in self._marks.items():
            marks.comments_wanted.connect(lambda key=key: self.comment(key))
            marks.keeping_wanted.connect(lambda key=key: self.keep_back(key))
        session.changed.connect(self._changed)
        session.drafts.changed.connect(self._draft_changed)
        session.drafts.handed_over.connect(self._handed_over)

    def set_entry(self, entry: Entry) -> None:
        """Show the signs of an entry."""
        another = self._entry is None or self._entry.id != entry.id
        self._entry = entry
        for panel in self._panels.values():
            if another and not panel.isHidden():
                panel.commit()
                panel.hide()
            if not panel.isHidden():
                panel.show_entry(entry)
        if another:
            self._refresh()

    def comment(self, key: str) -> None:
        """Open the comments on a field, or on the entry as a whole, with the keyboard in the box; close open ones."""
        if self._entry is None:
            return
        panel = self._panels.get(key)
        if panel is not None and not panel.isHidden():
            panel.close_panel()
            return
        if panel is None:
            panel = self._panels[key] = self._make(key)
        panel.show_entry(self._entry)
        panel.show()
        panel.take_focus()
        self._show(panel)

    def open_panel(self, key: str) -> CommentPanel | None:
        """Return the panel of a field where it is open."""
        panel = self._panels.get(key)
        return panel if panel is not None and not panel.isHidden() else None

    def is_seen_on(self, page: QWidget) -> bool:
        """Whether the form is seen on a page that is shown."""
        form = self.parent()
        return isinstance(form, QWidget) and form.isVisibleTo(page)

    def state(self) -> Mapping[str, Any]:
        """Return which comments are open; nothing where none are. What is being written in each is a draft, see `Drafts`."""
        panels = [key for key, panel in self._panels.items() if not panel.isHidden()]
        return {"entry": self._entry.id, "panels": panels} if panels and self._entry is not None else {}

    def fits(self, state: Mapping[str, Any]) -> bool:
        """Whether the entry that was shown then is shown here, with every field of which comments were open."""
        return (
            self._entry is not None and self._entry.id == state["entry"] and self._marks.keys() >= set(state["panels"])
        )

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Open the same comments again; the keyboard stays where it is."""
        entry = self._entry
        assert entry is not None
        for key in state["panels"]:
            panel = self._panels[key] = self._panels.get(key) or self._make(key)
            panel.show_entry(entry)
            panel.show()

    def keep_back(self, key: str) -> bool:
        """Keep an answer or the entry back, or include it again. Returns whether that can be chosen."""
        entry, session = self._entry, self._session
        may_be = self._kept() if entry is not None else None
        if entry is None or may_be is None or self._release(key, may_be) == INTERNAL:
            return False
        from desktop.operations.keep_back import keep_back_entry, keep_back_field

        kept = kept_back(session.submission)
        if key == WHOLE:
            session.do(
                lambda by: keep_back_entry(
                    session.file, session.catalogue, entry, kept=entry.id not in kept.whole, by=by
                )
            )
        elif entry.id not in kept.whole:
            back = key not in kept.of(entry.id)
            session.do(lambda by: keep_back_field(session.file, session.catalogue, entry, key, kept=back, by=by))
        else:
            return False  # as the whole entry is
        return True

    def commit(self) -> None:
        """Keep what is half typed."""
        for panel in self._panels.values():
            panel.commit()

    def _make(self, key: str) -> CommentPanel:
        from desktop.ui.parts.comment_panel import CommentPanel

        about = _("the whole entry") if key == WHOLE else _(self._rows[key].definition.label)
        panel = CommentPanel(self._session, about, key)
        panel.hide()
        panel.closed.connect(lambda: self._go_back(key))
        if key == WHOLE:
            self._ground.insertWidget(0, panel)
        else:
            self._rows[key].take_panel(panel)
        return panel

    def _changed(self, update: Update) -> None:
        if self._entry is None:
            return
        is_evidence = self._entry.kind == "evidence" and self._entry.id in update.ids  # it may be private now
        if is_evidence or update.kinds & {COMMENT, KEPT_BACK, PERSON}:
            self._missed = True
            form = self.parent()
            # Each page has a form, and one of them is seen.
            if isinstance(form, QWidget) and form.isVisible():
                self.catch_up()

    def _draft_changed(self, place: str) -> None:
        if self._entry is not None and place.startswith(f"{DRAFT}/{self._entry.id}/"):
            self._refresh()

    def _handed_over(self) -> None:
        if self._entry is not None:
            self._refresh()

    def catch_up(self) -> None:
        """Show what changed while the form was not seen."""
        if self._missed and self._entry is not None:
            self._entry = self._session.entry(self._entry.id) or self._entry
            self._refresh()
            for panel in self._panels.values():
                if not panel.isHidden():
                    panel.refresh()

    def _refresh(self) -> None:
        entry = self._entry
        assert entry is not None
        self._missed = False
        submission = self._session.submission
        open_, settled = open_on(submission, entry.id), settled_on(submission, entry.id)
        begun, kept = self._session.drafts.begun(), self._kept()
        for key, marks in self._marks.items():
            shown = (
                open_.get(key, 0),
                settled.get(key, 0),
                bool(begun) and f"{DRAFT}/{entry.id}/{key}" in begun,
                self._release(key, kept),
            )
            if shown == self._shown.get(key):
                continue  # as with nearly all of the dozens of fields of a form
            self._shown[key] = shown
            marks.show_comments(*shown[:2], begun=shown[2])
            marks.show_release(shown[3])

    def _kept(self) -> KeptBack | None:
        """Return what is kept back; None where nothing of the entry can be."""
        entry = self._entry
        assert entry is not None
        may_be = entry.kind not in INTERNAL_KINDS and may_be_kept_back(entry.kind, self._session.catalogue)
        return kept_back(self._session.submission) if may_be else None

    def _release(self, key: str, kept: KeptBack | None) -> str:
        entry = self._entry
        assert entry is not None
        if kept is None:
            return RELEASED
        if key == WHOLE:
            private = entry.kind == "evidence" and entry.value("private") is True
            return INTERNAL if private else KEPT if entry.id in kept.whole else RELEASED
        release = self._rows[key].definition.release
        return INTERNAL if release == "internal" else KEPT if kept.holds(entry.id, key) else release
