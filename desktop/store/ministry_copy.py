"""Writes a ministry copy: a submission file with a part of what another one holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.record.assignment import Assignment
from desktop.record.ministry_copy import Part
from desktop.store import opening
from desktop.store.assignment import write_assignment
from desktop.store.attachments import insert_attachment, read_attachments, read_content
from desktop.store.copy_id import Was, begin_copy, copy_of, line_of
from desktop.store.revisions import insert_revision
from desktop.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from desktop.store.database import Database


def write_part(database: Database, path: Path, part: Part, assignment: Assignment) -> str:
    """Write a ministry copy of an open file, and return the id of the copy that it is.

    It is made of what goes out, and not of the whole file less the rest: what was never in it lies on none of its pages.

    Raises:
        AlreadyExists, CannotWrite, DiskFull.
    """
    after = part.revisions[-1].id if part.revisions else ""
    line = [*line_of(database), Was(copy_of(database), after)]
    with opening.made(path) as made, made.atomic():
        made.execute("INSERT INTO facts VALUES ('submission', ?)", (part.submission.id,))
        for file in read_attachments(database):
            if file.sha256 in part.submission.attachments:
                content = read_content(database, file.sha256)
                assert content is not None  # its row was read a moment ago, from a file that is ours alone
                insert_attachment(made, file, content)
        UnitOfWork(made, part.submission.id, "", "").put(part.submission.entries.values())
        for revision in part.revisions:
            insert_revision(made, revision)
        write_assignment(made, replace(assignment, after=after))
        return begin_copy(made, *line)
