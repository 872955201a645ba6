"""The sheet of answers that the forms have no field for, such as those of an earlier cycle."""

from __future__ import annotations

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.sheets import ID, Content, Sheet
from desktop.record.entry import to_json


def _build(source: Source, name: str) -> Sheet | None:
    rows: list[list[Content]] = []
    for entry in sorted(source.submission.entries.values(), key=lambda each: (each.kind, each.order, each.id)):
        kind = source.catalogue.kinds.get(entry.kind)
        known = {each.key for each in kind.fields} if kind else set()
        for key in sorted(entry.answers.keys() - known):
            text = source.long.fit(to_json(entry.answers[key].value), entry.id, name, f"{entry.kind}.{key}")
            rows.append([entry.id, entry.kind, key, text])
    if not rows:
        return None
    headed = columns((ID, "id"), (_("Kind of entry"), "text"), (_("Technical name"), "text"), (_("Answer"), "long"))
    about = _("Answers to questions that are not in these forms.")
    return Sheet(name, "other_table", headed, rows, frozen=1, about=about)


SHEET = ExportSheet(
    ":other", N_("Other answers"), _build, lambda reader, sheet, rows: reader.compare_other(sheet, rows)
)
