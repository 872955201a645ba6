"""A file with any value in any field, in the real window: everything can be shown, and looking at it changes nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.catalogue.catalogue import Catalogue
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages import PAGES
from desktop.ui.window import Window
from tests.strange_values import ODD, write_into

SHAPES = {name: value for name, value in ODD.items() if name == "a text" or not isinstance(value, str)}
"""Values of every shape; what a text says is for other tests."""

KINDS = ("practice", "pledge", "evidence", "indicator", "value")
"""Kinds that have fields of every type."""


def test_every_page_and_every_entry_is_shown(window: Window, submission_path: Path, catalogue: Catalogue) -> None:
    write_into(submission_path, catalogue, SHAPES)
    assert window.open_file(submission_path)
    assert window.workplace is not None
    session = window.workplace.session
    before = len(list(session.file.revisions()))
    for page in PAGES:
        window.workplace.go(Place(page))
        QApplication.processEvents()
        assert window.workplace.place.page == page
    shown = {field.type for kind in KINDS for field in catalogue.kind(kind).fields}
    assert shown == {field.type for kind in catalogue.kinds.values() for field in kind.fields}
    entries = [entry for kind in KINDS for entry in session.submission.of_kind(kind)]
    assert len(entries) > 60
    for entry in entries:
        window.workplace.go(place_of(entry))
        QApplication.processEvents()
    window.workplace.go(Place("overview"))
    QApplication.processEvents()
    window.workplace.save()
    assert len(list(session.file.revisions())) == before
