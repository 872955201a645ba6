"""The languages that Pledgebook speaks and the scripts that they are written in: the one table that a new one is added to.

A language is a row in `LANGUAGES` and a catalogue in `locale/`. What the screen, the report, the Word document and the
reading of tables do otherwise in it stands in its row; nothing else in the program names a language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class Script(NamedTuple):
    """The letters of a writing system.

    Args:
        fonts: files in `resources/fonts` by weight; `regular` for each that is lacking.
        family: what the fonts are called.
        letters: a regular expression that finds the first of its letters; empty for the script that is always needed.
        right_to_left: the direction of reading.
        word_attribute: of `w:lang`, by which Word knows the script (ISO/IEC 29500).
        scale: by how much its letters are enlarged in a PDF, to look as large as those of the other scripts.
        tall: how much more room between lines it needs there, 1 for none.
        wide: whether a letter takes the room of two in a text of one width.
    """

    fonts: Mapping[str, str]
    family: str
    letters: str = ""
    right_to_left: bool = False
    word_attribute: str = "w:val"
    scale: float = 1.0
    tall: float = 1.0
    wide: bool = False

    def font(self, weight: str) -> str:
        """Return the file of a weight: `regular`, `medium`, `semibold` or `bold`."""
        return self.fonts.get(weight, self.fonts["regular"])


_EUROPEAN = Script(
    {
        "regular": "NotoSans-Regular.ttf",
        "medium": "NotoSans-Medium.ttf",
        "semibold": "NotoSans-SemiBold.ttf",
        "bold": "NotoSans-Bold.ttf",
    },
    "Noto Sans",
)
_ARABIC = Script(
    {
        "regular": "NotoNaskhArabic-Regular.ttf",
        "medium": "NotoNaskhArabic-Medium.ttf",
        "semibold": "NotoNaskhArabic-SemiBold.ttf",
        "bold": "NotoNaskhArabic-Bold.ttf",
    },
    "Noto Naskh Arabic",
    letters="[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]",
    right_to_left=True,
    word_attribute="w:bidi",
    # Naskh letters are small for their size and go far below the line.
    scale=1.12,
    tall=1.22,
)
_HAN = Script(
    {"regular": "NotoSansSC-Regular.ttf"},
    "Noto Sans SC",
    letters="[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]",
    word_attribute="w:eastAsia",
    tall=1.12,
    wide=True,
)


def _other(family: str, letters: str, *, tall: float = 1.0, right_to_left: bool = False) -> Script:
    """Return a script that people write in and the program does not speak: its letters are shown and printed."""
    file = f"{family.replace(' ', '')}-Regular.ttf"
    return Script(
        {"regular": file}, family, f"[{letters}]", right_to_left=right_to_left, word_attribute="w:bidi", tall=tall
    )


_HANGUL = Script(
    {"regular": "NanumGothic-Regular.ttf"},
    "NanumGothic",
    letters="[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]",
    word_attribute="w:eastAsia",
    wide=True,
)

_OTHERS = (
    _other("Noto Sans Armenian", "\u0530-\u058f\ufb13-\ufb17"),
    _other("Noto Sans Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f", right_to_left=True),
    _other("Noto Sans Thaana", "\u0780-\u07bf", right_to_left=True),
    _other("Noto Sans Devanagari", "\u0900-\u097f\ua8e0-\ua8ff", tall=1.1),
    _other("Noto Sans Bengali", "\u0980-\u09ff", tall=1.1),
    _other("Noto Sans Gurmukhi", "\u0a00-\u0a7f", tall=1.1),
    _other("Noto Sans Gujarati", "\u0a80-\u0aff", tall=1.1),
    _other("Noto Sans Oriya", "\u0b00-\u0b7f", tall=1.1),
    _other("Noto Sans Tamil", "\u0b80-\u0bff", tall=1.1),
    _other("Noto Sans Telugu", "\u0c00-\u0c7f", tall=1.2),
    _other("Noto Sans Kannada", "\u0c80-\u0cff", tall=1.2),
    _other("Noto Sans Malayalam", "\u0d00-\u0d7f", tall=1.1),
    _other("Noto Sans Sinhala", "\u0d80-\u0dff", tall=1.1),
    _other("Noto Sans Thai", "\u0e00-\u0e7f", tall=1.15),
    _other("Noto Sans Lao", "\u0e80-\u0eff", tall=1.15),
    _other("Noto Serif Tibetan", "\u0f00-\u0fff", tall=1.35),
    _other("Noto Sans Myanmar", "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f", tall=1.35),
    _other("Noto Sans Georgian", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f"),
    _other("Noto Sans Ethiopic", "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f"),
    _other("Noto Sans Khmer", "\u1780-\u17ff\u19e0-\u19ff", tall=1.3),
    _other("Noto Sans Tifinagh", "\u2d30-\u2d7f"),
    _HANGUL,
)
"""The other scripts that a member State of the United Nations writes, beside those of the six languages."""

SCRIPTS = (_EUROPEAN, _ARABIC, _HAN, *_OTHERS)
"""In the order in which a character is looked for in their fonts; the first has the substitute."""


@cache
def _dense() -> re.Pattern[str]:
    return re.compile("|".join(script.letters for script in SCRIPTS if script.wide))


def is_dense(text: str) -> bool:
    """Return whether a text is for the most part in a script of which one letter says as much as half a word elsewhere.

    Limits of characters that were set for an alphabet judge such a text too short.
    """
    letters = sum(character.isalpha() for character in text)
    return 2 * len(_dense().findall(text)) > letters


class Language(NamedTuple):
    """A language, and what is done otherwise in it.

    Args:
        code: ISO 639-1; the name of its folder in `locale/`, and `/Lang` of a PDF.
        own_name: as its readers write it.
        word: its tag in a Word document (BCP 47).
        plural: the head `Plural-Forms` of its catalogue; the forms stand in the order in which translators write them.
        plural_names: what CLDR calls these forms, in the same order.
        script: what it is written in.
        joins: what stands between the items of a list.
        separates: what stands between items that may have commas themselves.
        stop: what a sentence ends with.
        between_sentences: what stands between two of them.
        decimal, thousands: the signs in a number, beside Western digits as in the figures of the United Nations.
        first_of_month: how the first day of a month is written in a date, where CLDR has a plain 1.
        days_lead: whether the day comes before the month in a date in numbers, with the year at the end.
        cldr: whose dates are shown, where another locale of CLDR than the language itself.
        months: locales of CLDR whose names of months are understood; none where months are numbers.
        months_shown: how the months are called in a date, from January on, where the United Nations call them otherwise than
            CLDR.
        qt: the name of Qt's own catalogue and of its locale, where it is not the code.
        names_of_days: Qt's locale whose names of days and months a calendar shows, where it is not the code.
        week: Qt's locale whose week a calendar shows, where it is not the code.
        iso: the name of its catalogue of countries (`pycountry`), where it is not the code.
        encodings: in which texts are likely to be written that are not in Unicode.
        sorted_as: an encoding in whose order its readers look for names; empty where that is the order of the letters.
        keys: names of keys, each after its English one, where Qt has others than keyboards and the manual.
        marked: its letters with marks, where it is written in Latin ones.
        letters: those that its words are spelled with, as they stand in a class of a regular expression; empty for one
            that is written without spaces, and whose spelling nothing checks.
        before_words: a regular expression of what is written together with a word, before it; None where a word begins a
            word.
    """

    code: str
    own_name: str
    word: str
    plural: str
    plural_names: tuple[str, ...]
    script: Script = _EUROPEAN
    joins: str = ", "
    separates: str = "; "
    stop: str = "."
    between_sentences: str = " "
    decimal: str = "."
    thousands: str = ","
    first_of_month: str = "1"
    days_lead: bool = True
    cldr: str = ""
    months: tuple[str, ...] = ()
    months_shown: tuple[str, ...] = ()
    qt: str = ""
    names_of_days: str = ""
    week: str = ""
    iso: str = ""
    encodings: tuple[str, ...] = ("cp1252", "mac_roman")
    sorted_as: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    marked: str = ""
    letters: str = "A-Za-z\u00c0-\u024f"
    before_words: str | None = None

    @property
    def right_to_left(self) -> bool:
        """The direction of reading."""
        return self.script.right_to_left


_ENGLISH = Language(
    "en", "English", "en-GB", "nplurals=2; plural=(n != 1);", ("one", "other"),
    # The English of the world writes the day first, as the United Nations do.
    cldr="en_001", months=("en", "en_GB"), names_of_days="en_GB", week="en_GB",
)  # fmt: skip
_FRENCH = Language(
    "fr", "Français", "fr-FR", "nplurals=2; plural=(n > 1);", ("one", "other"),
    separates="\N{NO-BREAK SPACE}; ", decimal=",", thousands="\N{NARROW NO-BREAK SPACE}", first_of_month="1er", months=("fr", "fr_CA"), marked="àâæçéèêëîïôœùûü",
)  # fmt: skip
_SPANISH = Language(
    "es", "Español", "es-ES", "nplurals=2; plural=(n != 1);", ("one", "other"),
    decimal=",", thousands=".", months=("es", "es_PE"), marked="áéíóúñü",
    keys=(("Ctrl", "Ctrl"), ("Shift", "Mayús"), ("Tab", "Tab"), ("Return", "Intro"), ("Del", "Supr"), ("Esc", "Esc")),
)  # fmt: skip
_IN_ARABIC = Language(
    "ar", "العربية", "ar-SA",
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    ("zero", "one", "two", "few", "many", "other"),
    script=_ARABIC, joins="، ", separates="؛ ",
    # As the Mashriq, the Maghreb and the Gulf call the months.
    months=("ar", "ar_SY", "ar_IQ", "ar_DZ", "ar_MA", "ar_MR", "ar_SA"),
    months_shown=(
        "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
        "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
    ),
    # With the digits that the program has everywhere; the week begins on Saturday.
    names_of_days="ar_AE", week="ar_EG", encodings=("cp1256", "iso8859-6"), letters="\u0620-\u064a\u0671-\u06d3",
    # Particles and the article.
    before_words="(?<!\\w)[\u0648\u0641]?[\u0628\u0643\u0644]?(?:\u0627\u0644|\u0644)?",
)  # fmt: skip
_RUSSIAN = Language(
    "ru", "Русский", "ru-RU",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    ("one", "few", "many"),
    decimal=",", thousands="\N{NO-BREAK SPACE}", months=("ru",), encodings=("cp1251", "koi8-r"), letters="\u0400-\u04ff",
)  # fmt: skip
_CHINESE = Language(
    "zh", "中文", "zh-CN", "nplurals=1; plural=0;", ("other",),
    # The year comes first, and nothing says what 3/4/2026 is.
    script=_HAN, joins="、", separates="；", stop="。", between_sentences="", days_lead=False, qt="zh_CN", names_of_days="zh_CN", week="zh_CN", iso="zh_CN",
    # Names are looked for as they are read, which this encoding follows.
    encodings=("gb18030", "big5"), sorted_as="gb18030", keys=(("Return", "Enter"), ("Enter", "Enter")),
    letters="", before_words="",
)  # fmt: skip

LANGUAGES: Mapping[str, Language] = {
    each.code: each for each in (_ENGLISH, _FRENCH, _SPANISH, _IN_ARABIC, _RUSSIAN, _CHINESE)
}
"""Every language by its code, in the order in which they are offered: those of the United Nations."""
