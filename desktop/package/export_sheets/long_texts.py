"""The sheet of texts that are longer than a cell can be, in parts."""

from __future__ import annotations

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.sheets import ID, Sheet


def _build(source: Source, name: str) -> Sheet | None:
    if not source.long.rows:
        return None
    headed = columns((ID, "id"), (_("Sheet"), "text"), (_("Column"), "text"), (_("Part"), "short"), (_("Text"), "long"))
    about = _("Texts that are too long for one cell, in parts.")
    return Sheet(name, "long_texts_table", headed, source.long.rows, frozen=1, about=about)


SHEET = ExportSheet(":long", N_("Long texts"), _build, lambda reader, sheet, rows: reader.compare_long(sheet, rows))
