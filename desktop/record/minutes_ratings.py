"""What was rated together in a sitting: the spread, what was agreed and why, and who differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.ballots import Question, Round, Share, name_of, options_of, question_of, reason_field, round_of
from desktop.record.entry import Entry, Value
from desktop.record.history import Revision
from desktop.record.internal_kinds import BALLOT
from desktop.record.submission import Submission
from desktop.record.values import display


@dataclass(frozen=True)
class RatedTogether:
    """One question that was rated together.

    Args:
        entry: what was rated; `name` is what it is called, `field` the label of what was asked of it.
        round: the first, the second …
        spread: how many gave what, in the order of the scale.
        reasons: ministry, what it gave, and why in its own words, of those who said why.
        agreed: in words; empty where nothing was agreed. `before` is what stood there first.
        reason: why that was agreed.
        dissents: ministry, what it gave, and why it differs.
        by, at: who recorded it, and when.
    """

    entry: Entry
    name: str
    field: str
    round: int
    spread: tuple[Share, ...]
    reasons: tuple[tuple[str, str, str], ...]
    agreed: str
    before: str
    reason: str
    dissents: tuple[tuple[str, str, str], ...]
    by: str
    at: str


def agreed_in(revisions: Iterable[Revision], kind_of: Callable[[str], str]) -> frozenset[str]:
    """Return the ids of the revisions that record what was agreed: what they change is told with the rating."""
    return frozenset(
        each.id
        for each in revisions
        if any(change.field == "agreed" and kind_of(change.entry_id) == BALLOT for change in each.changes)
    )


def rated_in(revisions: Sequence[Revision], then: Submission, catalogue: Catalogue) -> list[RatedTogether]:
    """Return what was revealed or agreed in some revisions and stands at their end.

    Args:
        then: the submission at their end.
    """
    last: dict[tuple[tuple[str, str], str], tuple[Revision, Entry]] = {}
    for revision in revisions:
        if revision.type in ("undo", "redo"):
            continue
        for change in revision.changes:
            ballot = then.entries.get(change.entry_id)
            if ballot is not None and ballot.kind == BALLOT and change.field in ("revealed", "agreed"):
                last[question_of(ballot, then).known_by, ballot.text("round")] = revision, ballot
    found = []
    for (_asked, round_id), (revision, ballot) in last.items():
        question = question_of(ballot, then)
        each = round_of(then, question, round_id)
        if each.is_revealed and question.entry.kind in catalogue.kinds:
            found.append(_rated(question, each, revision, then, catalogue))
    return found


def _rated(
    question: Question, found: Round, revision: Revision, then: Submission, catalogue: Catalogue
) -> RatedTogether:
    kind = catalogue.kind(question.entry.kind)
    field = kind.field(question.field)
    options = options_of(question, catalogue)
    labels = {each.key: catalogue.option_text(each) for each in options}
    why = reason_field(question, kind)
    changes = {(each.entry_id, each.field): each for each in revision.changes}
    rated = changes.get((question.entry.id, question.field))
    reason: Value | None = next((each.agreed_reason for each in found.ballots if each.agreed_reason), "")
    if found.agreed and why:
        changed = changes.get((question.entry.id, why))
        reason = question.entry.value(why) if changed is None else changed.new

    def gave(value: str) -> str:
        return labels.get(value, value) or _("No rating")

    return RatedTogether(
        entry=question.entry,
        name=name_of(question.entry, catalogue),
        field=_(field.label),
        round=found.number,
        spread=found.spread(options, catalogue),
        reasons=tuple((each.ministry, gave(each.value), each.reason) for each in found.ballots if each.reason),
        agreed=labels.get(found.agreed, found.agreed),
        before="" if rated is None or not found.agreed else display(field, rated.old, catalogue, then),
        reason=str(reason or ""),
        dissents=tuple((each.ministry, gave(each.value), each.dissent) for each in found.dissenting),
        by=revision.by,
        at=revision.at,
    )
