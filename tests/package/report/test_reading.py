"""What stands in a PDF can be read out of its bytes again, by us and by others, in the order in which it was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.package.identity import Identity
from desktop.package.report.pdf_text import extracted, normal
from desktop.package.signing import sign_pdf
from tests.package.report.conftest import ARABIC, CHINESE, RUSSIAN, SCRIPTS, Set

CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("right_to_left", [False, True])
def test_text_of_every_script_comes_back_as_it_was_written(set_texts: Set, right_to_left: bool) -> None:
    pdf = set_texts(SCRIPTS, right_to_left=right_to_left)
    read = normal(extracted(pdf))
    for text in SCRIPTS:
        assert normal(text) in read


def test_a_missing_letter_would_be_noticed(set_texts: Set) -> None:
    read = normal(extracted(set_texts([ARABIC.replace("شهادة", "شهاة"), RUSSIAN[1:], CHINESE.replace("据", "")])))
    for text in (ARABIC, RUSSIAN, CHINESE):
        assert normal(text) not in read


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8), st.booleans())
def test_any_text_comes_back(set_texts: Set, texts: list[str], right_to_left: bool) -> None:
    read = normal(extracted(set_texts(texts, right_to_left=right_to_left)))
    for text in texts:
        assert normal(text) in read


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_text_over_many_pages_is_in_one_piece(set_texts: Set, right_to_left: bool) -> None:
    text = " ".join(f"{number} {ARABIC} {CHINESE}" for number in range(60))
    pdf = set_texts([text], right_to_left=right_to_left, draft=True)
    assert pdf.count(b"/Type /Page\n") > 3
    assert normal(text) in normal(extracted(pdf))


def test_margins_are_no_content(set_texts: Set) -> None:
    assert normal(extracted(set_texts(["Only this"], draft=True))) == "Onlythis"


def test_a_signature_leaves_the_text_as_it_was(set_texts: Set, identity: Identity, at: datetime) -> None:
    pdf = set_texts(SCRIPTS)
    assert extracted(sign_pdf(pdf, identity, "Signed", "", at)) == extracted(pdf)


def test_another_program_reads_the_same_text(set_texts: Set, tool: Callable[..., object], tmp_path: Path) -> None:
    for name, text in (("ar", ARABIC), ("zh", CHINESE), ("ru", RUSSIAN)):
        (tmp_path / f"{name}.pdf").write_bytes(set_texts([text] * 3, right_to_left=name == "ar"))
        found = tool("pdftotext", tmp_path / f"{name}.pdf", "-").stdout  # type: ignore[attr-defined]
        read = normal(CONTROLS.sub("", found))
        assert read.count(normal(text)) == 3, name


def test_letters_stand_on_paper_where_their_direction_puts_them(
    set_texts: Set, tool: Callable[..., object], tmp_path: Path
) -> None:
    text = "ضمان الهوية (IOM Geneva) لجميع المهاجرين في 2026"
    (tmp_path / "ar.pdf").write_bytes(set_texts([text], right_to_left=True))
    boxes = tool("pdftotext", "-bbox", tmp_path / "ar.pdf", "-").stdout  # type: ignore[attr-defined]
    words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)".*?>(.*?)</word>', boxes)
    on_line = sorted((float(left), CONTROLS.sub("", word)) for left, top, word in words if 60 < float(top) < 90)
    # Brackets look the same from both sides once they are mirrored; here they are named as they were written.
    paper = "2026 يف نيرجاهملا عيمجل )IOM Geneva( ةيوهلا نامض"
    assert "".join(word for _left, word in on_line).replace(" ", "") == paper.replace(" ", "")


def test_the_fonts_hold_only_what_is_drawn(set_texts: Set) -> None:
    assert len(set_texts(["Plain words"])) < 20_000
    assert b"NotoSansSC" not in set_texts(["Plain words"])
    assert b"NotoSansSC" in (pdf := set_texts([CHINESE]))
    assert len(pdf) < 60_000
