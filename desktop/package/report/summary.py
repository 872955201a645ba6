"""The summary: the whole country in pictures, and the message to the forum."""

from __future__ import annotations

from typing import NamedTuple

from desktop.i18n.lists import separator
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.package.report.charts import Charts
from desktop.package.report.style import VALUE, Style
from desktop.package.report.writer import Writer, linked, muted
from desktop.record.matrix import gap_matrix
from desktop.record.overview import standings
from desktop.record.progress import roll_up
from desktop.record.scores import score_policy

NAME = "summary"


class Way(NamedTuple):
    """How much of a page the summary takes.

    Args:
        titles: so many gaps without a pledge are named, and as many pledges without a gap; the chapters have all.
        rows: how far apart the rows of its charts stand, against what is usual.
        domains: whether the domains of the migration policies are drawn; their chapter has them too.
    """

    titles: int
    rows: float = 1.0
    domains: bool = True


WAYS = (Way(8, 1.2), Way(8), Way(4), Way(2), Way(2, 0.87), Way(0, 0.87), Way(2, 0.87, False), Way(0, 0.87, False))
"""From the fullest to the shortest: what comes first is taken where it has room."""


def write_summary(writer: Writer, way: Way, *, flowing: bool) -> None:
    """Write the chapter with the charts.

    Args:
        flowing: whether it stands on the page of the message; else it has a page of its own.
    """
    submission, catalogue = writer.submission, writer.catalogue
    charts = Charts(catalogue, writer.setting)
    whole = roll_up(submission, catalogue)
    matrix = gap_matrix(submission, catalogue)
    policy = score_policy(submission, catalogue.policy)
    writer.chapter(NAME, _("Summary"), flowing=flowing)
    writer.figure(
        charts.tiles(
            [
                (f"{whole.rated}/{whole.of}", _("objectives rated")),
                (
                    counted(len(submission.of_kind("practice"))),
                    ngettext("practice", "practices", len(submission.of_kind("practice"))),
                ),
                (counted(len(matrix.gaps)), ngettext("gap", "gaps", len(matrix.gaps))),
                (counted(len(matrix.pledges)), ngettext("pledge", "pledges", len(matrix.pledges))),
                (counted(whole.indicators), ngettext("indicator answered", "indicators answered", whole.indicators)),
            ]
        )
    )
    writer.section(_("Ratings by objective"))
    writer.text(whole.sentence(), VALUE.but(after=4.0, keep=True))
    writer.figure(charts.standings(standings(submission, catalogue, matrix), way.rows))
    writer.figure(charts.legend())
    writer.section(_("Migration policies (SDG indicator 10.7.2)"))
    writer.text(policy.sentence(), VALUE.but(after=4.0, keep=policy.answered > 0 and way.domains))
    if policy.answered and way.domains:
        writer.figure(charts.domains(policy, way.rows))
    writer.section(_("Gaps and pledges"))
    writer.text(matrix.sentence(), VALUE.but(after=4.0, keep=bool(matrix.gaps)))
    if matrix.gaps:
        writer.figure(charts.gaps(matrix))
    for title, entries in (
        (_("Gaps without a pledge"), matrix.unanswered),
        (_("Pledges without a gap"), matrix.unasked),
    ):
        if entries and matrix.gaps and way.titles:
            shown = entries[: way.titles]
            words = writer.links((entry.id for entry in shown), most=_BRIEF)
            if rest := len(entries) - len(shown):
                more = ngettext("and {count} more", "and {count} more", rest)
                words.append(muted(separator() + more.format(count=counted(rest))))
            writer.labelled(title, words)


_BRIEF = 70


def write_message(writer: Writer, style: Style) -> None:
    """Write the chapter with what the country says in its own words, set in a style, and of itself."""
    kind = writer.catalogue.kind("submission")
    about = writer.submission.about
    if not about.answers:
        return
    writer.chapter("about", _(kind.plural), flowing=False)
    long = [field for field in kind.fields if field.type == "long_text" and field.key in about.answers]
    for field in long:
        writer.section(_(field.label))
        writer.text(linked(about.text(field.key)), style, language=writer.language_of(about))
    if len(about.answers) > len(long):
        if long:
            writer.section(_("Who is making the submission, and for what purpose"))
        writer.answers(about, kind, besides=[field.key for field in long])
