"""What is computed from a submission is computed once, and again only when something that it was computed from changed.

Two ways, both without a table of what depends on what that somebody could forget to keep:

- `memoized`, for what is computed from a few lists and entries: it is noted what is read of the submission, and a value
  holds as long as the same is read. Lists and entries that did not change are the same objects in the next submission,
  so that to ask costs next to nothing.
- `Follower`, for what is computed over every entry: it goes from one submission to the next by the entries that differ.

Both are kept in `Submission.memo`, which goes on from each submission to the one after it. They take no part in what a
submission is: two that say the same are equal, whatever has been asked of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from desktop.i18n.translation import current_language

if TYPE_CHECKING:
    from desktop.record.entry import Entry
    from desktop.record.submission import Submission

P = ParamSpec("P")
Forms = TypeVar("Forms")
"""The catalogue; None for what does not hang on any."""

Result = TypeVar("Result")
Read = tuple[str, object]
"""What was read: the name of a table of the submission, and the key in it."""

Memo = dict[Any, Any]
"""What was computed, by what computes it, the language spoken and its arguments."""

EntryChange = tuple["Entry | None", "Entry | None"]
"""An entry before and after; None where it was not there yet, or is gone."""

_reads: ContextVar[dict[Read, object] | None] = ContextVar("reads", default=None)


def note(table: str, key: object, value: object) -> None:
    """Note that something was read of a submission, for the value that is being computed; nothing where none is."""
    reads = _reads.get()
    if reads is not None:
        reads[table, key] = value


@dataclass(slots=True)
class _Kept:
    """A value with what was read for it, and the serial number of the last submission for which it was seen to hold."""

    value: Any
    catalogue: object
    reads: dict[Read, object]
    serial: int
    entry: Entry | None

    def holds(self, submission: Submission, catalogue: object, entry: Entry | None) -> bool:
        if self.catalogue is not catalogue or self.entry is not entry:
            return False
        if self.serial != submission.serial:
            reads, others = self.reads, submission.may_differ_since(self.serial)
            # Of hundreds that a value was computed from, an edit touches a few at most.
            doubted = reads if others is None else [each for each in others if each in reads]
            if any(submission.lookup(*each) is not reads[each] for each in doubted):
                return False
            self.serial = submission.serial
        return True


def memoized(
    function: Callable[Concatenate[Submission, Forms, P], Result],
) -> Callable[Concatenate[Submission, Forms, P], Result]:
    """Let a function of a submission and a catalogue compute a value again only when what it read has changed.

    It reads the submission through its methods (`of_kind`, `bound`, `entry` …) and never through `entries`, its
    arguments are hashable, and nobody changes what it returns.
    """

    @wraps(function)
    def computed(submission: Submission, catalogue: Forms, *args: P.args, **kwargs: P.kwargs) -> Result:
        key = (function, current_language(), args, *kwargs.items())
        value: Result = _recall(
            submission, catalogue, key, None, lambda: function(submission, catalogue, *args, **kwargs)
        )
        return value

    # Called by place only, as the type says; `wraps` would promise the names of the arguments too.
    result: Callable[Concatenate[Submission, Forms, P], Result] = computed  # type: ignore[assignment]
    return result


def memoized_of_entry(
    function: Callable[[Submission, Forms, Entry], Result],
) -> Callable[[Submission, Forms, Entry], Result]:
    """Do the same for a function of one entry; what was computed of the entry as it was before is forgotten."""

    @wraps(function)
    def computed(submission: Submission, catalogue: Forms, entry: Entry) -> Result:
        key = (function, current_language(), entry.id)
        value: Result = _recall(submission, catalogue, key, entry, lambda: function(submission, catalogue, entry))
        return value

    return computed


def _recall(
    submission: Submission, catalogue: object, key: object, entry: Entry | None, compute: Callable[[], Any]
) -> Any:
    kept = submission.memo.get(key)
    if kept is None or not kept.holds(submission, catalogue, entry):
        reads: dict[Read, object] = {}
        token = _reads.set(reads)
        try:
            value = compute()
        finally:
            _reads.reset(token)
        kept = submission.memo[key] = _Kept(value, catalogue, reads, submission.serial, entry)
    outer = _reads.get()
    if outer is not None:
        outer.update(kept.reads)
    return kept.value


class Follower(ABC):
    """Something computed over every entry that goes along from one submission to another by what differs in them."""

    def __init__(self, catalogue: Any) -> None:
        self.catalogue = catalogue
        self._entries: Mapping[str, Entry] = {}

    def follow(self, submission: Submission) -> None:
        """Go to a submission, a later one or an earlier one."""
        if submission.entries is not self._entries:
            changes = list(submission.changes_since(self._entries))
            self._entries = submission.entries
            self.take(submission, changes)

    @abstractmethod
    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        """Take over what differs; `submission` is the one that is gone to."""


SomeFollower = TypeVar("SomeFollower", bound=Follower)


def following(
    submission: Submission,
    catalogue: Forms,
    make: Callable[[Forms], SomeFollower],
    results: Callable[[SomeFollower], Result],
) -> Result:
    """Return what a follower has to say of a submission.

    Args:
        make: makes one that stands before the first entry; a class, or another thing that is always the same.
        results: takes out of the follower what is wanted, as values that do not change when it goes on.
    """
    key = (make, current_language())
    # Taken out while it is at work: another thread meanwhile begins with one of its own, and a failure leaves none.
    follower = submission.memo.pop(key, None)
    if follower is None or follower.catalogue is not catalogue:
        follower = make(catalogue)
    follower.follow(submission)
    found = results(follower)
    submission.memo[key] = follower
    note("all", None, submission.entries)
    return found


def differences(before: Mapping[str, Entry], after: Mapping[str, Entry], ids: Iterable[str]) -> list[EntryChange]:
    """Return the entries of these ids that are not the same before and after."""
    found = ((before.get(each), after.get(each)) for each in ids)
    return [(old, new) for old, new in found if old is not new]
