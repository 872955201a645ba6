"""Whoever edits a form wrongly is told the file, the line and the field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop import paths
from desktop.catalogue.forms_errors import FormsError
from desktop.catalogue.forms_folder import load


class Forms:
    """A folder of forms that can be changed and read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(paths.forms(), folder)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text in a file, which must be there."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def line(self, name: str, text: str) -> int:
        """Return the line of a text in a file, counted from 1."""
        return (self.folder / name).read_text("utf-8").split(text)[0].count("\n") + 1

    def errors(self) -> tuple[str, ...]:
        """Read the forms, which must be refused, and return the errors."""
        with pytest.raises(FormsError) as refused:
            load(self.folder)
        assert refused.value.message.startswith(refused.value.details[0])
        return refused.value.details


@pytest.fixture
def forms(tmp_path: Path) -> Forms:
    return Forms(tmp_path / "forms")


def test_a_sound_copy_is_read(forms: Forms) -> None:
    assert len(load(forms.folder).objectives) == 23


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "words"),
    [
        ("kinds/gap.yaml", '    label: "Title"', '    lable: "Title"', "fields[title].lable", "not known"),
        ("kinds/gap.yaml", '    label: "Title"', "", "fields[title].label", "missing"),
        ("kinds/gap.yaml", "in_list: true", "in_list: 3", "fields[title].in_list", "true or false"),
        ("kinds/gap.yaml", 'label: "Title"', "label: 12", "fields[title].label", "must be text"),
        ("kinds/gap.yaml", "    type: text", "    type: txt", "fields[title].type", "one of"),
        ("kinds/gap.yaml", "  - key: title", "  - key: the title", "fields[the title].key", "match the pattern"),
        ("kinds/gap.yaml", "missing: warns", "missing: loudly", "fields[title].missing", "one of"),
        (
            "kinds/pledge.yaml",
            "min_length: 300",
            'min_length: "300"',
            "fields[description].min_length",
            "whole number",
        ),
        (
            "kinds/pledge.yaml",
            "max_length: 3000",
            "max_length: 30",
            "fields[description].max_length",
            "above",
        ),
        (
            "kinds/pledge.yaml",
            "    section: IIb",
            "    section: IIc",
            "fields[matched_title].section",
            "one of: I, II",
        ),
        ("kinds/gap.yaml", "    section: what\n", "", "fields[title].section", "one of: what, "),
        (
            "kinds/pledge.yaml",
            "any_of: [matching]",
            "any_of: [match]",
            "fields[matched_title].when.any_of",
            "answer",
        ),
        ("kinds/pledge.yaml", "not_before: start", "not_before: begin", "fields[end].not_before", "date"),
        (
            "kinds/pledge.yaml",
            "refers_to: [gap]",
            "refers_to: [hole]",
            "fields[gaps].refers_to",
            "no kind “hole”",
        ),
        (
            "kinds/pledge.yaml",
            "key: matching,",
            "key: common,",
            "fields[kind].options[common]",
            "two options",
        ),
        ("kinds/pledge.yaml", "source: PF1", "source: PF9", "source", "PF9"),
        (
            "kinds/gap.yaml",
            "options_from: actions",
            "options_from: deeds",
            "fields[actions].options_from",
            "one of",
        ),
        ("kinds/gap.yaml", "key: description", "key: title", "fields[title].key", "twice"),
        ("kinds/gap.yaml", "title_field: title", "title_field: name", "title_field", "no field “name”"),
        ("kinds/evidence.yaml", "instead: [source]", "instead: [sauce]", "instead", "no field “sauce”"),
        ("kinds/gap.yaml", "key: gap", "key: hole", "key", "name of the file"),
        ("objectives.yaml", "number: 13\n", "number: 12\n", "[12].number", "twice"),
        ("objectives.yaml", "paragraph: 17(a)", "paragraph: 17(b)", "[1].actions[a].paragraph", "letter"),
        ("objectives.yaml", "standing: attested_secondary", "standing: true", "[1].actions[a].standing", "one of"),
        ("objectives.yaml", "standing: attested, gist", "gist", "[1].actions[b].standing", "missing"),
        ("principles.yaml", "  name:\n    en:", "  name:\n    xx:", "[1].name", "English"),
        (
            "groupings.yaml",
            "[2, 5, 6, 12, 18]",
            "[2, 5, 6, 12]",
            "[round_tables]",
            "objective 18 is in no group",
        ),
        (
            "groupings.yaml",
            "[2, 5, 6, 12, 18]",
            "[2, 5, 6, 12, 18, 1]",
            "[round_tables].groups[RT4]",
            "two groups",
        ),
        (
            "groupings.yaml",
            "[2, 5, 6, 12, 18]",
            "[2, 5, 6, 12, 18, 24]",
            "groups[RT1].objectives",
            "objective 24",
        ),
        ("cycles.yaml", "key: forum-2030", "key: forum-2031", "[forum-2031].key", "the purpose and the year"),
        ("cycles.yaml", 'ends: "2022-05-20"', 'ends: "2022-05-16"', "[forum-2022].ends", "ends before it begins"),
        ("cycles.yaml", 'ends: "2026-05-08"', 'ends: "2026-02-30"', "[forum-2026].ends", "not a date"),
        ("cycles.yaml", "sources: [S25]", "sources: [S99]", "[forum-2026].sources", "S99"),
        ("indicators.yaml", "objectives: [6]", "objectives: [24]", "[GCM-06-UNION].objectives", "no objective 24"),
        ("indicators.yaml", 'key: "10.7.3"', 'key: "10.7.1"', "[10.7.1].key", "twice"),
        ("indicators.yaml", "standing: candidate", "standing: official", "[10.7.1].standing", "one of"),
        (
            "policy.yaml",
            "half_points: 1,",
            "half_points: 3,",
            "domains[1].answers[with_status].half_points",
            "one of",
        ),
        ("policy.yaml", "key: 1b,", "key: 1a,", "domains[1].sub_categories[1a].key", "twice"),
        ("policy.yaml", "at_least: 80", "at_least: 30", "categories", "rise"),
        ("recommendations.yaml", "key: H1.2", "key: H1.1", "sections[H1].recommendations[H1.1].key", "twice"),
        ("rules.yaml", "kind: pledge", "kind: plegde", "[joint_recorded_twice].kind", "no kind “plegde”"),
        ("rules.yaml", "field: title", "field: titel", "[joint_recorded_twice].field", "no field “titel”"),
        ("pack.yaml", "version:", "verison:", "verison", "not known"),
    ],
)
def test_a_wrong_field_is_named(forms: Forms, name: str, old: str, new: str, field: str, words: str) -> None:
    forms.change(name, old, new)

    errors = [error for error in forms.errors() if error.startswith(f"{name}, line ") and words in error]

    assert errors, forms.errors()
    assert field in errors[0]


def test_the_line_is_that_of_the_field(forms: Forms) -> None:
    forms.change("kinds/pledge.yaml", "    min_length: 300", "    min_lenght: 300")
    line = forms.line("kinds/pledge.yaml", "min_lenght")
    assert forms.errors() == (
        f"kinds/pledge.yaml, line {line}, fields[description].min_lenght: this field is not known here.",
    )


def test_every_error_is_told_at_once(forms: Forms) -> None:
    forms.change("kinds/gap.yaml", '    label: "Title"', '    lable: "Title"')
    forms.change("indicators.yaml", "standing: candidate", "standing: official")
    errors = forms.errors()
    assert len(errors) == 3  # the wrong key, the label that is missing now, and the standing
    assert {error.split(",")[0] for error in errors} == {"kinds/gap.yaml", "indicators.yaml"}


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "principles.yaml",
            "paragraph: 15(b)",
            "paragraph: 15(b)\n  paragraph: 15(c)",
            "“paragraph” is used twice",
        ),
        ("groupings.yaml", 'label: "Themes of the report"', 'label: "Themes', "cannot be read"),
        ("pack.yaml", "key: imrf-2026", "key: !!python/name:os.system imrf", "tags are not used"),
        ("groupings.yaml", "sources: [S22, S23]", "sources: &a [S22, *a]", "anchors are not used"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(forms: Forms, name: str, old: str, new: str, words: str) -> None:
    forms.change(name, old, new)
    (error,) = forms.errors()
    assert error.startswith(f"{name}, line ")
    assert words in error


def test_the_second_of_two_equal_keys_is_named(forms: Forms) -> None:
    forms.change("principles.yaml", "paragraph: 15(b)", "paragraph: 15(b)\n  paragraph: 15(c)")
    line = forms.line("principles.yaml", "paragraph: 15(b)") + 1
    assert forms.errors() == (f"principles.yaml, line {line}: the key “paragraph” is used twice.",)


@pytest.mark.parametrize("name", ["policy.yaml", "rules.yaml", "kinds/value.yaml"])
def test_a_missing_file_is_named(forms: Forms, name: str) -> None:
    (forms.folder / name).unlink()
    assert forms.errors() == (f"The file {name} is missing from the forms.",)


def test_a_file_that_nothing_reads_is_named(forms: Forms) -> None:
    (forms.folder / "kinds" / "practise.yaml").write_text("key: practise\n", "utf-8")
    (error,) = forms.errors()
    assert "kinds/practise.yaml" in error


def test_a_file_in_another_encoding_is_named(forms: Forms) -> None:
    (forms.folder / "sources.yaml").write_bytes("S01: {description: Données}".encode("latin-1"))
    (error,) = forms.errors()
    assert "sources.yaml" in error


def test_an_empty_file_is_an_error(forms: Forms) -> None:
    (forms.folder / "principles.yaml").write_text("# nothing yet\n", "utf-8")
    assert forms.errors() == ("principles.yaml, line 1: this must be a list.",)


def test_unquoted_words_that_yaml_turns_into_something_else_are_refused(forms: Forms) -> None:
    forms.change("kinds/policy_answer.yaml", 'key: "yes"', "key: yes")
    (error,) = forms.errors()
    assert "put it in quotation marks" in error


def test_a_new_field_needs_no_line_of_python(forms: Forms) -> None:
    path = forms.folder / "kinds" / "practice.yaml"
    path.write_text(
        path.read_text("utf-8")
        + '\n  - key: budget\n    section: when\n    type: number\n    label: "Budget"\n    minimum: 0\n',
        "utf-8",
    )
    field = load(forms.folder).kind("practice").field("budget")
    assert (field.label, field.type, field.minimum) == ("Budget", "number", 0)


def test_a_new_kind_is_named_in_the_pack(forms: Forms) -> None:
    text = "key: visit\nlabel: Visit\nplural: Visits\nfields:\n  - {key: title, type: text, label: Title}\n"
    (forms.folder / "kinds" / "visit.yaml").write_text(text, "utf-8")
    forms.change("pack.yaml", "  - gap\n", "  - gap\n  - visit\n")
    assert list(load(forms.folder).kinds)[4:7] == ["gap", "visit", "pledge"]


def test_a_standing_is_needed_for_every_language(forms: Forms) -> None:
    forms.change("objectives.yaml", "en: attested, fr: attested, es: attested,", "en: attested, fr: attested,")
    (error,) = forms.errors()
    assert "[1].title.es" in error
