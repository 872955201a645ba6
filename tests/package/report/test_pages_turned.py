"""The report of a draft as somebody turns its pages: none nearly empty, nothing cut in its margins."""

from __future__ import annotations

from functools import partial

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.package.clearance_sheet import write_clearance_sheet
from desktop.package.report.blocks import Anchor, Row, Setting
from desktop.package.report.charts import Charts
from desktop.package.report.line_breaking import Line
from desktop.package.report.pages import Heading, Page, Printer
from desktop.package.report.painter import Painter
from desktop.package.report.style import COLUMN, HEIGHT
from desktop.record.clearance import objective_part
from desktop.record.matrix import PrincipleRow
from tests.package.report.conftest import Drafting, Laid
from tests.package.report.test_layout import foot, made, solid

SENTENCE = "In 2025 the ministries registered 12,000 people in all of the counties, among them 4,000 children. "


@pytest.fixture
def drawn(laid: Laid) -> Laid:
    """A way to lay out the report of a draft."""
    return partial(laid, draft=True)


def where(pages: list[Page]) -> dict[str, int]:
    return {
        each.block.name: number
        for number, page in enumerate(pages)
        for each in page.placed
        if isinstance(each.block, Anchor)
    }


@pytest.mark.parametrize(("count", "language"), [(10, "zh"), (10, "en"), (60, "fr")])
def test_the_last_page_is_not_nearly_empty(count: int, language: str, drawn: Laid) -> None:
    *_others, last_but_one, last = drawn(made(count), language)
    assert foot(last) > HEIGHT * 0.3
    assert foot(last_but_one) > HEIGHT * 0.55


@pytest.mark.parametrize(
    ("sentences", "language"),
    [(many, "en") for many in (0, 1, 5, 12, 18, 26, 40, 70, 110)]
    + [(many, language) for many in (4, 8, 14) for language in ("fr", "ru", "ar")],
)
def test_the_message_and_the_summary_leave_no_page_nearly_empty(
    sentences: int, language: str, drawn: Laid, drafting: Drafting, catalogue: Catalogue
) -> None:
    for number in range(1, 24):
        drafting.bound("assessment", str(number), rating="partial", trend="improving")
        drafting.free("gap", title=f"Nobody counts those who leave {number}", objectives=[number])
    for domain in catalogue.policy.domains:
        drafting.bound("policy_answer", domain.sub_categories[0].key, answer="yes")
    if sentences:
        drafting.bound("submission", "", summary=SENTENCE * sentences, country="KE")
    pages = drawn(drafting.done(), language)
    places = where(pages)
    assert places["contents"] == places["summary"] + 1, "the summary takes one page"
    for page in pages[1 : places["contents"]]:
        assert foot(page) > HEIGHT * 0.5


def test_a_page_with_more_room_names_more_gaps(drawn: Laid, drafting: Drafting) -> None:
    for number in range(1, 13):
        drafting.free("gap", title=f"Nobody counts those who leave {number}", objectives=[number])
    few = drafting.done()
    drafting.bound("submission", "", summary=SENTENCE * 14, country="KE")
    named = [
        "\n".join(_texts(drawn(submission, "en")[1])).count("those who leave") for submission in (few, drafting.done())
    ]
    assert named[0] == 8 > named[1]


def _texts(page: Page) -> list[str]:
    found = []
    for each in page.placed:
        for part in ("_value", "_paragraphs"):
            text = getattr(each.block, part, None)
            if text is not None:
                paragraphs = text if part == "_paragraphs" else text._paragraphs
                found += [paragraph.text for paragraph in paragraphs]
    return found


def test_many_years_stand_on_a_line_each(drawn: Laid, drafting: Drafting) -> None:
    for year in range(1986, 2026):
        said = {"note": "Revised in the year after"} if year % 3 else {}
        source = "National labour inspectorate, statistical yearbook"
        drafting.free("value", indicator="8.8.1", year=year, value="4.12", source=source, **said)
    rows = [
        each
        for page in drawn(drafting.done(), "en")
        for each in page.placed
        if isinstance(each.block, Row) and not each.block.heads and len(each.block.cells) == 4
    ]
    assert len(rows) == 40
    assert max(each.block.height(each.width) for each in rows) < 20


def test_what_data_there_are_is_read_on_one_page(drawn: Laid) -> None:
    for language in ("en", "ru", "zh"):
        pages = drawn(made(10), language)
        rows = {
            number
            for number, page in enumerate(pages)
            for each in page.placed
            if isinstance(each.block, Row) and len(each.block.cells) > 8
        }
        assert rows == {where(pages)["data-situation"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_principle_that_nobody_names_takes_one_line(
    language: str, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    heights: list[float] = []
    monkeypatch.setattr(
        Charts,
        "_write",
        lambda _self, _painter, words, style, _x, _y, width: heights.append(_high(words, style, width)),
    )
    monkeypatch.setattr(Charts, "_draw", lambda *_what: None)
    with use_language(language):
        rows = [PrincipleRow(principle.number, (), {}) for principle in catalogue.principles]
        figure = Charts(catalogue, Setting(language == "ar")).principles(rows, COLUMN)
        painter = Painter(title="", author="", subject="", language=language, right_to_left=language == "ar", at=None)
        figure._paint(painter, 0.0, 0.0, COLUMN)
    assert len(heights) == len(rows)
    assert max(heights) < 15


def _high(words: object, style: object, width: float) -> float:
    from desktop.package.report.blocks import Text

    return Text(words, style, Setting(right_to_left=False)).height(width)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_above_and_below_every_page_is_cut_only_where_the_line_is_full(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[Line] = []
    monkeypatch.setattr(Painter, "text", lambda _self, line, *_place: lines.append(line))
    title = "Third voluntary submission to the forum, prepared by the national committee"
    notice = "Demonstration: what many countries have published, and entries that were made up"
    with use_language(language):
        Printer(Heading(title, "", "", title, "Kenya", notice, True, language, language == "ar", None))._furniture(
            12, 26
        )
    assert not any("…" in glyph.text for line in lines for piece in line.pieces for glyph in piece.shaped.glyphs)


@pytest.mark.parametrize("many", range(8, 32, 2))
def test_nobody_signs_a_page_with_nothing_on_it(
    many: int, drafting: Drafting, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafting.bound("assessment", "4", rating="partial", reason=SENTENCE * 3)
    for number in range(many):
        drafting.free("gap", title=f"A gap {number}", objectives=[4], severity="high")
    seen: list[Page] = []
    monkeypatch.setattr(Printer, "write", lambda _printer, pages, *_work: seen.extend(pages) or b"")
    write_clearance_sheet(drafting.done(), catalogue, [objective_part(4)], language="en")
    assert len(solid(seen[-1])) > 2, "more stands there than a heading and the lines to write on"
