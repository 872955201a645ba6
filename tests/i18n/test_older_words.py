"""What a file of an older version says of options and units is understood, in whichever language it was written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.catalogue.pack_texts import PackText
from desktop.i18n.older_words import _OLDER
from desktop.i18n.text_normalization import fold_case
from desktop.i18n.translation import LANGUAGES, gettext, in_every_language, use_language
from desktop.operations.returned.cells import CellReader
from desktop.operations.tables.column_words import words_of_groups, words_of_roles
from desktop.operations.tables.dimensions import unit_of
from desktop.operations.tables.own_sheets import Own
from desktop.operations.tables.vocabulary import bare
from desktop.package.contribution_workbook.grid import Cell
from desktop.record.entry import Answer, Entry
from desktop.record.series import series
from desktop.record.submission import Submission
from desktop.record.value_bounds import beyond

WORDINGS = json.loads((Path(__file__).parent / "wordings.json").read_text("utf-8"))
"""Of each version from 0.1.0 to 0.3.0, in six languages: the labels of options by field and key, the units by indicator,
the columns of values by field, and the characteristics by key."""

EMPTY = Submission("3f2a90c1-0000-4000-8000-000000000002", {}, {})


def field_of(path: str, catalogue: Catalogue) -> FormField:
    """Return the field, or the column of one, that a path such as `indicator.disaggregations.availability` names."""
    kind, key, *column = path.split(".")
    field = catalogue.kind(kind).field(key)
    return next(each for each in field.columns if each.key == column[0]) if column else field


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_option_is_known_by_what_every_version_called_it(catalogue: Catalogue, language: str) -> None:
    reader, unknown = CellReader(EMPTY, catalogue), []
    with use_language(language):
        for path, options in WORDINGS["options"].items():
            field = field_of(path, catalogue)
            for key, words in options.items():
                for word in words:
                    value, problems = reader.read(field, Cell(word, "text"))
                    if value not in (key, [key]) or problems:
                        unknown.append((path, key, word, value))
    assert not unknown


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_unit_is_known_by_what_every_version_called_it(catalogue: Catalogue, language: str) -> None:
    unknown = []
    with use_language(language):
        for key, words in WORDINGS["units"].items():
            indicator = catalogue.indicator(key)
            is_bounded = indicator.minimum is not None
            for word in words:
                said = {"indicator": key, "year": 2024, "value": "1", "unit": word}
                entry = Entry("v", "value", "", 1, {each: Answer(value) for each, value in said.items()})  # type: ignore[arg-type]
                (point,) = series(Submission(EMPTY.id, {"v": entry}, {}), catalogue, key).points
                if point.unit or unit_of(word, indicator.unit) or bool(beyond(indicator, "-1", word)) is not is_bounded:
                    unknown.append((key, word))
    assert not unknown


def test_a_column_of_values_is_known_by_what_every_version_called_it(catalogue: Catalogue) -> None:
    roles = words_of_roles(catalogue)
    known = {key: words for key, words in WORDINGS["columns"].items() if key in roles}
    assert {"unit", "disaggregation", "estimate", "note"} <= known.keys()
    assert not [(key, word) for key, words in known.items() for word in words if bare(word) not in roles[key]]


def test_a_characteristic_is_known_by_what_every_version_called_it(catalogue: Catalogue) -> None:
    groups, own = words_of_groups(catalogue), Own(catalogue)
    for key, words in WORDINGS["characteristics"].items():
        for word in words:
            assert groups[bare(word)] == key and own.characteristic(word) == key, word


def test_a_unit_in_the_words_of_another_language_is_no_other_unit(catalogue: Catalogue) -> None:
    entry = Entry("v", "value", "", 1, {"indicator": Answer("10.7.1"), "year": Answer(2024), "value": Answer("1")})
    with use_language("fr"):
        unit = gettext(catalogue.indicator("10.7.1").unit)
    known = series(Submission(EMPTY.id, {"v": entry.answered("unit", Answer(unit))}, {}), catalogue, "10.7.1")
    assert unit != catalogue.indicator("10.7.1").unit and not known.points[0].unit


def test_two_packs_may_say_one_unit_in_different_words(catalogue: Catalogue) -> None:
    entry = Entry("v", "value", "", 1, {"indicator": Answer("10.7.1"), "year": Answer(2024), "value": Answer("1")})
    for word in ("Semaines", "Huitaines"):
        unit = PackText("Weeks", {"fr": word})
        ours = [each.changed(unit=unit) if each.key == "10.7.1" else each for each in catalogue.indicators]
        said = Submission(EMPTY.id, {"v": entry.answered("unit", Answer(word))}, {})
        (point,) = series(said, replace(catalogue, indicators=tuple(ours)), "10.7.1").points
        assert not point.unit, word


def test_what_has_older_words_is_still_said_and_means_one_thing_in_a_field(catalogue: Catalogue) -> None:
    fields = [
        each
        for kind in catalogue.kinds.values()
        for field in kind.fields
        for each in (field, *field.columns)
        if each.options
    ]
    labels = {option.label for field in fields for option in field.options}
    labels |= {each.label for each in catalogue.kind("value").fields}
    assert not _OLDER.keys() - labels - {each.unit for each in catalogue.indicators}
    for field in fields:
        owner: dict[str, str] = {}
        for option in field.options:
            for word in _OLDER.get(option.label, ()):
                assert owner.setdefault(fold_case(word), option.key) == option.key, (field.key, word)
        for option in field.options:
            for said in in_every_language(option.label):
                assert owner.get(fold_case(said), option.key) == option.key, (field.key, said, "is what another was")
