"""A step that was released makes for ever what it made then, whatever becomes of the code beside it."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

from desktop.store.schema import NAMES
from tests.store.steps import FILES, kept_steps, steps_of

OLD_LABELS = "desktop.record.old_labels"
"""The only thing that a step takes from elsewhere: it is about version 1 and nothing else, and too long for a step."""


@pytest.mark.parametrize("old", sorted(FILES.glob("*.pledgebook")), ids=lambda path: path.stem)
def test_each_step_makes_of_a_kept_file_what_it_made_when_it_was_released(old: Path, tmp_path: Path) -> None:
    """Where a step is new, `python -m tests.store.files.make` writes down what it makes."""
    assert steps_of(old, tmp_path / old.name) == kept_steps()[old.stem]


@pytest.mark.parametrize("name", NAMES)
def test_a_step_takes_nothing_from_code_that_may_be_another_tomorrow(name: str) -> None:
    tree = ast.parse(inspect.getsource(import_module(f"desktop.store.schema.{name}")))
    for_types = {
        inner
        for outer in ast.walk(tree)
        if isinstance(outer, ast.If) and ast.unparse(outer.test) == "TYPE_CHECKING"
        for inner in ast.walk(outer)
    }
    taken = {
        word
        for node in set(ast.walk(tree)) - for_types
        if isinstance(node, ast.Import | ast.ImportFrom)
        for word in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }
    assert {each for each in taken if each.partition(".")[0] == "desktop"} <= {OLD_LABELS}
