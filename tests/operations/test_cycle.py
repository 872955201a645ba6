"""From one forum to the next: what was said stands beside, and counts for nothing until somebody decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.i18n.translation import use_language
from desktop.operations import cycle
from desktop.operations.clock import now
from desktop.operations.create import create
from desktop.operations.export import export
from desktop.operations.inspect import info
from desktop.operations.packs import check_pack, use_pack
from desktop.record.carry_over import Carried, carried
from desktop.record.entry import Answer, Entry
from desktop.record.values import title_of
from desktop.store.file import SubmissionFile


@pytest.fixture
def last(submission: SubmissionFile) -> SubmissionFile:
    """What Kenya said for 2026."""
    with submission.transaction("edit", "Write", "Desk officer A") as revision:
        revision.set(revision.ensure("submission", ""), "lead_ministry", "Ministry A")
        gap = revision.add("gap", {"title": "No registrar", "objectives": [4]})
        revision.add("gap", {"title": "No shelter", "objectives": [7]})
        revision.add(
            "pledge", {"title": "A registrar", "gaps": [gap], "new_or_strengthened": "new", "status": "planned"}
        )
        for key, rating in (("10", "early"), ("4", "partial")):
            revision.set(revision.ensure("assessment", key), "rating", rating)
    return submission


@pytest.fixture
def following(catalogue: Catalogue, tmp_path: Path) -> SubmissionFile:
    return create(tmp_path / "next.pledgebook", catalogue, {"country": "KE", "cycle": "2030"})


def named(file: SubmissionFile, title: str) -> Carried:
    return next(each for each in carried(file.read()) if title in each.entry.text("title"))


def test_nothing_counts_until_somebody_confirmed_it(
    last: SubmissionFile, following: SubmissionFile, catalogue: Catalogue
) -> None:
    cycle.bring(following, catalogue, last.read())
    found = carried(following.read())
    assert {each.state for each in found} == {"open"}
    titles = [each.entry.text("title") for each in found if each.then.kind == "assessment"]
    assert [title.split(":")[0] for title in titles] == ["Objective 4", "Objective 10"]
    counts = info(following.read(), catalogue)["counts"]
    assert not any(count for kind, count in counts.items() if kind not in ("submission", "carried"))


def test_what_has_a_name_in_every_language_is_called_by_it_whatever_the_last_submission_was_written_in(
    last: SubmissionFile, following: SubmissionFile, catalogue: Catalogue
) -> None:
    cycle.bring(following, catalogue, last.read())
    found = {each.then.kind: each for each in carried(following.read())}
    rated, gap = found["assessment"], found["gap"]
    with use_language("fr"):
        assert title_of(rated.entry, catalogue) == title_of(rated.then, catalogue) != rated.entry.text("title")
        assert title_of(gap.entry, catalogue) == gap.entry.text("title")
    gone = Entry(rated.entry.id, "carried", answers={**rated.entry.answers, "of_key": Answer("99")})
    assert title_of(gone, catalogue) == rated.entry.text("title")  # these forms have no such objective


def test_each_is_confirmed_changed_or_withdrawn(
    last: SubmissionFile, following: SubmissionFile, catalogue: Catalogue
) -> None:
    cycle.bring(following, catalogue, last.read())
    for title in ("No registrar", "A registrar"):
        cycle.take_over(following, catalogue, named(following, title), by="Desk officer B")
    cycle.withdraw(following, named(following, "No shelter"), "Built in 2028.")
    there = following.read()
    (gap,), (pledge,) = there.of_kind("gap"), there.of_kind("pledge")
    assert pledge.items("gaps") == [gap.id]
    assert pledge.text("new_or_strengthened") == "earlier", "a pledge of last time is followed up"
    assert pledge.answers["title"].by == "Desk officer B"
    states = {each.entry.text("title"): each.state for each in carried(there)}
    assert (states["No registrar"], states["A registrar"], states["No shelter"]) == (
        "confirmed", "confirmed", "withdrawn"
    )  # fmt: skip
    assert named(following, "No shelter").entry.text("reason") == "Built in 2028."
    with following.transaction("edit", "Change", "") as revision:
        revision.set(gap.id, "title", "Too few registrars")
    assert named(following, "No registrar").state == "changed"
    cycle.reopen(following, named(following, "No shelter"))
    assert named(following, "No shelter").state == "open"


def test_an_answer_of_now_is_not_written_over(
    last: SubmissionFile, following: SubmissionFile, catalogue: Catalogue
) -> None:
    cycle.bring(following, catalogue, last.read())
    with following.transaction("edit", "Rate", "") as revision:
        revision.set(revision.ensure("assessment", "4"), "rating", "full")
    cycle.take_over(following, catalogue, named(following, "Objective 4"))
    assert following.read().bound("assessment", "4").text("rating") == "full"


def test_it_begins_from_a_package_too(
    last: SubmissionFile, following: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    made = export(last, catalogue, tmp_path / "out", identity=None, draft=True, at=now())
    before = cycle.read_last(made.path)
    assert cycle.copied(before) == {"country": "KE", "language": "en", "lead_ministry": "Ministry A"}
    cycle.bring(following, catalogue, before)
    assert len(carried(following.read())) == 5
    whole = export(following, catalogue, tmp_path / "next", identity=None, draft=True, at=now())
    assert whole.path.exists()
    following.undo("")
    assert carried(following.read()) == []


def test_what_cannot_be_followed_up_is_refused(
    last: SubmissionFile, following: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    with pytest.raises(cycle.CannotCarry, match="the same submission"):
        cycle.bring(last, catalogue, last.read())
    with pytest.raises(cycle.CannotCarry, match="contains nothing"):
        cycle.bring(last, catalogue, following.read())
    cycle.bring(following, catalogue, last.read())
    with pytest.raises(cycle.CannotCarry, match="already"):
        cycle.bring(following, catalogue, last.read())
    (tmp_path / "altered.asice").write_bytes(b"PK\x03\x04 nothing of use")
    with pytest.raises(cycle.CannotCarry):
        cycle.read_last(tmp_path / "altered.asice")


def test_one_that_cannot_be_begun_from_the_last_one_leaves_no_file(
    last: SubmissionFile, following: SubmissionFile, tmp_path: Path
) -> None:
    """Its name is free: the next try is not told that it exists already."""
    last.close()
    following.close()
    words = ["new", str(tmp_path / "begun.pledgebook"), "--country", "KE", "--cycle", "2034", "--from"]
    told = CliRunner().invoke(main, ["--language", "en", *words, str(following.path)])
    assert (told.exit_code, "contains nothing that could be kept" in told.output) == (2, True)
    assert not list(tmp_path.glob("begun*"))
    assert CliRunner().invoke(main, [*words, str(last.path)]).exit_code == 0
    assert [each.name for each in tmp_path.glob("begun*")] == ["begun.pledgebook"]


def test_what_the_forms_no_longer_ask_stays_in_the_last_submission(
    last: SubmissionFile, following: SubmissionFile, catalogue: Catalogue
) -> None:
    use_pack(last, check_pack(Path(__file__).parent / "forum-2030.yaml"))
    with last.transaction("edit", "Write", "Desk officer A") as revision:
        revision.add("pledge", {"title": "Schools", "title__fr": "Écoles", "beneficiaries": "200"})
        revision.set(revision.ensure("indicator", "T.1"), "source", "Census")
    cycle.bring(following, catalogue, last.read())
    found = carried(following.read())
    assert "indicator" not in {each.then.kind for each in found}
    schools = named(following, "Schools")
    assert set(schools.then.answers) == {"title", "title__fr"}
    cycle.take_over(following, catalogue, schools)
    assert following.read().entries[schools.then.id].text("title__fr") == "Écoles"
