"""The guide for whoever receives a package, `VERIFY.txt`: how to check it with tools that are not ours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.i18n.text_sanitizing import clean
from desktop.i18n.text_wrapping import columns, wrapped
from desktop.i18n.translation import N_, ngettext, use_language
from desktop.i18n.translation import gettext as _
from desktop.package import container_paths
from desktop.package.code_to_read_out import code_of
from desktop.package.container_names import manifest_name, signature_name
from desktop.package.writer import writer

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner
    from desktop.package.certificate import Signatory

WIDTH = 78
"""Columns of a line."""

RULE = "=" * WIDTH

WRITTEN_BY = N_("Written by Pledgebook {version}.")
_WRITTEN_BY = re.compile(rb"^Written by Pledgebook ([0-9A-Za-z.+-]{1,40})\.$", re.MULTILINE)

UNPACK = "unzip PACKAGE.asice -d package"
ENTER = "cd package"


def certificates_of(number: int) -> str:
    """Return the command that takes the certificates out of a signature; the first one is number 0."""
    return f"openssl pkcs7 -inform DER -in {signature_name(number)} -print_certs -out certificates{_mark(number)}.pem"


def fingerprint_of(number: int) -> str:
    """Return the command that shows whose certificate it is, and its fingerprint."""
    return f"openssl x509 -in certificates{_mark(number)}.pem -noout -subject -fingerprint -sha256"


def checking_of(number: int) -> str:
    """Return the command that checks a signature over its list."""
    return (
        f"openssl cms -verify -cades -binary -inform DER -in {signature_name(number)} -content {manifest_name(number)}"
        f" -CAfile certificates{_mark(number)}.pem -partial_chain -purpose any -out manifest-checked{_mark(number)}.xml"
    )


def listed_in(number: int) -> str:
    """Return the command that shows the digest of the guide in the list under a signature."""
    return f"grep -A 2 '\"{container_paths.GUIDE}\"' {manifest_name(number)}"


def _mark(number: int) -> str:
    return f"{number:03d}" if number else ""


CERTIFICATES, FINGERPRINT, SIGNATURE = certificates_of(0), fingerprint_of(0), checking_of(0)
GUIDE_DIGEST = f"openssl dgst -sha256 -binary {container_paths.GUIDE} | openssl base64"
GUIDE_LISTED = listed_in(0)
FILES = f"grep -E '^[0-9a-f]{{64}}  ' {container_paths.GUIDE} | sha256sum -c"
PDF = f"pdfsig {container_paths.REPORT}"
OURS = "pledgebook verify PACKAGE.asice"
TRUST = "pledgebook verify PACKAGE.asice --trust CERTIFICATE.pem"


def verify_text(
    files: Mapping[str, bytes],
    *,
    title: str,
    language: str,
    signatory: Signatory | None,
    announced: Sequence[AnnouncedSigner] = (),
    stood: Callable[[], Sequence[str]] = tuple,
) -> bytes:
    """Return the guide, in English and in the language of the package. The same files give the same bytes.

    Args:
        files: every other file of the package as it will lie there, PDFs already signed; name to content.
        title: of the submission.
        language: of the package, ISO 639-1.
        signatory: who signs; None for a draft.
        announced: who is to sign as well.
        stood: says what was not complete, in the language spoken; nothing where all was.
    """
    # Each is asked for once: a package may hold more than the memory does.
    sizes: dict[str, int] = {}
    summed: dict[str, bytes] = {}
    for name in files:
        content = files[name]
        sizes[name], summed[name] = len(content), hashlib.sha256(content).digest()
    return guide_of(
        sizes, summed, title=title, language=language, signatory=signatory, announced=announced, stood=stood
    )


def guide_of(
    sizes: Mapping[str, int],
    summed: Mapping[str, bytes],
    *,
    title: str,
    language: str,
    signatory: Signatory | None,
    announced: Sequence[AnnouncedSigner] = (),
    stood: Callable[[], Sequence[str]] = tuple,
) -> bytes:
    """Return the guide for files of which only these are known: the size and the SHA-256 (32 bytes) by name."""
    lines: list[str] = []
    record = summed.get(container_paths.RECORD)
    code = code_of(record, signatory.fingerprint if signatory else "") if record else ""
    for each in dict.fromkeys(("en", language)):
        with use_language(each):
            guide = _Guide()
            _write(guide, title, stood(), signatory, announced, sizes, code)
            lines += guide.lines
    return ("\n".join([*lines, RULE, "SHA-256", RULE, "", *digests(summed), ""])).encode("utf-8", "replace")


def written_by(guide: bytes) -> str:
    """Return which program a guide says it was written by, see `writer`; empty when it says nothing of it."""
    found = _WRITTEN_BY.search(guide)
    return found[1].decode("ascii") if found else ""


def digests(files: Mapping[str, bytes]) -> list[str]:
    """Return the lines with the digest of each file, as they stand at the end of the guide.

    Args:
        files: name to SHA-256, 32 bytes.
    """
    return [f"{files[name].hex()}  {name}" for name in sorted(files)]


class _Guide:
    """Lines of plain text, set to a width that every window and printer shows."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def head(self, text: str) -> None:
        self.lines += [RULE, text, RULE, ""]

    def section(self, text: str) -> None:
        self.lines += [text, "-" * min(WIDTH, columns(text)), ""]

    def say(self, text: str, indent: str = "") -> None:
        self.lines += [
            *wrapped(text, WIDTH, indent, " " * len(indent)),
            "",
        ]

    def quote(self, text: str) -> None:
        # Somebody else's words: broken at the right places they could pass for a heading or a digest of ours.
        self.lines += [*wrapped(text, WIDTH, "> ", "> "), ""]

    def run(self, *commands: str) -> None:
        self.lines += [*(f"    {command}" for command in commands), ""]


def _write(
    guide: _Guide,
    title: str,
    stood: Sequence[str],
    signatory: Signatory | None,
    announced: Sequence[AnnouncedSigner],
    sizes: Mapping[str, int],
    code: str,
) -> None:
    guide.head(_("How to check this package"))
    guide.quote(_plain(title))
    guide.say(_(WRITTEN_BY).format(version=writer()))
    for line in stood:
        guide.say(line)
    _who(guide, signatory)
    if code:
        _code(guide, code, is_signed=signatory is not None)
    if announced:
        _who_else(guide, announced)
    _what(guide, sizes)
    _how(guide, signatory)
    if signatory is not None:
        _meaning(guide)


def _plain(text: str) -> str:
    """Return a text of somebody else in one line, without anything that would change how the guide looks."""
    return " ".join(clean(text).split())


def _who(guide: _Guide, signatory: Signatory | None) -> None:
    guide.section(_("Who signed it"))
    if signatory is None:
        guide.say(
            _(
                "Nobody: this is a draft to share with colleagues. It has no signature, and anybody could have "
                "changed it."
            )
        )
        return
    guide.say(_("Name in the certificate: {name}").format(name=_plain(signatory.name)))
    if signatory.country:
        guide.say(_("Country in the certificate: {country}").format(country=_plain(signatory.country)))
    guide.say(_("Fingerprint of the certificate (SHA-256):"))
    digits = signatory.fingerprint.split()
    guide.run(" ".join(digits[:8]), " ".join(digits[8:]))
    if signatory.self_made:
        guide.say(
            _(
                "The signer made this certificate, and nobody else confirms the name in it. Ask the signer for "
                "the fingerprint in another way, such as by telephone or in the covering note, and compare: the "
                "first five groups are enough."
            )
        )
    else:
        guide.say(
            _(
                "The certificate says that it was issued by {name}. Only the certificate of {name} can "
                "prove that. Get it from {name} and not from this package. If you cannot get it, ask the "
                "signer for the fingerprint in another way, and compare."
            ).format(name=_plain(signatory.issued_by))
        )


def _code(guide: _Guide, code: str, *, is_signed: bool) -> None:
    guide.section(_("Code to read out"))
    guide.say(
        _(
            "The same code is on the cover of the report. Ask the signer to read it out on the telephone, and compare. "
            "The code is calculated from the data file and the certificate of the first signer."
        )
        if is_signed
        else _(
            "The same code is on the cover of the report. Ask the sender to read it out on the telephone, and compare. "
            "The code is calculated from the data file."
        )
    )
    guide.run(code)


def _who_else(guide: _Guide, announced: Sequence[AnnouncedSigner]) -> None:
    guide.section(_("Who else is to sign it"))
    guide.say(
        _(
            "The signatures of others are added to the package later, without changing anything in "
            "it. A signature that is not there has not been added yet, or has been removed. The "
            "signer announced these signers:"
        )
    )
    for each in announced:
        guide.say(_plain(each.name), "- ")
        if each.fingerprint:
            digits = each.fingerprint.split()
            guide.run(" ".join(digits[:8]), " ".join(digits[8:]))


def _what(guide: _Guide, sizes: Mapping[str, int]) -> None:
    guide.section(_("Files in the package"))
    for name, size in sorted(sizes.items()):
        measured = ngettext("{count} byte", "{count} bytes", size).format(count=size)
        guide.lines.append(
            "  "
            + _("{name}: {text}").format(
                name=_("{name} ({size})").format(name=name, size=measured), text=_purpose(name)
            )
        )
    guide.lines.append("  " + _("{name}: {text}").format(name=container_paths.GUIDE, text=_("this guide")))
    guide.lines.append("")
    guide.say(_("The SHA-256 values of these files are at the end of this guide, except that of the guide itself."))


def _purpose(name: str) -> str:
    if name == container_paths.REPORT:
        return _("the report, for reading and printing")
    if name == container_paths.WORKBOOK:
        return _("the same content in tables")
    if name == container_paths.RECORD:
        return _("the same content for other programs")
    if name.startswith(container_paths.PLEDGES):
        return _("one pledge, in the order of the online form")
    return _("an attached file")


def _how(guide: _Guide, signatory: Signatory | None) -> None:
    guide.section(_("To check it with Pledgebook"))
    guide.run(OURS)
    if signatory is None:
        guide.section(_("To check it with other tools"))
        guide.say(_("A draft has no signature to check. To see that its files are complete:"))
        guide.run(UNPACK, ENTER, FILES)
        guide.say(_("Every line must end with OK."))
        return
    guide.say(_("If the signer gave you a certificate, the package must be signed with that one:"))
    guide.run(TRUST)
    guide.section(_("To check it with other tools"))
    guide.say(_("The package is an ASiC-E container (ETSI EN 319 162-1): a ZIP file with a signature over a list."))
    guide.say(_("1. Unpack it into an empty folder:"))
    guide.run(UNPACK, ENTER)
    guide.say(
        _(
            "2. Extract the certificate from the signature, and compare its fingerprint with the one above (the "
            "same digits, with colons between them):"
        )
    )
    guide.run(CERTIFICATES, FINGERPRINT)
    guide.say(_("3. Check the signature over the list of files; the result must be “CAdES Verification successful”:"))
    guide.run(SIGNATURE)
    guide.say(_("4. Check that this guide is the one in the list; both commands must show the same 44 characters:"))
    guide.run(GUIDE_DIGEST, GUIDE_LISTED)
    guide.say(_("5. Check all other files against the SHA-256 values in this guide; every line must end with OK:"))
    guide.run(FILES)
    guide.say(
        _(
            "On macOS, type “shasum -a 256 -c” instead of “sha256sum -c”. On Windows, “certutil -hashfile "
            "report.pdf SHA256” shows the SHA-256 value of one file."
        )
    )
    guide.say(_("6. Check the signature of a PDF. Each PDF has its own, so it can be sent separately:"))
    guide.run(PDF)
    guide.say(
        _(
            "7. The package may have more than one signature. Each further one is in a file of its "
            "own with a number, and is checked against a list of its own. For {name}, type the "
            "following; for the next one, type 002 in place of 001. The last command must show the "
            "same 44 characters as in step 4: this proves that the signature covers the same files. "
            "The PDFs have the signature of the first signer only."
        ).format(name=signature_name(1).rpartition("/")[2])
    )
    guide.run(certificates_of(1), fingerprint_of(1), checking_of(1), listed_in(1))


def _meaning(guide: _Guide) -> None:
    guide.section(_("What the results mean"))
    guide.say(
        _("“CAdES Verification successful”: the list of files is exactly what the holder of the key signed."),
        "- ",
    )
    guide.say(
        _(
            "“Verification failure”: if the message says “certificate has expired”, add "
            "-no_check_time to the command and check again. Otherwise the list or the signature was "
            "changed: do not use the package."
        ),
        "- ",
    )
    guide.say(_("“FAILED” next to a file: that file was changed. “No such file”: it was removed."), "- ")
    guide.say(
        _(
            "“mimetype” and the lists and signatures in META-INF belong to the container. Any other "
            "file that is not in this guide was added by somebody else and is not part of what was "
            "signed."
        ),
        "- ",
    )
    guide.say(
        _(
            "“Signature is Valid” with “Certificate issuer is unknown” or “Certificate issuer isn't "
            "Trusted”: the PDF has not been changed since it was signed. Your computer does not know "
            "the signer, as with every self-made certificate. Compare the fingerprint."
        ),
        "- ",
    )
