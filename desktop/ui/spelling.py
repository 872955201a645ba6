"""Spell check of long texts, in the language of the text: marks below words, suggestions on the right button.

Nothing of it happens while somebody types: words are looked up after a moment of rest, by a process of its own.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit
from shiboken6 import isValid

from desktop.catalogue import region_names
from desktop.i18n import spelling_worker
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.spelling_words import words_of
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.operations.dictionaries import dictionaries_for
from desktop.ui.mnemonics import without_mnemonic
from desktop.ui.session import Session
from desktop.ui.theme import colours

WORDS = "own_words"
"""The field of the submission that holds its own words, one on each line; it never leaves the file."""

REST = 700
"""Milliseconds of rest after which the words of a text are looked up."""

LONGEST = 60_000
"""Characters of a text that is looked through."""

Answer = Callable[[dict[str, Any]], None]


class WordLookup(QObject):
    """The process that looks words up; it is started by the first one, and ends with the program.

    Signals:
        known: something is known of further words.
    """

    known = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_broken = False
        self._wrong: dict[tuple[str, str], bool] = {}
        self._waiting: deque[Answer] = deque()
        self._process: QProcess | None = None

    def is_wrong(self, language: str, word: str) -> bool | None:
        """Whether no dictionary has a word, None where that is not known yet."""
        return self._wrong.get((language, word))

    def ask(self, language: str, words: Sequence[str]) -> None:
        """Look words up; `known` is sent when they are."""

        def take(answer: dict[str, Any]) -> None:
            wrong = set(answer["wrong"])
            self._wrong.update({(language, word): word in wrong for word in words})
            self.known.emit()

        self._send({"words": list(words)}, language, take)

    def suggest(self, language: str, word: str, take: Callable[[list[str]], None]) -> None:
        """Give the words that one could have meant."""
        self._send({"word": word}, language, lambda answer: take(answer["suggestions"]))

    def _send(self, request: dict[str, Any], language: str, take: Answer) -> None:
        if self.is_broken:
            return
        if self._process is None:
            self._process = process = QProcess(self)
            process.readyReadStandardOutput.connect(self._read)
            process.errorOccurred.connect(self._give_up)
            process.finished.connect(self._give_up)
            process.setWorkingDirectory(spelling_worker.place())
            program, *words = spelling_worker.command()
            process.start(program, words)
        self._waiting.append(take)
        line = json.dumps({"id": 0, "stems": dictionaries_for(language), **request})
        self._process.write(line.encode() + b"\n")

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            answer = json.loads(bytes(self._process.readLine().data()))
            self._waiting.popleft()(answer)

    def _give_up(self, *_why: object) -> None:
        """Go on without: a text without marks is what there was before."""
        self.is_broken = True

    def stop(self) -> None:
        """End the process."""
        process, self._process, self.is_broken = self._process, None, True
        if process is not None:
            process.blockSignals(True)
            process.closeWriteChannel()
            if not process.waitForFinished(500):
                process.kill()
                process.waitForFinished(500)


class Spelling(QObject):
    """What the spell check of one submission knows: its own words, those to be ignored, and whether it is wanted."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.lookup = WordLookup(self)
        self._ignored: set[str] = set()
        self._own: tuple[str, frozenset[str]] = ("", frozenset())
        session.spelling_changed.connect(self.changed)
        session.changed.connect(self._refresh)
        session.closing.connect(self.lookup.stop)

    @property
    def is_on(self) -> bool:
        """Whether texts are checked."""
        return self.session.checks_spelling

    def wrong(self, language: str, words: Iterable[str]) -> dict[str, bool | None]:
        """Return for each of some words whether it is to be marked, None where that is not known yet."""
        own, ignored = self._own_words(), self._ignored
        return {
            word: False if word in ignored or word.casefold() in own else self.lookup.is_wrong(language, word)
            for word in words
        }

    def ignore(self, word: str) -> None:
        """Leave a word alone until the submission is closed."""
        self._ignored.add(word)
        self.changed.emit()

    def add(self, word: str) -> None:
        """Take a word for right in this submission from now on; undo takes it away again."""
        about = self.session.submission.about
        self.session.answer(about, WORDS, "\n".join(filter(None, (about.text(WORDS), word))))

    def _own_words(self) -> frozenset[str]:
        text = self.session.submission.about.text(WORDS)
        if text != self._own[0]:
            self._own = (text, frozenset(each.strip().casefold() for each in text.splitlines()))
        return self._own[1]

    def _refresh(self, update: Any) -> None:
        if update.before.about.text(WORDS) != update.after.about.text(WORDS):
            self.changed.emit()


def spelling_of(session: Session) -> Spelling:
    """Return the spell check of a submission."""
    return session.findChild(Spelling) or Spelling(session)


class TextSpelling(QObject):
    """The spell check of one box."""

    def __init__(self, spelling: Spelling, box: QPlainTextEdit) -> None:
        super().__init__(box)
        self._spelling = spelling
        self._box = box
        self._language = ""
        self._awaits = False  # some of its words are being looked up
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look)
        box.textChanged.connect(self._rest.start)
        box.cursorPositionChanged.connect(self._rest.start)
        spelling.changed.connect(self.look)
        spelling.lookup.known.connect(self._mark_awaited)
        for each in (box, box.viewport()):
            each.installEventFilter(self)

    def show_language(self, language: str) -> None:
        """Take notice of the language of the text."""
        if language != self._language:
            self._language = language
            self._rest.start()

    def look(self) -> None:
        """Look up the words that nothing is known of, and mark those that are wrong."""
        unknown = [word for word, is_wrong in self._mark().items() if is_wrong is None]
        self._awaits = bool(unknown)
        if unknown:
            self._spelling.lookup.ask(self._language, unknown)

    def marked(self) -> list[str]:
        """Return the words that are marked."""
        return [each.cursor.selectedText() for each in self._box.extraSelections()]

    def _is_wanted(self) -> bool:
        return self._spelling.is_on and self._box.isVisible() and bool(dictionaries_for(self._language))

    def _text(self) -> str:
        return self._box.document().toRawText()[:LONGEST]

    def _mark(self) -> dict[str, bool | None]:
        """Mark what is wrong. Returns what is known of each word; of none where nothing is checked."""
        marks: list[QTextEdit.ExtraSelection] = []
        known: dict[str, bool | None] = {}
        if self._is_wanted():
            text = self._text()
            places = list(words_of(text, self._language))
            known = self._spelling.wrong(self._language, {word for _place, word in places})
            wide = max(text, default="") > "\uffff"  # such a character takes two places in Qt
            here = self._box.textCursor().position() if self._box.hasFocus() else -1
            for place, word in places:
                if not known[word]:
                    continue
                begin = _places(text[:place]) if wide else place
                if begin + len(word) != here:  # a word that is being typed is not wrong yet
                    marks.append(self._marking(begin, len(word)))
        if marks or self._box.extraSelections():
            self._box.setExtraSelections(marks)
        return known

    def _mark_awaited(self) -> None:
        """Mark what is wrong among words that were looked up; a form has many boxes, and most of them wait for none."""
        if self._awaits:
            self._awaits = any(is_wrong is None for is_wrong in self._mark().values())

    def _marking(self, begin: int, length: int) -> QTextEdit.ExtraSelection:
        marking = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._box.document())
        cursor.setPosition(begin)
        cursor.setPosition(begin + length, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        look.setUnderlineColor(QColor(colours().blocks))
        marking.cursor, marking.format = cursor, look
        return marking

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QShowEvent) and watched is self._box:
            self._rest.start()
        if isinstance(event, QContextMenuEvent):
            menu = self.menu(event)
            menu.popup(event.globalPos())
            return True
        return False

    def menu(self, event: QContextMenuEvent) -> QMenu:
        """Return the menu of the box, with what concerns the word at a place on top."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = self._box.cursorForPosition(event.pos()) if by_mouse else self._box.textCursor()
        menu = self._box.createStandardContextMenu(event.pos())
        menu.aboutToHide.connect(menu.deleteLater)
        first = menu.actions()[0]
        marking = next((each for each in self._box.extraSelections() if _covers(each, place.position())), None)
        if marking is not None:
            self._add_suggestions(menu, first, QTextCursor(marking.cursor))
        elif self._spelling.is_on and not dictionaries_for(self._language):
            _insert(menu, first, self._none()).setEnabled(False)
            menu.insertSeparator(first)
        return menu

    def _none(self) -> str:
        name = region_names.languages(current_language()).get(self._language, self._language)
        spoken = LANGUAGES.get(self._language)
        if spoken is not None and not spoken.letters:
            return _("There is no spell check for this language: {language}").format(language=name)
        return _("No dictionary for this language: {language}").format(language=name or "–")

    def _add_suggestions(self, menu: QMenu, first: QAction, cursor: QTextCursor) -> None:
        word = cursor.selectedText()
        waiting = _insert(menu, first, _("Looking for suggestions…"))
        waiting.setEnabled(False)
        menu.insertSeparator(first)
        add = _insert(
            menu, first, _("Add “{word}” to the word list of this submission").format(word=one_line(word, 40))
        )
        add.triggered.connect(lambda: self._spelling.add(word))
        _insert(menu, first, _("Ignore it")).triggered.connect(lambda: self._spelling.ignore(word))
        menu.insertSeparator(first)

        def take(found: list[str]) -> None:
            if isValid(menu):  # it may be gone when the answer comes
                self._show_suggestions(menu, waiting, cursor, found)

        self._spelling.lookup.suggest(self._language, word, take)

    def _show_suggestions(self, menu: QMenu, waiting: QAction, cursor: QTextCursor, found: list[str]) -> None:
        if not found:
            waiting.setText(_("No suggestion"))
            return
        for each in found:
            action = QAction(each, menu)
            action.triggered.connect(lambda _checked=False, text=each: self._put(cursor, text))
            menu.insertAction(waiting, action)
        menu.removeAction(waiting)
        menu.setActiveAction(menu.actions()[0])

    def _put(self, cursor: QTextCursor, text: str) -> None:
        cursor.insertText(text)
        self._box.setTextCursor(cursor)


def _insert(menu: QMenu, before: QAction, text: str) -> QAction:
    action = QAction(without_mnemonic(text), menu)
    menu.insertAction(before, action)
    return action


def _covers(marking: QTextEdit.ExtraSelection, position: int) -> bool:
    cursor = marking.cursor
    return bool(cursor.selectionStart() <= position <= cursor.selectionEnd())


def _places(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
