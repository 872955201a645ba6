"""One word for one thing, in every language: who reads “pledge” in two texts reads the same word in both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent.parent / "locale"

GLOSSARY = {
    "pledge": {"fr": "engage", "es": "compromis", "ar": "تعهد", "ru": "обязательств", "zh": "承诺"},
    "practice": {"fr": "pratique", "es": "práctica", "ar": "ممارس", "ru": "практик", "zh": "做法"},
    "gap": {"fr": "lacune", "es": "brecha", "ar": "ثغر", "ru": "пробел", "zh": "差距"},
    "objective": {"fr": "objectif", "es": "objetivo", "ar": "هدف|أهداف", "ru": "цел", "zh": "目标"},
    "indicator": {"fr": "indicateur", "es": "indicador", "ar": "مؤشر", "ru": "показател", "zh": "指标"},
    "submission": {"fr": "soumission", "es": "presentaci", "ar": "تقديم", "ru": "представлени", "zh": "提交"},
    "package": {"fr": "paquet", "es": "paquete", "ar": "حزم", "ru": "пакет", "zh": "提交包"},
    "guiding principle": {"fr": "principe", "es": "principio", "ar": "مباد|مبدأ", "ru": "принцип", "zh": "原则"},
    "recommendation": {"fr": "recommand", "es": "recomendaci", "ar": "توصي", "ru": "рекомендац", "zh": "建议"},
    "stakeholder": {
        "fr": "partie. prenante|partie prenante",
        "es": "partes? interesada",
        "ar": "(جهة|جهات|جهتان|جهتين|الجهة|الجهات) (ال)?معني",
        "ru": "заинтересованн",
        "zh": "利益攸关方",
    },
    "lead ministry": {
        "fr": "chef de file",
        "es": "principal|dirige|responsable",
        "ar": "قائد",
        "ru": "ведущ",
        "zh": "牵头",
    },
    "workbook": {"fr": "classeur", "es": "libro", "ar": "مصنف", "ru": "книг", "zh": "工作簿"},
    "machine record": {
        "fr": "relevé lisible par machine",
        "es": "registro informático",
        "ar": "السجل الآلي|للسجل الآلي",
        "ru": "машинн",
        "zh": "机读记录",
    },
    "round table": {"fr": "tables? ronde", "es": "mesas? redonda", "ar": "مستدير", "ru": "кругл", "zh": "圆桌"},
}
"""Each word of the field, and how its translation begins in each language."""

OTHERWISE = re.compile(
    r"\{[^}]*\}|submission\.json|\b[A-Z]{4,}\b|evidence-based|[Pp]ay gap between|^In practice shown|, in practice$"
)
"""Where the word stands for something else: names of files and places, and other turns of phrase."""

SHORT = {"About this submission"}
"""Names of pages that are shorter in some languages."""


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "zh"])
def test_a_word_of_the_field_is_always_translated_by_the_same_word(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "pledgebook.po").open("rb") as stream:
        messages = [message for message in read_po(stream, locale=language) if message.id]
    other = []
    for message in messages:
        english, said = (part if isinstance(part, str) else part[-1] for part in (message.id, message.string))
        if english in SHORT:
            continue
        plain = OTHERWISE.sub("", english)
        for word, translations in GLOSSARY.items():
            if re.search(rf"\b{word}s?\b", plain, re.IGNORECASE) and not re.search(
                translations[language], said, re.IGNORECASE
            ):
                other.append((word, english, said))
    assert other == []
