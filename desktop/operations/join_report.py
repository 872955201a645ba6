"""Save the report of a join as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.atomic_write import atomic_write
from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.record.dates import day_in_words
from desktop.record.join_report import Told, by_objective

SUFFIX = ".docx"


def save_join_report(
    path: Path, name: str, summary: str, lines: Sequence[Told], catalogue: Catalogue, *, by: str = ""
) -> Path:
    """Write the report of a join by objectives, and return where it lies.

    Args:
        name: of what was joined.
        summary: what was said of the whole.
        by: who joined it.

    Raises:
        FileError: it could not be written.
    """
    from desktop.package.join_word import write_join_report

    path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    when = day_in_words(now().astimezone().date())
    joined = (
        _("Joined on {day} by {name}.").format(day=when, name=one_line(by))
        if by
        else _("Joined on {day}.").format(day=when)
    )
    groups = by_objective(lines, catalogue)
    title = _("Report on joining {name}").format(name=name)
    content = write_join_report(title, (joined, summary), groups, language=current_language())
    with atomic_write(path) as stream:
        stream.write(content)
    return path
