"""Save a workbook without leaving anything of it elsewhere.

openpyxl writes each sheet into the computer's folder for temporary files first, where a process that is killed leaves it
lying for anybody to read. Here each sheet is made in memory.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from desktop.package.workbook_charts import DescribedDrawing


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return stream.getvalue()


class _InMemory(ExcelWriter):
    # The same steps as openpyxl's own, which knows no other place than a file; none of them has types.
    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = DescribedDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        out = io.BytesIO()
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        archive: zipfile.ZipFile = self._archive  # type: ignore[attr-defined]
        archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)
