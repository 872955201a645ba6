"""What ships in forms/ holds what is known of the Compact, each text with its standing."""

from __future__ import annotations

import re

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.catalogue.forms_reader import current
from desktop.i18n.translation import use_language
from desktop.record.indicator_methods import method_of


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return current()


SIX = ("en", "fr", "es", "ar", "ru", "zh")
"""The languages of the United Nations, in which there are official texts; the program may speak others too."""

ACTIONS = (11, 12, 5, 7, 10, 12, 12, 6, 6, 10, 7, 5, 8, 6, 6, 9, 7, 12, 10, 9, 9, 3, 5)
"""How many actions each objective has, 1 to 23."""


def test_every_objective_has_its_paragraph_and_actions(catalogue: Catalogue) -> None:
    assert [each.number for each in catalogue.objectives] == list(range(1, 24))
    assert [each.paragraph for each in catalogue.objectives] == list(range(17, 40))
    assert tuple(len(each.actions) for each in catalogue.objectives) == ACTIONS
    assert sum(ACTIONS) == 187
    for objective in catalogue.objectives:
        letters = [each.letter for each in objective.actions]
        assert letters == [chr(ord("a") + step) for step in range(len(letters))]
        assert all(each.gist and len(each.gist.split()) <= 14 for each in objective.actions)


def test_titles_are_there_in_six_languages_with_their_standing(catalogue: Catalogue) -> None:
    for objective in catalogue.objectives:
        assert set(objective.title) == set(SIX) == set(objective.title_standing)
        assert len(set(objective.title.values())) == 6
        assert {"en", "fr", "es"} <= set(objective.label)
    english = {each.number: each.title_standing["en"] for each in catalogue.objectives}
    assert "unconfirmed" not in english.values()
    assert [number for number, standing in english.items() if standing == "attested_secondary"] == [9, 10, 11]
    assert all(each.title_standing["zh"] == "working_translation" for each in catalogue.objectives)
    # The titles that were compared since with official pages, letter for letter, in French and Spanish.
    assert [each.number for each in catalogue.objectives if each.title_standing["fr"] == "attested"] == [
        1, 2, 13, 15, 16, 20
    ]  # fmt: skip
    assert catalogue.objective(23).title_standing["fr"] == "attested_secondary"
    assert [each.number for each in catalogue.objectives if each.title_standing["es"] == "attested"] == [
        1, 4, 5, 6, 13, 21, 22
    ]  # fmt: skip
    assert catalogue.objective(8).title["en"] == (
        "Save lives and establish coordinated international efforts on missing migrants"
    )


def test_only_actions_that_were_seen_are_called_attested(catalogue: Catalogue) -> None:
    assert {each.standing for objective in catalogue.objectives for each in objective.actions} == {
        "attested",
        "attested_secondary",
    }

    def seen(number: int) -> str:
        return "".join(each.letter for each in catalogue.objective(number).actions if each.standing == "attested")

    assert seen(1) == "bcdefk"
    assert seen(3) == ""
    assert seen(6) == "abcdejkl"
    assert seen(21) == "bcdef"
    assert seen(22) == "abc"
    assert catalogue.action("11(g)").standing == "attested_secondary"
    assert catalogue.action("13(a)").paragraph == "29(a)"


def test_objectives_without_good_indicators_say_so(catalogue: Catalogue) -> None:
    assert [each.number for each in catalogue.objectives if each.indicators_note] == [
        3, 7, 9, 11, 12, 13, 19, 21
    ]  # fmt: skip


def test_every_link_with_a_target_has_a_standing(catalogue: Catalogue) -> None:
    assert all(each.targets for each in catalogue.objectives)
    stated = {
        (objective.number, target.target)
        for objective in catalogue.objectives
        for target in objective.targets
        if target.standing != "derived"
    }
    assert {(20, "10.c"), (1, "17.18"), (2, "13.1"), (5, "10.7")} <= stated


def test_there_are_ten_guiding_principles(catalogue: Catalogue) -> None:
    assert [each.paragraph for each in catalogue.principles] == [f"15({letter})" for letter in "abcdefghij"]
    assert [each.name["en"] for each in catalogue.principles][:3] == [
        "People-centred",
        "International cooperation",
        "National sovereignty",
    ]
    assert all(set(each.name) == set(SIX) for each in catalogue.principles)
    assert {each.name_standing["ar"] for each in catalogue.principles} == {"working_translation"}


def test_the_round_tables_and_themes_hold_every_objective(catalogue: Catalogue) -> None:
    assert [each.key for each in catalogue.groupings] == ["round_tables", "themes"]
    tables, themes = catalogue.groupings
    assert [each.objectives for each in tables.groups] == [
        (2, 5, 6, 12, 18),
        (4, 8, 9, 10, 11, 13, 21),
        (14, 15, 16, 19, 20, 22),
        (1, 3, 7, 17, 23),
    ]
    assert [each.standing for each in tables.groups] == ["attested", "attested", "attested", "attested_in_part"]
    assert "2022" in tables.label and "not found" in tables.note
    assert len(themes.groups) == 5
    assert {each.standing for each in themes.groups} == {"derived"}


def test_no_indicator_is_shown_as_official(catalogue: Catalogue) -> None:
    candidates = [each for each in catalogue.indicators if each.method != "yes_no"]
    assert len(candidates) == 28
    for indicator in candidates:
        assert indicator.standing == "candidate"
        assert catalogue.standing_label(indicator.standing) == "Candidate, not from the official set"
        assert set(indicator.name) == set(SIX)
        assert indicator.unit and indicator.custodian and indicator.objectives
        assert "S29" in indicator.sources
    assert "not the official set" in catalogue.pack.caution


def test_three_policy_indicators_of_the_limited_set_are_known_from_secondary_sources(catalogue: Catalogue) -> None:
    known = [each for each in catalogue.indicators if each.method == "yes_no"]
    assert [each.objectives for each in known] == [(6,), (14,), (23,)]
    for each in known:
        assert each.standing == "attested_secondary"
        assert {catalogue.sources[source].url.split("/")[2] for source in each.sources} <= {
            "giga-hamburg.de",
            "mayorsmechanism.org",
        }
        assert set(each.name) == set(SIX)
        assert catalogue.indicator_standings(each.key) == ("attested_secondary",)
        with use_language("fr"):
            assert catalogue.indicator_standings(each.key) == ("attested_secondary", "working_translation")
    with use_language("fr"):
        assert catalogue.indicator_standings("10.7.1") == ("candidate",)


def test_objective_13_is_worded_otherwise_above_its_paragraph_than_in_the_list(catalogue: Catalogue) -> None:
    assert catalogue.title(13).startswith("Use migration detention")
    assert catalogue.heading(13).startswith("Use immigration detention")
    assert catalogue.heading_standing(13) == catalogue.title_standing(13) == "attested"
    for language in SIX:
        with use_language(language):
            same = [
                each.number
                for each in catalogue.objectives
                if catalogue.heading(each.number) == catalogue.title(each.number)
            ]
            assert len(same) == (22 if language == "en" else 23)


def test_an_indicator_is_asked_what_its_method_needs(catalogue: Catalogue) -> None:
    kind = catalogue.kind("indicator")

    def asked(key: str) -> set[str]:
        return {each.key for each in kind.fields if key not in each.not_for and each.when is None}

    assert asked("GCM-14-EMIGASSOC") == {"answer", "answer_year"}
    for each in catalogue.indicators:
        ours = (None, each.method)
        assert asked(each.key) == {field.key for field in kind.fields if field.when is None and field.method in ours}


def test_the_practice_form_has_the_twelve_fields_of_the_published_page_in_their_order(catalogue: Catalogue) -> None:
    kind = catalogue.kind("practice")
    seen = [each.key for each in kind.fields if each.source == "PF5"]
    assert seen == [
        "title",
        "objectives",
        "further_objectives",
        "principles",
        "sdgs",
        "start",
        "end",
        "type",
        "country",
        "regions",
        "sub_regions",
        "worldwide",
        "summary",
        "implementer",
        "organizations",
        "results",
    ]
    recalled = [each for each in kind.fields if each.section == "recalled"]
    assert [each.key for each in recalled] == ["partners", "lessons", "replication", "innovation", "resources"]
    assert {each.standing for each in recalled} == {"unconfirmed"}
    assert len(kind.field("sdgs").options) == 17
    for criterion in ("applied", "relevant", "coherent", "innovative", "replicable", "cross-cutting", "timely"):
        assert criterion in kind.help


def test_the_direction_of_an_indicator_is_its_meaning(catalogue: Catalogue) -> None:
    assert catalogue.indicator("10.c.1").direction == "down"  # what it costs to send money home
    assert catalogue.indicator("10.7.3").direction == "down"  # deaths and disappearances
    assert catalogue.indicator("16.9.1").direction == "up"  # births that are registered
    assert catalogue.indicator("16.2.2").direction == "none"  # more victims found can be good or bad news


def test_indicators_of_an_objective(catalogue: Catalogue) -> None:
    assert [each.key for each in catalogue.indicators_of(20)] == ["10.7.2", "10.c.1", "17.3.2", "8.10.2"]
    assert catalogue.indicators_of(24) == []


def test_the_policy_indicator_is_that_of_its_metadata(catalogue: Catalogue) -> None:
    policy = catalogue.policy
    assert policy.standing == "attested"
    assert [each.number for each in policy.domains] == [1, 2, 3, 4, 5, 6]
    assert [each.key for domain in policy.domains for each in domain.sub_categories] == [
        f"{number}{letter}" for number in range(1, 7) for letter in "abcde"
    ]
    first, *others = policy.domains
    assert {each.key: each.half_points for each in first.answers} == {"yes": 2, "with_status": 1, "no": 0}
    for domain in others:
        assert {each.key: each.half_points for each in domain.answers} == {"yes": 2, "no": 0}
    assert [(each.code, each.at_least, each.label) for each in policy.categories] == [
        (1, 0, "Requires further progress"),
        (2, 40, "Partially meets"),
        (3, 80, "Meets"),
        (4, 100, "Fully meets"),
    ]
    assert catalogue.indicator(policy.key).method == "sdg_10_7_2"
    assert [each.key for each in catalogue.indicators if not method_of(each).by_itself] == ["10.7.2"]


def test_the_answers_on_policies_can_be_given_in_the_form(catalogue: Catalogue) -> None:
    offered = {each.key for each in catalogue.kind("policy_answer").field("answer").options}
    assert offered == {each.key for domain in catalogue.policy.domains for each in domain.answers}


def test_recommendations_that_were_not_found_are_not_invented(catalogue: Catalogue) -> None:
    humanitarian, main = catalogue.recommendation_sets
    assert (humanitarian.key, main.key) == ("humanitarian", "main")
    found = {section.key: len(section.recommendations) for section in humanitarian.sections}
    assert found == {"H1": 9, "H2": 0, "H3": 0, "H4": 0, "H5": 0, "HS": 5}
    for section in humanitarian.sections[1:5]:
        assert "not found" in section.note
    assert [each.key for each in main.sections[0].recommendations] == ["M1", "M2", "M3", "M4", "M5", "M6"]
    assert catalogue.recommendation("H1.9").standing == "attested_in_part"
    assert catalogue.recommendation("HS.4").standing == "attested_secondary"


PLEDGE_FORM = {
    "I": [
        "entity", "entity_kind", "champion", "contact_name", "contact_email", "second_contact_name",
        "second_contact_email", "implementation_country", "implementation_region", "implementation_countries",
    ],
    "II": ["title", "kind", "mirror"],
    "IIa": ["partners"],
    "IIb": ["matched_title", "matched_id"],
    "III": ["nature"],
    "IV": ["objectives"],
    "V": ["principles"],
    "VI": ["description"],
    "VII": ["attachment"],
}  # fmt: skip


def test_the_pledge_form_has_the_sections_of_the_online_form_in_its_order(catalogue: Catalogue) -> None:
    kind = catalogue.kind("pledge")
    sections = [each.key for each in kind.sections]
    assert sections[: len(PLEDGE_FORM)] == list(PLEDGE_FORM)
    for section, keys in PLEDGE_FORM.items():
        assert [each.key for each in kind.fields if each.section == section] == keys
    ours = [each for each in kind.fields if each.section not in PLEDGE_FORM]
    assert [each.section for each in kind.fields] == sorted((each.section for each in kind.fields), key=sections.index)
    assert {"measure", "start", "end", "lead", "gaps", "further_objectives"} <= {each.key for each in ours}
    assert {each.standing for each in ours} == {"ours"}
    assert all(each.label.startswith("For your own records: ") for each in kind.sections[-2:])


def test_the_pledge_form_has_the_limits_of_the_online_form(catalogue: Catalogue) -> None:
    kind = catalogue.kind("pledge")
    description = kind.field("description")
    assert (description.min_length, description.max_length, description.limit) == (300, 3000, "blocks")
    assert (kind.field("objectives").max_items, kind.field("objectives").limit) == (3, "blocks")
    attachment = kind.field("attachment")
    assert attachment.max_megabytes == 25
    assert set(attachment.formats) == {
        "txt",
        "rtf",
        "pdf",
        "doc",
        "docx",
        "odt",
        "ppt",
        "pptx",
        "odp",
        "xls",
        "xlsx",
        "ods",
    }
    assert [each.key for each in kind.field("kind").options] == [
        "individual",
        "common",
        "partnership",
        "matching",
    ]
    assert [each.key for each in kind.field("partners").columns] == ["name", "country", "email"]


def test_only_limits_of_the_online_form_block_a_pledge(catalogue: Catalogue) -> None:
    kind = catalogue.kind("pledge")
    limited = {
        each.key for each in kind.fields if each.min_length or each.max_length or each.max_items or each.max_megabytes
    }
    assert limited == {"description", "objectives", "attachment"}
    assert [each.key for each in kind.fields if each.missing == "blocks"] == []
    for key in ("contact_name", "contact_email", "start", "end", "measure", "lead", "objectives", "title"):
        assert kind.field(key).missing == "warns"


def test_partners_and_the_matched_pledge_are_asked_only_where_they_belong(catalogue: Catalogue) -> None:
    kind = catalogue.kind("pledge")

    def asked(key: str) -> tuple[object, ...]:
        when = kind.field(key).when
        assert when is not None and when.field == "kind"
        return when.any_of

    assert asked("partners") == ("common", "partnership")
    assert asked("matched_title") == asked("matched_id") == ("matching",)


def _takes(field: FormField, word: str) -> str:
    for option in field.options:
        if word.casefold() in {each.casefold() for each in (option.key, option.label, *option.aliases)}:
            return option.key
    return ""


@pytest.mark.parametrize(
    ("field", "word", "key"),
    [
        ("entity_kind", "member state", "member_state"),
        ("entity_kind", "international organization", "international_organization"),
        ("entity_kind", "NGO", "civil_society"),
        ("entity_kind", "civil society", "civil_society"),
        ("entity_kind", "local authority", "local_authority"),
        ("entity_kind", "State", "member_state"),
        ("kind", "in partnership", "partnership"),
        ("kind", "common", "common"),
        ("kind", "matching", "matching"),
        ("kind", "individual", "individual"),
        ("nature", "human resources", "human_resources"),
        ("nature", "technical assistance", "human_resources"),
        ("nature", "policy", "policy"),
        ("nature", "policy/legal", "policy"),
        ("nature", "financial", "financial"),
        ("nature", "process", "process"),
    ],
)
def test_words_of_published_pledges_are_known(catalogue: Catalogue, field: str, word: str, key: str) -> None:
    assert _takes(catalogue.kind("pledge").field(field), word) == key


def test_lists_of_options_that_were_not_seen_whole_take_other_words(catalogue: Catalogue) -> None:
    kind = catalogue.kind("pledge")
    assert kind.field("entity_kind").open and kind.field("nature").open
    assert not kind.field("kind").open
    standings = {each.key: each.standing for each in kind.field("entity_kind").options}
    assert [key for key, standing in standings.items() if standing == "attested"] == [
        "member_state",
        "international_organization",
    ]


FIELDS = {
    "submission": "country purpose cycle title language national_language package_language covers lead_ministry focal_point focal_point_email "
    "demonstration summary process clearance_wanted two_persons own_words internal_note",
    "person": "name ministry role email speaks_for",
    "assessment": "rating reason said_by lead rated_on trend changes sources internal_note",
    "practice": "title summary objectives principles country implementer partners start end status results "
    "innovation replication lessons language contact_name contact_email source external_id "
    "internal_note further_objectives sdgs type regions sub_regions worldwide organizations resources",
    "gap": "title description objectives actions severity cause affected needs lead evidence source "
    "language external_id internal_note",
    "pledge": "entity entity_kind champion contact_name contact_email second_contact_name "
    "second_contact_email country implementation_country implementation_countries "
    "implementation_region title kind mirror partners matched_title matched_id nature "
    "objectives further_objectives principles description measure start end year lead status "
    "new_or_strengthened strengthened_by progress updates gaps language source external_id attachment "
    "internal_note",
    "support": "title description forms objectives gaps channel state amount needed_by lead internal_note",
    "stakeholder": "name sort place ways date topics objectives internal_note",
    "evidence": "title file kind objectives supports date source private language",
    "indicator": "availability reason baseline_year baseline_value target_year target_value target_set direction source "
    "comment disaggregations answer answer_year basis",
    "value": "indicator year value unit source disaggregation category note estimate",
    "policy_answer": "answer evidence source",
    "follow_up": "state separation separation_how measures lead gaps next_steps source",
    "principle_note": "note",
    "chapter": "text drawn_from",
    "carried": "title cycle purpose of_kind of_key state reason became was",
    "data_pack": "title key version source file retired releases",
}
"""The keys under which answers are kept in files and packages: a key that goes away loses what was said."""


def test_the_kinds_keep_their_fields(catalogue: Catalogue) -> None:
    assert list(catalogue.kinds) == list(FIELDS)
    for key, fields in FIELDS.items():
        assert {each.key for each in catalogue.kind(key).fields} == set(fields.split())


def test_what_is_personal_or_internal_does_not_leave_by_itself(catalogue: Catalogue) -> None:
    for kind in catalogue.kinds.values():
        for field in (*kind.fields, *(column for each in kind.fields for column in each.columns)):
            if field.type == "email" or "contact" in field.key or "focal_point" in field.key:
                assert field.release == "on_signing", (kind.key, field.key)
            if field.key == "internal_note":
                assert field.release == "internal"


def test_every_field_speaks_to_people(catalogue: Catalogue) -> None:
    for kind in catalogue.kinds.values():
        assert kind.help.endswith(".")
        assert kind.bound == "submission" or kind.empty.endswith(".")
        for field in kind.fields:
            where = f"{kind.key}.{field.key}"
            assert field.label[0].isupper() and not field.label.endswith("."), where
            assert field.help.endswith("."), where
            assert not field.missing_text or field.missing_text.endswith("."), where
            assert len(field.help) <= 240, where


def test_of_the_choices_of_a_field_all_are_explained_or_none(catalogue: Catalogue) -> None:
    # The room for the words below them is kept: where only one has words, there is a hole below all the others.
    for kind in catalogue.kinds.values():
        for field in kind.fields:
            assert len({bool(each.help) for each in field.options}) <= 1, f"{kind.key}.{field.key}"


def test_lists_show_a_few_columns(catalogue: Catalogue) -> None:
    for kind in catalogue.kinds.values():
        columns = [each.key for each in kind.fields if each.in_list]
        assert len(columns) <= 5, kind.key
        if kind.bound is None:
            assert kind.title_field in columns, kind.key


def test_options_can_come_from_the_catalogue(catalogue: Catalogue) -> None:
    actions = catalogue.kind("gap").field("actions").options
    assert len(actions) == 187
    assert catalogue.option_text(actions[0]).startswith("1(a) ")
    assert [each.key for each in catalogue.kind("value").field("indicator").options] == [
        each.key for each in catalogue.indicators
    ]
    characteristics = [each.key for each in catalogue.kind("value").field("disaggregation").options]
    assert characteristics[:3] == ["sex", "age", "migratory_status"]
    columns = {each.key: each for each in catalogue.kind("indicator").field("disaggregations").columns}
    assert [each.key for each in columns["characteristic"].options] == characteristics


def test_a_field_for_single_things_names_things_that_are_there(catalogue: Catalogue) -> None:
    named = [(kind.key, key) for kind in catalogue.kinds.values() for field in kind.fields for key in field.only_for]
    assert ("follow_up", "HS.4") in named
    assert all(catalogue.thing(kind, key) for kind, key in named)


def test_the_forums_and_reviews_are_there_with_their_dates_and_nothing_is_said_of_the_outcome_of_2026(
    catalogue: Catalogue,
) -> None:
    found = {each.key: each for each in catalogue.cycles}
    assert list(found) == ["regional-2020", "forum-2022", "regional-2024", "forum-2026", "regional-2028", "forum-2030"]
    assert (found["forum-2022"].begins, found["forum-2022"].ends) == ("2022-05-17", "2022-05-20")
    assert (found["forum-2026"].begins, found["forum-2026"].ends) == ("2026-05-05", "2026-05-08")
    assert found["forum-2026"].standing == "attested_secondary"
    assert (found["forum-2030"].standing, found["regional-2028"].standing) == ("attested", "derived")
    assert "A/RES/76/266" in found["forum-2022"].note and "utcome" not in found["forum-2026"].note
    regions = [(each.region, each.standing) for each in found["regional-2024"].meetings]
    assert len(regions) == 4 and "Africa" in found["regional-2024"].note
    assert not any("Africa" in region for region, _standing in regions)


OTHER_WORDS = {
    "ar": {"مكافحة", "الحد", "الاجتماعية", "الحماية", "القضاء", "بها", "على"},
    "ru": {"наём", "борьба", "стражей", "под", "доступ", "вклад", "защита", "к", "с"},
    "zh": set("和打击获得贡献护的"),
}
"""Words of short titles that the long ones do not have: what is done about the matter, and what English names otherwise too."""


@pytest.mark.parametrize("language", OTHER_WORDS)
def test_a_short_title_of_ours_names_the_matter_with_the_words_of_the_long_one(
    language: str, catalogue: Catalogue
) -> None:
    other = []
    for each in catalogue.objectives:
        if each.label_standing[language] != "working_translation":
            continue
        title = each.title[language].casefold().replace("ё", "е")
        label = each.label[language].casefold()
        for word in label if language == "zh" else label.split():
            stem = re.sub("^و?(ال)?", "", word).replace("ё", "е")[:4]
            if word not in OTHER_WORDS[language] and stem not in title:
                other.append((each.number, word))
    assert other == []
