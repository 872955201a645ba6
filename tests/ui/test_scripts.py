"""What was written in any script is read in the window: its letters are there as soon as it is shown."""

from __future__ import annotations

from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import SCRIPTS
from desktop.operations.create import create
from desktop.ui import fonts
from desktop.ui.navigation import Place
from desktop.ui.window import Window
from tests.package.report.test_scripts import TEXTS


def test_letters_of_every_script_are_registered_and_qt_does_not_complain(
    window: Window, catalogue: Catalogue, tmp_path: Path
) -> None:
    file = create(tmp_path / "many.pledgebook", catalogue, {"country": "KE", "cycle": "2026", "language": "en"})
    with file.transaction("edit", "Write", "") as unit:
        for text in TEXTS.values():
            unit.add("practice", {"title": text, "objectives": [4]})
    file.close()
    assert window.open_file(tmp_path / "many.pledgebook")
    assert window.workplace is not None
    window.workplace.go(Place("practices"))
    window.grab()
    for script in SCRIPTS:
        assert script.font("regular") in fonts.registered() or "Arabic" in script.family
