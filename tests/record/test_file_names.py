"""A name from outside names a file in the folder that somebody chose, on every system."""

from __future__ import annotations

import pytest

from desktop.record.file_names import (
    MOST_BYTES_OF_NAME,
    MOST_LETTERS_OF_NAME,
    MOST_OF_PART,
    file_name,
    part_of_name,
)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("law.pdf", "law.pdf"),
        ("Loi n° 2021-12 (version finale).pdf", "Loi n° 2021-12 (version finale).pdf"),
        ("قانون الهجرة.pdf", "قانون الهجرة.pdf"),
        ("移民法.docx", "移民法.docx"),
        ("archive.tar.gz", "archive.tar.gz"),
        ("../../../etc/cron.d/x", "x"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\Windows\\system32\\x.dll", "x.dll"),
        ("C:\\autoexec.bat", "autoexec.bat"),
        ("C:evil.txt", "C_evil.txt"),
        ("law.pdf:stream", "law.pdf_stream"),
        ("folder/", "folder"),
        ("..", "_"),
        (".", "_"),
        ("", "_"),
        ("...", "_"),
        (".bashrc", "bashrc"),
        ("law.pdf. . ", "law.pdf"),
        ("con", "_con"),
        ("CON.txt", "_CON.txt"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("conin$", "_conin$"),
        ("console.txt", "console.txt"),
        ('a<b>c"d|e?f*.txt', "a_b_c_d_e_f_.txt"),
        ("two\nlines.pdf", "two lines.pdf"),
        ("red\x1b[31m.pdf", "red.pdf"),
        ("nul\0.pdf", "_nul.pdf"),
        ("gpj\u202efdp.exe", "gpjfdp.exe"),
        ("\u200b.pdf", "_.pdf"),
        ("law.\u202e", "law._"),
    ],
)
def test_a_name_is_made_safe(told: str, name: str) -> None:
    assert file_name(told) == name
    assert file_name(name) == name, "a good name stays as it is"


def test_a_long_name_keeps_its_ending() -> None:
    name = file_name("x" * 5000 + ".pdf")
    assert name.endswith("….pdf")
    assert len(name) <= MOST_LETTERS_OF_NAME + 5


def test_a_long_name_of_a_wide_script_fits_into_a_file_system() -> None:
    name = file_name("移民" * 100 + ".docx")
    assert name.endswith("….docx")
    assert MOST_BYTES_OF_NAME - 3 < len(name.encode()) <= MOST_BYTES_OF_NAME, "no more is cut off than has to be"
    assert file_name(name) == name


def test_an_ending_has_at_most_twenty_letters() -> None:
    assert file_name("x" * 5000 + "." + "e" * 20).endswith("." + "e" * 20)
    assert "e" not in file_name("x" * 5000 + "." + "e" * 21)


@pytest.mark.parametrize("text", ["a" * 300, "ж" * 300, "论" * 300, "2026"])
def test_a_part_of_a_name_leaves_room_for_the_others(text: str) -> None:
    part = part_of_name(text)
    assert len(part.encode()) <= MOST_OF_PART
    assert part == text or (part.endswith("…") and len(part) > 10)
