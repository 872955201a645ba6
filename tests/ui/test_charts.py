"""Pictures of numbers: they say their numbers in words, are walked by keyboard, and follow the direction of reading."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.matrix import gap_matrix
from desktop.record.progress import roll_up
from desktop.record.scores import Point, Series, score_policy
from desktop.record.submission import Submission
from desktop.ui.charts.domains import DomainBars
from desktop.ui.charts.gap_grid import GapGrid
from desktop.ui.charts.objectives import ObjectiveStrip
from desktop.ui.charts.trend import TrendLine
from desktop.ui.colours import LIGHT

Shown = Callable[[QWidget], QWidget]


def entry(id: str, kind: str, key: str = "", **answers: Value) -> Entry:
    return Entry(id, kind, key, answers={field: Answer(value) for field, value in answers.items()})


@pytest.fixture
def submission() -> Submission:
    entries = [
        entry("gap-1", "gap", title="No registrar", objectives=[4]),
        entry("gap-2", "gap", title="Fees", objectives=[6, 13]),
        entry("pledge-1", "pledge", title="A registrar", objectives=[4], gaps=["gap-1"]),
        entry("pledge-2", "pledge", title="Something else", objectives=[23]),
        entry(bound_id("s", "assessment", "4"), "assessment", "4", rating="advanced", reason="Because"),
        entry(bound_id("s", "policy_answer", "2a"), "policy_answer", "2a", answer="yes"),
    ]
    return Submission("s", {each.id: each for each in entries})


def test_progress_says_every_objective_in_words(shown: Shown, submission: Submission, catalogue: Catalogue) -> None:
    strip = ObjectiveStrip()
    strip.set_roll_up(roll_up(submission, catalogue), catalogue)
    shown(strip)
    assert strip.accessibleName() == "Progress by objective"
    said = strip.accessibleDescription().split("\n")
    assert len(said) == 23
    assert "Steps done: 4 of 4; rated 3 of 4" in said[3]
    assert "Steps done: 0 of 4; not rated" in said[0]


def test_an_objective_is_chosen_by_click_and_by_keyboard(
    qtbot: QtBot, shown: Shown, submission: Submission, catalogue: Catalogue
) -> None:
    strip = ObjectiveStrip()
    strip.set_roll_up(roll_up(submission, catalogue), catalogue)
    shown(strip)
    chosen: list[int] = []
    strip.chosen.connect(chosen.append)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.column(12).center().toPoint())
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(3, 20))  # on the names of the rows
    assert chosen == [13]
    strip.setFocus()
    for _step in range(3):
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert chosen == [13, 4]
    assert strip.accessibleName().startswith("4 ")
    qtbot.keyClick(strip, Qt.Key.Key_End)
    qtbot.keyClick(strip, Qt.Key.Key_Space)
    assert chosen[-1] == 23


def test_columns_go_the_way_people_read(shown: Shown, submission: Submission, catalogue: Catalogue) -> None:
    strip = ObjectiveStrip()
    strip.set_roll_up(roll_up(submission, catalogue), catalogue)
    shown(strip)
    assert strip.column(0).left() < strip.column(22).left()
    strip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert strip.column(0).left() > strip.column(22).left()
    assert strip.column(0).right() < strip.width() - strip.lead() + 1


def test_gaps_and_pledges_are_crossed_by_objective(shown: Shown, submission: Submission, catalogue: Catalogue) -> None:
    grid = GapGrid()
    grid.set_matrix(gap_matrix(submission, catalogue), catalogue)
    shown(grid)
    open_gaps, answered, unasked = (
        {number: grid.count(row, number) for number in range(1, 24) if grid.count(row, number)} for row in range(3)
    )
    assert open_gaps == {6: 1, 13: 1}
    assert answered == {4: 1}
    assert unasked == {23: 1}
    assert "Gaps without a pledge: 1." in grid.words_of(13)


def test_a_domain_without_answers_is_not_a_score_of_nothing(
    shown: Shown, submission: Submission, catalogue: Catalogue
) -> None:
    bars = DomainBars()
    bars.set_score(score_policy(submission, catalogue.policy), catalogue.policy)
    shown(bars)
    said = bars.accessibleDescription().split("\n")
    assert len(said) == 6
    assert said[1].endswith("20 of 100; answered: 1 of 5")
    assert said[0].endswith("not answered")


def test_names_of_domains_stand_above_their_bars_where_it_is_narrow(
    shown: Shown, submission: Submission, catalogue: Catalogue
) -> None:
    bars = DomainBars()
    bars.set_score(score_policy(submission, catalogue.policy), catalogue.policy)
    assert bars.heightForWidth(300) > bars.heightForWidth(1000)


def test_values_are_drawn_from_the_leading_side(shown: Shown) -> None:
    def inked_columns(direction: Qt.LayoutDirection) -> set[int]:
        line = TrendLine()
        points = (Point(2010, "1", Decimal(1)), Point(2011, "1", Decimal(1)), Point(2030, "9", Decimal(9)))
        line.set_series(Series("k", points, 0, None, None, "improving", False, ""))
        line.setLayoutDirection(direction)
        shown(line)
        line.resize(600, line.heightForWidth(600))
        picture = line.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        return {
            x
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).name() == LIGHT.accent
        }

    ltr = inked_columns(Qt.LayoutDirection.LeftToRight)
    rtl = inked_columns(Qt.LayoutDirection.RightToLeft)
    assert ltr
    assert {599 - x for x in rtl} & ltr
    assert ltr != rtl
