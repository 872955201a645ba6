"""Writes a document as a sequence of blocks: chapters, sections, entries with their answers, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind, Standing
from desktop.i18n.lists import separator
from desktop.i18n.text_sanitizing import shortened
from desktop.package.report.answers import Facts, Labelled, Told
from desktop.package.report.blocks import Anchor, Block, Callout, Figure, Hairline, Row, Setting, Text, Words
from desktop.package.report.labels import answer_of, label_of, tells_where_from
from desktop.package.report.spans import Span
from desktop.package.report.style import (
    ACCENT,
    BODY,
    CELL,
    CELL_HEAD,
    CHAPTER,
    COLUMN,
    ENTRY,
    HEIGHT,
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
from desktop.record.values import linked_title, title_of

_ADDRESS = re.compile(r"https?://[!-~]*[\w/#=&]", re.ASCII)
_LONGEST_ADDRESS = 2_000
"""A link is kept with every line that it stands on; browsers follow no longer ones."""
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_TALL_ROW = HEIGHT / 3
_WITHOUT_SPACES = "\u2e80"
_LONGEST_WORD = 24
"""What is longer is an address or no word of a language, and may be broken in a table."""
_NARROW_COLUMNS = 3
"""A table of no more columns stands in one of two columns of the page."""
_ONE_LINE = 90
"""A cell with more characters has no room on one line of any column."""
_SHORT_TABLE = 10
"""A table of so few rows stays on one page."""
_WHOLE_TABLE = HEIGHT * 0.36
_SHORT = 40
"""Answers that are no longer stand side by side, as many on a line as have room there."""
_LAST = 60.0
"""What is no higher than this in points keeps a last short line from standing alone."""
_CHAPTER_ROOM = HEIGHT / 6


class Writer:
    """A document while it is written.

    Args:
        apart: whether it has an annex that says of each entry where it comes from, so that its chapters do not.
    """

    def __init__(self, submission: Submission, catalogue: Catalogue, setting: Setting, *, apart: bool = False) -> None:
        self._apart = apart
        self.submission = submission
        self.catalogue = catalogue
        self.setting = setting
        self.blocks: list[Block] = []
        self.narrow = False
        """Whether what is written now stands in two columns. What is open across both is written while it does not."""

    @property
    def width(self) -> float:
        """The width of what is written now."""
        return COLUMN if self.narrow else WIDTH

    def add(self, *blocks: Block) -> None:
        """Add blocks as they are."""
        for block in blocks:
            block.narrow = self.narrow
        self.blocks += blocks

    @contextmanager
    def across(self) -> Iterator[None]:
        """What is written inside stands across both columns, with the headings above it."""
        for block in reversed(self.blocks if self.narrow else ()):
            if not block.keep:
                break
            block.narrow = False
        before, self.narrow = self.narrow, False
        yield
        self.narrow = before

    def chapter(
        self,
        name: str,
        title: str,
        *,
        overline: str = "",
        listed: str = "",
        short: str = "",
        flowing: bool = True,
    ) -> None:
        """Begin a chapter.

        Args:
            name: where links lead.
            flowing: whether it may begin on the page of the chapter before; else it has a page of its own.
            overline: a short line above the title.
            listed: how the outline calls it; as its title when empty.
            short: how the contents page calls it; as the outline does when empty.
        """
        if flowing:
            self.add(Hairline(before=14.0, after=9.0, room=_CHAPTER_ROOM))
        self.add(Anchor(name, listed or title, new_page=not flowing, listed=True, short=short))
        if overline:
            self.text(overline, OVERLINE)
        self.text(title, CHAPTER)

    def stay_together(self, begun: int) -> None:
        """Let what was written of the chapter from a block on stand on one page with its title.

        Args:
            begun: how many blocks there were then.
        """
        height = self.height_from(begun)
        for block in reversed(self.blocks[:begun]):
            if isinstance(block, Hairline):
                block.room = min(height + 60, HEIGHT)
                break

    def height_from(self, begun: int) -> float:
        """Return how high what was written from a block on is across the page, no less."""
        return sum(block.height(WIDTH) + max(block.before, block.after) for block in self.blocks[begun:])

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

    def note(self, words: Words, *, keep: bool = False) -> None:
        """Add a small, quiet text.

        Args:
            keep: whether it introduces what follows, and stays on one page with it.
        """
        self.text(words, SMALL.but(keep=keep))

    def callout(self, words: Words, *, warning: bool = False) -> None:
        """Add a text that must be seen, on the page of what follows."""
        colours = {"ground": WARNING_SOFT, "bar": WARNING} if warning else {}
        callout = Callout(words, BODY.but(after=0.0), self.setting, **colours)
        callout.keep = True
        self.add(callout)

    def labelled(self, label: str, words: Words, *, language: str = "") -> None:
        """Add a label with what was answered; `language` as of a text."""
        self.add(
            Told(label, words, self.setting, COLUMN, language=language)
            if self.narrow
            else Labelled(label, words, self.setting, language=language)
        )

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
            if len(_said(words)) > _SHORT or answer.is_below or answer.width() > self.width:
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

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[Words]],
        shares: Sequence[float],
        *,
        ends: Sequence[int] = (),
        otherwise: Callable[[], None] | None = None,
        whole: bool = False,
    ) -> None:
        """Add a table.

        Args:
            shares: of the width for each column, together 1.
            ends: the columns of figures, which stand at the end of their column.
            otherwise: writes the same in another way, where a row would fill much of a page. A row is never parted.
            whole: whether it stays on one page where it takes no more than a good third of it.
        """
        rows = list(rows)
        width = self.width if len(heads) <= _NARROW_COLUMNS else WIDTH
        least = self._least(heads, rows)
        if sum(least) > width:
            width = WIDTH
        shares, scale = _wide_enough(least, shares, width)
        shares = self._on_one_line(heads, rows, shares, width) or shares
        head, *others = [
            self._row(cells, shares, ends, style.but(size=style.size * scale)) for cells, style in _styled(heads, rows)
        ]
        head.heads = True
        if not others:
            return

        def height(row: Row) -> float:
            return row.height(width)

        if otherwise and any(height(row) > _TALL_ROW for row in others):
            otherwise()
            return
        head.fill = SOFT
        head.before = 4.0
        for row in others:
            row.repeated = head
        others[-1].after = 10.0
        stays = len(others) <= _SHORT_TABLE or (whole and sum(map(height, (head, *others))) <= _WHOLE_TABLE)
        for place, row in enumerate((head, *others[:-1])):
            # The head stays with two rows, and the last row is not the only one of its page.
            row.keep = place < 2 or place == len(others) - 1 or stays
        with nullcontext() if width == self.width else self.across():
            self.add(head, *others)

    def _least(self, heads: Sequence[str], rows: Sequence[Sequence[Words]]) -> list[float]:
        """Return how wide each column has to be so that no word in it is broken."""
        least = []
        for place, head in enumerate(heads):
            words = {word for row in rows for word in _said(row[place]).split() if _is_whole(word)}
            longest = max(self._longest(CELL_HEAD, filter(_is_whole, head.split())), self._longest(CELL, words))
            least.append(longest + Row.PAD + 1)
        return least

    def _on_one_line(
        self, heads: Sequence[str], rows: Sequence[Sequence[Words]], shares: Sequence[float], width: float
    ) -> Sequence[float] | None:
        """Return shares with which no cell needs a second line, and which leave the rest as it was; None where none do."""
        taken = []
        for place, head in enumerate(heads):
            said = {_said(row[place]) for row in rows}
            if max(map(len, said), default=0) > _ONE_LINE or any("\n" in each for each in said):
                return None
            longest = max(self._longest(CELL_HEAD, [head]), self._longest(CELL, said))
            taken.append((longest + Row.PAD + 1) / width)
        spare = 1 - sum(taken)
        return None if spare < 0 else [each + spare * share for each, share in zip(taken, shares, strict=True)]

    def _longest(self, style: Style, words: Iterable[str]) -> float:
        return max((Text(word, style, self.setting).width() for word in words), default=0.0)

    def _row(self, cells: Sequence[Words], shares: Sequence[float], ends: Sequence[int], style: Style) -> Row:
        at_end = style.but(align="end")
        texts = [Text(words, at_end if place in ends else style, self.setting) for place, words in enumerate(cells)]
        return Row(texts, shares)

    def standing(self, standing: Standing) -> str:
        """Return the mark of a text that is not official; empty for none."""
        return self.catalogue.standing_label(standing)


def _said(words: Words) -> str:
    return words if isinstance(words, str) else "".join(span.text for span in words)


def _is_whole(word: str) -> bool:
    """Tell whether a word must not be broken: it is no address, and of a script that has spaces between words."""
    return len(word) <= _LONGEST_WORD and max(word) < _WITHOUT_SPACES


def _wide_enough(least: Sequence[float], shares: Sequence[float], width: float) -> tuple[Sequence[float], float]:
    """Return the shares of columns so that each is wide enough, and how large letters are then."""
    least = [each / width for each in least]
    if all(share >= needed for share, needed in zip(shares, least, strict=True)):
        return shares, 1.0
    spare = 1 - sum(least)
    if spare < 0:
        return [needed / sum(least) for needed in least], max(1 / sum(least), 0.7)
    wanted = [max(share - needed, 0.0) for share, needed in zip(shares, least, strict=True)]
    return [needed + spare * more / (sum(wanted) or 1) for needed, more in zip(least, wanted, strict=True)], 1.0


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
