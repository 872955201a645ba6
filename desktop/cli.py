"""The same operations without a window.

Exit status: 0 it is done, or the answer is yes; 1 the answer is no (something blocks, a package does not hold);
2 it could not be done. Errors are one line each, on standard error.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from desktop import __version__, cli_language
from desktop.catalogue.language import LANGUAGES, speak, spoken
from desktop.catalogue.language import gettext as _
from desktop.catalogue.text_sanitizing import clean
from desktop.record.problems import Known

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.catalogue.packs import DataPack
    from desktop.operations.tables.columns import Empty
    from desktop.operations.tables.numbers import Mark
    from desktop.record.submission import Submission
    from desktop.store.file import SubmissionFile

NO = 1
FAILED = 2

FILE = click.Path(path_type=Path)


class OneLine(click.Group):
    """Commands whose errors are one line, whoever raises them."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run in the language that is wanted, and end with the exit status."""
        given = kwargs.get("args", args[0] if args else None)
        words = sys.argv[1:] if given is None else [str(word) for word in given]
        language = cli_language.wanted(words, os.environ)
        # Not only in here: a window that is opened speaks its own language, and others after it.
        before = spoken()
        speak(language)
        try:
            with cli_language.translated(self, language):
                return self._run(*args, **kwargs)
        finally:
            speak(before)

    def _run(self, *args: Any, **kwargs: Any) -> Any:
        try:
            outcome = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as error:
            _fail(error.format_message())
        except click.Abort:
            _fail(_("Stopped."))
        except Known as problem:
            for line in problem.details:
                _tell(line, err=True)
            if problem.message not in problem.details:
                _fail(problem.message)
            sys.exit(FAILED)
        sys.exit(outcome if isinstance(outcome, int) else 0)


def _tell(text: str, *, err: bool = False) -> None:
    # Whatever a file, a package or a name in it says: a terminal obeys what it is told to show.
    click.echo(" ".join(clean(text).split()), err=err)


def _fail(message: str) -> NoReturn:
    _tell(message, err=True)
    sys.exit(FAILED)


def _catalogue() -> Catalogue:
    from desktop.catalogue.reading import current

    return current()


def _forms(file: SubmissionFile) -> Catalogue:
    from desktop.operations.packs import forms_in_use

    found = forms_in_use(file)
    for problem in found.problems:
        # What the team wrote can be read, checked and sent all the same; what only that pack knows stays here.
        _tell(problem.message, err=True)
    return found.catalogue


@contextmanager
def _opened(path: Path, *, read_only: bool = False, to_note: bool = False) -> Iterator[SubmissionFile]:
    from desktop.operations.open_file import open_file, open_to_note

    file = open_to_note(path) if to_note else open_file(path, read_only=read_only)
    for warning in file.warnings:
        _tell(warning, err=True)
    try:
        yield file
    finally:
        file.close()


_OBEYED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys and JSON does not escape by itself."""


def _say(data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)
    click.echo(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


@click.group(cls=OneLine, invoke_without_command=True)
@click.version_option(__version__, prog_name="pledgebook")
@click.option("--exit-when-shown", is_flag=True, help="Leave as soon as the first page can be used.")
@click.option(
    "--language",
    "_language",
    type=click.Choice(LANGUAGES),
    help="The language of what is said here; that of the computer when left out.",
)
@click.pass_context
def main(context: click.Context, exit_when_shown: bool, _language: str | None) -> int | None:
    """Prepare a country's submission to the International Migration Review Forum.

    Without a command the window opens.
    """
    if context.invoked_subcommand is None:
        return _window(None, exit_when_shown)
    return None


@main.command("open")
@click.argument("file", type=FILE, required=False)
@click.option("--exit-when-shown", is_flag=True, help="Leave as soon as the first page can be used.")
def open_(file: Path | None, exit_when_shown: bool) -> int:
    """Open the window, with FILE when it is given."""
    return _window(file, exit_when_shown)


def _window(file: Path | None, exit_when_shown: bool) -> int:
    from desktop.app import run

    return run(file, exit_when_shown=exit_when_shown)


@main.command()
@click.argument("file", type=FILE)
@click.option("--country", required=True, help="The country's code of two letters, such as KE.")
@click.option("--cycle", required=True, help="The year of the forum, such as 2026.")
@click.option("--language", default="en", show_default=True, help="The language you write in: en, fr, es, ar, ru, zh.")
@click.option("--from", "last", type=FILE, help="The submission or package of the last forum, to be followed up.")
def new(file: Path, country: str, cycle: str, language: str, last: Path | None) -> None:
    """Create a submission in FILE."""
    from desktop.operations.create import create

    answers: dict[str, Any] = {"country": country, "cycle": cycle, "language": language}
    if last is None:
        made = create(file, _catalogue(), answers)
    else:
        from desktop.operations.cycle import bring, copied, read_last

        before = read_last(last)
        made = create(file, _catalogue(), {**copied(before), **answers})
        bring(made, _catalogue(), before)
    made.close()
    click.echo(str(made.path))


@main.command("import")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
@click.option("--leave-out-unknown", is_flag=True, help="Import the rest where lists or fields are not known.")
@click.option("--dry-run", is_flag=True, help="Look at everything and write nothing.")
def import_(file: Path, source: Path, leave_out_unknown: bool, dry_run: bool) -> None:
    """Import practices, gaps and pledges from SOURCE into FILE: all of them or none.

    SOURCE is a list of published entries in JSON, or the submission.json of a package.
    """
    from desktop.operations.import_entries import import_entries

    with _opened(file) as opened:
        catalogue = _forms(opened)
        done = import_entries(opened, catalogue, source, dry_run=dry_run, leave_out_unknown=leave_out_unknown)
    for line in done.unknown:
        _tell(_("Left out: {what}").format(what=line), err=True)
    for kind, count in sorted(done.counts.items()):
        _tell(_("{kind}: {count}").format(kind=_(catalogue.kind(kind).plural), count=count))
    if dry_run:
        _tell(_("This was a trial: nothing was written."))
    else:
        _tell(_("Everything else was imported.") if done.unknown else _("Everything was imported."))


@main.command("import-values")
@click.argument("file", type=FILE)
@click.argument("table", type=FILE, metavar="TABLE")
@click.option("--area", default="", help="The country as the table calls it, where that is not clear.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal sign, where the table does not show it.")
@click.option(
    "--indicator", default="", help="The indicator of all rows, such as 17.3.2, where the table does not say it."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=ROLE",
    help="What a column is: indicator, year, value, country, unit, source, note, by (a breakdown under its own name), "
    "by:sex, by:age, out (not used). The columns of a table are numbered too: 3=value.",
)
@click.option("--sheet", default="", help="The sheet of a workbook, where more than one holds a table.")
@click.option("--encoding", default="", help="How the letters of a text file were written, such as utf-8 or cp1256.")
@click.option(
    "--calendar",
    type=click.Choice(["buddhist", "hijri", "solar_hijri"]),
    help="The calendar of the years; they are converted.",
)
@click.option("--series", default="", help="The series that is meant, as the table calls it, where it has several.")
@click.option("--unit", default="", help="The unit of figures beside which the table says none, such as 'Per cent'.")
@click.option(
    "--empty",
    type=click.Choice(["everybody", "above"]),
    help="What an empty cell below a group means: everybody, or the group above it.",
)
@click.option("--dry-run", is_flag=True, help="Look at everything and write nothing.")
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
) -> None:
    """Import values of indicators into FILE from TABLE: a CSV file or a workbook (.xlsx, .ods, .xls).

    It is a table as the SDG database of the United Nations exports it, one of a statistical office, or the sheet of
    values of our own workbook.
    """
    from dataclasses import replace

    from desktop.catalogue.language import ngettext
    from desktop.operations.import_csv import import_values, opening_for, read_file
    from desktop.operations.tables.choices import with_columns
    from desktop.operations.tables.columns import suggest

    with _opened(file) as opened:
        catalogue = _forms(opened)
        opening = opening_for(opened.read(), encoding, sheet)
        found = read_file(table, opening)
        mapping = with_columns(suggest(found, catalogue), found, catalogue, columns)
        mapping = replace(mapping, area=area, decimal=decimal or "", indicator=indicator, calendar=calendar or "")
        mapping = replace(mapping, series=series, unit=unit, empty=empty or "")
        done = import_values(opened, catalogue, table, mapping, opening=opening, dry_run=dry_run)
    for line in done.left_out:
        _tell(line, err=True)
    for line in done.said:
        _tell(line)
    if dry_run:
        _tell(_("This was a trial: nothing was written."))
        return
    count = sum(done.counts.values())
    _tell(ngettext("{count} value was imported.", "{count} values were imported.", count).format(count=count))


@main.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def info(file: Path, as_json: bool) -> None:
    """Say what FILE holds: counts and scores."""
    from desktop.operations.inspect import info as inspect

    with _opened(file, read_only=True) as opened:
        catalogue = _forms(opened)
        found = inspect(opened.read(), catalogue)
    if as_json:
        _say(found)
        return
    _tell(_("Country: {country}, cycle: {cycle}").format(country=found["country"], cycle=found["cycle"]))
    for kind, count in found["counts"].items():
        if count:
            _tell(_("{kind}: {count}").format(kind=_(catalogue.kind(kind).plural), count=count))
    _tell(_("SDG indicator 10.7.2: {sentence}").format(sentence=found["sdg_10_7_2"]["sentence"]))


@main.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def check(file: Path, as_json: bool) -> int:
    """Check whether FILE can be signed and whether it is complete. Ends with 1 when something blocks."""
    from desktop.operations.check import check as checking

    with _opened(file, read_only=True) as opened:
        checked = checking(opened.read(), _forms(opened))
    if as_json:
        _say(
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
        words = {"blocks": _("Blocks"), "warns": _("Warns"), "suggests": _("Suggests")}
        for finding in checked.findings:
            _tell(_("{weight}: {text}").format(weight=words[finding.weight], text=finding.text))
        for line in (*checked.complete.named(), *checked.told()):
            _tell(line)
    return NO if checked.blocked else 0


@main.group()
def identity() -> None:
    """Make and look at signing keys."""


@identity.command("new")
@click.argument("name")
@click.option("--country", required=True, help="The country's code of two letters.")
@click.option("--out", required=True, type=FILE, help="Where the key goes, such as KEY.p12.")
@click.option("--passphrase-file", required=True, type=FILE, help="A file whose first line is the passphrase.")
def identity_new(name: str, country: str, out: Path, passphrase_file: Path) -> None:
    """Make a signing key for NAME. Its certificate is written beside it, for those who receive your packages."""
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
    _tell(_("Name: {name}").format(name=made.name))
    _tell(_("Country: {country}").format(country=made.country))
    _tell(_("Fingerprint: {fingerprint}").format(fingerprint=made.fingerprint))


@main.command()
@click.argument("file", type=FILE)
@click.option("--identity", "key", type=FILE, help="The signing key, KEY.p12.")
@click.option("--passphrase-file", type=FILE, help="A file whose first line is the passphrase.")
@click.option("--out", required=True, type=FILE, help="The folder that the package goes into.")
@click.option("--draft", is_flag=True, help="Watermarked and unsigned, for circulation.")
@click.option("--language", default="", help="The language of the package; that of the submission when left out.")
@click.option(
    "--incomplete", is_flag=True, help="Sign it as it is and ask nothing, also when it is not complete for the forum."
)
@click.option("--documents", is_flag=True, help="Also save the report and the pledges under readable names, beside it.")
@click.option(
    "--with-history",
    is_flag=True,
    help="Earlier wordings and what was removed leave as well, with the names of who did it.",
)
def export(
    file: Path,
    key: Path | None,
    passphrase_file: Path | None,
    out: Path,
    draft: bool,
    language: str,
    incomplete: bool,
    documents: bool,
    with_history: bool,
) -> int:
    """Export FILE as one package, read back and compared before it is signed."""
    from desktop.operations.clock import now
    from desktop.operations.documents import save_documents
    from desktop.operations.export import Blocked
    from desktop.operations.export import export as exporting
    from desktop.operations.identities import open_identity, read_passphrase
    from desktop.record.release import leaving

    if not draft and (key is None or passphrase_file is None):
        raise Known(_("Signing takes --identity and --passphrase-file; an unsigned draft takes --draft."))
    signer = None
    if not draft and key is not None and passphrase_file is not None:
        signer = open_identity(key, read_passphrase(passphrase_file))
    with _opened(file, to_note=True) as opened:
        forms = _forms(opened)
        if with_history:
            lines = leaving(opened.read(), forms, signed=not draft, history=list(opened.deeds()))
            for each in lines:
                if each.leaves:
                    _tell(each.text, err=True)
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
                history=with_history,
            )
        except Blocked as blocked:
            for line in (*blocked.details, blocked.message):
                _tell(line, err=True)
            return NO
    click.echo(str(done.path))
    if done.noted:
        _tell(done.noted, err=True)
    if documents:
        click.echo(str(save_documents(done.path)))
    return 0


def _may_be_incomplete(submission: Submission, forms: Catalogue) -> bool:
    """Say what is lacking before something incomplete is signed; ask, where there is somebody to answer."""
    from desktop.operations.export import lacking

    lines = lacking(submission, forms)
    for line in lines:
        _tell(line, err=True)
    if lines and sys.stdin.isatty():
        return click.confirm(_("The submission is not complete for the forum. Sign it as it is?"), err=True)
    if lines:
        _tell(
            _("The submission is not complete for the forum: it is signed as it is, and its cover says so."), err=True
        )
    return True


@main.command()
@click.argument("package", type=FILE)
@click.option(
    "--trust",
    type=FILE,
    help="A certificate (PEM): the signer must be this one, or one that this authority issued a certificate to.",
)
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def verify(package: Path, trust: Path | None, as_json: bool) -> int:
    """Say whether PACKAGE is whole and who signed it. Ends with 1 when it does not hold."""
    from desktop.operations.verify import as_data
    from desktop.operations.verify import verify as verifying
    from desktop.package.examine import Refusal

    findings = verifying(package, trust=trust)
    if as_json:
        _say(as_data(findings))
    else:
        _tell(findings.summary)
        for made in findings.checks:
            mark = "✓" if made.holds else "?" if made.refusal is Refusal.NOT_COMPARED else "✗"
            for line in (made.sentence, *made.details):
                _tell(_("{mark} {text}").format(mark=mark, text=line))
        if findings.signer is not None:
            _tell(_("The certificate says: {name}").format(name=findings.signer.name))
            _tell(_("Fingerprint: {fingerprint}").format(fingerprint=findings.signer.fingerprint))
        if findings.vouching:
            _tell(findings.vouching)
    return 0 if findings.sound else NO


@main.command()
@click.argument("package", type=FILE)
@click.argument("file", type=FILE)
def restore(package: Path, file: Path) -> None:
    """Bring the whole submission of PACKAGE back into a new FILE."""
    from desktop.operations.restore import restore as restoring

    click.echo(str(restoring(package, file)))


@main.command()
@click.option("--out", required=True, type=FILE, help="The folder that it goes into.")
def demo(out: Path) -> None:
    """Build the demonstration submission from published pledges and practices."""
    from desktop.operations.demonstrate import demonstrate

    click.echo(str(demonstrate(out, _catalogue())))


@main.command()
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="The folder that the pictures go into.")
@click.option("--size", default="1366x768", show_default=True, help="Width and height of the window.")
@click.option("--dark", is_flag=True, help="With the dark colours.")
@click.option("--language", default="en", show_default=True, help="The language of the window.")
def pictures(file: Path, out: Path, size: str, dark: bool, language: str) -> None:
    """Write a picture of every page of the window, with FILE open in it."""
    from desktop.app import picture

    width, _x, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise Known(_("A size is width and height in pixels, such as 1366x768."))
    for path in picture(file, out, (int(width), int(height)), dark=dark, language=language):
        click.echo(str(path))


@main.command()
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="The document, with the ending .docx or .pdf.")
@click.option("--language", default="", help="The language of the document; that of the submission when left out.")
def review(file: Path, out: Path, language: str) -> None:
    """Save the voluntary review report of FILE as Word or PDF."""
    from desktop.operations.review import save_review

    with _opened(file, read_only=True) as opened:
        click.echo(str(save_review(opened, _forms(opened), out, language=language)))


@main.group()
def pack() -> None:
    """Look at data packs, keep them on this computer, use them in a submission.

    A data pack is a file that replaces a part of the forms: other indicators, official texts, the forms of a cycle.
    """


@pack.command("check")
@click.argument("source", type=FILE)
def pack_check(source: Path) -> None:
    """Say whether the pack SOURCE can be used; every error names its line and field."""
    from desktop.operations.packs import check_pack

    _say_pack(check_pack(source))


@pack.command("install")
@click.argument("source", type=FILE)
def pack_install(source: Path) -> None:
    """Check the pack SOURCE and keep it on this computer, where new submissions can begin with it."""
    from desktop.operations.packs import install

    _say_pack(install(source))


@pack.command("list")
def pack_list() -> None:
    """List the forms of the program and the packs that are kept on this computer."""
    from desktop.operations.packs import installed

    shipped = _catalogue().pack
    _tell(
        _("{label}, version {version} ({key}): comes with the program").format(
            label=_(shipped.label), version=shipped.version, key=shipped.key
        )
    )
    for each in installed():
        _say_pack(each)


@pack.command("preview")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
def pack_preview(file: Path, source: Path) -> None:
    """Say what the pack SOURCE would make different in FILE, and write nothing."""
    from desktop.operations.packs import check_pack, preview

    with _opened(file, read_only=True) as opened:
        found = preview(opened, check_pack(source))
    _say_pack(found.pack)
    if found.replaced:
        _tell(
            _("It takes the place of version {version}, whose file has the fingerprint {fingerprint}.").format(
                version=found.replaces, fingerprint=found.replaced
            )
        )
    for told in found.releases:
        _tell(_("Would leave: {text}").format(text=told.text))
    for each in found.differences:
        _tell(_("{part}: {text}").format(part=each.part, text=each.text))
    if not found.differences and not found.releases:
        _tell(_("Nothing would be different in this submission."))


@pack.command("use")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
@click.option(
    "--release-internal",
    is_flag=True,
    help="Let answers leave that stay in the file now; `pack preview` names every field.",
)
def pack_use(file: Path, source: Path, release_internal: bool) -> None:
    """Make FILE use the pack SOURCE. Every answer stays; undo takes it back."""
    from desktop.operations.packs import MustBeConfirmed, check_pack, preview, use_pack

    found = check_pack(source)
    with _opened(file) as opened:
        told = preview(opened, found).releases
        if told and not release_internal:
            text = _("This pack would let answers leave that stay in the file now. Say --release-internal if they may.")
            raise MustBeConfirmed(text, tuple(each.text for each in told))
        use_pack(opened, found, releasing=[each.spot for each in told])
    _say_pack(found)
    for each in told:
        _tell(_("Leaves from now on: {text}").format(text=each.text))


def _say_pack(found: DataPack) -> None:
    from desktop.catalogue.pack_claims import claims

    _tell(" ".join(claims(found)))


@main.command()
def schema() -> None:
    """Print the JSON Schema of the machine record, submission.json."""
    from desktop.package.machine import json_schema

    _say(json_schema())


if __name__ == "__main__":
    main()
