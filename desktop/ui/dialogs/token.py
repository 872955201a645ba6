"""Choose the card or token that signs: its library, and which token and key where there are several."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop import paths
from desktop.errors import UserError
from desktop.i18n.isolation import isolated
from desktop.i18n.translation import gettext as _
from desktop.package.token_signer import TokenChoice, TokenFound, known_modules, tokens
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, CalmCombo, across, button, words
from desktop.ui.parts.notes import Note
from desktop.ui.preferences import Preferences
from desktop.ui.progress_dialog import ProgressDialog

_REMEMBERED = "token_module"


class TokenDialog(Dialog):
    """Asks which library to load, and loads none before it was asked to.

    Attributes:
        choice: what was chosen; None when nothing was.
        own_keypad: whether its PIN is typed on the reader.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Sign with a card or token"), parent)
        self.choice: TokenChoice | None = None
        self.own_keypad = False
        self._preferences = Preferences(paths.user_settings() / "settings.json")
        self._found: list[TokenFound] = []
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("Sign with a card or token"), "title"))
        inner.addWidget(
            words(
                _(
                    "The program that came with the card installed a library (PKCS#11). Choose it here. Use "
                    "only a library that your office gave you: a library can do on this computer whatever "
                    "you can do."
                ),
                "muted",
            )
        )
        self.module = CalmCombo()
        for path in self._places():
            self.module.addItem(isolated(str(path)), path)
        inner.addLayout(self._labelled(_("Library for the card"), self.module))
        self.look = button(_("Look for cards"), self.read)
        inner.addLayout(across(self.look, button(_("Another library…"), self._choose_module), None))
        self.token = CalmCombo()
        self.token.currentIndexChanged.connect(lambda _row: self._show_state())
        inner.addLayout(self._labelled(_("Card or token"), self.token))
        self.key = QLineEdit()
        inner.addLayout(self._labelled(_("Name of the key, if the card has several"), self.key))
        self.state = Note("body")
        inner.addWidget(self.state)
        inner.addSpacing(8)
        self.use = button(_("Use this card"), self._use, role="primary")
        self.on_enter = self.use
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.use))
        self.look.setEnabled(self.module.count() > 0)
        self._show([])
        self.state.say(_("Put the card in, and press “Look for cards”."), "info")

    @staticmethod
    def _labelled(text: str, field: CalmCombo | QLineEdit) -> QVBoxLayout:
        label = words(text, "label")
        label.setBuddy(field)
        field.setAccessibleName(text)
        both = QVBoxLayout()
        both.setSpacing(GAP // 4)
        both.addWidget(label)
        both.addWidget(field)
        return both

    def _places(self) -> list[Path]:
        """Return the library that was used last, then those that lie where they usually do; none of them is loaded."""
        last = self._preferences.text(_REMEMBERED)
        remembered = [Path(last)] if os.path.isfile(last) else []
        return list(dict.fromkeys([*remembered, *known_modules()]))

    def use_module(self, path: Path) -> None:
        """Choose a library."""
        shown = isolated(str(path))
        row = self.module.findText(shown)
        if row < 0:
            self.module.insertItem(0, shown, path)
            row = 0
        self.module.setCurrentIndex(row)
        self.look.setEnabled(True)

    def _choose_module(self) -> None:
        chosen = file_dialogs.file_to_open(
            self, _("Library for the card"), _("Libraries (*.so *.dll *.dylib)"), near=Path.home()
        )
        if chosen is not None:
            self.use_module(chosen)

    def read(self) -> None:
        """Load the library, off the window's thread, and show which cards it tells of."""
        module = self.module.currentData()
        if module is None:
            return
        self.working = ProgressDialog(
            self, _("Looking for cards"), lambda _work: tokens(module), self._show, failed=self._show_problem
        )

    def _show_problem(self, problem: BaseException) -> None:
        self._show([])
        if not isinstance(problem, UserError):
            raise problem
        self.state.say(problem.message, "blocks")

    def _show(self, found: list[TokenFound]) -> None:
        self._found = found
        self.token.clear()
        names = [each.label for each in found]
        for each in found:
            twice = names.count(each.label) > 1
            self.token.addItem(
                _("{name} (number {serial})").format(name=each.label, serial=each.serial) if twice else each.label
            )
        self.token.setEnabled(bool(found))
        self._show_state()

    def _show_state(self) -> None:
        token = self._chosen()
        self.use.setEnabled(token is not None and not token.locked)
        if token is None:
            self.state.say(_("There is no card or token. Put it in, and try again."), "info")
        elif token.locked:
            self.state.say(_("The PIN of this card is locked. Whoever issued it can unlock it."), "blocks")
        elif token.last_try:
            self.state.say(
                _(
                    "You have one attempt left to enter the PIN of this card. After another wrong PIN, the "
                    "card will be locked."
                ),
                "warns",
            )
        else:
            self.state.say(_("This card can be used."), "done")

    def _chosen(self) -> TokenFound | None:
        row = self.token.currentIndex()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _use(self) -> None:
        token, module = self._chosen(), self.module.currentData()
        if token is None or module is None:
            return
        self._preferences.keep(_REMEMBERED, str(module))
        self.choice = TokenChoice(module, token.label, self.key.text().strip(), token.serial)
        self.own_keypad = token.own_keypad
        self.accept()
