"""What on a page the Tab key comes to, and what each is called whatever else stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.record.entry import Entry

Name = tuple[str | int, ...]
"""What a widget is called on its page, from the page inwards: the name under which each that holds another knows it, such as
that of a field in its form, and of a form the id of its entry. No word of a language is among it, and it is the same on a
page that takes the place of another one. The last two say which of several that are called alike it is, and of how many."""


def named_stops(page: QWidget) -> Iterator[tuple[Name, QWidget]]:
    """Yield what the Tab key can come to on a page, each with its name."""
    tab = Qt.FocusPolicy.TabFocus
    stops = [each for each in page.findChildren(QWidget) if each.focusPolicy() & tab and each.isVisibleTo(page)]
    paths = [_path(each, page) for each in stops]
    counts, before = Counter(paths), Counter[Name]()
    for each, path in zip(stops, paths, strict=True):
        yield (*path, before[path], counts[path]), each
        before[path] += 1


def _path(widget: QWidget, page: QWidget) -> Name:
    names: list[str | int] = []
    inner = widget
    while inner is not page:
        entry = getattr(inner, "entry", None)
        if isinstance(entry, Entry):
            names.append(entry.id)
        name, holder = _held(inner, page)
        if not name and (inner is widget or type(inner).__module__.startswith("desktop.")):
            name = inner.objectName() or type(inner).__name__
        names += [name] if name else []
        inner = holder
    return tuple(reversed(names))


def _held(widget: QWidget, page: QWidget) -> tuple[str, QWidget]:
    """Return what the nearest widget around one that knows it by a name calls it, and that one.

    Where none does, the name is empty, and it is the one that it lies in.
    """
    around = widget
    while around is not page:
        parent = around.parentWidget()
        if parent is None:
            break
        around = parent
        for name, known in vars(around).items():
            if known is widget:
                return name, around
            if isinstance(known, dict):
                key = next((key for key, each in known.items() if each is widget), None)
                if key is not None:
                    return f"{name}/{key}", around
    return "", widget.parentWidget() or page
