"""The table of languages is whole, and nothing else in the program names a language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from desktop import paths
from desktop.i18n.languages import LANGUAGES, SCRIPTS, Language, Script


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_row_says_what_is_there(language: Language) -> None:
    assert Locale.parse(language.cldr or language.code)
    assert all(Locale.parse(code).language == language.code for code in language.months)
    assert language.word.partition("-")[0] == language.code
    assert language.script in SCRIPTS
    assert (paths.locale() / language.code).is_dir() or language.code == "en"
    for encoding in language.encodings:
        language.own_name.encode(encoding)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_the_plural_rule_has_a_form_for_each_name_and_is_that_of_cldr(language: Language) -> None:
    rule = Catalog(locale=language.code)
    assert language.plural.startswith(f"nplurals={len(language.plural_names)};")
    assert len(language.plural_names) == rule.num_plurals
    assert set(language.plural_names) <= set(Locale(language.code).plural_form.tags) | {"other"}


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.family for script in SCRIPTS])
def test_its_fonts_are_there_and_have_the_letters(script: Script) -> None:
    import uharfbuzz

    spoken = "".join(
        language.own_name + language.marked for language in LANGUAGES.values() if language.script is script
    )
    for name in script.fonts.values():
        path = paths.resources() / "fonts" / name
        font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
        assert all(font.get_nominal_glyph(ord(letter)) for letter in spoken)
    if script.letters:
        assert all(re.match(script.letters, letter) for letter in spoken if letter.isalpha())


def test_only_the_first_script_is_always_needed() -> None:
    assert [bool(script.letters) for script in SCRIPTS] == [False, *[True] * (len(SCRIPTS) - 1)]


ELSEWHERE = {
    "desktop/record/months.py": "the language of another library's names of Hijri months",
    "desktop/catalogue/region_names.py": "countries that CLDR names otherwise than the United Nations do, in their languages",
}
"""What a language that is added need not have."""


def test_nothing_else_names_a_language() -> None:
    """Codes that are other words too are not looked for: `es` is an estimate in a table, `pt` a point on a screen."""
    codes = {"ar", "ru", "zh"}
    named = [
        f"{path}:{each.lineno}"
        for path in sorted(Path("desktop").rglob("*.py"))
        if path.as_posix() not in ELSEWHERE and path.name != "languages.py"
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Constant) and each.value in codes
    ]
    assert named == []
