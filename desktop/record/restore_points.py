"""Restore points: moments of a submission file with a name, to which it can be taken back.

Somebody makes one by name, and the program makes one before it does something large. They are of this copy of the file
and no revisions: nothing is edited by them, undo does not know of them, and no copy carries them along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.i18n.text_normalization import fold
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

MANUAL = "manual"
BEFORE_JOINING = "before_joining"
BEFORE_IMPORT = "before_import"
BEFORE_RESTORING = "before_restoring"
BEFORE_SIGNING = "before_signing"

LONGEST_NAME = 200
"""Characters of the name of a point."""

MOST = 500
"""So many are kept; of those that the program made, the oldest goes first."""


@dataclass(frozen=True, slots=True)
class RestorePoint:
    """One moment.

    Args:
        id: UUID.
        name: as somebody called it; of one that the program made, what it was made before, such as the name of a file.
            May be empty then.
        after: the id of the last revision of that moment; empty before the first.
        at: when it was made, ISO 8601 in UTC.
        by: who was speaking; empty when nobody was named.
        cause: one of the words above.
    """

    id: str
    name: str
    after: str
    at: str
    by: str
    cause: str

    @property
    def is_made_by_program(self) -> bool:
        """Whether the program made it by itself."""
        return self.cause != MANUAL


def said(point: RestorePoint) -> str:
    """Return what a point is called, in the language spoken."""
    name = one_line(point.name, LONGEST_NAME) if point.name else ""
    if point.cause not in _SAID:
        return name or _("Restore point")
    alone, named = _SAID[point.cause]
    return named().format(name=name) if name else alone()


_SAID: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    BEFORE_JOINING: (lambda: _("Before joining"), lambda: _("Before joining {name}")),
    BEFORE_IMPORT: (lambda: _("Before an import"), lambda: _("Before importing {name}")),
    BEFORE_RESTORING: (lambda: _("Before going back"), lambda: _("Before going back to {name}")),
    BEFORE_SIGNING: (lambda: _("Before signing"), lambda: _("Before signing {name}")),
}
"""What a point of each cause is called, without and with a name."""


def with_point(points: Sequence[RestorePoint], point: RestorePoint) -> list[RestorePoint]:
    """Return the points with another one, oldest first; the same one of the same moment is not kept twice."""
    if any(_is_again(each, point) for each in points):
        return list(points)
    kept = [*points, point]
    while len(kept) > MOST:
        del kept[next((place for place, each in enumerate(kept) if each.is_made_by_program), 0)]
    return kept


def _is_again(one: RestorePoint, other: RestorePoint) -> bool:
    return (one.name, one.after, one.cause) == (other.name, other.after, other.cause)


def found(points: Iterable[RestorePoint], name: str) -> list[RestorePoint]:
    """Return the points that are called so, newest first; accents and capitals do not count.

    Several points of one moment are the same answer, and the newest of them stands for all.
    """
    wanted = fold(name.strip())
    by_moment: dict[str, RestorePoint] = {}
    for point in points:
        if fold(said(point)) == wanted:
            by_moment[point.after] = point
    return sorted(by_moment.values(), key=lambda each: each.at, reverse=True)
