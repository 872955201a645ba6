"""Blocks come onto pages as a printer would put them: nothing over the edge, no heading alone, no line alone."""

from __future__ import annotations

import math
import random

import pytest

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import set_language
from desktop.package.report.answers import Labelled
from desktop.package.report.blocks import Anchor, Block, Callout, Hairline, Row, Setting, Text
from desktop.package.report.line_breaking import Line
from desktop.package.report.pages import Page, compose
from desktop.package.report.painter import Painter
from desktop.package.report.style import BODY, CELL, HEIGHT, PAGE_HEIGHT, PAGE_WIDTH, SECTION, WIDTH
from tests.package.report.conftest import Set

LEFT = Setting(right_to_left=False)


def words(count: int) -> str:
    return " ".join(f"word{number}" for number in range(count))


def mixed(seed: int) -> list[Block]:
    """Return a document of headings, texts, answers, callouts and tables of many lengths."""
    chance = random.Random(seed)
    blocks: list[Block] = []
    for number in range(40):
        blocks.append(Anchor(f"place-{number}", f"Place {number}", 1))
        blocks.append(Text(f"Heading {number}", SECTION, LEFT))
        match chance.randrange(4):
            case 0:
                blocks += [Text(words(chance.randrange(1, 900)), BODY, LEFT)]
            case 1:
                blocks += [
                    Labelled(f"Label {each}", words(chance.randrange(1, 300)), LEFT)
                    for each in range(chance.randrange(1, 8))
                ]
            case 2:
                blocks += [Callout(words(chance.randrange(1, 200)), BODY, LEFT)]
            case _:
                head = Row([Text("One", CELL, LEFT), Text("Two", CELL, LEFT)], (0.5, 0.5))
                head.keep = True
                rows = [
                    Row([Text(words(chance.randrange(1, 60)), CELL, LEFT), Text("two", CELL, LEFT)], (0.5, 0.5))
                    for _row in range(chance.randrange(1, 60))
                ]
                for row in rows:
                    row.repeated = head
                blocks += [head, *rows]
    return blocks


def solid(page: Page) -> list[Block]:
    return [block for block, *_place in page.placed if not isinstance(block, Anchor)]


def test_nothing_stands_over_the_edge_or_over_another() -> None:
    for seed in range(6):
        for page in compose(mixed(seed)):
            foot = 0.0
            for block, y, *_place in page.placed:
                if isinstance(block, Anchor):
                    continue
                assert y >= foot - 0.01
                foot = y + block.height(WIDTH)
            assert foot <= HEIGHT + 0.1


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for seed in range(6):
        for page in compose(mixed(seed)):
            assert not solid(page)[-1].keep


def test_no_paragraph_leaves_a_single_line_behind() -> None:
    parted = 0
    for seed in range(6):
        blocks = mixed(seed)
        whole = {id(block) for block in blocks}
        for page in compose(blocks):
            for block in solid(page):
                if isinstance(block, Text) and id(block) not in whole:
                    parted += 1
                    assert len(block.lines(WIDTH)) >= 2
    assert parted > 5


def test_the_head_of_a_table_is_said_again_on_the_next_page() -> None:
    head = Row([Text("Head", CELL, LEFT)], (1.0,))
    rows = [Row([Text(f"Row {number}", CELL, LEFT)], (1.0,)) for number in range(100)]
    for row in rows:
        row.repeated = head
    pages = compose([head, *rows])
    assert len(pages) > 1
    assert all(solid(page)[0] is head for page in pages)
    assert [block for page in pages for block in solid(page) if block is not head] == rows


@pytest.mark.parametrize("narrow", [False, True])
def test_a_row_that_is_higher_than_a_page_is_neither_left_out_nor_looked_for_a_place_for_ever(narrow: bool) -> None:
    head = Row([Text("Head", CELL, LEFT)], (1.0,), heads=True)
    head.keep = True
    rows = [Row([Text(each, CELL, LEFT)], (1.0,)) for each in ("one", "a line\n" * 200, "two")]
    for row in (head, *rows):
        row.narrow = narrow
    for row in rows:
        row.repeated = head
    pages = compose([head, *rows])
    assert [each.block for page in pages for each in page.placed if each.block is not head] == rows


def test_a_chapter_that_may_flow_begins_below_only_where_half_the_page_is_left() -> None:
    def chapter() -> list[Block]:
        return [Hairline(room=HEIGHT / 2), Anchor("next"), Text("Next", SECTION, LEFT), Text("text", BODY, LEFT)]

    assert len(compose([Text(words(100), BODY, LEFT), *chapter()])) == 1
    pages = compose([Text(words(400), BODY, LEFT), *chapter()])
    assert len(pages) == 2
    assert not any(isinstance(block, Hairline) for block, *_place in pages[1].placed)


def test_the_same_blocks_give_the_same_pages() -> None:
    def places(seed: int) -> list[list[float]]:
        return [[round(y, 3) for _block, y, *_place in page.placed] for page in compose(mixed(seed))]

    assert places(1) == places(1)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_word_across_a_draft_stays_on_its_page(code: str, set_texts: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[Line, float, float]] = []
    draw = Painter.text

    def keep(painter: Painter, line: Line, x: float, y: float, width: float, align: str = "own") -> None:
        if align == "centre":
            drawn.append((line, x + width / 2, y))
        draw(painter, line, x, y, width, align)  # type: ignore[arg-type]

    monkeypatch.setattr(Painter, "text", keep)
    set_language(code)
    set_texts(["A line."], right_to_left=code == "ar", draft=True)
    ((line, middle, y),) = drawn
    assert middle == pytest.approx(PAGE_WIDTH / 2)
    assert line.width >= PAGE_WIDTH / 3, "it is seen from afar"
    turned = math.radians(52)
    for side in (-line.width / 2, line.width / 2):
        for height in (y - PAGE_HEIGHT / 2, y + line.height - PAGE_HEIGHT / 2):
            along = side * math.cos(turned) + height * math.sin(turned)
            up = side * math.sin(turned) - height * math.cos(turned)
            assert abs(along) <= PAGE_WIDTH / 2
            assert abs(up) <= PAGE_HEIGHT / 2
    assert y + line.height / 2 == pytest.approx(PAGE_HEIGHT / 2, abs=line.size / 20), "it crosses the middle"
