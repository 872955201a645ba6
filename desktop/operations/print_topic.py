"""Save a topic of the manual as PDF, to be read on paper or handed round."""

from __future__ import annotations

from pathlib import Path

from desktop.atomic_write import atomic_write
from desktop.manual import Topic
from desktop.progress_reporter import NullProgress, ProgressReporter


def save_topic(topic: Topic, path: Path, *, work: ProgressReporter | None = None) -> Path:
    """Write a topic as PDF, in its language, and return the path.

    Raises:
        FileError: a place that cannot be written to.
        Cancelled: somebody chose to stop; nothing is left.
    """
    from desktop.package.manual_pdf import write_topic_pdf

    pdf = write_topic_pdf(topic, work=work or NullProgress())
    with atomic_write(path) as stream:
        stream.write(pdf)
    return path
