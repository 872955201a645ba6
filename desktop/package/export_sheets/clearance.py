"""The sheet of who cleared what; there is none where nothing was cleared."""

from __future__ import annotations

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.sheets import Content, Sheet
from desktop.record.clearance_fingerprint import short_code
from desktop.record.clearance_parts import title_of_part
from desktop.record.cleared_part import CHANGED


def _build(source: Source, name: str) -> Sheet | None:
    submission, catalogue = source.submission, source.catalogue
    if not submission.cleared:
        return None
    headed = columns(
        (_("Objective or pledge"), "text"),
        (_("Cleared by"), "text"),
        (_("Ministry"), "text"),
        (_("Date"), "text"),
        (_("Changed after clearance"), "text"),
        (_("Code of this text"), "text"),
        (_("Fingerprint"), "text"),
    )
    rows: list[list[Content]] = [
        [
            title_of_part(submission, catalogue, each.part),
            each.by or None,
            each.ministry or None,
            each.date or None,
            _("Yes") if each.state == CHANGED else _("No"),
            short_code(each.fingerprint),
            each.fingerprint,
        ]
        for each in submission.cleared
    ]
    about = _("Who cleared each objective and each pledge, and whether it has been changed since.")
    return Sheet(name, "clearance_table", headed, rows, frozen=1, about=about)


SHEET = ExportSheet(":clearance", N_("Clearance"), _build)
