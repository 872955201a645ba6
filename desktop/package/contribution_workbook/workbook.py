"""The workbook for colleagues, from what they are asked for to its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue import region_names
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import joined, separated
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import LANGUAGES, RIGHT_TO_LEFT, current_language, ngettext, use_language
from desktop.i18n.translation import gettext as _
from desktop.package.contribution_workbook.asked import Asked, kinds_of, left_out
from desktop.package.contribution_workbook.cell_contents import link_line, objective_line, principle_line
from desktop.package.contribution_workbook.hidden_record import HiddenRecord, record_of, to_text
from desktop.package.contribution_workbook.layout import FormSheet, sheets_of
from desktop.package.contribution_workbook.writing import FormBook, Help
from desktop.package.hidden_text import mark_of
from desktop.package.spreadsheet import Line
from desktop.package.submission_title import title_of_submission
from desktop.record.dates import in_words
from desktop.record.field_limits import limits_said
from desktop.record.submission import Submission
from desktop.record.value_parsing import is_country

_MOST_LINKED = 500
"""Entries that a drop-down offers to be linked with."""


@dataclass(frozen=True)
class Written:
    """A workbook that was written.

    Args:
        content: its bytes.
        mark: of its hidden record; the ledger keeps it, so that nobody can alter what the answers were.
        entries: how many entries it holds.
    """

    content: bytes
    mark: str
    entries: int


def write_contribution_workbook(
    submission: Submission,
    catalogue: Catalogue,
    asked: Asked,
    *,
    workbook: str,
    revision: str,
    language: str,
) -> Written:
    """Return the workbook in which somebody answers what they are asked for.

    Args:
        workbook: a new UUID, by which it is known when it comes back.
        revision: the id of the last revision of the file.
        language: of headings, help and choices, ISO 639-1; answers stand as they were given.
    """
    with use_language(language):
        front, choices = _("Read me first"), _("Choices")
        sheets = sheets_of(submission, catalogue, asked, workbook, (front, choices))
        book = FormBook(right_to_left=language in RIGHT_TO_LEFT, choices=choices)
        book.add_front(front, _front(submission, catalogue, asked, sheets))
        for sheet in sheets:
            book.add(sheet, {field.key: _help(field, submission, catalogue) for field, _heading in sheet.columns})
        record = HiddenRecord(workbook, submission.id, revision, language, asked.to, record_of(sheets))
        text = to_text(record)
        book.hide(text)
        entries = sum(1 for sheet in sheets if not sheet.rows_of for row in sheet.rows if not row.new)
        return Written(book.content(), mark_of(text), entries)


def _front(submission: Submission, catalogue: Catalogue, asked: Asked, sheets: list[FormSheet]) -> list[Line]:
    lines = [Line(title_of_submission(submission, catalogue)[:250], "title"), Line("")]
    lines.append(Line(_("For"), "pair", asked.to))
    if asked.until:
        lines.append(Line(_("Please send it back by"), "pair", in_words(asked.until)))
    if lead := submission.about.text("lead_ministry"):
        lines.append(Line(_("Send it back to"), "pair", lead))
    if asked.objectives:
        named = separated(objective_line(number, catalogue) for number in asked.objectives)
        lines.append(Line(_("Objectives"), "pair", named))
    lines += [Line(""), Line(_("What to do"), "head")]
    lines += [
        Line(str(number), "pair", text)
        for number, text in enumerate(
            (
                _("Go through the sheets of this workbook, and write in the white cells. Grey cells are locked."),
                _("Click a cell to see what belongs in it. Some cells offer a list to choose from."),
                _("For something new, use the empty rows at the end of a sheet."),
                _(
                    "Where several answers are possible, write each on a line of its own, or put a semicolon "
                    "between them."
                ),
                _("To remove an answer, empty its cell. To remove a whole entry, tell the people who sent you this."),
                _("Save the workbook as .xlsx, and send it back. Do not copy the sheets into another workbook."),
            ),
            1,
        )
    ]
    lines += [Line(""), Line(_("What is in this workbook"), "head")]
    lines += [Line(sheet.name, "pair", _held(sheet, catalogue)) for sheet in sheets]
    missing = [
        _("{kind}: {fields}").format(kind=_(kind.plural), fields=joined(_(each.label) for each in fields))
        for kind in kinds_of(asked, catalogue)
        if (fields := left_out(kind, asked))
    ]
    if missing:
        lines += [Line(""), Line(_("What is not in this workbook"), "head")]
        lines.append(Line(_("A workbook cannot hold attached files. Send them along with it.")))
        lines += [Line(text) for text in missing]
    return lines


def _held(sheet: FormSheet, catalogue: Catalogue) -> str:
    if sheet.rows_of:
        return _(catalogue.kind(sheet.kind).field(sheet.rows_of).help) or _("Several rows for each entry.")
    count = sum(1 for row in sheet.rows if not row.new)
    if not count:
        return _(catalogue.kind(sheet.kind).help)
    said = ngettext("{count} entry", "{count} entries", count).format(count=counted(count))
    about = _(catalogue.kind(sheet.kind).help)
    return _("{count}. {about}").format(count=said, about=about) if about else said


def _help(field: FormField, submission: Submission, catalogue: Catalogue) -> Help:
    offers, only = _offers(field, submission, catalogue)
    rules = list(_rules(field))
    short = "\n".join(text for text in (*rules, _(field.help)) if text)
    options = [
        _("{label}: {text}").format(label=catalogue.option_text(option), text=_(option.help))
        if option.help
        else catalogue.option_text(option)
        for option in field.options
        if not field.options_from
    ]
    whole = "\n".join(text for text in (_(field.help), *rules, *options) if text)
    return Help(short, whole, offers, only)


def _rules(field: FormField) -> list[str]:
    rules = []
    if field.type in ("choices", "objectives", "principles", "countries", "links"):
        rules.append(_("Several answers: one on each line, or with a semicolon between them."))
    if field.type == "date":
        rules.append(_("Enter a date, such as 2026, 2026-03 or 2026-03-02."))
    return rules + limits_said(field)


def _offers(field: FormField, submission: Submission, catalogue: Catalogue) -> tuple[tuple[str, ...], bool]:
    """Return what a drop-down of the field offers, and whether nothing else can be said."""
    match field.type:
        case "yes_no":
            return (_("Yes"), _("No")), True
        case "choice":
            return tuple(catalogue.option_text(option) for option in field.options), not field.open
        case "choices":
            return tuple(catalogue.option_text(option) for option in field.options), False
        case "objectives":
            return tuple(objective_line(each.number, catalogue) for each in catalogue.objectives), False
        case "principles":
            return tuple(principle_line(each.number, catalogue) for each in catalogue.principles), False
        case "country" | "countries":
            names = region_names.territories(current_language())
            return tuple(sorted(name for code, name in names.items() if is_country(code))), field.type == "country"
        case "language":
            names = region_names.languages(current_language())
            return tuple(names.get(code, code) for code in LANGUAGES), False
        case "links":
            entries = [entry for kind in field.refers_to for entry in submission.of_kind(kind)][:_MOST_LINKED]
            return tuple(
                link_line(entry.id, submission, catalogue) for entry in entries if entry.value("private") is not True
            ), False
    return (), False
