"""A history that people of several languages have made is read in one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import desktop.operations
from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, speaking
from desktop.i18n.translation import gettext as _
from desktop.record.history_labels import REVISIONS, HistoryLabels


def labels_in_the_code() -> set[str]:
    """Every text that an operation says of a revision."""
    found = set()
    for path in Path(desktop.operations.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and any(
                isinstance(each, ast.Name) and each.id == "label" for each in node.targets
            ):
                said: ast.AST = node.value
            elif (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "transaction"
            ):
                said = node.args[1]
            else:
                continue
            for call in ast.walk(said):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_":
                    # The first is the revision; what follows in it, such as the name of a field, is what it is about.
                    assert isinstance(call.args[0], ast.Constant)
                    found.add(call.args[0].value)
                    break
    return found


def test_every_revision_can_be_told_again() -> None:
    assert labels_in_the_code() == set(REVISIONS)


@pytest.mark.parametrize("then", LANGUAGES)
@pytest.mark.parametrize("now", LANGUAGES)
def test_a_revision_is_told_in_the_language_spoken(then: str, now: str, catalogue: Catalogue) -> None:
    def labels() -> list[str]:
        field = _(catalogue.kind("assessment").field("rating").label)
        nameless = _("{kind} without a name").format(kind=_(catalogue.kind("pledge").label))
        return [
            _("Create the submission"),
            _("Change “{field}” of {name}").format(field=field, name=catalogue.title(13)),
            _("Remove {name}").format(name=nameless),
            _("Add an entry to {place}").format(place=_(catalogue.kind("gap").plural)),
            _("Change “{field}” of {name}").format(field=field, name=_("Indicator {key}").format(key="10.7.1")),
            _("Write the chapter “{name}”").format(name=catalogue.chapter_name("objective_4")),
            _("Import {name}").format(name="pledges 2024.json"),
        ]

    with speaking(then):
        written = labels()
    with speaking(now):
        retelling = HistoryLabels(catalogue)
        assert [retelling.told(label) for label in written] == labels()


def test_what_people_wrote_stays_in_their_words(catalogue: Catalogue) -> None:
    with speaking("fr"):
        retelling = HistoryLabels(catalogue)
        assert retelling.told("Fill in the exercise") == "Fill in the exercise"
        assert retelling.told("Remove Schools for all") == _("Remove {name}").format(name="Schools for all")


def test_a_label_that_no_program_wrote_stays_as_it_is_however_long(catalogue: Catalogue) -> None:
    label = "确认 x" + " 的“" * 200_000  # each place where the name may end would be gone through to the end
    assert HistoryLabels(catalogue).told(label) == label
