"""What was found in a file that came back: changes, errors and remarks, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.history import Change

MOST_SAID = 200
"""Characters of an answer that a line of the preview tells."""


class CannotTakeIn(UserError):
    """Nothing of the file can be taken; `details` has everything that is wrong with it."""


@dataclass(frozen=True)
class Place:
    """Where something stands: a sheet and a cell, or a chapter."""

    sheet: str
    address: str = ""

    def order(self) -> tuple[int, int, str]:
        """Return what cells of a sheet are sorted by, to be read row by row."""
        column = self.address.rstrip("0123456789")
        return int(self.address[len(column) :] or 0), len(column), column

    def said(self) -> str:
        """Return it as people find it again."""
        if not self.address:
            return one_line(self.sheet, 60) if self.sheet else ""
        return _("{sheet}, {cell}").format(sheet=one_line(self.sheet, 60), cell=self.address)


@dataclass(frozen=True)
class Remark:
    """Something to be known of a place, in one sentence."""

    place: Place
    text: str

    def said(self) -> str:
        """Return it with its place."""
        place = self.place.said()
        return _("{place}: {text}").format(place=place, text=self.text) if place else self.text


def shown(text: str) -> str:
    """Return an answer in one line, not longer than a line of the preview can tell."""
    return shortened(one_line(text, MOST_SAID), MOST_SAID) if text else ""


@dataclass(frozen=True)
class CellChange:
    """One cell that says something else than when it left.

    Args:
        entry: id of its entry.
        title: what the entry is called.
        label: what the field is called.
        old, new: what stood there and what stands there, as people read it; empty for nothing.
        new_entry: whether the entry comes with this file.
    """

    place: Place
    entry: str
    title: str
    field: str
    label: str
    old: str
    new: str
    new_entry: bool = False

    def said(self) -> str:
        """Return it in one line."""
        old, new = (shown(each) or _("(empty)") for each in (self.old, self.new))
        return _("{place}: {title}, {field}: from “{old}” to “{new}”").format(
            place=self.place.said(), title=one_line(self.title, 80), field=self.label, old=old, new=new
        )

    def data(self) -> dict[str, Any]:
        """Return it as a program reads it."""
        return {
            "sheet": self.place.sheet,
            "cell": self.place.address,
            "entry": self.entry,
            "title": self.title,
            "field": self.field,
            "from": self.old,
            "to": self.new,
            "new_entry": self.new_entry,
        }


@dataclass
class Findings:
    """All that was found in one file.

    Args:
        cells: what differs, cell by cell.
        errors: why nothing of it can be taken.
        remarks: what is to be known and stops nothing.
        changes: the same as `cells` for the history, entry by entry: from what it was when it left.
        entries: id to entry, as far as the file knows it and as it stands there; only entries that were changed.
    """

    cells: list[CellChange] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
