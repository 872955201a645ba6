"""Every count in every sentence of the six languages is right for 0, 1, 2, few and many.

A sentence with one number has a plural for it. One with two is of the form *Label: a of b*, which needs none. What can be
checked without understanding a language is checked here for each sentence; the rest was read by people.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from desktop import paths
from desktop.i18n import languages
from desktop.i18n.translation import LANGUAGES
from tests.test_languages import tool

ROOT = Path(__file__).parent.parent
COUNTS = (0, 1, 2, 3, 5, 11, 21, 100)
OTHERS = tuple(code for code in LANGUAGES if code != "en")

CATEGORIES = {code: each.plural_names for code, each in languages.LANGUAGES.items() if code != "en"}
"""The order in which a language writes its forms, in the words of CLDR."""

# fmt: off
NUMBERS = frozenset((
    "added", "answered", "available", "begun", "cells", "changed", "count", "done", "expected", "found", "gaps", "indicators", "known", "lacking", "least",
    "limit", "mean", "missing", "most", "nargs", "number", "of", "open", "partial", "planned", "pledges", "practices", "questions",
    "rated", "removed", "said", "share", "shown", "size", "steps", "typed", "unasked",
))
# fmt: on
"""Names of placeholders that stand for a number, in most of the sentences that have them."""

WORDS = {
    "{names} and {count} more": {"names"},
    "Related pledges: {pledges}": {"pledges"},
    "this must be one of: {known}.": {"known"},
    "“{name}” is not a list that can be imported. Known lists: {known}.": {"known"},
    "“{word}” is not one of the choices: {known}.": {"known"},
    "{said}. {marked}": {"said"},
    "{name} ({size})": {"size"},
}
"""Where such a name stands for words."""

ORDINAL = re.compile(
    r"\b(Objective|objective|Page|page|Line|line|Column|Row|row|step|Entry|entry|Attached file|principle|number|version) "
    r"\{\w+\}|\{(number|page|version|known)\}  ?\{(label|title)\}"
)
"""Which one, and not how many: “Line {line}” needs no plural."""

FOLLOWING = {
    "en": r"of [\{4]|to \{|in all|MB\b|kB\b|%|–",
    "fr": r"sur |à \{|au plus|au moins|en tout|et en contient|demandés|Mo\b|ko\b|%|–",
    "es": r"de |a \{|y \{|como máximo|como mínimo|en total|y contiene|MB\b|kB\b|%|–",
    "ar": r"من |إلى \{|على الأكثر|على الأقل|ويتضمن|م\.ب|ك\.ب|ميغابايت|كيلوبايت|%|–",
    "ru": r"из |до \{|МБ|кБ|КБ|%|–|—",
}
"""What may stand after a number without a plural: nothing that would have to agree with it."""

SAME = {
    "You can choose at most {most}.",
    "and {count} more",
    "{count} missing",
    "{count} chosen",
    "{count} to correct",
    "{names} and {count} more",
}
"""Texts in which nothing agrees with the number in English."""

UNBENT = {"{count} bytes"}
"""Nouns that some language does not bend."""


def catalog(language: str) -> Catalog:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "pledgebook.po").open("rb") as stream:
        return read_po(stream, locale=language)


def plurals(found: Catalog) -> list[Message]:
    return [message for message in found if isinstance(message.id, tuple | list)]


def holes(text: str) -> list[str]:
    return re.findall(r"\{(\w+)[^}]*\}", text)


def of_one_number(language: str) -> set[str]:
    """Return the forms that stand for one number only, which their words can say: the Arabic dual says “two”."""
    rule = Locale(language).plural_form
    numbers = Counter(CATEGORIES[language].index(rule(count)) for count in range(1200))
    return {CATEGORIES[language][place] for place, count in numbers.items() if count == 1}


@pytest.fixture(scope="module")
def texts() -> Catalog:
    """Every text of the program and of the forms, gathered now."""
    gathered = tool().gathered()
    assert isinstance(gathered, Catalog)
    return gathered


@pytest.mark.parametrize("language", OTHERS)
def test_each_number_chooses_the_form_of_its_language(language: str) -> None:
    said = gettext.translation("pledgebook", paths.locale(), [language])
    rule = Locale(language).plural_form
    for count in (*COUNTS, *range(1200)):
        wanted = CATEGORIES[language].index(rule(count))
        assert said.plural(count) == wanted, (language, count)  # type: ignore[attr-defined]


def test_no_plural_sentence_has_two_numbers(texts: Catalog) -> None:
    for message in plurals(texts):
        english = message.id[1]
        numbers = [name for name in holes(english) if name in NUMBERS - WORDS.get(english, set())]
        assert len(numbers) <= 1, english
        for form in message.id:
            assert len(form) > 1, english


@pytest.mark.parametrize("language", OTHERS)
def test_every_plural_sentence_is_there_in_every_form(language: str) -> None:
    for message in plurals(catalog(language)):
        assert len(message.string) == len(CATEGORIES[language]), message.id
        assert all(message.string), message.id
        for category, form in zip(CATEGORIES[language], message.string, strict=True):
            kept = sorted(holes(form))
            whole = sorted(holes(message.id[1]))
            without = [name for name in whole if name not in NUMBERS]
            assert kept == whole or (kept == without and category in of_one_number(language)), (message.id, form)


def test_english_has_a_singular_and_a_plural(texts: Catalog) -> None:
    for message in plurals(texts):
        one, many = message.id
        assert (one == many) == (many in SAME), message.id
        # “1 values” and “2 value” are what a copied form looks like.
        noun = re.search(r"\{count\} ([a-z]+)", many)
        if noun and noun[1] not in (
            "more",
            "of",
            "other",
            "further",
            "earlier",
            "removed",
            "internal",
            "attached",
            "names",
            "missing",
            "policy",
            "to",
            "open",
            "chosen",
            "minute",
            "more",
        ):
            assert noun[1].endswith(("s", "ies", "people")), many


@pytest.mark.parametrize("language", ["fr", "es"])
def test_romance_languages_bend_the_noun(language: str) -> None:
    for message in plurals(catalog(language)):
        one, many = message.string
        if message.id[1] in SAME or _label(many):
            continue
        assert one != many, (message.id, one)
        after_one, after_many = _after(one), _after(many)
        if after_one and after_many and after_one[0].isalpha():
            assert after_one != after_many or after_one in ("de", "des", "más"), (one, many)
            assert after_many in ("de", "des", "más") or after_many.endswith(("s", "x")), many


def test_russian_has_three_forms_of_the_noun() -> None:
    for message in plurals(catalog("ru")):
        one, few, many = message.string
        if one == few == many:
            assert _label(one) or not _after(one), one  # nothing stands after the number that could agree with it
            continue
        words = [_after(form) or form for form in (one, few, many)]
        if few == many and not re.search(r"\{(?:count|most)\}", one + few):
            continue  # the number itself is not said, only one or several
        if message.id[1] in UNBENT:
            continue
        assert words[0] != words[1], message.string
        # After a preposition few and many are alike: в 3 местах, в 5 местах, у 3 мест, у 5 мест.
        bent = re.search(r"\b(в|о|об|по|к|у)\s+\{", few, re.IGNORECASE)
        assert bent or words[1:] != [words[0], words[0]], message.string
        assert bent or few != many, message.string


def test_arabic_agrees_in_six_forms() -> None:
    for message in plurals(catalog("ar")):
        forms = list(message.string)
        if len(set(forms)) == 1:
            # Either “Label: n”, or what stands after the number is a pronoun or a foreign word that does not bend,
            # or the number is drawn apart and the words are a heading.
            apart = "{" not in message.id[1] and forms[0].startswith("ال")
            assert apart or _label(forms[0]) or message.id[1] in SAME | UNBENT, forms[0]
            continue
        few, many, hundred = (_after(form) for form in forms[3:])
        if not few or message.id[1] in UNBENT:
            continue  # the number itself is not said, or its noun does not bend
        _says_none_one_and_two(message)
        assert few != many and few != hundred, "3 to 10 take the plural, the others the singular"
        # 11 to 99: singular accusative, which is written with an alif but after a tāʾ marbūṭa or a hamza.
        assert many == (hundred if hundred.endswith(("ة", "ء", "أ")) else f"{hundred}ا"), (many, hundred)
        assert hundred in _words(forms[1]), "100 takes the singular genitive"
        # A verb or an adjective agrees with the singular noun from 11 on: masculine stays masculine.
        feminine = hundred.endswith("ة")
        rest = forms[4].partition("}")[2]
        if not feminine:
            assert not re.search(rf"{re.escape(many)} (ت\w+|ليست|غير \w+ة)\b", rest), forms[4]


def _says_none_one_and_two(message: Message) -> None:
    """Arabic says one and two without a digit: “one” follows its noun, and the dual is two already."""
    none, one, two, *_more, hundred = message.string
    numbers = NUMBERS.intersection(holes(message.id[1]))
    assert not numbers.intersection(holes(one)), one
    assert not numbers.intersection(holes(two)), two
    noun = _after(hundred)
    assert re.search(rf"{noun}\b.*\bواحدة?\b|\bال{noun}\b", one), one
    assert re.search(r"\w(?:ان|آن|ين)\b", two) and "اثن" not in two, two
    assert _after(none) in ("", noun), none
    assert _after(none) or re.search(r"(?:^|\s)(?:ولا|لا|لم|لن|بلا) |^انتهى الوقت$", none), none


def _words(text: str) -> set[str]:
    """Return the words of a text, each as it is without “the” and “and” too."""
    words = re.findall(r"\w[\w\u064b-\u0652]*", text)
    return {each.removeprefix(start) for each in words for start in ("", "ال", "و")}


def _after(text: str) -> str:
    """Return the word that stands after the number, empty where none does."""
    found = re.search(r"\{(?:count|most)\}\s*((?:[^\W\d_]|[\u064b-\u0652])+)?", text)
    return (found[1] or "") if found else ""


def _label(text: str) -> bool:
    """Whether it is of the form *Label: n*."""
    return bool(re.search(r"[:،：]\s*\{\w+\}\s*[.،)]?\s*$|عددها \{count\}\.$", text)) or "{codes}" in text


def _numbers(text: str) -> list[re.Match[str]]:
    """Return where a text says how many of something there are."""
    words = WORDS.get(text, set())
    found = []
    for match in re.finditer(r"\{(\w+)[^}]*\}", text):
        ordinal = any(each.start() <= match.start() < each.end() for each in ORDINAL.finditer(text))
        if match[1] in NUMBERS - words and not ordinal:
            found.append(match)
    return found


def test_what_has_no_plural_is_of_the_form_label_a_of_b(texts: Catalog) -> None:
    wrong = [
        (message.id, match[0])
        for message in texts
        if isinstance(message.id, str) and message.id
        for match in _numbers(message.id)
        if not _fits("en", message.id, match.end())
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru"])
def test_nothing_stands_after_a_number_without_a_plural_in_other_languages(language: str) -> None:
    wrong = []
    for message in catalog(language):
        if not isinstance(message.id, str) or not message.id:
            continue
        names = {match[1] for match in _numbers(message.id)}
        for match in re.finditer(r"\{(\w+)\}", message.string):
            if match[1] in names and not _fits(language, message.string, match.end()):
                wrong.append(message.string)
    assert wrong == []


def _fits(language: str, text: str, end: int) -> bool:
    rest = text[end:].replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return not re.match(r"\s*\w|\s*\{(?!rating|since)", rest) or bool(re.match(rf"\s*(?:{FOLLOWING[language]})", rest))


# The code: that each number is in a sentence that counts by it


def _functions(path: Path) -> Iterator[ast.AST]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def _formatted(function: ast.AST) -> Iterator[tuple[ast.Call, ast.Call]]:
    """Yield each `ngettext(…)` of a function with the `.format(…)` that fills it in."""
    assigned: list[tuple[str, ast.Call]] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_plural(node.value):
            assert isinstance(node.value, ast.Call)
            assigned.append((node.targets[0].id, node.value))
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            made = node.func.value
            if isinstance(made, ast.Name) and made.id in dict(assigned):
                before = [each for name, each in assigned if name == made.id and each.lineno <= node.lineno]
                made = max(before, key=lambda each: each.lineno, default=made)
            if _is_plural(made) and isinstance(made, ast.Call):
                yield made, node


def _is_plural(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ngettext"


AS_THE_SYSTEM_SAYS = {"verification_guide.py"}
"""Where sizes are compared with what the system says of files, which is without any sign between thousands."""


def test_a_sentence_counts_by_the_number_that_it_says_and_groups_it() -> None:
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for function in _functions(path):
            for plural, formatted in _formatted(function):
                by = ast.unparse(plural.args[2])
                for keyword in formatted.keywords:
                    if keyword.arg in ("count", "most"):
                        said = ast.unparse(keyword.value)
                        if path.name in AS_THE_SYSTEM_SAYS:
                            said = f"counted({said})"
                        grouped = re.fullmatch(r"(?:number_formatting\.)?counted\((.*)\)", said)
                        assert grouped, f"{path.name}: {by} is said without a sign between thousands"
                        assert grouped[1] == by, f"{path.name}: says {grouped[1]}, counts by {by}"


def test_every_number_of_the_code_is_known_here() -> None:
    """What is filled in from `len`, `sum` or `counted` is a number, so its name has to be among those looked at."""
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_format = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
            )
            for keyword in node.keywords if is_format and isinstance(node, ast.Call) else ():
                value = keyword.value
                if (
                    isinstance(value, ast.Call)
                    and isinstance(value.func, ast.Name)
                    and value.func.id in ("len", "sum", "counted")
                ):
                    assert keyword.arg in NUMBERS, f"{path.name}, line {node.lineno}: {keyword.arg}"
