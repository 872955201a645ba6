"""A workbook that somebody fills in with LibreOffice comes home cell for cell."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.operations.workbook_in import look_into
from desktop.store.file import SubmissionFile
from tests.operations.workbooks import Hand, errors, remarks, told

PYTHON = "/usr/bin/python3"
"""That of the system, which knows LibreOffice where its bridge is installed."""


@pytest.fixture
def fill(tmp_path: Path) -> object:
    """A way to fill a workbook with LibreOffice; the test is skipped where it cannot be."""
    if shutil.which("soffice") is None or not Path(PYTHON).exists():
        pytest.skip("LibreOffice is not installed")
    if subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.skip("the bridge to LibreOffice is not installed")

    def filling(source: Path, target: Path, cells: list[tuple[str, str, object]]) -> None:
        listed = tmp_path / "cells.json"
        listed.write_text(json.dumps(cells), "utf-8")
        script = Path(__file__).with_name("fill_in_libreoffice.py")
        done = subprocess.run(
            [PYTHON, str(script), str(tmp_path / "office"), str(source), str(target), str(listed)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr + done.stdout

    return filling


@pytest.mark.parametrize("language", ["en", "ar"])
def test_filled_in_by_libreoffice_it_comes_home_cell_for_cell(
    hand: Hand, told_of: SubmissionFile, catalogue: Catalogue, tmp_path: Path, fill: object, language: str
) -> None:
    book = hand(language)
    with use_language(language):

        def named(kind: str, field: str) -> tuple[str, str]:
            made = catalogue.kind(kind)
            return _(made.short or made.plural), _(made.field(field).label)

        new = _("New entry {number}").format(number=1)
        practices, title = named("practice", "title")
        wanted: list[tuple[tuple[str, str], str | int, object, object]] = [
            ((practices, title), 1, "Centres, one in each county", "Centres, one in each county"),
            (named("practice", "summary"), 2, "First line\nمرحبا\n_x0041_ =1+1", "First line\nمرحبا\n_x0041_ =1+1"),
            (named("practice", "objectives"), 3, "7; 13", [7, 13]),
            (named("practice", "start"), 1, "2026-03", "2026-03"),
            (named("practice", "status"), 1, _("Ongoing"), "ongoing"),
            ((practices, title), new, "-20 °C in winter", "-20 °C in winter"),
            (named("practice", "country"), new, "كينيا", "KE"),
            (named("assessment", "rating"), 7, _("Well advanced"), "advanced"),
            (named("value", "value"), 1, 13.25, "13.25"),
            (named("value", "year"), 1, 2021, 2021),
            (named("value", "estimate"), 1, _("No"), False),
        ]
    cells = [(sheet, book.cell(sheet, row, heading).coordinate, value) for (sheet, heading), row, value, _k in wanted]
    home = tmp_path / "home.xlsx"
    fill(book.path, home, cells)  # type: ignore[operator]
    back = look_into(told_of.read(), catalogue, home)
    assert (errors(back), remarks(back)) == ([], [])
    assert {(sheet, place) for sheet, place, _old, _new in told(back)} == {(each[0], each[1]) for each in cells}
    kept = [change.new for change in back.findings.changes if not change.creates_entry]
    for _where, _row, _value, value in wanted:
        assert value in kept


def test_saved_by_libreoffice_and_not_filled_in_it_changes_nothing(
    hand: Hand, told_of: SubmissionFile, catalogue: Catalogue, tmp_path: Path, fill: object
) -> None:
    kinds = tuple(key for key in catalogue.kinds if key not in ("submission", "carried", "data_pack", "chapter"))
    book = hand("fr", kinds=kinds)
    fill(book.path, tmp_path / "home.xlsx", [])  # type: ignore[operator]
    back = look_into(told_of.read(), catalogue, tmp_path / "home.xlsx")
    assert (told(back), errors(back), remarks(back)) == ([], [], [])
