"""What a submission is for: proposed by the date, said on the cover, and asked for accordingly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.carry_over import carrying
from desktop.record.completeness import completeness
from desktop.record.entry import Answer, Entry
from desktop.record.guided_path import guided_path
from desktop.record.purpose import PLEDGE, PURPOSES, Choice, choices, purpose_in, read_choice, title_of, year_in
from desktop.record.readiness import findings
from desktop.record.submission import Submission
from tests.record.conftest import Desk

AUTUMN_2026 = date(2026, 11, 26)


def of(purpose: str = "", year: str = "2028", **more: object) -> Submission:
    about = Submission("").about
    said = {key: value for key, value in {"purpose": purpose, "cycle": year, "country": "KE", **more}.items() if value}
    answers = {key: Answer(value) for key, value in said.items()}  # type: ignore[arg-type]
    return Submission("", {about.id: about._replace(answers=answers)})


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 5, 8), Choice("forum", 2026)),  # its last day
        (date(2026, 5, 9), Choice("regional", 2028)),
        (AUTUMN_2026, Choice("regional", 2028)),
        (date(2028, 12, 31), Choice("regional", 2028)),
        (date(2029, 1, 1), Choice("forum", 2030)),
    ],
)
def test_the_next_one_that_is_not_over_is_proposed(catalogue: Catalogue, today: date, first: Choice) -> None:
    offered = choices(catalogue, today)
    assert offered[0] == first
    assert [each.purpose for each in offered[-2:]] == ["voluntary", "pledge"]


def test_a_report_of_ones_own_is_proposed_where_all_that_are_known_are_over(catalogue: Catalogue) -> None:
    after = max(each.year for each in catalogue.cycles) + 1
    assert choices(catalogue, date(after, 1, 1))[0] == Choice("voluntary", after)


def test_words_are_understood(catalogue: Catalogue) -> None:
    def read(text: str) -> Choice | None:
        return read_choice(catalogue, text, AUTUMN_2026)

    assert read("forum-2030") == read("forum") == Choice("forum", 2030)
    assert read("regional") == Choice("regional", 2028)
    assert read("pledge") == Choice("pledge", 2026)
    assert read("voluntary-2027") == Choice("voluntary", 2027)
    assert read("forum-٢٠٣٠") == Choice("forum", 2030)
    assert read("party") is read("forum-30") is read("forum-²²²²") is read("forum-0000") is read("") is None


def test_a_year_has_four_digits_of_whichever_script() -> None:
    assert year_in("2026") == year_in(" ٢٠٢٦") == 2026
    assert not any(year_in(text) for text in ("", "²²²²", "0000", "26", "20261", "9" * 5000, "-202"))


def test_a_file_with_a_year_only_means_the_forum_of_that_year(catalogue: Catalogue) -> None:
    assert purpose_in(of("", "2022").about) == "forum"
    assert title_of(of("", "2022"), catalogue) == "Submission to the International Migration Review Forum 2022"
    assert purpose_in(of("something else").about) == "forum"


def test_the_cover_says_what_it_is_for(catalogue: Catalogue) -> None:
    titles = {each: title_of(of(each), catalogue) for each in PURPOSES}
    assert titles == {
        "forum": "Submission to the International Migration Review Forum 2028",
        "regional": "Submission to the regional review of the Global Compact for Migration, 2028",
        "voluntary": "Voluntary review of the Global Compact for Migration, 2028",
        "pledge": "Pledge to advance the Global Compact for Migration, 2028",
    }


def test_a_forum_of_a_data_pack_stands_after_a_colon_where_no_language_has_to_bend_its_name(
    catalogue: Catalogue,
) -> None:
    trial = replace(catalogue, pack=catalogue.pack.changed(forum="Trial forum"))
    assert title_of(of("", "2028"), trial) == "Submission: Trial forum 2028"


def test_one_pledge_is_asked_for_nothing_but_a_pledge(desk: Desk) -> None:
    desk.write("submission", country="KE", cycle="2026", purpose="pledge")
    complete = completeness(desk.submission, desk.catalogue)
    assert complete.covers == complete.silent == ()
    assert [each.text for each in complete.lacks] == ["There is no pledge yet."]
    assert "forum" not in complete.question() + " ".join(complete.stood(draft=True))
    desk.write("pledge", title="A registrar in every county", objectives=[4])
    found = findings(desk.submission, desk.catalogue)
    assert not {each.kind for each in found} - {"pledge", "submission"}
    assert not {"not_rated", "gap_without_pledge"} & {each.rule for each in found}
    assert not any(each.kind == "submission" and each.field in ("summary", "process", "covers") for each in found)
    assert not any("Gaps addressed" in each.text for each in found)
    path = [each.key for each in guided_path(desk.submission, desk.catalogue, found)]
    assert path == ["complete", "name", "sign"]


def test_what_is_asked_follows_when_the_purpose_changes(desk: Desk) -> None:
    desk.write("submission", country="KE", cycle="2026", purpose="pledge")
    desk.write("pledge", title="A registrar in every county", objectives=[4], end="2025", status="planned")
    rules = {each.rule for each in findings(desk.submission, desk.catalogue)}
    assert not {"not_rated", "over_before_the_forum"} & rules
    desk.write("submission", purpose="forum")
    rules = {each.rule for each in findings(desk.submission, desk.catalogue)}
    assert {"not_rated", "over_before_the_forum"} <= rules
    assert len(completeness(desk.submission, desk.catalogue).covers) == 23
    desk.write("submission", purpose="voluntary")
    rules = {each.rule for each in findings(desk.submission, desk.catalogue)}
    assert "over_before_the_forum" not in rules and "not_rated" in rules


def test_what_the_last_submission_was_for_comes_along(catalogue: Catalogue) -> None:
    last = of("regional", "2024")
    gap = Entry("a", "gap", answers={"title": Answer("No office")})
    (row,) = carrying(Submission("", {**last.entries, "a": gap}), catalogue)
    assert (row["purpose"], row["cycle"]) == ("regional", "2024")
    (row,) = carrying(Submission("", {**of("", "2022").entries, "a": gap}), catalogue)
    assert "purpose" not in row and row["cycle"] == "2022"


def test_no_field_and_no_rule_is_for_something_unknown(catalogue: Catalogue) -> None:
    options = [each.key for each in catalogue.kind("submission").field("purpose").options]
    assert options == list(PURPOSES) and PLEDGE in options
