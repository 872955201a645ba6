"""The pages of the window, one file each, and what is known of every one before it is made.

To add a page is to add its file and its words here: the navigator, the tabs above the pages, the way to an entry, the titles
and the pictures of all pages are built from them. A page is imported when it is first gone to, so that none of them delays the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from desktop.i18n.translation import N_
from desktop.record.internal_kinds import COMMENT

# The start page lies in this folder too, and has to be there before anything of a submission is known.
if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.record.entry import Entry
    from desktop.ui.pages.base import Page
    from desktop.ui.session import Session

PREPARE, MEASURE, BACKGROUND, SEND = N_("Prepare"), N_("Measure"), N_("Background"), N_("Send")
"""The headings of the navigator."""


def _nothing(_entry: Entry) -> str:
    return ""


def _own_key(entry: Entry) -> str:
    return entry.key


def _indicator(entry: Entry) -> str:
    return entry.text("indicator")


class PageDescriptor(NamedTuple):
    """What is known of a page before it is made.

    Args:
        key: by which a `Place` names it.
        title: what it is called, marked for translation.
        maker: its file in `desktop.ui.pages` and the class in it, which bears the same key.
        kinds: the kinds whose entries are edited on it, each with what tells the key of the `Place` from an entry.
        lists: the kind whose entries it lists.
    """

    key: str
    title: str
    maker: str
    kinds: Mapping[str, Callable[[Entry], str]] = MappingProxyType({})
    lists: str = ""


class Line(NamedTuple):
    """A line of the navigator: a page, or several that are tabs above one another.

    Args:
        title: what it is called, marked for translation.
        icon: the drawing before its name, a file in `resources/icons`.
        pages: the tabs, in their order; the first is gone to from the line.
        section: the heading that it stands below; empty for one above or below them all.
        leads_to: further pages on which the line stays marked, since they are gone to from it.
    """

    title: str
    icon: str
    pages: tuple[PageDescriptor, ...]
    section: str = ""
    leads_to: tuple[PageDescriptor, ...] = ()

    @property
    def key(self) -> str:
        """The key of its first page."""
        return self.pages[0].key


def _page(key: str, title: str, maker: str, *kinds: str) -> PageDescriptor:
    return PageDescriptor(key, title, maker, dict.fromkeys(kinds, _nothing))


def _list(key: str, title: str, maker: str, kind: str) -> PageDescriptor:
    return PageDescriptor(key, title, maker, {kind: _nothing}, lists=kind)


def _line(section: str, icon: str, *pages: PageDescriptor, title: str = "") -> Line:
    return Line(title or pages[0].title, icon, pages, section)


_OBJECTIVE = PageDescriptor("objective", N_("Objective"), "objective.ObjectivePage", {"assessment": _own_key})
_INDICATORS = PageDescriptor(
    "indicators", N_("Indicators"), "indicators.IndicatorsPage", {"indicator": _own_key, "value": _indicator}
)
_CLEARANCE = PageDescriptor("clearance", N_("Clearance"), "clearance.ClearancePage", {"clearance": _own_key})

# fmt: off
LINES = (
    _line("", "overview", _page("overview", N_("Overview"), "overview.OverviewPage")),
    Line(
        N_("Objectives"), "objective", (_page("objectives", N_("Objectives"), "objectives.ObjectivesPage"),), PREPARE, (_OBJECTIVE,)
    ),
    _line(PREPARE, "practice", _list("practices", N_("Practices"), "entries.PracticesPage", "practice")),
    _line(
        PREPARE, "gap",
        _list("gaps", N_("Gaps"), "entries.GapsPage", "gap"),
        _page("matrix", N_("Gaps and pledges"), "matrix.MatrixPage"),
    ),
    _line(PREPARE, "pledge", _list("pledges", N_("Pledges"), "entries.PledgesPage", "pledge")),
    _line(PREPARE, "help", _list("support", N_("Support needed"), "entries.SupportPage", "support")),
    _line(MEASURE, "policy", _page("policy", N_("Policies (SDG 10.7.2)"), "policy.PolicyPage", "policy_answer")),
    _line(MEASURE, "indicator", _INDICATORS, _page("data", N_("Data availability"), "data.DataPage")),
    _line(
        MEASURE, "recommendation",
        _page("recommendations", N_("Recommendations"), "recommendations.RecommendationsPage", "follow_up"),
    ),
    _line(MEASURE, "principle", _page("principles", N_("Guiding principles"), "principles.PrinciplesPage", "principle_note")),
    _line(
        BACKGROUND, "about",
        _page("about", N_("About"), "about.AboutPage", "submission"),
        _list("team", N_("Team"), "entries.TeamPage", "person"),
        _list("stakeholders", N_("Stakeholders"), "entries.StakeholdersPage", "stakeholder"),
        _page("earlier", N_("Last submission"), "earlier.EarlierPage", "carried"),
        _page("copies", N_("Copies"), "copies.CopiesPage"),
        title=N_("About and team"),
    ),
    _line(BACKGROUND, "evidence", _list("evidence", N_("Evidence"), "entries.EvidencePage", "evidence")),
    _line(
        SEND, "check",
        _page("check", N_("Check"), "check.CheckPage"),
        _page("comments", N_("Comments"), "comments.CommentsPage", COMMENT),
    ),
    _line(SEND, "copy", _page("review", N_("Review report"), "review.ReviewPage", "chapter")),
    _line(
        SEND, "export",
        _CLEARANCE,
        _page("export", N_("Export"), "export.ExportPage"),
        title=N_("Sign and export"),
    ),
)
"""The lines of the navigator, in their order."""

FOOT = (
    _line(
        "", "history",
        _page("history", N_("History"), "history.HistoryPage"),
        _page("restore_points", N_("Restore points"), "restore_points.RestorePointsPage"),
        _page("minutes", N_("Minutes"), "minutes.MinutesPage"),
    ),
    _line("", "file", _page("forms", N_("Forms and data packs"), "forms.FormsPage", "data_pack")),
)
"""The lines at the foot of the navigator: what is looked up now and then."""

SEARCH = _page("search", N_("Search"), "search.SearchPage")
"""It is gone to from the search box, and belongs to no line."""
# fmt: on

ONE_PLEDGE = frozenset({"overview", "pledges", "about", "check", "clearance"})
"""The lines, by the keys of their first pages, that a submission for one pledge needs."""

_ALL = (*(page for line in (*LINES, *FOOT) for page in (*line.pages, *line.leads_to)), SEARCH)

PAGES: Mapping[str, PageDescriptor] = {page.key: page for page in _ALL}
"""Every page by its key, in the order of the navigator."""

LINE_OF_PAGE: Mapping[str, Line] = {
    page.key: line for line in (*LINES, *FOOT) for page in (*line.pages, *line.leads_to)
}
"""The line of the navigator that is marked while a page is shown."""

PAGE_OF_KIND: Mapping[str, PageDescriptor] = {kind: page for page in _ALL for kind in page.kinds}
"""The page on which an entry of a kind is edited."""


def tabs_of(page: str) -> tuple[PageDescriptor, ...]:
    """Return the pages that are tabs above one another with a page, itself among them; nothing where it is alone."""
    line = LINE_OF_PAGE.get(page)
    if line is None or len(line.pages) == 1 or PAGES[page] not in line.pages:
        return ()
    return line.pages


def make_page(key: str, session: Session, place: QWidget) -> Page:
    """Make a page in its place, before it is filled: whatever comes into a place later has the look of each part looked up anew."""
    module, _dot, name = PAGES[key].maker.partition(".")
    page: Page = getattr(import_module(f"desktop.ui.pages.{module}"), name)(session, place)
    return page
