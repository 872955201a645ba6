"""Choose a key of one kind: what the kind asks for, and which of those that it finds where there may be several."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop import paths
from desktop.errors import UserError
from desktop.i18n.isolation import isolated
from desktop.i18n.translation import gettext as _
from desktop.package.signing_keys.kind import Asked, ChosenKey, Found, KeyKind
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, CalmCombo, across, button, words
from desktop.ui.line_side import begin_at_side
from desktop.ui.parts.notes import Note
from desktop.ui.preferences import Preferences
from desktop.ui.progress_dialog import ProgressDialog


class KeyDialog(Dialog):
    """Asks what a kind of key asks for, and looks for nothing before it was asked to.

    Attributes:
        choice: what was chosen; None when nothing was.
        places: the lines for files, by the key of what is asked.
        lines: those for texts.
    """

    def __init__(self, kind: KeyKind, parent: QWidget | None = None) -> None:
        super().__init__(_(kind.title), parent)
        self.choice: ChosenKey | None = None
        self.places: dict[str, CalmCombo] = {}
        self.lines: dict[str, QLineEdit] = {}
        self._kind = kind
        self._preferences = Preferences(paths.user_settings() / "settings.json")
        self._found: Sequence[Found] = ()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        self.inner.setSpacing(GAP // 2)
        self.inner.addWidget(words(_(kind.title), "title"))
        if kind.help:
            self.inner.addWidget(words(_(kind.help), "muted"))
        self.look = button(_(kind.search.button) if kind.search else "", self.read)
        self.found = CalmCombo()
        self.state = Note("body")
        self.use = button(_(kind.take), self._use, role="primary")
        self.on_enter = self.use
        for asked in kind.asks:
            if asked.files:
                self._ask_for_file(asked)
        if kind.search is not None:
            self.inner.addLayout(self._labelled(_(kind.search.label), self.found))
        for asked in kind.asks:
            if not asked.files:
                self.lines[asked.key] = QLineEdit()
                begin_at_side(self.lines[asked.key])
                self.inner.addLayout(self._labelled(_(asked.label), self.lines[asked.key]))
        self.inner.addWidget(self.state)
        self.inner.addSpacing(8)
        self.inner.addLayout(across(None, button(_("Cancel"), self.reject), self.use))
        if kind.search is not None:
            self.found.currentIndexChanged.connect(self._show_state)
            self._show([])
            self.state.say(_(kind.search.before), "info")
        self._allow_next()

    def _ask_for_file(self, asked: Asked) -> None:
        places = self.places[asked.key] = CalmCombo()
        for path in self._known(asked):
            places.addItem(isolated(str(path)), path)
        self.inner.addLayout(self._labelled(_(asked.label), places))
        another = button(_(asked.another), partial(self._choose_file, asked))
        self.inner.addLayout(across(*([self.look] if self._kind.search else []), another, None))

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

    def _known(self, asked: Asked) -> list[Path]:
        """Return the file that was used last, then those that usually are the answer; none of them is looked into."""
        last = self._preferences.text(asked.remembered) if asked.remembered else ""
        remembered = [Path(last)] if os.path.isfile(last) else []
        return list(dict.fromkeys([*remembered, *self._kind.usual(asked)]))

    def use_file(self, key: str, path: Path) -> None:
        """Choose a file for what is asked."""
        places, shown = self.places[key], isolated(str(path))
        row = places.findText(shown)
        if row < 0:
            places.insertItem(0, shown, path)
            row = 0
        places.setCurrentIndex(row)
        self._allow_next()

    def _choose_file(self, asked: Asked) -> None:
        chosen = file_dialogs.file_to_open(self, _(asked.label), _(asked.files), near=Path.home())
        if chosen is not None:
            self.use_file(asked.key, chosen)

    def _allow_next(self) -> None:
        """Let go on, by a search where there is one, whoever has named the files."""
        following = self.use if self._kind.search is None else self.look
        following.setEnabled(all(each.count() > 0 for each in self.places.values()))

    def _said(self) -> dict[str, Path | str]:
        said: dict[str, Path | str | None] = {key: each.currentData() for key, each in self.places.items()}
        said |= {key: each.text().strip() for key, each in self.lines.items()}
        return {key: value for key, value in said.items() if value}

    def read(self) -> None:
        """Look for what can be chosen, off the window's thread, and show it."""
        if self._kind.search is None:
            return
        said = self._said()
        self.working = ProgressDialog(
            self,
            _(self._kind.search.title),
            lambda _work: self._kind.look(said),
            self._show,
            failed=self._show_problem,
        )

    def _show_problem(self, problem: BaseException) -> None:
        self._show([])
        if not isinstance(problem, UserError):
            raise problem
        self.state.say(problem.message, "blocks")

    def _show(self, found: Sequence[Found]) -> None:
        self._found = found
        self.found.clear()
        names = [each.label for each in found]
        for each in found:
            twice = names.count(each.label) > 1
            self.found.addItem(
                _("{name} (number {serial})").format(name=each.label, serial=each.number) if twice else each.label
            )
        self.found.setEnabled(bool(found))
        self._show_state()

    def _show_state(self) -> None:
        search, chosen = self._kind.search, self._chosen()
        self.use.setEnabled(chosen is not None and chosen.usable)
        if chosen is not None:
            self.state.say(chosen.state, chosen.mark)
        elif search is not None:
            self.state.say(_(search.nothing), "info")

    def _chosen(self) -> Found | None:
        row = self.found.currentIndex()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _use(self) -> None:
        said, chosen = self._said(), self._chosen()
        if (self._kind.search is not None and chosen is None) or not self.places.keys() <= said.keys():
            return
        for asked in self._kind.asks:
            if asked.remembered and asked.key in said:
                self._preferences.keep(asked.remembered, str(said[asked.key]))
        self.choice = self._kind.chosen(said, chosen)
        self.accept()
