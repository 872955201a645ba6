"""What commands say: once, with the option that helps, and nothing that means nothing for this submission."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from desktop import paths
from desktop.cli import main
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_wrapping import columns
from desktop.manual import manual


def said(*words: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, ["--language", "en", *words], catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result.output


def test_an_import_that_waits_for_a_backup_says_once_why(
    submission_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no-folder").touch()
    monkeypatch.setenv("PLEDGEBOOK_HOME", str(tmp_path / "no-folder"))
    output = said("import", str(submission_path), str(paths.resources() / "demonstration.json"), status=2)
    assert output.count("No backup could be made: ") == 1
    assert len(output.splitlines()) == 1


def test_minutes_without_a_sitting_name_the_option(submission_path: Path, tmp_path: Path) -> None:
    output = said("minutes", str(submission_path), "--out", str(tmp_path / "minutes.pdf"), status=2)
    assert "--since" in output


def test_a_submission_for_one_pledge_has_no_score(submission_path: Path, tmp_path: Path) -> None:
    assert "10.7.2" in said("info", str(submission_path))
    one = str(tmp_path / "one.pledgebook")
    said("new", one, "--country", "KE", "--for", "pledge")
    assert "10.7.2" not in said("info", one)


def test_a_submission_of_no_country_leaves_no_gap_in_a_sentence(tmp_path: Path) -> None:
    said("demo", "--out", str(tmp_path))
    (made,) = tmp_path.glob("*.pledgebook")
    assert said("info", str(made)).startswith("Country: –, for: ")


def test_a_topic_of_the_manual_is_saved_as_pdf_in_the_language_spoken(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    result = CliRunner().invoke(main, ["--language", "ar", "manual", "workshop-sheet", "--out", str(path)])
    assert result.exit_code == 0 and path.name in result.output
    reader = PdfReader(path)
    assert reader.root_object["/Lang"] == "ar" and "/StructTreeRoot" in reader.root_object
    assert "no-topic" in said("manual", "no-topic", "--out", str(path), status=2)


@pytest.mark.parametrize("size", ["1366x", "²x3", "x", "1366", "1366x768x2", "1366x9999999999"])
def test_a_size_that_no_window_has_is_asked_for_again(submission_path: Path, tmp_path: Path, size: str) -> None:
    output = said("pictures", str(submission_path), "--out", str(tmp_path / "pictures"), "--size", size, status=2)
    assert "1366x768" in output
    assert not (tmp_path / "pictures").exists()


@pytest.mark.parametrize("size", ["0x0", "100x100", "199x768", "1366x10001", "99999999x768"])
def test_a_size_that_no_screen_has_is_refused_with_those_that_there_are(tmp_path: Path, size: str) -> None:
    output = said("pictures", "no.pledgebook", "--out", str(tmp_path / "pictures"), "--size", size, status=2)
    assert "200" in output and "10000" in output


def commands(command: click.Command, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that it is called by."""
    yield names, command
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from commands(each, *names, name)


SPEAKING = {
    " ".join(names): command
    for names, command in commands(main)
    # What a submission is written in need not be a language that the program speaks.
    if names and names != ("new",) and any("--language" in each.opts for each in command.params)
}
GROUPS = [names for names, command in commands(main) if names and isinstance(command, click.Group)]


@pytest.mark.parametrize("name", SPEAKING)
def test_a_language_that_there_is_not_is_refused_with_those_that_there_are(name: str, tmp_path: Path) -> None:
    needed = [
        word
        for each in SPEAKING[name].params
        if each.required
        for word in ([each.opts[0], str(tmp_path / "x")] if isinstance(each, click.Option) else ["no.pledgebook"])
    ]
    output = said(*name.split(), *needed, "--language", "xx", status=2)
    assert "'xx' is not one of 'en', 'fr', 'es', 'ar', 'ru', 'zh'" in output
    assert list(tmp_path.iterdir()) == []


def test_every_command_that_writes_in_a_language_is_among_them() -> None:
    assert {"review", "brief", "export", "clearance", "workbook out", "covering-note", "pictures"} <= set(SPEAKING)


@pytest.mark.parametrize("names", GROUPS)
def test_commands_without_one_of_them_print_their_help_line_by_line(names: tuple[str, ...]) -> None:
    output = said(*names, status=2)
    asked = said(*names, "--help")
    assert output.split() == asked.split() and len(output.splitlines()) > 5


@pytest.mark.parametrize("place", ["/", "."])
def test_a_place_without_a_name_is_told_by_its_path(place: str) -> None:
    assert said("verify", place, status=2).startswith(f"{place} is a folder")
    assert not said("check", place, status=2).startswith(" ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_keeps_within_a_terminal_and_cuts_no_word(language: str) -> None:
    """The roles of columns must be seen whole: they are to be typed."""
    for names, _command in commands(main):
        result = CliRunner().invoke(main, ["--language", language, *names, "--help"], terminal_width=80)
        assert result.exit_code == 0
        assert [line for line in result.output.splitlines() if columns(line) > 80] == []
        if names == ("import-values",):
            assert {"indicator", "country", "unit"} <= set(re.findall("[a-z]+", result.output))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_of_the_manual_keeps_its_paragraphs_and_lists_in_lines_of_the_terminal(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    for key, topic in manual(language).topics.items():
        output = CliRunner().invoke(main, ["--language", language, "manual", key]).output
        lines = output.splitlines()
        assert all(columns(line) <= 60 or " " not in line.strip() for line in lines), key
        text = re.sub(r"^\{picture.*\n", "", topic.text, flags=re.MULTILINE)
        assert len(re.split("\n\n+", output.strip())) == len(re.split("\n\n+", text.strip())), key
        listed = [line.partition(" ")[0] for line in text.splitlines() if re.match(r"(-|\d+\.) ", line)]
        assert [line.partition(" ")[0] for line in lines if re.match(r"(-|\d+\.) ", line)] == listed
        assert not any("*" in line or "](" in line for line in lines), key
