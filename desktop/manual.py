"""The manual: topics as Markdown in `manual/`, one folder a language, read where they are shown.

`manual/contents.json` has the order of the topics, their headings in every language, and which topic belongs to a page, a
kind of entry, a field and a dialog: `sign` from its beginning, `sign#2` from its second part. A topic that a language lacks
is read in English, and says so itself by its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from desktop import paths
from desktop.i18n.query import query_words
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import ENGLISH, current_language

FIRST = "first-steps"
"""The topic of whoever is nowhere in particular."""

_PICTURE = re.compile(r"^\{picture: .*\}\n*", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_MARKS = re.compile(r"[*`#|]")


@dataclass(frozen=True)
class Topic:
    """One page of the manual.

    Args:
        key: its file without the ending.
        section: the heading that it stands below, in the language of the manual.
        language: of its text, ISO 639-1.
        text: Markdown, with its title as the first line; `page:` before the key of a page of the window in a link,
            the file of another topic in any other.
    """

    key: str
    section: str
    language: str
    text: str

    @cached_property
    def title(self) -> str:
        """What it is called."""
        return self.text.partition("\n")[0].removeprefix("# ")

    @cached_property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The heading and the plain words of each part; the heading of the first is empty."""
        pieces = re.split(r"^## (.+)$", self.text.partition("\n")[2], flags=re.MULTILINE)
        headings = ["", *pieces[1::2]]
        return tuple((heading, _plain(text)) for heading, text in zip(headings, pieces[::2], strict=True))

    def links(self) -> list[str]:
        """Return where its links lead, in their order."""
        return [to for _text, to in _LINK.findall(self.text)]

    def without_pages(self) -> str:
        """Return the text for where no page of the window can be gone to: on paper, above a dialog."""
        return _LINK.sub(lambda found: found[0] if not found[2].startswith("page:") else f"**{found[1]}**", self.text)


@dataclass(frozen=True)
class Found:
    """A part of a topic in which all words of a search stand.

    Args:
        topic: its key.
        title: of the topic.
        heading: of the part, empty for the first one.
        words: the line in which the first word stands.
    """

    topic: str
    title: str
    heading: str
    words: str


@dataclass(frozen=True)
class Manual:
    """All topics in one language, in their order, by their keys."""

    language: str
    topics: Mapping[str, Topic]

    def place(self, wanted: str) -> tuple[str, str]:
        """Return the topic that a key such as `sign#2` begins in, and the heading of its part; empty for its beginning."""
        key, _sign, part = wanted.partition("#")
        return key, self.topics[key].parts[int(part or 0)][0]

    def found(self, words: str) -> list[Found]:
        """Return the parts in which all of the words stand, those whose heading has them first."""
        wanted = query_words(words)
        if not wanted:
            return []
        titled: list[Found] = []
        others: list[Found] = []
        for topic in self.topics.values():
            for heading, text in topic.parts:
                name = fold(f"{topic.title} {heading}")
                if all(word.is_in(name) or word.is_in(fold(text)) for word in wanted):
                    first = next(
                        (line for line in text.splitlines() if wanted[0].is_in(fold(line))), text.partition("\n")[0]
                    )
                    found = Found(topic.key, topic.title, heading, first)
                    (titled if all(word.is_in(name) for word in wanted) else others).append(found)
        return titled + others


def manual(language: str = "") -> Manual:
    """Return the manual in a language, that of the screen when none is given."""
    return _read(language or current_language())


def topic_of(*, page: str = "", kind: str = "", field: str = "", dialog: str = "") -> str:
    """Return the key of the topic for what somebody looks at, with its part; what is more particular comes first.

    Args:
        page: the key of a page of the window.
        kind: of the entry that is edited.
        field: of that entry, by its key.
        dialog: the module of a dialog, without its package.
    """
    told = _contents()
    for group, key in (("dialogs", dialog), ("fields", f"{kind}.{field}"), ("kinds", kind), ("pages", page)):
        if key in told[group]:
            return str(told[group][key])
    return FIRST


@cache
def _contents() -> Mapping[str, Mapping[str, object]]:
    with (paths.manual() / "contents.json").open(encoding="utf-8") as stream:
        told: Mapping[str, Mapping[str, object]] = json.load(stream)
    return told


@cache
def _read(language: str) -> Manual:
    return Manual(language, {topic.key: topic for topic in _topics(language)})


def _topics(language: str) -> Iterator[Topic]:
    folder = paths.manual()
    for section in _contents()["sections"]:
        assert isinstance(section, dict)
        titles = section["titles"]
        for key in section["topics"]:
            own = folder / language / f"{key}.md"
            said = language if own.is_file() else ENGLISH
            text = (folder / said / f"{key}.md").read_text(encoding="utf-8")
            yield Topic(key, titles.get(language, titles[ENGLISH]), said, _PICTURE.sub("", text).strip() + "\n")


def _plain(text: str) -> str:
    """Return Markdown as the words that a reader sees, one paragraph a line."""
    lines = (_MARKS.sub("", _LINK.sub(r"\1", line)).strip(" -") for line in text.splitlines())
    return "\n".join(line for line in lines if line)
