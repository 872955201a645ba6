"""The chapter of who cleared what, in one table; there is none where nothing was cleared."""

from __future__ import annotations

from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Words
from desktop.package.report.spans import Span
from desktop.package.report.style import ACCENT, VALUE
from desktop.package.report.writer import Writer, anchor_of
from desktop.record.clearance_fingerprint import short_code
from desktop.record.clearance_parts import number_of, pledge_of, title_of_part
from desktop.record.cleared_part import CHANGED, ClearedPart
from desktop.record.date_parsing import shown_date

_BRIEF = 160


def write_clearance(writer: Writer) -> None:
    """Write the chapter."""
    cleared = writer.submission.cleared
    if not cleared:
        return
    writer.chapter("clearance", _("Clearance"))
    writer.text(
        _(
            "Who cleared which part of this submission, and the code of the text that was cleared. A part that has "
            "been changed since is marked."
        ),
        VALUE.but(after=6.0, keep=True),
    )
    heads = [
        _("Objective or pledge"),
        _("Cleared by"),
        _("Ministry"),
        _("Date"),
        _("Code of this text"),
        _("Changed after clearance"),
    ]
    rows: list[list[Words]] = [[[_part(writer, each)], *cells_of(each)] for each in cleared]
    writer.table(heads, rows, (0.3, 0.17, 0.17, 0.13, 0.12, 0.11))


def cells_of(cleared: ClearedPart) -> list[str]:
    """Return the cells of a row after the first one."""
    return [
        shortened(cleared.by, _BRIEF),
        shortened(cleared.ministry, _BRIEF),
        shown_date(cleared.date) if cleared.date else "",
        code(short_code(cleared.fingerprint)),
        _("Yes") if cleared.state == CHANGED else _("No"),
    ]


def _part(writer: Writer, cleared: ClearedPart) -> Span:
    submission = writer.submission
    title = title_of_part(submission, writer.catalogue, cleared.part)
    number = number_of(cleared.part)
    if number is not None:
        entry = submission.bound("assessment", str(number))
        return Span(title, colour=ACCENT, link=anchor_of(entry))
    pledge = submission.entries.get(pledge_of(cleared.part))
    return Span(title, colour=ACCENT, link=anchor_of(pledge)) if pledge else Span(title)
