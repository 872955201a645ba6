"""The commands for copies that go out and come back."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.cli_common import FILE, forms_in, numbers_of, opened_file, parts_of, say_data, tell, tell_path
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _


@click.command("hand-out")
@click.argument("file", type=FILE)
@click.option("--to", required=True, help="The ministry that the copy is for.")
@click.option(
    "--objectives", default="", help="The objectives that can be changed in the copy, such as 1,7,15. Default: all."
)
@click.option(
    "--kinds",
    default="",
    help="The kinds of entries that can be changed in the copy, such as practice,gap. Default: all.",
)
@click.option("--until", default="", help="The day by which the file is to be returned, such as 2026-03-01.")
@click.option("--by", default="", help="The name of whoever hands out the file.")
@click.option("--out", required=True, type=FILE, help="The file for the copy.")
def hand_out(file: Path, to: str, objectives: str, kinds: str, until: str, by: str, out: Path) -> None:
    """Write a copy of FILE in which a ministry can change only what it is asked for, and enter it in the list of copies."""
    from desktop.operations.hand_out import Wanted
    from desktop.operations.hand_out import hand_out as handing_out

    numbers = numbers_of(objectives)
    with opened_file(file) as opened:
        wanted = Wanted(to, out, numbers, tuple(parts_of(kinds)), until)
        made, _revision = handing_out(opened, forms_in(opened), [wanted], by=by)
    for path in made:
        tell_path(path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def ledger(file: Path, as_json: bool) -> None:
    """List what was handed out from FILE: to whom, when, which parts, and whether it is back."""
    from desktop.operations.clock import now
    from desktop.record.assignment import parts_said
    from desktop.record.dates import in_words
    from desktop.record.ledger import FORMS, STATES
    from desktop.record.ledger import ledger as lines_of

    today = now().astimezone().date()
    with opened_file(file, read_only=True) as opened:
        lines = lines_of(opened.read())
        catalogue = forms_in(opened)
    if as_json:
        say_data([{**line.data(), "state": line.state(today)} for line in lines])
        return
    for line in lines:
        said = [_(STATES[line.state(today)]), one_line(line.to), parts_said(line.objectives, line.kinds, catalogue)]
        said.append(_(FORMS.get(line.form, line.form)))
        said.append(_("handed out on {day}").format(day=in_words(line.at[:10])))
        if line.until:
            said.append(_("to be returned by {day}").format(day=in_words(line.until)))
        said.append(one_line(line.file))
        tell(" · ".join(said))
    if not lines:
        tell(_("Nothing has been handed out."))
