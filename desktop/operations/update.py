"""Take an update of the program from a file, without a connection.

An update is laid beside what is installed and used from the next start; nothing that runs is touched.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop import paths
from desktop.atomic_write import atomic_folder
from desktop.disk import private_folder
from desktop.errors import AlreadyExists, UserError, of_system
from desktop.i18n.lists import joined
from desktop.i18n.text_sanitizing import clean, one_line
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.installation import ASIDE, MANIFEST, PROGRAM, Installation, Laid, order
from desktop.operations.versions import NoUpdates, here, used_next
from desktop.package.update_file import NotTaken, UpdateFile, damaged, public_keys, read_update
from desktop.progress_reporter import NullProgress, ProgressReporter

KEYS = "update-keys"
"""The folder of the keys that the program knows, among its resources."""


class Older(NotTaken):
    """It brings nothing newer than what is there."""


class NeedsInstaller(NotTaken):
    """It was made for something else than what is installed here."""


@dataclass(frozen=True)
class Offer:
    """An update that could be used.

    Args:
        file: as it was read.
        running: the version that runs now.
    """

    file: UpdateFile
    running: str

    @property
    def version(self) -> str:
        """The version that it brings."""
        return self.file.manifest.version

    @property
    def key(self) -> str:
        """The name and the number of the key that it was signed with."""
        return f"{one_line(self.file.key.name)} ({self.file.key.number})"

    def says(self) -> str:
        """Return what changes, in the language that is spoken, else in English."""
        said = self.file.manifest.says
        return clean(said.get(current_language()) or said.get("en") or "")


def examine(path: Path) -> Offer:
    """Say what an update brings, once it is known that it can be used here.

    Raises:
        NoUpdates: the program takes none.
        NotFound: there is no such file.
        NotTaken: why this one is not taken, in one sentence.
    """
    program = here()
    keys = public_keys(paths.resources() / KEYS)
    if not keys:
        raise NoUpdates(_("This Pledgebook has no key to check updates with, so it accepts no updates."))
    file = read_update(path, keys)
    _see_newer(file, program)
    _see_fit(file, program)
    return Offer(file, program.running_version)


def _see_newer(file: UpdateFile, program: Installation) -> None:
    there = program.next_version()
    if order(file.manifest.version) <= order(there):
        text = _("{name} contains version {version}, but version {there} is already here.")
        raise Older(text.format(name=one_line(file.path.name), version=file.manifest.version, there=there))


def _see_fit(file: UpdateFile, program: Installation) -> None:
    """See that the update was made for this system, these libraries and this version."""
    name, bases = one_line(file.path.name), file.manifest.bases
    of_system = [each for each in bases if each.system == program.system]
    if not of_system:
        text = _("{name} is for another system. Use the full installer of version {version} for this one.")
        raise NeedsInstaller(text.format(name=name, version=file.manifest.version))
    there = {program.version, program.running_version}
    versions = sorted({each.version for each in of_system}, key=order)
    if not there & set(versions):
        text = _(
            "{name} can update these versions: {versions}. Version {there} is installed here. Use the full installer of version {version}."
        )
        versions_said = joined(versions)
        raise NeedsInstaller(
            text.format(name=name, versions=versions_said, there=program.version, version=file.manifest.version)
        )
    if not any(each.runtime == program.libraries and each.version in there for each in of_system):
        raise _other_libraries(file)


def _other_libraries(file: UpdateFile) -> NeedsInstaller:
    text = _("{name} cannot be used with what is installed here. Use the full installer of version {version}.")
    return NeedsInstaller(text.format(name=one_line(file.path.name), version=file.manifest.version))


def lay(offer: Offer, *, work: ProgressReporter | None = None) -> str:
    """Lay an update beside what is installed, whole or not at all. Returns the sentence that says what happens next.

    Raises:
        NeedsInstaller: a file that the update does not bring is another one here.
        DiskFull, CannotWrite: it cannot be laid.
        Cancelled: somebody chose to stop.
    """
    program, work = here(), work or NullProgress()
    laid = Laid(_folder_of_updates(program) / offer.version)
    if not (laid.folder.exists() and _kept(laid, program)):
        try:
            _lay(offer.file, program, laid.folder, work)
        except AlreadyExists:
            # Another window has laid the same update meanwhile, which stands there only when it is whole.
            if not laid.fits(program):
                raise
    return used_next(offer.version)


def _folder_of_updates(program: Installation) -> Path:
    """Return the folder of the updates, made when it is not there. Raises FileError."""
    try:
        return private_folder(program.programs)
    except OSError as error:
        raise of_system(error, program.programs, writing=True, folder=True) from error


def _kept(laid: Laid, program: Installation) -> bool:
    """Whether the same version that is there already can be used again; else it is removed."""
    if laid.version == program.running:
        # People went back from what still runs. It was whole when it started.
        with suppress(OSError):
            laid.unmark(ASIDE)
        return True
    if not laid.remove():
        text = _("Version {version} is still running in another window. Close it, and try again.")
        raise UserError(text.format(version=laid.version))
    return False


def _lay(file: UpdateFile, program: Installation, folder: Path, work: ProgressReporter) -> None:
    files = file.manifest.files
    with atomic_folder(folder) as made, file.open() as inside:
        (made / MANIFEST).write_bytes(file.kept)
        for number, part in enumerate(files):
            if number % 32 == 0:
                work.step(number, len(files), _("Copying the new version"))
            if part.inside:
                old = _installed(file, part.path, part.old, program) if part.old else b""
                content = file.content(inside, part, old)
            else:
                content = _installed(file, part.path, part.sha256, program)
            if hashlib.sha256(content).hexdigest() != part.sha256:
                raise damaged(file.path)
            place = made / PROGRAM / part.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def _installed(file: UpdateFile, path: str, sha256: str, program: Installation) -> bytes:
    """Return a file that the update builds on, from the program that runs or from the one that was installed."""
    for place in (program.running_program, program.installed_program):
        with suppress(OSError):
            content = (place / path).read_bytes()
            if hashlib.sha256(content).hexdigest() == sha256:
                return content
    raise _other_libraries(file)
