"""Who has cleared what: each objective, and each pledge, is a draft, then reviewed, then cleared.

A part of a submission (`clearance_parts`) is cleared as long as its text is the one that was cleared. Whether it is, is
computed from the text itself and stands nowhere: an edit, an import, a copy that is joined reopens the part whose text it
changes, and that one alone; when the text is the same again, by undo or by hand, it is cleared again.

The text of a part is what would leave of it with a signed package (`release`): a change of an internal note, or of
private evidence, reopens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import is_not

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import gettext as _
from desktop.record.clearance_fingerprint import digest_of, fingerprint_of
from desktop.record.clearance_parts import PLEDGE, objective_part, part_of, pledge_part, title_of_part
from desktop.record.clearance_rules import by_two
from desktop.record.clearance_state import DRAFT, REVIEWED, ClearanceState, Tallied
from desktop.record.cleared_part import CLEARED
from desktop.record.entry import Entry
from desktop.record.internal_kinds import CLEARANCE
from desktop.record.memoization import EntryChange, Follower, following
from desktop.record.release import Releasing
from desktop.record.submission import Submission


def clearance_of(submission: Submission, catalogue: Catalogue, part: str) -> ClearanceState:
    """Return where a part stands."""
    found: ClearanceState = following(submission, catalogue, Parts, lambda parts: parts.clearance_of(part))
    return found


def clearances(submission: Submission, catalogue: Catalogue) -> tuple[ClearanceState, ...]:
    """Return where every part stands: the objectives by number, then the pledges in their order.

    As long as none of them changes, it is the same tuple.
    """
    return following(submission, catalogue, Parts, lambda parts: parts.clearances(submission))


def uncleared(submission: Submission, catalogue: Catalogue) -> tuple[ClearanceState, ...]:
    """Return where those parts stand that say something and are not cleared."""
    return following(submission, catalogue, Parts, lambda parts: parts.uncleared(submission))


def tallied(submission: Submission, catalogue: Catalogue) -> Tallied:
    """Return how many of the parts that say something are cleared."""
    found: Tallied = following(submission, catalogue, Parts, lambda parts: parts.tallied(submission))
    return found


def fingerprint(submission: Submission, catalogue: Catalogue, part: str) -> str:
    """Return the SHA-256 of what would leave of a part with a signed package.

    It is that of the canonical JSON of the sorted fingerprints of its entries; that of an entry is of the canonical JSON
    of its id, its kind and its answers. Neither the language of the window, nor the order of the entries, nor who wrote
    them when makes a difference.
    """
    found: str = following(submission, catalogue, Parts, lambda parts: parts.fingerprint(part))
    return found


def entries_of(submission: Submission, catalogue: Catalogue, part: str) -> list[Entry]:
    """Return the entries of a part, with all that they say, by kind as in the forms and in their order."""
    ids = following(submission, catalogue, Parts, lambda parts: parts.members(part))
    kinds = list(catalogue.kinds)
    found = [submission.entries[each] for each in ids]
    return sorted(found, key=lambda each: (kinds.index(each.kind), each.order, each.key, each.id))


def writers(submission: Submission, catalogue: Catalogue, part: str) -> list[str]:
    """Return who wrote what leaves of a part as it now stands, each once."""
    found = following(submission, catalogue, Parts, lambda parts: list(parts.released(part)))
    # Of the entries as they are: a name may be kept back from packages.
    wrote = (submission.entries[left.id].answers[key].by for left in found for key in left.answers)
    return list(dict.fromkeys(name for name in wrote if name))


def refusal(submission: Submission, catalogue: Catalogue, part: str, by: str) -> str:
    """Return in a sentence why somebody cannot clear a part; empty where they can.

    Where the country wants two persons, whoever wrote any of what now stands there can clear it only after somebody else
    has reviewed this very text. Whoever wrote nothing of it can clear it by themselves. Names are compared without accents
    and capitals. That of which nobody says who wrote it is nobody's.
    """
    name = title_of_part(submission, catalogue, part)
    if not _folded(by):
        return _("Say who clears the text: nobody is named.")
    stands = clearance_of(submission, catalogue, part)
    if stands.empty:
        return _("{name} contains nothing that a package would include, so there is nothing to clear.").format(
            name=name
        )
    if not by_two(submission) or all(_folded(each) != _folded(by) for each in writers(submission, catalogue, part)):
        return ""
    reviewer = stands.by if stands.state == REVIEWED else stands.reviewed_by if stands.state == CLEARED else ""
    if reviewer and _folded(reviewer) != _folded(by):
        return ""
    return _(
        "{name}: {person} wrote some of it, and the person who wrote a text cannot clear it "
        "alone. Somebody else has to clear it, or review it first."
    ).format(name=name, person=by)


def _folded(name: str) -> str:
    return " ".join(fold(name).split())


class Parts(Follower):
    """The parts with what belongs to them, kept from one submission to the next.

    A text is put into a fingerprint when somebody asks for that of its part, which nobody does of a part of which nothing
    was ever said; after an edit only the entry that was changed is put into it anew.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._releasing = Releasing(catalogue)
        self._part_of: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._staying: set[str] = set()
        self._linking: dict[str, set[str]] = {}  # id of what is linked to, to the ids of the entries that link to it
        self._said: dict[str, Entry] = {}  # the clearance of each part
        self._digests: dict[str, str] = {}
        self._fingerprints: dict[str, str] = {}
        self._states: dict[str, ClearanceState] = {}
        self._before: dict[str, ClearanceState] = {}  # of parts in which something changed
        self._all: tuple[ClearanceState, ...] | None = None
        self._of_all: Tallied | None = None
        self._open: tuple[ClearanceState, ...] | None = None
        self._pledges: list[Entry] | None = None
        self._is_outdated = True

    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        """Take over what differs; what was found out of a part in which something differs is forgotten."""
        for old, new in self._releasing.read(submission, changes):
            entry = new or old
            assert entry is not None
            if entry.kind == CLEARANCE:
                self._take_clearance(entry.key, new)
                continue
            self._place(entry.id, "" if new is None else part_of(new, self.catalogue))
            self._link(entry.id, old, new)
            self._forget(entry.id)
            stays = new is not None and self._releasing.stays(new)
            if stays != (entry.id in self._staying):
                (self._staying.add if stays else self._staying.discard)(entry.id)
                for linking in self._linking.get(entry.id, ()):
                    self._forget(linking)

    def _take_clearance(self, part: str, new: Entry | None) -> None:
        if new is None:
            self._said.pop(part, None)
        else:
            self._said[part] = new
        self._outdate(part)

    def _place(self, entry_id: str, part: str) -> None:
        before = self._part_of.get(entry_id, "")
        if before != part:
            if before:
                self._members[before].discard(entry_id)
                self._fingerprints.pop(before, None)
                self._outdate(before)
            if part:
                self._members.setdefault(part, set()).add(entry_id)
                self._part_of[entry_id] = part
            else:
                del self._part_of[entry_id]

    def _link(self, entry_id: str, old: Entry | None, new: Entry | None) -> None:
        for target in self._releasing.links(old):
            self._linking[target].discard(entry_id)
        for target in self._releasing.links(new):
            self._linking.setdefault(target, set()).add(entry_id)

    def _forget(self, entry_id: str) -> None:
        part = self._part_of.get(entry_id, "")
        self._digests.pop(entry_id, None)
        if part:
            self._fingerprints.pop(part, None)
            self._outdate(part)

    def _outdate(self, part: str) -> None:
        before = self._states.pop(part, None)
        if before is not None:
            self._before[part] = before
            self._is_outdated = True

    def members(self, part: str) -> frozenset[str]:
        """Return the ids of the entries of a part."""
        return frozenset(self._members.get(part, ()))

    def released(self, part: str) -> Iterator[Entry]:
        """Yield what leaves of the entries of a part; those of which nothing does are left out."""
        for each in self._members.get(part, ()):
            if each not in self._staying:
                left = self._releasing.left(self._entries[each], self._staying)
                if left.answers:
                    yield left

    def fingerprint(self, part: str) -> str:
        """Return the fingerprint of a part."""
        found = self._fingerprints.get(part)
        if found is None:
            digests = [digest for each in self._members.get(part, ()) if (digest := self._digest(each))]
            found = self._fingerprints[part] = fingerprint_of(digests)
        return found

    def _digest(self, entry_id: str) -> str:
        """Return the fingerprint of an entry, empty where nothing of it leaves."""
        found = self._digests.get(entry_id)
        if found is None:
            left = None if entry_id in self._staying else self._releasing.left(self._entries[entry_id], self._staying)
            found = self._digests[entry_id] = digest_of(left) if left is not None and left.answers else ""
        return found

    def clearance_of(self, part: str) -> ClearanceState:
        """Return where a part stands; the same one as long as nothing in it changes."""
        found = self._states.get(part)
        if found is None:
            found, before = self._stand(part), self._before.pop(part, None)
            found = self._states[part] = before if before == found and before is not None else found
        return found

    def _stand(self, part: str) -> ClearanceState:
        entry = self._said.get(part)
        said = entry.text("state") if entry is not None else DRAFT
        empty = next(self.released(part), None) is None
        if entry is None or said not in (REVIEWED, CLEARED):
            return ClearanceState(part, empty=empty, note=entry.text("note") if entry else "")
        now = self.fingerprint(part)
        return ClearanceState(
            part,
            state=said if entry.text("fingerprint") == now else DRAFT,
            said=said,
            empty=empty,
            now=now,
            fingerprint=entry.text("fingerprint"),
            by=entry.text("by"),
            ministry=entry.text("ministry"),
            at=entry.text("at"),
            reviewed_by=entry.text("reviewed_by"),
            note=entry.text("note"),
            signed=entry.text("method"),
            sheet=entry.text("sheet"),
            evidence=next(iter(entry.items("evidence")), ""),
        )

    def clearances(self, submission: Submission) -> tuple[ClearanceState, ...]:
        """Return where every part stands; the same tuple as long as none of them changes."""
        pledges = submission.of_kind(PLEDGE)
        if self._all is not None and not self._is_outdated and self._pledges is pledges:
            return self._all
        found = tuple(self.clearance_of(part) for part in self._parts(pledges))
        self._pledges, self._is_outdated = pledges, False
        if self._all is None or len(self._all) != len(found) or any(map(is_not, self._all, found)):
            self._all, self._of_all, self._open = found, None, None
        return self._all

    def uncleared(self, submission: Submission) -> tuple[ClearanceState, ...]:
        """Return where those parts stand that say something and are not cleared; the same tuple as long as none changes."""
        found = self.clearances(submission)
        if self._open is None:
            self._open = tuple(each for each in found if each.state != CLEARED and not each.empty)
        return self._open

    def _parts(self, pledges: Iterable[Entry]) -> Iterator[str]:
        yield from (objective_part(each.number) for each in self.catalogue.objectives)
        yield from (pledge_part(each.id) for each in pledges)

    def tallied(self, submission: Submission) -> Tallied:
        """Return how many of the parts that say something are cleared."""
        found = self.clearances(submission)
        if self._of_all is None:
            said = [each for each in found if not each.empty]
            self._of_all = Tallied(
                sum(1 for each in said if each.state == CLEARED),
                len(said),
                sum(1 for each in said if each.said == CLEARED and each.changed),
                sum(1 for each in said if each.state == REVIEWED),
            )
        return self._of_all
