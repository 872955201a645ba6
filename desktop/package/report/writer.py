"""Writes a document as a sequence of blocks: chapters, sections, entries with their answers, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind, Standing
from desktop.i18n.lists import separator
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import (
    Anchor,
    Block,
    Callout,
    Figure,
    Hairline,
    Labelled,
    Row,
    Setting,
    Text,
    Words,
)
from desktop.package.report.line_breaking import Span
from desktop.package.report.style import (
    ACCENT,
    BODY,
    CELL,
    CELL_HEAD,
    CHAPTER,
    ENTRY,
    HEIGHT,
    INK,
    MUTED,
    OVERLINE,
    SECTION,
    SMALL,
    SOFT,
    WARNING,
    WARNING_SOFT,
    WIDTH,
    Style,
)
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import display, linked_title, title_of

_ADDRESS = re.compile(r"https?://[!-~]*[\w/#=&]", re.ASCII)
_LONGEST_ADDRESS = 2_000
"""A link is kept with every line that it stands on; browsers follow no longer ones."""
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_TALL_ROW = HEIGHT / 3
_SHORT_TABLE = 6
"""A table of so few rows stays on one page."""
_FOR_THE_FILE = "file"
"""The section of a form with what the files need and the reader does not: number elsewhere, language, source."""


class Writer:
    """A document while it is written."""

    def __init__(self, submission: Submission, catalogue: Catalogue, setting: Setting) -> None:
        self.submission = submission
        self.catalogue = catalogue
        self.setting = setting
        self.blocks: list[Block] = []

    def add(self, *blocks: Block) -> None:
        """Add blocks as they are."""
        self.blocks += blocks

    def chapter(
        self,
        name: str,
        title: str,
        *,
        overline: str = "",
        mark: str = "",
        listed: str = "",
        flowing: bool = False,
    ) -> None:
        """Begin a chapter on a new page.

        Args:
            name: where links lead.
            flowing: whether it may begin on the page of the chapter before, when half of that is empty.
            overline: a short line above the title.
            mark: what has to be said of the title's standing.
            listed: how the contents page and the outline call it; as its title when empty.
        """
        if flowing:
            self.add(Hairline(before=34.0, after=18.0, room=HEIGHT / 2))
        self.add(Anchor(name, listed or title, new_page=not flowing, listed=True))
        if overline:
            self.text(overline, OVERLINE)
        self.text(title, CHAPTER)
        if mark:
            self.text(mark, SMALL.but(colour=WARNING, keep=True))

    def section(self, title: str, name: str = "", *, level: int = 1) -> None:
        """Begin a section; with a name it is in the outline."""
        if name:
            self.add(Anchor(name, title, level))
        self.text(title, SECTION)

    def text(self, words: Words, style: Style = BODY, *, language: str = "") -> None:
        """Add a text. One from a person has the web addresses in it made links by `linked`.

        Args:
            language: in which it is written, where that is known and may be another than that of the document.
        """
        self.add(Text(words, style, self.setting, language=language))

    def note(self, words: Words) -> None:
        """Add a small, quiet text."""
        self.text(words, SMALL)

    def callout(self, words: Words, *, warning: bool = False) -> None:
        """Add a text that must be seen."""
        colours = {"ground": WARNING_SOFT, "bar": WARNING} if warning else {}
        self.add(Callout(words, BODY.but(after=0.0), self.setting, **colours))

    def labelled(self, label: str, words: Words, *, language: str = "") -> None:
        """Add a label with what was answered; `language` as of a text."""
        self.add(Labelled(label, words, self.setting, language=language))

    def figure(self, figure: Figure) -> None:
        """Add a drawing."""
        self.add(figure)

    def entry(self, entry: Entry, *, outlined: bool = True, listed: bool = False, besides: Sequence[str] = ()) -> None:
        """Add an entry with all its answers.

        Args:
            outlined: whether it is in the outline.
            listed: whether it is on the contents page.
            besides: keys of fields that are shown otherwise.
        """
        kind = self.catalogue.kind(entry.kind)
        title = title_of(entry, self.catalogue)
        self.add(Anchor(anchor_of(entry), title if outlined else "", 1, listed=listed))
        whole = entry.text(kind.title_field) if kind.title_field else ""
        self.text(whole or title, ENTRY, language=self.language_of(entry) if whole else "")
        self.answers(entry, kind, besides=(kind.title_field, *besides))

    def answers(self, entry: Entry, kind: Kind, *, besides: Sequence[str] = ()) -> None:
        """Add the answers of an entry in the order of its form."""
        small: list[FormField] = []
        for field in kind.fields:
            if field.key in entry.answers and field.key not in besides:
                if field.section == _FOR_THE_FILE:
                    small.append(field)
                else:
                    self.labelled(_(field.label), self.said(field, entry), language=self.language_of(entry, field))
        self._small(small, entry)
        known = {field.key for field in kind.fields}
        # An answer to a field that these forms do not have (any more) is still an answer.
        for key in sorted(entry.answers.keys() - known):
            self.labelled(key, str(entry.value(key)))

    def _small(self, fields: Sequence[FormField], entry: Entry) -> None:
        """Add answers that only say where an entry comes from, in one small paragraph."""
        spans: list[Span] = []
        for field in fields:
            if spans:
                spans.append(muted("  ·  "))
            spans.append(muted(_("{label}: ").format(label=_(field.label))))
            spans += self.said(field, entry)
        if spans:
            self.add(Text(spans, SMALL.but(colour=INK, before=2.0, after=6.0), self.setting))

    def language_of(self, entry: Entry, field: FormField | None = None) -> str:
        """Return the language in which an entry was written, or an answer to a field of it; empty where nobody said."""
        if field is not None and field.type not in ("text", "long_text"):
            return ""
        said = entry.text("language") or self.submission.about.text("language")
        return said if _LANGUAGE.fullmatch(said) else ""

    def said(self, field: FormField, entry: Entry) -> list[Span]:
        """Return an answer in words, with links where it leads somewhere."""
        value = entry.value(field.key)
        if field.type == "links":
            return self.links(entry.items(field.key))
        text = display(field, value, self.catalogue, self.submission)
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

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[Words]],
        shares: Sequence[float],
        *,
        ends: Sequence[int] = (),
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Add a table.

        Args:
            shares: of the width for each column, together 1.
            ends: the columns of figures, which stand at the end of their column.
            otherwise: writes the same in another way, where a row would fill much of a page. A row is never parted.
        """
        head, *others = [self._row(cells, shares, ends, style) for cells, style in _styled(heads, rows)]
        head.heads = True
        if not others:
            return
        if otherwise and any(row.height(WIDTH) > _TALL_ROW for row in others):
            otherwise()
            return
        head.fill = SOFT
        head.before = 4.0
        for row in others:
            row.repeated = head
        others[-1].after = 10.0
        for row in (head, *others[:-1]):
            row.keep = row is head or len(others) <= _SHORT_TABLE
        self.add(head, *others)

    def _row(self, cells: Sequence[Words], shares: Sequence[float], ends: Sequence[int], style: Style) -> Row:
        at_end = style.but(align="end")
        texts = [Text(words, at_end if place in ends else style, self.setting) for place, words in enumerate(cells)]
        return Row(texts, shares)

    def standing(self, standing: Standing) -> str:
        """Return the mark of a text that is not official; empty for none."""
        return self.catalogue.standing_label(standing)


def _styled(heads: Sequence[str], rows: Iterable[Sequence[Words]]) -> Iterable[tuple[Sequence[Words], Style]]:
    yield heads, CELL_HEAD
    for cells in rows:
        yield cells, CELL


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
