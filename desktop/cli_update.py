"""The command for updates of the program, and what every command says of the one that runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from desktop import __version__, installation
from desktop.cli_common import FILE, NO, say_data, tell
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--list", "lists", is_flag=True, help="List the versions on this computer.")
@click.option("--back", is_flag=True, help="Go back to the earlier version the next time Pledgebook starts.")
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def update(file: Path | None, lists: bool, back: bool, as_json: bool) -> int:
    """Use the update FILE the next time Pledgebook starts. Exits with code 1 if it is not an update for this program.

    The update is checked first: who signed it, and whether it fits what is installed.
    """
    if bool(file) + lists + back != 1:
        raise UserError(_("Give the file of an update, or --list, or --back."))
    if file is not None:
        return _use(file, as_json)
    if lists:
        _list(as_json)
    else:
        _go_back(as_json)
    return 0


def _use(file: Path, as_json: bool) -> int:
    from desktop.operations.update import examine, lay
    from desktop.operations.versions import clean_up
    from desktop.package.update_file import NotTaken

    try:
        offer = examine(file)
        sentence = lay(offer)
    except NotTaken as problem:
        tell(problem.message, err=True)
        return NO
    clean_up()
    if as_json:
        say_data({"version": offer.version, "key": offer.key, "says": offer.says(), "next": offer.version})
        return 0
    tell(_("Signed with the key {key}.").format(key=offer.key))
    for line in offer.says().splitlines():
        tell(line)
    tell(sentence)
    return 0


def _list(as_json: bool) -> None:
    from desktop.operations.versions import here, used_next, versions

    found = versions()
    if as_json:
        listed = [{"version": each.version, "state": each.state, "next": each.next} for each in found]
        say_data({"running": here().running_version, "versions": listed})
        return
    for each in found:
        tell(each.sentence())
    tell(used_next(next(each.version for each in found if each.next)))


def _go_back(as_json: bool) -> None:
    from desktop.operations.versions import go_back, here

    sentence = go_back()
    if as_json:
        say_data({"next": here().next_version()})
    else:
        tell(sentence)


def tell_tidings() -> None:
    """Say, before a command does its work, that an update did not start."""
    if installation.failed() or installation.waiting():
        from desktop.operations.versions import tidings, told

        for sentence in tidings():
            tell(sentence, err=True)
        told()


def version_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says which version runs, and where it lies."""

    def say(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            from desktop.operations.versions import where

            click.echo(f"pledgebook, version {__version__}")
            tell(where())
            context.exit()

    return click.option(
        "--version", is_flag=True, expose_value=False, is_eager=True, callback=say, help="Show the version and exit."
    )(command)
