"""Read the PDFs back from their bytes, and find every entry in the report and every answer in each pledge.

What must stand there is worked out from the submission, not from how the report is laid out: each answer right
after its label, all answers of an entry close together, and a place of its own for each entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n import number_formatting
from desktop.i18n.lists import joined, separated
from desktop.i18n.translation import gettext as _
from desktop.package.readback_result import Comparison
from desktop.package.report.pdf_text import extracted, normal
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.record.submission import Submission
from desktop.record.values import display, length, linked_title, title_of

_AT_HOME = ("practice", "gap", "evidence")

_GLUE = 6
"""How many signs may stand between two answers: a dot between small ones, a mark of standing."""

_AROUND = 60
"""How many signs more an entry may take than its answers: what stands under its title, say."""

_MOST_PLACES = 200
"""At how many places where an entry seems to begin it is looked for."""


def compare_pdfs(
    submission: Submission, catalogue: Catalogue, report: bytes, pledges: Mapping[str, bytes]
) -> Comparison:
    """Compare the report and the PDF of each pledge with the submission, in the language spoken.

    Args:
        pledges: id of a pledge to its PDF.
    """
    compared = Comparison()
    text = _text_of(report)
    if text is None:
        compared.differences.append(_("The report cannot be read back."))
    else:
        _Report(submission, catalogue, text, compared).compare()
    expected = {pledge.id: pledge for pledge in submission.of_kind("pledge")}
    for entry_id in sorted(set(pledges) - set(expected)):
        compared.differences.append(
            _("There is a document of the pledge {id}, which is not in the submission.").format(id=entry_id)
        )
    for entry_id, pledge in expected.items():
        found = _text_of(pledges[entry_id]) if entry_id in pledges else None
        if found is None:
            compared.differences.append(
                _("There is no document of the pledge {id} that can be read back.").format(id=entry_id)
            )
            continue
        compared.entries += 1
        compared.texts += len(pledge.answers)
        blank = {field.key: _blank(field) for field in catalogue.kind(pledge.kind).fields}
        for key, ways in _told(pledge, catalogue, submission).items():
            # “No” is how “Not answered” begins, too.
            unsaid = key in blank and blank[key] in found and not any(way.startswith(blank[key]) for way in ways)
            if unsaid or not any(way in found for way in ways):
                compared.differences.append(
                    _("The document of the pledge {id} does not have the answer to “{field}”.").format(
                        id=pledge.id, field=key
                    )
                )
    return compared


def _text_of(pdf: bytes) -> str | None:
    from pypdf.errors import PyPdfError

    try:
        return normal(extracted(pdf))
    except (PyPdfError, KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError):
        return None


Ways = tuple[str, ...]
"""Texts of which one must be found."""


@dataclass(frozen=True)
class _Sought:
    """What is looked for in the report.

    Args:
        start: how the entry begins.
        parts: what must follow within the span, in whatever order.
    """

    start: str
    parts: tuple[Ways, ...]

    @property
    def span(self) -> int:
        """Within how many signs all of it must stand."""
        return len(self.start) + _AROUND + sum(max(map(len, ways)) + _GLUE for ways in self.parts)


class _Report:
    """Walks through the text of the report, entry by entry in the order in which it tells of them."""

    def __init__(self, submission: Submission, catalogue: Catalogue, text: str, compared: Comparison) -> None:
        self._submission = submission
        self._catalogue = catalogue
        self._text = text
        self._compared = compared
        self._cursor = 0
        # Where each thing was found last: of two entries that say the same, each needs a place of its own.
        self._found: dict[_Sought, int] = {}

    def compare(self) -> None:
        """Look for every entry."""
        for entry in self._in_order():
            kind = self._catalogue.kind(entry.kind)
            if not entry.answers and kind.bound is not None:
                continue  # nothing was said, so nothing is told
            self._compared.entries += 1
            self._compared.texts += len(entry.answers)
            if not any(self._has(sought) for sought in self._sought(entry, kind)):
                self._say(entry)

    def _in_order(self) -> Iterator[Entry]:
        told = {"submission", *_AT_HOME, "assessment", "person"}
        numbers = [objective.number for objective in self._catalogue.objectives]
        homes: dict[tuple[str, int | None], list[Entry]] = defaultdict(list)
        for key in (*_AT_HOME, "assessment"):
            for entry in self._submission.of_kind(key) if key in self._catalogue.kinds else ():
                home = next((number for number in objectives_of(entry) if number in numbers), None)
                homes[key, home].append(entry)
        yield from self._submission.of_kind("submission")
        for number in (*numbers, None):
            for key in ("assessment", *_AT_HOME):
                yield from homes[key, number]
        for key in self._catalogue.kinds:
            if key not in told:
                yield from self._submission.of_kind(key)
        yield from self._submission.of_kind("person")

    def _sought(self, entry: Entry, kind: Kind) -> list[_Sought]:
        """Return the ways in which the report may tell of an entry."""
        told = _told(entry, self._catalogue, self._submission)
        if kind.bound == "submission":
            # Its answers stand apart: long texts with a heading of their own, the others together.
            return [_Sought("", tuple(told.values()))]
        if kind.bound is None:
            name = normal(title_of(entry, self._catalogue))
            title = normal(entry.text(kind.title_field)) or name
            besides = tuple(ways for key, ways in told.items() if key != kind.title_field)
            ways = [_Sought(title, besides)]
            if kind.key == "value":
                # Values stand in a table under their indicator, or one by one.
                ways += [_Sought(self._cells(entry, kind), ()), _Sought(name, besides)]
                ways += _bound({key: each for key, each in told.items() if key != kind.title_field})
            return ways
        if kind.key == "assessment" and "rating" in told:
            # The rating is drawn, with its words beside it.
            told["rating"] = (normal(_(kind.label)) + normal(self._words(entry, kind, "rating")),)
        if kind.key == "policy_answer":
            question = normal(entry.key + self._catalogue.thing(kind.key, entry.key))
            cells = self._cells(entry, kind, besides="answer")
            said = [normal(each) for each in (self._words(entry, kind, "answer"), self._policy_answer(entry))]
            # A row of a table, or one below the other where a row would be too tall.
            rows = [_Sought(question + each + cells, ()) for each in said]
            tall = _Sought(question, (tuple(normal(_("Answer")) + each for each in said), (cells,)))
            return [*rows, tall, *_bound(told)]
        return _bound(told)

    def _cells(self, entry: Entry, kind: Kind, *, besides: str = "indicator") -> str:
        """Return the answers of an entry as the cells of a table hold them, one after the other."""
        keys = [field.key for field in kind.fields if field.key in entry.answers and field.key != besides]
        return "".join(normal(self._words(entry, kind, key)) for key in keys)

    def _words(self, entry: Entry, kind: Kind, key: str) -> str:
        if key not in entry.answers:
            return ""
        return display(kind.field(key), entry.value(key), self._catalogue, self._submission)

    def _policy_answer(self, entry: Entry) -> str:
        """Return the answer in the words of its domain, which are not the same in all of them."""
        for domain in self._catalogue.policy.domains:
            if any(sub.key == entry.key for sub in domain.sub_categories):
                for answer in domain.answers:
                    if answer.key == entry.text("answer"):
                        return _(answer.label)
        return ""

    def _has(self, sought: _Sought) -> bool:
        if not sought.start:
            return all(any(way in self._text for way in ways) for ways in sought.parts)
        for place in self._places(sought):
            around = self._text[place : place + sought.span]
            if all(any(way in around for way in ways) for ways in sought.parts):
                self._cursor = self._found[sought] = place + len(sought.start)
                return True
        return False

    def _places(self, sought: _Sought) -> Iterator[int]:
        """Give the places where something may begin, those after what was found last before the others."""
        after = self._found.get(sought, 0)
        left = _MOST_PLACES
        # What begins before the cursor may reach beyond it: an entry that says less may have been found in its place.
        before = self._cursor + len(sought.start) - 1
        for begin, end in ((max(self._cursor, after), len(self._text)), (after, before)):
            place = self._text.find(sought.start, begin, end)
            while place >= 0 and left:
                yield place
                left -= 1
                place = self._text.find(sought.start, place + 1, end)

    def _say(self, entry: Entry) -> None:
        told = _told(entry, self._catalogue, self._submission)
        missing = [key for key, ways in told.items() if not any(way in self._text for way in ways)]
        sentence = (
            _("The report does not tell of the entry {id} ({title}) as it was given; look at: {fields}.")
            if missing
            else _("The report does not tell of the entry {id} ({title}) as it was given.")
        )
        title = title_of(entry, self._catalogue)[:80]
        self._compared.differences.append(sentence.format(id=entry.id, title=title, fields=joined(missing)))


def _bound(told: Mapping[str, Ways]) -> list[_Sought]:
    """Return what is sought of an entry that is bound to something: it begins with its first answer."""
    first, *others = told.values() if told else [()]
    return [_Sought(way, tuple(others)) for way in first]


def _told(entry: Entry, catalogue: Catalogue, submission: Submission) -> dict[str, Ways]:
    """Return how each answer may be told: its label, then itself; keys in the order of the form."""
    kind = catalogue.kind(entry.kind)
    told: dict[str, Ways] = {}
    for field in kind.fields:
        if field.key in entry.answers:
            said = {normal(display(field, entry.value(field.key), catalogue, submission))}
            if field.type == "links":
                said.add(normal(_linked(entry.items(field.key), catalogue, submission)))
            told[field.key] = tuple(label + each for label in _labels(field, entry) for each in sorted(said))
    for key in sorted(entry.answers.keys() - told.keys()):
        told[key] = (normal(key) + normal(str(entry.value(key))),)
    return told


def _linked(ids: Sequence[str], catalogue: Catalogue, submission: Submission) -> str:
    """Return the titles of entries; of one that is not in the submission, its id."""
    entries = ((each, submission.entries.get(each)) for each in ids)
    return separated(linked_title(entry, catalogue) if entry else each for each, entry in entries)


def _blank(field: FormField) -> str:
    """Return how the document of a pledge tells that a question was not answered."""
    return normal(_(field.label)) + normal(_("Not answered"))


def _labels(field: FormField, entry: Entry) -> Sequence[str]:
    label = _(field.label)
    counted = _("{label} (characters: {count})").format(
        label=label, count=number_formatting.counted(length(entry.text(field.key)))
    )
    return [normal(each) for each in (label, _("{label}: ").format(label=label), counted)]
