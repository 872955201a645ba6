"""The cards of the overview. Each has its room from the beginning, so that nothing moves when it is filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.isolation import side_by_side
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.ui.charts.domains import DomainSegments
from desktop.ui.charts.objectives import ObjectiveBoard, RatingLegend
from desktop.ui.charts.trend import SmallTrend
from desktop.ui.layout import GAP, across, as_widget, beside_words, button, from_edge, margins, sized, words
from desktop.ui.navigation import Place
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.grouping_box import GroupingBox
from desktop.ui.parts.link import Link
from desktop.ui.parts.wrapping_button import WrappingLink
from desktop.ui.session import Session
from desktop.ui.shortened import Shortened
from desktop.ui.tooltips import hint

if TYPE_CHECKING:
    from desktop.record.entry import Entry
    from desktop.record.guided_path import Step
    from desktop.record.matrix import GapMatrix
    from desktop.record.scores import PolicyScore, Series

STEPS, GAPS, CHARTS = 3, 3, 4
"""How many steps, gaps and small charts are shown."""

Go = Callable[[Place], object]


class Line(QWidget):
    """What leads somewhere, with a quiet line below it.

    Args:
        whole: both go on in as many lines as they need, and are not cut short.
    """

    def __init__(self, go: Go, *, whole: bool = False) -> None:
        super().__init__()
        self._go = go
        self._place = Place("")
        self.link = WrappingLink("") if whole else Link("")
        self.link.setProperty("role", "link")
        self.link.setProperty("strong", True)
        self.link.clicked.connect(lambda _checked=False: self._open())
        self._said = words("", "muted") if whole else Shortened("", "muted")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(across(self.link, None))
        row = QVBoxLayout()
        sized(self, lambda: margins(row, beside_words(), 0, 0, 0))  # the words of a link begin inside its ring
        row.addWidget(self._said)
        inner.addLayout(row)
        self._keep_room(whole)

    def _keep_room(self, whole: bool) -> None:
        # What is whole is as high as its lines in the width that it has, which may be less than it would like to have.
        kept = QSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum if whole else QSizePolicy.Policy.Fixed
        )
        kept.setHeightForWidth(whole)
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self._said.setText(" ")

    def show_line(self, label: str, said: str, place: Place, state: str = "") -> None:
        """Show what it leads to."""
        self._place = place
        self.link.setText(label)
        self.link.setAccessibleName(label)
        self.link.setAccessibleDescription(said)
        self._said.setText(" ".join(said.split()) or " ")
        self._said.setToolTip(hint(said))
        if self._said.property("state") != state:
            self._said.setProperty("state", state)
            self._said.style().unpolish(self._said)
            self._said.style().polish(self._said)
        self.show()

    def _open(self) -> None:
        self._go(self._place)


class StandingCard(QFrame):
    """Where we stand, by objective."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        body = _card(self)
        self.board = ObjectiveBoard(session.catalogue.label)
        self.board.chosen.connect(lambda number: go(Place("objective", str(number))))
        self.grouping = GroupingBox(session)
        body.addWidget(flowing(words(_("Ratings by objective"), "heading"), self.grouping, last_apart=True))
        body.addWidget(self.board)
        line = QFrame()
        line.setProperty("role", "line")
        body.addWidget(line)
        body.addWidget(RatingLegend(session.catalogue))
        body.addStretch(1)
        self.regroup()

    def regroup(self) -> None:
        """Show the objectives in the order that was chosen."""
        self.board.set_groups(self._session.order.groups(self._session.catalogue))


class NextCard(QFrame):
    """What to do next."""

    def __init__(self, go: Go) -> None:
        super().__init__()
        body = _card(self)
        body.addWidget(words(_("Next steps"), "heading"))
        self.lines = [Line(go, whole=True) for _place in range(STEPS)]
        for line in self.lines:
            body.addLayout(from_edge(line))
            line.hide()
        body.addStretch(1)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the first steps."""
        for place, line in enumerate(self.lines):
            if place < len(steps):
                step = steps[place]
                line.show_line(step.label, step.text, Place(step.page, step.target, step.entry, step.field))
            else:
                line.hide()
        if not steps:
            self.lines[0].show_line(
                _("Everything is signed and exported"), _("Nothing has changed since the export."), Place("export")
            )


class GapsCard(QFrame):
    """Gaps without a pledge, the most serious first."""

    def __init__(self, catalogue: Catalogue, go: Go) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._go = go
        body = _card(self)
        self._more = button("", lambda: go(Place("matrix")), role="link")
        head = across(words(_("Gaps without a pledge"), "heading"), self._more)
        head.setStretch(0, 1)  # in long languages it takes two lines, and leaves the ratings beside it their room
        body.addLayout(head)
        self.empty = words("", "muted")
        body.addWidget(self.empty)
        self.begin = button(_("Record a gap"), lambda: go(Place("gaps")))
        body.addLayout(across(self.begin, None))
        self.lines = [Line(go) for _place in range(GAPS)]
        for line in self.lines:
            body.addLayout(from_edge(line))
            line.hide()
        self.empty.hide()
        self.begin.hide()
        self._more.hide()
        body.addStretch(1)

    def show_gaps(self, matrix: GapMatrix, gaps: Sequence[Entry]) -> None:
        """Show some gaps."""
        from desktop.record.values import short_title

        for place, line in enumerate(self.lines):
            if place < len(gaps):
                gap = gaps[place]
                line.show_line(
                    short_title(gap, self._catalogue),
                    side_by_side((self._severity(gap), self._objectives(gap))),
                    Place("gaps", "", gap.id),
                    "warns" if gap.text("severity") == "critical" else "",
                )
            else:
                _let_room(line, bool(gaps))
        self.begin.setVisible(not matrix.gaps)
        self.empty.setVisible(not gaps)
        if not matrix.gaps:
            self.empty.setText(_("No gaps yet. A gap says what is missing, and for whom."))
        elif not gaps:
            self.empty.setText(_("Every gap has a pledge."))
        more = len(matrix.unanswered) - len(gaps)
        self._more.setVisible(more > 0)
        self._more.setText(_("See all ({count})").format(count=len(matrix.unanswered)))
        self._more.setAccessibleName(_named(_("Gaps without a pledge"), self._more))

    def _severity(self, gap: Entry) -> str:
        from desktop.record.values import display

        value = gap.value("severity")
        field = self._catalogue.kind("gap").field("severity")
        return display(field, value, self._catalogue) if value is not None else ""

    def _objectives(self, gap: Entry) -> str:
        from desktop.record.entry_index import objectives_of
        from desktop.record.objective_numbers import objectives_in_words

        return objectives_in_words(objectives_of(gap))


def _named(heading: str, link: QPushButton) -> str:
    """Return what a screen reader calls a link that is read like that of another card."""
    return _("{name}: {text}").format(name=heading, text=link.text())


class PolicyCard(QFrame):
    """The answers and scores of SDG 10.7.2."""

    def __init__(self, catalogue: Catalogue, go: Go) -> None:
        super().__init__()
        self._catalogue = catalogue
        body = _card(self)
        self.open = button(_("Open the questions"), lambda: go(Place("policy")), role="link")
        body.addWidget(flowing(words(_("Policies (SDG 10.7.2)"), "heading"), self.open, last_apart=True))
        self.said = words(" ", "muted")
        body.addWidget(self.said)
        self.segments = DomainSegments()
        body.addWidget(self.segments)
        body.addStretch(1)

    def show_score(self, score: PolicyScore) -> None:
        """Show a score."""
        self.said.setText(score.sentence())
        self.segments.set_score(score, self._catalogue.policy)


class IndicatorCard(QWidget):
    """One indicator: its name, its unit, and how it went."""

    def __init__(self, catalogue: Catalogue, go: Go) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._key = ""
        self.name = button("", lambda: go(Place("indicators", self._key)), role="link")
        self.name.setProperty("strong", True)
        self.unit = Shortened(" ", "muted")
        self.trend = SmallTrend()
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.name)
        row = QVBoxLayout()
        sized(self, lambda: margins(row, beside_words(), 0, 0, 0))
        row.setSpacing(0)
        row.addWidget(self.unit)
        row.addWidget(self.trend)
        inner.addLayout(row)
        kept = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self.hide()

    def show_series(self, series: Series) -> None:
        """Show an indicator."""
        self._key = series.key
        indicator = self._catalogue.indicator(series.key)
        name = _("{key}  {name}").format(key=code(series.key), name=self._catalogue.indicator_name(series.key))
        self.name.setText(name)
        self.trend.set_series(series)
        self.name.setAccessibleName(name)
        self.unit.setText(_(indicator.unit) if indicator.unit else " ")
        unit = _("Unit: {unit}").format(unit=_(indicator.unit)) if indicator.unit else ""
        said = "\n".join(part for part in (unit, self.trend.accessibleDescription()) if part)
        self.name.setAccessibleDescription(said)
        self.trend.setToolTip(hint("\n".join((name, said))))
        self.show()


class IndicatorsCard(QFrame):
    """How many indicators are answered, and some of those that have values as small charts."""

    def __init__(self, catalogue: Catalogue, go: Go) -> None:
        super().__init__()
        body = _card(self)
        self.heading = words(_("Indicators"), "heading")
        self.more = button("", lambda: go(Place("indicators")), role="link")
        body.addWidget(flowing(self.heading, self.more, last_apart=True))
        self.empty = words("", "muted")
        self.begin = button(_("Add the first value"), lambda: go(Place("indicators")))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP // 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.cards = [IndicatorCard(catalogue, go) for _place in range(CHARTS)]
        for place, each in enumerate(self.cards):
            grid.addWidget(each, place // 2, place % 2)
        body.addWidget(self.empty)
        body.addLayout(across(self.begin, None))
        shown = as_widget(grid)
        body.addLayout(from_edge(shown))
        body.addStretch(1)
        self.empty.hide()
        self.begin.hide()
        self.more.hide()

    def show_series(self, shown: Sequence[Series], count: int, of: int) -> None:
        """Show some indicators that have values.

        Args:
            count, of: how many have a value or an answer, as the line of the navigator says it.
        """
        for place, each in enumerate(self.cards):
            if place < len(shown):
                each.show_series(shown[place])
            else:
                _let_room(each, bool(shown))
        self.heading.setText(
            _("Indicators answered: {count} of {of}").format(count=counted(count), of=counted(of))
            if count
            else _("Indicators")
        )
        self.empty.setVisible(not shown)
        self.begin.setVisible(not shown)
        self.empty.setText(_("No indicators have values yet. All of them are voluntary."))
        self.more.setVisible(count > len(shown))
        self.more.setText(_("See all ({count})").format(count=counted(count)))
        self.more.setAccessibleName(_named(_("Indicators"), self.more))


def _let_room(widget: QWidget, kept: bool) -> None:
    """Hide a line; its room stays where there are others, and is given to the words where there is none."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(kept)
    widget.setSizePolicy(policy)
    widget.hide()


def _card(frame: QFrame) -> QVBoxLayout:
    frame.setProperty("role", "card")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(GAP, GAP * 3 // 4, GAP, GAP * 3 // 4)
    inner.setSpacing(GAP // 2)
    return inner
