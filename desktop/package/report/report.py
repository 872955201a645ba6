"""The report of a submission, `report.pdf`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import RIGHT_TO_LEFT, use_language
from desktop.i18n.translation import gettext as _
from desktop.package.report import clearance, country
from desktop.package.report.annex import write_annex
from desktop.package.report.blocks import Anchor, Block, Setting
from desktop.package.report.checking import write_checking
from desktop.package.report.columns import Placed
from desktop.package.report.cover import Cover, contents
from desktop.package.report.front import front_matter
from desktop.package.report.objectives import write_objectives
from desktop.package.report.pages import Page, Printer, compose
from desktop.package.report.submission_facts import country_of, heading_of, purpose_of
from desktop.package.report.writer import Writer
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.purpose import is_one_pledge
from desktop.record.submission import Submission

_WHOLE = 1000
"""Into so many steps the work is divided: a third each for writing, laying out and printing."""


def write_report(
    submission: Submission,
    catalogue: Catalogue,
    *,
    language: str,
    draft: bool,
    history_note: str = "",
    code: str = "",
    work: ProgressReporter | None = None,
) -> bytes:
    """Return the report as PDF. The same submission gives the same bytes: the only time in it is that of its answers.

    Args:
        submission: what is included in the package, see `desktop.record.release.released`.
        language: of headings and labels, ISO 639-1; answers stand as they were given.
        draft: whether every page is marked as a draft.
        history_note: a text for the annex on the history of the submission.
        code: to read out, see `desktop.package.code_to_read_out`; it stands on the cover.

    Raises:
        Cancelled: somebody chose to stop.
    """
    work = work or NullProgress()
    with use_language(language):
        setting = Setting(language in RIGHT_TO_LEFT)
        make = partial(Writer, submission, catalogue, setting, apart=True)
        writer = make()
        alone = _is_nothing_but_pledges(submission)
        # Whoever reads one page reads these: what the country says, and how it stands.
        front = front_matter(make, alone=alone)
        if not alone:
            country.write_pledge_table(writer)
            writer.narrow = True
            write_objectives(writer, work, 0, _WHOLE)
        for write, narrow in (
            (country.write_pledges, True),
            (country.write_indicators, True),
            (country.write_policy, True),
            (country.write_recommendations, True),
            (partial(country.write_principles, charted=not alone), True),
            (country.write_others, True),
            (country.write_people, True),
            (clearance.write_clearance, False),
        ):
            work.step(_WHOLE // 4, _WHOLE, _("Creating the report"))
            writer.narrow = narrow
            write(writer)
        writer.narrow = True
        write_annex(writer, history_note, alone=alone)
        writer.narrow = False
        if not draft:
            write_checking(writer)
        pages = _pages(front, writer, draft, code, work, alone=alone)
        title = _title(submission, catalogue)
        printer = Printer(heading_of(submission, catalogue, title=title, draft=draft), plain=1)
        return printer.write(pages, _Part(work, _WHOLE * 2 // 3, _WHOLE), 0, len(pages))


def _is_nothing_but_pledges(submission: Submission) -> bool:
    """Whether there is nothing to be said of the objectives: it is for one pledge, and has no entry beside it."""
    beside = ("assessment", "practice", "gap", "evidence")
    return is_one_pledge(submission) and not any(each.answers for kind in beside for each in submission.of_kind(kind))


def _title(submission: Submission, catalogue: Catalogue) -> str:
    title = submission.about.text("title")
    if title:
        return title
    purpose = purpose_of(submission, catalogue)
    named = country_of(submission, catalogue)
    return _("{country}: {title}").format(country=named, title=purpose) if named else purpose


def _pages(
    front: Sequence[Block], writer: Writer, draft: bool, code: str, work: ProgressReporter, *, alone: bool
) -> list[Page]:
    """Return all pages: the cover, the message and the summary, the contents, the chapters.

    What shows nothing but pledges is a few pages, which need no contents, and the message stands on one with them.
    """
    cover = Page([Placed(Cover(writer.submission, writer.catalogue, writer.setting, draft=draft, code=code), 0.0)])
    numbers: dict[str, int] = {}
    anchors = [block for block in (*front, *writer.blocks) if isinstance(block, Anchor)]
    opening: list[Page] = []
    if alone:
        blocks = [*front, *writer.blocks]
    else:
        opening = compose(front) if front else []
        # Lines of the contents are as high with as without their numbers, which are filled in before they are drawn.
        blocks = [*contents(anchors, numbers, writer.setting), *writer.blocks]
    count = len(blocks)

    def step(done: int) -> None:
        work.step(_WHOLE // 3 + _WHOLE // 3 * done // count, _WHOLE, _("Laying out the report"))

    pages = [cover, *opening, *compose(blocks, step=step)]
    for number, page in enumerate(pages, 1):
        for block, *_place in page.placed:
            if isinstance(block, Anchor):
                numbers[block.name] = number
    return pages


class _Part:
    """A part of a longer work."""

    def __init__(self, work: ProgressReporter, start: int, end: int) -> None:
        self._work, self._start, self._end = work, start, end

    def step(self, done: int, total: int, text: str) -> None:
        """Tell the whole work how far it is."""
        self._work.step(self._start + (self._end - self._start) * done // total, self._end, text)
