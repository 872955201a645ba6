"""Build the demonstration submission from published pledges and practices, by the import that everybody has."""

from __future__ import annotations

from pathlib import Path

from desktop import paths
from desktop.atomic_write import make_folder
from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.operations.create import SUFFIX, create
from desktop.operations.import_entries import import_entries
from desktop.progress_reporter import NullProgress, ProgressReporter

NAME = f"demonstration{SUFFIX}"


def demonstrate(folder: Path, catalogue: Catalogue, *, work: ProgressReporter | None = None) -> Path:
    """Write the demonstration into a folder and return its path.

    It is a composite of what many countries and bodies have published, and labelled so on every page: no country
    says all this. An earlier demonstration of the same name is replaced by a new one beside it, numbered.
    """
    work = work or NullProgress()
    make_folder(folder)
    path = _free(folder)
    file = create(
        path,
        catalogue,
        {
            "cycle": catalogue.pack.cycle,
            "language": "en",
            "title": _("Demonstration: published pledges and practices of many countries"),
            "demonstration": True,
        },
        by=_("Demonstration"),
    )
    try:
        import_entries(file, catalogue, paths.resources() / "demonstration.json", by=_("Demonstration"), work=work)
    finally:
        file.close()
    return path


def _free(folder: Path) -> Path:
    path = folder / NAME
    number = 2
    while path.exists():
        path = folder / f"demonstration-{number}{SUFFIX}"
        number += 1
    return path
