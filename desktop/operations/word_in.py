"""Take in a review report that somebody has changed in Word: chapter by chapter, each paragraph that was left stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_normalization import fold
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_, use_language
from desktop.i18n.translation import gettext as _
from desktop.operations.returned.returned_findings import CannotTakeIn, CellChange, Findings, Place, Remark
from desktop.operations.workbook_in import Returned, revision_of, see_whose
from desktop.package.hidden_text import AlteredRecordError
from desktop.package.review_record import BOOKMARK, ChapterRecord, ReviewRecord, from_hidden
from desktop.package.word import clean
from desktop.package.word_reading import Paragraph, WordText, read_word
from desktop.record.chapters import BULLET, mark_of
from desktop.record.entry import Answer, Entry, Value, tidy
from desktop.record.history import ENTRY_ITSELF, Change, Message
from desktop.record.submission import Submission, entry_row
from desktop.record.values import problems_of

_NOTHING = N_("Nothing has been recorded for this chapter.")

_MET = {
    "changes": N_("Tracked changes were taken in as if all of them had been accepted."),
    "tables": N_("Tables were taken in as lines of text."),
    "pictures": N_("Pictures and text boxes are left out."),
    "notes": N_("Footnotes are left out."),
    "comments": N_("Comments made in Word are left out."),
}


def look_into_word(submission: Submission, catalogue: Catalogue, name: str, content: bytes) -> Returned:
    """Read a review report that came back, and return what it says otherwise than when it left; nothing is written.

    Raises:
        CannotTakeIn: it is none that was handed out of this submission.
        CannotReadWord: it cannot be read at all.
    """
    found = read_word(content)
    try:
        record, mark = from_hidden(found.hidden)
    except AlteredRecordError as error:
        raise CannotTakeIn(
            _(
                "{name} is not a review report that was handed out, or its hidden part was altered. Ask for the file again."
            ).format(name=one_line(name))
        ) from error
    findings = Findings()
    see_whose(submission, name, record.submission, record.document, mark, findings)
    findings.remarks += [Remark(Place(""), _(text)) for key, text in _MET.items() if key in found.met]
    _compare(submission, catalogue, record, found, findings)
    message = Message(N_("Take in the Word document of {name}"), {"name": one_line(record.to)})
    revision = revision_of(findings.changes, record.document, record.to, message)
    return Returned(name, record.to, record.document, findings, revision)


def _compare(
    submission: Submission, catalogue: Catalogue, record: ReviewRecord, found: WordText, findings: Findings
) -> None:
    texts = dict(_chapters(record, found, findings))
    with use_language(record.language):
        nothing = _(_NOTHING)
    field = catalogue.kind("chapter").field("text")
    for chapter in record.chapters:
        if chapter.key not in texts:
            continue
        # Where nothing was recorded Word was given these words; in a text of the team's own they are its own.
        paragraphs = [each for each in texts[chapter.key] if each != nothing or chapter.text]
        new = _put_together(chapter.text, paragraphs)
        if new == chapter.text:
            continue
        if not new and not chapter.own:
            text = _("The text was deleted. The chapter is still put together from the entries.")
            findings.remarks.append(Remark(Place(chapter.title), text))
            continue
        findings.errors += [Remark(Place(chapter.title), each.text) for each in problems_of(field, new) if new]
        entry = submission.bound("chapter", chapter.key)
        made = list(_changes(submission, chapter, new))
        findings.changes += made
        told = {each.field: Answer(each.new) for each in made if each.field != ENTRY_ITSELF and each.new is not None}
        findings.entries[entry.id] = Entry(entry.id, "chapter", chapter.key, entry.order, told)
        findings.cells += _differing(chapter, entry.id, _(field.label), paragraphs)


def _chapters(record: ReviewRecord, found: WordText, findings: Findings) -> Iterator[tuple[str, list[str]]]:
    """Yield the paragraphs of each chapter by its key: from its heading to the next one."""
    known = {chapter.key: chapter for chapter in record.chapters}
    titles = {fold(chapter.title): chapter.key for chapter in record.chapters}
    places: dict[str, int] = {}
    for place, paragraph in enumerate(found.paragraphs):
        named = [each.removeprefix(BOOKMARK) for each in paragraph.bookmarks if each.startswith(BOOKMARK)]
        keys = [each for each in named if each in known]
        if not keys and paragraph.heading and titles.get(fold(paragraph.text.strip())):
            keys = [titles[fold(paragraph.text.strip())]]
        for key in keys:
            if key in places:
                text = _("This chapter appears twice in the document. Delete one of the two.")
                findings.errors.append(Remark(Place(known[key].title), text))
            places.setdefault(key, place)
    for key in known.keys() - places.keys():
        text = _("The heading of this chapter is missing, so it is not clear where its text begins.")
        findings.errors.append(Remark(Place(known[key].title), text))
    if len(set(places.values())) < len(places):
        text = _("Two headings are on one line. Put each on a line of its own.")
        findings.errors.append(Remark(Place(""), text))
    ends = sorted(places.values())
    for key, place in places.items():
        end = next((each for each in ends if each > place), len(found.paragraphs))
        yield key, [line for each in found.paragraphs[place + 1 : end] for line in _lines(each)]


def _lines(paragraph: Paragraph) -> Iterator[str]:
    for line in str(tidy(paragraph.text) or "").split("\n"):
        if shown := _shown(f"{BULLET}{line}" if paragraph.listed else line):
            yield shown


def _put_together(before: str, paragraphs: list[str]) -> str:
    """Return a text of these paragraphs; what it said before stays as it was written, empty lines among it."""
    pieces = _pieces(before)
    old = [shown for each in pieces if (shown := _bare(each))]
    if old == paragraphs:
        return before
    between = "\n\n" if "\n\n" in before else "\n"
    made: list[str] = []
    for tag, start, end, begin, finish in SequenceMatcher(None, old, paragraphs, autojunk=False).get_opcodes():
        if tag == "equal":
            made += pieces[start:end]
        else:
            made += [each + between for each in paragraphs[begin:finish]]
    text = "".join(each if each.endswith("\n") else each + between for each in made)
    return str(tidy(text) or "")


def _pieces(text: str) -> list[str]:
    """Return the paragraphs of a text, each with the lines around it that Word does not show: it does not bring them back."""
    pieces: list[str] = []
    for each in re.split(r"(?<=\n)(?=[^\n])", text):
        if pieces and not (_bare(each) and _bare(pieces[-1])):
            pieces[-1] += each
        else:
            pieces.append(each)
    return pieces


def _bare(piece: str) -> str:
    """Return a paragraph as Word was given it; empty where it shows none."""
    return next((shown for line in piece.split("\n") if (shown := _shown(line))), "")


def _shown(line: str) -> str:
    """Return a line as it comes back from Word: without signs that no document holds, with one bullet at most."""
    words = clean(line).strip()
    sign = BULLET.strip()
    if not words.startswith(sign):
        return words
    while words.startswith(sign):
        words = words.removeprefix(sign).strip()
    return words and f"{BULLET}{words}"


def _changes(submission: Submission, chapter: ChapterRecord, new: str) -> Iterator[Change]:
    entry_id = submission.bound("chapter", chapter.key).id
    if entry_id not in submission.entries:
        yield Change(entry_id, ENTRY_ITSELF, None, entry_row(Entry(entry_id, "chapter", chapter.key)))
    old: Value | None = chapter.text if chapter.own else None
    yield Change(entry_id, "text", old, new or None)
    if not chapter.own:
        # As when somebody takes a chapter over in the program: it says so when the entries move on.
        yield Change(entry_id, "drawn_from", None, mark_of(chapter.text))


def _differing(chapter: ChapterRecord, entry_id: str, label: str, paragraphs: list[str]) -> Iterator[CellChange]:
    """Yield each paragraph that differs, as a line of the preview."""
    old = [shown for line in chapter.text.split("\n") if (shown := _shown(line))]
    for tag, start, end, begin, finish in SequenceMatcher(None, old, paragraphs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for number in range(max(end - start, finish - begin)):
            before = old[start + number] if start + number < end else ""
            after = paragraphs[begin + number] if begin + number < finish else ""
            place = Place(chapter.title, _("paragraph {number}").format(number=begin + number + 1))
            yield CellChange(place, entry_id, chapter.title, "text", label, before, after)
