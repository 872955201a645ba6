"""The summary: the whole country in pictures, and the message to the forum."""

from __future__ import annotations

from desktop.i18n.lists import separator
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.package.report.charts import Charts
from desktop.package.report.style import VALUE
from desktop.package.report.writer import Writer, linked, muted
from desktop.record.matrix import gap_matrix
from desktop.record.overview import standings
from desktop.record.progress import roll_up
from desktop.record.scores import score_policy

NAME = "summary"


def write_summary(writer: Writer) -> None:
    """Write the chapter with the charts."""
    submission, catalogue = writer.submission, writer.catalogue
    charts = Charts(catalogue, writer.setting)
    whole = roll_up(submission, catalogue)
    matrix = gap_matrix(submission, catalogue)
    policy = score_policy(submission, catalogue.policy)
    writer.chapter(NAME, _("Summary"))
    begun = len(writer.blocks)
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
    writer.figure(charts.standings(standings(submission, catalogue, matrix)))
    writer.figure(charts.legend())
    writer.section(_("Migration policies (SDG indicator 10.7.2)"))
    writer.text(policy.sentence(), VALUE.but(after=4.0, keep=True))
    if policy.answered:
        writer.figure(charts.domains(policy))
    writer.section(_("Gaps and pledges"))
    writer.text(matrix.sentence(), VALUE.but(after=4.0, keep=bool(matrix.gaps)))
    if matrix.gaps:
        writer.figure(charts.gaps(matrix))
    for title, entries in (
        (_("Gaps without a pledge"), matrix.unanswered),
        (_("Pledges without a gap"), matrix.unasked),
    ):
        if entries and matrix.gaps:
            shown = entries[:_MOST]
            words = writer.links((entry.id for entry in shown), most=_BRIEF)
            if len(entries) > _MOST:
                more = ngettext("and {count} more", "and {count} more", len(entries) - _MOST)
                words.append(muted(separator() + more.format(count=len(entries) - _MOST)))
            writer.labelled(title, words)

    # It is read as one page, which the message may share with it.
    writer.stay_together(begun)


_BRIEF = 70
_MOST = 2
"""So many titles are named on the summary; the chapters have all."""


def write_message(writer: Writer) -> None:
    """Write the chapter with what the country says in its own words, and of itself."""
    kind = writer.catalogue.kind("submission")
    about = writer.submission.about
    if not about.answers:
        return
    writer.chapter("about", _(kind.plural), flowing=False)
    long = [field for field in kind.fields if field.type == "long_text" and field.key in about.answers]
    for field in long:
        writer.section(_(field.label))
        writer.text(linked(about.text(field.key)), language=writer.language_of(about))
    if len(about.answers) > len(long):
        if long:
            writer.section(_("Submitted by"))
        writer.answers(about, kind, besides=[field.key for field in long])
