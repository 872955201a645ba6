"""A file, taken in for its entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.ui.fields import FieldWidget, FormContext
from desktop.ui.fields.files import FileField
from tests.ui.fields.hands import heard

Show = Callable[..., FieldWidget]


def test_a_file_is_taken_in_for_its_entry_and_shown_by_name(field: Show, catalogue: Catalogue, tmp_path: Path) -> None:
    taken: list[tuple[str, str, Path]] = []
    context = FormContext(
        catalogue,
        attach=lambda entry, key, path: taken.append((entry, key, path)),
        file_name=lambda _sha256: ("report.pdf", 5_000),
    )
    file = field("evidence.file", context)
    assert isinstance(file, FileField)
    file.entry_id = "entry-1"
    file.take(tmp_path / "report.pdf")
    assert taken == [("entry-1", "file", tmp_path / "report.pdf")]
    file.set_value("a" * 64)
    assert "report.pdf" in file.open_button.text() and file.open_button.accessibleName() == "Open report.pdf"
    values = heard(file)
    file.take_away()
    assert values == [None]
