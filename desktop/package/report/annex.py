"""The annex: how everything was reckoned, what is not official, where texts were seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Kind, Standing
from desktop.catalogue.pack_texts import is_official
from desktop.i18n.lists import joined, separated
from desktop.i18n.translation import N_, code, current_language
from desktop.i18n.translation import gettext as _
from desktop.package.report.labels import tells_where_from
from desktop.package.report.spans import Span
from desktop.package.report.style import BODY, SMALL
from desktop.package.report.writer import Writer, linked, muted
from desktop.record.entry_index import objectives_of
from desktop.record.progress import explanation

_TEXT = SMALL.but(colour=BODY.colour, align="own", after=4.0)


def write_annex(writer: Writer, history_note: str, *, alone: bool) -> None:
    """Write the annex on method: of what the report shows, and of nothing else.

    Args:
        history_note: what is to be said of the history of the submission; empty for nothing.
        alone: whether the report shows nothing but pledges.
    """
    writer.chapter("annex", _("Annex: how to read this report"))
    if not alone:
        _progress(writer)
    if _answered(writer, "policy_answer"):
        _policy(writer)
    if _answered(writer, "gap"):
        writer.section(_("Gaps and pledges"))
        writer.text(
            _(
                "A pledge addresses a gap when it names that gap. It is not enough that both belong to the same objective."
            ),
            _TEXT,
        )
    writer.section(_("Answers"))
    writer.text(
        _(
            "Every answer is shown as it was written, in the language in which it was written. "
            "Questions without an answer are left out. They do not count as zero unless the official "
            "method says so. Characters that no font of this report has are shown as {sign}; "
            "searching and copying text still work."
        ).format(sign="\N{REPLACEMENT CHARACTER}"),
        _TEXT,
    )
    if history_note:
        writer.section(_("History"))
        writer.text(linked(history_note), _TEXT)
    _not_official(writer, alone)
    _where_from(writer)
    writer.section(_("Official documents"))
    for symbol, name in _DOCUMENTS[:1] if alone else _DOCUMENTS:
        address = f"https://docs.un.org/{current_language()}/{symbol}"
        named = _("{name} ({symbol})").format(name=_(name), symbol=symbol)
        writer.text([Span(f"{named}  "), *linked(address)], SMALL.but(after=2.5, colour=BODY.colour))


def _answered(writer: Writer, kind: str) -> bool:
    return any(each.answers for each in writer.submission.of_kind(kind))


def _progress(writer: Writer) -> None:
    writer.section(_("Progress and ratings"))
    writer.text(explanation(), _TEXT)
    writer.text(_(writer.catalogue.pack.rating_help), _TEXT)


def _policy(writer: Writer) -> None:
    policy = writer.catalogue.policy
    writer.section(_("SDG indicator 10.7.2"))
    for text in (policy.formula, policy.missing, policy.note):
        if text:
            writer.text(_(text), _TEXT)
    categories = separated(
        _("from {share}%: {category}").format(share=each.at_least, category=_(each.label)) for each in policy.categories
    )
    writer.labelled(_("Categories"), categories)


_DOCUMENTS = (
    ("A/RES/73/195", N_("Global Compact for Safe, Orderly and Regular Migration")),
    ("A/RES/76/266", N_("Progress Declaration of the International Migration Review Forum 2022")),
    ("A/79/590", N_("Report of the Secretary-General on the Global Compact, 2024")),
    ("A/RES/71/313", N_("Global indicator framework for the Sustainable Development Goals")),
)
"""What the submission refers to, by its symbol; each stands there in all official languages."""


def _not_official(writer: Writer, alone: bool) -> None:
    """Write which texts of the report were not seen in an official source, all in one place."""
    catalogue = writer.catalogue
    texts = list(_of_pledges(writer) if alone else _texts(writer))
    if alone and all(is_official(standing) for _name, standing in texts):
        return
    writer.section(_("What is not official"))
    if not alone:
        writer.text(_(catalogue.pack.caution), _TEXT)
    marks: dict[str, list[str]] = {}
    for standing in _standings(catalogue, texts):
        marks.setdefault(catalogue.standing_label(standing), []).append(catalogue.standing_help(standing))
    for mark, meanings in marks.items():
        marked = [each for each, standing in texts if catalogue.standing_label(standing) == mark]
        writer.labelled(mark, "\n".join([*meanings, joined(dict.fromkeys(marked))]))


def _texts(writer: Writer) -> Iterator[tuple[str, Standing]]:
    """Give how each text of the Compact, each indicator and each choice is called in short, with its standing."""
    catalogue = writer.catalogue
    for objective in catalogue.objectives:
        name = _("Objective {number}").format(number=objective.number)
        yield name, catalogue.heading_standing(objective.number)
        yield from ((code(action.paragraph), action.standing) for action in objective.actions)
    for principle in catalogue.principles:
        yield catalogue.principle_name(principle.number), catalogue.principle_standing(principle.number)
    for indicator in catalogue.indicators:
        yield from ((code(indicator.key), each) for each in catalogue.indicator_standings(indicator.key))
    for group in catalogue.recommendation_sets:
        for section in group.sections:
            yield from ((code(each.key), each.standing) for each in section.recommendations)
    for kind in catalogue.kinds.values():
        if any(writer.submission.of_kind(kind.key)):
            yield from _choices(kind)


def _of_pledges(writer: Writer) -> Iterator[tuple[str, Standing]]:
    """Give the same of what the pledges name, and of the choices of their form."""
    catalogue = writer.catalogue
    pledges = writer.submission.of_kind("pledge")
    named = {number for pledge in pledges for number in objectives_of(pledge)}
    for objective in catalogue.objectives:
        if objective.number in named:
            name = _("Objective {number}").format(number=objective.number)
            yield name, catalogue.heading_standing(objective.number)
    principles = {str(number) for pledge in pledges for number in pledge.items("principles")}
    for principle in catalogue.principles:
        if str(principle.number) in principles:
            yield catalogue.principle_name(principle.number), catalogue.principle_standing(principle.number)
    yield from _choices(catalogue.kind("pledge"))


def _choices(kind: Kind) -> Iterator[tuple[str, Standing]]:
    for field in kind.fields:
        standings = (each.standing for each in field.options if each.standing != "earlier")
        yield from ((_(field.label), each) for each in dict.fromkeys(standings))


def _where_from(writer: Writer) -> None:
    """Write of each entry in which language it is, its number in another list, and its source."""
    told = False
    for kind in writer.catalogue.kinds.values():
        fields = [field for field in kind.fields if tells_where_from(field)]
        for entry in writer.submission.of_kind(kind.key) if fields else ():
            said = [writer.said(field, entry) for field in fields if field.key in entry.answers]
            if not said:
                continue
            if not told:
                writer.section(_("Language, number in another list and source of each entry"), "where-from")
                told = True
            spans = writer.links([entry.id])
            for each in said:
                spans += [muted(_DOT), *each]
            writer.text(spans, SMALL.but(after=2.0, colour=BODY.colour))


_DOT = "  ·  "
"""What stands between what is told of an entry."""


def _standings(catalogue: Catalogue, texts: Iterable[tuple[str, Standing]]) -> list[Standing]:
    """Return the standings that the texts of this report have and that are not official, each once."""
    # By what is said of them: the claim of a pack is another one than the same word of the program.
    by_meaning = {catalogue.standing_help(each): each for _name, each in texts if not is_official(each)}
    return [each for each in by_meaning.values() if catalogue.standing_label(each)]
