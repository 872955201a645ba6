"""The command for minutes."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.cli_common import FILE, forms_in, opened_file, tell
from desktop.i18n.translation import gettext as _


@click.command("minutes")
@click.argument("file", type=FILE)
@click.option(
    "--since",
    metavar="WHEN",
    default="",
    help="Start of the minutes, such as 2026-03-02, '2026-03-02 09:30', or 09:30 for today. If "
    "you leave it out, the minutes cover the last sitting.",
)
@click.option("--internal", is_flag=True, help="With internal notes and comments, under a heading of their own.")
@click.option("--out", required=True, type=FILE, help="The file to write, .docx or .pdf.")
def minutes(file: Path, since: str, internal: bool, out: Path) -> None:
    """Write the minutes of the last sitting recorded in FILE: what was said, changed, agreed and parked, and by whom."""
    from desktop.operations.clock import now
    from desktop.operations.minutes import NoSitting, moment_of, save_minutes

    moment = moment_of(since, now()) if since else None
    with opened_file(file, read_only=True) as opened:
        try:
            path = save_minutes(opened, forms_in(opened), out, moment, internal=internal)
        except NoSitting as error:
            raise NoSitting(_("There has been no sitting yet. Use --since to say when the minutes begin.")) from error
    tell(_("Saved: {name}").format(name=path))
