"""Sign with a card or token: the key stays on it, and is asked for signatures through PKCS#11 (OASIS, version 2.40).

What talks to the card is a library that came with it. A library runs with all that the user may do, so it is loaded only
when somebody named it, and from that very place: nothing is searched for. A PIN is handed on and kept nowhere.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from desktop.diagnostics import logger_of
from desktop.errors import UserError
from desktop.i18n.lists import separated
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.package import certificate

if TYPE_CHECKING:
    from pkcs11 import Session, Token

    from desktop.package.signing_keys.token_key import TokenKey


_SHA256_OF = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a SHA-256 digest in an RSA signature (RFC 8017, 9.2), for cards that do not put it there."""

_one_at_a_time = Lock()
"""A library serves one caller; two windows of one program are two callers."""


class TokenProblem(UserError):
    """The card, its library, its PIN or what is on it stands in the way; nothing was signed."""


class NotAModule(TokenProblem):
    """The file is no library for cards and tokens."""


class NoToken(TokenProblem):
    """The card or token is not there, or was taken out."""


class SeveralTokens(TokenProblem):
    """Two tokens have the same name."""


class WrongPin(TokenProblem):
    """The PIN is not that of the card."""


class PinIsLocked(TokenProblem):
    """The card takes no PIN any more until somebody unlocks it."""


class NoUsableKey(TokenProblem):
    """There is no key on the token to sign with, or no certificate for it."""


class SeveralKeys(TokenProblem):
    """There is more than one key on the token, so one has to be chosen."""


@dataclass(frozen=True)
class TokenFound:
    """A card or token that a library tells of.

    Args:
        label: its name, as whoever prepared it chose it.
        serial: its number, as text.
        locked: whether its PIN is locked.
        last_try: whether one more wrong PIN will lock it.
        own_keypad: whether the PIN is typed on the reader.
    """

    label: str
    serial: str
    locked: bool = False
    last_try: bool = False
    own_keypad: bool = False


@dataclass(frozen=True, repr=False)
class TokenSigner:
    """Somebody who signs with a key on a token; a `signer.Signer`, as long as `opened_token` keeps the token open.

    Args:
        certificates: DER, one's own first, then those of who issued it, as far as they are on the token.
    """

    certificates: tuple[bytes, ...]
    _key: Any
    _pin: str | None

    def __repr__(self) -> str:
        """Return who this is, and nothing of the PIN."""
        return f"<TokenSigner {certificate.signatory(self.certificates[0]).name!r}>"

    def sign(self, data: bytes) -> bytes:
        """Return a signature over the data by way of SHA-256; see `signer.Signer`.

        Raises:
            TokenProblem: the token was taken out, refuses, or its key is not that of the certificate.
        """
        from pkcs11.exceptions import PKCS11Error

        public = certificate.loaded(self.certificates[0]).public_key()
        try:
            if isinstance(public, rsa.RSAPublicKey):
                signature = self._rsa(data)
                public.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
            else:
                assert isinstance(public, ec.EllipticCurvePublicKey)
                signature = self._elliptic(data)
                public.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        except PKCS11Error as error:
            raise _in_words(error, "") from error
        except InvalidSignature as error:
            raise NoUsableKey(_("The key and the certificate on the card or token do not belong together.")) from error
        return signature

    def _rsa(self, data: bytes) -> bytes:
        from pkcs11 import Mechanism
        from pkcs11.exceptions import MechanismInvalid

        try:
            return self._asked(data, Mechanism.SHA256_RSA_PKCS)
        except MechanismInvalid:
            return self._asked(_SHA256_OF + hashlib.sha256(data).digest(), Mechanism.RSA_PKCS)

    def _elliptic(self, data: bytes) -> bytes:
        from pkcs11 import Mechanism

        # Two numbers of equal length, one after the other.
        raw = self._asked(hashlib.sha256(data).digest(), Mechanism.ECDSA)
        half = len(raw) // 2
        return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))

    def _asked(self, data: bytes, mechanism: Any) -> bytes:
        from pkcs11 import Attribute
        from pkcs11.exceptions import PKCS11Error

        always = False
        with suppress(PKCS11Error, KeyError):  # few tokens know of it
            always = bool(self._key[Attribute.ALWAYS_AUTHENTICATE])
        signed: bytes = self._key.sign(data, mechanism=mechanism, pin=self._pin if always else None)
        return signed


def tokens(module: Path) -> list[TokenFound]:
    """Return the tokens that a library tells of. Raises `NotAModule`."""
    with _library(module) as library:
        return [_found(token) for token in _tokens(library)]


@contextmanager
def opened_token(choice: TokenKey, pin: str | None) -> Iterator[TokenSigner]:
    """Open a token for a block, in which its key signs.

    Args:
        choice: which token and key; empty names where there is one only.
        pin: of the token; None where it is typed on the reader.

    Raises:
        TokenProblem: why it cannot be used, in a sentence.
    """
    from pkcs11 import PROTECTED_AUTH
    from pkcs11.exceptions import PKCS11Error

    with _library(choice.module) as library:
        token = _chosen(library, choice)
        found = _found(token)
        if found.locked:
            raise _locked(found.label)
        if pin is None and not found.own_keypad:
            raise WrongPin(_("The card or token {name} needs its PIN.").format(name=found.label))
        try:
            session = token.open(user_pin=PROTECTED_AUTH if pin is None else pin)
        except PKCS11Error as error:
            raise _not_opened(error, token, found.label) from error
        try:
            signer = _signer(session, choice.key, pin, found.label)
        except PKCS11Error as error:
            raise _in_words(error, found.label) from error
        yield signer


def known_modules() -> list[Path]:
    """Return the libraries for cards that lie where they are usually installed; none of them is loaded."""
    return [path for name in _USUAL.get(sys.platform, ()) if (path := Path(name)).is_file()]


_USUAL = {
    "linux": (
        "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib64/opensc-pkcs11.so",
        "/usr/lib/opensc-pkcs11.so",
        "/usr/lib/x86_64-linux-gnu/libykcs11.so",
        "/usr/lib/libeTPkcs11.so",
        "/usr/lib/softhsm/libsofthsm2.so",
    ),
    "win32": (
        r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll",
        r"C:\Program Files\Yubico\Yubico PIV Tool\bin\libykcs11.dll",
        r"C:\Windows\System32\eTPKCS11.dll",
    ),
    "darwin": (
        "/Library/OpenSC/lib/opensc-pkcs11.so",
        "/usr/local/lib/libykcs11.dylib",
        "/usr/local/lib/libeTPkcs11.dylib",
    ),
}


@contextmanager
def _library(module: Path) -> Iterator[Any]:
    """Load a library and let go of the tokens at the end, so that they can be asked anew."""
    import pkcs11
    from pkcs11.exceptions import PKCS11Error

    name = one_line(module.name)
    try:
        # The whole path: of a mere name, the system would look in places of its own.
        path = os.path.realpath(module, strict=True)
    except OSError as error:
        raise NotAModule(_("There is no file with the name {name} here.").format(name=name)) from error
    with _one_at_a_time:
        try:
            if not os.path.isfile(path):
                raise ValueError("no file")  # of a pipe the system would wait for its beginning
            path.encode()  # of a name that is no text, the wrapper makes an error of the interpreter itself
            library = pkcs11.lib(path)
        except (PKCS11Error, ValueError) as error:
            # What the system has to say of it is in its own words; whoever helps finds in the log what kind of error it was.
            logger_of(__name__).warning("a library for tokens could not be used: %s", type(error).__name__)
            raise NotAModule(
                _("{name} is not a library for cards or tokens that can be used on this computer.").format(name=name)
            ) from error
        try:
            yield library
        finally:
            # Sessions that were left open and whoever is logged in go with it.
            with suppress(PKCS11Error):
                library.finalize()


def _tokens(library: Any) -> list[Token]:
    from pkcs11 import TokenFlag
    from pkcs11.exceptions import PKCS11Error, TokenNotPresent, TokenNotRecognised

    found = []
    try:
        for slot in library.get_slots(token_present=True):
            with suppress(TokenNotPresent, TokenNotRecognised):
                token = slot.get_token()
                if token.flags & TokenFlag.TOKEN_INITIALIZED:
                    found.append(token)
    except PKCS11Error as error:
        raise _in_words(error, "") from error
    return found


def _found(token: Token) -> TokenFound:
    from pkcs11 import TokenFlag

    flags = token.flags
    return TokenFound(
        label=one_line(token.label),
        serial=one_line(token.serial.decode("ascii", "replace").strip("\0 ")),
        locked=bool(flags & TokenFlag.USER_PIN_LOCKED),
        last_try=bool(flags & TokenFlag.USER_PIN_FINAL_TRY),
        own_keypad=bool(flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH),
    )


def _chosen(library: Any, choice: TokenKey) -> Token:
    there = _tokens(library)
    fitting = [
        each
        for each in there
        if choice.label in ("", each.label, one_line(each.label)) and choice.serial in ("", _found(each).serial)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        if not there:
            raise NoToken(_("There is no card or token. Put it in, and try again."))
        raise NoToken(
            _("No card or token has the name {name}. Found: {names}.").format(
                name=one_line(choice.label), names=separated(_found(each).label for each in there)
            )
        )
    if choice.label:
        raise SeveralTokens(
            _("Several cards or tokens have the name {name}. Take out all but the one to sign with.").format(
                name=one_line(choice.label)
            )
        )
    raise SeveralTokens(
        _("There are several cards or tokens. Choose one of them by its name: {names}.").format(
            names=separated(_found(each).label for each in there)
        )
    )


def _signer(session: Session, wanted: str, pin: str | None, label: str) -> TokenSigner:
    from pkcs11 import Attribute, ObjectClass

    keys = [_Key.of(each) for each in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})]
    certificates = _certificates(session)
    if wanted:
        named = [each for each in keys if wanted == each.label or wanted.replace(":", "").lower() == each.id.hex()]
        if not named:
            raise NoUsableKey(
                _("There is no key with the name {key} on the card or token {name}.").format(
                    key=one_line(wanted), name=label
                )
            )
        keys = named
    if not keys:
        raise NoUsableKey(_("There is no key to sign with on the card or token {name}.").format(name=label))
    fitting = [(key, own) for key in keys for own in _of_key(key, keys, certificates)]
    if not fitting:
        raise NoUsableKey(
            _(
                "There is no certificate for signing on the card or token {name}, so nobody could tell who signed."
            ).format(name=label)
        )
    if len(fitting) > 1:
        raise SeveralKeys(
            _("There are several keys on the card or token {name}. Choose one of them by its name: {names}.").format(
                name=label, names=separated(dict.fromkeys(key.name for key, _own in fitting))
            )
        )
    ((key, own),) = fitting
    chain = certificate.chain_of(own, [other for _id, other in certificates])
    return TokenSigner(chain, key.object, pin)


@dataclass(frozen=True)
class _Key:
    """A private key on a token, of which it tells its name and its id."""

    object: Any
    label: str
    id: bytes

    @classmethod
    def of(cls, key: Any) -> _Key:
        from pkcs11 import Attribute

        return cls(key, str(_asked_for(key, Attribute.LABEL) or ""), bytes(_asked_for(key, Attribute.ID) or b""))

    @property
    def name(self) -> str:
        """How people choose it: by its label, or by its id in hexadecimal digits where it has none."""
        return one_line(self.label) if self.label.strip() else self.id.hex()


def _asked_for(thing: Any, attribute: Any) -> Any:
    from pkcs11.exceptions import PKCS11Error

    try:
        return thing[attribute]
    except (PKCS11Error, KeyError):
        return None


def _certificates(session: Session) -> list[tuple[bytes, x509.Certificate]]:
    """Return the id and the content of each certificate that can be read."""
    from pkcs11 import Attribute, ObjectClass

    found = []
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        value = _asked_for(each, Attribute.VALUE)
        with suppress(certificate.NotACertificate):
            if value:
                found.append((bytes(_asked_for(each, Attribute.ID) or b""), certificate.loaded(bytes(value))))
    return found


def _of_key(
    key: _Key, keys: Sequence[_Key], certificates: Sequence[tuple[bytes, x509.Certificate]]
) -> list[x509.Certificate]:
    """Return the certificates for a key by which documents may be signed: those of the same id.

    Where nothing has an id, and there is one key, it is the certificates that were issued by no other one there.
    """
    fit = [(each_id, each) for each_id, each in certificates if certificate.may_sign(each) and not _is_authority(each)]
    same = [each for each_id, each in fit if key.id and each_id == key.id]
    if not same and len(keys) == 1:
        same = [each for each_id, each in fit if not (key.id and each_id)]
    return same


def _is_authority(own: x509.Certificate) -> bool:
    return certificate.may_issue(own, 0)


def _not_opened(error: Exception, token: Token, label: str) -> TokenProblem:
    """Return why a token did not open, with how many tries are left where it tells."""
    from pkcs11.exceptions import ArgumentsBad, PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error

    if isinstance(error, PinLocked):
        return _locked(label)
    if not isinstance(error, (PinIncorrect, PinInvalid, PinLenRange, ArgumentsBad)):
        return _in_words(error, label)
    now = None
    with suppress(PKCS11Error):
        now = _found(token.slot.get_token())
    if now is not None and now.locked:
        return _locked(label)
    if now is not None and now.last_try:
        return WrongPin(
            _(
                "This is not the PIN of {name}. You have one attempt left: after another wrong PIN, the "
                "card or token will be locked."
            ).format(name=label)
        )
    return WrongPin(
        _("This is not the PIN of {name}. After a few wrong PINs, the card or token is locked.").format(name=label)
    )


def _locked(label: str) -> PinIsLocked:
    return PinIsLocked(
        _("The PIN of {name} is locked. Whoever issued the card or token can unlock it.").format(name=label)
    )


def _in_words(error: Exception, label: str) -> TokenProblem:
    from pkcs11 import exceptions

    gone = (
        exceptions.DeviceRemoved,
        exceptions.DeviceError,
        exceptions.TokenNotPresent,
        exceptions.TokenNotRecognised,
        exceptions.SessionHandleInvalid,
        exceptions.SessionClosed,
        exceptions.SlotIDInvalid,
        exceptions.KeyHandleInvalid,
        exceptions.ObjectHandleInvalid,
    )
    if isinstance(error, gone):
        return NoToken(_("The card or token was taken out, or does not respond. Nothing was signed."))
    if isinstance(error, exceptions.PinLocked):
        return _locked(label)
    if isinstance(error, (exceptions.MechanismInvalid, exceptions.KeyTypeInconsistent, exceptions.KeySizeRange)):
        return NoUsableKey(_("The key on the card or token is of a kind that cannot sign packages."))
    logger_of(__name__).warning("a token refused: %s", type(error).__name__)
    return TokenProblem(
        _("The card or token refused the request ({reason}). Nothing was signed.").format(reason=type(error).__name__)
    )
