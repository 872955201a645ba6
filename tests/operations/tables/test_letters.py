"""The letters of a text file come out right whatever it was written with, or somebody is asked."""

from __future__ import annotations

import pytest

from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.encodings import read_letters
from desktop.operations.tables.table import read_table

HEADER = "Indicator;Year;Country;Sex;Value;Note\n"
ROWS = {
    "ar": "8.8.1;2021;مصر;إناث;12,5;مسح القوى العاملة\n",
    "ru": "8.8.1;2021;Казахстан;Женщины;12,5;Обследование рабочей силы\n",
    "zh": "8.8.1;2021;中国;女;12.5;劳动力调查数据\n",
    "zh-hant": "8.8.1;2021;中國;女性;12.5;勞動力調查\n",
    "fr": "8.8.1;2021;Côte d'Ivoire;Femmes;12,5;Enquête auprès des ménages\n",
    "es": "8.8.1;2021;España;Mujeres;12,5;Encuesta de población activa, año 2021\n",
}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
@pytest.mark.parametrize(
    ("row", "encoding"),
    [
        ("ar", "cp1256"),
        ("ar", "iso8859-6"),
        ("ru", "cp1251"),
        ("ru", "koi8-r"),
        ("ru", "cp866"),
        ("ru", "iso8859-5"),
        ("zh", "gbk"),
        ("zh", "gb18030"),
        ("zh-hant", "big5"),
        ("fr", "cp1252"),
        ("fr", "mac_roman"),
        ("fr", "cp850"),
        ("es", "cp1252"),
        ("es", "mac_roman"),
        *[(row, encoding) for row in ROWS for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")],
    ],
)
def test_they_come_out_right(row: str, encoding: str, language: str) -> None:
    text = HEADER + ROWS[row]
    found = read_letters(text.encode(encoding), language)
    assert found.text.lstrip("\ufeff") == text
    assert not found.unsure and not found.damaged


@pytest.mark.parametrize(
    ("note", "encoding"),
    [
        ("Hanehalkı işgücü anketi ğ", "cp1254"),
        ("Główny Urząd Statystyczny", "cp1250"),
        ("Обследование", "mac_cyrillic"),
        ("ж", "koi8-r"),
        ("تقدير", "iso8859-6"),
    ],
)
def test_nothing_is_read_wrong_without_a_word(note: str, encoding: str) -> None:
    text = HEADER + f"8.8.1;2021;KZ;F;12,5;{note}\n"
    found = read_letters(text.encode(encoding), "en")
    assert found.unsure or found.text == text
    assert encoding in (found.encoding, *found.others)
    chosen = read_letters(text.encode(encoding), "en", encoding)
    assert chosen.text == text and not chosen.unsure


def test_what_is_not_clear_is_shown_in_each_encoding_and_stops_the_import(planned) -> None:  # type: ignore[no-untyped-def]
    content = "Indicator;Year;Sex;Value;Note\n8.5.2;2021;F;12,5;Řízení\n".encode("cp1250")
    plan = planned(content)
    assert plan.entries == []
    assert "Řízení" in plan.errors[0] and "cp1250" in plan.errors[0] and "cp1252" in plan.errors[0]
    (entry,) = planned(content, encoding="cp1250").entries
    assert entry.answers["note"] == "Řízení"
    with pytest.raises(CannotImport):
        planned(content, encoding="utf-8")
    with pytest.raises(CannotImport):
        planned(content, encoding="klingon")


def test_a_file_that_ends_within_a_letter_is_read_up_to_it() -> None:
    content = (HEADER + ROWS["ru"]).encode()[:-2]
    assert read_letters(content).text == content.decode(errors="ignore")


def test_letters_that_were_lost_before_are_said(planned) -> None:  # type: ignore[no-untyped-def]
    lost = "Indicator,Year,Country,Value,Note\n8.5.2,2020,Kenya,5,EnquÃªte auprÃ¨s des mÃ©nages\n"
    assert any("show that letters were lost or changed" in each for each in planned(lost).sentences())
    whole = "Indicator,Year,Country,Value,Note\n8.5.2,2020,Kenya,5,Enquête\n"
    assert not any("lost" in each for each in planned(whole).sentences())


def test_no_text_is_none() -> None:
    for content in (b"\x00\x01\x02\x03" * 20, b"\x89PNG\r\n\x1a\n\x00"):
        with pytest.raises(CannotImport):
            read_table(content)
