"""Writes a document of a submission: entries with their answers, among chapters, sections and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind, Standing
from desktop.i18n.lists import separator
from desktop.i18n.text_sanitizing import shortened
from desktop.package.report.answers import Facts, Told
from desktop.package.report.blocks import Anchor, Setting, Words
from desktop.package.report.labels import answer_of, label_of, tells_where_from
from desktop.package.report.spans import Span
from desktop.package.report.style import ACCENT, ENTRY, MUTED
from desktop.package.report.text_writer import TextWriter, plain_words
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import linked_title, title_of

_ADDRESS = re.compile(r"https?://[!-~]*[\w/#=&]", re.ASCII)
_LONGEST_ADDRESS = 2_000
"""A link is kept with every line that it stands on; browsers follow no longer ones."""
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_SHORT = 40
"""Answers that are no longer stand side by side, as many on a line as have room there."""
_LAST = 60.0
"""What is no higher than this in points keeps a last short line from standing alone."""


class Writer(TextWriter):
    """A document of a submission while it is written.

    Args:
        apart: whether it has an annex that says of each entry where it comes from, so that its chapters do not.
    """

    def __init__(self, submission: Submission, catalogue: Catalogue, setting: Setting, *, apart: bool = False) -> None:
        super().__init__(setting)
        self._apart = apart
        self.submission = submission
        self.catalogue = catalogue

    def entry(self, entry: Entry, *, outlined: bool = True, listed: bool = False, besides: Sequence[str] = ()) -> None:
        """Add an entry with all its answers.

        Args:
            outlined: whether it is in the outline.
            listed: whether it is on the contents page.
            besides: keys of fields that are shown otherwise.
        """
        kind = self.catalogue.kind(entry.kind)
        title = title_of(entry, self.catalogue)
        start = Anchor(anchor_of(entry), title if outlined else "", 1, listed=listed)
        self.add(start)
        begun = len(self.blocks)
        whole = entry.text(kind.title_field) if kind.title_field else ""
        self.text(whole or title, ENTRY, language=self.language_of(entry) if whole else "")
        self.answers(entry, kind, besides=(kind.title_field, *besides))
        start.together = len(self.blocks) - begun

    def answers(
        self, entry: Entry, kind: Kind, *, besides: Sequence[str] = (), also: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Add the answers of an entry: those that are texts in the order of its form, and below them the short ones.

        Args:
            also: further short answers, each with its label.
        """
        begun = len(self.blocks)
        short: list[Told] = []

        def tell(label: str, words: Words, language: str = "") -> None:
            answer = Told(label, words, self.setting, self.width, language=language)
            if len(plain_words(words)) > _SHORT or answer.is_below or answer.width() > self.width:
                self.add(answer)
            else:
                short.append(answer)

        for label, words in also:
            tell(label, words)
        for field in kind.fields:
            if (
                field.key in entry.answers
                and field.key not in besides
                and not (self._apart and tells_where_from(field))
            ):
                tell(label_of(field), self.said(field, entry), self.language_of(entry, field))
        lines: list[Facts] = []
        for answer in short:
            if not any(line.takes(answer, self.width) for line in lines):
                lines.append(Facts(answer))
        self.add(*lines)
        if lines and len(self.blocks) - begun > 1 and self.blocks[-2].height(self.width) <= _LAST:
            self.blocks[-2].keep = True  # a single line is not left for the next column
        known = {field.key for field in kind.fields}
        # An answer to a field that these forms do not have (any more) is still an answer.
        for key in sorted(entry.answers.keys() - known):
            self.labelled(key, str(entry.value(key)))

    def language_of(self, entry: Entry, field: FormField | None = None) -> str:
        """Return the language in which an entry was written, or an answer to a field of it; empty where nobody said."""
        if field is not None and field.type not in ("text", "long_text"):
            return ""
        said = entry.text("language") or self.submission.about.text("language")
        return said if _LANGUAGE.fullmatch(said) else ""

    def said(self, field: FormField, entry: Entry) -> list[Span]:
        """Return an answer in words, with links where it leads somewhere."""
        if field.type == "links":
            return self.links(entry.items(field.key))
        text = answer_of(field, entry, self.catalogue, self.submission)
        if field.type == "email" and len(text) <= _LONGEST_ADDRESS and re.fullmatch(r"[!-~]+@[!-~]+", text, re.ASCII):
            return [Span(text, colour=ACCENT, link=f"mailto:{text}")]
        return linked(text)

    def links(self, ids: Iterable[str], *, most: int | None = None) -> list[Span]:
        """Return the titles of entries, joined as `display` joins them, each a link to where it stands.

        Args:
            most: so many characters of each title are enough, since it is said in full elsewhere.
        """
        spans: list[Span] = []
        for entry_id in ids:
            entry = self.submission.entries.get(entry_id)
            if spans:
                spans.append(Span(separator()))
            if entry is None:
                spans.append(Span(entry_id))
            else:
                title = linked_title(entry, self.catalogue)
                title = title if most is None else shortened(title, most)
                spans.append(Span(title, colour=ACCENT, link=anchor_of(entry)))
        return spans

    def standing(self, standing: Standing) -> str:
        """Return the mark of a text that is not official; empty for none."""
        return self.catalogue.standing_label(standing)


def anchor_of(entry: Entry) -> str:
    """Return the name of the place where an entry stands."""
    return f"entry-{entry.id}"


def linked(text: str) -> list[Span]:
    """Return a text with the web addresses in it as links."""
    spans: list[Span] = []
    done = 0
    for found in _ADDRESS.finditer(text):
        if len(found[0]) > _LONGEST_ADDRESS:
            continue
        if found.start() > done:
            spans.append(Span(text[done : found.start()]))
        spans.append(Span(found[0], colour=ACCENT, link=found[0]))
        done = found.end()
    if done < len(text) or not spans:
        spans.append(Span(text[done:]))
    return spans


def muted(text: str) -> Span:
    """Return a quiet piece of a text."""
    return Span(text, colour=MUTED, bold=False)
