"""Build the demonstration submission: published pledges and practices, and beside them what a team might write.

The published ones come in by the import that everybody has. The rest was made up, so that every page has something to
learn on, and says so wherever it has a place for it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.atomic_write import make_folder
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.create import SUFFIX, create
from desktop.operations.import_entries import import_entries
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.entry import Value, new_id
from desktop.record.history import Message
from desktop.record.value_parsing import read
from desktop.store.file import SubmissionFile

NAME = f"demonstration{SUFFIX}"


def demonstrate(folder: Path, catalogue: Catalogue, *, work: ProgressReporter | None = None) -> Path:
    """Write the demonstration into a folder and return its path.

    It is a composite of what many countries and bodies have published and of what was made up, and labelled so on every
    page: no country says all this. An earlier demonstration of the same name is replaced by a new one beside it, numbered.
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
            "title": _("Demonstration: published and made-up entries, of no country"),
            "demonstration": True,
        },
        by=_("Demonstration"),
    )
    try:
        import_entries(file, catalogue, paths.resources() / "demonstration.json", by=_("Demonstration"), work=work)
        _add_made_up(file, catalogue)
    finally:
        file.close()
    return path


def _add_made_up(file: SubmissionFile, catalogue: Catalogue) -> None:
    source = json.loads((paths.resources() / "demonstration-made-up.json").read_text("utf-8"))
    ids = {each["ref"]: new_id() for each in source["entries"] if "ref" in each}
    with file.transaction(
        "import", Message(N_("Import {name}"), {"name": _("Demonstration")}), _("Demonstration")
    ) as unit:
        files = {name: unit.attach(name, text.encode()) for name, text in source["files"].items()}
        for each in source["entries"]:
            kind = catalogue.kind(each["kind"])
            answers = {key: _value(kind.field(key), raw, ids, files, catalogue) for key, raw in each["answers"].items()}
            if kind.bound is None:
                unit.add(kind.key, answers, entry_id=ids.get(each.get("ref", ""), ""))
                continue
            entry_id = unit.ensure(kind.key, each.get("key", ""))
            for key, value in answers.items():
                unit.set(entry_id, key, value)


def _value(field: FormField, raw: Any, ids: dict[str, str], files: dict[str, str], catalogue: Catalogue) -> Value:
    """Return a value of the source as it is kept. Raises ValueError where the forms do not take it."""
    if field.type == "file":
        return files[raw]
    if field.type == "links":
        return [ids[each.removeprefix("#")] for each in raw]
    value, problems = read(field, raw, catalogue)
    if value is None or problems:
        raise ValueError(f"{field.key}: {raw!r}")
    return value


def _free(folder: Path) -> Path:
    path = folder / NAME
    number = 2
    while path.exists():
        path = folder / f"demonstration-{number}{SUFFIX}"
        number += 1
    return path
