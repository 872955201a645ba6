"""The command for the manual."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.cli_common import FILE, tell, tell_path
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _


@click.command("manual")
@click.argument("topic", default="")
@click.option("--out", type=FILE, help="Save the topic as a PDF, such as the sheet for a workshop.")
def manual(topic: str, out: Path | None) -> None:
    """Show a TOPIC of the manual, or list the topics."""
    from desktop.manual import manual as read

    told = read()
    if not topic:
        for each in told.topics.values():
            tell(f"{each.key:18}{each.title}")
        return
    found = told.topics.get(topic)
    if found is None:
        raise UserError(_("The manual has no topic “{topic}”.").format(topic=one_line(topic)))
    if out is None:
        tell(found.without_pages())
        return
    from desktop.operations.print_topic import save_topic

    tell_path(save_topic(found, out))
