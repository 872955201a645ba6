"""Who has cleared what: each objective, and each pledge, is a draft, then reviewed, then cleared.

A part of a submission is cleared as long as its text is the one that was cleared. Whether it is, is computed from the
text itself and stands nowhere: an edit, an import, a copy that is joined reopens the part whose text it changes, and that
one alone; when the text is the same again, by undo or by hand, it is cleared again.

What belongs to a part:

- A pledge is a part by itself.
- To an objective belong its assessment, and every entry that names objectives and names this one first: practices, gaps,
  support, evidence, stakeholders, and whatever other kind a data pack brings. The same goes for what is measured: the
  answers and values of an indicator, and the answers on policies, belong to the first objective that the indicator or the
  question is linked with. So every text belongs to one part at most, and is cleared once.
- What the submission says of itself and of its people, principles, recommendations and chapters, and what names no
  objective, belongs to none.

The text of a part is what would leave of it with a signed package (`release`): a change of an internal note, or of
private evidence, reopens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from operator import is_not

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.clearance_rules import by_two
from desktop.record.cleared_part import CHANGED, CLEARED, ClearedPart
from desktop.record.date_parsing import shown_date
from desktop.record.entry import Answer, Entry, bound_id, to_json
from desktop.record.entry_index import objectives_of
from desktop.record.internal_kinds import CLEARANCE
from desktop.record.kept_back import kept_back
from desktop.record.memoization import EntryChange, Follower, following
from desktop.record.release import Releasing
from desktop.record.submission import Submission
from desktop.record.values import short_title

DRAFT, REVIEWED = "draft", "reviewed"
STATES = (DRAFT, REVIEWED, CLEARED)
"""The states of a part, in their order."""

STATE_WORDS = {DRAFT: N_("Draft"), REVIEWED: N_("Reviewed"), CLEARED: N_("Cleared")}
"""The same in words, to be translated."""

_SHA256 = re.compile("[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

OBJECTIVE, PLEDGE = "objective", "pledge"

ON_SCREEN, ON_PAPER = "screen", "paper"
"""How a part was cleared: in the window, or with a signature on a clearance sheet."""


def objective_part(number: int) -> str:
    """Return the part of an objective."""
    return f"{OBJECTIVE}/{number}"


def pledge_part(entry_id: str) -> str:
    """Return the part of a pledge."""
    return f"{PLEDGE}/{entry_id}"


def number_of(part: str) -> int | None:
    """Return the number of the objective that a part is of; None for a pledge."""
    kind, _slash, key = part.partition("/")
    return int(key) if kind == OBJECTIVE and key.isascii() and key.isdecimal() else None


def pledge_of(part: str) -> str:
    """Return the id of the pledge that a part is; empty for an objective."""
    kind, _slash, key = part.partition("/")
    return key if kind == PLEDGE else ""


@dataclass(frozen=True)
class ClearanceState:
    """Where a part stands.

    Args:
        part: see `objective_part` and `pledge_part`.
        state: as it stands now: `draft`, `reviewed`, `cleared`; a draft again where the text was changed since.
        said: what was said of it last.
        empty: nothing of it would leave, so that there is nothing to clear.
        now: the fingerprint of the text as it is; empty where nobody has said anything of the part yet.
        fingerprint: of the text of which it was said.
        by, ministry, at: who said it, for whom, and when.
        reviewed_by: who has reviewed the text, where it was reviewed before it was cleared.
        note, signed, sheet, evidence: what was noted, how, the scan that was attached, and the evidence that has it.
    """

    part: str
    state: str = DRAFT
    said: str = DRAFT
    empty: bool = False
    now: str = ""
    fingerprint: str = ""
    by: str = ""
    ministry: str = ""
    at: str = ""
    reviewed_by: str = ""
    note: str = ""
    signed: str = ""
    sheet: str = ""
    evidence: str = ""

    @property
    def on_paper(self) -> bool:
        """Whether it was signed by hand."""
        return self.signed == ON_PAPER

    @property
    def changed(self) -> bool:
        """Whether the text was changed since it was reviewed or cleared."""
        return self.said != self.state

    @property
    def day(self) -> str:
        """The day on which it was said, as it is read."""
        return shown_date(self.at[:10]) if self.at else ""

    def state_words(self) -> str:
        """Return the state in a word or two."""
        if self.empty:
            return _("Nothing to clear")
        if self.changed:
            return _("Changed since")
        return _(STATE_WORDS[self.state])

    def sentence(self) -> str:
        """Return the state in a sentence, with who said it and when."""
        if self.said == DRAFT:
            return _("Nothing to clear yet.") if self.empty else _("Draft, not cleared yet.")
        if self.said == CLEARED:
            text = (
                _("Cleared on {date} by {name}, and changed since.")
                if self.changed
                else _("Cleared on {date} by {name}.")
            )
        else:
            text = (
                _("Reviewed on {date} by {name}, and changed since.")
                if self.changed
                else _("Reviewed on {date} by {name}.")
            )
        return text.format(date=self.day, name=self.who)

    @property
    def who(self) -> str:
        """Who said it, with the ministry where one is named and the name does not say it."""
        if not self.ministry or fold(self.ministry) in fold(self.by):
            return self.by
        return _("{name} ({ministry})").format(name=self.by, ministry=self.ministry)


@dataclass(frozen=True)
class Tallied:
    """How many parts there are to clear, and how many of them are cleared, were changed since, or are reviewed."""

    cleared: int
    of: int
    changed: int = 0
    reviewed: int = 0

    def sentence(self) -> str:
        """Return it in a sentence."""
        return _("Objectives and pledges cleared: {cleared} of {of}.").format(cleared=self.cleared, of=self.of)


def part_of(entry: Entry, catalogue: Catalogue) -> str:
    """Return the part that an entry belongs to; empty for none."""
    if entry.kind == PLEDGE:
        return pledge_part(entry.id)
    if entry.kind not in catalogue.kinds:
        return ""
    known = (number for number in _objectives(entry, catalogue) if _is_known(number, catalogue))
    return next((objective_part(number) for number in known), "")


def _is_known(number: int, catalogue: Catalogue) -> bool:
    try:
        catalogue.objective(number)
    except KeyError:
        return False
    return True


def _objectives(entry: Entry, catalogue: Catalogue) -> Iterable[int]:
    bound = catalogue.kinds[entry.kind].bound
    if bound == "objective":
        return (int(entry.key),) if entry.key.isdecimal() else ()
    if entry.kind == "value" or bound == "indicator":
        key = entry.key if bound else entry.text("indicator")
        return next((each.objectives for each in catalogue.indicators if each.key == key), ())
    if entry.kind == "policy_answer":
        asked = (question for domain in catalogue.policy.domains for question in domain.sub_categories)
        return next((each.objectives for each in asked if each.key == entry.key), ())
    return objectives_of(entry)


def digest_of(entry: Entry) -> str:
    """Return the fingerprint of one entry, of which only what leaves is left: whose words they are does not matter."""
    said = {key: each.value for key, each in entry.answers.items()}
    return _hashed({"id": entry.id, "kind": entry.kind, "answers": said})


def fingerprint_of(digests: Iterable[str]) -> str:
    """Return the fingerprint of a part of the fingerprints of its entries, in whatever order they come."""
    return _hashed(sorted(digests))


def _hashed(said: object) -> str:
    return sha256(to_json(said).encode("utf-8", "surrogatepass")).hexdigest()  # type: ignore[arg-type]  # any JSON


DIGITS = 16
"""Of the code of a text. The code to read out of a package has others, see `package/code_to_read_out.py`."""


def short_code(fingerprint: str) -> str:
    """Return a fingerprint as sixteen digits in groups of four, to be compared by eye; see docs/decisions/0016-two-codes.md."""
    if not fingerprint:
        return ""
    digits = f"{int(fingerprint[:32], 16) % 10**DIGITS:0{DIGITS}d}"
    return " ".join(digits[place : place + 4] for place in range(0, DIGITS, 4))


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


def title_of_part(submission: Submission, catalogue: Catalogue, part: str) -> str:
    """Return what a part is called, in the language spoken."""
    number = number_of(part)
    if number is not None:
        known = any(each.number == number for each in catalogue.objectives)
        return (
            _("Objective {number}: {title}").format(number=number, title=catalogue.label(number))
            if known
            else _("Objective {number}").format(number=number)
        )
    pledge = submission.entries.get(pledge_of(part))
    return (
        _("Pledge: {title}").format(title=short_title(pledge, catalogue)) if pledge else _("A pledge that was removed")
    )


def refusal(submission: Submission, catalogue: Catalogue, part: str, by: str) -> str:
    """Return in a sentence why somebody cannot clear a part; empty where they can.

    Where the country wants two persons, whoever wrote any of what now stands there can clear it only after somebody else
    has reviewed this very text. Whoever wrote nothing of it can clear it by themselves. Names are compared without accents
    and capitals. That of which nobody says who wrote it is nobody's.
    """
    name = title_of_part(submission, catalogue, part)
    if not _folded(by):
        return _("Say who clears it: nobody is named.")
    stands = clearance_of(submission, catalogue, part)
    if stands.empty:
        return _("{name}: there is nothing in it that a package would include, so there is nothing to clear.").format(
            name=name
        )
    if not by_two(submission) or all(_folded(each) != _folded(by) for each in writers(submission, catalogue, part)):
        return ""
    reviewer = stands.by if stands.state == REVIEWED else stands.reviewed_by if stands.state == CLEARED else ""
    if reviewer and _folded(reviewer) != _folded(by):
        return ""
    return _(
        "{name}: {person} wrote some of it, and the person who wrote a text cannot clear it alone. Let somebody else "
        "clear it, or review it first."
    ).format(name=name, person=by)


def _folded(name: str) -> str:
    return " ".join(fold(name).split())


def published(submission: Submission, catalogue: Catalogue) -> tuple[ClearedPart, ...]:
    """Return what leaves of the clearances with a package: what was cleared by whom, and whether it still is.

    What was only reviewed is nobody else's business, and so are notes, steps and scans. Names that are kept back are left
    out here too, and so are parts of which nothing leaves any more.
    """
    people = kept_back(submission).people
    return tuple(
        ClearedPart(
            each.part,
            CHANGED if each.changed else CLEARED,
            "" if each.by in people else each.by,
            each.ministry,
            each.at[:10] if _DAY.fullmatch(each.at[:10]) else "",
            each.fingerprint,
        )
        for each in clearances(submission, catalogue)
        # What came with a copy may be anything; what is no fingerprint has no place in a package.
        if each.said == CLEARED and not each.empty and _SHA256.fullmatch(each.fingerprint)
    )


def entry_of(submission_id: str, cleared: ClearedPart) -> Entry:
    """Return the entry that a file keeps of a clearance that came back with a package."""
    said = {
        "state": CLEARED,
        "fingerprint": cleared.fingerprint,
        "by": cleared.by,
        "ministry": cleared.ministry,
        "at": cleared.date,
    }
    answers = {key: Answer(text) for key, text in said.items() if text}
    return Entry(bound_id(submission_id, CLEARANCE, cleared.part), CLEARANCE, cleared.part, answers=answers)


def not_so(submission: Submission, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the parts of which a signed package says what is not so, each by its title, and what is said of it.

    Args:
        submission: what was released with a signature; of a draft nobody can tell, since contact data are left out.
    """
    return [
        (title_of_part(submission, catalogue, each.part), each.state)
        for each in submission.cleared
        if (fingerprint(submission, catalogue, each.part) == each.fingerprint) is not (each.state == CLEARED)
    ]


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
