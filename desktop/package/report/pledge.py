"""One pledge as a document of its own, in the order of the online pledge form."""

from __future__ import annotations

from datetime import datetime

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import RIGHT_TO_LEFT, use_language
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Anchor, Setting
from desktop.package.report.pages import Printer, compose
from desktop.package.report.style import CHAPTER, OVERLINE
from desktop.package.report.submission_facts import heading_of, is_demonstration, purpose_of, warning_of
from desktop.package.report.writer import Writer, anchor_of, muted
from desktop.progress_reporter import NullProgress
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import applies, length, title_of


def write_pledge(
    submission: Submission,
    catalogue: Catalogue,
    entry: Entry,
    *,
    language: str,
    draft: bool,
    at: datetime | None = None,
) -> bytes:
    """Return a pledge as PDF: every answer, section by section as the online form asks, with characters counted.

    A few pages of text stay far below the 25 MB that the form takes. The same pledge gives the same bytes.

    Args:
        submission: what is included in the package; `entry` is one of its pledges.
        language: of headings and labels, ISO 639-1.
        draft: whether every page is marked as a draft.
        at: when the last answer of the submission was given; looked up when None.
    """
    with use_language(language):
        writer = Writer(submission, catalogue, Setting(language in RIGHT_TO_LEFT))
        kind = catalogue.kind(entry.kind)
        title = title_of(entry, catalogue)
        writer.add(Anchor(anchor_of(entry), title))
        writer.text(
            _("{kind} · {purpose}").format(kind=_(kind.label), purpose=purpose_of(submission, catalogue)),
            OVERLINE,
        )
        writer.text(entry.text(kind.title_field) or title, CHAPTER, language=writer.language_of(entry))
        if is_demonstration(submission):
            writer.callout(warning_of(), warning=True)
        told = {kind.title_field}
        for section in kind.sections:
            fields = [field for field in kind.fields if field.section == section.key]
            if not any(_is_asked(field, entry) for field in fields):
                continue
            # What the online form does not ask is headed in the window by what it is to the team, and here by what it says.
            is_ours = bool(section.short) and all(field.standing == "ours" for field in fields)
            writer.section(_(section.short if is_ours else section.label))
            for field in fields:
                told.add(field.key)
                if field.key in entry.answers:
                    language = writer.language_of(entry, field)
                    writer.labelled(_label(field, entry), writer.said(field, entry), language=language)
                elif _is_asked(field, entry):
                    writer.labelled(_(field.label), [muted(_("Not answered"))])
        rest = [field.key for field in kind.fields if field.key not in told and field.key in entry.answers]
        if rest or entry.answers.keys() - {field.key for field in kind.fields}:
            writer.section(_("More answers"))
            writer.answers(entry, kind, besides=tuple(told))
        printer = Printer(heading_of(submission, catalogue, title=title, draft=draft, at=at))
        pages = compose(writer.blocks)
        return printer.write(pages, NullProgress(), 0, len(pages))


def _is_asked(field: FormField, entry: Entry) -> bool:
    return field.release == "released" and applies(field, entry)


def _label(field: FormField, entry: Entry) -> str:
    """Return the label, with the characters counted where the form limits them."""
    text = entry.text(field.key)
    if field.type != "long_text" or not field.max_length:
        return _(field.label)
    return _("{label} (characters: {count})").format(label=_(field.label), count=counted(length(text)))
