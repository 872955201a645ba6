"""Save a workbook without leaving anything of it elsewhere.

openpyxl writes each sheet into the computer's folder for temporary files first, where a process that is killed leaves it
lying for anybody to read. Here each sheet is made in memory. What comes of a formula is written beside it, which openpyxl
leaves out: whoever only shows cells, or reads them, shows and reads it then.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape  # that of xml.sax brings an HTTP client along
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from desktop.package.workbook_charts import DescribedDrawing

Results = Mapping[tuple[str, str], float | str]
"""Sheet and cell of each formula to what comes of it."""

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)')


def saved(book: Workbook, results: Results | None = None) -> bytes:
    """Return the bytes of a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive, results or {}).save()
    return stream.getvalue()


class _InMemory(ExcelWriter):
    def __init__(self, book: Workbook, archive: zipfile.ZipFile, results: Results) -> None:
        super().__init__(book, archive)
        self._results = results
        self._calculated = {sheet for sheet, _cell in results}

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
        content = out.getvalue()
        if ws.title in self._calculated:
            content = _FORMULA.sub(lambda found: self._with_result(ws.title, found), content)
        archive.writestr(ws.path[1:], content)
        self.manifest.append(ws)

    def _with_result(self, sheet: str, found: re.Match[bytes]) -> bytes:
        cell, attributes, formula = found.groups()
        result = self._results[sheet, cell.decode()]
        kind, written = (b' t="str"', escape(result, quote=False)) if isinstance(result, str) else (b"", repr(result))
        return b'<c r="%b"%b%b>%b<v>%b</v>' % (cell, attributes, kind, formula, written.encode())
