"""What a form finds in one entry: answers that are missing, that break a limit, that were typed and are not accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind, Purpose, Weight
from desktop.i18n.lists import separated
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record import typed
from desktop.record.entry import Entry
from desktop.record.values import missed, problems_of, short_title, weight_of

WEIGHTS: dict[Weight, int] = {"blocks": 0, "warns": 1, "suggests": 2}
"""The weights in their order, the heaviest first."""

NOTHING = len(WEIGHTS)

Told = Mapping[str, int]
"""Field to the heaviest that a rule has said of it already."""


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found.

    Args:
        weight: `blocks`, `warns` or `suggests`.
        rule: the key of the rule; `missing`, `limit` and `unaccepted` are those of the forms themselves.
        entry_id, kind, key: the entry that it speaks of; a bound entry need not exist yet.
        field: the field that it speaks of, empty for the entry as a whole.
        text: one whole sentence in the language spoken, with the name of the entry.
        why: where the rule comes from, or the help of the field; empty when there is nothing to say.
    """

    weight: Weight
    rule: str
    entry_id: str
    kind: str
    key: str
    field: str
    text: str
    why: str = ""


def nothing_yet(blocking: Sequence[Finding]) -> bool:
    """Return whether what stands in the way of signing is no mistake of anybody's: nothing is there yet."""
    return [each.rule for each in blocking] == ["nothing_to_submit"]


def of_form(
    entry: Entry, kind: Kind, catalogue: Catalogue, told: Told, purpose: Purpose = "forum"
) -> Iterator[Finding]:
    """Yield what the form of its kind finds in an entry, by the order of the fields.

    Args:
        told: what rules say of its fields in their own words is not said again as merely missing.
        purpose: what the submission is for.
    """
    for field, text in typed.sentences(entry, kind, quoted(entry, catalogue), catalogue):
        yield _finding("blocks", "unaccepted", entry, field, text)
    suggested: list[FormField] = []
    for field in kind.fields:
        value = entry.value(field.key)
        if value is not None:
            for problem in problems_of(field, value):
                text = _("{name}, {field}: {problem}").format(
                    name=quoted(entry, catalogue), field=_(field.label), problem=problem.text
                )
                yield _finding(weight_of(problem, field), "limit", entry, field, text)
            if field.type == "rows":
                yield from _of_rows(entry, field, catalogue)
        elif field.missing and field.key not in entry.typed and missed(field, entry):
            if field.purposes and purpose not in field.purposes:
                continue
            if told.get(field.key, NOTHING) <= WEIGHTS[field.missing]:
                continue
            if field.missing == "suggests":
                suggested.append(field)
            else:
                yield _finding(field.missing, "missing", entry, field, _missing(entry, field, catalogue))
    if len(suggested) == 1:
        yield _finding("suggests", "missing", entry, suggested[0], _missing(entry, suggested[0], catalogue))
    elif suggested:
        # A list of every field that could still be filled in would bury what matters.
        labels = separated(_(field.label) for field in suggested)
        text = _("{name} would be stronger with: {fields}.").format(name=quoted(entry, catalogue), fields=labels)
        yield _finding("suggests", "missing", entry, suggested[0], text)


def _of_rows(entry: Entry, field: FormField, catalogue: Catalogue) -> Iterator[Finding]:
    rows = entry.rows(field.key)
    for column in field.columns:
        empty = sum(1 for row in rows if not row.get(column.key)) if column.missing else 0
        if column.missing and empty:
            text = ngettext(
                "{name}, {field}: {count} row has no {column}.",
                "{name}, {field}: {count} rows have no {column}.",
                empty,
            ).format(name=quoted(entry, catalogue), field=_(field.label), count=counted(empty), column=_(column.label))
            yield _finding(column.missing, "missing", entry, field, text)


def _missing(entry: Entry, field: FormField, catalogue: Catalogue) -> str:
    name = quoted(entry, catalogue)
    if field.missing_text:
        return _("{name}: {problem}").format(name=name, problem=_(field.missing_text))
    return _("{name}, {field}: no answer yet.").format(name=name, field=_(field.label))


def _finding(weight: Weight, rule: str, entry: Entry, field: FormField, text: str) -> Finding:
    return Finding(weight, rule, entry.id, entry.kind, entry.key, field.key, text, _(field.help))


def quoted(entry: Entry, catalogue: Catalogue) -> str:
    """Return the name of an entry in quotation marks."""
    return _("“{title}”").format(title=short_title(entry, catalogue))
