"""What is cleared as one: the parts of a submission, how each is called, and what belongs to it.

- A pledge is a part by itself.
- To an objective belong its assessment, and every entry that names objectives and names this one first: practices, gaps,
  support, evidence, stakeholders, and whatever other kind a data pack brings. The same goes for what is measured: the
  answers and values of an indicator, and the answers on policies, belong to the first objective that the indicator or the
  question is linked with. So every text belongs to one part at most, and is cleared once.
- What the submission says of itself and of its people, principles, recommendations and chapters, and what names no
  objective, belongs to none.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.record.submission import Submission
from desktop.record.values import short_title

OBJECTIVE, PLEDGE = "objective", "pledge"


def objective_part(number: int) -> str:
    """Return the part of an objective."""
    return f"{OBJECTIVE}/{number}"


def pledge_part(entry_id: str) -> str:
    """Return the part of a pledge."""
    return f"{PLEDGE}/{entry_id}"


def number_of(part: str) -> int | None:
    """Return the number of the objective that a part is of; None for a pledge."""
    kind, _slash, key = part.partition("/")
    return plain_number(key) if kind == OBJECTIVE else None


def pledge_of(part: str) -> str:
    """Return the id of the pledge that a part is; empty for an objective."""
    kind, _slash, key = part.partition("/")
    return key if kind == PLEDGE else ""


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
        number = plain_number(entry.key)
        return () if number is None else (number,)
    if entry.kind == "value" or bound == "indicator":
        key = entry.key if bound else entry.text("indicator")
        return next((each.objectives for each in catalogue.indicators if each.key == key), ())
    if entry.kind == "policy_answer":
        asked = (question for domain in catalogue.policy.domains for question in domain.sub_categories)
        return next((each.objectives for each in asked if each.key == entry.key), ())
    return objectives_of(entry)
