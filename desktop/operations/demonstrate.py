"""Build the demonstration submission: published pledges and practices, and beside them what a team might write.

The published ones come in by the import that everybody has. The rest was made up, so that every page has something to
learn on, and says so wherever it has a place for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.atomic_write import make_folder
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations import clearance, comments
from desktop.operations.clock import now
from desktop.operations.comments import Draft
from desktop.operations.create import SUFFIX, created
from desktop.operations.import_entries import import_entries
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.carry_over import KIND as CARRIED
from desktop.record.carry_over import carrying
from desktop.record.clearance_parts import objective_part
from desktop.record.clearance_state import REVIEWED
from desktop.record.cleared_part import CLEARED
from desktop.record.entry import Answer, Entry, Value, new_id
from desktop.record.history import Message
from desktop.record.purpose import FIELD, FORUM
from desktop.record.submission import Submission
from desktop.record.value_parsing import read
from desktop.record.values import title_of
from desktop.store.file import SubmissionFile

NAME = f"demonstration{SUFFIX}"
PUBLISHED = ("demonstration.json", "demonstration-more.json")
"""Published pledges and practices, in the shape that an import takes."""


def demonstrate(folder: Path, catalogue: Catalogue, *, work: ProgressReporter | None = None) -> Path:
    """Write the demonstration into a folder and return its path.

    It is a composite of what many countries and bodies have published and of what was made up, and labelled so on every
    page: no country says all this. An earlier demonstration of the same name is replaced by a new one beside it, numbered.
    """
    work = work or NullProgress()
    make_folder(folder)
    path = _free(folder)
    about: dict[str, Value] = {
        FIELD: FORUM,
        "cycle": catalogue.pack.cycle,
        "language": "en",
        "title": _("Demonstration: published and made-up entries, not the submission of any country"),
        "demonstration": True,
    }
    with created(path, catalogue, about, by=_("Demonstration")) as file:
        for name in PUBLISHED:
            import_entries(file, catalogue, paths.resources() / name, by=_("Demonstration"), work=work)
        source = json.loads((paths.resources() / "demonstration-made-up.json").read_text("utf-8"))
        ids = _add_made_up(file, catalogue, source)
        _add_beside(file, catalogue, source, ids)
    file.close()
    return path


def _add_made_up(file: SubmissionFile, catalogue: Catalogue, source: Mapping[str, Any]) -> Mapping[str, str]:
    """Add the entries that were made up. Returns the id of each `ref`."""
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
    return ids


def _add_beside(file: SubmissionFile, catalogue: Catalogue, source: Mapping[str, Any], ids: Mapping[str, str]) -> None:
    """Add what a team keeps beside its entries: what was said last time, comments, and what is reviewed and cleared."""
    by = _("Demonstration")
    with file.transaction("import", Message("Put the last submission beside this one"), by) as unit:
        for row in _last(catalogue, source, ids):
            unit.add(CARRIED, row)
    for each in source.get("comments", ()):
        on = file.read().entries[ids[each["on"].removeprefix("#")]]
        said, _done = comments.write(
            file, catalogue, Draft(on, each["field"], each["text"], to_ministry=each.get("to_ministry", "")), by=by
        )
        if each.get("settled"):
            comments.settle(file, catalogue, said, on, by=by)
    cleared = source.get("clearance", {})
    for state in (REVIEWED, CLEARED):
        parts = [objective_part(number) for number in cleared.get(state, ())]
        who = {"by": cleared.get("by", ""), "ministry": cleared.get("ministry", "")}
        clearance.mark(file, catalogue, parts, state, at=now(), speaker=by, **who)


def _last(catalogue: Catalogue, source: Mapping[str, Any], ids: Mapping[str, str]) -> Iterator[dict[str, Value]]:
    """Yield what is kept of a last submission, some of it decided already."""
    last = source.get("last", {"entries": ()})
    then: dict[str, Entry] = {}
    decided: dict[str, Any] = {}
    for place, each in enumerate(last["entries"]):
        kind = catalogue.kind(each["kind"])
        answers = {key: _value(kind.field(key), raw, {}, {}, catalogue) for key, raw in each["answers"].items()}
        entry = Entry(
            new_id(), kind.key, each.get("key", ""), place, {key: Answer(value) for key, value in answers.items()}
        )
        then[entry.id] = entry
        decided[title_of(entry, catalogue)] = each
    about = Entry(new_id(), "submission", answers={"cycle": Answer(last.get("cycle", ""))})
    for row in carrying(Submission(new_id(), {about.id: about, **then}), catalogue):
        each = decided[str(row["title"])]
        yield row | {
            key: value
            for key, value in {
                "state": each.get("becomes"),
                "reason": each.get("reason"),
                "became": ids.get(each.get("ref", "")),
            }.items()
            if value is not None
        }


def _value(field: FormField, raw: Any, ids: Mapping[str, str], files: Mapping[str, str], catalogue: Catalogue) -> Value:
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
