"""Save the documents of a package under names that people can read: the report and each pledge, in a folder beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from desktop.atomic_write import atomic_folder, atomic_write
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.progress_reporter import NullProgress, Part, ProgressReporter
from desktop.record.file_names import is_reserved

if TYPE_CHECKING:
    from desktop.package.container import Container

MOST_LETTERS_OF_TITLE, MOST_BYTES_OF_TITLE = 80, 180
"""Characters and bytes (UTF-8) of a name; file systems take 255 bytes, and a path has its limit too."""

# What one file system or another does not take in a name; Windows has most.
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


class CannotSaveDocuments(UserError):
    """The package has no documents."""


def save_documents(package: Path, *, work: ProgressReporter | None = None) -> Path:
    """Write the report and the pledges of a package into a new folder beside it and return the folder.

    The folder is there whole or not at all, and nothing that is there already is written over. The documents are those
    of the package to the last byte, so their signatures hold.

    Raises:
        CannotSaveDocuments: there are none.
        FileError: they cannot be written there; nothing is left.
        Cancelled: somebody chose to stop; nothing is left.
        UserError: the package cannot be read.
    """
    work = work or NullProgress()
    held = _read(package, Part(work, 0, 50))
    names = readable_names(held)
    if not names:
        raise CannotSaveDocuments(_("{name} contains no documents.").format(name=package.name))
    folder, saving = _free(package), Part(work, 50, 100)
    with atomic_folder(folder) as being_made:
        for number, (member, name) in enumerate(names.items()):
            saving.step(number, len(names), _("Saving the documents"))
            _write(being_made, name, Path(member).name, held.members[member])
    return folder


def save_report(package: Path, folder: Path, *, work: ProgressReporter | None = None) -> Path:
    """Write the report of a package into a folder that is there, to be looked at, and return its path.

    Raises:
        CannotSaveDocuments: there is none.
        FileError: it cannot be written there.
        Cancelled: somebody chose to stop.
        UserError: the package cannot be read.
    """
    from desktop.package import container_paths

    held = _read(package, work or NullProgress())
    name = readable_names(held).get(container_paths.REPORT)
    if name is None:
        raise CannotSaveDocuments(_("{name} contains no documents.").format(name=package.name))
    path = folder / f"{package.stem}.pdf"
    with atomic_write(path) as stream:
        stream.write(held.members[container_paths.REPORT])
    return path


def _read(package: Path, work: ProgressReporter) -> Container:
    from desktop.package import container

    return container.read_container(
        package, step=lambda done, total: work.step(done, total, _("Verifying the package"))
    )


def readable_names(held: Container) -> Mapping[str, str]:
    """Return the name that each document of a package gets, in the language of the package; report first."""
    from desktop.package import container_paths, json_record

    record = json_record.from_bytes(held.members[container_paths.RECORD])
    language = record.language if record.language in LANGUAGES else "en"
    with use_language(language):
        names = {container_paths.REPORT: file_name(_("Report"), "report")}
        for number, pledge in enumerate(record.submission().of_kind("pledge"), 1):
            title = pledge.text("title") or _("Pledge without a name")
            names[container_paths.pledge_path(number, pledge)] = file_name(f"{number:02d} {title}", f"{number:02d}")
    return {member: name for member, name in names.items() if member in held.members}


def file_name(text: str, otherwise: str) -> str:
    """Return a text as the name of a PDF that every common file system takes; `otherwise` where nothing is left."""
    name = _UNFIT.sub("-", one_line(text)).rstrip("…").strip(" .-")
    while len(name) > MOST_LETTERS_OF_TITLE or len(name.encode("utf-8")) > MOST_BYTES_OF_TITLE:
        # Word by word where there are words, else sign by sign: a name that ends in half a word looks broken.
        name = (
            name.rpartition(" ")[0].rstrip(" .-")
            if " " in name[MOST_LETTERS_OF_TITLE // 2 :]
            else name[:-1].rstrip(" .-")
        )
    if not name or is_reserved(name):
        name = otherwise
    return f"{name}.pdf"


def _write(folder: Path, name: str, plain: str, content: bytes) -> None:
    with _opened(folder, name, plain) as stream:
        stream.write(content)


def _opened(folder: Path, name: str, plain: str) -> BinaryIO:
    try:
        return (folder / name).open("xb")
    except (UnicodeError, OSError):
        # A disk or stick that does not take this script takes the plain name that the package has.
        return (folder / plain).open("xb")


def _free(package: Path) -> Path:
    folder, number = package.with_name(f"{package.stem}-documents"), 2
    while os.path.lexists(folder):
        folder, number = package.with_name(f"{package.stem}-documents-{number}"), number + 1
    return folder
