"""Import entries that somebody chose out of the file of another submission: the two share no past, so nothing is joined."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import Message, Revision
from desktop.store.file import SubmissionFile

NOT_CHOSEN = frozenset({"data_pack", "carried"})
"""Kinds that belong to their own submission: its forms, and where it came from."""


class NothingToImport(UserError):
    """All that was chosen is here already."""


def choosable(other: SubmissionFile, catalogue: Catalogue) -> list[Entry]:
    """Return the entries of another submission that can be chosen: those that stand by themselves, kind by kind."""
    submission = other.read()
    free = (kind for kind in catalogue.kinds.values() if kind.bound is None and kind.key not in NOT_CHOSEN)
    return [entry for kind in free for entry in submission.of_kind(kind.key)]


def import_chosen(
    file: SubmissionFile, catalogue: Catalogue, other: SubmissionFile, chosen: Collection[str], *, by: str = ""
) -> Revision | None:
    """Add chosen entries as one revision: their answers, files, and what was typed and is no answer yet.

    Links lead to what is here or was chosen too.

    Raises:
        NothingToImport: they are here already.
    """
    here = file.read().entries
    entries = [each for each in choosable(other, catalogue) if each.id in set(chosen) and each.id not in here]
    if not entries:
        raise NothingToImport(_("All of these entries are already here."))
    known = {*here, *(each.id for each in entries)}
    files = other.read().attachments
    with file.transaction("import", Message(N_("Import {name}"), {"name": one_line(other.path.name)}), by) as unit:
        made = []
        for entry in entries:
            answers = _answers(entry, catalogue, known)
            for answer in answers.values():
                if isinstance(answer.value, str) and answer.value in files:
                    unit.attach(files[answer.value].name, other.content(answer.value))
            made.append(entry._replace(answers=answers))
        unit.add_all(made)
    return unit.done


def _answers(entry: Entry, catalogue: Catalogue, known: Collection[str]) -> Mapping[str, Answer]:
    links = {field.key for field in catalogue.kind(entry.kind).fields if field.type == "links"}
    answers: dict[str, Answer] = {}
    for key, answer in entry.answers.items():
        value: Value | None = answer.value
        if key in links:
            value = [each for each in entry.items(key) if each in known] or None
        if value is not None:
            answers[key] = answer._replace(value=value)
    return answers
