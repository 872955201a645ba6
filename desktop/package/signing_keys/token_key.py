"""A key on a card or token, which signs there once its PIN was given."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.signer import Signer
from desktop.package.signing_keys.kind import Asked, ChosenKey, Found, KeyKind, Option, Said, Search

if TYPE_CHECKING:
    from desktop.package.token_signer import TokenFound


@dataclass(frozen=True)
class TokenKey(ChosenKey):
    """Which key of which token signs.

    Args:
        module: the library of the token.
        label: the name of the token; may be empty where there is one token only.
        key: label or id (hexadecimal) of the key; may be empty where there is one key only.
        serial: the number of the token, to tell two of one name apart.
        own_keypad: whether the PIN is typed on the reader.
    """

    module: Path
    label: str = ""
    key: str = ""
    serial: str = ""
    own_keypad: bool = False

    secret = N_("PIN of the card or token")

    @property
    def name(self) -> str:
        """The name of the token."""
        return one_line(self.label)

    @property
    def sentence(self) -> str:
        """Which token was chosen, in words."""
        return _("Card or token: {name}").format(name=self.name)

    @property
    def elsewhere(self) -> str:
        """Where the PIN is typed, if it is not here."""
        return _("Type the PIN on the card reader") if self.own_keypad else ""

    def opened(self, secret: str | None) -> AbstractContextManager[Signer]:
        """Open the token with its PIN. Raises UserError."""
        from desktop.package.token_signer import opened_token

        return opened_token(self, secret)


@dataclass(frozen=True)
class _FoundToken(Found):
    own_keypad: bool = False


class Tokens(KeyKind):
    """Keys on cards and tokens (PKCS#11)."""

    offer = N_("Use a card or token…")
    title = N_("Sign with a card or token")
    help = N_(
        "The program that came with the card installed a library (PKCS#11). Choose it here. Use only a library that your "
        "office gave you: a library can do on this computer whatever you can do."
    )
    asks = (
        Asked(
            "token",
            N_("Library for the card"),
            files=N_("Libraries (*.so *.dll *.dylib)"),
            another=N_("Another library…"),
            remembered="token_module",
        ),
        Asked("key", N_("Name of the key, if the card has several")),
    )
    search = Search(
        button=N_("Look for cards"),
        title=N_("Looking for cards"),
        label=N_("Card or token"),
        before=N_("Put the card in, and press “Look for cards”."),
        nothing=N_("There is no card or token. Put it in, and try again."),
    )
    take = N_("Use this card")
    secret_option = Option(
        "--pin-file", "A file whose first line is the PIN. If you leave it out, you are asked for the PIN."
    )
    options = (
        Option("--token", "The PKCS#11 library of the card or token to sign with.", metavar="MODULE"),
        Option("--token-label", "The name of the card or token, if there are several.", is_file=False),
        secret_option,
        Option("--key", "The label or the ID of the key, if the card or token has several.", is_file=False),
    )

    def usual(self, asked: Asked) -> Sequence[Path]:
        """Return the libraries for cards that lie where they are usually installed; none of them is loaded."""
        from desktop.package.token_signer import known_modules

        return known_modules()

    def look(self, said: Said) -> Sequence[Found]:
        """Return the cards and tokens that a library tells of. Raises UserError."""
        from desktop.package.token_signer import tokens

        return [_found(each) for each in tokens(Path(said["token"]))]

    def chosen(self, said: Said, found: Found | None = None) -> TokenKey:
        """Return the key of the token that was found; on the command line, of the one that was named."""
        module, key = Path(said["token"]), str(said.get("key", ""))
        if isinstance(found, _FoundToken):
            return TokenKey(module, found.label, key, found.number, found.own_keypad)
        return TokenKey(module, str(said.get("token_label", "")), key)


def _found(token: TokenFound) -> _FoundToken:
    if token.locked:
        text = _("The PIN of this card is locked. Whoever issued it can unlock it.")
        return _FoundToken(token.label, token.serial, text, "blocks", usable=False, own_keypad=token.own_keypad)
    if token.last_try:
        text = _(
            "You have one attempt left to enter the PIN of this card. After another wrong PIN, the card will be locked."
        )
        return _FoundToken(token.label, token.serial, text, "warns", own_keypad=token.own_keypad)
    return _FoundToken(token.label, token.serial, _("This card can be used."), own_keypad=token.own_keypad)
