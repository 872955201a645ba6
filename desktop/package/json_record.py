"""The record of a package, `submission.json`: the whole submission as data, history included.

The record is what `restore` reads, so it is exact: `from_bytes(to_bytes(record)) == record`, character by
character, and the same submission always gives the same bytes. What cannot be read is refused with every
error at once; a record of a newer version is refused by name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.package import container_paths, record_reading, record_versions
from desktop.package.record_consistency import inconsistencies
from desktop.record.cleared_part import ClearedPart
from desktop.record.entry import Answer, Entry
from desktop.record.history import (
    REFERENCES,
    Change,
    Message,
    Revision,
    parameters_from_data,
    parameters_to_data,
)
from desktop.record.submission import Attachment, Submission

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue

FORMAT = "pledgebook-submission"
VERSION = 3

MOST_ERRORS = 200
"""Errors of a record that are told one by one."""

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly (RFC 8259, section 6)."""


class RecordProblem(UserError):
    """The record cannot be read or written; `details` holds every error as a sentence that says where."""


def _right_value(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise PydanticCustomError("value", _("the number is too large"))
        return value
    if isinstance(value, str):
        if not value:
            raise PydanticCustomError("value", _("an empty answer must be left out"))
        return value
    if isinstance(value, list):
        return _right_list(value)
    raise PydanticCustomError("value", _("it must be text, a whole number, true or false, or a list"))


def _right_list(items: list[Any]) -> list[Any]:
    if not items:
        raise PydanticCustomError("value", _("an empty answer must be left out"))
    if all(isinstance(item, str) and item for item in items):
        return items
    if all(isinstance(item, int) and not isinstance(item, bool) and abs(item) <= LARGEST for item in items):
        return items
    if all(isinstance(item, dict) and item and all(_texts(item)) for item in items):
        return items
    raise PydanticCustomError("value", _("a list must contain only texts, only whole numbers or only rows of texts"))


def _texts(row: Mapping[Any, Any]) -> Iterable[bool]:
    return (isinstance(text, str) for pair in row.items() for text in pair)


ANSWER_SCHEMA: dict[str, Any] = {
    "description": (
        "Text, a whole number, true or false, a list of texts, a list of whole numbers, or a list of rows."
    ),
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
        {"type": "boolean"},
        {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
        {"type": "array", "minItems": 1, "items": {"type": "integer"}},
        {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
        },
    ],
}
# The value is checked by hand: a union of shapes would say five errors for one wrong answer.
RecordedValue = Annotated[Any, AfterValidator(_right_value), WithJsonSchema(ANSWER_SCHEMA)]
Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Moment = Annotated[
    str,
    Field(
        pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z)?$",
        description="ISO 8601, UTC; may be empty.",
    ),
]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Shape(BaseModel):
    """Closed, strict and frozen: nothing unknown, nothing read as something that it is not."""

    # Descriptions stand in Field(), not in docstrings of attributes: those need the source, which a frozen
    # program does not have.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PackRecord(Shape):
    """The set of forms that the submission was written with."""

    key: str = Field(description="The key of the set of forms.")
    version: str = Field(description="Its version.")
    cycle: str = Field(description="The cycle of the Forum that it is made for.")


class AnswerRecord(Shape):
    """One answer, with who gave it and when."""

    value: RecordedValue
    at: Moment = Field(description="When it was given: ISO 8601, UTC; empty when that is not known.")
    by: str = Field(description="The name of the person who is said to have given it; empty when nobody was named.")


class EntryRecord(Shape):
    """One entry: a practice, a gap, a pledge, the assessment of an objective, the submission itself."""

    id: Uuid = Field(description="Made once and kept for life.")
    kind: Key = Field(description="The key of its kind in the forms.")
    key: str = Field(description="What it is bound to, such as the number of an objective; empty for a free entry.")
    order: int = Field(ge=-LARGEST, le=LARGEST, description="Where it stands among its kind, ascending; ties by id.")
    answers: dict[Key, AnswerRecord] = Field(description="Key of the field to answer; only fields that were answered.")


class AttachmentRecord(Shape):
    """One attached file."""

    sha256: Sha256 = Field(description="The SHA-256 of its bytes, 64 hexadecimal digits.")
    name: str = Field(min_length=1, description="As it was called on the computer that it came from.")
    size: int = Field(ge=0, le=LARGEST, description="Bytes.")
    path: str = Field(pattern=container_paths.ATTACHMENT_PATTERN, description="Where it lies in the package.")


class ChangeRecord(Shape):
    """One field of one entry, before and after; null where there was, or is, no answer."""

    entry: Uuid = Field(description="The id of the entry.")
    field: str = Field(
        pattern=r"^([a-z][a-z0-9_]*)?$",
        description="The key of the field; empty where the entry itself is created or removed.",
    )
    old: RecordedValue | None = Field(description="The value before, null when there was none.")
    new: RecordedValue | None = Field(description="The value after, null when there is none.")


def _right_parameters(parameters: Any) -> Any:
    try:
        parameters_from_data(parameters)
    except ValueError as error:
        raise PydanticCustomError("value", _("it does not follow the schema of the data file")) from error
    return parameters


PARAMETERS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": (
        "Name of a placeholder to what is put there: a text, or a reference to a thing of the forms, with what it was "
        "called then."
    ),
    "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
    "maxProperties": 8,
    "additionalProperties": {
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": {
                    "to": {"enum": list(REFERENCES)},
                    "key": {"type": "string"},
                    "text": {"type": "string"},
                },
                "required": ["to", "key", "text"],
                "additionalProperties": False,
            },
        ]
    },
}


class MessageRecord(Shape):
    """What was done, to be said in any language."""

    id: str = Field(description="An English text with placeholders; any other text stands for itself.")
    parameters: Annotated[Any, AfterValidator(_right_parameters), WithJsonSchema(PARAMETERS_SCHEMA)]


class RevisionRecord(Shape):
    """What somebody did, in one step."""

    id: Uuid = Field(description="The same in every copy of the submission.")
    at: Moment = Field(description="When: ISO 8601, UTC.")
    by: str = Field(description="Who; empty when nobody was named.")
    type: Key = Field(description="create, edit, import, attach, undo, redo, restore or join.")
    message: MessageRecord
    changes: list[ChangeRecord] = Field(description="In the order in which they were made.")
    undoes: Uuid | Literal[""] = Field(description="The revision that an undo or redo takes back, else empty.")
    copy_id: Uuid | Literal[""] = Field(
        alias="copy", description="The copy of the file that it was done in; empty before copies had an id."
    )


class ClearedRecord(Shape):
    """A part of the submission that was cleared: by whom, and whether it still says what was cleared."""

    part: str = Field(
        pattern=r"^(objective/[0-9]{1,4}|pledge/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
        description="objective/ and its number, or pledge/ and the id of its entry.",
    )
    state: Literal["cleared", "changed"] = Field(
        description="cleared: the text is the one that was cleared; changed: it was changed since."
    )
    by: str = Field(description="The name of the person who is said to have cleared it.")
    ministry: str = Field(description="The ministry or body of that person; empty when none was named.")
    date: str = Field(
        pattern=r"^(\d{4}-\d\d-\d\d)?$", description="The day on which it was cleared; empty when that is not known."
    )
    fingerprint: Sha256 = Field(
        description=(
            "Of the text that was cleared, as it is in a signed package: the SHA-256 of the canonical JSON of the sorted "
            "fingerprints of its entries. That of an entry is the SHA-256 of the canonical JSON of its id, its kind and the "
            "values of its answers."
        )
    )


class JsonRecord(Shape):
    """The whole submission as it was released, for programs: entries, answers, attachments and history."""

    format: Literal["pledgebook-submission"] = Field(description="Always pledgebook-submission.")
    version: Literal[3] = Field(description="The version of this shape.")
    id: Uuid = Field(description="The id of the submission, the same in every copy of it.")
    draft: bool = Field(description="Whether it was released as a draft, unsigned.")
    language: str = Field(pattern=r"^[a-z]{2}$", description="The language of the package, ISO 639-1.")
    pack: PackRecord
    counts: dict[Key, int] = Field(description="Kind to number of entries, so that a missing one is noticed.")
    entries: list[EntryRecord] = Field(description="By kind, order and id.")
    attachments: list[AttachmentRecord] = Field(description="By SHA-256; only those that were released.")
    cleared: list[ClearedRecord] = Field(description="What was cleared: objectives by number, then pledges.")
    revisions: list[RevisionRecord] = Field(description="The history of what was released, oldest first.")

    def submission(self) -> Submission:
        """Return the submission that the record holds."""
        return Submission(
            self.id,
            {
                entry.id: Entry(
                    entry.id,
                    entry.kind,
                    entry.key,
                    entry.order,
                    {key: Answer(each.value, each.at, each.by) for key, each in entry.answers.items()},
                )
                for entry in self.entries
            },
            {file.sha256: Attachment(file.sha256, file.name, file.size) for file in self.attachments},
            tuple(
                ClearedPart(each.part, each.state, each.by, each.ministry, each.date, each.fingerprint)
                for each in self.cleared
            ),
        )

    def history(self) -> list[Revision]:
        """Return the revisions that the record holds, oldest first."""
        return [
            Revision(
                revision.id,
                revision.at,
                revision.by,
                revision.type,
                Message(revision.message.id, parameters_from_data(revision.message.parameters)),
                tuple(Change(each.entry, each.field, each.old, each.new) for each in revision.changes),
                revision.undoes,
                revision.copy_id,
            )
            for revision in self.revisions
        ]


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
                    "The data file has version {version}, made by a newer Pledgebook. This Pledgebook reads "
                    "version {known}."
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
    ).format(count=count)
    return RecordProblem(message, tuple(errors[:MOST_ERRORS]))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the record, for `pledgebook schema`."""
    schema = JsonRecord.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Pledgebook submission",
    }
