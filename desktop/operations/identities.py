"""Make and open signing keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now as present

if TYPE_CHECKING:
    from desktop.package.identity import Identity
    from desktop.package.signer import Signer
    from desktop.package.signing_keys.kind import ChosenKey

_MOST_OF_A_PASSPHRASE_FILE = 64 * 1024
"""Bytes; only its first line is wanted, and what is named may never end."""


def new_identity(
    name: str, country: str, path: Path, passphrase: str, *, now: Callable[[], datetime] = present
) -> Identity:
    """Make a signing key, keep it in a file locked by the passphrase, and its certificate beside it.

    The certificate (`.pem`) is what receivers may keep, so that later packages can be held against it.

    Raises:
        UserError: the passphrase is empty, the country is no code of two letters, or the file is there already.
    """
    from desktop.package.identity import create_identity

    if not name.strip():
        raise UserError(_("A signing key needs the name of the person or institution that signs."))
    identity = create_identity(name.strip(), country.strip().upper(), passphrase, now())
    identity.save(path, certificate_beside=True)
    return identity


def why_no_country(code: str) -> str:
    """Return in a sentence why no key can be made for a country of this code, empty where one can."""
    from desktop.package import identity

    return identity.why_no_country(code.strip().upper())


def open_identity(path: Path, passphrase: str) -> Identity:
    """Open a signing key. Raises UserError: a wrong passphrase, or no signing key."""
    from desktop.package.identity import load_identity

    return load_identity(path, passphrase)


@contextmanager
def opened_signer(key: ChosenKey | None, secret: str | None) -> Iterator[Signer]:
    """Open a key for a block; it signs as long as the block lasts.

    Args:
        key: which key; None where nobody has chosen.
        secret: what opens it; None where that is typed at the key itself.

    Raises:
        UserError: nobody has chosen, or why it does not open.
    """
    if key is None:
        raise UserError(_("Please choose a signing key, or make one."))
    with key.opened(secret) as signer:
        yield signer


def read_passphrase(path: Path) -> str:
    """Read a passphrase from the first line of a file, so that it is in no list of commands."""
    try:
        with open(path, "rb") as stream:
            content = stream.read(_MOST_OF_A_PASSPHRASE_FILE + 1)
        if len(content) > _MOST_OF_A_PASSPHRASE_FILE:
            raise ValueError(len(content))
        lines = content.decode("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UserError(
            _("The passphrase file {name} cannot be read.").format(name=one_line(path.name or str(path)))
        ) from error
    return lines[0] if lines else ""
