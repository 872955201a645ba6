"""The commands for signing keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli_common import FILE, tell
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.package.identity import Identity


@click.group()
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


def _say_identity(made: Identity) -> None:
    tell(_("Name: {name}").format(name=made.name))
    tell(_("Country: {country}").format(country=made.country))
    tell(_("Fingerprint: {fingerprint}").format(fingerprint=made.fingerprint))
