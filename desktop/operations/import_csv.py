"""Import values of indicators from a table, as the SDG database of the United Nations exports it (CSV).

Nothing is guessed: a row that cannot be read is left out and named, a figure that can be read in two ways stops the
import, and rows of other countries are only counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import LANGUAGES, ngettext, spoken
from desktop.catalogue.language import gettext as _
from desktop.operations.import_entries import CannotImport, Imported
from desktop.operations.tables.columns import Mapping, errors_of, suggest
from desktop.operations.tables.plan import ValuePlan
from desktop.operations.tables.rows import Found, Reading
from desktop.operations.tables.table import Table, read_table
from desktop.record.entry import Entry, tidy
from desktop.record.reading import looks_like_number
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile


@dataclass(frozen=True)
class ImportedValues(Imported):
    """What an import of values brings, or would bring.

    Args:
        said: what was imported and what not, in sentences.
        left_out: a sentence for each row that could not be read.
    """

    said: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def import_values(
    file: SubmissionFile,
    catalogue: Catalogue,
    path: Path,
    mapping: Mapping | None = None,
    *,
    by: str = "",
    dry_run: bool = False,
) -> ImportedValues:
    """Import the values of a table, as one deed that undo takes back.

    Args:
        mapping: which column is what; as `suggest` finds it when left out.

    Raises:
        CannotImport: the file cannot be read, or every error is in `details`; nothing was changed then.
    """
    table = read_file(path)
    plan = plan_values(file.read(), catalogue, table, mapping or suggest(table, catalogue))
    if plan.errors:
        message = ngettext(
            "Nothing was imported: the table has {count} error.",
            "Nothing was imported: the table has {count} errors.",
            len(plan.errors),
        ).format(count=len(plan.errors))
        raise CannotImport(message, tuple(plan.errors))
    done = ImportedValues(plan.counts(), None, tuple(plan.sentences()), tuple(plan.left_out))
    if dry_run or not plan.entries:
        return done
    file.back_up()
    with file.deed("import", _("Import {name}").format(name=path.name), by) as writing:
        for planned in plan.entries:
            writing.add(planned.kind, planned.answers, entry_id=planned.id)
    return replace(done, deed=writing.done)


def read_file(path: Path) -> Table:
    """Return the table of a file on the disk. Raises CannotImport, see `read_table`."""
    try:
        return read_table(path.read_bytes())
    except OSError as error:
        raise CannotImport(_("The file {name} cannot be read.").format(name=path.name)) from error


def plan_values(submission: Submission, catalogue: Catalogue, table: Table, mapping: Mapping) -> ValuePlan:
    """Return what a table would bring into a submission, or every error that stands in its way."""
    plan = ValuePlan()
    plan.errors += errors_of(table, mapping)
    if plan.errors:
        return plan
    about = submission.about.text("language")
    # The names of groups belong to the content, so that the same table is the same whoever looks at it.
    reading = Reading(submission, catalogue, table, mapping, plan, about if about in LANGUAGES else spoken())
    reading.choose_area()
    if plan.area_unclear:
        return plan
    found = [each for row in table.rows if (each := reading.row(row)) is not None]
    found = _with_series(found, plan)
    _plan_found(submission, found, plan)
    return plan


def _with_series(found: Sequence[Found], plan: ValuePlan) -> list[Found]:
    """Return the rows, where an indicator has several series each with the name of its own: they are not comparable."""
    series: dict[str, set[str]] = {}
    for each in found:
        series.setdefault(each.indicator, set()).add(each.series)
    several = sorted(key for key, names in series.items() if len(names) > 1)
    if several:
        plan.remarks.append(
            ngettext(
                "Indicator {codes} has more than one series here; each value says under “Group” which one it is of.",
                "Indicators {codes} have more than one series here; each value says under “Group” which one it is of.",
                len(several),
            ).format(codes=", ".join(several))
        )
    return [replace(each, named_series=each.indicator in several) for each in found]


def _plan_found(submission: Submission, found: Sequence[Found], plan: ValuePlan) -> None:
    there = _there(submission)
    alike: dict[tuple[str, ...], list[Found]] = {}
    for each in found:
        alike.setdefault(each.identity(), []).append(each)
    for rows in alike.values():
        first = rows[0]
        if len({Decimal(each.number) for each in rows}) > 1:
            plan.left_out.append(_differ(rows))
            plan.rows_left_out += len(rows)
            continue
        plan.twice += len(rows) - 1
        values = _values_there(there, first)
        if Decimal(first.number) in values:
            plan.already += 1
            continue
        plan.other_value += bool(values)
        plan.entries.append(first.planned())


def _differ(rows: Sequence[Found]) -> str:
    lines = ", ".join(str(each.line) for each in rows)
    return _("Lines {lines} are left out: they give different values for the same indicator, year and group.").format(
        lines=lines
    )


_There = dict[tuple[str, ...], set[Decimal]]


def _there(submission: Submission) -> _There:
    """Return the values that are there, by what they stand for; those with a series under its name besides."""
    found: _There = {}
    for entry in submission.of_kind("value"):
        number = entry.text("value")
        if looks_like_number(number):
            for identity in _identities_of(entry):
                found.setdefault(identity, set()).add(Decimal(number))
    return found


def _identities_of(entry: Entry) -> set[tuple[str, ...]]:
    about = tuple(entry.text(key) for key in ("indicator", "year", "disaggregation"))
    category, series = entry.text("category"), entry.text("note").partition("\n")[0]
    names = {category, ", ".join(each for each in (category, series) if each)}
    return {(*about, name.casefold()) for name in names}


def _values_there(there: _There, row: Found) -> set[Decimal]:
    """Return the values that stand for the same year and group, and for the same series where it matters."""
    category = str(tidy(row.category(with_series=row.named_series)) or "").casefold()
    return there.get((row.indicator, str(row.year), row.disaggregation, category), set())
