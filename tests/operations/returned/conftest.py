"""A submission with something of each sort of field, and its workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.workbook_in import Returned, look_into
from desktop.operations.workbook_out import hand_out_workbook
from desktop.package.contribution_workbook.asked import Asked
from desktop.store.file import SubmissionFile
from tests.operations.workbooks import Hand, Workbook


@pytest.fixture
def told_of(submission: SubmissionFile) -> SubmissionFile:
    """Practices, gaps, a pledge, ratings and values."""
    with submission.transaction("edit", "Write", "Desk officer A") as unit:
        for title, objectives in (("One-stop centre", [13]), ("Shelter by the road", [7, 13]), ("Night school", [15])):
            practice = unit.add("practice", {"title": title, "objectives": objectives, "summary": f"About {title}."})
        unit.set(practice, "partners", [{"name": "City of Mombasa", "country": "KE"}, {"name": "Red Cross"}])
        unit.set(practice, "start", "2022-10")
        unit.set(practice, "internal_note", "What nobody else may read")
        unit.set(practice, "contact_name", "Officer B")
        gap = unit.add("gap", {"title": "No shelter", "objectives": [7], "severity": "high"})
        unit.add("pledge", {"title": "Two shelters", "objectives": [7], "gaps": [gap], "nature": ["financial"]})
        unit.add("value", {"indicator": "10.7.1", "year": 2020, "value": "12.50", "estimate": True})
        unit.set(unit.ensure("assessment", "7"), "rating", "partial")
        unit.set(unit.ensure("assessment", "13"), "reason", "Two lines.\n\n=not a formula, and _x0041_ is no letter")
    return submission


@pytest.fixture
def hand(told_of: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Hand:
    """Hand out a workbook, and return it to be filled in."""

    def handing(language: str = "en", to: str = "Ministry of Health", **asked: Any) -> Workbook:
        path = tmp_path / "book.xlsx"
        hand_out_workbook(told_of, catalogue, path, Asked(to, **asked), by="Coordinator", language=language)

        def look(back: Path) -> Returned:
            return look_into(told_of.read(), catalogue, back)

        return Workbook(path, look)

    return handing
