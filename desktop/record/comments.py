"""Comments: what the team says to one another about a field, an entry or an objective. They never leave.

A comment and the replies to it are one thread; it is open until somebody settles it. A thread outlives what it is about:
its comments say what that was called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from desktop.i18n.number_formatting import counted
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry
from desktop.record.internal_kinds import COMMENT
from desktop.record.memoization import memoized
from desktop.record.ministries import FIELDS as MINISTRY_FIELDS
from desktop.record.people import ministry_of
from desktop.record.submission import Submission

NO_THREADS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Comment:
    """One comment or reply.

    Args:
        on, kind, key: the entry that it is about; it may be gone, or not be begun yet.
        title: what that entry was called when the comment was written.
        field: the field that it is about, empty for the entry as a whole.
        by, at: who wrote it, and when.
        to_person, to_ministry: to whom it is said; both empty for nobody in particular.
        reply_to: the id of the comment that it answers, empty for none.
    """

    id: str
    on: str
    kind: str
    key: str
    title: str
    field: str
    text: str
    by: str
    at: str
    to_person: str
    to_ministry: str
    reply_to: str
    order: int

    @property
    def entry(self) -> Entry:
        """The entry that it is about, without its answers."""
        return Entry(self.on, self.kind, self.key)


@dataclass(frozen=True)
class Thread:
    """A comment with the replies to it.

    Args:
        first: the comment that began it.
        replies: in the order in which they were written.
        settled: whether it is settled, by whom and when.
    """

    first: Comment
    replies: tuple[Comment, ...] = ()
    settled: bool = False
    settled_by: str = ""
    settled_at: str = ""

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All of them, the first one first."""
        return (self.first, *self.replies)

    @property
    def last(self) -> Comment:
        """What was said last."""
        return self.comments[-1]


def threads(submission: Submission) -> Sequence[Thread]:
    """Return all threads in the order in which they were begun."""
    return _all(submission, None).threads


def threads_at(submission: Submission, entry_id: str, field: str) -> Sequence[Thread]:
    """Return the threads about a field of an entry, or about the entry as a whole where the field is empty."""
    return _all(submission, None).at.get((entry_id, field), ())


def thread_of(submission: Submission, comment_id: str) -> Thread | None:
    """Return the thread that a comment belongs to, None when it is gone."""
    return _all(submission, None).by_id.get(comment_id)


def thread_with(
    submission: Submission, entry: Entry, field: str, reply_to: str = "", to_person: str = "", to_ministry: str = ""
) -> Thread:
    """Return the thread in which a comment would stand that was not handed on yet, with that comment in it, without its words."""
    comment = Comment("", entry.id, entry.kind, entry.key, "", field, "", "", "", to_person, to_ministry, reply_to, 0)
    answered = thread_of(submission, reply_to) if reply_to else None
    return Thread(comment) if answered is None else replace(answered, replies=(*answered.replies, comment))


def open_on(submission: Submission, entry_id: str) -> Mapping[str, int]:
    """Return how many threads are open on an entry, by the field, with an empty key for the entry as a whole."""
    return _all(submission, None).open.get(entry_id, NO_THREADS)


def settled_on(submission: Submission, entry_id: str) -> Mapping[str, int]:
    """Return how many threads are settled on an entry, by the field, with an empty key for the entry as a whole."""
    return _all(submission, None).settled.get(entry_id, NO_THREADS)


def count_open(submission: Submission) -> int:
    """Return how many threads are open in the whole submission."""
    return sum(sum(fields.values()) for fields in _all(submission, None).open.values())


def said_open(count: int) -> str:
    """Return how many comments are open, in words."""
    return ngettext("{count} open comment", "{count} open comments", count).format(count=counted(count))


def waits_for(thread: Thread, person: str, ministry: str) -> bool:
    """Whether a thread waits for somebody: it is open, and what was said last in it is not theirs and is for them.

    For them is what is said to them or to their ministry, and an answer in a thread that they began.
    """
    if thread.settled or not person or _same(thread.last.by, person):
        return False
    told = any(_same(each.to_person, person) or _same(each.to_ministry, ministry) for each in thread.comments)
    return told or (bool(thread.replies) and _same(thread.first.by, person))


def waiting_for(submission: Submission, person: str) -> list[Thread]:
    """Return the threads that wait for the person of a name, or for that person's ministry."""
    ministry = ministry_of(person, submission) if person else ""
    return [each for each in threads(submission) if waits_for(each, person, ministry)]


def ministry_about(thread: Thread, submission: Submission) -> str:
    """Return the ministry that a thread concerns: that which it is said to, else that which its entry names."""
    entry = submission.entry(thread.first.on)
    said = next((each.to_ministry for each in thread.comments if each.to_ministry), "")
    of_entry = next((text for key in MINISTRY_FIELDS if (text := entry.text(key).strip())), "") if entry else ""
    return said or of_entry


def _same(one: str, other: str) -> bool:
    return bool(one) and fold(one) == fold(other)


@dataclass(frozen=True)
class _Comments:
    threads: Sequence[Thread]
    at: Mapping[tuple[str, str], Sequence[Thread]]
    open: Mapping[str, Mapping[str, int]]
    settled: Mapping[str, Mapping[str, int]]
    by_id: Mapping[str, Thread]


@memoized
def _all(submission: Submission, _forms: None) -> _Comments:
    comments = [_comment(each) for each in submission.of_kind(COMMENT) if each.text("text")]
    comments.sort(key=lambda each: (each.order, each.at, each.id))
    known = {each.id: each for each in comments}
    replies: dict[str, list[Comment]] = {}
    for each in comments:
        if each.reply_to in known:
            replies.setdefault(_root(each, known), []).append(each)
    found: list[Thread] = []
    for first in comments:
        # A reply to a comment that is gone stands for itself.
        if first.reply_to not in known or _root(first, known) == first.id:
            entry = submission.entry(first.id)
            answer = entry.answers.get("settled") if entry is not None else None
            settled = answer is not None and answer.value is True
            by, at = (answer.by, answer.at) if answer is not None and settled else ("", "")
            own = tuple(each for each in replies.get(first.id, ()) if each.id != first.id)
            found.append(Thread(first, own, settled, by, at))
    places: dict[tuple[str, str], list[Thread]] = {}
    open_: dict[str, dict[str, int]] = {}
    settled_: dict[str, dict[str, int]] = {}
    for thread in found:
        places.setdefault((thread.first.on, thread.first.field), []).append(thread)
        fields = (settled_ if thread.settled else open_).setdefault(thread.first.on, {})
        fields[thread.first.field] = fields.get(thread.first.field, 0) + 1
    return _Comments(found, places, open_, settled_, {each.id: thread for thread in found for each in thread.comments})


def _root(comment: Comment, known: Mapping[str, Comment]) -> str:
    """Return the id of the comment that began the thread; a reply to a reply belongs to it too."""
    seen: set[str] = set()
    while comment.reply_to in known and comment.id not in seen:
        seen.add(comment.id)
        comment = known[comment.reply_to]
    # Replies in a ring, which no window makes: the least of them begins it.
    return comment.id if comment.id not in seen else min(seen)


def _comment(entry: Entry) -> Comment:
    said = entry.answers.get("text")
    return Comment(
        entry.id,
        entry.text("on"),
        entry.text("on_kind"),
        entry.text("on_key"),
        entry.text("on_title"),
        entry.text("field"),
        entry.text("text"),
        said.by if said is not None else "",
        said.at if said is not None else "",
        entry.text("to_person"),
        entry.text("to_ministry"),
        entry.text("reply_to"),
        entry.order,
    )
