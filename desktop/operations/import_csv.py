"""Import values of indicators from a table: a CSV file or a workbook of the SDG database or of a statistical office.

Nothing is guessed: a row that cannot be read is left out and named, a figure that can be read in two ways stops the
import, and rows of other countries are only counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.disk import read_at_most
from desktop.i18n.lists import joined, several
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import LANGUAGES, N_, current_language, ngettext
from desktop.i18n.translation import gettext as _
from desktop.operations.existing_entries import differing, there_already
from desktop.operations.import_entries import CannotImport, Imported
from desktop.operations.restore_points import mark_in
from desktop.operations.tables.codes import code_in_name
from desktop.operations.tables.column_mapping import ColumnMapping, errors_of
from desktop.operations.tables.columns import suggest
from desktop.operations.tables.rows import STEP, Found, Reading
from desktop.operations.tables.source_options import LARGEST_TABLE, Opening
from desktop.operations.tables.stacked import filled_in, stacked_columns
from desktop.operations.tables.table import Table, read_table
from desktop.operations.tables.table_plan import ValuePlan
from desktop.operations.tables.understood import remarks_on, unclear_of
from desktop.operations.tables.units import on_units
from desktop.operations.tables.vocabulary import speaks_of_group
from desktop.operations.tables.whose import code_of_file, code_of_series, said_by
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.entry import Entry, tidy
from desktop.record.history import Message
from desktop.record.restore_points import BEFORE_IMPORT
from desktop.record.submission import Submission
from desktop.record.written_numbers import looks_like_number
from desktop.store.file import SubmissionFile


@dataclass(frozen=True)
class ImportedValues(Imported):
    """What an import of values brings, or would bring.

    Args:
        said: what was imported and what not, in sentences.
        left_out: a sentence for each row that could not be read, and for each value that can hardly be right.
    """

    said: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def import_values(
    file: SubmissionFile,
    catalogue: Catalogue,
    path: Path,
    mapping: ColumnMapping | None = None,
    *,
    opening: Opening | None = None,
    by: str = "",
    dry_run: bool = False,
    work: ProgressReporter = NullProgress(),  # noqa: B008 - it has no state
) -> ImportedValues:
    """Import the values of a table, as one revision that undo takes back.

    Args:
        mapping: which column is what; as `suggest` finds it when left out.
        opening: how the file is read, where somebody said it.
        work: who watches, and may stop it before anything is written.

    Raises:
        CannotImport: the file cannot be read, or every error is in `details`; nothing was changed then.
    """
    submission = file.read()
    table = read_file(path, opening or opening_for(submission), work)
    plan = plan_values(submission, catalogue, table, mapping or suggest(table, catalogue), work)
    if plan.errors:
        message = ngettext(
            "Nothing was imported: there is {count} thing to correct in the table first.",
            "Nothing was imported: there are {count} things to correct in the table first.",
            len(plan.errors),
        ).format(count=counted(len(plan.errors)))
        raise CannotImport(message, tuple(plan.errors))
    done = ImportedValues(plan.counts(), said=tuple(plan.sentences()), left_out=(*plan.doubtful, *plan.left_out))
    if dry_run or not plan.entries:
        return done
    file.back_up()
    with file.transaction("import", Message(N_("Import {name}"), {"name": path.name}), by) as unit:
        mark_in(unit, path.name, BEFORE_IMPORT)
        unit.add_all([planned.entry() for planned in plan.entries])
    return replace(done, revision=unit.done)


def opening_for(submission: Submission, encoding: str = "", sheet: str = "") -> Opening:
    """Return how a file is read for a submission: its language and those of its country are hints for the letters."""
    about = submission.about.text("language")
    language = about if about in LANGUAGES else current_language()
    return Opening(language, encoding, sheet, submission.about.text("country"))


def read_file(
    path: Path,
    opening: Opening = Opening(),  # noqa: B008 - it is frozen
    work: ProgressReporter = NullProgress(),  # noqa: B008 - it has no state
) -> Table:
    """Return the table of a file on the disk. Raises CannotImport, see `read_table`."""
    try:
        content = read_at_most(path, LARGEST_TABLE + 1)
    except OSError as error:
        raise CannotImport(_("The file {name} cannot be read.").format(name=path.name)) from error
    return read_table(content, opening, path.name, work)


def plan_values(
    submission: Submission,
    catalogue: Catalogue,
    table: Table,
    mapping: ColumnMapping,
    work: ProgressReporter = NullProgress(),  # noqa: B008 - it has no state
) -> ValuePlan:
    """Return what a table would bring into a submission, or every error that stands in its way."""
    plan = ValuePlan()
    if "indicator" not in mapping.columns and not mapping.indicator:
        of_file = code_of_file(table, catalogue)
        mapping = replace(mapping, indicator=of_file or code_of_series(table, mapping, catalogue))
        plan.indicator_unclear = not mapping.indicator
        if mapping.indicator and not of_file:
            plan.remarks.append(_("The series contains the indicator: {code}.").format(code=mapping.indicator))
        elif mapping.indicator:
            plan.remarks.append(_("The file name contains the indicator: {code}.").format(code=mapping.indicator))
        elif code := code_in_name(table.file):
            plan.errors.append(
                _("The file name contains the indicator {code}, which is not in the list.").format(code=code)
            )
    plan.errors += [*unclear_of(table, mapping, catalogue), *errors_of(table, mapping)]
    if len(mapping.columns) == len(table.header):
        stacked = list(stacked_columns(table, mapping))
        plan.stacked = bool(stacked)
        plan.errors += stacked
    if plan.errors:
        return plan
    plan.remarks += remarks_on(table, mapping, catalogue)
    table = filled_in(table, mapping)
    about = submission.about.text("language")
    # The names of groups belong to the content, so that the same table is the same whoever looks at it.
    reading = Reading(
        submission, catalogue, table, mapping, plan, about if about in LANGUAGES else current_language(), work
    )
    found = _with_series(_of_series(reading.found(), mapping, plan), plan, catalogue)
    plan.remarks += [*on_units(found, mapping, catalogue, plan), *_on_shares(found, catalogue)]
    if not plan.errors:
        _Planning(submission, catalogue, plan, reading).plan(found, work)
    return plan


def _on_shares(found: Sequence[Found], catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each indicator of per cent whose values look like shares of one."""
    values: dict[str, list[Decimal]] = {}
    for each in found:
        if each.number and not each.unit:
            values.setdefault(each.indicator, []).append(Decimal(each.number))
    for indicator in catalogue.indicators:
        numbers = values.get(indicator.key, [])
        if len(numbers) > 1 and indicator.unit.startswith("Per cent") and all(0 <= each <= 1 for each in numbers):
            yield _(
                "All values of {code} are between 0 and 1. They are read as percentages. Should they be read "
                "as fractions of one?"
            ).format(code=indicator.key)


def _of_series(found: list[Found], mapping: ColumnMapping, plan: ValuePlan) -> list[Found]:
    """Return the rows of the series that is meant, all where none was chosen."""
    series: dict[str, dict[str, None]] = {}
    for each in found:
        series.setdefault(each.indicator, {})[each.series] = None
    plan.series = tuple(dict.fromkeys(name for names in series.values() if len(names) > 1 for name in names if name))
    if not mapping.series:
        return found
    kept = [each for each in found if each.series == mapping.series]
    plan.other_series = len(found) - len(kept)
    if not kept and found:
        plan.errors.append(
            _("No row of the file belongs to the series “{series}”.").format(series=one_line(mapping.series, 80))
        )
    return kept


def _with_series(found: Sequence[Found], plan: ValuePlan, catalogue: Catalogue) -> list[Found]:
    """Return the rows, where an indicator has several series each with the name of its own: they are not comparable.

    A series that speaks of one group is named too: “Unemployment of women” is no figure for everybody.
    """
    said = {each.key: said_by(each) for each in catalogue.indicators}
    groups = {
        (key, name)
        for key, name in {(each.indicator, each.series) for each in found}
        if speaks_of_group(name, said.get(key, ""))
    }
    series: dict[str, set[str]] = {}
    for each in found:
        series.setdefault(each.indicator, set()).add(each.series)
    many_series = sorted(key for key, names in series.items() if len(names) > 1)
    if many_series:
        plan.remarks.append(
            ngettext(
                "Indicator {codes} has more than one series in this table. For each value, the field "
                "“Group” shows the series.",
                "Indicators {codes} have more than one series in this table. For each value, the field "
                "“Group” shows the series.",
                several(many_series),
            ).format(codes=joined(many_series))
        )
    named = set(many_series)
    return [
        replace(each, named_series=True) if each.indicator in named or (each.indicator, each.series) in groups else each
        for each in found
    ]


class _Planning:
    """What of the rows that were read is new, is there already, repeats another one or contradicts it."""

    def __init__(self, submission: Submission, catalogue: Catalogue, plan: ValuePlan, reading: Reading) -> None:
        self._submission = submission
        self._catalogue = catalogue
        self._plan = plan
        self._reading = reading
        self._there = _there(submission)

    def plan(self, found: Sequence[Found], work: ProgressReporter) -> None:
        work.step(0, 0, _("Comparing the rows"))
        alike: dict[tuple[str, ...], list[Found]] = {}
        for each in found:
            # Entries of our own are told apart by their ids, whatever else is alike in them.
            alike.setdefault((each.id,) if each.id else each.identity(), []).append(each)
        for place, rows in enumerate(alike.values()):
            if place % STEP == 0:
                work.step(place, len(alike), _("Comparing the rows"))
            if self._agree(rows):
                self._plan.twice += len(rows) - 1
                self._one(rows[0])

    def _agree(self, rows: Sequence[Found]) -> bool:
        """Whether rows for one thing are the same row; a sentence is kept where they are not."""
        if len({Decimal(each.number) if each.number else None for each in rows}) > 1:
            sentence = _(
                "Lines {lines} are left out: they give different values for the same indicator, year and group."
            )
        elif len({each.cells for each in rows}) > 1:
            sentence = _(
                "Lines {lines} are left out: they give the same value for the same indicator, year and group, but differ "
                "in: {columns}."
            )
        else:
            return True
        columns = joined(one_line(name, 40) for name in self._reading.differing(rows))
        lines = joined(str(each.line) for each in rows[:20]) + ("…" if len(rows) > 20 else "")
        self._plan.leave_out(sentence.format(lines=lines, columns=columns), len(rows))
        return False

    def _one(self, row: Found) -> None:
        plan, there = self._plan, self._submission.entries.get(row.id) if row.id else None
        if there is not None:
            self._known(row, there)
            return
        values = self._values_there(row)
        if not row.id and row.number and Decimal(row.number) in values:
            plan.already += 1
            return
        plan.other_value += bool(values)
        plan.entries.append(row.planned())

    def _known(self, row: Found, there: Entry) -> None:
        """An entry of the same id is the same one: it is skipped, and what differs is named."""
        answers = row.planned().answers
        if there.kind == "value" and not differing(there, answers, self._catalogue):
            self._plan.already += 1
            return
        said = there_already(there, answers, self._catalogue)
        self._plan.leave_out(_("Line {line} is left out. {said}").format(line=row.line, said=said))

    def _values_there(self, row: Found) -> set[Decimal]:
        """Return the values that stand for the same year and group, and for the same series where it matters."""
        category = str(tidy(row.category(with_series=row.named_series)) or "").casefold()
        return self._there.get((row.indicator, str(row.year), row.disaggregation, category), set())


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
