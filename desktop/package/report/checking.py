"""The last page: how whoever receives the report or the package sees that it is genuine, with tools that are not ours."""

from __future__ import annotations

from desktop.i18n.translation import gettext as _
from desktop.package import container_paths, verification_guide
from desktop.package.report.blocks import Anchor
from desktop.package.report.style import VALUE
from desktop.package.report.writer import Writer

_TEXT = VALUE.but(after=3.0, align="document")
_COMMAND = _TEXT.but(size=8.0, align="own", after=5.0)


def write_checking(writer: Writer) -> None:
    """Write the chapter on checking; a draft, which nobody signed, has none."""
    writer.chapter("checking", _("How to check this report"))
    begun = len(writer.blocks)
    writer.section(_("With a PDF reader"))
    writer.text(
        _(
            "This document has a digital signature. Open it in a PDF reader that shows signatures. "
            "The reader must say that the document has not been changed since it was signed. It may "
            "add that it does not know the signer. This is normal for certificates that signers make "
            "themselves."
        ),
        _TEXT,
    )
    writer.text(_("With the free tools of Poppler, type:"), _TEXT.but(keep=True))
    _command(writer, verification_guide.PDF)
    writer.text(_("The result must contain “Signature is Valid” and “Total document signed”."), _TEXT)
    writer.section(_("With the code on the cover"))
    writer.text(
        _(
            "Ask the signer by telephone to read out the code on the cover of this report. If it is the same as on this "
            "copy, and the signature is valid, this copy has the content that was signed. Each group ends with a "
            "check digit, so a digit that was misheard is noticed."
        ),
        _TEXT,
    )
    writer.text(_("Pledgebook computes the code again and compares it:"), _TEXT.but(keep=True))
    _command(writer, f'{verification_guide.OURS} --code "…"')
    # What is told of the document, and of the package, are wholes: neither leaves a few lines to a page of their own.
    writer.stay_together(begun)
    package = Anchor("checking-package")
    writer.add(package)
    begun = len(writer.blocks)
    writer.section(_("The whole package, with OpenSSL"))
    writer.text(
        _(
            "This report is part of a package, a file ending in .asice. It is a ZIP file with the "
            "report, the pledges, a workbook, the data file and one or more signatures over all of "
            "them. Its file {name} contains every step in detail. In short:"
        ).format(name=container_paths.GUIDE),
        _TEXT,
    )
    for text, commands in (
        (_("1. Unpack it:"), (verification_guide.UNPACK, verification_guide.ENTER)),
        (
            _("2. See who signed, and compare the fingerprint with the one that the signer reads out:"),
            (verification_guide.CERTIFICATES, verification_guide.FINGERPRINT),
        ),
        (_("3. Check the signature over the list of files:"), (verification_guide.SIGNATURE,)),
        (_("4. Check the files against the list:"), (verification_guide.FILES,)),
    ):
        writer.text(text, _TEXT.but(keep=True))
        for command in commands:
            _command(writer, command)
    writer.text(
        _(
            "Further signatures cover the same files as the first one. They are checked in the same "
            "way, with 001, 002 and so on in the file names. The signature in this document is that "
            "of the first signer."
        ),
        _TEXT,
    )
    package.room = writer.height_from(begun)


def _command(writer: Writer, command: str) -> None:
    writer.text(command, _COMMAND)
