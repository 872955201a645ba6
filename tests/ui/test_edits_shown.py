"""What is edited is seen at once on the page that is open, and the lines that did not change are left alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QLabel

from desktop.record.findings import Finding
from desktop.ui.navigation import Place
from desktop.ui.parts.finding_tree import FINDING
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace


@pytest.fixture
def workplace(opened: Window) -> Workplace:
    """A submission with a gap that nothing answers, one that is answered, and a pledge that answers nothing."""
    workplace = opened.workplace
    assert workplace is not None
    session = workplace.session
    session.add("gap", {"title": "Open gap", "objectives": [4]})
    answered = session.add("gap", {"title": "Answered gap", "objectives": [4]})
    session.add("pledge", {"title": "Answer", "objectives": [4], "principles": [1], "gaps": [answered]})
    session.add("pledge", {"title": "Near", "objectives": [4]})
    return workplace


def shown(workplace: Workplace, page: str) -> Any:
    workplace.go(Place(page))
    return workplace.page


def findings_below(model: QAbstractItemModel, above: QModelIndex = QModelIndex()) -> list[Any]:  # noqa: B008
    """Return what stands in the lines of a tree that do not open."""
    found = []
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        found += findings_below(model, index) if model.rowCount(index) else [index.data(FINDING)]
    return found


def test_gaps_and_pledges_show_what_answers_what_now(workplace: Workplace) -> None:
    session, page = workplace.session, shown(workplace, "matrix")

    def lines() -> list[tuple[str, str]]:
        return [(each.type, each.entry.text("title")) for each in page.list.gaps.lines if each.entry is not None]

    before = [("gap", "Open gap"), ("gap", "Answered gap"), ("answer", "Answer"), ("unasked", "Near")]
    assert lines() == before
    gap, _answered = session.submission.of_kind("gap")
    near = session.submission.of_kind("pledge")[1]
    session.answer(near, "gaps", [gap.id])
    assert lines() == [("gap", "Open gap"), ("answer", "Near"), ("gap", "Answered gap"), ("answer", "Answer")]
    session.answer(session.submission.of_kind("pledge")[1], "title", "Nearer")
    assert lines()[1] == ("answer", "Nearer")
    session.remove(session.submission.of_kind("pledge")[1])
    assert lines() == before[:3]
    session.undo()
    assert lines()[1] == ("answer", "Nearer")


def test_a_principle_shows_who_names_it_now(workplace: Workplace) -> None:
    session, page = workplace.session, shown(workplace, "principles")
    first = page.tree.topLevelItem(0)
    first.setExpanded(True)
    assert (first.text(1), first.childCount()) == ("1", 1)
    session.answer(session.submission.of_kind("pledge")[1], "principles", [1])
    assert (first.text(1), first.childCount()) == ("2", 2)
    session.undo()
    assert (first.text(1), first.childCount(), first.text(2)) == ("1", 1, "4")


def test_the_findings_follow_each_edit(workplace: Workplace) -> None:
    session, page = workplace.session, shown(workplace, "check")
    model = page.list.model()

    def texts() -> list[str]:
        return [finding.text for finding in findings_below(model) if isinstance(finding, Finding)]

    assert any("Open gap" in text and "without a pledge" in text for text in texts())
    gap = session.submission.of_kind("gap")[0]
    session.answer(session.submission.of_kind("pledge")[1], "gaps", [gap.id])
    assert not any("Open gap" in text and "without a pledge" in text for text in texts())
    session.answer(session.entry(gap.id), "title", "Renamed")
    assert not any("Open gap" in text for text in texts())
    assert any("Renamed" in text for text in texts())
    assert sorted(texts()) == sorted(each.text for each in page._checked.findings)


def test_the_history_begins_with_what_was_done_last(workplace: Workplace) -> None:
    session, page = workplace.session, shown(workplace, "history")
    day = page.tree.topLevelItem(0)
    count, second = day.childCount(), day.child(0)
    session.answer(session.submission.of_kind("gap")[0], "title", "Renamed")
    assert page.tree.topLevelItem(0) is day and day.childCount() == count + 1
    assert day.child(1) is second
    assert day.child(0).data(0, 0x100).id == session.file.history(limit=1)[0].id


def test_the_values_of_an_indicator_keep_the_lines_that_did_not_change(workplace: Workplace) -> None:
    session = workplace.session
    for year in ("2018", "2020"):
        session.add("value", {"indicator": "10.7.1", "year": year, "value": "5"})
    workplace.go(Place("indicators", "10.7.1"))
    values: Any = workplace.page
    lines = values.values._lines

    def rows() -> list[Any]:
        return [lines.itemAt(place).widget() for place in range(lines.count())]

    first, last = rows()
    session.add("gap", {"title": "Another gap"})
    assert rows() == [first, last]
    session.answer(values.values.entries()[0], "year", "2022")
    assert len(rows()) == 2 and rows()[0] is last and rows()[1] is not first
    assert "2022: 5" in [label.text() for label in rows()[1].findChildren(QLabel)]
    for entry in values.values.entries():
        session.remove(entry)
    assert rows() == [] and values.values._none.isVisibleTo(values)
