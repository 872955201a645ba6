"""Save the documents of a package under names that people can read: the report, the workbook and each pledge."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.atomic_write import atomic_folder, atomic_write
from desktop.catalogue.region_names import territories
from desktop.errors import UserError
from desktop.i18n.translation import ENGLISH, current_language, pgettext
from desktop.i18n.translation import gettext as _
from desktop.progress_reporter import NullProgress, Part, ProgressReporter
from desktop.record.file_names import ascii_name, own_name, part_of_name
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from desktop.package.container import Container

_APART = re.compile(r"[/\\.\s]+")
"""What a file would be looked for in folders by, or lose its ending, in what a cycle is called."""


class CannotSaveDocuments(UserError):
    """The package has no documents."""


def save_documents(package: Path, *, work: ProgressReporter | None = None) -> Path:
    """Write the report, the workbook and the pledges of a package into a new folder beside it and return the folder.

    The folder is there whole or not at all, and nothing that is there already is written over. The documents are those
    of the package to the last byte, so their signatures hold.

    Raises:
        CannotSaveDocuments: there are none.
        FileError: they cannot be written there; nothing is left.
        Cancelled: somebody chose to stop; nothing is left.
        UserError: the package cannot be read.
    """
    work = work or NullProgress()
    held, names = _read(package, Part(work, 0, 50))
    folder, saving = _free(package), Part(work, 50, 100)
    with atomic_folder(folder) as being_made:
        for number, (member, name) in enumerate(names.items()):
            saving.step(number, len(names), _("Saving the documents"))
            _write(being_made / name, held.members[member])
    return folder


def documents_in(package: Path, *, work: ProgressReporter | None = None) -> Mapping[str, str]:
    """Return member to readable name of each document of a package: report, workbook, pledges.

    Raises:
        CannotSaveDocuments: there are none.
        Cancelled: somebody chose to stop.
        UserError: the package cannot be read.
    """
    _held, names = _read(package, work or NullProgress())
    return names


def save_document(package: Path, member: str, path: Path, *, work: ProgressReporter | None = None) -> Path:
    """Write one document of a package, as it is there to the last byte, and return its path.

    Raises:
        CannotSaveDocuments: there is none of this name.
        FileError: it cannot be written there.
        Cancelled: somebody chose to stop.
        UserError: the package cannot be read.
    """
    held, _names = _read(package, work or NullProgress(), member)
    return _saved(held, member, path)


def save_report(package: Path, folder: Path, *, work: ProgressReporter | None = None) -> Path:
    """Write the report of a package into a folder that is there, to be looked at, and return its path.

    Raises:
        CannotSaveDocuments: there is none.
        FileError: it cannot be written there.
        Cancelled: somebody chose to stop.
        UserError: the package cannot be read.
    """
    from desktop.package import container_paths

    held, names = _read(package, work or NullProgress(), container_paths.REPORT)
    return _saved(held, container_paths.REPORT, folder / names[container_paths.REPORT])


def _read(package: Path, work: ProgressReporter, member: str = "") -> tuple[Container, Mapping[str, str]]:
    """Return a package and its documents, see `readable_names`. Raises CannotSaveDocuments without this one, or any."""
    from desktop.package import container_reading

    held = container_reading.read_container(
        package, step=lambda done, total: work.step(done, total, _("Verifying the package"))
    )
    names = readable_names(held)
    if not names or (member and member not in names):
        raise CannotSaveDocuments(_("{name} contains no documents.").format(name=package.name))
    return held, names


def _saved(held: Container, member: str, path: Path) -> Path:
    with atomic_write(path) as stream:
        stream.write(held.members[member])
    return path


def readable_names(held: Container) -> Mapping[str, str]:
    """Return the name that each document of a package gets outside of it, such as `Kenya-2026-report.pdf`; report first.

    In the package names are short and the same for every country, so that programs find them. Outside they are
    ASCII, with a country, a year and a title: disks, mail and the online pledge form take them as they are.
    """
    from desktop.package import container_paths, json_record

    record = json_record.from_bytes(held.members[container_paths.RECORD])
    submission = record.submission()
    draft = "-draft" if record.draft else ""
    names = {
        container_paths.REPORT: readable_name(submission, f"report{draft}", ".pdf"),
        container_paths.WORKBOOK: readable_name(submission, f"workbook{draft}", ".xlsx"),
    }
    pledges = submission.of_kind("pledge")
    paths = container_paths.pledge_paths(pledges, held.members)
    for number, pledge in enumerate(pledges, 1):
        names[paths[pledge.id]] = f"pledge-{number:02d}-{container_paths.pledge_words(pledge)}{draft}.pdf"
    return {member: name for member, name in names.items() if member in held.members}


def readable_name(submission: Submission, what: str, suffix: str) -> str:
    """Return the name of a document that goes with a package, such as `Kenya-2026-report.pdf`.

    English words in ASCII, as all names in and of a package: who receives it may speak another language, and programs know
    them. For what is offered to somebody at the desk see `offered_name`.
    """
    country, cycle = submission.about.text("country"), submission.about.text("cycle")
    parts = [ascii_name(territories(ENGLISH).get(country, "")).title(), ascii_name(cycle)]
    nobody = "demonstration" if submission.about.value("demonstration") is True else "submission"
    whose = "-".join(part for part in parts if part) or nobody
    return f"{whose}-{what}{suffix}"


def offered_name(submission: Submission, what: str, suffix: str) -> str:
    """Return the name that is offered for a document that somebody saves, such as `Kenya-2026-minutes.pdf`.

    Every name that the window offers has the words of its language, in the script of that, and can be changed before the
    file is written: keys, reports, briefs, slides, minutes, copies. Only what is in a package or goes with one is named in
    English, see `readable_name`.

    Args:
        what: in the language of the window.
    """
    country, cycle = submission.about.text("country"), submission.about.text("cycle")
    is_shown = submission.about.value("demonstration") is True
    nobody = pgettext("file name", "demonstration") if is_shown else pgettext("file name", "submission")
    named = (
        territories(current_language()).get(country, ""),
        part_of_name(_APART.sub("-", cycle).strip("-")),
    )
    whose = [part for part in named if part] or [nobody]
    return own_name("-".join(" ".join((*whose, what)).split()) + suffix)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)


def _free(package: Path) -> Path:
    folder, number = package.with_name(f"{package.stem}-documents"), 2
    while os.path.lexists(folder):
        folder, number = package.with_name(f"{package.stem}-documents-{number}"), number + 1
    return folder
