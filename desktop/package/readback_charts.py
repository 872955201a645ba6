"""Read the charts of a workbook back: what each says, and which cells it is made of."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from desktop.package import cells
from desktop.package.readback_parts import UNREADABLE, opened, parse, pieces_of
from desktop.package.sheet_charts import SheetChart

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing cNvPr"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart chart"
_CELLS = "http://schemas.openxmlformats.org/drawingml/2006/chart f"
_TEXT = "http://schemas.openxmlformats.org/drawingml/2006/main t"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_TURNS = str.maketrans(dict.fromkeys("\N{RIGHT-TO-LEFT ISOLATE}\N{POP DIRECTIONAL ISOLATE}"))


@dataclass(frozen=True)
class ReadChart:
    """A chart: what a screen reader says of it, its title and the names of its axes, and the cells that it draws."""

    words: str
    texts: frozenset[str]
    cells: frozenset[str]


def expected_of(chart: SheetChart) -> ReadChart:
    """Return what has to be read of a chart."""
    texts = (*chart.title, chart.along, chart.values)
    return ReadChart(
        cells.shown(chart.words),
        frozenset(cells.shown(text).translate(_TURNS) for text in texts if text),
        frozenset(chart.places()),
    )


def charts_of(content: bytes) -> list[ReadChart] | None:
    """Return the charts of a workbook in their order; None when they cannot be read."""
    try:
        with opened(content) as packed:
            drawings = sorted(
                (name for name in packed.namelist() if name.startswith("xl/drawings/drawing")),
                key=lambda name: (len(name), name),
            )
            return [chart for name in drawings for chart in _in_drawing(packed, name)]
    except UNREADABLE:
        return None


def _in_drawing(packed: ZipFile, name: str) -> Iterator[ReadChart]:
    targets: dict[str, str] = {}
    folder, file = posixpath.split(name)

    def relation(tag: str, given: dict[str, str]) -> None:
        if tag.endswith(" Relationship"):
            targets[given["Id"]] = posixpath.normpath(posixpath.join("/", folder, given["Target"])).lstrip("/")

    parse(pieces_of(packed, f"{folder}/_rels/{file}.rels"), relation)
    described: list[str] = []
    drawn: list[tuple[str, str]] = []

    def frame(tag: str, given: dict[str, str]) -> None:
        if tag == _DRAWING:
            described.append(given.get("descr", ""))
        elif tag == _CHART:
            drawn.append((described[-1] if described else "", targets[given[_RELATION]]))

    parse(pieces_of(packed, name), frame)
    for words, part in drawn:
        yield _chart(packed, words, part)


def _chart(packed: ZipFile, words: str, part: str) -> ReadChart:
    found: dict[str, list[str]] = {_TEXT: [], _CELLS: []}
    within: list[str] = []

    def start(tag: str, _given: dict[str, str]) -> None:
        within.append(tag)
        if tag in found:
            found[tag].append("")

    def text(piece: str) -> None:
        if within[-1] in found:
            found[within[-1]][-1] += piece

    parse(pieces_of(packed, part), start, lambda _tag: within.pop(), text)
    return ReadChart(words, frozenset(each.translate(_TURNS) for each in found[_TEXT]), frozenset(found[_CELLS]))
