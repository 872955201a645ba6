"""One line of what joining brings: both texts side by side, and where both sides wrote, the ways to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.i18n.lists import sentences
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.record.entry import Answer, tidy
from desktop.record.history import Revision
from desktop.record.join_report import KINDS, Told, decision_said
from desktop.record.joining import Conflict, Decision, JoinPlan, both
from desktop.record.people import named
from desktop.ui.layout import GAP, begin_box_at_side, margins, scrolling, words
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, show_pressed
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.notes import Note, let_be_seen
from desktop.ui.parts.two_texts import TwoTexts
from desktop.ui.session import Session
from desktop.ui.timestamps import moment

WRITTEN = "written"
"""The key of the way to decide by a text of one's own."""

_EARLIER = 3
"""Earlier versions of each side that are named."""


class JoinDetail(QWidget):
    """Shows a line, and asks what is to stand where both sides wrote.

    Signals:
        decided: the place of a conflict, and the decision.
    """

    decided = Signal(object, object)

    def __init__(self, session: Session, source: str = "") -> None:
        """Show nothing yet; `source` stands above what came home, a copy where it is left out."""
        super().__init__()
        self._session = session
        self._sides = (_("Here"), source or _("In the copy"))
        self._is_copy = not source
        self._conflict: Conflict | None = None
        area, self._body = scrolling(trailing=GAP // 2)
        area.setAccessibleName(_("What differs"))
        outer = QVBoxLayout(self)
        margins(outer, GAP // 2, 0, 0, 0)
        outer.addWidget(area)
        self._body.setSpacing(GAP // 2)
        self._head = words("", "heading")
        self._about = words("", "muted")
        self._outside = Note("body")
        self.texts = TwoTexts()
        self._base = words("", "muted", selectable=True)
        self._question = words(_("What should be kept?"), "label")
        self._ways = QWidget()
        self._ways.setAccessibleName(_("What should be kept?"))
        flow = FlowLayout(self._ways, spacing=GAP // 4, even=True)
        self.ways: dict[str, ChoiceButton] = {}
        for key in ("ours", "theirs", "both", WRITTEN):
            choice = ChoiceButton("")
            choice.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            flow.addWidget(choice)
            self.ways[key] = choice
        self._along = Along(self._ways, digits=True)
        self.text = QPlainTextEdit()
        begin_box_at_side(self.text)
        self.text.setAccessibleName(_("The joined text"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().lineSpacing() * 7)
        self.text.textChanged.connect(self._write)
        for each in (
            self._head,
            self._about,
            self._outside,
            self._question,
            self._ways,
            self.text,
            self.texts,
            self._base,
        ):
            self._body.addWidget(each)
        self._body.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._conflict = None
        for each in (self._question, self._ways, self.text, self.texts, self._base, self._outside):
            let_be_seen(each, False)
        self._head.setText("")
        self._about.setText("")

    def take_focus(self) -> None:
        """Put the keyboard to the ways to decide."""
        for each in self.ways.values():
            if each.isChecked():
                each.setFocus()
                return
        self.ways["ours"].setFocus()

    def show_line(
        self, line: Told, plan: JoinPlan | None, decision: Decision, is_decided: bool, *, joined: bool = False
    ) -> None:
        """Show a line; of what is asked, what was decided; of what was joined, how it was before and is now."""
        self._conflict = conflict = line.conflict
        self._head.setText(line.sentence())
        merged = _("Made by joining the changes from both sides.") if line.merged else ""
        self._about.setText(sentences((_done(line), merged)))
        let_be_seen(self._about, conflict is None)
        outside = _("The copy was not handed out for this part.") if line.outside else ""
        self._outside.say(outside, "warns" if outside else "")
        is_removal = conflict is not None and conflict.type != "answer"
        let_be_seen(self.texts, not is_removal)
        if conflict is None:
            heads = (_("Before"), _("After")) if joined or line.kind == "decided" else self._sides
            self.texts.show_texts(heads, (line.before, line.after))
        elif not is_removal:
            self._show_sides(line, conflict, plan)
        base = self._said(conflict, conflict.base) if conflict is not None and conflict.type == "answer" else ""
        left = _("Answer when the copy was handed out: {text}").format(text=base)
        if not self._is_copy:
            left = _("{label}: {text}").format(label=_("As handed out"), text=base)
        self._base.setText(left if base else "")
        let_be_seen(self._base, bool(base))
        self._ask(conflict, decision, is_decided)

    def _show_sides(self, line: Told, conflict: Conflict, plan: JoinPlan | None) -> None:
        place = conflict.place
        here = self._session.file.history(entry_id=conflict.entry.id, limit=50)
        there = [] if plan is None else list(reversed(plan.incoming.revisions))
        own = {each.id for each in there}
        self.texts.show_texts(
            self._sides,
            (line.before, line.after),
            (_who(conflict.ours), _who(conflict.theirs)),
            (
                tuple(self._earlier(conflict, [each for each in here if each.id not in own], place)),
                tuple(self._earlier(conflict, there, place)),
            ),
        )

    def _earlier(self, conflict: Conflict, revisions: Sequence[Revision], place: tuple[str, str]) -> Iterator[str]:
        """Yield what was said in a place before what stands there, newest first."""
        found = 0
        for revision in revisions:
            for change in revision.changes:
                if (change.entry_id, change.field) != place:
                    continue
                found += 1
                if 1 < found <= _EARLIER + 1:
                    said = self._said(conflict, change.new)
                    text = one_line(said, 80) if said else _("No answer")
                    yield _("{moment}, {name}: {text}").format(
                        moment=moment(revision.at), name=named(revision.by), text=text
                    )

    def _said(self, conflict: Conflict | None, value: object) -> str:
        from desktop.record.internal_titles import plain_of
        from desktop.record.values import display

        if conflict is None or value is None:
            return ""
        kind = self._session.catalogue.kinds.get(conflict.entry.kind)
        field = next((each for each in (kind.fields if kind else ()) if each.key == conflict.field), None)
        return (
            display(field, value, self._session.catalogue, self._session.submission)  # type: ignore[arg-type]
            if field is not None
            else plain_of(conflict.entry, conflict.field, value)  # type: ignore[arg-type]  # a change holds nothing but values
        )

    # The question

    def _ask(self, conflict: Conflict | None, decision: Decision, is_decided: bool) -> None:
        for each in (self._question, self._ways):
            let_be_seen(each, conflict is not None)
        let_be_seen(self.text, conflict is not None and is_decided and isinstance(decision, Answer))
        if conflict is None:
            return
        offered = ["ours", "theirs"]
        if conflict.type == "answer":
            offered.append("both")
            if conflict.field_type in ("text", "long_text"):
                offered.append(WRITTEN)
        for key, choice in self.ways.items():
            let_be_seen(choice, key in offered)
            said = decision_said(conflict, None if key == WRITTEN else key)  # type: ignore[arg-type]
            choice.setText(said)
            choice.setAccessibleName(_("{question} {answer}").format(question=self._question.text(), answer=said))
            chosen = is_decided and (isinstance(decision, Answer) if key == WRITTEN else decision == key)
            show_pressed(choice, chosen)
        self._along.lead([self.ways[key] for key in offered])
        joined = both(conflict)
        text = decision.value if isinstance(decision, Answer) else joined.value if joined is not None else ""
        with QSignalBlocker(self.text):
            self.text.setPlainText(str(text))

    def _choose(self, key: str) -> None:
        conflict = self._conflict
        if conflict is None:
            return
        for each, choice in self.ways.items():
            show_pressed(choice, each == key)
        let_be_seen(self.text, key == WRITTEN)
        if key == WRITTEN:
            self._write()
            self.text.setFocus()
        else:
            self.decided.emit(conflict.place, key)

    def _write(self) -> None:
        conflict = self._conflict
        if conflict is None:
            return
        value = tidy(self.text.toPlainText())
        at = now().strftime("%Y-%m-%dT%H:%M:%SZ")
        self.decided.emit(conflict.place, None if value is None else Answer(value, at, self._session.person))


def _done(line: Told) -> str:
    by, at = named(line.by), moment(line.at)
    if line.kind == "decided":
        return _("Both sides wrote here. Author and time in the copy: {name}, {moment}.").format(name=by, moment=at)
    return _("{what} by {name}, {moment}.").format(what=_(KINDS[line.kind]), name=by, moment=at)


def _who(answer: Answer | None) -> str:
    if answer is None:
        return _("The answer was removed")
    return _("{name}, {moment}").format(name=named(answer.by), moment=moment(answer.at))
