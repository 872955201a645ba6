"""The same operations without a window.

Exit status: 0 it is done, or the answer is yes; 1 the answer is no (something blocks, a package does not hold);
2 it could not be done; 3 it had to be asked, and nobody was there to answer. Errors are one line each, on standard error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from desktop import (
    cli_brief,
    cli_clearance,
    cli_copies,
    cli_export,
    cli_history,
    cli_identity,
    cli_import,
    cli_join,
    cli_manual,
    cli_minutes,
    cli_packs,
    cli_signing,
    cli_update,
    cli_workbook,
)
from desktop.cli_common import (
    FILE,
    LANGUAGE,
    NO,
    OF_THE_DOCUMENT,
    OneLine,
    forms_in,
    language_option,
    opened_file,
    say_data,
    shipped_forms,
    tell,
    tell_path,
)
from desktop.errors import UserError
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

PICTURED = range(200, 10_001)
"""Pixels that a side of the window can have in a picture."""


@click.group(cls=OneLine, invoke_without_command=True)
@cli_update.version_option
@click.option("--exit-when-shown", is_flag=True, help="Exit as soon as the first page can be used.")
@click.option(
    "--language",
    "_language",
    type=LANGUAGE,
    help="The language of the messages. If you leave it out: the language of the computer.",
)
@click.pass_context
def main(context: click.Context, exit_when_shown: bool, _language: str | None) -> int | None:
    """Prepare a country's submission to the International Migration Review Forum.

    Without a command, the window opens.
    """
    cli_update.tell_tidings()
    if context.invoked_subcommand is None:
        return _window(None, exit_when_shown)
    return None


@main.command("open")
@click.argument("file", type=FILE, required=False)
@click.option("--exit-when-shown", is_flag=True, help="Exit as soon as the first page can be used.")
def open_(file: Path | None, exit_when_shown: bool) -> int:
    """Open the window, with FILE if it is given."""
    return _window(file, exit_when_shown)


def _window(file: Path | None, exit_when_shown: bool) -> int:
    from desktop.app import run

    return run(file, exit_when_shown=exit_when_shown)


@main.command()
@click.argument("file", type=FILE)
@click.option("--country", required=True, help="The two-letter code of the country, such as KE.")
@click.option("--cycle", help="The year of the forum, such as 2030.")
@click.option(
    "--for",
    "purpose",
    help="What the submission is for: forum-2030, regional-2028, voluntary or pledge. Without "
    "this option and without --cycle: whichever comes next.",
)
@click.option("--language", default="en", show_default=True, help="The language you write in: en, fr, es, ar, ru, zh.")
@click.option("--from", "last", type=FILE, help="The last submission or its package, to be followed up.")
def new(file: Path, country: str, cycle: str | None, purpose: str | None, language: str, last: Path | None) -> None:
    """Create a submission in FILE."""
    from desktop.operations.create import create, created

    answers: dict[str, Any] = {"country": country, "language": language, **_purpose(purpose, cycle)}
    if last is None:
        made = create(file, shipped_forms(), answers)
    else:
        from desktop.operations.cycle import bring, copied, read_last

        before = read_last(last)
        with created(file, shipped_forms(), {**copied(before), **answers}) as made:
            bring(made, shipped_forms(), before)
    made.close()
    tell_path(made.path)


def _purpose(said: str | None, year: str | None) -> dict[str, Any]:
    """Return the answers that say what a submission is for; a year alone is that of a forum, as it always was."""
    from desktop.operations.clock import now
    from desktop.record.purpose import FIELD, FORUM, choices, read_choice

    if said is None and year is not None:
        return {FIELD: FORUM, "cycle": year}
    catalogue, today = shipped_forms(), now().date()
    choice = choices(catalogue, today)[0] if said is None else read_choice(catalogue, said, today)
    if choice is None:
        raise UserError(
            _("A submission cannot be for “{text}”. Use forum-2030, regional-2028, voluntary or pledge.").format(
                text=one_line(str(said), 40)
            )
        )
    return {FIELD: choice.purpose, "cycle": year or str(choice.year)}


@main.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def info(file: Path, as_json: bool) -> None:
    """Show a summary of FILE: counts and scores."""
    from desktop.i18n.number_formatting import counted
    from desktop.operations.inspect import info as inspect
    from desktop.record.purpose import PLEDGE

    with opened_file(file, read_only=True) as opened:
        catalogue = forms_in(opened)
        found = inspect(opened.read(), catalogue)
    if as_json:
        say_data(found)
        return
    tell(_("Country: {country}, for: {purpose}").format(country=found["country"] or "–", purpose=found["for"]))
    for kind, count in found["counts"].items():
        if count:
            tell(_("{kind}: {count}").format(kind=_(catalogue.kind(kind).plural), count=counted(count)))
    if found["purpose"] != PLEDGE:  # a submission for one pledge is not asked about policies
        tell(_("SDG indicator 10.7.2: {sentence}").format(sentence=found["sdg_10_7_2"]["sentence"]))


@main.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def check(file: Path, as_json: bool) -> int:
    """Check whether FILE can be signed and whether it is complete. Exits with code 1 if there are errors."""
    from desktop.operations.check import check as checking

    with opened_file(file, read_only=True) as opened:
        opened.look_at_attachments()
        checked = checking(opened.read(), forms_in(opened), opened.altered)
    if as_json:
        say_data(
            {
                weight: [
                    {
                        "rule": finding.rule,
                        "kind": finding.kind,
                        "entry": finding.entry_id,
                        "key": finding.key,
                        "field": finding.field,
                        "text": finding.text,
                    }
                    for finding in checked.of(weight)
                ]
                for weight in ("blocks", "warns", "suggests")
            }
            | {
                "can_be_signed": not checked.blocked,
                "complete": checked.complete.complete,
                "answers": checked.told(),
                "objectives": {"covered": checked.complete.covers, "silent": checked.complete.silent},
                "pledges": {"online_form": checked.complete.pledges, "lacking": checked.complete.lacking},
                "lacks": [
                    {"kind": lack.kind, "entry": lack.entry_id, "key": lack.key, "field": lack.field, "text": lack.text}
                    for lack in checked.complete.lacks
                ],
            }
        )
    else:
        words = {"blocks": _("Error"), "warns": _("Warning"), "suggests": _("Suggestion")}
        for finding in checked.findings:
            tell(_("{weight} – {text}").format(weight=words[finding.weight], text=finding.text))
        for line in (*checked.complete.named(), *checked.told()):
            tell(line)
    return NO if checked.blocked else 0


@main.command()
@click.argument("package", type=FILE)
@click.argument("file", type=FILE)
def restore(package: Path, file: Path) -> None:
    """Restore the submission in PACKAGE to a new FILE."""
    from desktop.operations.restore import restore as restoring

    tell_path(restoring(package, file))


@main.command()
@click.option("--out", required=True, type=FILE, help="The folder for the demonstration.")
def demo(out: Path) -> None:
    """Make the demonstration submission from published pledges and practices, and from entries that were made up."""
    from desktop.operations.demonstrate import demonstrate

    tell_path(demonstrate(out, shipped_forms()))


@main.command()
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="The folder for the pictures.")
@click.option("--size", default="1366x768", show_default=True, help="Width and height of the window.")
@click.option("--dark", is_flag=True, help="With the dark theme.")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="The language of the window.")
def pictures(file: Path, out: Path, size: str, dark: bool, language: str) -> None:
    """Save a picture of every page of the window, with FILE open in it."""
    from desktop.app import picture

    for path in picture(file, out, _size(size), dark=dark, language=language):
        tell_path(path)


def _size(text: str) -> tuple[int, int]:
    """Return the width and the height of a window in pixels. Raises UserError."""
    before, _sign, after = text.partition("x")
    width, height = plain_number(before), plain_number(after)
    if width is None or height is None:
        raise UserError(_("Write the size as width and height in pixels, such as 1366x768."))
    if width not in PICTURED or height not in PICTURED:
        bounds = _("Width and height in pixels: from {least} to {most}.")
        raise UserError(bounds.format(least=PICTURED[0], most=PICTURED[-1]))
    return width, height


@main.command()
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="The document, as a .docx or .pdf file.")
@language_option(OF_THE_DOCUMENT)
def review(file: Path, out: Path, language: str) -> None:
    """Save the voluntary review report of FILE as Word or PDF."""
    from desktop.operations.review import save_review

    with opened_file(file, read_only=True) as opened:
        tell_path(save_review(opened, forms_in(opened), out, language=language))


@main.command()
def schema() -> None:
    """Print the JSON Schema of the data file, submission.json."""
    from desktop.package.json_record import json_schema

    say_data(json_schema())


main.add_command(cli_import.import_)
main.add_command(cli_import.import_values_)
main.add_command(cli_identity.identity)
main.add_command(cli_export.export)
main.add_command(cli_packs.pack)
main.add_command(cli_copies.hand_out)
main.add_command(cli_copies.ledger)
main.add_command(cli_workbook.workbook)
main.add_command(cli_join.join)
main.add_command(cli_history.restore_point)
main.add_command(cli_history.back_to)
main.add_command(cli_minutes.minutes)
main.add_command(cli_manual.manual)
main.add_command(cli_brief.brief)
main.add_command(cli_clearance.clearance)
main.add_command(cli_update.update)
for command in (cli_signing.sign, cli_signing.verify, cli_signing.covering_note):
    main.add_command(command)


if __name__ == "__main__":
    main()
