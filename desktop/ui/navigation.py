"""Where one can be in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.ui.pages import PAGE_OF_KIND

if TYPE_CHECKING:
    from desktop.catalogue.definitions import Indicator
    from desktop.record.entry import Entry


class Place(NamedTuple):
    """A page, and what it is open at.

    Args:
        page: the key of the page, e.g. `objective`, `pledges`, `check`.
        key: what the page is about: the number of an objective, the key of an indicator.
        entry: the id of the entry that is open on it.
        field: the key of the field to put the cursor into.
        part: the part of the page to show, e.g. the gaps of an objective.
    """

    page: str
    key: str = ""
    entry: str = ""
    field: str = ""
    part: str = ""

    def same_page(self, other: Place) -> bool:
        """Whether another place is on this page about the same thing, or about nothing; one search goes on with other words."""
        return self.page == other.page and (other.key in ("", self.key) or self.page == "search")


def place_of_indicator(indicator: Indicator) -> Place:
    """Return where what an indicator asks for is written."""
    from desktop.record.indicator_methods import method_of

    method = method_of(indicator)
    return Place(PAGE_OF_KIND[method.asked_by].key, indicator.key if method.by_itself else "")


def place_of(entry: Entry, field: str = "") -> Place:
    """Return where an entry is edited."""
    page = PAGE_OF_KIND.get(entry.kind)
    rated, _slash, key = entry.text("of").partition("/")
    if page is None and rated in PAGE_OF_KIND:  # a ballot leads to what was rated
        return place_of(entry._replace(id=entry.text("asked"), kind=rated, key=key, answers={}), entry.text("field"))
    if page is None:  # what the team keeps for its own work belongs to an objective, or to none
        numbers = entry.numbers("objectives")
        return Place("objective", str(numbers[0])) if numbers else Place("history")
    return Place(page.key, page.kinds[entry.kind](entry), entry.id, field)
