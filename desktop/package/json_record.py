"""The record of a package, `submission.json`: the whole submission as data, history included.

The record is what `restore` reads, so it is exact: `from_bytes(to_bytes(record)) == record`, character by
character, and the same submission always gives the same bytes. What cannot be read is refused with every
error at once; a record of a newer version is refused by name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.package import container_paths, record_reading, record_versions
from desktop.package.record_consistency import inconsistencies
from desktop.package.record_shapes import JsonRecord
from desktop.record.entry import Entry
from desktop.record.history import Revision, parameters_to_data
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue

FORMAT = "pledgebook-submission"
VERSION = 3

MOST_ERRORS = 200
"""Errors of a record that are told one by one."""


class RecordProblem(UserError):
    """The record cannot be read or written; `details` holds every error as a sentence that says where."""


def to_record(
    submission: Submission, revisions: Iterable[Revision], catalogue: Catalogue, *, language: str, draft: bool = False
) -> JsonRecord:
    """Return the record of a submission from which `record.release` took what stays in the file.

    Args:
        revisions: the history as released, oldest first.
        language: of the package, ISO 639-1.

    Raises:
        RecordProblem: something in the submission has no place in a record.
    """
    entries = sorted(submission.entries.values(), key=lambda each: (each.kind, each.order, each.id))
    paths = container_paths.attachment_paths(submission.attachments.values())
    return _checked(
        {
            "format": FORMAT,
            "version": VERSION,
            "id": submission.id,
            "draft": draft,
            "language": language,
            "pack": {
                "key": catalogue.pack.key,
                "version": catalogue.pack.version,
                "cycle": catalogue.pack.cycle,
            },
            "counts": dict(Counter(entry.kind for entry in entries)),
            "entries": [_entry(entry) for entry in entries],
            "attachments": [
                {"sha256": sha256, "name": file.name, "size": file.size, "path": paths[sha256]}
                for sha256, file in sorted(submission.attachments.items())
            ],
            "cleared": [asdict(each) for each in submission.cleared],
            "revisions": [_revision(revision) for revision in revisions],
        }
    )


def _entry(entry: Entry) -> dict[str, Any]:
    answers = {key: {"value": each.value, "at": each.at, "by": each.by} for key, each in entry.answers.items()}
    return {"id": entry.id, "kind": entry.kind, "key": entry.key, "order": entry.order, "answers": answers}


def _revision(revision: Revision) -> dict[str, Any]:
    changes = [
        {"entry": each.entry_id, "field": each.field, "old": each.old, "new": each.new} for each in revision.changes
    ]
    return {
        "id": revision.id,
        "at": revision.at,
        "by": revision.by,
        "type": revision.type,
        "message": {"id": revision.message.id, "parameters": parameters_to_data(revision.message)},
        "changes": changes,
        "undoes": revision.undoes,
        "copy": revision.copy,
    }


def to_bytes(record: JsonRecord) -> bytes:
    """Return the one canonical text of a record: UTF-8, keys sorted, indented by one, with a last line end.

    Raises:
        RecordProblem: a text holds half of a character (a lone surrogate), which no file can hold.
    """
    data = record.model_dump(by_alias=True)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    try:
        return text.encode("utf-8") + b"\n"
    except UnicodeEncodeError as error:
        raise _problem(record_reading.broken_texts(data)) from error


def from_bytes(content: bytes) -> JsonRecord:
    """Read a record; whether the forms have all that it says is for others to see.

    Raises:
        RecordProblem: with every error in `details`.
    """
    try:
        data = record_reading.read_record(content)
    except record_reading.NotReadableError as error:
        raise _problem([str(error)]) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _problem([_("This is not the data file of a submission.")])
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise _problem(
            [
                _(
                    "The data file is version {version}, made by a newer version of Pledgebook. This version "
                    "of Pledgebook reads data files up to version {known}."
                ).format(version=one_line(version, 20), known=VERSION)
            ]
        )
    return _checked(record_versions.brought_up_to_date(data))


def _checked(data: dict[str, Any]) -> JsonRecord:
    try:
        record = JsonRecord.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise _problem([record_reading.sentence(each, data) for each in found[:MOST_ERRORS]], len(found)) from error
    if errors := inconsistencies(record):
        raise _problem(errors)
    return record


def _problem(errors: list[str], count: int = 0) -> RecordProblem:
    count = max(count, len(errors))
    if count == 1:
        return RecordProblem(errors[0], tuple(errors))
    message = ngettext(
        "The data file has {count} error.",
        "The data file has {count} errors.",
        count,
    ).format(count=counted(count))
    return RecordProblem(message, tuple(errors[:MOST_ERRORS]))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the record, for `pledgebook schema`."""
    schema = JsonRecord.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Pledgebook submission",
    }
