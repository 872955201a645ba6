"""A coordinator brings in what the country has published already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.import_entries import CannotImport, import_entries
from desktop.store.file import SubmissionFile

PLEDGE = {
    "id": "pledge-1",
    "title": "Registering every birth",
    "entity": "Government",
    "entity_kind": "member state",
    "country": "KE",
    "kind": "individual",
    "nature": ["policy"],
    "objectives": [4, 13, 15, 17],
    "principles": [6, 8],
    "description": "The births of all children are registered, whatever the status of their parents. " * 6,
    "language": "en",
    "year": 2022,
    "start": "2022-03",
    "end": None,
    "partners": ["Ministry A", "Body B"],
    "source": "https://example.org/pledge",
}


def written(folder: Path, data: object) -> Path:
    path = folder / "source.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def errors_of(submission: SubmissionFile, catalogue: Catalogue, source: Path) -> tuple[str, ...]:
    before = submission.read()
    with pytest.raises(CannotImport) as caught:
        import_entries(submission, catalogue, source)
    assert submission.read() == before, "a refused import must leave everything as it was"
    return caught.value.details or (caught.value.message,)


def test_a_published_pledge_comes_in_whole(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    done = import_entries(submission, catalogue, written(tmp_path, {"schema": 1, "pledges": [PLEDGE]}))
    assert done.counts == {"pledge": 1}
    (pledge,) = submission.read().of_kind("pledge")
    assert pledge.text("external_id") == "pledge-1"
    assert pledge.text("title") == "Registering every birth"
    assert pledge.value("entity_kind") == "member_state"
    assert pledge.value("objectives") == [4, 13, 15]
    assert pledge.value("further_objectives") == [17]
    assert pledge.value("nature") == ["policy"]
    assert pledge.value("year") == 2022
    assert pledge.value("start") == "2022-03"
    assert pledge.value("end") is None
    assert [row["name"] for row in pledge.rows("partners")] == ["Ministry A", "Body B"]
    assert pledge.text("description") == str(PLEDGE["description"]).strip()


def test_a_trial_writes_nothing(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    before = submission.read()
    done = import_entries(submission, catalogue, written(tmp_path, {"pledges": [PLEDGE]}), dry_run=True)
    assert done.counts == {"pledge": 1}
    assert done.revision is None
    assert submission.read() == before


def test_an_import_is_one_revision_that_can_be_undone(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    before = submission.read()
    second = {**PLEDGE, "id": "pledge-2", "title": "A second pledge"}
    import_entries(submission, catalogue, written(tmp_path, {"pledges": [PLEDGE, second]}))
    assert len(submission.read().of_kind("pledge")) == 2
    submission.undo("")
    assert submission.read() == before


def test_every_error_is_told_at_once(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    bad = {
        "pledges": [
            {**PLEDGE, "id": "a", "objectives": [24]},
            {**PLEDGE, "id": "b", "title": 7},
            {**PLEDGE, "id": "c", "description": "x" * 40_000},
            {**PLEDGE, "id": "d", "start": "2024-01-02", "end": "2023-05"},
            {**PLEDGE, "id": "e", "year": "soon"},
            {**PLEDGE, "id": "f", "colour": "green"},
            {**PLEDGE, "id": "g"},
            {**PLEDGE, "id": "g"},
            "not an entry",
        ],
        "promises": [],
    }
    errors = errors_of(submission, catalogue, written(tmp_path, bad))
    for hint in ("24", "(b)", "3,000", "(d)", "(e)", "colour", "more than once", "entry 9", "promises"):
        assert any(hint in error for error in errors), f"no error speaks of {hint}: {errors}"


def test_the_same_source_twice_is_refused(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    source = written(tmp_path, {"pledges": [PLEDGE]})
    import_entries(submission, catalogue, source)
    (error,) = errors_of(submission, catalogue, source)
    assert "pledge-1" in error and "already exists, with no differences" in error
    changed = written(tmp_path, {"pledges": [{**PLEDGE, "title": "Another title"}]})
    (error,) = errors_of(submission, catalogue, changed)
    assert f"“{PLEDGE['title']} [pledge-1]” already exists and differs" in error
    assert f"“{PLEDGE['title']}” here, “Another title” in the file" in error


def test_what_is_not_known_is_told_once_and_can_be_left_out(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    pledges = [{**PLEDGE, "id": str(number), "title": f"Pledge {number}", "colour": "green"} for number in range(3)]
    pledges[0]["mood"] = "glad"
    source = written(tmp_path, {"pledges": pledges, "promises": [{}]})
    told = [
        "“promises” is not a list that can be imported",
        "The field “colour” is not known for Pledges. It is in 3 entries.",
        "The field “mood” is not known for Pledges. It is in 1 entry.",
    ]
    with pytest.raises(CannotImport) as caught:
        import_entries(submission, catalogue, source)
    assert caught.value.only_unknown
    assert [line.split(";")[0] for line in caught.value.details][1:] == [line.split(";")[0] for line in told[1:]]
    assert caught.value.details[0].startswith(told[0])
    assert submission.read().of_kind("pledge") == []
    done = import_entries(submission, catalogue, source, leave_out_unknown=True)
    assert done.counts == {"pledge": 3} and done.unknown == caught.value.details
    assert len(submission.read().of_kind("pledge")) == 3


def test_another_error_still_stops_everything(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    source = written(tmp_path, {"pledges": [{**PLEDGE, "colour": "green", "objectives": [24]}]})
    with pytest.raises(CannotImport) as caught:
        import_entries(submission, catalogue, source)
    assert not caught.value.only_unknown
    with pytest.raises(CannotImport):
        import_entries(submission, catalogue, source, leave_out_unknown=True)


def test_the_command_leaves_out_what_is_not_known(submission_path: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from desktop.cli import main

    source = written(tmp_path, {"pledges": [{**PLEDGE, "colour": "green"}]})
    arguments = ["--language", "en", "import", str(submission_path), str(source)]
    refused = CliRunner().invoke(main, arguments)
    assert refused.exit_code == 2 and "The field “colour” is not known" in refused.output
    done = CliRunner().invoke(main, [*arguments, "--leave-out-unknown"])
    assert done.exit_code == 0
    assert "Left out: The field “colour” is not known" in done.output and "Everything else was imported." in done.output


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"", "line 1"),
        (b"{", "line 1"),
        (b"[]", "no lists"),
        (b"{}", "contains no list"),
        (b'{"pledges": {}}', "must be a list"),
        (b'{"pledges": [], "pledges": []}', "twice"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[" * 100_000, "too deeply"),
    ],
)
def test_a_source_that_is_none_gets_a_sentence(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, content: bytes, hint: str
) -> None:
    source = tmp_path / "source.json"
    source.write_bytes(content)
    assert any(hint in error for error in errors_of(submission, catalogue, source))


def test_a_source_that_is_not_there(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    (error,) = errors_of(submission, catalogue, tmp_path / "nowhere.json")
    assert "nowhere.json" in error


@pytest.mark.parametrize("description", ["In a few words.", "所有儿童的出生均予登记。"])
def test_what_was_published_too_short_comes_in_as_it_is(
    description: str, submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    import_entries(submission, catalogue, written(tmp_path, {"pledges": [{**PLEDGE, "description": description}]}))
    (pledge,) = submission.read().of_kind("pledge")
    assert pledge.text("description") == description


def practice(key: str, written: object) -> dict[str, object]:
    return {"id": key, "title": key, "summary": "s", "objectives": [4], "start": written}


def test_dates_are_taken_in_every_form_that_means_one_day(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    ways = ["2026-03-02", "2 mars 2026", "2 марта 2026 г.", "2026年3月2日", "٢ مارس ٢٠٢٦", "2026/3/2"]
    data = {"practices": [practice(f"p{number}", way) for number, way in enumerate(ways)]}
    import_entries(submission, catalogue, written(tmp_path, data))
    assert {each.value("start") for each in submission.read().of_kind("practice")} == {"2026-03-02"}


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_a_date_that_means_two_days_is_never_guessed(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, language: str
) -> None:
    # Neither the language of the screen nor that of the entry says who wrote it.
    source = written(tmp_path, {"practices": [practice("p", "03/04/2026") | {"language": language}]})
    (error,) = errors_of(submission, catalogue, source)
    assert "3 April 2026 or 4 March 2026" in error


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2567-01-15", ("2567", "Buddhist", "15 January 2024")),
        (2567, ("2567", "Buddhist", "2024")),
        ("1445-09-01", ("1445", "Hijri", "11 March 2024")),
        ("1401-03-05", ("1401", "Solar Hijri", "26 May 2022", "11 January 1981")),
        ("١٤٤٥", ("1445", "Hijri", "2023 or 2024")),
    ],
)
def test_a_date_of_another_calendar_is_named_with_ours(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, start: object, said: tuple[str, ...]
) -> None:
    (error,) = errors_of(submission, catalogue, written(tmp_path, {"practices": [practice("p", start)]}))
    assert all(each in error for each in said), error


def test_a_year_of_another_calendar_is_named_with_ours(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    (error,) = errors_of(submission, catalogue, written(tmp_path, {"pledges": [PLEDGE | {"year": 2567}]}))
    assert "2567" in error
    assert "Buddhist" in error
    assert "2024" in error


def test_why_nothing_is_imported_is_said_as_it_is(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    """An entry that is here already is no error of the file, and one that is there twice is not ten of them."""
    two = [{**PLEDGE, "id": "a"}, {**PLEDGE, "id": "b"}]
    source = written(tmp_path, {"pledges": two})
    import_entries(submission, catalogue, source)
    for lists, said in (
        (two, "Nothing was imported: 2 entries in the file are already in this submission."),
        ([{**PLEDGE, "id": "c"}] * 2, "Nothing was imported: 1 entry is in the file more than once."),
        ([*two[:1], "not an entry"], "Nothing was imported: there are 2 things to correct first."),
    ):
        with pytest.raises(CannotImport) as caught:
            import_entries(submission, catalogue, written(tmp_path, {"pledges": lists}))
        assert caught.value.message == said


@pytest.mark.parametrize(
    ("name", "told"),
    [("list.csv", "Indicators"), ("LIST.XLSX", "Copies"), ("report.docx", "Copies"), ("a.pledgebook", "Copies")],
)
def test_a_file_with_another_door_is_told_of_that_door(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, name: str, told: str
) -> None:
    source = tmp_path / name
    source.write_bytes(b"Title;Objectives\nOne pledge;4\n")
    with pytest.raises(CannotImport) as refused:
        import_entries(submission, catalogue, source)
    assert name in str(refused.value) and f"“{told}”" in str(refused.value)
