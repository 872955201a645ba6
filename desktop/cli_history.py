"""The commands for restore points, and for going back to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli_common import FILE, forms_in, opened_file, say_data, tell
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.operations.back_to import Moment
    from desktop.record.restore_points import RestorePoint
    from desktop.record.restoring import Restoring


@click.command("restore-point")
@click.argument("file", type=FILE)
@click.argument("name", default="")
@click.option("--by", default="", help="The name of whoever makes the restore point.")
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def restore_point(file: Path, name: str, by: str, as_json: bool) -> None:
    """Name the present state of FILE, so that it can be restored. Without a NAME, list the restore points."""
    from desktop.operations.restore_points import mark
    from desktop.record.restore_points import said

    with opened_file(file, read_only=not name) as opened:
        points = [mark(opened, name, by=by)] if name else opened.restore_points()
    if as_json:
        say_data([_point_data(each) for each in points])
    elif name:
        tell(_("Restore point: {name}").format(name=said(points[0])))
    else:
        for each in points:
            tell(_("{time}: {name}").format(time=_local(each.at), name=said(each)))
        if not points:
            tell(_("This file has no restore points."))


@click.command("back-to")
@click.argument("file", type=FILE)
@click.argument("moment", metavar="NAME-OR-TIME")
@click.option("--dry-run", is_flag=True, help="List what would change and write nothing.")
@click.option("--by", default="", help="Your name, for the history.")
@click.option("--why", default="", help="The reason, for the history.")
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def back_to(file: Path, moment: str, dry_run: bool, by: str, why: str, as_json: bool) -> None:
    """Restore FILE to a restore point, or to a time such as 2026-03-02 or 2026-03-02T14:05. You can undo this.

    A day means the end of that day.
    """
    from desktop.operations.back_to import go_back, moment_of, preview

    with opened_file(file, read_only=dry_run) as opened:
        catalogue = forms_in(opened)
        found = moment_of(opened, moment)
        different = preview(opened, opened.read(), found)
        done = None if dry_run else go_back(opened, catalogue, different, found, by=by, why=why)
    if as_json:
        say_data(_data(found, different, catalogue, done=done is not None))
        return
    for line in _lines(different, catalogue):
        tell(line)
    if not different.differences:
        tell(
            _("The file is already as it was at “{moment}”. There is nothing to change.").format(
                moment=one_line(found.name)
            )
        )
    elif dry_run:
        tell(_("This was a test: nothing was written."))
    else:
        tell(_("The file was restored to “{moment}”.").format(moment=one_line(found.name)))


def _lines(different: Restoring, catalogue: Catalogue) -> list[str]:
    from desktop.record.restoring import counts_said, objective_said, way_said
    from desktop.record.values import title_of

    if not different.differences:
        return []
    lines = counts_said(different)
    for number, found in different.by_objective():
        lines.append(objective_said(number, catalogue))
        for each in found:
            text = _("{label}: {name}")
            lines.append(text.format(label=way_said(each.way), name=one_line(title_of(each.entry, catalogue))))
    return lines


def _data(moment: Moment, different: Restoring, catalogue: Catalogue, *, done: bool) -> dict[str, Any]:
    from desktop.record.history import ENTRY_ITSELF
    from desktop.record.restoring import WAYS, main_objective
    from desktop.record.values import title_of

    return {
        "moment": {"name": moment.name, "after": moment.after},
        "done": done,
        "counts": {way: different.count(way) for way in WAYS},
        "entries": [
            {
                "id": each.entry.id,
                "kind": each.entry.kind,
                "title": title_of(each.entry, catalogue),
                "objective": main_objective(each.entry),
                "way": each.way,
                "fields": [change.field for change in each.changes if change.field != ENTRY_ITSELF],
            }
            for _number, found in different.by_objective()
            for each in found
        ],
    }


def _point_data(point: RestorePoint) -> dict[str, str]:
    from desktop.record.restore_points import said

    return {
        "id": point.id,
        "name": point.name,
        "said": said(point),
        "at": point.at,
        "by": point.by,
        "cause": point.cause,
        "after": point.after,
    }


def _local(at: str) -> str:
    from datetime import datetime

    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
