"""What a submission is for: a forum, a regional review, a voluntary review between forums, or just one pledge.

What a file says of it are two answers: `purpose`, and the year in `cycle`. Files from before there was a choice have the
year only, and mean the forum of that year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Occasion, Purpose
from desktop.i18n.translation import gettext as _
from desktop.record.dates import span
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.written_numbers import western

FIELD = "purpose"

FORUM: Purpose = "forum"
REGIONAL: Purpose = "regional"
VOLUNTARY: Purpose = "voluntary"
PLEDGE: Purpose = "pledge"
PURPOSES: tuple[Purpose, ...] = (FORUM, REGIONAL, VOLUNTARY, PLEDGE)

REVIEW_FORUM = "International Migration Review Forum"
"""What the forms that come with the program call their forum. Its title is a text of its own, since languages bend names;
the forum of a data pack stands after a colon."""

_SUFFIXES: dict[str, str] = {FORUM: "", REGIONAL: "regional-review", VOLUNTARY: "voluntary-review", PLEDGE: "pledge"}
_NAMED = re.compile(r"([a-z]+)(?:-([1-9][0-9]{3}))?")
_YEAR = re.compile("[1-9][0-9]{3}")


class Choice(NamedTuple):
    """What a new submission can be for, and the year that it is dated by."""

    purpose: Purpose
    year: int


def purpose_in(about: Entry) -> Purpose:
    """Return what a submission is for, by what it says of itself."""
    said = about.text(FIELD)
    return next((each for each in PURPOSES if each == said), FORUM)


def year_in(text: str) -> int | None:
    """Return the year of four digits, of whichever script, that a text is; None for any other text."""
    year = western(text.strip())
    return int(year) if _YEAR.fullmatch(year) else None


def is_one_pledge(submission: Submission) -> bool:
    """Whether it is for nothing but a pledge: then nothing is asked of the 23 objectives."""
    return purpose_in(submission.about) == PLEDGE


def name_of(catalogue: Catalogue, purpose: Purpose, year: str) -> str:
    """Return in a few words what a submission is for, such as `Regional review 2028`."""
    match purpose:
        case "regional":
            return _("Regional review {year}").format(year=year) if year else _("Regional review")
        case "voluntary":
            return _("Voluntary review {year}").format(year=year) if year else _("Voluntary review")
        case "pledge":
            return _("Pledge {year}").format(year=year) if year else _("Pledge")
    if year in ("", catalogue.pack.cycle):
        return _(catalogue.pack.label)
    return _("{forum} {year}").format(forum=_(catalogue.pack.forum), year=year)


def title_of(submission: Submission, catalogue: Catalogue) -> str:
    """Return what the submission is, as its cover says it."""
    purpose, year = purpose_in(submission.about), submission.about.text("cycle")
    match purpose:
        case "regional":
            text = _("Submission to the regional review of the Global Compact for Migration, {year}")
        case "voluntary":
            text = _("Voluntary review of the Global Compact for Migration, {year}")
        case "pledge":
            text = _("Pledge to advance the Global Compact for Migration, {year}")
        case _:
            if catalogue.pack.forum != REVIEW_FORUM:
                return _("Submission: {forum}").format(forum=name_of(catalogue, purpose, year))
            text = _("Submission to the International Migration Review Forum {year}")
            year = year or catalogue.pack.cycle
    return text.format(year=year)


def in_file_names(purpose: str) -> str:
    """Return what stands in the names of files, in ASCII; empty for a forum, whose year says it."""
    return _SUFFIXES.get(purpose, "")


def upcoming(catalogue: Catalogue, today: date) -> Sequence[Occasion]:
    """Return the forums and regional reviews that are not over, the next one first."""
    ahead = [each for each in catalogue.cycles if last_day(each) >= today]
    return sorted(ahead, key=lambda each: (each.begins, each.key))


def choices(catalogue: Catalogue, today: date) -> Sequence[Choice]:
    """Return what a submission of today can be for; the first one is proposed."""
    return (
        *(Choice(each.purpose, each.year) for each in upcoming(catalogue, today)),
        Choice(VOLUNTARY, today.year),
        Choice(PLEDGE, today.year),
    )


def last_day(occasion: Occasion) -> date:
    """Return the last day on which it can be going on, as exactly as its end is known."""
    days = span(occasion.ends)
    assert days is not None  # the forms were validated
    return days[1]


def years_of(occasion: Occasion) -> Sequence[int]:
    """Return the years in which it is going on, and the one that it is named after."""
    first = span(occasion.begins)
    assert first is not None  # the forms were validated
    return sorted({occasion.year, *range(first[0].year, last_day(occasion).year + 1)})


def read_choice(catalogue: Catalogue, text: str, today: date) -> Choice | None:
    """Return what words such as `forum-2030`, `regional-2028`, `voluntary` or `pledge` mean; None for nothing.

    Without a year it is the next one that is known, or this year for what is bound to none.
    """
    found = _NAMED.fullmatch(western(text.strip().lower()))
    purpose = next((each for each in PURPOSES if found and found[1] == each), None)
    if found is None or purpose is None:
        return None
    if found[2]:
        return Choice(purpose, int(found[2]))
    return next((each for each in choices(catalogue, today) if each.purpose == purpose), None)
