"""Sign a PDF by itself (PAdES baseline B-B, ETSI EN 319 142-1) and see what the signature in a PDF is worth.

Each PDF of a package can travel alone, through the online pledge form for one, so each bears a signature of
its own.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.package import cades_signature, certificate
from desktop.package.offline import without_network
from desktop.package.signer import Signer

with without_network():
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
    from pyhanko.sign.signers.pdf_byterange import SignatureObject
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

FIELD = "Signature"
"""The name of the signature field, which has no place on a page: what is signed looks as it did before."""

# What the readers of PDF and of ASN.1 meet broken input with.
BROKEN = (
    PdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    OverflowError,
    RecursionError,
)


class NotAPdf(UserError):
    """The bytes are not a PDF that can be read."""


@dataclass(frozen=True)
class PdfSignature:
    """What the last signature in a PDF is worth.

    Args:
        intact: whether what it covers is unchanged and the key is the signer's.
        whole_document: whether it covers every byte of the file but itself.
        signer: whom its certificate names.
        signed_at: when, as the document says; None when it does not.
    """

    intact: bool
    whole_document: bool
    signer: certificate.Signatory
    signed_at: datetime | None

    @property
    def sound(self) -> bool:
        """Whether the document is, to the last byte, what the signer signed."""
        return self.intact and self.whole_document


def sign_pdf(pdf: bytes, signer: Signer, reason: str, location: str, at: datetime) -> bytes:
    """Return the PDF with an invisible signature over all of it.

    Args:
        reason: why it was signed, in words for people.
        location: where, in words.
        at: the time of signing, with its time zone.

    Raises:
        NotAPdf: the bytes cannot be read.
        Expired: the certificate is not valid then.
        UserError: the signer refuses.
    """
    try:
        writer = _Writer(io.BytesIO(pdf))
    except BROKEN as error:
        raise _not_a_pdf() from error
    at = at.astimezone(UTC).replace(microsecond=0)
    writer.register_extension(ESIC_EXTENSION_1)
    placeholder = SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        name=certificate.signatory(signer.certificates[0]).name,
        location=location or None,
        reason=reason or None,
        # The message is written in hexadecimal; whoever reads the document reads all of the room left for it, slowly.
        bytes_reserved=2 * cades_signature.longest(signer, at, timed=False),
    )
    # pyHanko's own signer would take the time from the clock; this way the document says when, and nothing
    # else does.
    # What has no place on a page needs none in the tree of the document either (ISO 14289-1, 7.18.1).
    field = SigFieldSpec(
        FIELD,
        invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
        readable_field_name=pgettext("digital", "Signature"),
    )
    steps = PdfCMSEmbedder(new_field_spec=field).write_cms(field_name=FIELD, writer=writer)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=placeholder))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256", output=io.BytesIO()))
    steps.send(cades_signature.sign_digest(prepared.document_digest, signer, at, timed=False))
    signed: bytes = output.getvalue()
    return signed


def check_pdf_signature(pdf: bytes) -> PdfSignature | None:
    """Return what the last signature in a PDF is worth, or None when it bears none.

    Raises:
        NotAPdf: the bytes cannot be read, or the signature cannot.
    """
    try:
        return last_signature(PdfFileReader(io.BytesIO(pdf)))
    except (*BROKEN, certificate.NotACertificate) as error:
        raise _not_a_pdf() from error


def last_signature(reader: PdfFileReader) -> PdfSignature | None:
    """Return what the last signature in an open PDF is worth, or None when it bears none.

    Raises:
        NotACertificate, or one of `BROKEN`: the signature cannot be read.
    """
    found = reader.embedded_regular_signatures
    if not found:
        return None
    last = found[-1]
    last.compute_integrity_info(skip_diff=True)
    unchanged, valid = validate_sig_integrity(
        last.signer_info,
        last.signer_cert,
        expected_content_type="data",
        actual_digest=last.compute_digest(),
    )
    return PdfSignature(
        intact=unchanged and valid,
        whole_document=last.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        signer=certificate.signatory(last.signer_cert.dump()),
        signed_at=last.self_reported_timestamp,
    )


class _Writer(IncrementalPdfFileWriter):
    """A writer that adds to a PDF and leaves what it says of itself (its date, what wrote it) as it is."""

    def _update_meta(self) -> None:
        pass


def _not_a_pdf() -> NotAPdf:
    return NotAPdf(_("This is not a PDF document with a signature that can be read."))
