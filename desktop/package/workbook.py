"""The workbook of a package, `submission.xlsx`: all that is released, in tables that can be filtered."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import N_, RIGHT_TO_LEFT, ngettext, use_language
from desktop.i18n.translation import gettext as _
from desktop.package.export_sheets import CHOICES, FRONT, export_sheets, formulas, long_texts, sheet_names
from desktop.package.export_sheets.export_sheet import Source
from desktop.package.report.submission_facts import answer_of, moment_of, purpose_of
from desktop.package.sheets import LongTexts, Sheet, unique
from desktop.package.spreadsheet import Book, Line, Setting
from desktop.package.submission_title import title_of_submission
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.progress import explanation
from desktop.record.submission import Submission

NEVER = datetime(1980, 1, 1, tzinfo=UTC)
"""The stamp of a workbook of which nobody knows when anything was said; the first day that ZIP files know."""


def write_workbook(
    submission: Submission, catalogue: Catalogue, *, language: str, draft: bool, work: ProgressReporter | None = None
) -> bytes:
    """Return the workbook of a submission that was already stripped of what stays in the file.

    The same submission gives the same bytes: the only time in it is that of the last answer.

    Args:
        language: of the workbook, ISO 639-1; labels are in it, answers stay as they were given.
        draft: whether to mark it as a draft; fields kept for signing then have no column.

    Raises:
        Cancelled: somebody chose to stop.
    """
    work = work or NullProgress()
    with use_language(language):
        return _write(submission, catalogue, language, draft, work)


def _write(submission: Submission, catalogue: Catalogue, language: str, draft: bool, work: ProgressReporter) -> bytes:
    names = sheet_names(catalogue)
    source = Source(submission, catalogue, draft, names, LongTexts(names[long_texts.SHEET.key]))
    kept = export_sheets(catalogue)
    made: list[Sheet] = []
    for number, each in enumerate(kept):
        work.step(number, 2 * len(kept), _("Collecting the content of the workbook"))
        if sheet := each.made(source, names[each.key]):
            made.append(sheet)
    steps = len(kept) + len(made)
    book = Book(_setting(submission, catalogue, language, draft))
    book.add_front(names[FRONT], _front(submission, catalogue, made, names, draft))
    book.offer(names[CHOICES], _offered(made))
    for number, sheet in enumerate(made, len(kept)):
        work.step(number, steps, _("Creating the workbook: {sheet}").format(sheet=sheet.name))
        book.add(sheet)
    work.step(steps, steps, _("Finishing the workbook"))
    return book.content()


def _setting(submission: Submission, catalogue: Catalogue, language: str, draft: bool) -> Setting:
    stamp = moment_of(submission) or NEVER
    said = [answer_of(submission, catalogue, key) for key in ("country", "cycle")]
    return Setting(
        right_to_left=language in RIGHT_TO_LEFT,
        heading=_short(joined(text for text in said if text)) or _(catalogue.pack.label),
        draft=draft,
        stamp=stamp.replace(microsecond=0, tzinfo=None),
        title=_short(title_of_submission(submission, catalogue)),
        subject=purpose_of(submission, catalogue),
        language=language,
    )


def _short(text: str) -> str:
    """Return a text for the first sheet, where a glance must be enough; it stands whole in its own sheet."""
    return text if len(text) <= _GLANCE else text[:_GLANCE] + "…"


_GLANCE = 250


def _front(
    submission: Submission, catalogue: Catalogue, made: list[Sheet], names: dict[str, str], draft: bool
) -> list[Line]:
    """Return what somebody reads who opens the workbook and nothing else: whose it is, what is where, how far to trust it."""
    lines = [Line(_short(title_of_submission(submission, catalogue)), "title")]
    if draft:
        lines.append(Line(_("Draft, not signed: to share with colleagues only."), "warning"))
    if submission.about.value("demonstration") is True:
        lines.append(
            Line(
                _("Demonstration: what many countries have published, and entries that were made up"),
                "warning",
            )
        )
    lines.append(Line(""))
    kind = catalogue.kind("submission")
    for key in ("country", "purpose", "cycle", "lead_ministry", "language"):
        if said := answer_of(submission, catalogue, key):
            lines.append(Line(_(kind.field(key).label), "pair", _short(said)))
    lines.append(Line(_("Forms"), "pair", _(catalogue.pack.label)))
    if (stamp := moment_of(submission)) is not None:
        lines.append(Line(_("Last change"), "pair", f"{stamp:%Y-%m-%d}"))
    lines.append(Line(""))
    lines.append(Line(_("What is in this workbook"), "head"))
    lines += [Line(sheet.name, "pair", _held(sheet, submission, catalogue), link=sheet.name) for sheet in made]
    lines.append(Line(names[CHOICES], "pair", _("What the drop-down lists offer."), link=names[CHOICES]))
    lines += [Line(""), Line(_("How to check this workbook"), "head")]
    if not draft:
        lines.append(Line(_(SIGNED)))
    if (agreement := formulas.agreement_of_all(made)) is not None:
        lines += [Line(_(CALCULATED)), Line(_("All recalculated values are the same"), "pair", agreement)]
    lines += [Line(""), Line(_("How to read this workbook"), "head"), *(Line(_(text)) for text in HOW_TO_READ)]
    lines += [Line(""), Line(_("What is not official"), "head"), Line(_(catalogue.pack.caution))]
    lines += [Line(""), Line(_("How it is calculated"), "head"), Line(explanation())]
    lines += [Line(_(text)) for text in (catalogue.policy.formula, catalogue.policy.missing) if text]
    return lines


SIGNED = N_(
    "This workbook was written with Pledgebook for a signed package (a file ending in "
    ".asice). Nothing in the workbook shows whether it is unchanged: verify the package, "
    "with Pledgebook or by following the steps in VERIFY.txt."
)
CALCULATED = N_(
    "Scores, ratings and numbers of entries appear twice: as Pledgebook wrote them, and as formulas that calculate them again "
    "from the answers in this workbook. If somebody changes an answer, the two differ."
)
HOW_TO_READ = (
    N_("An empty cell means that there is no answer. It never means zero."),
    N_("The narrow first column contains the ID of each entry. It never changes, here or in submission.json."),
    N_("Columns without any answer are hidden. To show them, use the plus sign above the sheet."),
    N_("Objectives and guiding principles are given by number, separated by semicolons."),
    N_("Links to other entries are given by the first eight characters of their ID and by their title."),
    N_("Dates are given as precisely as they are known. None of the answers is a formula."),
    N_(
        "Characters that a workbook cannot contain are shown as symbols such as ␀. submission.json has them as "
        "they were written."
    ),
)


def _held(sheet: Sheet, submission: Submission, catalogue: Catalogue) -> str:
    """Return what a sheet holds, in words."""
    if not sheet.kind:
        return sheet.about
    kind = catalogue.kind(sheet.kind)
    entries = submission.of_kind(sheet.kind)
    if kind.key == "submission":
        return _(kind.help)
    if kind.bound is None:
        return ngettext("{count} entry", "{count} entries", len(entries)).format(count=counted(len(entries)))
    answered = sum(1 for entry in entries if entry.answers)
    return _("Answered: {answered} of {count}").format(answered=answered, count=len(sheet.rows))


def _offered(made: list[Sheet]) -> dict[tuple[str, ...], str]:
    """Return what drop-downs offer to the heading of each list; columns with the same answers share one."""
    found: dict[tuple[str, ...], str] = {}
    for sheet in made:
        for column in sheet.columns:
            if column.options:
                found.setdefault(column.options, column.header)
    return dict(zip(found, unique(found.values()), strict=True))
