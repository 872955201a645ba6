"""What other forms would let out of a submission that stays in it now, named field by field, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.catalogue.definitions import FormField, Kind, Release
from desktop.catalogue.releases import Spot, Widening
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.forms_diff import Difference
from desktop.record.submission import Submission


@dataclass(frozen=True)
class Told:
    """One field or column, and a sentence on what becomes of its answers."""

    spot: Spot
    text: str


def told_of(submission: Submission, found: Iterable[Widening], *kinds: Mapping[str, Kind]) -> list[Told]:
    """Return a sentence for each field that would let out more, every one of them.

    Args:
        kinds: the forms to name the fields from; where both have a field, those that come first name it.
    """
    return [
        Told(
            each.spot,
            _widened(each.before, each.after, written(submission, each.spot)).format(
                form=_form(each.spot, kinds), field=_name(each.spot, kinds), count=written(submission, each.spot)
            ),
        )
        for each in found
    ]


def kept_inside(submission: Submission, before: Mapping[str, Kind], after: Mapping[str, Kind]) -> list[Difference]:
    """Return a sentence for each field that is not asked any more and whose answers stay as much inside as before."""
    told: list[Difference] = []
    for key, kind in before.items():
        asked = {each.key: each for each in after[key].fields if each.standing != "earlier"}
        for field in kind.fields:
            if field.standing == "earlier" or field.twin_of:
                continue
            if field.key not in asked:
                told += _gone(submission, (key, field.key, ""), field.release, before)
            columns = {each.key for each in asked[field.key].columns} if field.key in asked else set()
            for column in field.columns if field.key in asked else ():
                if column.key not in columns:
                    told += _gone(submission, (key, field.key, column.key), column.release, before)
    return told


def written(submission: Submission, spot: Spot) -> int:
    """Return how many answers there are in a field, or rows that fill a column."""
    kind, key, column = spot
    entries = submission.of_kind(kind)
    if not column:
        return sum(1 for entry in entries if key in entry.answers)
    return sum(1 for entry in entries for row in entry.rows(key) if row.get(column))


def names_of(spots: Iterable[Spot], *kinds: Mapping[str, Kind]) -> list[str]:
    """Return the names of fields and columns, each with that of its form."""
    return [_("{form}: {field}").format(form=_form(each, kinds), field=_name(each, kinds)) for each in spots]


def _widened(before: Release, after: Release, count: int) -> str:
    if before == "on_signing":
        return ngettext(
            "{form}, “{field}”: at present included in signed packages only; with this pack, also "
            "included in every draft. The field has {count} answer.",
            "{form}, “{field}”: at present included in signed packages only; with this pack, also "
            "included in every draft. The field has {count} answers.",
            count,
        )
    if after == "on_signing":
        return ngettext(
            "{form}, “{field}”: at present never included in a package; with this pack, included in "
            "every signed package. The field has {count} answer.",
            "{form}, “{field}”: at present never included in a package; with this pack, included in "
            "every signed package. The field has {count} answers.",
            count,
        )
    return ngettext(
        "{form}, “{field}”: at present never included in a package; with this pack, included in "
        "every package and draft. The field has {count} answer.",
        "{form}, “{field}”: at present never included in a package; with this pack, included in "
        "every package and draft. The field has {count} answers.",
        count,
    )


def _gone(submission: Submission, spot: Spot, release: Release, kinds: Mapping[str, Kind]) -> list[Difference]:
    if release == "released":
        return []
    count = written(submission, spot)
    if release == "internal":
        text = ngettext(
            "“{field}” is no longer asked for. Its answers are still never included in a package. "
            "The field has {count} answer.",
            "“{field}” is no longer asked for. Its answers are still never included in a package. "
            "The field has {count} answers.",
            count,
        )
    else:
        text = ngettext(
            "“{field}” is no longer asked for. Its answers are still included in signed packages "
            "only. The field has {count} answer.",
            "“{field}” is no longer asked for. Its answers are still included in signed packages "
            "only. The field has {count} answers.",
            count,
        )
    return [
        Difference(_form(spot, (kinds,)), text.format(field=_name(spot, (kinds,)), count=counted(count)), kept=True)
    ]


def _form(spot: Spot, kinds: Iterable[Mapping[str, Kind]]) -> str:
    return next((_(each[spot[0]].label) for each in kinds if spot[0] in each), spot[0])


def _name(spot: Spot, kinds: Iterable[Mapping[str, Kind]]) -> str:
    kind, key, column = spot
    for each in kinds:
        field = _of(each[kind].fields, key) if kind in each else None
        if field is None:
            continue
        if not column:
            return _(field.label)
        part = _of(field.columns, column)
        if part is not None:
            return _("{field}, column {column}").format(field=_(field.label), column=_(part.label))
    return key


def _of(fields: Iterable[FormField], key: str) -> FormField | None:
    return next((each for each in fields if each.key == key), None)
