"""Hints while an entry is written: rules as data, in the language of the text."""

from __future__ import annotations

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Answer, Entry
from desktop.record.hints import hints_for
from desktop.record.submission import Submission

VAGUE = {
    "en": "To strengthen cooperation on recruitment and to go on improving conditions for people who move and their families.",
    "fr": "Renforcer la coopération en matière de recrutement et continuer à améliorer les conditions des personnes migrantes.",
    "es": "Fortalecer la cooperación en materia de contratación y seguir mejorando las condiciones de las personas migrantes.",
    "ar": "تعزيز التعاون في مجال التوظيف ومواصلة تحسين أوضاع الأشخاص المتنقلين وأسرهم وحماية حقوقهم في بلدان المنشأ والعبور والمقصد.",
    "ru": "Укреплять сотрудничество в области найма и продолжать улучшать положение людей, которые переезжают, и их семей.",
    "zh": "加强招聘领域的合作，继续改善移徙者及其家人的处境，保护他们的权利，增进社会的了解与包容，反对一切形式的歧视，并与来源国和目的地国保持密切沟通，分享经验与做法，推动安全、有序和正常的移徙，使移徙者及其家人都能从中受益。",
}
CLEAR = {
    "en": "The ministry trains 400 labour inspectors by the end of 2028; " + VAGUE["en"],
    "fr": "Le ministère forme quatre cents inspecteurs d’ici à fin 2028 ; " + VAGUE["fr"],
    "es": "El ministerio forma a 400 inspectores antes de 2028. " + VAGUE["es"],
    "ar": "تدرّب الوزارة ٤٠٠ مفتش عمل بحلول نهاية عام ٢٠٢٨. " + VAGUE["ar"],
    "ru": "Министерство обучит четыреста инспекторов до конца 2028 года. " + VAGUE["ru"],
    "zh": "劳动部在2028年底前培训四百名监察员。" + VAGUE["zh"],
}


def _pledge(language: str, description: str, **answers: object) -> Entry:
    said = {"language": language, "description": description, **answers}
    return Entry("p", "pledge", answers={key: Answer(value) for key, value in said.items()})  # type: ignore[arg-type]


def _hints(entry: Entry, catalogue: Catalogue, *others: Entry) -> list[str]:
    submission = Submission("s", {each.id: each for each in (entry, *others)})
    return hints_for(entry, catalogue, submission).get("description", [])


@pytest.mark.parametrize("language", sorted(VAGUE))
def test_a_vague_pledge_is_asked_three_things_in_each_language(language: str, catalogue: Catalogue) -> None:
    assert len(_hints(_pledge(language, VAGUE[language]), catalogue)) == 3
    assert _hints(_pledge(language, CLEAR[language]), catalogue) == []


def test_a_year_is_no_number(catalogue: Catalogue) -> None:
    said = _hints(_pledge("en", VAGUE["en"] + " In 2028 this will be done."), catalogue)
    assert [each.split("?")[0] for each in said] == [
        "Which number or event will show that this pledge is fulfilled",
        "Who leads",
    ]


def test_an_answer_elsewhere_says_it_too(catalogue: Catalogue) -> None:
    said = _hints(_pledge("en", VAGUE["en"], end="2028", lead="Labour", measure="400 inspectors"), catalogue)
    assert said == []


def test_the_gap_is_asked_for_when_there_is_one(catalogue: Catalogue) -> None:
    gap = Entry("g", "gap", answers={"title": Answer("Labour inspection")})
    assert _hints(_pledge("en", CLEAR["en"]), catalogue) == []
    assert len(_hints(_pledge("en", CLEAR["en"]), catalogue, gap)) == 1
    assert _hints(_pledge("en", CLEAR["en"], gaps=["g"]), catalogue, gap) == []


def test_nobody_is_hurried(catalogue: Catalogue) -> None:
    assert _hints(_pledge("en", "To strengthen cooperation"), catalogue) == []


def test_a_language_without_cues_has_no_hints(catalogue: Catalogue) -> None:
    assert _hints(_pledge("pt", VAGUE["es"]), catalogue) == []


def test_a_number_inside_a_word_of_the_language_of_letters_does_not_count(catalogue: Catalogue) -> None:
    said = _hints(_pledge("en", VAGUE["en"].replace("improving", "someone fivefoldless")), catalogue)
    assert len(said) == 3


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("en", "according to a survey of households"),
        ("fr", "selon une enquête auprès des ménages"),
        ("es", "según una encuesta de hogares"),
        ("ar", "بحسب استقصاء للأسر المعيشية"),
        ("ru", "по данным опроса домохозяйств"),
        ("zh", "根据住户调查"),
    ],
)
def test_the_word_for_a_survey_that_the_hint_itself_uses_says_how_a_gap_is_known(
    language: str, source: str, catalogue: Catalogue
) -> None:
    vague = Entry("g", "gap", answers={"language": Answer(language), "description": Answer(VAGUE[language])})
    known = Entry("g", "gap", answers={**vague.answers, "description": Answer(f"{VAGUE[language]} {source}.")})
    assert len(_hints(vague, catalogue)) == 1
    assert _hints(known, catalogue) == []
