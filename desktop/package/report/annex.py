"""The annex: how everything was reckoned, what is not official, where texts were seen."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Standing
from desktop.catalogue.pack_texts import is_official
from desktop.i18n.lists import separated
from desktop.i18n.translation import gettext as _
from desktop.package.report.line_breaking import Span
from desktop.package.report.style import BODY, SMALL
from desktop.package.report.writer import Writer, linked, muted
from desktop.record.progress import explanation


def write_annex(writer: Writer, history_note: str) -> None:
    """Write the annex on method.

    Args:
        history_note: what is to be said of the history of the submission; empty for nothing.
    """
    catalogue = writer.catalogue
    policy = catalogue.policy
    writer.chapter("annex", _("Annex: how to read this report"))
    writer.section(_("Progress and ratings"))
    writer.text(explanation())
    writer.text(_(catalogue.pack.rating_help))
    writer.section(_("SDG indicator 10.7.2"))
    for text in (policy.formula, policy.missing, policy.note):
        if text:
            writer.text(_(text))
    categories = separated(
        _("from {share} %: {category}").format(share=each.at_least, category=_(each.label))
        for each in policy.categories
    )
    writer.labelled(_("Categories"), categories)
    writer.section(_("Gaps and pledges"))
    writer.text(
        _("A pledge addresses a gap when it names that gap. It is not enough that both belong to the same objective.")
    )
    writer.section(_("Answers"))
    writer.text(
        _(
            "Every answer is shown as it was written, in the language in which it was written. Questions without "
            "an answer are left out. They never count as zero, unless the official method says so. Characters "
            "that no font of this report has are shown as {sign}; searching and copying text still works."
        ).format(sign="\N{REPLACEMENT CHARACTER}")
    )
    if history_note:
        writer.section(_("History"))
        writer.text(linked(history_note))
    writer.section(_("What is not official"))
    writer.text(_(catalogue.pack.caution))
    marks: dict[str, list[str]] = {}
    for standing in _standings(catalogue):
        marks.setdefault(catalogue.standing_label(standing), []).append(catalogue.standing_help(standing))
    for mark, meanings in marks.items():
        writer.labelled(mark, "\n".join(meanings))
    if catalogue.sources:
        writer.section(_("Sources of the texts of the Compact and of the indicators"))
        for key, source in catalogue.sources.items():
            words = [muted(f"{key}  "), Span(source.description)]
            if source.url:
                words += [Span("  "), *linked(source.url)]
            writer.text(words, SMALL.but(after=2.5, colour=BODY.colour))


def _standings(catalogue: Catalogue) -> list[Standing]:
    """Return the standings that the texts of this report have and that are not official, each once."""
    found: list[Standing] = []
    for objective in catalogue.objectives:
        found.append(catalogue.title_standing(objective.number))
        found += [action.standing for action in objective.actions]
    found += [catalogue.principle_standing(principle.number) for principle in catalogue.principles]
    found += [catalogue.indicator_standing(indicator.key) for indicator in catalogue.indicators]
    for group in catalogue.recommendation_sets:
        for section in group.sections:
            found += [each.standing for each in section.recommendations]
    # By what is said of them: the claim of a pack is another one than the same word of the program.
    by_meaning = {catalogue.standing_help(each): each for each in found if not is_official(each)}
    return [each for each in by_meaning.values() if catalogue.standing_label(each)]
