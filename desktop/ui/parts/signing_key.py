"""Which key signs: a file with its passphrase, or a card or token with its PIN."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import left_to_right
from desktop.operations.identities import open_identity, opened_signer
from desktop.ui import file_dialogs
from desktop.ui.layout import GAP, button, words
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.notes import Note
from desktop.ui.scroll_anchor import show_in_view
from desktop.ui.topics import about_topic
from desktop.ui.wait_cursor import wait_cursor

if TYPE_CHECKING:
    from desktop.package.identity import Identity
    from desktop.package.signer import Signer
    from desktop.package.token_signer import TokenChoice


class SigningKey(QWidget):
    """Asks for a key, and for the passphrase or PIN that opens it.

    Args:
        suggested: gives the country and the name that a new key is suggested to be made for.

    Signals:
        chosen: a key was chosen, or another one.
        entered: Enter was pressed where the passphrase or PIN is typed.

    Attributes:
        passphrase: where the passphrase of the file or the PIN of the token is typed.
    """

    chosen = Signal()
    entered = Signal()

    def __init__(self, suggested: Callable[[], tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = suggested
        self._key: Path | TokenChoice | None = None
        self._opened: tuple[Path, str, Identity] | None = None  # and by what, until it signs
        about_topic(self, "sign#1")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP // 2)
        self.key_name = words(_("No signing key chosen yet"), "body")
        inner.addWidget(self.key_name)
        keys = QWidget()
        row = FlowLayout(keys, spacing=GAP // 2)
        row.addWidget(button(_("Choose a key…"), self._choose_file))
        row.addWidget(button(_("Use a card or token…"), self._choose_token))
        row.addWidget(button(_("Make a new key…"), self._make_file))
        self._gone = Note("body")
        inner.addWidget(self._gone)
        inner.addWidget(keys)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.entered)
        self._label = words("", "label")
        self._label.setBuddy(self.passphrase)
        inner.addWidget(self._label)
        inner.addWidget(self.passphrase)
        self._problem = Note("problem")
        self.passphrase.textEdited.connect(lambda _text: self._tell(""))
        self.chosen.connect(self._forget_opened)
        inner.addWidget(self._problem)
        self._call(_("Passphrase of the key"))

    @property
    def is_chosen(self) -> bool:
        """Whether there is a key to sign with."""
        return self._key is not None

    @property
    def file(self) -> Path | None:
        """The file in which the key lies; None for a card or token, or where none was chosen."""
        return self._key if isinstance(self._key, Path) else None

    @property
    def name(self) -> str:
        """The name of the file or of the token; empty when none was chosen."""
        if isinstance(self._key, Path):
            return left_to_right(self._key.name)
        return one_line(self._key.label) if self._key is not None else ""

    def use_file(self, path: Path, passphrase: str = "") -> None:
        """Take a key in a file."""
        self._key = path
        self.key_name.setText(_("Signing key: {name}").format(name=left_to_right(path.name)))
        self._call(_("Passphrase of the key"))
        self.passphrase.setEnabled(True)
        self.passphrase.setText(passphrase)
        self.chosen.emit()

    def recall(self, path: Path | None) -> None:
        """Take the key in a file that was chosen on another day; where it is gone, say so: another can be chosen here."""
        if path is None:
            return
        if os.path.isfile(path):  # not by `Path`, which fails where a folder is closed by now
            self.use_file(path)
        else:
            text = _("The signing key {name} is no longer where it was. Please choose it again.")
            self._gone.say(text.format(name=left_to_right(one_line(path.name))), "warns")

    def use_token(self, choice: TokenChoice, pin: str = "", *, own_keypad: bool = False) -> None:
        """Take a key on a card or token.

        Args:
            own_keypad: whether the PIN is typed on the reader, so that it is not asked for here.
        """
        self._key = choice
        self.key_name.setText(_("Card or token: {name}").format(name=one_line(choice.label)))
        self._call(_("Type the PIN on the card reader") if own_keypad else _("PIN of the card or token"))
        self.passphrase.setEnabled(not own_keypad)
        self.passphrase.setText(pin)
        self.chosen.emit()

    def state(self) -> tuple[Path | TokenChoice | None, bool]:
        """Return the key that was chosen, and whether it is opened on the reader; not what was typed to open it."""
        return self._key, not self.passphrase.isEnabled()

    def restore_state(self, state: tuple[Path | TokenChoice | None, bool]) -> None:
        """Take the same key again."""
        key, own_keypad = state
        if isinstance(key, Path):
            self.use_file(key)
        elif key is not None:
            self.use_token(key, own_keypad=own_keypad)

    def opening(self) -> Callable[[], AbstractContextManager[Signer]]:
        """Return what opens the key, to be called where it signs; what is typed afterwards makes no difference to it."""
        key = self._key
        secret = self.passphrase.text() if self.passphrase.isEnabled() else None
        opened, self._opened = self._opened, None  # for one signature, as the passphrase is asked for each
        if opened is not None and opened[:2] == (key, secret):
            return lambda: nullcontext(opened[2])
        return lambda: opened_signer(key, secret)

    def opens(self) -> bool:
        """Whether a key in a file opens with what was typed; where it does not, that is said at the line, with the keyboard in it.

        A token is not asked: each wrong PIN is counted there. What was opened signs next, see `opening`.
        """
        if not isinstance(self._key, Path):
            return True
        try:
            with wait_cursor():  # to open a key is slow on purpose
                self._opened = (self._key, self.passphrase.text(), open_identity(self._key, self.passphrase.text()))
        except UserError as problem:
            self._tell(str(problem))
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            self.passphrase.selectAll()
            show_in_view(self.passphrase)
            return False
        return True

    def _forget_opened(self) -> None:
        self._opened = None
        self._gone.say("")
        self._tell("")

    def _tell(self, problem: str) -> None:
        self._problem.say(problem, "blocks" if problem else "")
        self.passphrase.setAccessibleDescription(problem)

    def forget_secret(self) -> None:
        """Forget the PIN of a token: it opens more than this. A passphrase stays until the page goes."""
        if not isinstance(self._key, Path):
            self.passphrase.clear()

    def _call(self, text: str) -> None:
        self._label.setText(text)
        self.passphrase.setAccessibleName(text)

    def _choose_file(self) -> None:
        chosen = file_dialogs.file_to_open(self, _("Choose a key"), _("Signing keys (*.p12 *.pfx)"), near=Path.home())
        if chosen is not None:
            self.use_file(chosen)
            self.passphrase.setFocus()

    def _choose_token(self) -> None:
        from desktop.ui.dialogs.token import TokenDialog

        dialog = TokenDialog(self)
        if dialog.exec() and dialog.choice is not None:
            self.use_token(dialog.choice, own_keypad=dialog.own_keypad)
            self.passphrase.setFocus()

    def _make_file(self) -> None:
        from desktop.ui.dialogs.identity import IdentityDialog

        dialog = IdentityDialog(*self._suggested(), self)
        if dialog.exec() and dialog.path is not None:
            self.use_file(dialog.path, dialog.passphrase)
            self.passphrase.setFocus()
            self.entered.emit()  # it is typed already
