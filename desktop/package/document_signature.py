"""What the signature of a PDF in a package is worth: whole, alone, the last word, and by the signer of the package."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.i18n.translation import gettext as _
from desktop.package import pdf_form, signing
from desktop.package.certificate import NotACertificate

if TYPE_CHECKING:
    from desktop.package.examine import ContainerFindings

_READERS = ("pypdf", "pyhanko", "pyhanko_certvalidator")


@contextmanager
def unheard() -> Iterator[None]:
    """Let the readers of PDF say nothing meanwhile: what they say of a hostile file holds its words."""
    loggers = [logging.getLogger(name) for name in _READERS]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)


def flaw(pdf: bytes, findings: ContainerFindings) -> str:
    """Return what is wrong with the signature of a document, in words; empty when it is as it must be.

    Args:
        findings: of the container; in a draft the documents bear no signature.
    """
    try:
        parts = len(pdf_form.revisions(pdf))
        if findings.is_draft:
            return "" if parts == 1 else _("Something was added to it after it was made.")
        if parts == 1:
            return _("It has no signature of its own.")
        if parts > 2:
            return _("Something was added to it after it was signed.")
        with unheard():
            return _of_signed(pdf, findings)
    except pdf_form.NotOurFormError as error:
        return str(error)


def _of_signed(pdf: bytes, findings: ContainerFindings) -> str:
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        pdf_form.see_one_field(reader)
        found = list(reader.embedded_signatures)
        if not found:
            return _("It has no signature of its own.")
        if len(found) > 1:
            return _("It has more than one signature.")
        signature = signing.last_signature(reader)
        if signature is None or not signature.intact:
            return _("Its signature does not match it.")
        if not signature.whole_document:
            return _("Its signature covers only part of it.")
        signer = findings.signer
        if signer is None or signature.signer.fingerprint != signer.fingerprint:
            return _("It was not signed by the signer of the package.")
        if signature.signed_at != findings.signed_at:
            return _("Its time of signing differs from that of the package.")
        pdf_form.see_only_the_signature_added(reader)
    except pdf_form.NotOurFormError:
        raise
    except (*signing.BROKEN, NotACertificate):
        return _("It is not a PDF document that this program can read.")
    return ""
