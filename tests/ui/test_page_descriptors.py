"""A page is one file and one line: everything that is known of it before it is made stands in its descriptor."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Entry
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages import PAGE_OF_KIND, PAGES, PageDescriptor, sections
from desktop.ui.pages.base import Page

EVERYWHERE = {"objective", "search"}
"""They are gone to from the objectives of the navigator and from the search box."""


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_descriptor_names_a_class_that_bears_its_key(page: PageDescriptor) -> None:
    module, _dot, name = page.maker.partition(".")
    made = getattr(import_module(f"desktop.ui.pages.{module}"), name)
    assert issubclass(made, Page)
    assert made.key == page.key
    assert not page.icon or (paths.resources() / "icons" / f"{page.icon}.svg").is_file()


def test_every_page_is_listed_once_or_gone_to_from_everywhere() -> None:
    listed = [page.key for pages in sections().values() for page in pages]
    assert len(listed) == len(set(listed))
    assert set(PAGES) - set(listed) == EVERYWHERE
    assert all(page.icon for page in PAGES.values() if page.section)


def test_every_page_of_the_folder_has_a_line() -> None:
    there = {path.stem for path in Path("desktop/ui/pages").glob("*.py")}
    assert there - {page.maker.partition(".")[0] for page in PAGES.values()} == {
        "__init__", "base", "start", "objective_indicators"
    }  # fmt: skip


def test_every_kind_is_edited_on_one_page(catalogue: Catalogue) -> None:
    assert set(PAGE_OF_KIND) == set(catalogue.kinds)
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
