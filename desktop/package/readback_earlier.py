"""Look for what people wrote in the documents of another version of the program.

Another version has other words of its own: labels, choices, dates, names of sheets. What people wrote is the same in
every version: titles, texts, figures. So that is what is looked for, each text in the row or the document of its entry,
and nothing is asked of the words around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import gettext as _
from desktop.package.readback_result import Comparison
from desktop.package.readback_workbook import long_texts_of, picture, sheets_of
from desktop.package.report.pdf_text import normal, readable
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import title_of

_WRITTEN = ("text", "long_text", "email", "number")


def compare_workbook(submission: Submission, catalogue: Catalogue, content: bytes) -> Comparison:
    """Look for every text of every entry in its row of a workbook, in whichever sheet that is."""
    compared = Comparison()
    found = sheets_of(content)
    if found is None:
        compared.differences.append(_("The workbook cannot be read back for checking."))
        return compared
    rows: dict[str, str] = defaultdict(str)
    for sheet in found.values():
        for row in sheet:
            # A mark between cells, so that two of them never make one text.
            rows[str(row[0]) if row else ""] += "\0" + "\0".join(normal(_cell(cell)) for cell in row)
        for (entry_id, *_column), text in long_texts_of(sheet).items():
            rows[entry_id] += f"\0{normal(text)}"
    everything = "".join(rows.values())
    for entry in submission.entries.values():
        # The sheet of the submission itself has a row for each field, and no id.
        text = everything if entry.kind == "submission" else rows.get(entry.id, "")
        _look(compared, entry, catalogue, text)
    return compared


def compare_pdfs(
    submission: Submission, catalogue: Catalogue, report: bytes, pledges: Mapping[str, bytes]
) -> Comparison:
    """Look for every text of every entry in the report, and for those of each pledge in its document too.

    Args:
        pledges: id of a pledge to its PDF.
    """
    compared = Comparison()
    read = readable(report)
    if read is None:
        compared.lacks_report()
        return compared
    for entry in submission.entries.values():
        _look(compared, entry, catalogue, read.text)
    for pledge in submission.of_kind("pledge"):
        found = readable(pledges.get(pledge.id))
        if found is None:
            compared.lacks_document(pledge.id)
        else:
            _look(compared, pledge, catalogue, found.text)
    return compared


def _look(compared: Comparison, entry: Entry, catalogue: Catalogue, text: str) -> None:
    compared.entries += 1
    for ways in written(entry, catalogue):
        compared.texts += 1
        if not any(way in text for way in ways):
            compared.differences.append(
                _("The report does not show the entry {id} ({title}) as it was written.").format(
                    id=entry.id, title=title_of(entry, catalogue)[:80]
                )
            )
            return


def written(entry: Entry, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """Yield each text that people wrote in an entry, in the forms in which documents may have it."""
    for field in catalogue.kind(entry.kind).fields:
        value = entry.value(field.key)
        if field.type in _WRITTEN and isinstance(value, str):
            yield _ways(value)
        elif field.type == "rows":
            texts = {column.key for column in field.columns if column.type in _WRITTEN}
            yield from (_ways(cell) for row in entry.rows(field.key) for key, cell in row.items() if key in texts)


def _ways(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normal(each) for each in (text, figure(text), picture(text))))


def _cell(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
