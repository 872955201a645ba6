"""What is edited is seen at once on the page that is open, and the lines that did not change are left alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QTreeWidgetItem

from desktop.ui.navigation import Place
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


def lines(item: QTreeWidgetItem) -> list[list[str]]:
    children = [item.child(place) for place in range(item.childCount())]
    return [[child.data(column, 0) for column in range(3)] for child in children]


def test_gaps_and_pledges_move_from_group_to_group(workplace: Workplace) -> None:
    session, page = workplace.session, shown(workplace, "matrix")
    open_gaps, answered, unasked = (page.tree.topLevelItem(place) for place in range(3))
    assert lines(open_gaps) == [["Open gap", "4", "Near: Answer; Near"]]
    assert lines(answered) == [["Answered gap", "4", "Answer"]]
    assert [line[0] for line in lines(unasked)] == ["Near"]
    left_alone = answered.child(0)
    gap, _answered = session.submission.of_kind("gap")
    near = session.submission.of_kind("pledge")[1]
    session.answer(near, "gaps", [gap.id])
    assert (lines(open_gaps), lines(unasked)) == ([], [])
    assert lines(answered) == [["Open gap", "4", "Near"], ["Answered gap", "4", "Answer"]]
    assert answered.child(1) is left_alone
    session.answer(session.submission.of_kind("pledge")[1], "title", "Nearer")
    assert lines(answered)[0] == ["Open gap", "4", "Nearer"]
    session.remove(session.submission.of_kind("pledge")[1])
    assert [line[0] for line in lines(open_gaps)] == ["Open gap"]
    session.undo()
    assert lines(open_gaps) == []


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
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    assert any("Open gap" in text and "no pledge" in text for text in texts())
    gap = session.submission.of_kind("gap")[0]
    session.answer(session.submission.of_kind("pledge")[1], "gaps", [gap.id])
    assert not any("Open gap" in text and "no pledge" in text for text in texts())
    session.answer(session.entry(gap.id), "title", "Renamed")
    assert not any("Open gap" in text for text in texts())
    assert any("Renamed" in text for text in texts())
    assert texts() == [each.text for each in page._checked.findings]


def test_the_history_begins_with_what_was_done_last(workplace: Workplace) -> None:
    session, page = workplace.session, shown(workplace, "history")
    count, second = page.tree.topLevelItemCount(), page.tree.topLevelItem(0)
    session.answer(session.submission.of_kind("gap")[0], "title", "Renamed")
    assert page.tree.topLevelItemCount() == count + 1
    assert page.tree.topLevelItem(1) is second
    assert page.tree.topLevelItem(0).data(0, 0x100).id == session.file.history(limit=1)[0].id
