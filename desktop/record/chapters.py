"""The voluntary review report: chapters that write themselves from the entries, until the team writes its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import PART_OF_OBJECTIVE, Question, Standing
from desktop.i18n.isolation import plain
from desktop.i18n.lists import separated
from desktop.i18n.number_formatting import counted
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.translation import code, ngettext
from desktop.i18n.translation import gettext as _
from desktop.record.data_situation import data_situation
from desktop.record.entry import Entry
from desktop.record.indicator_methods import method_of
from desktop.record.matrix import gap_matrix, principle_matrix
from desktop.record.memoization import memoized, memoized_of_entry
from desktop.record.progress import progress_of, roll_up
from desktop.record.scores import score_policy
from desktop.record.submission import Submission
from desktop.record.values import display, title_of

BULLET = "• "
"""What a line of a list begins with."""


@dataclass(frozen=True)
class ChapterText:
    """A chapter as it stands now.

    Args:
        key: of the chapter; `objective_13` for the part about an objective.
        title: in the language spoken.
        level: 1 for a chapter, 2 for the part of one.
        questions: guiding questions.
        text: lines; one that begins with `BULLET` belongs to a list. Empty when nothing was recorded for it.
        own: whether the team wrote it; else it was put together from the entries.
        moved_on: whether the entries have changed since the team took the chapter over.
    """

    key: str
    title: str
    level: int
    questions: tuple[Question, ...]
    standing: Standing
    text: str
    own: bool
    moved_on: bool

    def paragraphs(self) -> Iterator[tuple[bool, str]]:
        """Yield each line that is not empty, and whether it is one of a list."""
        for line in self.text.split("\n"):
            if line.strip():
                listed = line.startswith(BULLET.strip())
                yield listed, line.removeprefix(BULLET.strip()).strip() if listed else line.strip()


def review(submission: Submission, catalogue: Catalogue) -> list[ChapterText]:
    """Return all chapters of the review report in their order, in the language spoken.

    Objectives of which nothing is said have no part, so that the report does not tell what is not known.
    """
    chapters = []
    for each in catalogue.review:
        chapters.append(_chapter(submission, catalogue, each.key, 1, each.questions, each.standing))
        if each.by_objective:
            for objective in catalogue.objectives:
                key = f"{PART_OF_OBJECTIVE}{objective.number}"
                part = _chapter(submission, catalogue, key, 2, (), "ours")
                if part.text:
                    chapters.append(part)
    return chapters


@dataclass(frozen=True)
class ChapterLine:
    """A chapter in a list of all: whether there is anything in it, and who wrote it; see `ChapterText`."""

    key: str
    title: str
    level: int
    empty: bool
    own: bool


def outline(submission: Submission, catalogue: Catalogue) -> list[ChapterLine]:
    """Return the chapters that `review` returns, without their texts, which are long to put together."""
    lines = []
    for each in catalogue.review:
        lines.append(_outlined(submission, catalogue, each.key, 1))
        if each.by_objective:
            parts = (
                _outlined(submission, catalogue, f"{PART_OF_OBJECTIVE}{objective.number}", 2)
                for objective in catalogue.objectives
            )
            lines += [part for part in parts if not part.empty]
    return lines


def _outlined(submission: Submission, catalogue: Catalogue, key: str, level: int) -> ChapterLine:
    own = bool(submission.bound("chapter", key).text("text"))
    empty = not own and not _says_something(submission, catalogue, key)
    return ChapterLine(key, catalogue.chapter_name(key), level, empty, own)


@memoized
def _says_something(submission: Submission, catalogue: Catalogue, key: str) -> bool:
    return any(_lines(submission, catalogue, key))  # the first line will do


def chapter(submission: Submission, catalogue: Catalogue, key: str) -> ChapterText:
    """Return one chapter. Raises KeyError for a key that there is not."""
    for each in catalogue.review:
        if each.key == key:
            return _chapter(submission, catalogue, key, 1, each.questions, each.standing)
    return _chapter(submission, catalogue, key, 2, (), "ours")


def _chapter(
    submission: Submission,
    catalogue: Catalogue,
    key: str,
    level: int,
    questions: tuple[Question, ...],
    standing: Standing,
) -> ChapterText:
    entry = submission.bound("chapter", key)
    own = entry.text("text")
    drafted = draft(submission, catalogue, key)
    drawn_from = entry.text("drawn_from")
    moved_on = bool(own and drawn_from and drawn_from != mark_of(drafted))
    title = catalogue.chapter_name(key)
    return ChapterText(key, title, level, questions, standing, own or drafted, bool(own), moved_on)


def mark_of(drafted: str) -> str:
    """Return a short mark of a drafted text, by which it is seen later that the entries say something else."""
    return hashlib.sha256(drafted.encode("utf-8")).hexdigest()[:16]


@memoized
def draft(submission: Submission, catalogue: Catalogue, key: str) -> str:
    """Return what the entries say for a chapter, in the language spoken; empty when they say nothing for it."""
    # It may become the team's own text, which bears no signs of ours.
    return plain("\n".join(line for line in _lines(submission, catalogue, key) if line))


def _lines(submission: Submission, catalogue: Catalogue, key: str) -> Iterable[str]:
    """Return the lines of a draft one by one: who only asks whether there are any does not wait for all."""
    if key.startswith(PART_OF_OBJECTIVE):
        number = plain_number(key.removeprefix(PART_OF_OBJECTIVE))
        return () if number is None else _objective(submission, catalogue, number)
    return _DRAFTS[key](submission, catalogue) if key in _DRAFTS else ()


def _listed(texts: Iterable[str]) -> Iterator[str]:
    return (BULLET + " ".join(text.split()) for text in texts if text)


def _under(heading: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield heading
        yield line


def _said(entry: Entry, catalogue: Catalogue, submission: Submission, key: str) -> str:
    field = catalogue.kind(entry.kind).field(key)
    return display(field, entry.value(key), catalogue, submission).replace("\n", " ")


def _process(submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    about = submission.about
    if about.text("lead_ministry"):
        yield _("This review was led by {name}.").format(name=about.text("lead_ministry"))
    yield from about.text("process").split("\n")
    who = submission.of_kind("stakeholder")
    if who:
        yield ngettext("{count} stakeholder was involved:", "{count} stakeholders were involved:", len(who)).format(
            count=counted(len(who))
        )
        yield from _listed(_stakeholder(submission, catalogue, each) for each in who)
    people = submission.of_kind("person")
    if people:
        ministries = sorted({each.text("ministry") for each in people} - {""})
        if ministries:
            yield _("The review was prepared by these institutions: {names}.").format(names=separated(ministries))


@memoized_of_entry
def _stakeholder(submission: Submission, catalogue: Catalogue, entry: Entry) -> str:
    return _named(submission, catalogue, entry, "sort", "place", "ways", "topics")


def _named(submission: Submission, catalogue: Catalogue, entry: Entry, *fields: str) -> str:
    """Return the name of an entry with what some of its fields say."""
    parts = [_said(entry, catalogue, submission, key) for key in fields]
    said = separated(part for part in parts if part)
    name = title_of(entry, catalogue)
    return _("{name}: {text}").format(name=name, text=said) if said else name


def _environment(submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    score = score_policy(submission, catalogue.policy)
    if score.answered:
        yield _("Migration policies, SDG indicator 10.7.2. {sentence}").format(sentence=score.sentence())
        yield from _listed(
            _("{name}: {text}").format(name=_(domain.label), text=result.whole_words())
            for domain, result in zip(catalogue.policy.domains, score.domains, strict=True)
            if result.answered
        )
    rows = [row for row in principle_matrix(submission, catalogue) if row.entries]
    if rows:
        yield _("Practices and pledges name these guiding principles: {names}.").format(
            names=separated(catalogue.principle_name(row.number) for row in rows)
        )
    for entry in submission.of_kind("principle_note"):
        for field in catalogue.kind("principle_note").fields:
            if field.type == "long_text" and field.release == "released" and not field.twin_of:
                yield (
                    _("{name}: {text}").format(name=title_of(entry, catalogue), text=text)
                    if (text := entry.text(field.key))
                    else ""
                )
    data = data_situation(submission, catalogue)
    if data.rows:
        yield data.sentence()


def _progress(submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    whole = roll_up(submission, catalogue)
    if whole.mean is not None:
        yield whole.sentence()
    if whole.practices or whole.gaps or whole.pledges:
        yield _("Recorded – practices: {practices}; gaps: {gaps}; pledges: {pledges}.").format(
            practices=whole.practices, gaps=whole.gaps, pledges=whole.pledges
        )
    if whole.indicators:
        yield whole.measured()


def _objective(submission: Submission, catalogue: Catalogue, number: int) -> Iterator[str]:
    assessment = submission.bound("assessment", str(number))
    if progress_of(submission, catalogue, number).rating is not None:
        yield _("Rating by the country: {rating}.").format(rating=_said(assessment, catalogue, submission, "rating"))
    for key in ("reason", "changes"):
        yield from assessment.text(key).split("\n")
    for kind, detail in (("practice", "results"), ("gap", "description"), ("pledge", "measure")):
        entries = submission.of_objective(kind, number)
        texts = (_with_detail(each, catalogue, detail) for each in entries)
        yield from _under(_("{kind}:").format(kind=_(catalogue.kind(kind).plural)), _listed(texts))
    known = (
        each
        for each in catalogue.indicators_of(number)
        if method_of(each).by_itself and method_of(each).known(submission, catalogue, each)
    )
    yield from _under(
        _("Indicators:"),
        _listed(
            _("{key} {name}: {sentence}").format(
                key=code(each.key),
                name=catalogue.indicator_name(each.key),
                sentence=method_of(each).sentence(submission, catalogue, each),
            )
            for each in known
        ),
    )


def _with_detail(entry: Entry, catalogue: Catalogue, key: str) -> str:
    title = title_of(entry, catalogue)
    detail = entry.text(key) or entry.text("summary")
    return _("{name}. {text}").format(name=title.rstrip("."), text=detail) if detail else title


def _means(submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    partners = sorted(
        {
            row["name"]
            for kind in ("practice", "pledge")
            for entry in submission.of_kind(kind)
            for row in entry.rows("partners")
            if row.get("name")
        }
    )
    yield from _under(_("Partners in practices and pledges:"), _listed(partners))
    natures: dict[str, int] = {}
    for pledge in submission.of_kind("pledge"):
        for nature in pledge.items("nature"):
            natures[nature] = natures.get(nature, 0) + 1
    labels = {each.key: _(each.label) for each in catalogue.kind("pledge").field("nature").options}
    yield from _under(
        _("Nature of the pledges:"),
        _listed(
            ngettext("{name}: {count} pledge", "{name}: {count} pledges", count).format(
                name=labels.get(nature, nature), count=counted(count)
            )
            for nature, count in natures.items()
        ),
    )
    received = [each for each in submission.of_kind("support") if each.text("state") in ("agreed", "received")]
    yield from _under(
        _("Support that was agreed or received:"), _listed(_need(submission, catalogue, each) for each in received)
    )


def _support(submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    wanted = [each for each in submission.of_kind("support") if each.text("state") != "received"]
    yield from _listed(_need(submission, catalogue, each) for each in wanted)


@memoized_of_entry
def _need(submission: Submission, catalogue: Catalogue, entry: Entry) -> str:
    keys = ("forms", "amount", "needed_by", "channel", "state", "lead")
    parts = [_said(entry, catalogue, submission, key) for key in keys]
    parts = [part for part in (*parts, entry.text("description")) if part]
    name = title_of(entry, catalogue)
    return _("{name}: {text}").format(name=name, text=separated(parts)) if parts else name


def _next(submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    pledges = [each for each in submission.of_kind("pledge") if each.text("status") not in ("fulfilled", "withdrawn")]
    yield from _under(_("Pledges to carry out:"), _listed(_commitment(submission, catalogue, each) for each in pledges))
    open_gaps = gap_matrix(submission, catalogue).unanswered
    yield from _under(_("Gaps without a pledge:"), _listed(title_of(each, catalogue) for each in open_gaps))
    steps = [each for each in submission.of_kind("follow_up") if each.text("next_steps")]
    yield from _under(
        _("Next steps on recommendations:"),
        _listed(
            _("{name}: {text}").format(name=title_of(each, catalogue), text=each.text("next_steps")) for each in steps
        ),
    )


@memoized_of_entry
def _commitment(submission: Submission, catalogue: Catalogue, entry: Entry) -> str:
    return _named(submission, catalogue, entry, "lead", "start", "end", "measure")


_DRAFTS: dict[str, Callable[[Submission, Catalogue], Iterable[str]]] = {
    "process": _process,
    "environment": _environment,
    "progress": _progress,
    "means": _means,
    "support": _support,
    "next": _next,
}
"""What each chapter of the forms is drawn from; a chapter that other forms bring begins empty."""
