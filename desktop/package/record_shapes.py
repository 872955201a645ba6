"""The shapes of which a record is made, field by field: what stands in `submission.json`, and what its schema says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from desktop.i18n.translation import gettext as _
from desktop.package import container_paths
from desktop.record.cleared_part import ClearedPart
from desktop.record.entry import Answer, Entry
from desktop.record.history import (
    REFERENCES,
    Change,
    Message,
    Revision,
    parameters_from_data,
)
from desktop.record.submission import Attachment, Submission

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly (RFC 8259, section 6)."""


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
