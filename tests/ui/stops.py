"""Everything of the window that takes the keyboard, as a screen reader meets it: pages, tabs and dialogs, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QTabWidget, QWidget

from desktop.operations.back_to import WHOLE, Moment, preview
from desktop.package.announced_signers import AnnouncedSigner
from desktop.package.container_findings import ContainerFindings
from desktop.package.signing_keys.token_key import Tokens
from desktop.record.completeness import completeness
from desktop.ui.dialogs.add_signature import AddSignatureDialog
from desktop.ui.dialogs.announce import AnnounceDialog
from desktop.ui.dialogs.backups import BackupsDialog
from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.dialogs.bug import BugDialog
from desktop.ui.dialogs.copy_sheet import CopySheetDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.entry_history import history_of_entry
from desktop.ui.dialogs.examine import ExamineDialog
from desktop.ui.dialogs.field_history import FieldHistory
from desktop.ui.dialogs.identity import IdentityDialog
from desktop.ui.dialogs.restoring import RestoreDialog
from desktop.ui.dialogs.revision import RevisionDialog
from desktop.ui.dialogs.shortcuts import ShortcutsDialog
from desktop.ui.dialogs.sign_incomplete import SignIncompleteDialog
from desktop.ui.dialogs.signing_key import KeyDialog
from desktop.ui.pictures import places
from desktop.ui.window import Window
from tests.waiting import wait_for_work

LEAST = 24
"""Pixels, WCAG 2.2, 2.5.8."""

KINDS = ("practice", "gap", "pledge", "support", "stakeholder", "person", "evidence", "value")


@dataclass(frozen=True)
class Stop:
    """A thing that takes the keyboard."""

    where: str
    widget: QWidget

    def interface(self) -> QAccessibleInterface:
        found = QAccessible.queryAccessibleInterface(self.widget)
        assert found is not None
        return found

    def told(self) -> str:
        return f"{self.where}: {type(self.widget).__name__} {self.widget.objectName()}".strip()


def stops_of(where: str, root: QWidget) -> Iterator[Stop]:
    """Return what takes the keyboard in a window, by Tab or by a click."""
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisibleTo(root):
            continue  # most are on pages that are not seen
        # The line of a list that can be typed into hands the keyboard on to it, and is read by itself all the same.
        taken = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        taken = taken and (widget.focusProxy() is None or isinstance(widget, QLineEdit))
        if taken and widget.isEnabled() and widget.window() is root:
            yield Stop(where, widget)


def settle() -> None:
    wait_for_work()
    for _turn in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.processEvents()


def fill(window: Window) -> None:
    """Put an entry of each kind into the submission, so that every list has a row and every form is open."""
    session = window.session
    assert session is not None
    for kind in KINDS:
        fields = {field.key for field in session.catalogue.kind(kind).fields}
        answers: dict[str, object] = {"objectives": [4]} if "objectives" in fields else {}
        title = session.catalogue.kind(kind).title_field
        if kind == "value":
            answers |= {"indicator": "10.7.1", "year": 2024, "value": "3.5"}
        session.add(kind, answers | ({title: "Birth registers"} if title in fields and title not in answers else {}))  # type: ignore[arg-type]


def pages_and_tabs(window: Window, seen: Callable[[str], None]) -> None:
    """Go to every page and every tab of it; `seen` is called at each."""
    workplace = window.workplace
    assert workplace is not None
    objectives = 0
    for name, place in places(window):
        if place.page == "objective" and not place.part:
            objectives += 1
            if objectives > 1:
                continue  # one is like the other
        workplace.go(place)
        settle()
        seen(name)
        for tabs in workplace.page.findChildren(QTabWidget):
            for number in range(tabs.count()):
                if tabs.isVisible() and number != tabs.currentIndex():
                    tabs.setCurrentIndex(number)
                    settle()
                    seen(f"{name}, {tabs.tabText(number)}")


def dialogs(window: Window, folder: Path) -> Iterator[QDialog]:
    """Make the dialogs that a person can open."""
    session = window.session
    assert session is not None
    entry = next(iter(session.submission.of_kind("pledge")), None)
    yield BeginDialog(window)
    yield BackupsDialog(session, window)
    yield BugDialog("Something went wrong", "ValueError", window)
    yield IdentityDialog("Kenya", "Ministry", window)
    yield ShortcutsDialog(window)
    yield ExamineDialog(session.path, window)
    yield AnnounceDialog([AnnouncedSigner("Foreign ministry")], window)
    yield KeyDialog(Tokens(), window)
    yield AddSignatureDialog(session.path, ContainerFindings((), ""), window)
    yield SignIncompleteDialog(completeness(session.submission, session.catalogue), window)
    yield EntryDialog(session, session.submission.bound("policy_answer", "1a"), "Details", window)
    if entry is not None:
        yield CopySheetDialog(session, entry, window)
        yield EntryDialog(session, entry, "Details", window)
        yield FieldHistory(session, entry, "title", window)
        yield history_of_entry(session, entry.id, window)
        yield RevisionDialog(session, session.file.history(limit=1)[0], window)
        before = Moment("", "Before")
        yield RestoreDialog(session, before, WHOLE, "Before", preview(session.file, session.submission, before), window)
