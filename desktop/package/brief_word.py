"""The brief: two pages for whoever speaks for the country, as a Word document that can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.package.report.submission_facts import country_of, is_demonstration, purpose_of, warning_of
from desktop.package.word import add_run, add_table, clean, set_direction, set_language, set_properties, use_a4
from desktop.record.brief import Promised, Told, and_more, brief
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LETTERS = 9.5
"""Points: what is told has its room on two pages of A4, see `tests/package/test_brief.py`."""


def write_brief(submission: Submission, catalogue: Catalogue, *, language: str) -> bytes:
    """Return the brief as a Word document (Office Open XML).

    Args:
        submission: what is included in the package, see `desktop.record.release.released`.
        language: of headings and of what the program puts together, ISO 639-1; answers stand as they were given.
    """
    with use_language(language):
        return _written(submission, catalogue, language)


def _written(submission: Submission, catalogue: Catalogue, language: str) -> bytes:
    from docx import Document
    from docx.shared import Mm, Pt

    rtl = LANGUAGES[language].right_to_left
    told = brief(submission, catalogue)
    document = Document()
    use_a4(document)
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Mm(15)
    set_language(document, language)
    document.styles["Normal"].font.size = Pt(LETTERS)
    title = country_of(submission, catalogue) or purpose_of(submission, catalogue)
    set_properties(document, title, submission.about.text("lead_ministry"))
    set_direction(document.add_heading(clean(title), 1), rtl)
    if is_demonstration(submission):
        _say(document, warning_of(), rtl)
    if purpose_of(submission, catalogue) != title:
        _say(document, purpose_of(submission, catalogue), rtl)
    _say(document, told.standing, rtl)
    rated = [(label, str(count)) for label, count in told.steps if count]
    if len(rated) > 1 or (rated and rated[0][0] != _("Not rated")):
        add_table(document, [_("Rating"), _("Objectives")], rated, (0.7, 0.3), rtl=rtl)
    _listed(document, _("What the country has done"), told.done, told.more[0], rtl)
    if told.promised:
        _head(document, _("Pledges"), rtl)
        rows = [each.cells() for each in told.promised]
        add_table(document, Promised.heads(), rows, (0.46, 0.14, 0.26, 0.14), rtl=rtl)
        _more(document, told.more[1], rtl)
    _listed(document, _("Gaps without a pledge"), told.missing, told.more[2], rtl)
    _listed(document, _("Support needed"), told.needed, told.more[3], rtl)
    if told.policy or told.figures:
        _head(document, _("In numbers"), rtl)
        numbers = [(_("Policies (SDG 10.7.2)"), told.policy.whole_words())] if told.policy else []
        numbers += [each.cells() for each in told.figures]
        add_table(document, [_("Indicator"), _("Value")], numbers, (0.55, 0.45), rtl=rtl)
        _more(document, told.more[4], rtl)
    _say(document, _("The ratings are the country's own. The full text and its sources are in the report."), rtl)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _head(document: WordDocument, text: str, rtl: bool) -> None:
    heading = document.add_heading(clean(text), 2)
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = 0
    set_direction(heading, rtl)


def _say(document: WordDocument, text: str, rtl: bool) -> None:
    paragraph = document.add_paragraph(clean(text))
    paragraph.paragraph_format.space_after = 0
    set_direction(paragraph, rtl)


def _listed(document: WordDocument, heading: str, told: Sequence[Told], more: int, rtl: bool) -> None:
    if not told:
        return
    _head(document, heading, rtl)
    for each in told:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.paragraph_format.space_after = 0
        add_run(paragraph, each.heading(), bold=True)
        if each.text:
            add_run(paragraph, _("{name} – {text}").format(name="", text=each.text))
        set_direction(paragraph, rtl)
    _more(document, more, rtl)


def _more(document: WordDocument, count: int, rtl: bool) -> None:
    if count:
        _say(document, and_more(count), rtl)
