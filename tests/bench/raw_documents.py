"""Pledges as plain signed documents: reportlab's own pages and pyHanko's own signatures, and nothing done beyond.

The least that as many documents take: no shaping, no tags, no reading back, no workbook, no record, no container.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from desktop import paths


def pledges_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the answers of the pledges of a machine record."""
    entries = [each["answers"] for each in record["entries"] if each["kind"] == "pledge"]
    return [{key: answer["value"] for key, answer in answers.items()} for answers in entries]


def write_raw(pledges: Sequence[dict[str, Any]], folder: Path, key: Path, passphrase: str) -> None:
    """Write and sign a document for each pledge."""
    signer = signers.SimpleSigner.load_pkcs12(key, passphrase=passphrase.encode())
    assert signer is not None
    if "Raw" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Raw", paths.resources() / "fonts" / "NotoSans-Regular.ttf"))
    head, text = ParagraphStyle("head", fontName="Raw", fontSize=9), ParagraphStyle("text", fontName="Raw", fontSize=10)
    for number, answers in enumerate(pledges):
        document = io.BytesIO()
        flow = []
        for field, value in answers.items():
            flow.append(Paragraph(escape(field), head))
            flow += [Paragraph(escape(line), text) for line in str(value).splitlines()]
        SimpleDocTemplate(document).build(flow)
        writer = IncrementalPdfFileWriter(io.BytesIO(document.getvalue()))
        meta = signers.PdfSignatureMetadata(field_name="Signature", subfilter=SigSeedSubFilter.PADES)
        signed = signers.sign_pdf(writer, meta, signer)
        (folder / f"{number}.pdf").write_bytes(signed.getbuffer())
