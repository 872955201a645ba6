"""The clearance sheet: the whole text of a part, to be printed, signed by hand and stamped.

Every page bears the code of the text, so that no page can be taken for one of another text, and nobody has to compare
sixty-four digits: whoever types the signature in compares the code on the paper with the one on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import RIGHT_TO_LEFT, code
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Anchor, Block, Setting, Text
from desktop.package.report.pages import Heading, Page, Printer, compose
from desktop.package.report.painter import Painter
from desktop.package.report.style import (
    BOTTOM,
    CHAPTER,
    FURNITURE,
    HEIGHT,
    INK,
    LABEL,
    MUTED,
    OVERLINE,
    PAGE_HEIGHT,
    SECTION,
    WIDTH,
)
from desktop.package.report.submission_facts import country_of, heading_of, purpose_of
from desktop.package.report.writer import Writer, anchor_of
from desktop.progress_reporter import NullProgress
from desktop.record.clearance import entries_of, fingerprint
from desktop.record.clearance_fingerprint import short_code
from desktop.record.clearance_parts import number_of, pledge_of
from desktop.record.release import released
from desktop.record.submission import Submission
from desktop.record.values import title_of


def write_clearance_sheet(
    submission: Submission, catalogue: Catalogue, parts: Sequence[str], *, language: str
) -> bytes:
    """Return the clearance sheets of some parts as one PDF, each with pages of its own; the same text gives the same bytes.

    Args:
        submission: all that the file says; what stays in it is left out here.
        language: the one that is spoken, ISO 639-1.
    """
    left = released(submission, catalogue, signed=True)
    setting = Setting(language in RIGHT_TO_LEFT)
    heading = heading_of(left, catalogue, title=_("Clearance sheet"), draft=False)
    printer = _Printer(heading)
    pages: list[Page] = []
    for part in parts:
        # Of the whole text: what is left of it, read again, would have the same fingerprint.
        mark = fingerprint(submission, catalogue, part)
        made = compose(_sheet(left, submission, catalogue, part, mark, setting))
        printer.furnish(len(made), mark)
        pages += made
    return printer.write(pages, NullProgress(), 0, len(pages))


def _sheet(
    left: Submission, submission: Submission, catalogue: Catalogue, part: str, mark: str, setting: Setting
) -> list[Block]:
    writer = Writer(left, catalogue, setting)
    writer.add(Anchor(part, _title(left, catalogue, part), new_page=True))
    writer.text(_overline(left, catalogue, part), OVERLINE)
    writer.text(_title(left, catalogue, part), CHAPTER)
    writer.note(
        _(
            "This is the text as a package would include it. It is cleared as it stands here: if "
            "anything in it is changed later, it has to be cleared again."
        )
    )
    writer.labelled(_("Code of this text"), code(short_code(mark)))
    writer.labelled(_("Fingerprint (SHA-256)"), code(" ".join(mark[place : place + 8] for place in range(0, 64, 8))))
    kind = ""
    for whole in entries_of(submission, catalogue, part):
        entry = left.entries.get(whole.id)
        if entry is None or not entry.answers:
            continue
        definition = catalogue.kind(entry.kind)
        if entry.kind == "assessment":
            writer.section(_(definition.label), anchor_of(entry))
            writer.answers(entry, definition)
        elif entry.kind == "pledge":
            writer.section(_(definition.label), anchor_of(entry))
            writer.answers(entry, definition, besides=(definition.title_field,))
        else:
            if entry.kind != kind:
                writer.section(_(definition.plural))
            writer.entry(entry)
        kind = entry.kind
    _keep_the_end(writer.blocks)
    writer.text(_("Cleared by"), SECTION.but(before=26.0))
    writer.add(*_lines(setting))
    return writer.blocks


def _keep_the_end(blocks: Sequence[Block]) -> None:
    """Let the last lines of the text stand on the page that is signed: nobody signs a page with nothing on it."""
    kept = 0.0
    for block in reversed(blocks):
        kept += block.height(WIDTH)
        if kept > HEIGHT / 4:
            break
        block.keep, block.together = True, 0


def _title(left: Submission, catalogue: Catalogue, part: str) -> str:
    number = number_of(part)
    if number is not None:
        return catalogue.title(number)
    pledge = left.entries[pledge_of(part)]
    return pledge.text(catalogue.kind(pledge.kind).title_field) or title_of(pledge, catalogue)


def _overline(left: Submission, catalogue: Catalogue, part: str) -> str:
    number = number_of(part)
    of = _("Objective {number}").format(number=number) if number is not None else _(catalogue.kind("pledge").label)
    return _("Clearance sheet · {part} · {country}").format(
        part=of, country=country_of(left, catalogue) or purpose_of(left, catalogue)
    )


def _lines(setting: Setting) -> list[Block]:
    """Return the lines to write on, which stay together with their heading, and beside them the place for a stamp."""
    return [_Signing(setting)]


class _Signing(Block):
    """Lines for name, function, date and signature, with a frame for a stamp beside them."""

    LINE_HEIGHT = 30.0
    SHARE = 0.62

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.before, self.after = 4.0, 0.0
        labels = (_("Full name"), _("Position"), _("Ministry"), _("Date"), _("Signature"))
        self._labels = [Text(each, LABEL, setting) for each in labels]
        self._stamp = Text(_("Stamp"), LABEL.but(align="centre"), setting)

    def height(self, width: float) -> float:
        return self.LINE_HEIGHT * (len(self._labels) + 1)  # a signature is larger than a name

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        wide = width * self.SHARE
        for place, label in enumerate(self._labels):
            foot = y + self.LINE_HEIGHT * (place + 1 + (place == len(self._labels) - 1))
            label.draw(painter, x, foot - label.height(wide * 0.25) - 1, wide * 0.25)
            painter.rule(x + wide * 0.27, foot, x + wide, foot, MUTED, 0.6)
        left, high, side = x + wide + 24, self.height(width) - 10, width - wide - 24
        painter.box(left, y + 10, side, high, stroke=MUTED)
        self._stamp.draw(painter, left, y + 10 + high - self._stamp.height(side) - 4, side)


class _Printer(Printer):
    """Numbers the pages of each sheet by themselves, and writes on every one the code of its text."""

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading)
        self._of_page: list[tuple[int, int, str]] = []
        self._code = ""

    def furnish(self, count: int, mark: str) -> None:
        """Say how many pages the next sheet has, and which text is on them."""
        said = _("Code of this text: {code}").format(code=code(short_code(mark)))
        self._of_page += [(number, count, said) for number in range(1, count + 1)]

    def _furniture(self, number: int, count: int) -> None:
        own, of, self._code = self._of_page[number - 1]
        super()._furniture(own, of)

    def _notice(self, y: float, width: float = WIDTH) -> None:
        self._line(self._code, FURNITURE.but(colour=INK, bold=True, size=9.0), y - 2, width)
        with_notice = PAGE_HEIGHT - BOTTOM + 34
        if self.heading.notice and y < with_notice:
            self._line(self.heading.notice, FURNITURE, with_notice, WIDTH)
