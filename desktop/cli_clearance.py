"""The command for clearances: who has cleared what, and the sheets to sign by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli_common import FILE, forms_in, language_option, opened_file, parts_of, say_data, tell, tell_path
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.record.clearance_state import ClearanceState
    from desktop.record.submission import Submission


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
@click.option("--sheet", type=FILE, help="Write the clearance sheets to this PDF, to be signed by hand.")
@click.option("--objectives", default="", help="Only these objectives, such as 1,7,15, with their pledges.")
@language_option("The language of the sheets. If you leave it out: the language of the submission.")
def clearance(file: Path, as_json: bool, sheet: Path | None, objectives: str, language: str) -> None:
    """List who has cleared each objective and pledge in FILE, or write sheets to sign by hand."""
    from desktop.operations.clearance import chosen_parts, save_sheet
    from desktop.record.clearance import clearance_of, tallied

    with opened_file(file, read_only=True) as opened:
        catalogue = forms_in(opened)
        submission = opened.read()
        parts = chosen_parts(submission, catalogue, _numbers(objectives, catalogue))
        found = [clearance_of(submission, catalogue, each) for each in parts]
        if sheet is not None:
            save_sheet(opened, catalogue, sheet, parts, language=language)
    if as_json:
        say_data([_data(each, submission, catalogue) for each in found])
    elif sheet is not None:
        tell_path(sheet)
    else:
        for each in found:
            _say(each, submission, catalogue)
        tell(tallied(submission, catalogue).sentence())


def _numbers(text: str, catalogue: Catalogue) -> list[int]:
    known = {str(each.number): each.number for each in catalogue.objectives}
    words = parts_of(text)
    for word in words:
        if word not in known:
            raise click.BadParameter(_("There is no objective {number}.").format(number=word))
    return [known[word] for word in words]


def _say(stands: ClearanceState, submission: Submission, catalogue: Catalogue) -> None:
    from desktop.record.clearance_parts import title_of_part

    name = title_of_part(submission, catalogue, stands.part)
    tell(_("{name}. {state}").format(name=name, state=stands.sentence()))


def _data(stands: ClearanceState, submission: Submission, catalogue: Catalogue) -> dict[str, Any]:
    from desktop.record.clearance import fingerprint
    from desktop.record.clearance_fingerprint import short_code
    from desktop.record.clearance_parts import title_of_part

    now = fingerprint(submission, catalogue, stands.part)
    return {
        "part": stands.part,
        "title": title_of_part(submission, catalogue, stands.part),
        "state": stands.state,
        "said": stands.said,
        "changed": stands.changed,
        "by": stands.by,
        "ministry": stands.ministry,
        "at": stands.at,
        "fingerprint": now,
        "code": short_code(now),
        "fingerprint_cleared": stands.fingerprint,
    }
