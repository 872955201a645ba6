"""Read the PDFs back from their bytes, and find every entry in the report and every answer in each pledge.

What must stand there is worked out from the submission. An entry stands under a heading of its own, its title whole and all
its answers right after their labels, before the next heading comes; or in a row of a table. Entries may say the same as
others, or a part of what others say: each needs a place that no other entry has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n import number_formatting
from desktop.i18n.languages import SCRIPTS
from desktop.i18n.lists import joined, separated
from desktop.i18n.translation import gettext as _
from desktop.package.readback_result import Comparison
from desktop.package.report.clearance import cells_of
from desktop.package.report.labels import answer_of, label_of, tells_where_from
from desktop.package.report.pdf_text import LaidOut, normal, readable
from desktop.package.report.style import CHAPTER, ENTRY, SECTION, Style
from desktop.record.clearance_parts import title_of_part
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import display, length, linked_title, title_of

_LARGER = {CHAPTER: (CHAPTER,), SECTION: (CHAPTER, SECTION), ENTRY: (CHAPTER, SECTION, ENTRY)}
"""How headings are set, and those that end what stands under them."""

_BEGINNING = 80
"""By so many characters headings are sorted, so that one is found without looking through the others."""

_DOT = "·"
"""What stands between small answers, which share their lines."""


def compare_pdfs(
    submission: Submission, catalogue: Catalogue, report: bytes, pledges: Mapping[str, bytes]
) -> Comparison:
    """Compare the report and the PDF of each pledge with the submission, in the language spoken.

    Args:
        pledges: id of a pledge to its PDF.
    """
    compared = Comparison()
    read = readable(report)
    if read is None:
        compared.lacks_report()
    else:
        _Report(submission, catalogue, read, compared).compare()
    expected = {pledge.id: pledge for pledge in submission.of_kind("pledge")}
    for entry_id in sorted(set(pledges) - set(expected)):
        compared.differences.append(
            _("There is a document for the pledge {id}, but that pledge is not in the submission.").format(id=entry_id)
        )
    blank = {field.key: _blank(field) for field in catalogue.kind("pledge").fields}
    for entry_id, pledge in expected.items():
        found = readable(pledges.get(entry_id))
        if found is None:
            compared.lacks_document(entry_id)
            continue
        compared.entries += 1
        compared.texts += len(pledge.answers)
        whole = (0, len(found.text))
        for key, ways in _told(pledge, catalogue, submission).items():
            # “No” is how “Not answered” begins, too.
            unsaid = key in blank and not any(way.startswith(blank[key]) for way in ways)
            if (unsaid and _stands(found, (blank[key],), whole)) or not _stands(found, ways, whole):
                compared.differences.append(
                    _("The document for the pledge {id} does not have the answer to “{field}”.").format(
                        id=pledge.id, field=key
                    )
                )
    return compared


Ways = tuple[str, ...]
"""Texts of which one must be found."""
Part = tuple[int, int]
"""Where a part of the text begins and ends."""


def _stands(read: LaidOut, ways: Ways, within: Part) -> bool:
    """Tell whether one of several texts stands in a part of what was read: at the beginning of a line, or after a dot."""
    return any(next(_begins(read, way, within, after_dots=True), None) is not None for way in ways)


def _begins(read: LaidOut, text: str, within: Part, *, after_dots: bool = False) -> Iterator[int]:
    """Give the places in a part of what was read where a text stands from the beginning of a line on."""
    begin, end = within
    place = read.text.find(text, begin, end)
    while place >= 0:
        if place in read.lines or (after_dots and read.text[place - 1 : place] == _DOT):
            yield place
        place = read.text.find(text, place + 1, end)


@cache
def _sizes(style: Style) -> frozenset[float]:
    """Return in which sizes a text of a style is drawn, which is enlarged in some scripts."""
    return frozenset(round(style.size * script.scale, 2) for script in SCRIPTS)


class _Report:
    """Looks for every entry in the report."""

    def __init__(self, submission: Submission, catalogue: Catalogue, read: LaidOut, compared: Comparison) -> None:
        self._submission = submission
        self._catalogue = catalogue
        self._read = read
        self._compared = compared
        self._whole = (0, len(read.text))
        self._begun = {style: self._sorted(read.sized(_sizes(style))) for style in _LARGER}
        self._ends = {
            style: [*read.sized(frozenset().union(*map(_sizes, larger))), len(read.text)]
            for style, larger in _LARGER.items()
        }
        self._rows: dict[tuple[str, Part], tuple[int, ...]] = {}

    def compare(self) -> None:
        """Look for every entry."""
        candidates: dict[str, tuple[int, ...]] = {}
        for kind in self._catalogue.kinds.values():
            for entry in self._submission.of_kind(kind.key):
                if not entry.answers and kind.bound is not None:
                    continue  # nothing was said, so nothing is told
                self._compared.entries += 1
                self._compared.texts += len(entry.answers)
                told = _told(entry, self._catalogue, self._submission, apart=True)
                if kind.bound != "submission":
                    candidates[entry.id] = tuple(dict.fromkeys(self._places(entry, kind, told)))
                elif not all(_stands(self._read, ways, self._whole) for ways in told.values()):
                    # Its answers stand apart: long texts with a heading of their own, the others together.
                    self._say(entry)
        for entry_id in _without_place(candidates):
            self._say(self._submission.entries[entry_id])
        self._compare_cleared()
        self._compare_where_from()

    def _compare_cleared(self) -> None:
        """Look for who cleared what, each in a row of a table."""
        for each in self._submission.cleared:
            title = title_of_part(self._submission, self._catalogue, each.part)
            row = "".join(normal(cell) for cell in (title, *cells_of(each)))
            begins = _begins(self._read, row, self._whole)
            if not any(begin + len(row) in self._read.lines for begin in begins):
                self._compared.differences.append(
                    _("The report does not say correctly who cleared “{name}”.").format(name=title[:80])
                )

    def _compare_where_from(self) -> None:
        """Look for what the annex says of where entries come from, each in a paragraph of its own."""
        paragraphs: dict[str, list[Entry]] = {}
        for entry in self._submission.entries.values():
            fields = [field for field in self._catalogue.kind(entry.kind).fields if tells_where_from(field)]
            said = [display(each, entry.value(each.key), self._catalogue, self._submission) for each in fields]
            if any(field.key in entry.answers for field in fields):
                words = [linked_title(entry, self._catalogue), *(text for text in said if text)]
                paragraphs.setdefault(_DOT.join(map(normal, words)), []).append(entry)
        for text, entries in paragraphs.items():
            begins = _begins(self._read, text, self._whole)
            found = [begin for begin in begins if begin + len(text) in self._read.lines]
            for entry in entries[len(found) :]:
                self._say(entry)

    def _places(self, entry: Entry, kind: Kind, told: dict[str, Ways]) -> Iterator[int]:
        """Give the places at which the report may tell of an entry: where its heading begins, or its row."""
        besides = [ways for key, ways in told.items() if key != kind.title_field]
        title = (entry.text(kind.title_field) if kind.title_field else "") or title_of(entry, self._catalogue)
        yield from self._under(normal(title), besides, whole=True)
        if kind.bound is not None and kind.key != "assessment":
            yield from self._under(self._heading(entry, kind), list(told.values()))
        if kind.key == "assessment":
            yield from self._rating(entry, kind, told)
        if kind.bound is not None:
            name = _("{kind}: {key}").format(kind=_(kind.label), key=entry.key)
            yield from self._under(normal(name), list(told.values()), whole=True)
        if kind.key in ("value", "policy_answer"):
            yield from self._in_rows(entry, kind)

    def _heading(self, entry: Entry, kind: Kind) -> str:
        """Return how the heading of what an entry is bound to begins; the mark of its standing may follow."""
        name = normal(self._catalogue.thing(kind.key, entry.key))
        return name if kind.bound == "principle" and name else normal(entry.key) + name

    def _rating(self, entry: Entry, kind: Kind, told: dict[str, Ways]) -> Iterator[int]:
        """Give the places in the chapter of an objective where its rating may be told."""
        answers = dict(told)
        if "rating" in told:
            # The rating is drawn under the heading, with its words beside it.
            answers["rating"] = (normal(self._words(entry, kind, "rating")),)
        objective = next((each for each in self._catalogue.objectives if str(each.number) == entry.key), None)
        if objective is None:
            return
        title, heading = normal(self._catalogue.heading(objective.number)), normal(_(kind.label))
        for chapter in self._headings(title, CHAPTER):
            within = (chapter, self._end(chapter, title, CHAPTER))
            for place in self._headings(heading, SECTION, within):
                part = (place + len(heading), self._end(place, heading, ENTRY))
                if all(_stands(self._read, ways, part) for ways in answers.values()):
                    yield place

    def _sorted(self, places: Sequence[int]) -> list[tuple[str, int]]:
        return sorted((self._read.text[place : place + _BEGINNING], place) for place in places)

    def _headings(self, text: str, style: Style, within: Part | None = None) -> list[int]:
        """Return where a heading begins with a text."""
        begun, beginning = self._begun[style], text[:_BEGINNING]
        found = []
        for each, place in islice(begun, bisect_left(begun, (beginning, 0)), None):
            if not each.startswith(beginning):
                break
            if self._read.text.startswith(text, place) and (within is None or within[0] <= place < within[1]):
                found.append(place)
        return sorted(found)

    def _under(self, heading: str, answers: Sequence[Ways], *, whole: bool = False) -> Iterator[int]:
        """Give the places where a heading of an entry begins with all answers under it.

        Args:
            whole: whether the heading ends with its line.
        """
        for place in self._headings(heading, ENTRY):
            after = place + len(heading)
            if whole and after not in self._read.lines:
                continue
            part = (after, self._end(place, heading, ENTRY))
            if all(_stands(self._read, ways, part) for ways in answers):
                yield place

    def _end(self, place: int, heading: str, style: Style) -> int:
        """Return where what stands under a heading ends."""
        ends = self._ends[style]
        return ends[min(bisect_right(ends, place + max(len(heading) - 1, 0)), len(ends) - 1)]

    def _in_rows(self, entry: Entry, kind: Kind) -> Iterator[int]:
        """Give the places where a row begins that tells of an entry."""
        within = self._whole
        if kind.key == "value":
            # Values stand in a table under their indicator, if they name one.
            indicator = self._submission.bound("indicator", entry.text("indicator"))
            is_known = any(each.key == indicator.key for each in self._catalogue.indicators)
            heading = self._heading(indicator, self._catalogue.kind("indicator")) if is_known else ""
            place = next(iter(self._headings(heading, ENTRY)), None) if heading else None
            within = within if place is None else (place, self._end(place, heading, ENTRY))
            # Those of indicators that the forms do not have stand together, each with its indicator.
            rows = [self._cells(entry, kind, besides="indicator" if is_known else "")]
        else:
            question = normal(entry.key + self._catalogue.thing(kind.key, entry.key))
            cells = self._cells(entry, kind, besides="answer")
            said = [normal(each) for each in (self._words(entry, kind, "answer"), self._policy_answer(entry))]
            rows = [question + each + cells for each in said]
        for row in rows:
            if (row, within) not in self._rows:
                begins = _begins(self._read, row, within)
                self._rows[row, within] = tuple(each for each in begins if each + len(row) in self._read.lines)
            yield from self._rows[row, within]

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

    def _say(self, entry: Entry) -> None:
        told = _told(entry, self._catalogue, self._submission)
        missing = [key for key, ways in told.items() if not any(way in self._read.text for way in ways)]
        sentence = (
            _("The report does not show the entry {id} ({title}) as it was written. Check: {fields}.")
            if missing
            else _("The report does not show the entry {id} ({title}) as it was written.")
        )
        title = title_of(entry, self._catalogue)[:80]
        self._compared.differences.append(sentence.format(id=entry.id, title=title, fields=joined(missing)))


def _without_place(candidates: Mapping[str, tuple[int, ...]]) -> list[str]:
    """Return for whom no place is left when each gets one of those that it may have, and nobody that of another.

    Whoever finds all of them taken asks those who have them to move on (augmenting paths), so nobody goes without as
    long as there is a way for all.
    """
    same: dict[tuple[int, ...], tuple[int, ...]] = {}  # of many that are alike, the places are looked through once
    places = _Places({entry: same.setdefault(each, each) for entry, each in candidates.items()})
    return [entry for entry in sorted(candidates, key=lambda each: len(candidates[each])) if not places.give(entry)]


class _Places:
    """Places in the report, and which entry has which."""

    def __init__(self, candidates: Mapping[str, tuple[int, ...]]) -> None:
        self._candidates = candidates
        self._owner: dict[int, str] = {}
        self._full: set[int] = set()  # from which nobody can move on any more

    def give(self, entry: str) -> bool:
        """Give an entry a place, and those who have to move another one; returns whether there is one."""
        came_from: dict[int, int | None] = {}
        waiting: list[int] = []
        asked: set[int] = set()

        def ask(one: str, taken: int | None) -> int | None:
            """Return a free place of somebody; where there is none, wait for those who have them."""
            wanted = self._candidates[one]
            if id(wanted) not in asked:
                asked.add(id(wanted))
                for place in wanted:
                    if place not in came_from and place not in self._full:
                        came_from[place] = taken
                        if place not in self._owner:
                            return place
                        waiting.append(place)
            return None

        free = ask(entry, None)
        while free is None and waiting:
            place = waiting.pop()
            free = ask(self._owner[place], place)
        if free is None:
            self._full |= came_from.keys()
            return False
        while free is not None:
            before = came_from[free]
            self._owner[free] = entry if before is None else self._owner[before]
            free = before
        return True


def _told(entry: Entry, catalogue: Catalogue, submission: Submission, *, apart: bool = False) -> dict[str, Ways]:
    """Return how each answer may be told: its label, then itself; keys in the order of the form.

    Args:
        apart: whether that is without what says where the entry comes from.
    """
    kind = catalogue.kind(entry.kind)
    told: dict[str, Ways] = {}
    besides = {field.key for field in kind.fields if apart and tells_where_from(field)}
    for field in kind.fields:
        if field.key in entry.answers and field.key not in besides:
            said = {normal(answer_of(field, entry, catalogue, submission))}
            if field.type == "links":
                said.add(normal(_linked(entry.items(field.key), catalogue, submission)))
            told[field.key] = tuple(label + each for label in _labels(field, entry) for each in sorted(said))
    for key in sorted(entry.answers.keys() - told.keys() - besides):
        value = normal(str(entry.value(key)))
        told[key] = tuple(normal(label) + value for label in (key, _("{label}:").format(label=key)))
    return told


def _linked(ids: Sequence[str], catalogue: Catalogue, submission: Submission) -> str:
    """Return the titles of entries; of one that is not in the submission, its id."""
    entries = ((each, submission.entries.get(each)) for each in ids)
    return separated(linked_title(entry, catalogue) if entry else each for each, entry in entries)


def _blank(field: FormField) -> str:
    """Return how the document of a pledge tells that a question was not answered."""
    return normal(_(field.label)) + normal(_("Not answered"))


def _labels(field: FormField, entry: Entry) -> tuple[str, ...]:
    label = label_of(field)
    alone = _alone(label, _("{label}:"))
    if field.type != "long_text" or not field.max_length:
        return alone  # only where the form limits its characters a document counts them
    counted = _("{label} (characters: {count})").format(
        label=label, count=number_formatting.counted(length(entry.text(field.key)))
    )
    return (*alone, normal(counted))


@lru_cache(maxsize=2_000)
def _alone(label: str, before_answer: str) -> tuple[str, ...]:
    """Return how a label may stand without a count: by itself, or in the sentence that leads to its answer."""
    return normal(label), normal(before_answer.format(label=label))
