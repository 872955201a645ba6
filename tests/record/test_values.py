"""Limits are judged in words, and values are shown as people read them."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, When
from desktop.catalogue.field_translations import with_field_translations
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.record.entry import Answer, Entry, Value
from desktop.record.value_problem import Problem
from desktop.record.values import (
    MOST_OF_LINKED,
    applies,
    display,
    is_conditional,
    length,
    linked_title,
    missed,
    problems_of,
    short_title,
    title_of,
    unnamed,
    weight_of,
)

from .conftest import Desk


def codes(field: FormField, value: Value) -> list[str]:
    return [problem.code for problem in problems_of(field, value)]


@pytest.mark.parametrize(("count", "found"), [(299, ["short"]), (300, []), (3000, []), (3001, ["long"])])
def test_a_description_keeps_the_limits_of_the_online_form(count: int, found: list[str], desk: Desk) -> None:
    assert codes(desk.field("pledge", "description"), "x" * count) == found


def test_the_sentence_of_a_limit_says_what_there_is_and_what_is_allowed(desk: Desk) -> None:
    (problem,) = problems_of(desk.field("pledge", "description"), "x" * 40_000)
    assert "40,000" in problem.text
    assert "3,000" in problem.text


@pytest.mark.parametrize("text", ["é" * 300, "e\u0301" * 300, "ä" * 300, "人" * 300, "🙂" * 300, "م" * 300])
def test_characters_are_counted_as_people_see_them_in_every_script(text: str, desk: Desk) -> None:
    assert length(text) == 300
    assert codes(desk.field("pledge", "description"), text) == []


def test_white_space_at_the_ends_is_not_counted_and_a_line_end_is_one() -> None:
    assert length("  ab\r\ncd \n") == 5


def test_a_pledge_names_three_main_objectives_at_most(desk: Desk) -> None:
    field = desk.field("pledge", "objectives")
    assert codes(field, [1, 2, 3]) == []
    assert codes(field, [1, 2, 3, 4]) == ["many"]


@pytest.mark.parametrize(("year", "found"), [(1949, ["range"]), (1950, []), (2100, []), (2101, ["range"])])
def test_a_year_keeps_its_range(year: int, found: list[str], desk: Desk) -> None:
    assert codes(desk.field("value", "year"), year) == found


def test_a_very_large_number_is_out_of_range_and_no_error(desk: Desk) -> None:
    assert codes(desk.field("value", "year"), 10**400) == ["range"]


@pytest.mark.parametrize(
    "address", ["nobody", "a@b", "a b@example.org", "@example.org", "a@example.", "a@@example.org"]
)
def test_what_is_no_address_is_said_so(address: str, desk: Desk) -> None:
    assert codes(desk.field("pledge", "contact_email"), address) == ["email"]


def test_an_address_is_one(desk: Desk) -> None:
    assert codes(desk.field("pledge", "contact_email"), "desk.officer@ministry.example") == []


@pytest.mark.parametrize(
    ("kind", "key", "value", "code"),
    [
        ("practice", "start", "2022-13", "date"),
        ("value", "value", "about ten", "number"),
        ("submission", "country", "kenya", "unknown"),
        ("assessment", "rating", "excellent", "option"),
        ("assessment", "rating", "Early steps", "option"),  # the label is not what is kept
        ("gap", "actions", ["13(a)", "99(z)"], "option"),
    ],
)
def test_a_value_that_came_in_some_other_way_is_judged_too(
    kind: str, key: str, value: Value, code: str, desk: Desk
) -> None:
    assert codes(desk.field(kind, key), value) == [code]


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("pledge", "title", 5),
        ("pledge", "title", ["a"]),
        ("pledge", "objectives", "13"),
        ("pledge", "objectives", [True]),
        ("pledge", "objectives", ["13"]),
        ("pledge", "nature", "policy"),
        ("pledge", "nature", ["policy", 5]),
        ("pledge", "objectives", [5, True]),
        ("pledge", "mirror", "yes"),
        ("pledge", "year", "2026"),
        ("pledge", "year", True),
        ("pledge", "partners", ["Ministry A"]),
    ],
)
def test_a_value_of_another_kind_is_said_so(kind: str, key: str, value: Any, desk: Desk) -> None:
    assert codes(desk.field(kind, key), value) == ["type"]


def test_an_open_choice_may_hold_a_word_of_its_own(desk: Desk) -> None:
    assert codes(desk.field("pledge", "nature"), ["policy", "a song"]) == []


def test_a_fault_in_a_row_is_found(desk: Desk) -> None:
    field = desk.field("pledge", "partners")
    assert codes(field, [{"name": "A", "email": "a@example.org"}, {"name": "B", "email": "b"}]) == ["email"]


def test_the_sentence_of_a_fault_in_a_row_names_the_row_and_its_column(desk: Desk) -> None:
    rows: Value = [{"name": "A", "email": "a@example.org"}, {"name": "B", "email": "b"}]
    (problem,) = problems_of(desk.field("pledge", "partners"), rows)
    assert problem.text.startswith("Row 2, ")


def test_what_is_misspelt_or_dense_warns_and_what_no_package_can_have_blocks_whatever_the_field_says() -> None:
    for limit in ("warns", "blocks"):
        field = FormField(key="sum", type="text", label="Sum", limit=limit)
        weights = [weight_of(Problem(code, ""), field) for code in ("email", "dense", "piled", "long", "short")]
        assert weights == ["warns", "warns", "blocks", limit, limit]


def test_a_field_is_asked_of_what_it_is_meant_for(desk: Desk) -> None:
    only, all_but = (
        desk.field("follow_up", "separation"),
        FormField(key="sum", type="text", label="", not_for=("HS.4",)),
    )
    rescue, other = Entry("1", "follow_up", "HS.4"), Entry("2", "follow_up", "H1.1")
    assert (applies(only, rescue), applies(only, other)) == (True, False)
    assert (applies(all_but, rescue), applies(all_but, other)) == (False, True)


def test_what_takes_no_entry_to_tell_is_asked_of_every_entry(desk: Desk) -> None:
    kinds = desk.catalogue.kinds.values()
    fields = [(kind, field) for kind in kinds for field in kind.fields]
    assert {is_conditional(field) for _kind, field in fields} == {True, False}
    for kind, field in fields:
        empty = Entry("any", kind.key, "7" if kind.bound else "")
        assert is_conditional(field) or applies(field, empty), f"{kind.key}.{field.key}"


def test_what_is_asked_only_for_some_purposes_is_asked_of_the_submission_for_those(desk: Desk) -> None:
    fields = [each for each in desk.catalogue.kind("submission").fields if each.purposes and each.when is None]
    assert fields
    for purpose, asked in (("forum", True), ("voluntary", True), ("pledge", False)):
        entry = Entry("1", "submission", answers={"purpose": Answer(purpose)})
        assert {applies(each, entry) for each in fields} == {asked}
    assert applies(desk.field("submission", "country"), Entry("1", "submission", answers={"purpose": Answer("pledge")}))
    assert applies(desk.field("pledge", "gaps"), Entry("1", "pledge", answers={"purpose": Answer("pledge")}))


def test_an_answer_is_missed_until_it_or_what_would_do_instead_is_there(desk: Desk) -> None:
    file, title = desk.field("evidence", "file"), desk.field("evidence", "title")
    assert file.instead == ("source",)

    def piece(**answers: Value) -> Entry:
        return Entry("1", "evidence", answers={key: Answer(value) for key, value in answers.items()})

    assert missed(file, piece()) and missed(file, piece(title="Decree"))
    assert not missed(file, piece(file="0" * 64)) and not missed(file, piece(source="https://example.org"))
    assert missed(title, piece(source="https://example.org")) and not missed(title, piece(title="Decree"))
    assert not missed(desk.field("follow_up", "separation"), Entry("2", "follow_up", "H1.1")), "it is not asked there"


def test_a_field_is_asked_when_its_condition_holds(desk: Desk) -> None:
    partners, title = desk.field("pledge", "partners"), desk.field("pledge", "title")

    def pledge(**answers: Value) -> Entry:
        return Entry("1", "pledge", answers={key: Answer(value) for key, value in answers.items()})

    assert applies(partners, pledge(kind="common"))
    assert applies(partners, pledge(kind="partnership"))
    assert not applies(partners, pledge(kind="individual"))
    assert not applies(partners, pledge())
    assert applies(title, pledge())


def test_a_condition_on_a_list_holds_when_one_of_its_items_fits() -> None:
    field = FormField(key="sum", type="text", label="Sum", when=When(field="nature", any_of=("financial",)))
    assert applies(field, Entry("1", "pledge", answers={"nature": Answer(["policy", "financial"])}))
    assert not applies(field, Entry("1", "pledge", answers={"nature": Answer(["policy"])}))


@pytest.mark.parametrize(
    ("kind", "key", "value", "language", "shown"),
    [
        ("pledge", "kind", "partnership", "en", "In partnership"),
        ("pledge", "nature", ["policy", "a song"], "en", "Policy or law; a song"),
        ("pledge", "mirror", True, "en", "Yes"),
        ("pledge", "mirror", False, "en", "No"),
        ("pledge", "country", "KE", "fr", "Kenya"),
        ("pledge", "country", "DE", "fr", "Allemagne"),
        ("pledge", "country", "QQ", "fr", "QQ"),
        ("pledge", "implementation_countries", ["TH", "DE"], "es", "Tailandia; Alemania"),
        ("pledge", "implementation_countries", "TH", "es", "Tailandia"),
        ("pledge", "objectives", 13, "en", "13 Alternatives to detention"),
        ("pledge", "language", "fr", "en", "French"),
        ("pledge", "start", "2026-03-02", "en", "2 March 2026"),
        ("pledge", "start", "2026-03-02", "fr", "2 mars 2026"),
        ("pledge", "start", "2026-03", "fr", "mars 2026"),
        ("pledge", "start", "2026", "fr", "2026"),
        ("pledge", "start", "some day", "en", "some day"),
        ("pledge", "objectives", [13, 99], "en", "13 Alternatives to detention; 99"),
        ("pledge", "principles", [1], "fr", "Priorité à la dimension humaine"),
        ("pledge", "partners", [{"name": "Body B", "country": "KE"}, {"name": "C"}], "en", "Body B; Kenya\nC"),
        ("gap", "actions", ["13(a)"], "en", None),
        ("value", "value", "12.50", "en", "12.50"),
        ("value", "year", 2024, "en", "2024"),
        ("pledge", "title", None, "en", ""),
    ],
)
def test_a_value_is_shown_in_the_language_spoken(
    kind: str, key: str, value: Value | None, language: str, shown: str | None, desk: Desk
) -> None:
    with use_language(language):
        text = display(desk.field(kind, key), value, desk.catalogue)
    if shown is None:
        assert text == f"13(a) {desk.catalogue.action('13(a)').gist}"
    else:
        assert text == shown


def test_a_row_shows_yes_and_no(desk: Desk) -> None:
    column = FormField(key="paid", type="yes_no", label="Paid")
    field = FormField(key="staff", type="rows", label="Staff", columns=(column,))
    assert display(field, [{"paid": "true"}, {"paid": "false"}], desk.catalogue) == "Yes\nNo"


@pytest.mark.parametrize(
    ("value", "shown"), [([{"name": "A", "x": "B"}], "A, B"), ([5, 6], "5; 6"), (7, "7"), (True, "True")]
)
def test_what_does_not_fit_its_field_is_shown_as_it_is(value: Value, shown: str, desk: Desk) -> None:
    assert display(desk.field("pledge", "gaps"), value, desk.catalogue) == shown


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_a_month_and_a_country_can_be_said_in_every_language(language: str, desk: Desk) -> None:
    with use_language(language):
        month = display(desk.field("pledge", "start"), "2026-03", desk.catalogue)
        country = display(desk.field("pledge", "country"), "KE", desk.catalogue)
    assert month != "2026-03"
    assert country != "KE"


def test_links_and_files_are_named_and_never_shown_as_ids(desk: Desk) -> None:
    gap = desk.write("gap", title="Births are not registered")
    file = desk.attach("decree.pdf")
    links, files = desk.field("pledge", "gaps"), desk.field("evidence", "file")
    assert display(links, [gap], desk.catalogue, desk.submission) == "Births are not registered"
    assert display(files, file, desk.catalogue, desk.submission) == "decree.pdf"
    for field, value in ((links, [gap]), (files, file)):
        assert str(value).strip("[]'") not in display(field, value, desk.catalogue)


def test_an_entry_has_a_name_even_before_it_was_given_one(desk: Desk) -> None:
    names = {
        desk.write("pledge"): "Pledge without a name",
        desk.write("pledge", title="Every birth\nis registered"): "Every birth",
        desk.write("assessment", "13"): "Objective 13: Alternatives to detention",
        desk.write("assessment", "99"): "Rating by the country 99",
        desk.write("assessment", "x"): "Rating by the country x",
        desk.write("principle_note", "99"): "Note on a guiding principle 99",
        desk.write("principle_note", "x"): "Note on a guiding principle x",
        desk.write("chapter", "process"): "How the review was done",
        desk.write("indicator", "10.7.1"): "Indicator 10.7.1",
        desk.write("policy_answer", "4b"): "SDG 10.7.2, question 4b",
        desk.write("follow_up", "H1.1"): "Recommendation H1.1",
        desk.write("principle_note", "7"): "Gender-responsive",
        desk.write("submission"): "About this submission",
        desk.write("value", indicator="10.7.1", year=2024): "Indicator 10.7.1, 2024",
        desk.write("value", indicator="10.7.1"): "Indicator 10.7.1, without a year",
        desk.write("value"): "Value without a name",
    }
    for entry_id, name in names.items():
        assert title_of(desk.submission.entries[entry_id], desk.catalogue) == name


MANY = {
    "fr": ["Pièces justificatives"],
    "es": ["Documentos de respaldo"],
    "ar": ["الأدلة"],
    "ru": ["Подтверждающие материалы"],
}
"""What evidence is called, where that is many pieces of it."""


@pytest.mark.parametrize("code", MANY)
def test_what_one_entry_without_a_title_is_called_is_said_of_one(code: str, catalogue: Catalogue) -> None:
    free = [kind for kind in catalogue.kinds.values() if not kind.bound]
    alike = [kind for kind in free if kind.label == kind.plural]
    assert [kind.key for kind in alike if not kind.unnamed] == [], "their label may be said of many in a translation"
    with use_language(code):
        names = [title_of(Entry("", kind.key), catalogue) for kind in free]
        assert len(set(names)) == len(free)
        assert all(_(kind.plural) not in unnamed(kind) for kind in alike if _(kind.plural) in MANY[code])


def test_an_entry_of_a_kind_that_these_forms_do_not_have_is_called_by_its_kind(catalogue: Catalogue) -> None:
    assert title_of(Entry("1", "vow"), catalogue) == "vow"


def test_a_long_title_is_cut_off_in_a_sentence(desk: Desk) -> None:
    entry_id = desk.write("pledge", title="x" * 500)
    entry = desk.submission.entries[entry_id]
    assert short_title(entry, desk.catalogue) == "x" * 79 + "…"
    assert short_title(entry, desk.catalogue, most=500) == "x" * 500


def test_where_others_lead_to_it_a_title_is_cut_off_later(desk: Desk) -> None:
    for letters, shown in ((MOST_OF_LINKED, "x" * 300), (MOST_OF_LINKED + 1, "x" * 299 + "…")):
        entry_id = desk.write("pledge", title="x" * letters)
        assert linked_title(desk.submission.entries[entry_id], desk.catalogue) == shown


def test_without_a_title_of_its_own_an_entry_is_called_by_that_in_another_language_and_by_no_other_text(
    catalogue: Catalogue,
) -> None:
    forms = with_field_translations(catalogue, {"fr"})
    said = {"description__fr": Answer("Toutes les naissances"), "aim": Answer("All of them")}
    assert title_of(Entry("1", "pledge", answers=said), forms) == "Pledge without a name"
    assert title_of(Entry("1", "pledge", answers={**said, "title__fr": Answer("Naissances")}), forms) == "Naissances"


@pytest.mark.parametrize(
    ("key", "value"),
    [("practice.start", "1445-09-01"), ("practice.start", "2567"), ("pledge.year", 2567), ("value.year", 1401)],
)
def test_what_was_kept_of_another_calendar_is_found_and_not_shown_as_ours(key: str, value: Value, desk: Desk) -> None:
    field = desk.field(*key.split("."))
    assert "calendar" in codes(field, value)
    assert display(field, value, desk.catalogue) == str(value)
