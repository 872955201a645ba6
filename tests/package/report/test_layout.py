"""The report as somebody turns its pages: calm, full, nothing torn apart, nothing cut, and the short answer first."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, gettext, use_language
from desktop.package import json_record
from desktop.package.report import write_report
from desktop.package.report.answers import Facts, Labelled, Told
from desktop.package.report.blocks import Anchor, Block, Row, Text
from desktop.package.report.columns import SMALL, Placed
from desktop.package.report.cover import ContentsLine
from desktop.package.report.pages import Page
from desktop.package.report.pdf_text import extracted
from desktop.package.report.style import COLUMN, GUTTER, HEIGHT, WIDTH
from desktop.package.report.text_writer import TextWriter
from desktop.record.submission import Submission
from tests.bench.submissions import record
from tests.package.conftest import Filled
from tests.package.report.conftest import Drafting, Laid

_MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")
"""What only says in which direction to go on."""


def made(count: int) -> Submission:
    """Return a submission of so many entries with texts in six languages, and all that is bound to objectives."""
    return json_record.from_bytes(json.dumps(record(count)).encode()).submission()


def solid(page: Page) -> list[Placed]:
    return [each for each in page.placed if not isinstance(each.block, Anchor)]


def foot(page: Page) -> float:
    """Return how far down a page something stands."""
    return max(each.y + each.block.height(each.width) for each in solid(page))


def begins_anew(page: Page) -> bool:
    return any(each.block.new_page for each in page.placed)


@pytest.mark.parametrize(
    ("count", "language"), [(10, "en"), (10, "zh"), (60, "ar"), (60, "fr"), (60, "ru"), (200, "es")]
)
def test_pages_are_full_and_nothing_on_them_is_torn_apart(count: int, language: str, laid: Laid) -> None:
    pages = laid(made(count), language)
    for page, following in pairwise(pages[1:]):
        assert begins_anew(following) or foot(page) > HEIGHT * 0.55, "a page is nearly empty"
        for last in _lasts(page):
            assert not last.block.keep, "a heading or what introduces something stands last"
    assert foot(pages[-1]) > HEIGHT * 0.3, "the last page is nearly empty"
    _see_places(pages[1:])
    _see_rows(pages)
    _see_entries(pages)


def _lasts(page: Page) -> list[Placed]:
    """Return what stands last in each column of a page, and last of all."""
    placed = solid(page)
    ends = [each for each, following in pairwise(placed) if following.x > each.x and following.width == each.width]
    return [*ends, placed[-1]]


def _see_places(pages: list[Page]) -> None:
    """See that nothing stands over something else, beside its column, or over the foot of the page."""
    for page in pages:
        placed = solid(page)
        assert foot(page) <= HEIGHT + 0.1
        for above, below in pairwise(placed):
            assert below.x > above.x or below.y >= above.y + above.block.height(above.width) - 0.1
        for each in placed:
            wide = [each.block.width()] if isinstance(each.block, Facts) else []
            if isinstance(each.block, Told):
                wide = [line.line.width + line.lead for line in each.block._value.lines(each.width)]
            assert max(wide, default=0.0) <= each.width + 0.1, "something is wider than its column"
            assert (each.x, each.width) in ((0.0, WIDTH), (0.0, COLUMN), (COLUMN + GUTTER, COLUMN))


def _see_rows(pages: list[Page]) -> None:
    """See that no row of a table stands alone in a column."""
    of: dict[int, list[tuple[int, float]]] = {}
    for number, page in enumerate(pages):
        for each in page.placed:
            if isinstance(each.block, Row) and not each.block.heads:
                of.setdefault(id(each.block.repeated), []).append((number, each.x))
    for places in of.values():
        assert len(places) == 1 or min(Counter(places).values()) > 1, "a row stands alone"


def _see_entries(pages: list[Page]) -> None:
    """See that an entry that is small stands in one column, and that no other goes over the page from low on it."""
    of = {id(each.block): (number, each) for number, page in enumerate(pages) for each in page.placed}
    flow = [each.block for page in pages for each in page.placed]
    parted = 0
    for place, block in enumerate(flow):
        if not block.together:
            continue
        entry = [of[id(each)] for each in flow[place : place + block.together + 1]]
        if len({(number, each.x) for number, each in entry}) == 1:
            continue
        parted += 1
        if all(each.block.narrow for _number, each in entry):  # else a wide table is a part of it
            high = sum(each.block.height(COLUMN) + max(each.block.before, each.block.after) for _n, each in entry)
            assert high > SMALL, "a small entry is parted"
            if len({number for number, _each in entry}) > 1:
                begun = entry[0][1]
                assert not begun.x or HEIGHT - begun.y > HEIGHT * 0.28, "an entry goes over the page without need"
    assert parted < len(flow)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_reads_one_page_reads_it_first(language: str, catalogue: Catalogue, laid: Laid, filled: Filled) -> None:
    pages = laid(filled({"submission": {"message": "Our message."}}, pledge=3, gap=3, practice=3), language)
    where = {
        each.block.name: number
        for number, page in enumerate(pages)
        for each in page.placed
        if isinstance(each.block, Anchor)
    }
    assert 1 == where["about"] <= where["summary"] < where["contents"] <= where["pledge-table"]
    lines = {
        number for number, page in enumerate(pages) for each in page.placed if isinstance(each.block, ContentsLine)
    }
    assert lines == {where["contents"]}, "the contents take one page"
    assert where["contents"] == where["summary"] + 1, "the summary takes one page"
    assert where["pledge-table"] <= where["objective-2"] < where["pledges"] < where["annex"] <= where["checking"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_broken_inside_a_word(language: str, laid: Laid, filled: Filled) -> None:
    headings = [
        heading
        for page in laid(filled(), language)
        for each in page.placed
        for heading in _headings(each.block, each.width)
    ]
    assert len(headings) > 30
    for text, width in headings:
        _see_words(text, width)


def _headings(block: Block, width: float) -> list[tuple[Text, float]]:
    if isinstance(block, Text) and block.style.rank:
        return [(block, width)]
    if isinstance(block, Row) and block.heads:
        return [(cell, share * width - Row.PAD) for cell, share in zip(block.cells, block.shares, strict=True)]
    if isinstance(block, Labelled):
        return [(block._label, block._widths(width)[0])]
    if isinstance(block, Told):
        return [(block._label, width)]
    return []


def _see_words(text: Text, width: float) -> None:
    words = {word for paragraph in text._paragraphs for word in _MARKS.sub("", paragraph.text).split()}
    if not words or any(ord(letter) > 0x2E7F for letter in "".join(words)):
        return  # no spaces between words
    for each in text.lines(width):
        line: Any = "".join(glyph.text for piece in each.line.pieces for glyph in _logical(piece))
        line = _MARKS.sub("", line).split()
        assert set(line) <= words | {part for word in words for part in re.split("(?<=[-–])", word)}, (line, words)


def _logical(piece: object) -> list[object]:
    glyphs = list(piece.shaped.glyphs)  # type: ignore[attr-defined]
    return glyphs[::-1] if piece.level % 2 else glyphs  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_cut(language: str, drafting: Drafting, catalogue: Catalogue) -> None:
    for number in range(1, 24):
        drafting.bound("assessment", str(number), rating="partial", trend="improving", reason="Because.")
        drafting.free("gap", title=f"A gap {number}", objectives=[number])
    for domain in catalogue.policy.domains:
        drafting.bound("policy_answer", domain.sub_categories[0].key, answer="yes")
    drafting.free("practice", title="A practice", objectives=[1], principles=list(range(1, 11)))
    text = extracted(write_report(drafting.done(), catalogue, language=language, draft=False))
    assert "…" not in text.replace('"…"', "")
    assert "..." not in text


def test_nothing_speaks_to_its_reader(catalogue: Catalogue, filled: Filled) -> None:
    whole = filled(pledge=2, practice=2, gap=2)
    kinds = {key: {field.key: field.type for field in kind.fields} for key, kind in catalogue.kinds.items()}
    entries = {
        entry.id: entry._replace(
            answers={
                key: answer._replace(value="Text") if kinds[entry.kind][key] in ("text", "long_text") else answer
                for key, answer in entry.answers.items()
            },
        )
        for entry in whole.entries.values()
    }
    submission = Submission(whole.id, entries, whole.attachments)
    text = extracted(write_report(submission, catalogue, language="en", draft=False))
    assert re.findall(r"[^\n]*\b[Yy]ou(?:r|rs|rself)?\b[^\n]*", text) == []


@pytest.mark.parametrize(
    ("count", "language", "most"), [(10, "en", 15), (10, "ru", 18), (60, "en", 28), (60, "ar", 30)]
)
def test_a_report_takes_well_less_than_half_of_the_pages_that_it_once_took(
    count: int, language: str, most: int, laid: Laid
) -> None:
    assert len(laid(made(count), language)) <= most


def test_an_indicator_of_many_objectives_is_told_once(laid: Laid, drafting: Drafting) -> None:
    for number in range(1, 24):
        drafting.bound("assessment", str(number), rating="partial")
    drafting.bound("policy_answer", "1a", answer="yes")
    pages = laid(drafting.done(), "en")
    told = [
        each.block
        for page in pages
        for each in page.placed
        if isinstance(each.block, Told) and _text(each.block._label).startswith("Indicators")
    ]
    assert len(told) > 10
    assert sum("Number of countries" in _text(each._value) for each in told) == 1
    assert all("10.7.2" in _text(each._value) for each in told)


def _text(text: Text) -> str:
    return "".join(paragraph.text for paragraph in text._paragraphs)


def test_no_word_of_a_table_is_broken(catalogue: Catalogue, laid: Laid, drafting: Drafting) -> None:
    for domain in catalogue.policy.domains:
        for sub in domain.sub_categories:
            drafting.bound("policy_answer", sub.key, answer="yes", evidence="Made up for a demonstration")
    for language in LANGUAGES:
        for page in laid(drafting.done(), language):
            for each in page.placed:
                if isinstance(each.block, Row):
                    for cell, share in zip(each.block.cells, each.block.shares, strict=True):
                        _see_words(cell, share * each.width - Row.PAD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_column_of_the_table_of_pledges_bears_the_name_of_another_question(
    language: str, drafting: Drafting, catalogue: Catalogue, laid: Laid, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads: list[Sequence[str]] = []
    write = TextWriter.table

    def noted(self: TextWriter, *table: Any, **how: Any) -> None:
        heads.append(table[0])
        write(self, *table, **how)

    monkeypatch.setattr(TextWriter, "table", noted)
    drafting.free("pledge", title="A pledge", entity="The Ministry", objectives=[1], end="2030")
    laid(drafting.done(), language)
    with use_language(language):
        asked = {gettext(each.label): each.key for each in catalogue.kind("pledge").fields}
    table = next(each for each in heads if len(each) == 4)
    assert {
        asked.get(each, key) for key, each in zip(("pledge", "entity", "objectives", "end"), table, strict=True)
    } == {
        "pledge",
        "entity",
        "objectives",
        "end",
    }
