"""The commands about signatures: add one to a package, verify a package; and the options that say who signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli_asking import ask_secret
from desktop.cli_common import FILE, NO, language_option, refuse_both, say_data, tell, tell_path
from desktop.errors import UserError
from desktop.i18n.lists import joined
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import left_to_right
from desktop.package import signing_keys

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner
    from desktop.package.container_findings import ContainerFindings
    from desktop.package.signer import Signer
    from desktop.package.signing_keys.kind import KeyKind, Option


@dataclass(frozen=True)
class SigningOptions:
    """Who signs, as it was said on the command line.

    Args:
        said: the values of the options of `signing_options` that were given, by their names.
    """

    said: Mapping[str, Path | str]

    @property
    def kinds(self) -> dict[str, KeyKind]:
        """The kinds of keys that are to sign, by the option that said so; one at most can."""
        return {kind.options[0].flag: kind for kind in signing_keys.KINDS if kind.options[0].key in self.said}

    def flags(self, beside: KeyKind | None = None) -> list[str]:
        """Return the options that were given, without those of one kind where it is named."""
        kinds = [kind for kind in signing_keys.KINDS if kind is not beside]
        return [each.flag for kind in kinds for each in kind.options if each.key in self.said]

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """Open the key for a block, with its secret."""
        if not self.kinds:
            raise UserError(how_to_sign())
        flag, kind = next(iter(self.kinds.items()))
        refuse_both((flag, True), *((each, True) for each in self.flags(beside=kind)))
        self._refuse_without_files(kind)
        key = kind.chosen(self.said)
        with key.opened(self._secret(kind.secret_option, _(key.secret))) as signer:
            yield signer

    def _refuse_without_files(self, kind: KeyKind) -> None:
        """Refuse a key of which a file is not named: the window does not go on without it either."""
        flags = {option.key: option.flag for option in kind.options}
        for asked in kind.asks:
            if asked.files and asked.key not in self.said:
                text = _("To sign with {option}, give {other} too.")
                raise UserError(text.format(option=kind.options[0].flag, other=flags[asked.key]))

    def _secret(self, option: Option, question: str) -> str:
        """Read a secret from its file, or ask for it; it is never an argument, which others on the computer could see."""
        from desktop.operations.identities import read_passphrase

        if option.key in self.said:
            return read_passphrase(Path(self.said[option.key]))
        refusal = _("To sign, give {option}: a file whose first line is the passphrase or the PIN.").format(
            option=option.flag
        )
        return ask_secret(question, refusal)


def how_to_sign() -> str:
    """Return in a sentence which options say who signs."""
    offered = joined(left_to_right(kind.options[0].flag) for kind in signing_keys.KINDS)
    return _("To sign, give one of these options: {options}.").format(options=offered)


def signing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say who signs; it takes them together as `signing`."""

    options = [option for kind in signing_keys.KINDS for option in kind.options]

    def taking(*args: Any, **kwargs: Any) -> Any:
        said = {each.key: kwargs.pop(each.key) for each in options}
        given = {key: value for key, value in said.items() if value not in (None, "")}
        return command(*args, signing=SigningOptions(given), **kwargs)

    taking.__name__, taking.__doc__ = command.__name__, command.__doc__
    taking.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    for option in reversed(options):
        sort: dict[str, Any] = {"type": FILE, "metavar": option.metavar} if option.is_file else {"default": ""}
        taking = click.option(option.flag, help=option.help, **sort)(taking)
    return taking


def announcing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say who else is to sign."""
    for option in (
        click.option(
            "--announce-certificate",
            "announced_files",
            multiple=True,
            type=FILE,
            metavar="CERTIFICATE.pem",
            help="The owner of this certificate will sign the package too. Can be given several times.",
        ),
        click.option(
            "--announce",
            "announced_names",
            multiple=True,
            metavar="NAME",
            help="Somebody who will sign the package too, so that a missing signature is noticed. Can be "
            "given several times.",
        ),
    ):
        command = option(command)
    return command


def announced_by(names: tuple[str, ...], files: tuple[Path, ...]) -> tuple[AnnouncedSigner, ...]:
    """Return who is announced on the command line."""
    from desktop.operations.sign import announce, announce_certificate

    return (*(announce(name) for name in names), *(announce_certificate(path) for path in files))


@click.command()
@click.argument("package", type=FILE)
@signing_options
@click.option("--for", "signed_for", default="", metavar="NAME", help="Which of the announced signers you sign for.")
@click.option("--out", type=FILE, help="Where to save the package. If you leave it out: in place of PACKAGE.")
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def sign(package: Path, signing: SigningOptions, signed_for: str, out: Path | None, as_json: bool) -> int:
    """Add your signature to PACKAGE, which somebody has already signed. Nothing that was signed is changed.

    Exits with code 1 if PACKAGE cannot be relied on or you have signed it already.
    """
    from desktop.operations.clock import now
    from desktop.operations.sign import CannotAddSignature
    from desktop.operations.sign import sign as signing_it

    try:
        with signing.opened() as signer:
            done = signing_it(package, signer, at=now(), signed_for=signed_for, out=out)
    except CannotAddSignature as problem:
        if as_json:
            say_data({"signed": False, "reason": problem.message})
        else:
            tell(problem.message, err=True)
        return NO
    if as_json:
        say_data({"signed": True, **asdict(done), "path": str(done.path), "missing": list(done.missing)})
        return 0
    tell_path(done.path)
    tell(done.sentence(), err=True)
    return 0


@click.command()
@click.argument("package", type=FILE)
@click.option(
    "--trust",
    type=FILE,
    help=(
        "A certificate file (PEM). The signer must be the owner of this certificate, or have a certificate "
        "issued by its owner."
    ),
)
@click.option(
    "--code", help="The code that was read out to you. The command also checks that it is the code of PACKAGE."
)
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
def verify(package: Path, trust: Path | None, code: str | None, as_json: bool) -> int:
    """Say whether PACKAGE is intact, who has signed it and who has not. Exits with code 1 if the check fails."""
    from desktop.operations.verify import as_data, compare_code
    from desktop.operations.verify import verify as verifying

    findings = verifying(package, trust=trust)
    compared = None if code is None else compare_code(findings, code)
    if as_json:
        data = as_data(findings)
        if compared is not None:
            data["code_matches"] = compared.same
        say_data(data)
    else:
        _tell(findings)
        if compared is not None:
            tell(_("{mark} {text}").format(mark="✓" if compared.same else "✗", text=compared.sentence))
    return 0 if findings.sound and (compared is None or compared.same) else NO


def _tell(findings: ContainerFindings) -> None:
    tell(findings.summary)
    if findings.code:
        tell(_("Code to read out: {code}").format(code=findings.code))
    for made in findings.checks:
        for line in (made.sentence, *made.details):
            tell(_("{mark} {text}").format(mark=made.sign, text=line))
    # Of a signature that does not hold, the name is told too: it is what the certificate says.
    for each in findings.signers if findings.signer is not None else ():
        tell(_("Name in the certificate: {name}").format(name=each.signatory.name))
        tell(_("Fingerprint: {fingerprint}").format(fingerprint=each.signatory.fingerprint))
        if each.vouching:
            tell(each.vouching)


@click.command("covering-note")
@click.argument("package", type=FILE)
@click.option("--out", required=True, type=FILE, help="The note, as a .docx or .pdf file.")
@language_option("The language of the note. If you leave it out: the language of the package.")
def covering_note(package: Path, out: Path, language: str) -> None:
    """Save a covering note for PACKAGE. The note says who signed the package and gives the code to read out."""
    from desktop.operations.covering_note import save_covering_note

    tell_path(save_covering_note(package, out, language=language))
