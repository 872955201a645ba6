"""Which key signs, of any kind that there is (`package/signing_keys`), and what opens it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import left_to_right
from desktop.operations.identities import opened_signer
from desktop.package import signing_keys
from desktop.package.signing_keys.key_file import KeyFile
from desktop.ui import file_dialogs
from desktop.ui.layout import GAP, button, words
from desktop.ui.line_side import begin_at_side
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.notes import Note
from desktop.ui.scroll_anchor import show_in_view
from desktop.ui.topics import about_topic
from desktop.ui.wait_cursor import wait_cursor

if TYPE_CHECKING:
    from desktop.package.signer import Signer
    from desktop.package.signing_keys.kind import ChosenKey, KeyKind


class SigningKey(QWidget):
    """Asks for a key, and for the passphrase, PIN or whatever else opens it.

    Args:
        suggested: gives the country and the name that a new key is suggested to be made for.

    Signals:
        chosen: a key was chosen, or another one.
        entered: Enter was pressed where the passphrase or PIN is typed.

    Attributes:
        passphrase: where what opens the key is typed.
    """

    chosen = Signal()
    entered = Signal()

    def __init__(self, suggested: Callable[[], tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = suggested
        self._key: ChosenKey | None = None
        self._opened: tuple[ChosenKey, str, Signer] | None = None  # and by what, until it signs
        about_topic(self, "sign#1")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP // 2)
        self.key_name = words(_("No signing key chosen yet"), "body")
        inner.addWidget(self.key_name)
        keys = QWidget()
        row = FlowLayout(keys, spacing=GAP // 2)
        for kind in signing_keys.KINDS:
            row.addWidget(button(_(kind.offer), partial(self._choose, kind)))
        row.addWidget(button(_("Make a new key…"), self._make_file))
        self._gone = Note("body")
        inner.addWidget(self._gone)
        inner.addWidget(keys)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        begin_at_side(self.passphrase)
        self.passphrase.returnPressed.connect(self.entered)
        self._label = words("", "label")
        self._label.setBuddy(self.passphrase)
        inner.addWidget(self._label)
        inner.addWidget(self.passphrase)
        self._problem = Note("problem")
        self.passphrase.textEdited.connect(lambda _text: self._tell(""))
        self.chosen.connect(self._forget_opened)
        inner.addWidget(self._problem)
        self._call(_(KeyFile.secret))

    @property
    def is_chosen(self) -> bool:
        """Whether there is a key to sign with."""
        return self._key is not None

    @property
    def file(self) -> Path | None:
        """The file from which the same key can be taken on another day; None where there is none."""
        return self._key.file if self._key is not None else None

    @property
    def name(self) -> str:
        """What the key is called; empty when none was chosen."""
        return self._key.name if self._key is not None else ""

    def take(self, key: ChosenKey, secret: str = "") -> None:
        """Take a key that was chosen, and what opens it where that is known."""
        self._key = key
        self.key_name.setText(key.sentence)
        self._call(key.elsewhere or _(key.secret))
        self.passphrase.setEnabled(not key.elsewhere)
        self.passphrase.setText(secret)
        self.chosen.emit()

    def use_file(self, path: Path, passphrase: str = "") -> None:
        """Take a key in a file."""
        self.take(KeyFile(path), passphrase)

    def recall(self, path: Path | None) -> None:
        """Take the key in a file that was chosen on another day; where it is gone, say so: another can be chosen here."""
        if path is None:
            return
        if os.path.isfile(path):  # not by `Path`, which fails where a folder is closed by now
            self.use_file(path)
        else:
            text = _("The signing key {name} is no longer where it was. Please choose it again.")
            self._gone.say(text.format(name=left_to_right(one_line(path.name))), "warns")

    def state(self) -> ChosenKey | None:
        """Return the key that was chosen; not what was typed to open it."""
        return self._key

    def restore_state(self, state: ChosenKey | None) -> None:
        """Take the same key again."""
        if state is not None:
            self.take(state)

    def opening(self) -> Callable[[], AbstractContextManager[Signer]]:
        """Return what opens the key, to be called where it signs; what is typed afterwards makes no difference to it."""
        key = self._key
        secret = self.passphrase.text() if self.passphrase.isEnabled() else None
        opened, self._opened = self._opened, None  # for one signature, as the passphrase is asked for each
        if opened is not None and opened[:2] == (key, secret):
            return lambda: nullcontext(opened[2])
        return lambda: opened_signer(key, secret)

    def opens(self) -> bool:
        """Whether the key opens with what was typed; where it does not, that is said at the line, with the keyboard in it.

        One that counts each wrong secret is not asked. What was opened signs next, see `opening`.
        """
        if self._key is None or not self.passphrase.isEnabled():
            return True
        try:
            with wait_cursor():  # to open a key is slow on purpose
                secret = self.passphrase.text()
                signer = self._key.tried(secret)
        except UserError as problem:
            self._tell(str(problem))
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            self.passphrase.selectAll()
            show_in_view(self.passphrase)
            return False
        if signer is not None:
            self._opened = (self._key, secret, signer)
        return True

    def _forget_opened(self) -> None:
        self._opened = None
        self._gone.say("")
        self._tell("")

    def _tell(self, problem: str) -> None:
        self._problem.say(problem, "blocks" if problem else "")
        self.passphrase.setAccessibleDescription(problem)

    def forget_secret(self) -> None:
        """Forget what opens the key, unless that may stay until the page goes."""
        if self._key is None or not self._key.secret_stays:
            self.passphrase.clear()

    def _call(self, text: str) -> None:
        self._label.setText(text)
        self.passphrase.setAccessibleName(text)

    def _choose(self, kind: KeyKind) -> None:
        chosen = self._asked(kind)
        if chosen is not None:
            self.take(chosen)
            self.passphrase.setFocus()

    def _asked(self, kind: KeyKind) -> ChosenKey | None:
        if kind.search is None and len(kind.asks) == 1 and kind.asks[0].files:
            (asked,) = kind.asks
            path = file_dialogs.file_to_open(self, _(kind.title), _(asked.files), near=Path.home())
            return kind.chosen({asked.key: path}) if path is not None else None
        from desktop.ui.dialogs.signing_key import KeyDialog

        dialog = KeyDialog(kind, self)
        return dialog.choice if dialog.exec() else None

    def _make_file(self) -> None:
        from desktop.ui.dialogs.identity import IdentityDialog

        dialog = IdentityDialog(*self._suggested(), self)
        if dialog.exec() and dialog.path is not None:
            self.use_file(dialog.path, dialog.passphrase)
            self.passphrase.setFocus()
            self.entered.emit()  # it is typed already
