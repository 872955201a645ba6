"""Take somebody into the team."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import N_
from desktop.record.entry import tidy
from desktop.record.history import LONGEST_NAME, Message, Parameter, Revision
from desktop.record.history_labels import kinds_reference
from desktop.record.people import PERSON
from desktop.store.file import SubmissionFile


def add_person(
    file: SubmissionFile, catalogue: Catalogue, name: str, ministry: str = "", role: str = "", *, by: str = ""
) -> tuple[str, Revision | None]:
    """Add somebody to the team. Returns the id of the entry and the revision."""
    answers = {"name": name, "ministry": ministry, "role": role}
    names: dict[str, Parameter] = {
        "name": shortened(name, LONGEST_NAME),
        "place": kinds_reference(catalogue.kind(PERSON)),
    }
    with file.transaction("edit", Message(N_("Add “{name}” to {place}"), names), by) as unit:
        entry_id = unit.add(
            PERSON, {key: tidied for key, each in answers.items() if (tidied := tidy(each)) is not None}
        )
    return entry_id, unit.done
