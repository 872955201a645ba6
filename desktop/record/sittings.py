"""Sittings of a workshop: when the team sat together, and which revisions were made in it.

A sitting knows its revisions by their place in the history and never by the clock of a laptop: it keeps the id of the last
revision before it began, and that of the last one in it. What comes home from other copies meanwhile is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.record.entry import Entry
from desktop.record.history import Revision, is_time
from desktop.record.internal_kinds import SITTING
from desktop.record.submission import Submission

TITLE, PLACE, BEGUN, ENDED, BEFORE, UNTIL, TOOK_PART = (
    "title",
    "place",
    "begun",
    "ended",
    "before",
    "until",
    "took_part",
)
"""The fields of a sitting."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting.

    Args:
        id: that of its entry.
        begun: when, ISO 8601 in UTC, by the clock of the laptop.
        ended: the same; empty while it goes on.
        title: what it is called, empty when nobody said; `place`: where it was.
        before: the id of the last revision before it began.
        until: the id of the last revision in it; empty while it goes on.
        took_part: the names of those who were said to be speaking in it, each once, in the order of their first words; only
            known once it has ended.
    """

    id: str
    begun: str
    ended: str = ""
    title: str = ""
    place: str = ""
    before: str = ""
    until: str = ""
    took_part: tuple[str, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether nobody has ended it yet."""
        return not self.ended


def sittings(submission: Submission) -> list[Sitting]:
    """Return every sitting in the order in which they were begun in their copies, whatever the clocks said."""
    return [_sitting(each) for each in submission.of_kind(SITTING)]


def open_sitting(submission: Submission) -> Sitting | None:
    """Return the sitting that goes on, the one begun last where two copies left one open; None where there is none."""
    going = [each for each in sittings(submission) if each.goes_on]
    return going[-1] if going else None


def revisions_of(sitting: Sitting, revisions: Iterable[Revision]) -> list[Revision]:
    """Return the revisions that were made in a sitting, in their order; that of its own beginning is the first.

    Args:
        revisions: the whole history of the file, oldest first.
    """
    return list(_within(sitting, revisions))


def _within(sitting: Sitting, revisions: Iterable[Revision]) -> Iterator[Revision]:
    inside, copy = False, ""
    for each in revisions:
        if not inside and any(change.creates_entry and change.entry_id == sitting.id for change in each.changes):
            inside, copy = True, each.copy
        if inside and each.copy == copy:
            yield each
            if each.id == sitting.until:
                return


def speakers_in(revisions: Iterable[Revision]) -> tuple[str, ...]:
    """Return who made some revisions, each once, in the order of their first words; without those of nobody."""
    return tuple(dict.fromkeys(each.by for each in revisions if each.by))


def _sitting(entry: Entry) -> Sitting:
    return Sitting(
        id=entry.id,
        begun=_time(entry.text(BEGUN)),
        ended=_time(entry.text(ENDED)),
        title=entry.text(TITLE),
        place=entry.text(PLACE),
        before=entry.text(BEFORE),
        until=entry.text(UNTIL),
        took_part=tuple(entry.items(TOOK_PART)),
    )


def _time(text: str) -> str:
    """Return a time of ours; empty for what is none, which a received file may say."""
    return text if is_time(text) else ""
