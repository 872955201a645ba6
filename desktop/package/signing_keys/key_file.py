"""A key in a file that a passphrase opens."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_, left_to_right
from desktop.package.signer import Signer
from desktop.package.signing_keys.kind import Asked, ChosenKey, Found, KeyKind, Option, Said


@dataclass(frozen=True)
class KeyFile(ChosenKey):
    """A file with a key."""

    path: Path

    secret = N_("Passphrase of the key")
    secret_stays = True

    @property
    def name(self) -> str:
        """The name of the file."""
        return left_to_right(one_line(self.path.name))

    @property
    def file(self) -> Path:
        """The file."""
        return self.path

    def opened(self, secret: str | None) -> AbstractContextManager[Signer]:
        """Open it with its passphrase. Raises UserError."""
        return nullcontext(self.tried(secret or ""))

    def tried(self, secret: str) -> Signer:
        """Open it with its passphrase: nobody counts. Raises UserError."""
        from desktop.package.identity import load_identity

        return load_identity(self.path, secret)


class KeyFiles(KeyKind):
    """Keys in files (PKCS#12)."""

    offer = N_("Choose a key…")
    title = N_("Choose a key")
    asks = (Asked("identity", N_("Choose a key"), files=N_("Signing keys (*.p12 *.pfx)")),)
    secret_option = Option(
        "--passphrase-file",
        "A file whose first line is the passphrase. If you leave it out, you are asked for the passphrase.",
    )
    options = (Option("--identity", "Sign with a key in a file, KEY.p12."), secret_option)

    def chosen(self, said: Said, found: Found | None = None) -> KeyFile:
        """Return the key in the file that was named."""
        return KeyFile(Path(said["identity"]))
