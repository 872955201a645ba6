"""Minutes as they are read, in the language spoken: headings, lines and tables, the same on the screen, in Word and as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from desktop.i18n.lists import joined, separated
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import N_, pgettext
from desktop.i18n.translation import gettext as _
from desktop.record.dates import day_in_words
from desktop.record.minutes import Item, Minutes, What
from desktop.record.minutes_ratings import RatedTogether
from desktop.record.parking import Parked

Here = Callable[[str], datetime]
"""Gives a time of the history (ISO 8601) as the clock shows it where the minutes are written."""

DONE: dict[What, str] = {
    "added": N_("Added"),
    "said": N_("Answered"),
    "changed": N_("Changed"),
    "removed": N_("Removed"),
    "confirmed": N_("Confirmed"),
}


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a part of the minutes, below which are the objectives."""

    text: str
    level: int


@dataclass(frozen=True)
class Line:
    """A paragraph; with a label that stands before it or above it, where it has one."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a row of headings.

    Args:
        shares: of the width for each column, together 1.
        name: what a screen reader calls it.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    name: str = ""


Block = Heading | Line | Table


def title_of_minutes(minutes: Minutes) -> str:
    """Return the title of minutes."""
    return _("Minutes: {title}").format(title=minutes.title) if minutes.title else _("Minutes")


def blocks_of(minutes: Minutes, here: Here) -> list[Block]:
    """Return what minutes say, below their title."""
    return list(_Text(minutes, here).blocks())


class _Text:
    def __init__(self, minutes: Minutes, here: Here) -> None:
        self._minutes = minutes
        self._here = here
        days = {self._day(each) for each in self._times()}
        self._has_days = len(days) > 1

    def _times(self) -> Iterator[str]:
        minutes = self._minutes
        yield from (minutes.begun, minutes.ended)
        yield from (each.at for each in (*minutes.said, *minutes.taken_back, *minutes.internal))
        yield from (rated.at for _under, rated in minutes.agreed)

    def blocks(self) -> Iterator[Block]:
        minutes = self._minutes
        yield from self._facts()
        if minutes.is_empty:
            yield Line(_("Nothing was said or changed."))
        if minutes.agreed:
            yield Heading(pgettext("minutes", "Agreed"), 1)
            for heading, group in groupby(minutes.agreed, key=lambda each: each[0].heading):
                yield Heading(heading, 2)
                for _under, rated in group:
                    yield from self._rated(rated)
        if minutes.said:
            yield Heading(_("What was said and changed"), 1)
            yield from self._items(minutes.said)
        if minutes.parked:
            yield Heading(_("Parking list"), 1)
            yield from self._parked(minutes.parked)
        if minutes.settled:
            yield Heading(_("Parked points that were settled"), 1)
            yield from self._parked(minutes.settled)
        if minutes.taken_back:
            yield Heading(_("Taken back"), 1)
            yield Line(_("This was said in the sitting and then taken back. It no longer counts."))
            yield from self._items(minutes.taken_back)
        if minutes.internal:
            yield Heading(_("Internal notes and comments"), 1)
            yield Line(_("These are for the team alone."))
            yield from self._items(minutes.internal)

    def _facts(self) -> Iterator[Block]:
        minutes = self._minutes
        if minutes.place:
            yield Line(minutes.place, _("Place"))
        if minutes.begun:
            yield Line(self._moment(minutes.begun), _("From"))
        if minutes.ended:
            yield Line(self._moment(minutes.ended), _("To"))
        people = (
            _("{name} ({place})").format(name=name, place=of) if of and of not in name else name
            for name, of in minutes.people
        )
        if minutes.people:
            yield Line(separated(people), _("Took part"))
        counts = (
            (pgettext("minutes", "Agreed"), len(minutes.agreed)),
            (_("What was said and changed"), len(minutes.said)),
            (_("Parking list"), len(minutes.parked)),
        )
        told = [_("{label}: {count}").format(label=label, count=counted(count)) for label, count in counts if count]
        if told:
            yield Line(separated(told), _("In short"))

    def _rated(self, rated: RatedTogether) -> Iterator[Block]:
        name = (
            rated.field
            if rated.entry.kind == "assessment"
            else _("{name}: {field}").format(name=rated.name, field=rated.field)
        )
        if rated.round > 1:
            name = _("{name}, round number {number}").format(name=name, number=counted(rated.round))
        yield Heading(name, 3)
        if rated.agreed:
            yield Line(rated.agreed, pgettext("rating", "Agreed"))
            if rated.before:
                yield Line(rated.before, _("Before"))
            if rated.reason:
                yield Line(rated.reason, _("Reason"))
        else:
            yield Line(_("Nothing was agreed."))
        yield Line(self._signed(rated.by, rated.at), _("Recorded by"))
        rows = [
            (each.label or _("No rating"), counted(len(each.ministries)), joined(each.ministries))
            for each in rated.spread
        ]
        heads = (_("Rating"), _("How many"), _("Who gave it"))
        yield Table(heads, tuple(rows), (0.3, 0.14, 0.56), _("Ratings given in private"))
        if rated.dissents:
            heads = (_("Who disagrees"), _("Rating given"), _("Why"))
            yield Table(heads, rated.dissents, (0.3, 0.25, 0.45), _("Dissent"))
        if rated.reasons:
            heads = (_("Ministry"), _("Rating given"), _("Reason given with the rating"))
            yield Table(heads, rated.reasons, (0.3, 0.25, 0.45), _("Reasons given with the ratings"))

    def _items(self, items: Iterable[Item]) -> Iterator[Block]:
        for heading, group in groupby(items, key=lambda each: each.under.heading):
            yield Heading(heading, 2)
            rows = tuple((self._hour(each.at), _by(each), _done(each), _told(each)) for each in group)
            heads = (_("Time"), pgettext("minutes", "Who"), _("What was done"), _("What was said"))
            yield Table(heads, rows, (0.12, 0.19, 0.15, 0.54), heading)

    def _parked(self, points: Sequence[Parked]) -> Iterator[Block]:
        for owner, group in groupby(points, key=lambda each: each.owner):
            yield Heading(owner or _("Nobody named"), 2)
            rows = tuple(
                (each.text, counted(each.objective) if each.objective else "", self._signed(each.by, each.at))
                for each in group
            )
            yield Table((_("Parked point"), _("Objective"), _("Said by")), rows, (0.6, 0.12, 0.28), owner)

    def _signed(self, by: str, at: str) -> str:
        return _("{name}, {time}").format(name=by or _("Name not given"), time=self._hour(at))

    def _day(self, at: str) -> str:
        return f"{self._here(at):%Y-%m-%d}" if at else ""

    def _hour(self, at: str) -> str:
        """Return the hour; with the day where the minutes are of several days."""
        if not at:
            return ""
        hour = f"{self._here(at):%H:%M}"
        return _("{day}, {hour}").format(day=self._short_day(at), hour=hour) if self._has_days else hour

    def _short_day(self, at: str) -> str:
        from babel.dates import format_skeleton

        from desktop.i18n.translation import language_in_use

        language = language_in_use()
        return str(format_skeleton("MMMd", self._here(at), locale=language.cldr or language.code))

    def _moment(self, at: str) -> str:
        here = self._here(at)
        return _("{day}, {hour}").format(day=day_in_words(here.date()), hour=f"{here:%H:%M}")


def _by(item: Item) -> str:
    return item.by or _("Name not given")


def _done(item: Item) -> str:
    # What is of the whole file, such as an import, has words of its own for what was done.
    return item.name if item.what == "done" else _(DONE[item.what])


def _told(item: Item) -> str:
    """Return what an item says, in a few lines."""
    lines = []
    place = item.name
    if item.field:
        place = _("{name}, {field}").format(name=item.name, field=item.field) if item.name else item.field
    if item.what == "changed":
        lines += [place, _("Before: {text}").format(text=item.old), _("Now: {text}").format(text=item.new)]
    elif item.what == "removed" and item.field:
        lines += [place, _("Before: {text}").format(text=item.old)]
    elif item.field:
        lines.append(_("{label}: {text}").format(label=place, text=item.new))
    elif item.kind:
        lines.append(_("{label}: {text}").format(label=item.kind, text=place))
    elif item.what != "done":
        lines.append(place)
    lines += [_("{label}: {text}").format(label=label, text=text) for label, text in item.answers]
    if item.taken_back_by:
        lines.append(_("Taken back by {name}").format(name=item.taken_back_by))
    return "\n".join(lines)
