"""The sheet that says what each column of the others means."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import separated
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.sheets import Content, Sheet, columns_of, fields_of
from desktop.record.field_limits import limits_said


def _build(source: Source, name: str) -> Sheet:
    catalogue, draft = source.catalogue, source.draft
    headed = columns(
        (_("Sheet"), "text"),
        (_("Column"), "text"),
        (_("What to write"), "long"),
        (_("Rules"), "long"),
        (_("Status of this text"), "text"),
        (_("Technical name"), "text"),
    )
    rows: list[list[Content]] = []
    for key, kind in catalogue.kinds.items():
        shown = [column for column in columns_of(kind, catalogue, draft=draft) if column.field]
        for definition, column in zip(fields_of(kind, draft=draft), shown, strict=True):
            rows.append(
                [
                    source.names[key],
                    column.header,
                    _(definition.help) or None,
                    "\n".join(_rules(definition, catalogue)) or None,
                    catalogue.standing_label(definition.standing) or None,
                    f"{key}.{definition.key}",
                ]
            )
    about = _("What each column means, and its technical name.")
    return Sheet(name, "columns_table", headed, rows, frozen=2, about=about)


def _rules(definition: FormField, catalogue: Catalogue) -> list[str]:
    rules = []
    if definition.options and not definition.options_from:
        rules.append(separated(catalogue.option_text(option) for option in definition.options))
    return rules + limits_said(definition)


SHEET = ExportSheet(":columns", N_("Columns"), _build)
