"""What was exported: the note that a submission file keeps of each package, and what has happened since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry
from desktop.record.internal_kinds import INTERNAL_KINDS
from desktop.record.memoization import EntryChange, Follower, following
from desktop.record.submission import Submission


@dataclass(frozen=True)
class Export:
    """One package that was written.

    Args:
        at: when, ISO 8601 in UTC.
        draft: whether it is an unsigned draft.
        package: the name of its file.
        signer: who signed, as the certificate calls them; empty for a draft.
        fingerprint: SHA-256 of the certificate; empty for a draft.
        after: the id of the last revision before it; empty where nothing had been done.
        state: what was said at that time, see `state_of`.
    """

    at: str
    draft: bool
    package: str
    signer: str
    fingerprint: str
    after: str
    state: str


@dataclass(frozen=True)
class Since:
    """An export, and how much has changed since it.

    Args:
        changes: how many revisions came after it; 0 when what is said is the same as then.
    """

    export: Export
    changes: int

    def sentence(self) -> str:
        """Return whether anything has changed since, in a sentence."""
        if not self.changes:
            return _("Nothing has changed since the export.")
        return ngettext("{count} change since the export.", "{count} changes since the export.", self.changes).format(
            count=counted(self.changes)
        )


@dataclass(frozen=True)
class Exports:
    """The last signed package and the last draft; None where there was none."""

    signed: Since | None = None
    draft: Since | None = None

    @property
    def latest(self) -> Since | None:
        """The later one of both."""
        known = [each for each in (self.signed, self.draft) if each is not None]
        return max(known, key=lambda each: each.export.at, default=None)


def state_of(submission: Submission) -> str:
    """Return a mark of everything that is said, whoever said it and when; what the team keeps for its work is no part of it.

    It is the sum of a SHA-256 of each entry, so that an edit costs no more than one entry. What is marked is the team's
    own, and nobody gains by another submission of the same mark: it tells whether to say that something has changed.
    """
    return following(submission, None, _Mark, _Mark.text)


class _Mark(Follower):
    """The mark, kept from one submission to the next."""

    def __init__(self, forms: None) -> None:
        super().__init__(forms)
        self._sum = 0

    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        for old, new in changes:
            self._sum += _mark_of(new) - _mark_of(old)

    def text(self) -> str:
        return f"{_SUM}{self._sum % 2**256:064x}"


_SUM = "sum:"
"""What a mark begins with, to tell it from those of 0.1.0, which were one SHA-256 over all entries."""


def _said(entry: Entry) -> list[object]:
    return [entry.kind, entry.key, entry.order, {key: answer.value for key, answer in entry.answers.items()}]


def _canonical(said: object) -> bytes:
    whole = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return whole.encode("utf-8", "surrogatepass")


def _mark_of(entry: Entry | None) -> int:
    if entry is None or entry.kind in INTERNAL_KINDS:
        return 0
    return int.from_bytes(hashlib.sha256(_canonical([entry.id, *_said(entry)])).digest(), "big")


def _first_state_of(submission: Submission) -> str:
    """Return the mark that 0.1.0 made of a submission, to compare what it exported with."""
    return hashlib.sha256(_canonical({each.id: _said(each) for each in submission.entries.values()})).hexdigest()


def latest(exports: Sequence[Export]) -> Iterator[Export]:
    """Yield the last signed package and the last draft, those that there were; no others are told of."""
    for draft in (False, True):
        found = next((each for each in reversed(exports) if each.draft is draft), None)
        if found is not None:
            yield found


def since(exports: Sequence[Export], submission: Submission, revisions_after: dict[str, int]) -> Exports:
    """Return the last exports with what has changed since.

    Args:
        exports: all of them, oldest first.
        revisions_after: id of a revision to how many came after it.
    """

    def last(*, draft: bool) -> Since | None:
        found = next((each for each in latest(exports) if each.draft is draft), None)
        if found is None:
            return None
        now = state_of(submission) if found.state.startswith(_SUM) else _first_state_of(submission)
        # What is the same as then has not changed, however often it was changed and taken back. What is not the same
        # has, even where the one revision since was written into the one before.
        return Since(found, 0 if found.state == now else max(1, revisions_after.get(found.after, 0)))

    return Exports(last(draft=False), last(draft=True))
