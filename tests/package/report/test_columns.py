"""Two columns are filled as a printer would fill them: in the order of reading, as high as each other, nothing torn."""

from __future__ import annotations

import random

import pytest

from desktop.package.report.answers import Facts, Told
from desktop.package.report.blocks import Anchor, Block, Figure, Hairline, Row, Setting, Text
from desktop.package.report.columns import SMALL, Placed
from desktop.package.report.pages import Page, compose
from desktop.package.report.style import CELL, COLUMN, ENTRY, GUTTER, HEIGHT, SECTION, WIDTH

LEFT = Setting(right_to_left=False)


def words(count: int) -> str:
    return " ".join(f"word{number}" for number in range(count))


def narrow(*blocks: Block) -> list[Block]:
    for block in blocks:
        block.narrow = True
    return list(blocks)


def entry(number: int, chance: random.Random) -> list[Block]:
    start = Anchor(f"place-{number}", f"Place {number}", 1)
    answers: list[Block] = [
        Told(f"Label {each}", words(chance.randrange(1, 120)), LEFT, COLUMN) for each in range(chance.randrange(1, 5))
    ]
    start.together = len(answers) + 1
    return narrow(start, Text(f"Entry {number}", ENTRY, LEFT), *answers)


def mixed(seed: int) -> list[Block]:
    """Return chapters in two columns, some of which a table stands across."""
    chance = random.Random(seed)
    blocks: list[Block] = []
    for number in range(60):
        if not number % 7:
            blocks += narrow(Hairline(), Anchor(f"part-{number}"), Text(f"Part {number}", SECTION, LEFT))
        blocks += entry(number, chance)
        if not number % 11:
            head = Row([Text("Head", CELL, LEFT)], (1.0,), heads=True)
            head.keep = True
            rows = [Row([Text(f"Row {each}", CELL, LEFT)], (1.0,)) for each in range(chance.randrange(2, 40))]
            for row in rows:
                row.repeated = head
            blocks += [head, *rows]
    return blocks


def solid(page: Page) -> list[Placed]:
    return [each for each in page.placed if not isinstance(each.block, Anchor)]


@pytest.mark.parametrize("seed", range(6))
def test_everything_stands_once_and_nothing_over_something_else(seed: int) -> None:
    blocks = mixed(seed)
    pages = compose(blocks)
    for page in pages:
        foot: dict[float, float] = {}
        for each in solid(page):
            low = each.y + each.block.height(each.width)
            assert low <= HEIGHT + 0.1
            columns = (0.0, COLUMN + GUTTER) if each.width == WIDTH else (each.x,)
            for column in columns:
                assert each.y >= foot.get(column, 0.0) - 0.1
                foot[column] = low
    wanted = [block.name for block in blocks if isinstance(block, Anchor)]
    assert [each.block.name for page in pages for each in page.placed if isinstance(each.block, Anchor)] == wanted


@pytest.mark.parametrize("seed", range(6))
def test_no_heading_ends_a_column_and_no_small_entry_is_parted(seed: int) -> None:
    blocks = mixed(seed)
    pages = compose(blocks)
    where = {id(each.block): (number, each.x) for number, page in enumerate(pages) for each in page.placed}
    for page in pages:
        placed = solid(page)
        for each, following in zip(placed, [*placed[1:], None], strict=True):
            if following is None or following.x > each.x:
                assert not each.block.keep
    small = 0
    for place, block in enumerate(blocks):
        whole = blocks[place : place + block.together + 1]
        if block.together and sum(each.height(COLUMN) + max(each.before, each.after) for each in whole) < SMALL:
            small += 1
            assert len({where[id(each)] for each in whole}) == 1
    assert small


def test_what_is_left_stands_in_columns_of_one_height() -> None:
    blocks = [block for number in range(3) for block in entry(number, random.Random(number))]
    (page,) = compose(blocks)
    feet = [
        max(each.y + each.block.height(COLUMN) for each in solid(page) if bool(each.x) == right) for right in (0, 1)
    ]
    assert abs(feet[0] - feet[1]) < 60
    assert max(feet) < HEIGHT * 0.75


def test_a_table_higher_than_a_column_goes_on_in_the_next() -> None:
    head = Row([Text("Head", CELL, LEFT)], (1.0,), heads=True)
    rows = [Row([Text(f"Row {number}", CELL, LEFT)], (1.0,)) for number in range(120)]
    for row in rows:
        row.repeated = head
        row.keep = True  # none of them may be parted from the next, which cannot be
    pages = compose(narrow(head, *rows))
    blocks = [each.block for page in pages for each in page.placed]
    assert [block for block in blocks if block is not head] == rows
    assert blocks.count(head) == len({(number, each.x) for number, page in enumerate(pages) for each in page.placed})


def test_no_head_of_a_table_stands_in_a_column_without_a_row() -> None:
    """The page has room for two low rows in each column, and the third is a high one."""
    head = Row([Text("Head", CELL, LEFT)], (1.0,), heads=True)
    rows = [Row([Text(each, CELL, LEFT)], (1.0,)) for each in ("One", "Two", words(100), "Four", "Five")]
    head.keep = rows[0].keep = True
    for row in rows:
        row.repeated = head
    above = Row([Text("Above", CELL, LEFT)], (1.0,))
    many = int((HEIGHT - 70) / above.height(WIDTH))
    pages = compose([*[above] * many, *narrow(head, *rows)])
    for number, page in enumerate(pages):
        below = {each.x for each in page.placed if each.block in rows}
        assert {each.x for each in page.placed if each.block is head} <= below, number
    assert len(pages) == 2 and rows[0] in [each.block for each in pages[0].placed]


def test_a_label_goes_on_in_its_line_unless_its_answer_runs_the_other_way() -> None:
    assert not Told("Label", words(30), LEFT, COLUMN).is_below
    assert not Told("Label", "لغة", LEFT, COLUMN).is_below
    assert Told("Label", "نص طويل باللغة العربية " * 8, LEFT, COLUMN).is_below
    assert Told("A label that takes nearly all of the line", words(30), LEFT, COLUMN).is_below


def test_short_answers_share_a_line_as_long_as_there_is_room() -> None:
    line = Facts(Told("One", "1", LEFT, COLUMN))
    assert line.takes(Told("Two", "2", LEFT, COLUMN), COLUMN)
    assert not line.takes(Told("Three", words(6), LEFT, COLUMN), COLUMN)
    assert line.height(COLUMN) == Told("One", "1", LEFT, COLUMN).height(COLUMN)


@pytest.mark.parametrize("above", range(500, 690, 6))
def test_a_heading_does_not_end_a_column_above_an_entry_whose_title_has_no_room(above: int) -> None:
    start = Anchor("place", "Place", 1)
    answers = [Told("Objectives", words(17), LEFT, COLUMN), Told("Summary", words(200), LEFT, COLUMN)]
    start.together = len(answers) + 1
    heading, title = Text("Practices", SECTION, LEFT), Text(words(12), ENTRY, LEFT)
    filler = Figure(float(above), lambda *_place: None)
    (page, *_others) = compose(narrow(filler, heading, start, title, *answers, *entry(1, random.Random(1))))
    where = {id(each.block): each.x for each in page.placed}
    assert where[id(heading)] == where[id(title)]


@pytest.mark.parametrize("above", range(500, 690, 5))
def test_no_last_line_begins_a_column_alone(above: int) -> None:
    lone, following = Told("Direction", "Getting better", LEFT, COLUMN), Text("Practices", SECTION, LEFT)
    blocks = [Told("Reason", words(90), LEFT, COLUMN), lone, following]
    blocks += [block for number in range(20) for block in entry(number, random.Random(number))]
    page = compose(narrow(Figure(float(above), lambda *_place: None), *blocks))[0]
    assert lone in [each.block for each in page.placed]
    for column in (False, True):
        first = next((each.block for each in solid(page) if bool(each.x) == column), None)
        assert first is not lone


@pytest.mark.parametrize("above", range(400, 690, 15))
def test_a_table_across_the_page_is_not_parted_from_the_entry_that_it_belongs_to(above: int) -> None:
    start = Anchor("place", "Place", 1)
    head = Row([Text("Head", CELL, LEFT)], (1.0,), heads=True)
    row = Row([Text("Row", CELL, LEFT)], (1.0,))
    head.keep, row.repeated = True, head
    inside = narrow(start, Text("Entry", ENTRY, LEFT), Told("Label", words(60), LEFT, COLUMN))
    start.together = len(inside) + 1
    filler = Figure(float(above), lambda *_place: None)
    pages = compose([filler, *inside, head, row])
    assert len({number for number, page in enumerate(pages) for each in page.placed if each.block is not filler}) == 1
