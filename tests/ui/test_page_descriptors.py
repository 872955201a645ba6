"""A page is one file and one line: everything that is known of it before it is made stands in its descriptor."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Entry
from desktop.record.internal_kinds import INTERNAL_KINDS
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages import (
    BACKGROUND,
    FOOT,
    LINE_OF_PAGE,
    LINES,
    MEASURE,
    PAGE_OF_KIND,
    PAGES,
    PREPARE,
    SEND,
    PageDescriptor,
)
from desktop.ui.pages.base import Page

SECTIONS = [PREPARE, MEASURE, BACKGROUND, SEND]
EVERYWHERE = {"objective", "search"}
"""They are gone to from the page of objectives and from the search box."""


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_descriptor_names_a_class_that_bears_its_key(page: PageDescriptor) -> None:
    module, _dot, name = page.maker.partition(".")
    made = getattr(import_module(f"desktop.ui.pages.{module}"), name)
    assert issubclass(made, Page)
    assert made.key == page.key


def test_every_line_has_its_drawing_and_few_enough_are_seen_at_once() -> None:
    assert all((paths.resources() / "icons" / f"{line.icon}.svg").is_file() for line in (*LINES, *FOOT))
    assert len(LINES) <= 16
    assert [line.section for line in LINES] == sorted((line.section for line in LINES), key=["", *SECTIONS].index)


def test_every_page_is_listed_once_or_gone_to_from_everywhere() -> None:
    listed = [page.key for line in (*LINES, *FOOT) for page in line.pages]
    assert len(listed) == len(set(listed))
    assert set(PAGES) - set(listed) == EVERYWHERE
    assert set(LINE_OF_PAGE) == set(PAGES) - {"search"}


def test_every_page_of_the_folder_has_a_line() -> None:
    there = {path.stem for path in Path("desktop/ui/pages").glob("*.py")}
    assert there - {page.maker.partition(".")[0] for page in PAGES.values()} == {
        "__init__", "base", "start", "objective_indicators"
    }  # fmt: skip


def test_every_kind_is_edited_on_one_page(catalogue: Catalogue) -> None:
    assert set(PAGE_OF_KIND) - set(INTERNAL_KINDS) == set(catalogue.kinds)
    assert sum(len(page.kinds) for page in PAGES.values()) == len(PAGE_OF_KIND)


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        (Entry("1", "gap"), Place("gaps", "", "1", "title")),
        (Entry("1", "assessment", key="13"), Place("objective", "13", "1", "title")),
        (Entry("1", "indicator", key="10.7.1"), Place("indicators", "10.7.1", "1", "title")),
    ],
    ids=lambda each: each.kind if isinstance(each, Entry) else "",
)
def test_an_entry_says_where_it_is_edited(entry: Entry, place: Place) -> None:
    assert place_of(entry, "title") == place
