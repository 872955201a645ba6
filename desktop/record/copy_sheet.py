"""The copy sheet of a pledge or a practice: every answer of the online form in its order, as it is pasted there."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import sentences
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import applies, display, length, problems_of

OWN_SECTIONS = frozenset({"plan", "file"})
"""The sections of both forms that are ours: the online form does not ask for them."""

KINDS = frozenset({"pledge", "practice"})
"""The kinds that have an online form."""


@dataclass(frozen=True)
class CopyLine:
    """One answer to paste.

    Args:
        section: of the online form, e.g. `VI. Description`.
        label: of the field.
        text: what is pasted; empty when it was not answered.
        characters: how many there are, as the online form counts them.
        problem: what the online form would refuse, in words; empty when nothing.
        mark: what is said of a field that was not seen in the online form; empty for one that was.
    """

    section: str
    label: str
    text: str
    characters: int
    problem: str
    mark: str = ""


def copy_sheet(entry: Entry, catalogue: Catalogue, submission: Submission) -> list[CopyLine]:
    """Return the lines of the copy sheet of a pledge or a practice, in the order of the online form."""
    kind = catalogue.kind(entry.kind)
    sections = {section.key: section.label for section in kind.sections}
    order = {key: place for place, key in enumerate(sections)}
    fields = [
        field
        for field in kind.fields
        if field.section not in OWN_SECTIONS and not field.twin_of and applies(field, entry)
    ]
    lines = []
    for field in sorted(fields, key=lambda each: order.get(each.section, -1)):
        value = entry.value(field.key)
        text = display(field, value, catalogue, submission)
        problems = [] if value is None else problems_of(field, value)
        lines.append(
            CopyLine(
                _(sections.get(field.section, "")),
                _(field.label),
                text,
                length(text),
                sentences(problem.text for problem in problems),
                catalogue.standing_label(field.standing),
            )
        )
    return lines
