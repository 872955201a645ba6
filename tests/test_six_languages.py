"""A pledge in each language goes the whole way: written, exported in its language, read back, found and restored."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, gettext, use_language
from desktop.operations.clock import now
from desktop.operations.create import create
from desktop.operations.export import export
from desktop.operations.restore import restore
from desktop.operations.verify import verify
from desktop.store.file import SubmissionFile

PLEDGES = {
    "en": ("A registrar in every district", "Every child born to migrants is registered, whatever the papers of the parents. "),
    "fr": ("Un officier d’état civil par district", "Chaque enfant né de parents migrants est enregistré, quels que soient leurs papiers. "),
    "es": ("Un registrador en cada distrito", "Se inscribe a cada niño nacido de padres migrantes, sea cual sea su documentación. "),
    "ar": ("مسجل في كل منطقة", "يسجل كل طفل يولد لأبوين مهاجرين أيا كانت أوراقهما بحلول عام 2028 مع منظمة UNICEF. "),
    "ru": ("Регистратор в каждом районе", "Каждый ребёнок, родившийся у мигрантов, регистрируется независимо от документов родителей. "),
    "zh": ("每个地区一名登记员", "移民所生的每一名儿童都得到登记，不论其父母持有何种证件，到2028年全面完成。"),
}  # fmt: skip
"""Made up for this test, in our own words."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(language: str, catalogue: Catalogue, tmp_path: Path) -> SubmissionFile:
    title, sentence = PLEDGES.get(language, PLEDGES["en"])
    answers = {"country": "KE", "cycle": "2026", "language": language, "package_language": language}
    made = create(tmp_path / "file.pledgebook", catalogue, answers)
    with made.transaction("edit", title, "Desk officer A") as revision:
        revision.add("pledge", {"title": title, "description": sentence * 5, "objectives": [4], "principles": [8]})
        revision.add("gap", {"title": f"\u202eoverride\u202c {title} 🙂 {'l' * 40}", "objectives": [4]})
        revision.set(revision.ensure("assessment", "4"), "rating", "partial")
    return made


def plain(text: str) -> str:
    """Text as it is searched for: composed, without marks of direction, white space as one space."""
    kept = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join("".join(kept).split())


def extracted(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    return plain(done.stdout.decode())


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not there")
def test_a_pledge_goes_the_whole_way_in_its_language(
    language: str, file: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    made = export(file, catalogue, tmp_path / "out", identity=None, draft=True, at=now())
    assert verify(made.path).is_draft
    shutil.unpack_archive(made.path, tmp_path / "unpacked", "zip")
    title, sentence = PLEDGES.get(language, PLEDGES["en"])
    with use_language(language):
        chapter, kind = gettext("Summary"), gettext("Pledges")
        objective = catalogue.title(4)
    report = extracted(tmp_path / "unpacked" / "report.pdf")
    assert plain(title) in report
    assert plain(sentence) in report, "in the order in which it is read, so that it can be found and copied"
    assert plain(chapter) in report
    assert plain(objective) in report
    (pledge,) = (tmp_path / "unpacked" / "pledges").glob("*.pdf")
    # Beside a long label pdftotext may put the label between two lines of the text.
    assert plain(sentence)[:20] in extracted(pledge)
    book = load_workbook(tmp_path / "unpacked" / "submission.xlsx")
    assert kind in book.sheetnames
    assert all(sheet.sheet_view.rightToLeft == (language == "ar") for sheet in book)
    back = SubmissionFile.open(restore(made.path, tmp_path / "back"), now=now)
    assert back.read() == file.read()
    back.close()
    file.close()
