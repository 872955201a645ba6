"""Rating together, as it is shown in a workshop and in a dialog of its own: one stage after the other.

What is given is in the file at once. Whoever opens it again, after a break or after the computer stopped, goes on where
the round stood.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.catalogue.definitions import Option
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations import ballots as rating
from desktop.operations.ballots import Agreement
from desktop.record.ballots import (
    RATED_BY,
    RATED_ON,
    Question,
    Round,
    can_be_rated,
    name_of,
    options_of,
    reason_field,
    round_of,
    rounds_of,
    who_can_rate,
)
from desktop.record.entry import Entry
from desktop.record.history import Revision
from desktop.record.internal_kinds import BALLOT
from desktop.record.update import Update
from desktop.ui.layout import GAP
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.session import Session
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.rating_outcome import AgreeStage, SpreadStage
from desktop.ui.workshop.rating_parts import LargeCombo, Stage
from desktop.ui.workshop.rating_stages import BeginStage, GiveStage, TurnStage
from desktop.ui.workshop.said import MOST_OF_A_LINE


class _Stages(QStackedWidget):
    """The stages, each of which scrolls by itself: none needs all the height that its lines would like to have."""

    def hasHeightForWidth(self) -> bool:
        return False


class RatingView(QWidget):
    """Lets ministries rate one question, of several that are offered.

    Attributes:
        stage: the screen that is shown.

    Signals:
        told: a short sentence about what was done; it never says what was given before all is revealed.
        asked: another question is rated, with screens of its own.
    """

    told = Signal(str)
    asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._questions: Sequence[Question] = ()
        self._asked: tuple[str, str] = ("", "")
        self._round = ""
        self._passing = True
        self.question = LargeCombo(_("What is rated"))
        self.question.activated.connect(self._choose_question)
        self.heading = said("", bold=True)
        self._stages = _Stages()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP // 2)
        inside.addWidget(self.question)
        inside.addWidget(self.heading)
        inside.addWidget(self._stages, 1)

    # What is asked

    def ask(self, questions: Sequence[Question]) -> None:
        """Offer questions, of which the first is rated; one in which a round is under way goes first."""
        self._questions = questions
        self.question.clear()
        for each in questions:
            self.question.addItem(self._called(each))
        under_way = (place for place, each in enumerate(questions) if self._under_way(each) is not None)
        self._take(next(under_way, 0))

    def _choose_question(self, place: int) -> None:
        self._take(place)
        self.take_focus()

    def _take(self, place: int) -> None:
        self.question.setCurrentIndex(place)
        question = self._questions[place]
        self._asked = question.known_by
        self._round = ""
        self.heading.setText(self._called(question))
        while self._stages.count():
            stage = self._stages.widget(0)
            assert stage is not None
            self._stages.removeWidget(stage)
            stage.deleteLater()
        options, called = self._options(question), self._called(question)
        self.begin = BeginStage()
        self.turn = TurnStage()
        self.give = GiveStage(called, options)
        self.spread = SpreadStage(self.session.catalogue)
        self.agree = AgreeStage(called, options, self._reason_label(question), self._note(question))
        for stage in (self.begin, self.turn, self.give, self.spread, self.agree):
            self._stages.addWidget(stage)
        self.begin.begun.connect(self._begin)
        self.begin.shown.connect(self._show_last)
        self.turn.ready.connect(self._let_rate)
        self.turn.revealed.connect(self._reveal)
        self.give.given.connect(self._give)
        self.give.back.connect(self._next_turn)
        self.spread.agreeing.connect(self._agreeing)
        self.spread.again.connect(self._again)
        self.agree.agreed.connect(self._agree)
        self.agree.back.connect(self._show_spread)
        self.asked.emit()
        self._go_on()

    def _question(self) -> Question:
        """Return what is rated, with its entry as it is now."""
        asked = next(each for each in self._questions if each.known_by == self._asked)
        return Question(self.session.entry(asked.entry.id) or asked.entry, asked.field)

    def _called(self, question: Question) -> str:
        catalogue = self.session.catalogue
        label = _(catalogue.kind(question.entry.kind).field(question.field).label)
        name = one_line(name_of(question.entry, catalogue), MOST_OF_A_LINE)
        return _("{label}: {text}").format(label=label, text=name)

    def _options(self, question: Question) -> list[tuple[Option, str]]:
        catalogue = self.session.catalogue
        return [(each, catalogue.option_text(each)) for each in options_of(question, catalogue)]

    def _reason_label(self, question: Question) -> str:
        kind = self.session.catalogue.kind(question.entry.kind)
        key = reason_field(question, kind)
        return _(kind.field(key).label) if key else _("Reason")

    def _note(self, question: Question) -> str:
        kind = self.session.catalogue.kind(question.entry.kind)
        labels = {each.key: _(each.label) for each in kind.fields}
        if question.field != "rating" or not {RATED_BY, RATED_ON} <= labels.keys():
            return ""
        text = _("“{field}” will name the ministries that gave a rating, and “{other}” will give today's date.")
        return text.format(field=labels[RATED_BY], other=labels[RATED_ON])

    # Where it stands

    @property
    def stage(self) -> Stage:
        """The screen that is shown."""
        shown = self._stages.currentWidget()
        assert isinstance(shown, Stage)
        return shown

    def _found(self) -> Round:
        return round_of(self.session.submission, self._question(), self._round)

    def _rounds(self, question: Question) -> Sequence[Round]:
        return rounds_of(self.session.submission, question)

    def _under_way(self, question: Question) -> Round | None:
        rounds = self._rounds(question)
        return rounds[-1] if rounds and not rounds[-1].is_revealed else None

    def _go_on(self) -> None:
        """Show where the last round stands: under way, revealed and not agreed, or done, so that another can begin."""
        rounds = self._rounds(self._question())
        last = rounds[-1] if rounds else None
        self._round = last.id if last is not None else ""
        if last is None or last.agreed:
            self._show_begin()
        elif last.is_revealed:
            self._show_spread()
        else:
            self._next_turn()

    def _show(self, stage: Stage) -> None:
        self.give.empty()  # whatever is shown next, nothing of it stays behind
        # Another question is chosen before a round begins; then it stands there to be read.
        chosen = stage is self.begin and len(self._questions) > 1
        let_be_seen(self.question, chosen)
        let_be_seen(self.heading, not chosen)
        self._stages.setCurrentWidget(stage)
        stage.take_focus()

    def _show_begin(self) -> None:
        found = self._found()
        labels = {option.key: label for option, label in self._options(self._question())}
        agreed = labels.get(found.agreed, found.agreed)
        before = (
            _("Agreed the last time the ministries rated this together: {rating}").format(rating=agreed)
            if agreed
            else ""
        )
        if found.ballots and not before:
            before = _("The ministries have rated this together before, but nothing was agreed.")
        known = [
            *who_can_rate(self.session.submission, self.session.catalogue),
            *(each.ministry for each in found.ballots),
        ]
        self.begin.offer(list(dict.fromkeys(known)), before)
        self._show(self.begin)

    def _next_turn(self) -> None:
        """Let the next ministry have its turn; one after the other without a screen between where cards are read out."""
        found = self._found()
        self.turn.show_round(found, passing=self._passing)
        self._show(self.turn)

    def _let_rate(self, ministry: str) -> None:
        self._show(self.give)
        self.give.show_ministry(ministry, alone=self._passing)
        self.give.take_focus()

    def _show_last(self) -> None:
        self._show_spread()

    def _show_spread(self) -> None:
        question = self._question()
        found = self._found()
        self.spread.show_round(found, self._options(question), self._reason(found) if found.agreed else "")
        self._show(self.spread)

    def _reason(self, found: Round) -> str:
        question = self._question()
        key = reason_field(question, self.session.catalogue.kind(question.entry.kind))
        return question.entry.text(key) if key else next((each.agreed_reason for each in found.ballots), "")

    def _agreeing(self) -> None:
        found = self._found()
        self.agree.show_round(found, self._reason(found))
        self._show(self.agree)

    def _again(self) -> None:
        self._show_begin()

    # What is done

    def _begin(self, ministries: list[str], passing: bool) -> None:
        made: list[str] = []

        def beginning(by: str) -> Revision | None:
            round_id, revision = rating.begin(
                self.session.file, self.session.catalogue, self._question(), ministries, by=by
            )
            made.append(round_id)
            return revision

        self._passing = passing
        if self.session.do(beginning):
            self._round = made[0]
            waiting = self._found().waiting
            if passing or not waiting:
                self._next_turn()
            else:
                self._let_rate(waiting[0].ministry)

    def _give(self, ministry: str, value: str, reason: str) -> None:
        found, question = self._found(), self._question()
        if not self.session.do(
            lambda _by: rating.give(self.session.file, self.session.catalogue, question, found, ministry, value, reason)
        ):
            return
        waiting = self._found().waiting
        self.told.emit(_("{name} has given a rating.").format(name=one_line(ministry)))
        if self._passing or not waiting:
            self._next_turn()
        else:
            self._let_rate(waiting[0].ministry)

    def _reveal(self) -> None:
        found, question = self._found(), self._question()
        if self.session.do(lambda by: rating.reveal(self.session.file, self.session.catalogue, question, found, by=by)):
            self._show_spread()
            self.told.emit(_("The ratings are revealed."))

    def _agree(self, agreement: Agreement) -> None:
        found, question = self._found(), self._question()
        if self.session.do(
            lambda by: rating.agree(self.session.file, self.session.catalogue, question, found, agreement, by=by)
        ):
            self._show_spread()
            self.told.emit(_("What was agreed is recorded."))

    # What comes from outside

    def refresh(self, update: Update | None) -> None:
        """Show the submission as it is now: somebody may have taken something back."""
        if not self._questions or (update is not None and BALLOT not in update.kinds):
            return
        found = self._found()
        shown = self.stage
        if not found.ballots:
            if shown is not self.begin:
                self._go_on()
        elif shown in (self.turn, self.give) and found.is_revealed:
            self._show_spread()
        elif shown in (self.spread, self.agree) and not found.is_revealed:
            self._next_turn()
        elif shown is self.turn:
            self.turn.show_round(found, passing=self._passing)
        elif shown is self.spread:
            self._show_spread()

    def take_focus(self) -> None:
        """Put the keyboard where the stage begins."""
        self.stage.take_focus()

    def take_first(self) -> None:
        """Put the keyboard to the first question of the screen, for whoever sees it for the first time."""
        if self.stage is self.begin:
            first = next(iter(self.begin.ministries.values()), self.begin.other)
            (first if self.question.isHidden() else self.question).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()

    def leave(self) -> None:
        """Leave nothing on the screen of what a ministry has chosen and not given."""
        if self._questions and self.stage is self.give:
            self._next_turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        typing = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
        if event.key() == Qt.Key.Key_Escape and self.stage is self.give:
            self._next_turn()
        elif event.key() == Qt.Key.Key_Escape and self.stage is self.agree:
            self._show_spread()
        elif len(text) == 1 and text.isdecimal() and not typing and self.stage.press(int(text)):
            pass
        else:
            super().keyPressEvent(event)


def questions_of_objective(session: Session, number: int) -> list[Question]:
    """Return what is rated of an objective: its rating, its direction, and the questions of SDG 10.7.2 that are linked with it."""
    catalogue, submission = session.catalogue, session.submission
    entry = submission.bound("assessment", str(number))
    found = [Question(entry, key) for key in _rated(session, entry)]
    for domain in catalogue.policy.domains:
        for sub in domain.sub_categories:
            if number in sub.objectives:
                found += questions_of(session, submission.bound("policy_answer", sub.key))
    return found


def questions_of(session: Session, entry: Entry) -> list[Question]:
    """Return what ministries can rate of an entry."""
    return [Question(entry, key) for key in _rated(session, entry)]


def _rated(session: Session, entry: Entry) -> list[str]:
    return [each.key for each in session.catalogue.kind(entry.kind).fields if can_be_rated(each)]
