"""What is only half typed where nothing counts before its button or Enter: it stays where it was typed, and is no record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.record.entry import is_bound_id
from desktop.record.submission import Submission

COMMENT, STATEMENT = "comment", "workshop"
"""How places begin: `comment/` with entry and field, `workshop/` with the number of an objective."""

REST = 1000
"""Milliseconds after the last key after which others are told."""


class Drafts(QObject):
    """Texts that were begun and not handed on, by the place in which they stand and who began them.

    They are in no file that is passed on: this computer remembers them for the submission, see `Preferences.drafts`. Nobody
    sees what somebody else has begun at the same computer, see `write_as`.

    Signals:
        changed: something was begun in a place, or nothing is begun there any more.
        handed_over: somebody else writes now; what stands in every place may be another text.
        rested: nothing is typed any more; what stands here now can be remembered.
    """

    changed = Signal(str)
    handed_over = Signal()
    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, tuple[str, ...]] = {}
        self._by = ""
        self._has_taken = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.rested)

    def of(self, place: str) -> tuple[str, ...]:
        """Return what stands in a place: the text first, then what was chosen beside it. Empty where nothing was begun."""
        return self._kept.get(_key(place, self._by), ())

    def begun(self) -> Mapping[str, Sequence[str]]:
        """Return what whoever writes now has begun, by its place."""
        found = (_parted(key) for key in self._kept)
        return {place: self.of(place) for place, by in found if by == self._by}

    def commented(self) -> frozenset[str]:
        """Return the ids of the entries on which whoever writes now has begun a comment."""
        parted = (place.split("/") for place in self.begun())
        return frozenset(each[1] for each in parted if each[0] == COMMENT and len(each) > 1)

    def write_as(self, person: str) -> None:
        """Say who writes from now on, empty for nobody; what was begun before the name was said goes along.

        Also what was begun on another day: it was seen until now, and would be gone as soon as the name is said.
        """
        if person == self._by:
            return
        if not self._by:
            self._move({_key(place, ""): _key(place, person) for place, by in map(_parted, self._kept) if not by})
        self._by = person
        self.handed_over.emit()

    def rename(self, now_by_before: Mapping[str, str]) -> None:
        """Follow people whom the team calls by other names now, whoever of them writes."""
        parted = [(place, by) for place, by in map(_parted, self._kept) if by in now_by_before]
        were_two = self._move({_key(place, by): _key(place, now_by_before[by]) for place, by in parted})
        self._by = now_by_before.get(self._by, self._by)
        if were_two:
            self.handed_over.emit()

    def forget(self, submission: Submission) -> None:
        """Forget comments on entries that are no longer in the submission."""
        self._kept = {key: texts for key, texts in self._kept.items() if not _is_gone(_parted(key)[0], submission)}

    def _move(self, now_by_before: Mapping[str, str]) -> bool:
        """Keep texts by other keys, all at once: two people may change their names with each other.

        Returns whether there was something already by one of them. Both are kept, one below the other: nobody is asked which.
        """
        moved = {now: self._kept.pop(key) for key, now in now_by_before.items() if key in self._kept}
        were_two = moved.keys() & self._kept.keys()
        if moved:
            self._rest.start()
        for key, texts in moved.items():
            self._kept[key] = _joined(key, self._kept[key], texts) if key in were_two else texts
        return bool(were_two)

    def keep(self, place: str, *texts: str) -> None:
        """Keep what stands in a place; nothing where the text, which is the first, says nothing.

        What was handed on is forgotten at once: whoever takes over what was remembered would else find it half typed again.
        """
        if texts and texts[0].strip():
            is_new = not self.of(place)
            self._kept[_key(place, self._by)] = texts
            self._rest.start()
            if is_new:
                self.changed.emit(place)
        elif self._kept.pop(_key(place, self._by), None) is not None:
            self._rest.stop()
            self.rested.emit()
            self.changed.emit(place)

    def all(self) -> Mapping[str, Sequence[str]]:
        """Return all of them, of everybody, by place and name."""
        return dict(self._kept)

    def take(self, kept: Mapping[str, Sequence[str]], submission: Submission) -> None:
        """Take over what `all` returned before, but for what is gone; what was begun since is worth more.

        Once: pages that are built anew ask for it again, and would bring back what was handed on a moment ago.
        """
        if self._has_taken:
            return
        self._has_taken = True
        self._kept = {**{place: tuple(texts) for place, texts in kept.items()}, **self._kept}
        self.forget(submission)


def _key(place: str, by: str) -> str:
    """Return by what a text is kept: its place, and after a tab, which no place has, who began it."""
    return f"{place}\t{by}" if by else place


def _joined(place: str, before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Return two texts of one place as one, with what was chosen beside the later one; a statement is one line."""
    between = "\n\n" if place.startswith(COMMENT) else " "
    return (between.join(dict.fromkeys((before[0], now[0]))), *now[1:])


def _is_gone(place: str, submission: Submission) -> bool:
    sort, entry_id = (*place.split("/"), "")[:2]
    return sort == COMMENT and entry_id not in submission.entries and not is_bound_id(entry_id)


def _parted(key: str) -> tuple[str, str]:
    """Return the place and who began it."""
    place, _tab, by = key.partition("\t")
    return place, by
