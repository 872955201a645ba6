"""A file with answers on things that there are not, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.clock import now
from desktop.store.file import SubmissionFile
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.window import Window
from tests.strange_keys import write_strange


@pytest.fixture
def strange_path(submission_path: Path, catalogue: Catalogue) -> Path:
    file = SubmissionFile.open(submission_path, now=now)
    write_strange(file, catalogue)
    file.close()
    return submission_path


def test_every_page_is_shown(window: Window, strange_path: Path) -> None:
    assert window.open_file(strange_path)
    assert window.workplace is not None
    for page in PAGES:
        for key in ("", "²"):
            window.workplace.go(Place(page, key))
            QApplication.processEvents()
            assert window.workplace.place.page == page
