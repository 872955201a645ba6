"""Pictures of numbers: they say their numbers in words, are walked by keyboard, and follow the direction of reading."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import set_language
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.matrix import gap_matrix
from desktop.record.overview import standings
from desktop.record.scores import Point, Series, score_policy
from desktop.record.submission import Submission
from desktop.ui import locale
from desktop.ui.charts import domains, drawing
from desktop.ui.charts.domains import DomainSegments
from desktop.ui.charts.objectives import ObjectiveBoard
from desktop.ui.charts.trend import TrendLine
from desktop.ui.colours import LIGHT
from desktop.ui.navigation import Place
from desktop.ui.shortened import fits, in_lines
from desktop.ui.window import Window
from tests.ui.stops import settle

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


@pytest.fixture
def board(shown: Shown, submission: Submission, catalogue: Catalogue) -> ObjectiveBoard:
    board = ObjectiveBoard()
    board.set_groups([("", [each.number for each in catalogue.objectives])])
    board.set_standings(standings(submission, catalogue, gap_matrix(submission, catalogue)))
    shown(board)
    return board


def spot(board: ObjectiveBoard, row: int) -> QPoint:
    return board.visualRect(board.model().index(row, 0)).center()


def test_every_objective_says_its_rating_and_its_open_gaps(board: ObjectiveBoard) -> None:
    said = [board.model().index(row, 0).data() for row in range(board.model().rowCount())]
    assert len(said) == 23
    assert said[3].endswith("Well advanced")
    assert said[5].endswith("Not rated. 1 gap has no pledge")


def test_names_that_are_too_long_for_a_line_are_read_whole_on_two(board: ObjectiveBoard, catalogue: Catalogue) -> None:
    board.set_standings([])
    named = ObjectiveBoard(catalogue.label)
    named.set_groups([("", [each.number for each in catalogue.objectives])])
    named.resize(1300, 400)
    assert named.lines == 1
    low = named.row_height
    named.resize(680, 400)
    assert named.lines == 2 and named.row_height > low
    room = int(named.label_width(680 // 2 - 4, 2) - named.fontMetrics().height() * 0.3)
    for each in catalogue.objectives:
        shown = in_lines(named.font(), catalogue.label(each.number), room, 2)
        assert not any(line.endswith("…") for line in shown), shown


def test_an_objective_is_opened_by_click_and_by_keyboard(qtbot: QtBot, board: ObjectiveBoard) -> None:
    chosen: list[int] = []
    board.chosen.connect(chosen.append)
    qtbot.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=spot(board, 12))
    assert chosen == [13]
    board.setCurrentIndex(board.model().index(0, 0))
    board.setFocus()
    for _step in range(3):
        qtbot.keyClick(board, Qt.Key.Key_Down)
    qtbot.keyClick(board, Qt.Key.Key_Return)
    assert chosen == [13, 4]


def test_all_objectives_are_seen_in_two_columns_the_way_people_read(board: ObjectiveBoard) -> None:
    assert all(board.viewport().rect().contains(spot(board, row)) for row in range(23))
    assert spot(board, 0).x() < spot(board, 22).x()
    assert all(board.visualRect(board.model().index(row, 0)).height() >= 24 for row in range(23))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_objectives_stand_in_two_columns_on_a_laptop_and_are_read_whole(
    code: str, opened: Window, qapp: QApplication
) -> None:
    assert opened.session is not None
    for number in (15, 18):  # the words on gaps take room from the names
        opened.session.add("gap", {"title": "A gap", "objectives": [number]})
    opened.resize(1366, 768)
    try:
        opened.speak(code)
        workplace = opened.workplace
        assert workplace is not None
        workplace.go(Place("overview"))
        settle()
        board = workplace.page.standing.board  # type: ignore[attr-defined]
        assert board.columns == 2
        spots = [board.visualRect(board.model().index(row, 0)) for row in range(23)]
        assert all(board.viewport().rect().contains(each) for each in spots)
        assert [each.top() for each in spots[:11]] == [each.top() for each in spots[12:]]
        letters = board.fontMetrics().height()
        for row, each in enumerate(opened.session.catalogue.objectives):
            lines = board.lines_of(row)
            room = int(board.label_width(spots[row].width() - 4, lines) - letters * 0.3)
            name = opened.session.catalogue.label(each.number)
            assert fits(board.font(), name, room, lines) and spots[row].height() >= lines * letters, name
    finally:
        locale.speak(qapp, "en")


def test_a_domain_without_answers_is_not_a_score_of_nothing(
    shown: Shown, submission: Submission, catalogue: Catalogue
) -> None:
    bars = DomainSegments()
    bars.set_score(score_policy(submission, catalogue.policy), catalogue.policy)
    shown(bars)
    said = bars.accessibleDescription().split("\n")
    assert len(said) == 6
    assert "20 out of 100; answered: 1 of 5. Yes · Not answered" in said[1]
    assert "not answered. Not answered · Not answered" in said[0]


def test_names_of_domains_stand_above_their_bars_where_it_is_narrow(
    shown: Shown, submission: Submission, catalogue: Catalogue
) -> None:
    bars = DomainSegments()
    bars.set_score(score_policy(submission, catalogue.policy), catalogue.policy)
    assert bars.heightForWidth(300) > bars.heightForWidth(1000)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", [360, 449, 947])
def test_names_of_domains_are_read_whole(
    code: str,
    width: int,
    shown: Shown,
    submission: Submission,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut: list[str] = []

    def note(painter: QPainter, area: QRectF, text: str, _colour: str, *, most: int = 1, **_sides: bool) -> None:
        if "…" in "".join(in_lines(painter.font(), text, int(area.width()), most)):
            cut.append(text)

    set_language(code)
    bars = DomainSegments()
    bars.set_score(score_policy(submission, catalogue.policy), catalogue.policy)
    shown(bars)
    for module in (drawing, domains):
        monkeypatch.setattr(module, "write", note)
    bars.resize(width, bars.heightForWidth(width))
    bars.grab()
    assert cut == []


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
