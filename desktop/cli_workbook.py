"""The commands for workbooks that go out to colleagues and come back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli_common import (
    FILE,
    NO,
    forms_in,
    language_option,
    numbers_of,
    on_conflict_options,
    opened_file,
    parts_of,
    say_data,
    tell,
    tell_path,
)
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.operations.join import OnConflict


@click.group()
def workbook() -> None:
    """Hand out a workbook to colleagues who do not have this program, and take it in when it comes back."""


@workbook.command("out")
@click.argument("file", type=FILE)
@click.option("--to", required=True, help="The person or ministry that the workbook is for.")
@click.option(
    "--objectives", default="", help="The objectives that the workbook asks for, such as 1,7,15. Default: all."
)
@click.option("--kinds", default="", help="The kinds of entries that the workbook asks for, such as practice,gap.")
@click.option("--until", default="", help="The day by which the file is to be returned, such as 2026-03-01.")
@click.option("--contacts", is_flag=True, help="Ask for contact persons too.")
@language_option("The language of the workbook. Default: the language of the submission.")
@click.option("--by", default="", help="The name of whoever hands out the file.")
@click.option("--out", required=True, type=FILE, help="The workbook (.xlsx), or the review report (.docx).")
def workbook_out(
    file: Path,
    to: str,
    objectives: str,
    kinds: str,
    until: str,
    contacts: bool,
    language: str,
    by: str,
    out: Path,
) -> None:
    """Write a workbook in which somebody answers what they are asked for, and enter it in the list of copies of FILE."""
    from desktop.operations.workbook_out import hand_out_workbook
    from desktop.package.contribution_workbook.asked import Asked

    asked = Asked(to, numbers_of(objectives), tuple(parts_of(kinds)), until, contacts)
    with opened_file(file) as opened:
        hand_out_workbook(opened, forms_in(opened), out, asked, by=by, language=language)
    tell_path(out)


@workbook.command("in")
@click.argument("file", type=FILE)
@click.argument("book", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would be taken in, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
@on_conflict_options
def workbook_in(file: Path, book: Path, dry_run: bool, as_json: bool, on_conflict: OnConflict, by: str) -> int:
    """Take in BOOK, a workbook (.xlsx) or review report (.docx) that was handed out from FILE: all of it or nothing.

    Each answer that was changed in BOOK is listed. All errors are listed together, each with its place. With `stop`,
    nothing is changed if both sides have changed the same answer: each such answer is listed, and the command exits with
    code 1, as with errors.
    """
    from desktop.operations.join import ConflictsWait
    from desktop.operations.take_in import look_at, take_in

    waiting, taken = "", False
    with opened_file(file, read_only=dry_run) as opened:
        catalogue = forms_in(opened)
        coming = look_at(opened, catalogue, book)
        conflicts = list(coming.sentences(catalogue))
        if coming.returned.is_sound and not dry_run:
            try:
                taken = take_in(opened, catalogue, coming, by=by, on_conflict=on_conflict) is not None
            except ConflictsWait as problem:
                waiting = problem.message
        elif conflicts and on_conflict == "stop":
            waiting = _("Both sides changed the same answers. Please choose which answers to keep.")
    returned = coming.returned
    if as_json:
        say_data({**returned.data(), "conflicts": conflicts, "taken": taken})
    else:
        for change in returned.findings.cells:
            tell(change.said())
        for line in conflicts:
            tell(line)
        for remark in returned.findings.remarks:
            tell(remark.said(), err=True)
        for error in returned.findings.errors:
            tell(error.said(), err=True)
        tell(returned.summary(), err=not returned.is_sound)
        if waiting:
            tell(waiting, err=True)
    return NO if waiting or not returned.is_sound else 0
