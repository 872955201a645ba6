"""The pages of the window, one file each, and the order in which the navigator shows them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.i18n.translation import N_

# The start page lies in this folder too, and has to be there before anything of a submission is known.
if TYPE_CHECKING:
    from desktop.ui.pages.base import Page
    from desktop.ui.session import Session


@dataclass(frozen=True)
class PageHead:
    """What is known of a page before it is made.

    Args:
        name: what it is called, marked for translation.
        module: in `desktop.ui.pages`, imported when the page is first gone to.
        maker: the class in it.
        counts: the kind whose entries the navigator counts beside the name.
    """

    name: str
    module: str
    maker: str
    counts: str = ""


PAGES = {
    "overview": PageHead(N_("Overview"), "overview", "OverviewPage"),
    "earlier": PageHead(N_("Last time"), "earlier", "EarlierPage"),
    "about": PageHead(N_("About this submission"), "about", "AboutPage"),
    "team": PageHead(N_("Team"), "entries", "TeamPage", "person"),
    "practices": PageHead(N_("Practices"), "entries", "PracticesPage", "practice"),
    "gaps": PageHead(N_("Gaps"), "entries", "GapsPage", "gap"),
    "pledges": PageHead(N_("Pledges"), "entries", "PledgesPage", "pledge"),
    "support": PageHead(N_("Support needed"), "entries", "SupportPage", "support"),
    "stakeholders": PageHead(N_("Stakeholders"), "entries", "StakeholdersPage", "stakeholder"),
    "evidence": PageHead(N_("Evidence"), "entries", "EvidencePage", "evidence"),
    "policy": PageHead(N_("Policies: SDG 10.7.2"), "policy", "PolicyPage"),
    "indicators": PageHead(N_("Indicators"), "indicators", "IndicatorsPage"),
    "data": PageHead(N_("Data situation"), "data", "DataPage"),
    "recommendations": PageHead(N_("Recommendations"), "recommendations", "RecommendationsPage"),
    "principles": PageHead(N_("Guiding principles"), "principles", "PrinciplesPage"),
    "matrix": PageHead(N_("Gaps and pledges"), "matrix", "MatrixPage"),
    "forms": PageHead(N_("Forms and data packs"), "forms", "FormsPage"),
    "review": PageHead(N_("Review report"), "review", "ReviewPage"),
    "readiness": PageHead(N_("Readiness"), "readiness", "ReadinessPage"),
    "export": PageHead(N_("Sign and export"), "export", "ExportPage"),
    "history": PageHead(N_("History"), "history", "HistoryPage"),
    "objective": PageHead(N_("Objective"), "objective", "ObjectivePage"),
    "search": PageHead(N_("Search"), "search", "SearchPage"),
}


@dataclass(frozen=True)
class SectionHead:
    """A heading of the navigator and the pages below it."""

    label: str
    pages: tuple[str, ...]


SECTIONS = (
    SectionHead(N_("This submission"), ("overview", "about", "team", "stakeholders", "earlier")),
    SectionHead(
        N_("The whole country"),
        (
            "practices",
            "gaps",
            "pledges",
            "matrix",
            "support",
            "policy",
            "indicators",
            "data",
            "recommendations",
            "principles",
            "evidence",
        ),
    ),
    SectionHead(N_("Finish"), ("review", "readiness", "export", "history", "forms")),
)


def make_page(key: str, session: Session) -> Page:
    """Make a page."""
    head = PAGES[key]
    maker = getattr(import_module(f"desktop.ui.pages.{head.module}"), head.maker)
    page: Page = maker(session)
    return page
