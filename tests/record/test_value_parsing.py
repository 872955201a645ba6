"""What an import brings, or a person types, becomes the value that is kept, or a reason why not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Option
from desktop.catalogue.forms_reader import current
from desktop.i18n.translation import use_language
from desktop.record.entry import tidy
from desktop.record.value_parsing import find_option, from_cell, read, to_cell
from desktop.record.values import problems_of

FIELDS = [field for kind in current().kinds.values() for field in kind.fields]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


def field(sort: str, **said: Any) -> FormField:
    return FormField(key="it", type=sort, label="It", **said)  # type: ignore[arg-type]


KINDS = field(
    "choices",
    options=(
        Option(key="financial", label="Financial", aliases=("money",)),
        Option(key="human_resources", label="Human resources", aliases=("technical assistance",)),
    ),
)


def value_of(definition: FormField, raw: Any, catalogue: Catalogue) -> Any:
    value, problems = read(definition, raw, catalogue)
    assert problems == []
    return value


def codes_of(definition: FormField, raw: Any, catalogue: Catalogue) -> list[str]:
    _value, problems = read(definition, raw, catalogue)
    return [problem.code for problem in problems]


@pytest.mark.parametrize("raw", ["0\r", " 0", ["0\r\n", "e\u0301"]])
@pytest.mark.parametrize("definition", FIELDS, ids=lambda each: each.key)
def test_what_is_kept_is_kept_tidily(definition: FormField, raw: Any, catalogue: Catalogue) -> None:
    value, _problems = read(definition, raw, catalogue)
    assert tidy(value) == value


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(FIELDS), JSON)
def test_whatever_comes_is_kept_as_the_field_asks_or_refused_with_a_reason(definition: FormField, raw: Any) -> None:
    value, problems = read(definition, raw, current())
    assert all(problem.text and problem.code for problem in problems)
    if value is not None:
        assert "type" not in [problem.code for problem in problems_of(definition, value)]
        assert tidy(value) == value
        assert read(definition, value, current()) == (value, [])


@pytest.mark.parametrize("sort", sorted({each.type for each in FIELDS}))
@pytest.mark.parametrize("nothing", [None, "", "  \n ", []])
def test_an_empty_answer_is_no_answer_and_no_error(sort: str, nothing: Any, catalogue: Catalogue) -> None:
    definition = next(each for each in FIELDS if each.type == sort)
    assert read(definition, nothing, catalogue) == (None, [])


def test_text_is_kept_in_one_form_of_unicode_and_of_line_ends(catalogue: Catalogue) -> None:
    assert (
        value_of(field("long_text"), "  Re\u0301fugie\u0301s\r\net migrants \n", catalogue) == "Réfugiés\net migrants"
    )


@pytest.mark.parametrize("raw", [12, True, ["a text"], {"a": "text"}, 1.5])
def test_what_is_no_text_is_not_made_one(raw: Any, catalogue: Catalogue) -> None:
    assert read(field("text"), raw, catalogue)[0] is None
    assert codes_of(field("text"), raw, catalogue) == ["type"]


def test_half_a_letter_is_refused(catalogue: Catalogue) -> None:
    assert codes_of(field("text"), "a \ud800 b", catalogue) == ["type"]


@pytest.mark.parametrize(
    "word", ["human_resources", "Human resources", "HUMAN  RESOURCES", "Technical assistance", " human resources "]
)
def test_a_choice_is_known_by_key_label_and_other_words(word: str, catalogue: Catalogue) -> None:
    assert value_of(KINDS, word, catalogue) == ["human_resources"]


def test_a_choice_is_known_by_its_label_in_the_language_spoken(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = {"Financial": "Financière"}
    monkeypatch.setattr("desktop.record.value_parsing._", lambda text: french.get(text, text))
    options = tuple(option.changed() for option in KINDS.options)
    with use_language("fr"):
        assert value_of(KINDS.changed(options=options), "financière", catalogue) == ["financial"]


def test_every_unknown_choice_is_named_not_the_first_one_only(catalogue: Catalogue) -> None:
    value, problems = read(KINDS, ["money", "goodwill", "hope"], catalogue)
    assert value == ["financial"]
    assert [problem.code for problem in problems] == ["option", "option"]
    assert "goodwill" in problems[0].text
    assert "hope" in problems[1].text
    assert "Human resources" in problems[0].text


def test_an_open_choice_keeps_a_word_of_its_own(catalogue: Catalogue) -> None:
    opened = field("choice", open=True, options=KINDS.options)
    assert value_of(opened, " A council  ", catalogue) == "A council"
    assert value_of(opened, "Money", catalogue) == "financial"


def test_a_json_true_is_a_choice_where_the_forms_say_so(catalogue: Catalogue) -> None:
    answer = catalogue.kind("policy_answer").field("answer")
    assert value_of(answer, True, catalogue) == "yes"
    assert value_of(answer, 0.5, catalogue) == "with_status"
    assert value_of(answer, 0, catalogue) == "no"
    assert codes_of(KINDS, True, catalogue) == ["type"]


def test_objectives_that_the_compact_does_not_have_are_refused(catalogue: Catalogue) -> None:
    objectives = catalogue.kind("practice").field("objectives")
    value, problems = read(objectives, [13, 24, 0, "x", 13], catalogue)
    assert value == [13]
    assert [problem.code for problem in problems] == ["unknown", "unknown", "type"]
    assert "24" in problems[0].text
    assert "23" in problems[0].text
    assert value_of(objectives, 13, catalogue) == [13]
    assert value_of(objectives, "13", catalogue) == [13]
    assert value_of(objectives, ["١٣"], catalogue) == [13]


def test_principles_go_to_ten(catalogue: Catalogue) -> None:
    principles = catalogue.kind("practice").field("principles")
    assert value_of(principles, [1, 10], catalogue) == [1, 10]
    assert codes_of(principles, [11], catalogue) == ["unknown"]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("2026-03-02", "2026-03-02"), ("2026-03", "2026-03"), (2026, "2026"), (" ٢٠٢٦-٠٣ ", "2026-03")],
)
def test_a_date_is_kept_as_exactly_as_it_is_known(raw: Any, kept: str, catalogue: Catalogue) -> None:
    assert value_of(field("date"), raw, catalogue) == kept


@pytest.mark.parametrize("raw", ["2026-02-30", "2026-13", "02/03/2026", "2/3/26", "soon"])
def test_an_impossible_date_is_named(raw: str, catalogue: Catalogue) -> None:
    value, problems = read(field("date"), raw, catalogue)
    assert value is None
    assert [problem.code for problem in problems] == ["date"]
    assert raw in problems[0].text


@pytest.mark.parametrize("raw", [True, 2026.5, ["2026"]])
def test_what_is_of_another_kind_is_no_date(raw: Any, catalogue: Catalogue) -> None:
    assert codes_of(field("date"), raw, catalogue) == ["type"]


@pytest.mark.parametrize(("raw", "kept"), [(2026, 2026), ("2026", 2026), (" ٢٠٢٦ ", 2026)])
def test_a_year_is_a_whole_number(raw: Any, kept: int, catalogue: Catalogue) -> None:
    assert value_of(field("year"), raw, catalogue) == kept


@pytest.mark.parametrize("raw", ["MMXXVI", True, 2026.5, "2026-03", "9" * 5000])
def test_what_is_no_year_is_refused(raw: Any, catalogue: Catalogue) -> None:
    assert codes_of(field("year"), raw, catalogue) == ["type"]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("12.50", "12.50"),  # as it was typed: the nought says how exact it is
        ("12,5", "12.5"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("٣٫٥", "3.5"),
        ("3،75", "3.75"),  # the comma that the keyboard has
        ("१२.५", "12.5"),
        ("１２．５", "12.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        (12, "12"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1e20, "100000000000000000000"),
    ],
)
def test_a_number_is_kept_as_it_was_typed(raw: Any, kept: str, catalogue: Catalogue) -> None:
    assert value_of(field("number"), raw, catalogue) == kept


@pytest.mark.parametrize("raw", ["1,234", "12,345", "-123,456"])
def test_a_number_that_two_readers_read_differently_is_asked_for_again(raw: str, catalogue: Catalogue) -> None:
    value, problems = read(field("number"), raw, catalogue)
    assert value is None
    assert "two ways" in problems[0].text


@pytest.mark.parametrize("raw", ["1 234", "1.234,5", "1,234,567", "12%", "NaN", "1e5", "1_000", "many", "7" * 41])
def test_what_is_no_number_is_refused(raw: str, catalogue: Catalogue) -> None:
    assert codes_of(field("number"), raw, catalogue) == ["number"]


@pytest.mark.parametrize("raw", [float("nan"), float("inf")])
def test_a_number_without_end_is_refused(raw: float, catalogue: Catalogue) -> None:
    assert codes_of(field("number"), raw, catalogue) == ["number"]


def test_countries_are_codes_of_two_letters(catalogue: Catalogue) -> None:
    assert value_of(field("country"), " ke ", catalogue) == "KE"
    assert value_of(field("countries"), ["TH", "ke", "TH"], catalogue) == ["TH", "KE"]
    for wrong in ("Kenya", "KEN", "ZZ", "XA", "K", "99"):
        assert codes_of(field("country"), wrong, catalogue) == ["unknown"]


def test_languages_are_codes(catalogue: Catalogue) -> None:
    assert value_of(field("language"), "FR", catalogue) == "fr"
    assert value_of(field("language"), "sw", catalogue) == "sw"
    assert codes_of(field("language"), "French", catalogue) == ["unknown"]
    assert codes_of(field("language"), 3, catalogue) == ["type"]


def test_yes_and_no_are_true_and_false(catalogue: Catalogue) -> None:
    assert value_of(field("yes_no"), False, catalogue) is False
    assert codes_of(field("yes_no"), "yes", catalogue) == ["type"]


def test_names_alone_become_rows(catalogue: Catalogue) -> None:
    partners = catalogue.kind("pledge").field("partners")
    assert value_of(partners, ["Ministry A", {"name": "Body B", "country": "ke", "email": ""}], catalogue) == [
        {"name": "Ministry A"},
        {"name": "Body B", "country": "KE"},
    ]
    assert value_of(partners, "Ministry A", catalogue) == [{"name": "Ministry A"}]


def test_every_fault_in_rows_is_named(catalogue: Catalogue) -> None:
    partners = catalogue.kind("pledge").field("partners")
    found = codes_of(partners, [{"name": "A", "country": "Kenya"}, {"colour": "blue"}, 7, {"name": 5}], catalogue)
    assert found == ["unknown", "unknown", "type", "type"]


def test_rows_hold_texts_and_give_the_values_back(catalogue: Catalogue) -> None:
    rows = field("rows", columns=(field("yes_no"), FormField(key="since", type="year", label="Since")))
    kept = value_of(rows, [{"it": False, "since": 2024}], catalogue)
    assert kept == [{"it": "false", "since": "2024"}]
    assert problems_of(rows, kept) == []
    assert problems_of(rows, [{"it": "perhaps"}])[0].code == "type"


@pytest.mark.parametrize(("sort", "value"), [("yes_no", True), ("yes_no", False), ("year", 2024), ("text", "true")])
def test_a_cell_gives_back_what_was_put_into_it(sort: str, value: Any) -> None:
    assert from_cell(field(sort), to_cell(value)) == value


def test_a_fault_in_a_row_says_where_it_is(catalogue: Catalogue) -> None:
    (problem,) = read(catalogue.kind("pledge").field("partners"), ["A", {"name": "B", "country": "Uganda"}], catalogue)[
        1
    ]
    assert problem.text.startswith("Row 2, Country: ")


def test_nothing_in_a_list_is_passed_over(catalogue: Catalogue) -> None:
    assert value_of(KINDS, ["money", None, " "], catalogue) == ["financial"]
    assert value_of(catalogue.kind("pledge").field("partners"), [None, {}, "A"], catalogue) == [{"name": "A"}]


def test_a_file_is_named_by_its_digest(catalogue: Catalogue) -> None:
    assert value_of(field("file"), "0a" * 32, catalogue) == "0a" * 32
    assert codes_of(field("file"), "report.pdf", catalogue) == ["type"]


def test_what_is_quoted_in_an_error_is_short(catalogue: Catalogue) -> None:
    (problem,) = read(KINDS, "x" * 40_000, catalogue)[1]
    assert len(problem.text) < 300


def test_the_first_of_two_options_with_one_word_is_taken() -> None:
    options = (Option(key="a", label="One", aliases=("same",)), Option(key="b", label="Two", aliases=("same",)))
    found = find_option(options, "SAME")
    assert found is not None
    assert found.key == "a"
    assert find_option(options, " ") is None
