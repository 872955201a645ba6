"""The chapters of the whole country: pledges, indicators, policies, recommendations, principles, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from desktop.catalogue.definitions import Domain, FormField, Indicator, RecommendationSet
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import code, ngettext
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Anchor, Words
from desktop.package.report.charts import Charts
from desktop.package.report.spans import Span
from desktop.package.report.style import BODY, ENTRY, HEIGHT, INK, SMALL, VALUE
from desktop.package.report.writer import Writer, anchor_of, linked, muted
from desktop.record.data_situation import STATE_LABELS as DATA_STATES
from desktop.record.data_situation import data_situation
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.record.indicator_methods import method_of
from desktop.record.matrix import PrincipleRow, principle_matrix
from desktop.record.scores import score_policy, series
from desktop.record.trend_chart import what_happened
from desktop.record.values import display


def write_pledge_table(writer: Writer) -> None:
    """Write all pledges as one table: what, by whom, for which objectives, until when."""
    pledges = writer.submission.of_kind("pledge")
    if not pledges:
        return
    kind = writer.catalogue.kind("pledge")
    writer.chapter("pledge-table", _("Table of pledges"))
    shown = [("entity", _("Submitted by"), 0.26), ("objectives", _("Objectives"), 0.13), ("end", _("End"), 0.17)]
    shown = [each for each in shown if any(each[0] in pledge.answers for pledge in pledges)]
    rows: list[list[Words]] = []
    for pledge in pledges:
        said = [
            joined(str(number) for number in objectives_of(pledge))
            if key == "objectives"
            else shortened(_shown(writer, kind.field(key), pledge), _BRIEF)
            for key, _head, _share in shown
        ]
        rows.append([writer.links([pledge.id], most=_BRIEF), *said])
    shares = [1 - sum(share for _key, _head, share in shown), *(share for _key, _head, share in shown)]
    writer.table([_(kind.label), *(head for _key, head, _share in shown)], rows, shares)


_BRIEF = 160


def write_pledges(writer: Writer) -> None:
    """Write every pledge with all its answers."""
    pledges = writer.submission.of_kind("pledge")
    if not pledges:
        return
    kind = writer.catalogue.kind("pledge")
    writer.chapter("pledges", _(kind.plural))
    writer.note(_("Each pledge is also in a document of its own, in the order of the online pledge form."), keep=True)
    for pledge in pledges:
        writer.entry(pledge)


def write_indicators(writer: Writer) -> None:
    """Write every indicator of which something is said, with its standing and its values by year."""
    catalogue, submission = writer.catalogue, writer.submission
    by_indicator: dict[str, list[Entry]] = {}
    for value in submission.of_kind("value"):
        by_indicator.setdefault(value.text("indicator"), []).append(value)
    known = {each.key for each in catalogue.indicators}
    used = [
        each
        for each in catalogue.indicators
        if each.key in by_indicator or submission.bound("indicator", each.key).answers
    ]
    strays = [value for key, values in by_indicator.items() if key not in known for value in values]
    if not used and not strays:
        return
    writer.chapter("indicators", _(catalogue.kind("indicator").plural))
    writer.callout(_(catalogue.pack.caution), warning=True)
    for indicator in used:
        _indicator(writer, indicator, by_indicator.get(indicator.key, []))
    if strays:
        writer.section(_("Values of other indicators"))
        _values(writer, strays, with_indicator=True)
    # SDG 10.7.2 has a chapter of its own, and is nothing of which nothing is said.
    rest = sum(1 for each in catalogue.indicators if method_of(each).by_itself and each not in used)
    if rest:
        writer.note(
            ngettext(
                "Nothing is reported on {count} other indicator. All indicators are voluntary.",
                "Nothing is reported on {count} other indicators. All indicators are voluntary.",
                rest,
            ).format(count=counted(rest))
        )
    _data_situation(writer)


def _data_situation(writer: Writer) -> None:
    """Write the national data situation on one page: indicators against what their data are broken down by."""
    found = data_situation(writer.submission, writer.catalogue)
    if not found.rows or not found.characteristics:
        return
    with writer.across():
        writer.section(_("National data availability"), "data-situation")
        writer.text(found.sentence(), BODY.but(keep=True))
    labels = {each.key: _(each.label) for each in writer.catalogue.characteristics}
    heads = [_("Indicator"), *(labels.get(each, each) for each in found.characteristics)]
    rows: list[list[Words]] = [
        [code(row.key), *(_state(row.cells[each].state) for each in found.characteristics)] for row in found.rows
    ]
    share = 0.88 / len(found.characteristics)
    writer.table(heads, rows, (0.12, *(share for _each in found.characteristics)), whole=True)


def _state(state: str) -> str:
    return _(DATA_STATES[state]) if state in DATA_STATES else state


def _indicator(writer: Writer, indicator: Indicator, values: list[Entry]) -> None:
    catalogue = writer.catalogue
    entry = writer.submission.bound("indicator", indicator.key)
    kind = catalogue.kind("indicator")
    name = f"{code(indicator.key)} {catalogue.indicator_name(indicator.key)}"
    start = Anchor(anchor_of(entry), name, 1)
    writer.add(start)
    begun = len(writer.blocks)
    writer.text(name, ENTRY)
    known = series(writer.submission, catalogue, indicator.key)
    method = method_of(indicator)
    if method.by_itself:
        writer.text(method.sentence(writer.submission, catalogue, indicator), VALUE.but(after=6.0))
    writer.answers(entry, kind, also=[(_("Unit"), _(indicator.unit))] if indicator.unit else ())
    chart = Charts(catalogue, writer.setting).trend(known) if len(known.points) > 1 else None
    if chart is not None:
        # Lines of several groups need the room of both columns for their names.
        with writer.across() if chart.broad else nullcontext():
            writer.text(what_happened(known), VALUE.but(bold=True, before=6.0, after=4.0, keep=True))
            writer.figure(chart)
    _values(writer, values)
    start.together = len(writer.blocks) - begun


def _values(writer: Writer, values: list[Entry], *, with_indicator: bool = False) -> None:
    """Write values as a table of the fields that at least one of them answers, or one by one where these are many."""
    if not values:
        return
    kind = writer.catalogue.kind("value")
    values = sorted(values, key=lambda value: value.text("year"))
    fields = [
        field
        for field in kind.fields
        if (with_indicator or field.key != "indicator") and any(field.key in value.answers for value in values)
    ]
    known = {field.key for field in kind.fields}

    def one_by_one() -> None:
        for value in values:
            writer.entry(value)

    if not fields or len(fields) > _MOST_COLUMNS or any(value.answers.keys() - known for value in values):
        one_by_one()
        return
    weights = [_WEIGHTS.get(field.key, 2.0) for field in fields]
    shares = [weight / sum(weights) for weight in weights]
    rows: list[list[Words]] = [[writer.said(field, value) for field in fields] for value in values]
    ends = [place for place, field in enumerate(fields) if field.type == "number"]
    writer.table([_(field.label) for field in fields], rows, shares, ends=ends, otherwise=one_by_one)


_MOST_COLUMNS = 7
_WEIGHTS = {"year": 0.8, "value": 1.2, "estimate": 1.2, "source": 3.0, "note": 3.0}


def write_policy(writer: Writer) -> None:
    """Write the thirty answers of SDG 10.7.2, as soon as there is one."""
    catalogue, submission = writer.catalogue, writer.submission
    policy = catalogue.policy
    answers = {entry.key: entry for entry in submission.of_kind("policy_answer") if entry.answers}
    if not answers:
        return
    score = score_policy(submission, policy)
    writer.chapter("policy", _("SDG indicator 10.7.2: migration policies"))
    writer.text(score.sentence(), BODY.but(keep=True))
    writer.note(_(policy.note), keep=True)
    for domain, result in zip(policy.domains, score.domains, strict=True):
        writer.section(f"{domain.number}. {_(domain.label)}")
        asked = [Span(_(domain.question))]
        if result.answered:
            asked.append(Span(f"  {result.whole_words()}", bold=True, colour=INK, size=VALUE.size))
        writer.text(asked, SMALL.but(keep=True))
        _domain(writer, domain, {sub.key: answers.pop(sub.key, None) for sub in domain.sub_categories})
    for entry in answers.values():  # answers to questions that these forms do not have
        writer.entry(entry)


def _domain(writer: Writer, domain: Domain, answers: Mapping[str, Entry | None]) -> None:
    """Write the questions of a domain with their answers, as a table where these are short."""
    kind = writer.catalogue.kind("policy_answer")
    labels = {answer.key: _(answer.label) for answer in domain.answers}
    rows: list[list[Words]] = []
    for sub in domain.sub_categories:
        entry = answers[sub.key]
        question = [Span(f"{code(sub.key)}  ", bold=True), Span(_(sub.label))]
        if entry is None:
            rows.append([question, [muted(_("Not answered"))], ""])
            continue
        answer = labels.get(entry.text("answer")) or _shown(writer, kind.field("answer"), entry)
        besides = [
            _shown(writer, field, entry)
            for field in kind.fields
            if field.key != "answer" and field.key in entry.answers
        ]
        rows.append([question, answer, linked("\n".join(besides))])

    def one_by_one() -> None:
        for sub in domain.sub_categories:
            entry = answers[sub.key]
            writer.text(f"{code(sub.key)}  {_(sub.label)}", ENTRY)
            if entry is None:
                writer.text([muted(_("Not answered"))], VALUE.but(after=4.0))
            else:
                writer.answers(entry, kind)

    heads = [_("Question"), _("Answer"), _("Basis")]
    writer.table(heads, rows, (0.46, 0.27, 0.27), otherwise=one_by_one)


def _shown(writer: Writer, field: FormField, entry: Entry) -> str:
    return display(field, entry.value(field.key), writer.catalogue, writer.submission)


def write_recommendations(writer: Writer) -> None:
    """Write the follow-up of the recommendations that were answered."""
    catalogue = writer.catalogue
    answers = {entry.key: entry for entry in writer.submission.of_kind("follow_up") if entry.answers}
    if not answers:
        return
    writer.chapter("recommendations", _(catalogue.kind("follow_up").plural))
    for group in catalogue.recommendation_sets:
        _recommendation_set(writer, group, answers)
    for entry in answers.values():
        writer.entry(entry)


def _recommendation_set(writer: Writer, group: RecommendationSet, answers: dict[str, Entry]) -> None:
    writer.section(_(group.label), f"recommendations-{group.key}")
    writer.note(_(group.mandate), keep=True)
    if group.note:
        writer.note(_(group.note), keep=True)
    kind = writer.catalogue.kind("follow_up")
    silent = 0
    for section in group.sections:
        for recommendation in section.recommendations:
            entry = answers.pop(recommendation.key, None)
            if entry is None:
                silent += 1
                continue
            writer.add(Anchor(anchor_of(entry)))
            writer.text(f"{code(recommendation.key)}  {_(recommendation.gist)}", ENTRY)
            writer.text(_(section.label), SMALL.but(keep=True))
            writer.answers(entry, kind)
    if silent:
        writer.note(
            ngettext(
                "{count} other recommendation of this set has no answer.",
                "{count} other recommendations of this set have no answer.",
                silent,
            ).format(count=counted(silent))
        )


def write_principles(writer: Writer, *, charted: bool = True) -> None:
    """Write which entries name which guiding principle, and the notes on them.

    Args:
        charted: whether more than one entry may name one; what a single pledge names stands in its own answers.
    """
    catalogue, submission = writer.catalogue, writer.submission
    rows = principle_matrix(submission, catalogue)
    notes = [entry for entry in submission.of_kind("principle_note") if entry.answers]
    if not notes and not (charted and any(row.entries for row in rows)):
        return
    writer.chapter("principles", _("Guiding principles"))
    if charted:
        _chart_principles(writer, rows)
    kind = catalogue.kind("principle_note")
    for principle in catalogue.principles:
        entry = submission.bound("principle_note", str(principle.number))
        if not entry.answers:
            continue
        writer.add(Anchor(anchor_of(entry)))
        writer.text(catalogue.principle_name(principle.number), ENTRY)
        writer.answers(entry, kind)


def _chart_principles(writer: Writer, rows: Sequence[PrincipleRow]) -> None:
    charts = Charts(writer.catalogue, writer.setting)
    chart = charts.principles(rows, writer.width)
    # Long lists of objectives have the room of both columns.
    is_tall = chart.height(writer.width) > HEIGHT / 3
    with writer.across() if is_tall else nullcontext():
        writer.text(
            _(
                "Each bar shows how many practices and pledges name a guiding principle (paragraph 15 of "
                "the Compact). The objectives of these entries follow the bar."
            ),
            BODY.but(keep=True),
        )
        writer.figure(charts.principles(rows, writer.width) if is_tall else chart)


def write_people(writer: Writer) -> None:
    """Write who prepared the submission."""
    people = writer.submission.of_kind("person")
    if not people:
        return
    kind = writer.catalogue.kind("person")
    writer.chapter("people", _(kind.plural))
    for person in people:
        writer.entry(person, outlined=False)


def write_others(writer: Writer) -> None:
    """Write entries of kinds that no chapter of ours is about, which other forms may bring."""
    for kind in writer.catalogue.kinds.values():
        # An entry that was only begun is told of as well, as those of the objectives are; the read-back looks for it.
        entries = [entry for entry in writer.submission.of_kind(kind.key) if entry.answers or kind.bound is None]
        if kind.key in _TOLD or not entries:
            continue
        writer.chapter(f"kind-{kind.key}", _(kind.plural))
        for entry in entries:
            writer.entry(entry)
    _unknown(writer)


def _unknown(writer: Writer) -> None:
    """Write answers that are bound to something that these forms do not have, which earlier forms may have had."""
    catalogue = writer.catalogue
    known = {
        "objective": {str(each.number) for each in catalogue.objectives},
        "indicator": {each.key for each in catalogue.indicators},
        "principle": {str(each.number) for each in catalogue.principles},
    }
    lost = [
        (kind, entry)
        for kind in catalogue.kinds.values()
        for entry in writer.submission.of_kind(kind.key)
        if kind.bound in known and entry.answers and entry.key not in known[kind.bound]
    ]
    if not lost:
        return
    writer.chapter("unknown", _("Answers to questions that are not in these forms"))
    for kind, entry in lost:
        writer.add(Anchor(anchor_of(entry)))
        writer.text(_("{kind}: {key}").format(kind=_(kind.label), key=entry.key), ENTRY)
        writer.answers(entry, kind)


_TOLD = frozenset(
    {
        "submission",
        "assessment",
        "practice",
        "gap",
        "pledge",
        "evidence",
        "indicator",
        "value",
        "policy_answer",
        "follow_up",
        "principle_note",
        "person",
    }
)
"""Kinds that have a chapter of their own, or stand in those of the objectives."""
