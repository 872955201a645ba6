"""The commands that bring entries and values into a submission."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli_common import FILE, by_option, forms_in, opened_file, tell
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.operations.tables.column_mapping import Empty
    from desktop.record.written_numbers import Mark


@click.command("import")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
@click.option("--leave-out-unknown", is_flag=True, help="Import the rest if some lists or fields are not known.")
@click.option("--dry-run", is_flag=True, help="Check everything and write nothing.")
@by_option
def import_(file: Path, source: Path, leave_out_unknown: bool, dry_run: bool, by: str) -> None:
    """Import practices, gaps and pledges from SOURCE into FILE: all of them or none.

    SOURCE is a list of published entries in JSON, or the submission.json of a package.
    """
    from desktop.operations.import_entries import import_entries

    with opened_file(file) as opened:
        catalogue = forms_in(opened)
        done = import_entries(opened, catalogue, source, by=by, dry_run=dry_run, leave_out_unknown=leave_out_unknown)
    for line in done.unknown:
        tell(_("Left out: {what}").format(what=line), err=True)
    for kind, count in sorted(done.counts.items()):
        tell(_("{kind}: {count}").format(kind=_(catalogue.kind(kind).plural), count=counted(count)))
    if dry_run:
        tell(_("This was a test: nothing was written."))
    else:
        tell(_("Everything else was imported.") if done.unknown else _("Everything was imported."))


@click.command("import-values")
@click.argument("file", type=FILE)
@click.argument("table", type=FILE, metavar="TABLE")
@click.option("--area", default="", help="The name that the table uses for the country, if it is not clear.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal separator, if the table does not show it.")
@click.option(
    "--indicator", default="", help="The indicator for all rows, such as 17.3.2, if the table does not give it."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=ROLE",
    help=(
        "The role of a column: indicator, year, value, country, unit, source, note, by (a breakdown under its "
        "own name), by:sex, by:age, out (not used). You can also give a column by its number: 3=value."
    ),
)
@click.option("--sheet", default="", help="The sheet of a workbook, if more than one contains a table.")
@click.option("--encoding", default="", help="The encoding of a text file, such as utf-8 or cp1256.")
@click.option(
    "--calendar",
    type=click.Choice(["buddhist", "hijri", "solar_hijri"]),
    help="The calendar of the years in the table; they are converted to the Gregorian calendar.",
)
@click.option("--series", default="", help="The series to use, by its name in the table, if the table has several.")
@click.option("--unit", default="", help="The unit for values without a unit in the table, such as 'Per cent'.")
@click.option(
    "--empty",
    type=click.Choice(["everybody", "above"]),
    help="What an empty cell below a group means: everybody, or the group above it.",
)
@click.option("--dry-run", is_flag=True, help="Check everything and write nothing.")
@by_option
def import_values_(
    file: Path,
    table: Path,
    area: str,
    decimal: Mark | None,
    indicator: str,
    columns: tuple[str, ...],
    sheet: str,
    encoding: str,
    calendar: str | None,
    series: str,
    unit: str,
    empty: Empty | None,
    dry_run: bool,
    by: str,
) -> None:
    """Import indicator values into FILE from TABLE: a CSV file or a workbook (.xlsx, .ods, .xls).

    TABLE can come from the SDG database of the United Nations or from a statistical office, or be the values
    sheet of a Pledgebook workbook.
    """
    from dataclasses import replace

    from desktop.i18n.translation import ngettext
    from desktop.operations.import_csv import import_values, opening_for, read_file
    from desktop.operations.tables.choices import with_columns
    from desktop.operations.tables.columns import suggest

    with opened_file(file) as opened:
        catalogue = forms_in(opened)
        opening = opening_for(opened.read(), encoding, sheet)
        found = read_file(table, opening)
        mapping = with_columns(suggest(found, catalogue), found, catalogue, columns)
        mapping = replace(mapping, area=area, decimal=decimal or "", indicator=indicator, calendar=calendar or "")
        mapping = replace(mapping, series=series, unit=unit, empty=empty or "")
        done = import_values(opened, catalogue, table, mapping, opening=opening, by=by, dry_run=dry_run)
    for line in done.left_out:
        tell(line, err=True)
    for line in done.said:
        tell(line)
    if dry_run:
        tell(_("This was a test: nothing was written."))
        return
    count = sum(done.counts.values())
    tell(ngettext("{count} value was imported.", "{count} values were imported.", count).format(count=counted(count)))
