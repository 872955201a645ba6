"""What a document is made of, for whoever does not see it: headings, paragraphs, lists, tables, pictures (ISO 32000-1, 14.8).

A document is a tree of elements. What is drawn on a page is either the content of one of them, and then it bears a number
of its own there, or it belongs to the page (headers, rules, grounds) and is marked as that. Nothing is drawn without.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Content(NamedTuple):
    """What is drawn in one go: on which page, and its number there."""

    page: int
    number: int


class Annotation(NamedTuple):
    """A place on a page that leads somewhere: on which page, and the number of its object in the document."""

    page: int
    object_number: int


class Element:
    """A node of the tree.

    Args:
        kind: its standard structure type, e.g. `P`.
        language: of what stands in it, where it is not that of what it stands in.
        said: what is read instead of what is drawn, where that stands in another order; see `ActualText`.
        shown: what a picture shows, in words.
        attributes: as they are written.
        target: of a link, where it leads.
    """

    __slots__ = ("attributes", "kids", "kind", "language", "parent", "said", "shown", "target")

    def __init__(
        self,
        kind: str,
        *,
        language: str = "",
        said: str = "",
        shown: str = "",
        attributes: str = "",
        target: str = "",
    ) -> None:
        self.kind = kind
        self.language, self.said, self.shown = language, said, shown
        self.attributes = attributes
        self.target = target
        self.parent: Element | None = None
        self.kids: list[Element | Content | Annotation] = []

    def add(self, element: Element) -> Element:
        """Put an element at the end of this one, and return it."""
        element.parent = self
        self.kids.append(element)
        return element


MARGIN = Element("Artifact")
"""What belongs to the page and not to the content."""


class Tags:
    """The tree of one document while its pages are drawn.

    Args:
        code: the operators of the page that is being drawn.
    """

    def __init__(self, code: list[str]) -> None:
        self._code = code
        self.document = Element("Document")
        self.parents: list[list[Element] | Element] = []
        """For each page the element of each number on it, for each annotation its element; a place is its number."""
        self._here = self.document
        self._open: Element | None = None
        self._ranks: list[int] = []
        self._section: Element = self.document
        self._owners: list[Element] = []
        self.page = -1
        """The page that is drawn now, 0 for the first."""
        self.turn(code)

    @property
    def here(self) -> Element:
        """The element whose content is drawn now."""
        return self._here

    @property
    def within(self) -> Element:
        """The element in which new ones begin now."""
        return self._section if self._here is self.document else self._here

    @property
    def is_whole(self) -> bool:
        """Whether all that is drawn now is one thing, a picture or a margin, and nothing within it an element."""
        return self._here is MARGIN or bool(self._here.shown)

    @contextmanager
    def inside(self, element: Element) -> Iterator[Element]:
        """What is drawn inside is content of an element; all of a picture and of a margin is their own."""
        before = self._here
        if self.is_whole:
            yield before
            return
        self._here = element
        yield element
        self._here = before

    def grouped(self, kind: str) -> Element:
        """Return the list that what comes now goes on with; a new one after anything else."""
        last = self.within.kids[-1] if self.within.kids else None
        return last if isinstance(last, Element) and last.kind == kind else self.within.add(Element(kind))

    def heading(self, rank: int) -> Element:
        """Begin a heading: one of the first rank begins a section, and no level is left out below the one above."""
        while self._ranks and self._ranks[-1] >= rank:
            self._ranks.pop()
        self._ranks.append(rank)
        if len(self._ranks) == 1:
            self._section = self.document.add(Element("Sect"))
        return self._section.add(Element(f"H{min(len(self._ranks), 6)}"))

    def mark(self, element: Element) -> None:
        """Let what is drawn from now on be content of an element; nothing happens when it is already."""
        if element is self._open:
            return
        self.close()
        self._code.append("/Artifact BMC" if element is MARGIN else self.opening(element))
        self._open = element

    def close(self) -> None:
        """End what is marked."""
        if self._open is not None:
            self._code.append("EMC")
            self._open = None

    def opening(self, element: Element) -> str:
        """Return the operator that begins content of an element, and note whose it is."""
        content = Content(self.page, len(self._owners))
        self._owners.append(element)
        element.kids.append(content)
        return f"/{element.kind} <</MCID {content.number}>> BDC"

    def lead(self, link: Element, object_number: int) -> None:
        """Say which annotation makes a link one; its number among the `parents` is the next."""
        link.kids.append(Annotation(self.page, object_number))
        self.parents.append(link)

    def turn(self, code: list[str]) -> int:
        """Begin the next page, with its operators, and return its number among the `parents`."""
        self._code = code
        self.page += 1
        self._owners = []
        self.parents.append(self._owners)
        return len(self.parents) - 1
