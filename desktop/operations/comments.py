"""Comment on a field, an entry or an objective: write, answer, settle, open again. Each is one revision."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import N_
from desktop.record.entry import Entry, Value, tidy
from desktop.record.history import LONGEST_NAME, Message, Parameter, Revision
from desktop.record.history_labels import entry_name
from desktop.record.internal_kinds import COMMENT
from desktop.record.values import title_of
from desktop.store.file import SubmissionFile


@dataclass(frozen=True)
class Draft:
    """What somebody writes as a comment.

    Args:
        on: the entry that it is about; of a bound kind it need not be in the file.
        field: the field that it is about, empty for the entry as a whole.
        to_person, to_ministry: to whom it is said; both empty for nobody in particular.
        reply_to: the id of the comment that it answers, empty for none.
    """

    on: Entry
    field: str
    text: str
    to_person: str = ""
    to_ministry: str = ""
    reply_to: str = ""


def write(file: SubmissionFile, catalogue: Catalogue, draft: Draft, *, by: str = "") -> tuple[str, Revision | None]:
    """Write a comment. Returns its id and the revision; a comment without text is none."""
    if tidy(draft.text) is None:
        return "", None
    names = _names(draft.on, catalogue)
    message = (
        Message(N_("Answer a comment on {name}"), names) if draft.reply_to else Message(N_("Comment on {name}"), names)
    )
    with file.transaction("edit", message, by) as unit:
        made = unit.add(COMMENT, first_comment(draft, catalogue))
    return made, unit.done


def settle(
    file: SubmissionFile, catalogue: Catalogue, comment: str, on: Entry, *, settled: bool = True, by: str = ""
) -> Revision | None:
    """Settle a comment with the replies to it, or open it again. Returns None where that is so already."""
    names = _names(on, catalogue)
    if settled:
        message = Message(N_("Settle a comment on {name}"), names)
    else:
        message = Message("Open a comment on {name} again", names)
    with file.transaction("edit", message, by) as unit:
        if unit.has(comment):
            unit.set(comment, "settled", True if settled else None)
    return unit.done


def first_comment(draft: Draft, catalogue: Catalogue) -> dict[str, Value]:
    """Return what the entry of a new comment says."""
    answers: dict[str, Value | None] = {
        "on": draft.on.id,
        "on_kind": draft.on.kind,
        "on_key": draft.on.key or None,
        "on_title": title_of(draft.on, catalogue)[:LONGEST_NAME] or None,
        "field": draft.field or None,
        "to_person": tidy(draft.to_person),
        "to_ministry": tidy(draft.to_ministry),
        "text": tidy(draft.text),
        "reply_to": draft.reply_to or None,
    }
    return {key: value for key, value in answers.items() if value is not None}


def _names(on: Entry, catalogue: Catalogue) -> dict[str, Parameter]:
    return {"name": entry_name(on, catalogue)}
