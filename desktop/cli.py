"""The same operations without a window.

Exit status: 0 it is done, or the answer is yes; 1 the answer is no (something blocks, a package does not hold);
2 it could not be done. Errors are one line each, on standard error.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop import (
    cli_brief,
    cli_clearance,
    cli_copies,
    cli_history,
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
    NO,
    OneLine,
    by_option,
    forms_in,
    language_option,
    opened_file,
    say_data,
    shipped_forms,
    tell,
    tell_path,
)
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import LANGUAGES
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.operations.tables.column_mapping import Empty
    from desktop.record.released_history import History
    from desktop.record.submission import Submission
    from desktop.record.written_numbers import Mark


@click.group(cls=OneLine, invoke_without_command=True)
@cli_update.version_option
@click.option("--exit-when-shown", is_flag=True, help="Exit as soon as the first page can be used.")
@click.option(
    "--language",
    "_language",
    type=click.Choice(LANGUAGES),
    help="The language of the messages. If you leave it out: the language of the computer.",
)
@click.pass_context
def main(context: click.Context, exit_when_shown: bool, _language: str | None) -> int | None:
    """Prepare a country's submission to the International Migration Review Forum.

    Without a command the window opens.
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
    help="What it is for: forum-2030, regional-2028, voluntary or pledge. Without it and without --cycle: what comes next.",
)
@click.option("--language", default="en", show_default=True, help="The language you write in: en, fr, es, ar, ru, zh.")
@click.option("--from", "last", type=FILE, help="The last submission or its package, to be followed up.")
def new(file: Path, country: str, cycle: str | None, purpose: str | None, language: str, last: Path | None) -> None:
    """Create a submission in FILE."""
    from desktop.operations.create import create

    answers: dict[str, Any] = {"country": country, "language": language, **_purpose(purpose, cycle)}
    if last is None:
        made = create(file, shipped_forms(), answers)
    else:
        from desktop.operations.cycle import bring, copied, read_last

        before = read_last(last)
        made = create(file, shipped_forms(), {**copied(before), **answers})
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
            _(
                "“{text}” is nothing that a submission can be for. Use forum-2030, regional-2028, voluntary or pledge."
            ).format(text=one_line(str(said), 40))
        )
    return {FIELD: choice.purpose, "cycle": year or str(choice.year)}


@main.command("import")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
@click.option("--leave-out-unknown", is_flag=True, help="Import the rest if some lists or fields are not known.")
@click.option("--dry-run", is_flag=True, help="Check everything and write nothing.")
@by_option
def import_(file: Path, source: Path, leave_out_unknown: bool, dry_run: bool, by: str) -> None:
    """Import practices, gaps and pledges from SOURCE into FILE: all of them or none.

    SOURCE is a list of published entries in JSON, or the submission.json of a package.
    """
    from desktop.i18n.number_formatting import counted
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


@main.command("import-values")
@click.argument("file", type=FILE)
@click.argument("table", type=FILE, metavar="TABLE")
@click.option("--area", default="", help="The name of the country in the table, if that is not clear.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal separator, if the table does not show it.")
@click.option(
    "--indicator", default="", help="The indicator of all rows, such as 17.3.2, if the table does not give it."
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
    help="The calendar of the years. They are converted.",
)
@click.option("--series", default="", help="The series to use, by its name in the table, if the table has several.")
@click.option("--unit", default="", help="The unit of values for which the table gives none, such as 'Per cent'.")
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
    """Import values of indicators into FILE from TABLE: a CSV file or a workbook (.xlsx, .ods, .xls).

    It can be a table from the SDG database of the United Nations, one of a statistical office, or the sheet of
    values of a Pledgebook workbook.
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
    tell(ngettext("{count} value was imported.", "{count} values were imported.", count).format(count=count))


@main.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def info(file: Path, as_json: bool) -> None:
    """Show the content of FILE: counts and scores."""
    from desktop.i18n.number_formatting import counted
    from desktop.operations.inspect import info as inspect
    from desktop.record.purpose import PLEDGE

    with opened_file(file, read_only=True) as opened:
        catalogue = forms_in(opened)
        found = inspect(opened.read(), catalogue)
    if as_json:
        say_data(found)
        return
    tell(_("Country: {country}, for: {purpose}").format(country=found["country"], purpose=found["for"]))
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
        checked = checking(opened.read(), forms_in(opened))
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
            tell(_("{weight}: {text}").format(weight=words[finding.weight], text=finding.text))
        for line in (*checked.complete.named(), *checked.told()):
            tell(line)
    return NO if checked.blocked else 0


@main.group()
def identity() -> None:
    """Make and show signing keys."""


@identity.command("new")
@click.argument("name")
@click.option("--country", required=True, help="The two-letter code of the country.")
@click.option("--out", required=True, type=FILE, help="Where to save the key, such as KEY.p12.")
@click.option("--passphrase-file", required=True, type=FILE, help="A file whose first line is the passphrase.")
def identity_new(name: str, country: str, out: Path, passphrase_file: Path) -> None:
    """Make a signing key for NAME. Its certificate, for those who receive your packages, is saved next to it."""
    from desktop.operations.identities import new_identity, read_passphrase

    made = new_identity(name, country, out, read_passphrase(passphrase_file))
    _say_identity(made)


@identity.command("show")
@click.argument("key", type=FILE)
@click.option("--passphrase-file", required=True, type=FILE, help="A file whose first line is the passphrase.")
def identity_show(key: Path, passphrase_file: Path) -> None:
    """Show the name and the fingerprint of a signing key."""
    from desktop.operations.identities import open_identity, read_passphrase

    _say_identity(open_identity(key, read_passphrase(passphrase_file)))


def _say_identity(made: Any) -> None:
    tell(_("Name: {name}").format(name=made.name))
    tell(_("Country: {country}").format(country=made.country))
    tell(_("Fingerprint: {fingerprint}").format(fingerprint=made.fingerprint))


@main.command()
@click.argument("file", type=FILE)
@cli_signing.signing_options
@cli_signing.announcing_options
@click.option("--out", required=True, type=FILE, help="The folder for the package.")
@click.option("--draft", is_flag=True, help="Watermarked and unsigned, for circulation.")
@click.option(
    "--language", default="", help="The language of the package. If you leave it out: the language of the submission."
)
@click.option("--incomplete", is_flag=True, help="Sign without asking, even if it is not complete for the forum.")
@click.option(
    "--documents", is_flag=True, help="Also save the report and the pledges under readable names, next to the package."
)
@click.option(
    "--history",
    type=click.Choice(["none", "released", "whole"]),
    help="What of the history is included: nothing; who wrote each included answer as it stands, and when; or all of it, "
    "with earlier wordings and removed entries. If you leave it out: nothing.",
)
@click.option("--with-history", is_flag=True, help="The same as --history whole.")
@by_option
def export(
    file: Path,
    signing: cli_signing.SigningOptions,
    announced_names: tuple[str, ...],
    announced_files: tuple[Path, ...],
    out: Path,
    draft: bool,
    language: str,
    incomplete: bool,
    documents: bool,
    history: History | None,
    with_history: bool,
    by: str,
) -> int:
    """Export FILE as one package. It is read again and compared before it is signed."""
    from desktop.operations.clock import now
    from desktop.operations.documents import save_documents
    from desktop.operations.export import Blocked
    from desktop.operations.export import export as exporting
    from desktop.record.leaving import leaving

    if not draft and not signing.given:
        raise UserError(_("To sign, give --identity or --token. For an unsigned draft, give --draft."))
    announced = cli_signing.announced_by(announced_names, announced_files)
    chosen = history or ("whole" if with_history else "none")
    with nullcontext(None) if draft else signing.opened() as signer, opened_file(file, to_note=True) as opened:
        forms = forms_in(opened)
        if chosen != "none":
            revisions = list(opened.revisions())
            lines = leaving(opened.read(), forms, signed=not draft, history=revisions, wordings=chosen == "whole")
            for each in lines:
                if each.leaves:
                    tell(each.text, err=True)
        try:
            if not draft and not incomplete and not _may_be_incomplete(opened.read(), forms):
                return NO
            done = exporting(
                opened,
                forms,
                out,
                identity=signer,
                at=now(),
                draft=draft,
                language=language,
                history=chosen,
                announced=announced,
                by=by,
            )
        except Blocked as blocked:
            for line in (*blocked.details, blocked.message):
                tell(line, err=True)
            return NO
    tell_path(done.path)
    if done.awaited:
        tell(done.awaited_sentence(), err=True)
    if done.noted:
        tell(done.noted, err=True)
    if documents:
        tell_path(save_documents(done.path))
    return 0


def _may_be_incomplete(submission: Submission, forms: Catalogue) -> bool:
    """Say what is lacking before something incomplete is signed; ask, where there is somebody to answer."""
    from desktop.operations.export import lacking

    lines = lacking(submission, forms)
    for line in lines:
        tell(line, err=True)
    if lines and sys.stdin.isatty():
        return click.confirm(_("The submission is not complete. Sign anyway?"), err=True)
    if lines:
        tell(_("The submission is not complete. It is signed anyway, and its cover says so."), err=True)
    return True


@main.command()
@click.argument("package", type=FILE)
@click.argument("file", type=FILE)
def restore(package: Path, file: Path) -> None:
    """Restore the submission in PACKAGE to a new FILE."""
    from desktop.operations.restore import restore as restoring

    tell_path(restoring(package, file))


@main.command()
@click.option("--out", required=True, type=FILE, help="The folder for it.")
def demo(out: Path) -> None:
    """Make the demonstration submission from published pledges and practices."""
    from desktop.operations.demonstrate import demonstrate

    tell_path(demonstrate(out, shipped_forms()))


@main.command()
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="The folder for the pictures.")
@click.option("--size", default="1366x768", show_default=True, help="Width and height of the window.")
@click.option("--dark", is_flag=True, help="With the dark theme.")
@click.option("--language", default="en", show_default=True, help="The language of the window.")
def pictures(file: Path, out: Path, size: str, dark: bool, language: str) -> None:
    """Save a picture of every page of the window, with FILE open in it."""
    from desktop.app import picture

    width, _x, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise UserError(_("Write the size as width and height in pixels, such as 1366x768."))
    for path in picture(file, out, (int(width), int(height)), dark=dark, language=language):
        tell_path(path)


@main.command()
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="The document, as a .docx or .pdf file.")
@language_option
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
