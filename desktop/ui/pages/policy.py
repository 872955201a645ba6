"""SDG 10.7.2: thirty questions in six domains, and the score by the official method beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.catalogue.definitions import Domain, SubCategory
from desktop.catalogue.pack_texts import claimant
from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.record.scores import score_policy
from desktop.record.update import Update
from desktop.record.values import display
from desktop.ui import keys
from desktop.ui.charts.domains import DomainSegments
from desktop.ui.focus import in_turn
from desktop.ui.layout import GAP, across, button, card, column, words
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, show_pressed
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.session import Session
from desktop.ui.tooltips import hint
from desktop.ui.topics import about_field, about_topic

if TYPE_CHECKING:
    from desktop.ui.dialogs.entry import EntryDialog


class Question(QWidget):
    """One sub-category: its text, its answers side by side, and the way to its evidence."""

    def __init__(self, page: PolicyPage, domain: Domain, sub: SubCategory, place: QWidget) -> None:
        super().__init__(place)
        self._page = page
        self._sub = sub
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, GAP // 2, 0, GAP // 2)
        inner.setSpacing(GAP // 2)
        text = words(_("{key}  {label}").format(key=code(sub.key), label=_(sub.label)), "body")
        inner.addWidget(text)
        self.choices: dict[str, ChoiceButton] = {}
        self._chosen = ""
        holder = QWidget(self)
        row = FlowLayout(holder, spacing=GAP // 4)
        form = page.session.catalogue.kind("policy_answer")
        # F1 says what is asked of the question that has the keyboard, by its name: there are thirty with one form.
        about_field(holder, form.field("answer").changed(label=sub.label))
        for answer in domain.answers:
            choice = ChoiceButton(_(answer.label))
            choice.setAccessibleName(_("{question}: {answer}").format(question=_(sub.label), answer=_(answer.label)))
            choice.clicked.connect(lambda _checked=False, key=answer.key: self._choose(key))
            self.choices[answer.key] = choice
            row.addWidget(choice)
        self._along = Along(holder, digits=True)
        self._along.lead(list(self.choices.values()))
        self.evidence = button(
            "",
            lambda: page.open_evidence(sub.key),
            role="link",
            accessible=_("Evidence and source: {question}").format(question=_(sub.label)),
        )
        about_field(self.evidence, form.field("evidence"))
        row.addWidget(self.evidence)
        inner.addWidget(holder)

    def show_answer(self, key: str, evidence: bool) -> None:
        """Show what was answered."""
        self._chosen = key
        for each, choice in self.choices.items():
            show_pressed(choice, each == key)
        if not any(choice.hasFocus() for choice in self.choices.values()):
            self._along.stop_at(self._home())
        self.evidence.setText(_("Evidence and source") if evidence else _("Add evidence and source"))

    def show_closed(self, why: str) -> None:
        """Let the question only be read, and say why; its evidence can be looked at all the same. Empty: it can be answered."""
        for choice in self.choices.values():
            choice.setEnabled(not why)
            choice.setToolTip(hint(why) if why else "")
            choice.setAccessibleDescription(why)
        if why:
            self.evidence.setText(_("Evidence and source"))
        self.evidence.setAccessibleDescription(why)

    def _choose(self, key: str) -> None:
        """Take an answer; a second click on the chosen one takes it back."""
        self._page.answer(self._sub.key, None if key == self._chosen else key)

    def _home(self) -> ChoiceButton:
        return self.choices.get(self._chosen) or next(iter(self.choices.values()))

    def focus_first(self) -> None:
        """Put the keyboard to the answers."""
        home = self._home()
        first: QWidget = home if home.isEnabled() else self.evidence
        first.setFocus()
        self._page.reveal(first)


class PolicyPage(Page):
    """The questions of SDG 10.7.2 and their score."""

    key = "policy"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        policy = session.catalogue.policy
        self.rate = button(_("Rate together"), self.rate_together, role="link")
        about_topic(self.rate, "rating-together")
        self.rate.setToolTip(hint(_("Each ministry gives its answer in private; then all are shown at once.")))
        keys.action(self, "rate", self._rate_focused)
        inner = column(self)
        inner.addWidget(
            words(
                _(
                    "SDG indicator 10.7.2 asks which migration policies a country has. It shows that policies "
                    "exist, not how well they work. Answers are voluntary."
                ),
                "lead",
            )
        )
        place = inner.parentWidget()  # what stands in one another has its place before it is filled, see `FormView`
        frame, body = card(parent=place)
        self._overall = words("", "heading")
        self._answered = words("", "body")
        self._bars = DomainSegments(with_words=True)
        head = across(self._overall, self.rate, spacing=GAP)
        head.setStretch(0, 1)
        body.addLayout(head)
        body.addWidget(self._answered)
        body.addWidget(self._bars)
        body.addWidget(words(_("How the score is calculated"), "label"))
        body.addWidget(words(_(policy.formula), "muted"))
        body.addWidget(words(_(policy.missing), "muted"))
        mark = session.catalogue.standing_in_translation(policy.standing)
        if mark != policy.standing or claimant(mark):
            body.addWidget(words(session.catalogue.standing_help(mark), "muted"))
        inner.addWidget(frame)
        self.questions: dict[str, Question] = {}
        self._scores: dict[int, QLabel] = {}
        for domain in policy.domains:
            frame, body = card(spacing=0, parent=place)
            score = words("", "muted")
            self._scores[domain.number] = score
            heading = words(_("{number}  {label}").format(number=domain.number, label=_(domain.label)), "heading")
            score.setAlignment(Qt.AlignmentFlag.AlignTrailing)
            head = across(heading, score, spacing=GAP)
            # The score is in one line beside most headings, so that the questions do not move with the first answer.
            head.setStretch(0, 1)
            head.setStretch(1, 1)
            body.addLayout(head)
            body.addWidget(words(_(domain.question), "muted"))
            for number, sub in enumerate(domain.sub_categories):
                if number:
                    line = QFrame()
                    line.setProperty("role", "line")
                    body.addWidget(line)
                question = Question(self, domain, sub, frame)
                self.questions[sub.key] = question
                body.addWidget(question)
            inner.addWidget(frame)
        self._earlier = {each.key: words("", "body", selectable=True) for each in policy.earlier}
        if policy.earlier:
            inner.addWidget(self._make_earlier())

    def _make_earlier(self) -> QWidget:
        """Make the card of the questions that the forms no longer ask, with the answers that were given."""
        frame, body = card()
        body.addWidget(words(self.session.catalogue.standing_label("earlier"), "heading"))
        body.addWidget(words(_("These answers are kept, but do not count towards the score."), "muted"))
        for line in self._earlier.values():
            body.addWidget(line)
        return frame

    def refresh(self, update: Update | None) -> None:
        """Show answers and scores as they are now."""
        submission, catalogue = self.session.submission, self.session.catalogue
        for key, question in self.questions.items():
            entry = submission.bound("policy_answer", key)
            question.show_answer(entry.text("answer"), bool(entry.text("evidence") or entry.text("source")))
            question.show_closed(self.session.why_closed(entry))
        field = catalogue.kind("policy_answer").field("answer")
        for sub in catalogue.policy.earlier:
            answer = display(field, submission.bound("policy_answer", sub.key).value("answer"), catalogue)
            text = _("{question}: {answer}").format(question=_(sub.label), answer=answer)
            self._earlier[sub.key].setText(_("{key}  {label}").format(key=code(sub.key), label=text))
        score = score_policy(submission, catalogue.policy)
        self._bars.set_score(score, catalogue.policy)
        self._overall.setText(score.official())
        self._answered.setText(score.rests_on())
        for domain in score.domains:
            self._scores[domain.number].setText(domain.whole_words())

    def open_at(self, place: Place) -> None:
        """Go to the question that the place names."""
        entry = self.session.entry(place.entry)
        key = entry.key if entry else place.key
        if key not in self.questions:
            return
        self.questions[key].focus_first()
        if place.field not in ("", "answer"):
            dialog = self._evidence(key)
            dialog.open()
            dialog.form.focus_field(place.field)

    def answer(self, key: str, answer: str | None) -> None:
        """Answer a question, or take the answer back; what cannot be written does not stay pressed."""
        if not self.session.answer(self.session.submission.bound("policy_answer", key), "answer", answer):
            self.refresh(None)

    def rate_together(self, key: str = "") -> None:
        """Let ministries answer a question together, each unseen: that of a key, or the first without an answer."""
        from desktop.ui.dialogs.rating import RatingDialog
        from desktop.ui.workshop.rating_view import questions_of

        entries = [self.session.submission.bound("policy_answer", each) for each in self.questions]
        # The one that is meant goes first; the others follow in their order.
        first = key or next((each.key for each in entries if not each.text("answer")), "")
        entries.sort(key=lambda each: each.key != first)
        RatingDialog(
            self.session, [each for entry in entries for each in questions_of(self.session, entry)], self
        ).open()

    def _rate_focused(self) -> None:
        self.rate_together(self._key_of(self.focusWidget()))

    def _key_of(self, widget: QWidget | None) -> str:
        """Return the question that a widget belongs to, empty for none."""
        held = (key for key, each in self.questions.items() if widget is not None and each.isAncestorOf(widget))
        return next(held, "")

    def go_to_missing(self) -> bool:
        """Go to the next question without an answer, from the one that has the keyboard."""
        order, held = list(self.questions), self._key_of(QApplication.focusWidget())
        entries = [self.session.submission.bound("policy_answer", key) for key in order]
        open_ = [
            place for place, each in enumerate(entries) if not each.text("answer") and not self.session.why_closed(each)
        ]
        wanted = in_turn(open_, order.index(held) if held else -1)
        if wanted is not None:
            self.questions[order[wanted]].focus_first()
        return wanted is not None

    def open_evidence(self, key: str) -> None:
        """Open the evidence and the source of an answer."""
        self._evidence(key).exec()

    def _evidence(self, key: str) -> EntryDialog:
        from desktop.ui.dialogs.entry import EntryDialog

        label = next(
            _(sub.label)
            for domain in self.session.catalogue.policy.domains
            for sub in domain.sub_categories
            if sub.key == key
        )
        return EntryDialog(self.session, self.session.submission.bound("policy_answer", key), label, self)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a widget."""
        from PySide6.QtWidgets import QScrollArea

        area = self.findChild(QScrollArea)
        if area is not None:
            area.ensureWidgetVisible(widget, 0, GAP * 6)
