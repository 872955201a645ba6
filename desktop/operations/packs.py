"""Data packs: look at one, keep it on this computer, use it in a submission; and the forms that a submission uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.kept import keeping
from desktop.catalogue.language import gettext as _
from desktop.catalogue.packs import DataPack, read_pack, with_pack
from desktop.catalogue.parts import assembled
from desktop.catalogue.reading import current, shipped_parts
from desktop.catalogue.twins import with_twins
from desktop.record.carrying import Difference, differences, used
from desktop.record.entry import Entry
from desktop.record.history import Deed
from desktop.record.problems import Known
from desktop.record.submission import Submission
from desktop.record.twins import languages_in_use
from desktop.store.file import SubmissionFile

KIND = "data_pack"
SUFFIX = ".yaml"


class CannotUsePack(Known):
    """The file cannot be read, or this submission uses the same pack already."""


def check_pack(path: Path) -> DataPack:
    """Read a pack and hold it against the forms that ship with the program.

    Raises:
        CannotUsePack: the file cannot be read.
        FormsError: every flaw in `details`, with file, line and field.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotUsePack(_("The file {name} cannot be read.").format(name=path.name)) from error
    pack = read_pack(content, path.name)
    with_pack(shipped_parts(), pack)
    return pack


# On this computer


def install(path: Path) -> DataPack:
    """Check a pack and keep a copy on this computer; a pack of the same key and version is replaced."""
    pack = check_pack(path)
    target = _folder() / f"{pack.head.key}-{pack.head.version}{SUFFIX}"
    part = target.with_suffix(".part")
    try:
        part.write_bytes(pack.content)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotUsePack(_("The file {name} cannot be written.").format(name=target.name)) from error
    return pack


def installed() -> list[DataPack]:
    """Return the packs that are kept on this computer, by name; what cannot be read any more is left out."""
    found = []
    for path in sorted(_folder().glob(f"*{SUFFIX}")):
        try:
            found.append(check_pack(path))
        except Known:
            continue
    return found


def _folder() -> Path:
    folder = paths.user_data() / "packs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# In a submission


def forms_of(file: SubmissionFile) -> Catalogue:
    """Return the forms that a submission uses: those of the program, with each of its packs in their order.

    Whatever the submission has answered stays in them, even when no pack in use has it any more.

    Raises:
        FormsError: a pack in the submission needs a newer version of the program.
    """
    submission = file.read()
    entries = _all_packs(submission)
    if not entries:
        return with_twins(current(), languages_in_use(submission))
    packs = {entry.id: _read(file, entry) for entry in entries}
    inuse = [packs[entry.id] for entry in entries if not _retired(entry)]
    return _forms(submission, inuse, [packs[entry.id] for entry in entries if _retired(entry)])


def decides_forms(submission: Submission) -> object:
    """Return what the forms of a submission depend on: while this stays the same, so do they."""
    about = submission.about
    return submission.of_kind(KIND), about.value("language"), about.value("national_language")


def packs_of(submission: Submission) -> list[Entry]:
    """Return the packs that a submission uses, in their order."""
    return [entry for entry in _all_packs(submission) if not _retired(entry)]


def _all_packs(submission: Submission) -> list[Entry]:
    return [entry for entry in submission.of_kind(KIND) if entry.text("file") in submission.attachments]


def _retired(entry: Entry) -> bool:
    return entry.value("retired") is True


def _read(file: SubmissionFile, entry: Entry) -> DataPack:
    return read_pack(file.content(entry.text("file")), entry.text("title"))


def _forms(submission: Submission, inuse: Sequence[DataPack], retired: Sequence[DataPack]) -> Catalogue:
    needed = used(submission)
    parts = shipped_parts()
    for pack in inuse:
        parts = keeping(parts, with_pack(parts, pack), needed)
    for pack in retired:
        # It may not go together with the packs that came since; what is looked for is only what it asked.
        parts = keeping(with_pack(shipped_parts(), pack), parts, needed)
    return with_twins(assembled(parts), languages_in_use(submission))


@dataclass(frozen=True)
class Preview:
    """What a pack would make different in a submission.

    Args:
        pack: the pack.
        differences: in words; empty when nothing would.
        replaces: the version of the same pack that it takes the place of, empty when there is none.
    """

    pack: DataPack
    differences: list[Difference]
    replaces: str


def preview(file: SubmissionFile, pack: DataPack) -> Preview:
    """Return what a pack would make different, and write nothing.

    Raises:
        CannotUsePack: it is used already.
        FormsError: it does not go with the forms that the submission uses.
    """
    submission = file.read()
    old = ""
    inuse: list[DataPack] = []
    retired: list[DataPack] = []
    for entry in _all_packs(submission):
        there = _read(file, entry)
        if _retired(entry):
            retired.append(there)
        elif there.content == pack.content:
            raise CannotUsePack(_("This submission uses the pack “{name}” already.").format(name=pack.head.label))
        elif there.head.key == pack.head.key:
            old = there.head.version
            retired.append(there)
        else:
            inuse.append(there)
    after = _forms(submission, [*inuse, pack], retired)
    return Preview(pack, differences(submission, forms_of(file), after), old)


def use_pack(file: SubmissionFile, pack: DataPack, *, by: str = "") -> Deed | None:
    """Make a submission use a pack, as one deed; another version of the same pack is no longer used.

    No answer is touched: what the new forms do not have is kept and marked as from earlier forms.
    """
    preview(file, pack)
    head = pack.head
    with file.deed("attach", _("Use the data pack “{name}”").format(name=head.label), by) as writing:
        sha256 = writing.attach(f"{head.key}-{head.version}{SUFFIX}", pack.content)
        for entry in file.read().of_kind(KIND):
            if entry.text("file") == sha256:
                writing.remove(entry.id)
            elif entry.text("key") == head.key:
                writing.set(entry.id, "retired", True)
        answers = {"title": head.label, "key": head.key, "version": head.version, "source": head.source}
        writing.add(KIND, {**answers, "file": sha256})
    return writing.done


def stop_using(file: SubmissionFile, entry: Entry, *, by: str = "") -> Deed | None:
    """Use the forms without a pack again. What was answered in its fields is kept."""
    with file.deed("edit", _("Stop using the data pack “{name}”").format(name=entry.text("title")), by) as writing:
        writing.set(entry.id, "retired", True)
    return writing.done
