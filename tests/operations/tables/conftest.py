"""Tables are planned against a submission of any country, in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.create import create
from desktop.operations.import_csv import plan_values
from desktop.operations.tables.columns import suggest
from desktop.operations.tables.source_options import Opening
from desktop.operations.tables.table import read_table
from desktop.operations.tables.table_plan import ValuePlan
from desktop.record.submission import Submission

Planned = Callable[..., ValuePlan]


@pytest.fixture
def planned(catalogue: Catalogue, tmp_path: Path) -> Iterator[Planned]:
    """Plan the import of a table; what is chosen besides is given by name."""
    made: dict[tuple[str, str], Submission] = {}

    def submission(country: str, language: str) -> Submission:
        if (country, language) not in made:
            answers = {"country": country, "cycle": "2026", "language": language}
            file = create(tmp_path / f"{country}{language}.pledgebook", catalogue, answers)
            made[country, language] = file.read()
            file.close()
        return made[country, language]

    def plan(
        content: str | bytes, country: str = "KE", language: str = "en", file: str = "table.csv", **chosen: str
    ) -> ValuePlan:
        raw = content.encode() if isinstance(content, str) else content
        sheet, encoding = chosen.pop("sheet", ""), chosen.pop("encoding", "")
        table = read_table(raw, Opening(language, encoding, sheet, country), file)
        mapping = replace(suggest(table, catalogue), **chosen)
        return plan_values(submission(country, language), catalogue, table, mapping)

    return plan
