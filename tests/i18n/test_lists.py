"""Lists and sentences have the signs of the language spoken, and no caller has signs of its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.lists import format_list

import desktop
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.lists import joined, sentences, separated, separator, stopped
from desktop.i18n.translation import use_language
from desktop.record.objective_numbers import objectives_in_words


@pytest.mark.parametrize(
    ("language", "names", "titles", "said"),
    [
        ("en", "2, 7", "A; B", "One. Two."),
        ("fr", "2, 7", "A\N{NO-BREAK SPACE}; B", "One. Two."),
        ("ar", "2، 7", "A؛ B", "One. Two."),
        ("zh", "2、7", "A；B", "One。Two。"),
    ],
)
def test_the_signs_are_those_of_the_language(language: str, names: str, titles: str, said: str) -> None:
    with use_language(language):
        assert joined(["2", "7"]) == names
        assert separated(["A", "B"]) == titles == f"A{separator()}B"
        assert sentences([stopped("One"), "", stopped(""), stopped("Two")]) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comma_of_a_list_is_that_of_cldr(language: str) -> None:
    # Arabic has an “and” before each, but in lists of measures.
    said = format_list(["a", "b", "c"], style="unit" if language == "ar" else "standard", locale=language)
    assert LANGUAGES[language].joins.strip() in said


DATA = {
    # What is kept, compared or read again by programs is the same in every language.
    ("sheets.py", "; "),
    ("rows.py", ", "),
    ("import_csv.py", ", "),
    ("shape.py", ", "),
    ("m002_history_as_data.py", ", "),
    ("people.py", ", "),  # a name as the history keeps it, the same in every language
}


def test_no_list_is_joined_with_signs_of_one_language() -> None:
    found = set()
    for path in Path(desktop.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "join"
                and isinstance(node.func.value, ast.Constant)
                and node.func.value.value in (", ", "; ", "، ", "、", "؛ ", "；")
            ):
                found.add((path.name, node.func.value.value))
    assert found <= DATA


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_named_one_by_one_is_never_spoken_of_as_one(language: str) -> None:
    with use_language(language):
        one, *more = (objectives_in_words(range(1, last + 1)) for last in (1, 2, 11, 21, 23))
    first = re.sub(r"[\d٠-٩،,、 ]", "", one)
    words = {re.sub(r"[\d٠-٩،,、 ]", "", each) for each in more}
    assert language == "zh" or first not in words


def test_every_sentence_that_names_several_asks_by_what_is_named() -> None:
    for path in sorted(Path(desktop.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "ngettext":
                plural, number = ast.unparse(call.args[1]), ast.unparse(call.args[2])
                lists = re.search(r"\{(numbers|names|codes|fields|titles|kinds)\}", plural)
                assert not (lists and "{count}" not in plural and number.startswith("len(")), f"{path.name}: {plural}"
