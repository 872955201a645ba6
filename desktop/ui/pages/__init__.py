"""The pages of the window, one file each, and what is known of every one before it is made.

To add a page is to add its file and its line here: the navigator, the way to an entry, the titles and the pictures of all
pages are built from these lines. A page is imported when it is first gone to, so that none of them delays the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.i18n.translation import N_

# The start page lies in this folder too, and has to be there before anything of a submission is known.
if TYPE_CHECKING:
    from desktop.record.entry import Entry
    from desktop.ui.pages.base import Page
    from desktop.ui.session import Session

SUBMISSION, COUNTRY, FINISH = N_("This submission"), N_("The whole country"), N_("Finish")
"""The headings of the navigator."""


def _nothing(_entry: Entry) -> str:
    return ""


def _own_key(entry: Entry) -> str:
    return entry.key


def _indicator(entry: Entry) -> str:
    return entry.text("indicator")


@dataclass(frozen=True)
class PageDescriptor:
    """What is known of a page before it is made.

    Args:
        key: by which a `Place` names it.
        title: what it is called, marked for translation.
        maker: its file in `desktop.ui.pages` and the class in it, which bears the same key.
        section: the heading of the navigator that it stands below, in the order of these lines; empty for a page that
            is not listed there.
        icon: the drawing before its name, a file in `resources/icons`.
        kinds: the kinds whose entries are edited on it, each with what tells the key of the `Place` from an entry.
        lists: the kind whose entries it lists; the navigator counts them beside its name.
    """

    key: str
    title: str
    maker: str
    section: str = ""
    icon: str = ""
    kinds: Mapping[str, Callable[[Entry], str]] = field(default_factory=dict)
    lists: str = ""


def _page(key: str, title: str, maker: str, section: str = "", icon: str = "", *kinds: str) -> PageDescriptor:
    return PageDescriptor(key, title, maker, section, icon, dict.fromkeys(kinds, _nothing))


def _list(key: str, title: str, maker: str, section: str, icon: str, kind: str) -> PageDescriptor:
    return PageDescriptor(key, title, maker, section, icon, {kind: _nothing}, lists=kind)


# fmt: off
_ALL = (
    _page("overview", N_("Overview"), "overview.OverviewPage", SUBMISSION, "overview"),
    _page("about", N_("About this submission"), "about.AboutPage", SUBMISSION, "about", "submission"),
    _list("team", N_("Team"), "entries.TeamPage", SUBMISSION, "team", "person"),
    _list("stakeholders", N_("Stakeholders"), "entries.StakeholdersPage", SUBMISSION, "person", "stakeholder"),
    _page("earlier", N_("Last time"), "earlier.EarlierPage", SUBMISSION, "back", "carried"),
    _list("practices", N_("Practices"), "entries.PracticesPage", COUNTRY, "practice", "practice"),
    _list("gaps", N_("Gaps"), "entries.GapsPage", COUNTRY, "gap", "gap"),
    _list("pledges", N_("Pledges"), "entries.PledgesPage", COUNTRY, "pledge", "pledge"),
    _page("matrix", N_("Gaps and pledges"), "matrix.MatrixPage", COUNTRY, "matrix"),
    _list("support", N_("Support needed"), "entries.SupportPage", COUNTRY, "help", "support"),
    _page("policy", N_("Policies: SDG 10.7.2"), "policy.PolicyPage", COUNTRY, "policy", "policy_answer"),
    PageDescriptor(
        "indicators", N_("Indicators"), "indicators.IndicatorsPage", COUNTRY, "indicator",
        {"indicator": _own_key, "value": _indicator},
    ),
    _page("data", N_("Data situation"), "data.DataPage", COUNTRY, "info"),
    _page("recommendations", N_("Recommendations"), "recommendations.RecommendationsPage", COUNTRY, "recommendation", "follow_up"),
    _page("principles", N_("Guiding principles"), "principles.PrinciplesPage", COUNTRY, "principle", "principle_note"),
    _list("evidence", N_("Evidence"), "entries.EvidencePage", COUNTRY, "evidence", "evidence"),
    _page("review", N_("Review report"), "review.ReviewPage", FINISH, "copy", "chapter"),
    _page("readiness", N_("Readiness"), "readiness.ReadinessPage", FINISH, "readiness"),
    _page("export", N_("Sign and export"), "export.ExportPage", FINISH, "export"),
    _page("history", N_("History"), "history.HistoryPage", FINISH, "history"),
    _page("forms", N_("Forms and data packs"), "forms.FormsPage", FINISH, "file", "data_pack"),
    PageDescriptor("objective", N_("Objective"), "objective.ObjectivePage", kinds={"assessment": _own_key}),
    _page("search", N_("Search"), "search.SearchPage"),
)
# fmt: on

PAGES: Mapping[str, PageDescriptor] = {page.key: page for page in _ALL}
"""Every page by its key, in the order of the navigator."""

PAGE_OF_KIND: Mapping[str, PageDescriptor] = {kind: page for page in _ALL for kind in page.kinds}
"""The page on which an entry of a kind is edited."""


def sections() -> Mapping[str, list[PageDescriptor]]:
    """Return the headings of the navigator with the pages below each."""
    found: dict[str, list[PageDescriptor]] = {}
    for page in _ALL:
        if page.section:
            found.setdefault(page.section, []).append(page)
    return found


def make_page(key: str, session: Session) -> Page:
    """Make a page."""
    module, _dot, name = PAGES[key].maker.partition(".")
    page: Page = getattr(import_module(f"desktop.ui.pages.{module}"), name)(session)
    return page
