"""Dictionaries from outside: a ZIP file with the two files of a dictionary of Hunspell, as LibreOffice's extensions have them.

Whoever gives a team a dictionary need not be a friend. So it is unpacked within bounds and under names of our own, it may
hold nothing but words and rules for words, and it is tried in the process that will look words up in it, which can be
ended: one that makes that process fall or stand still is refused. It is kept on this computer and travels with no
submission: it changes no answer and no form, only which words are marked.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop import paths
from desktop.atomic_write import revocable_write
from desktop.disk import private_folder, read_at_most
from desktop.errors import UserError, translate_os_errors
from desktop.i18n import spelling_worker
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.dictionaries import FOLDER, dictionaries_for
from desktop.package import foreign_zip
from desktop.progress_reporter import NullProgress, ProgressReporter

SUFFIXES = (".zip", ".oxt")

LARGEST = 32_000_000
"""Bytes of the ZIP file."""

MOST_UNPACKED = 128_000_000
MOST_MEMBERS = 500
"""Of the whole ZIP file; extensions have thesauri and pictures too, which are passed over."""

LARGEST_RULES = 8_000_000
LARGEST_WORDS = 32_000_000
LONGEST_LINE = 20_000
"""Bytes of the two files and of their lines. The largest of those that ship have a tenth of that."""

PATIENCE = 60.0
"""Seconds in which a dictionary has to be read and to know a word of its own."""

_NAME = re.compile(r"([a-z]{2})(?:[_-]([A-Z]{2}))?\.(aff|dic)")
_SIGNS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COUNT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{1,8}\s*")
_SET = re.compile(rb"^(?:\xef\xbb\xbf)?SET\s+(\S{1,20})\s*$", re.MULTILINE)
_ENCODINGS = re.compile(
    rb"(?i)UTF-?8|ISO-?8859-\d{1,2}|KOI8-[RU]|(?:microsoft-|windows-)?cp-?\d{4}|windows-\d{4}|ISCII-DEVANAGARI|TIS620-2533"
)


class CannotUseDictionary(UserError):
    """The file is no dictionary that can be used."""


@dataclass(frozen=True)
class FoundDictionary:
    """A dictionary that was examined.

    Args:
        language: ISO 639-1.
        files: what each of its files is called on this computer, to its content.
    """

    language: str
    files: dict[str, bytes]


def is_dictionary(path: Path) -> bool:
    """Whether a file is to be taken for a dictionary and not for a data pack of forms, by its name."""
    return path.suffix.casefold() in SUFFIXES


def examine_dictionary(path: Path, work: ProgressReporter | None = None) -> FoundDictionary:
    """Read a dictionary and try it, and keep nothing.

    Raises:
        CannotUseDictionary: it cannot be read, holds something else, or does not work.
        Cancelled: somebody chose to stop.
    """
    work = work or NullProgress()
    said = _("Checking the dictionary")
    work.step(0, 3, said)
    found = FoundDictionary(*_unpacked(path))
    for name, content in found.files.items():
        _examine(name, content)
    work.step(1, 3, said)
    _try(found)
    work.step(3, 3, said)
    return found


def install_dictionary(path: Path, work: ProgressReporter | None = None) -> FoundDictionary:
    """Examine a dictionary and keep it on this computer, in place of another one of the same language.

    Raises: as `examine_dictionary`.
    """
    found = examine_dictionary(path, work)
    folder = paths.user_data() / FOLDER
    with translate_os_errors(folder, writing=True, folder=True):
        private_folder(folder)
    # The rules take their name last: a dictionary without them is none, whenever this ends. Where that fails, the words that
    # were there stand there again: the rules of one dictionary are none for the words of another.
    with ExitStack() as held:
        names = sorted(found.files, key=lambda each: each.endswith(".aff"))
        written = [(held.enter_context(revocable_write(folder / name, private=True)), name) for name in names]
        for write, name in written:
            write(found.files[name])
    for old in _of_language(folder, found.language):
        if old.name not in found.files:
            old.unlink(missing_ok=True)
    dictionaries_for.cache_clear()
    return found


def installed_dictionaries() -> list[str]:
    """Return the languages whose dictionaries were brought to this computer so, by code."""
    folder = paths.user_data() / FOLDER
    return sorted({match[1] for each in folder.glob("*.aff") if (match := _NAME.fullmatch(each.name))})


def remove_dictionary(language: str) -> None:
    """Take the dictionary of a language from this computer; that of the program is used again, where there is one."""
    for old in _of_language(paths.user_data() / FOLDER, language):
        old.unlink(missing_ok=True)
    dictionaries_for.cache_clear()


def _of_language(folder: Path, language: str) -> list[Path]:
    return [each for each in folder.glob("*") if (match := _NAME.fullmatch(each.name)) and match[1] == language]


def _unpacked(path: Path) -> tuple[str, dict[str, bytes]]:
    name = one_line(path.name)
    try:
        content = read_at_most(path, LARGEST + 1)
        if len(content) > LARGEST:
            raise ValueError(len(content))
    except (OSError, ValueError) as error:
        raise CannotUseDictionary(_("The file {name} cannot be read.").format(name=name)) from error
    none = _(
        "The file {name} contains no dictionary. It needs two files named after the code of one "
        "language, such as sw.aff and sw.dic."
    ).format(name=name)
    try:
        with foreign_zip.directory(io.BytesIO(content), MOST_UNPACKED, MOST_MEMBERS) as packed:
            members = list(_members(packed))
            languages = {match[1] for match, _entry in members}
            if len(languages) != 1:
                raise CannotUseDictionary(none)
            files = {_kept_name(match): b"".join(foreign_zip.chunks(packed, entry)) for match, entry in members}
    except foreign_zip.UNREADABLE as error:
        raise CannotUseDictionary(_("The file {name} cannot be read.").format(name=name)) from error
    stems = [{Path(each).stem for each in files if each.endswith(ending)} for ending in (".aff", ".dic")]
    if stems[0] != stems[1] or len(files) != len(members):
        raise CannotUseDictionary(none)
    return languages.pop(), files


def _members(packed: zipfile.ZipFile) -> Iterator[tuple[re.Match[str], zipfile.ZipInfo]]:
    for entry in packed.infolist():
        match = _NAME.fullmatch(PurePosixPath(entry.filename).name)
        if match is None:
            continue
        if entry.file_size > (LARGEST_RULES if match[3] == "aff" else LARGEST_WORDS):
            raise foreign_zip.TooMuchError("a large dictionary")
        yield match, entry


def _kept_name(match: re.Match[str]) -> str:
    """Return the name under which a file is kept: made of the code alone, whatever folder it was said to lie in."""
    return f"{match[1]}{'_' + match[2] if match[2] else ''}.{match[3]}"


def _examine(name: str, content: bytes) -> None:
    first, _end, _rest = content.partition(b"\n")
    rules = name.endswith(".aff")
    encoding = _SET.search(content[:LONGEST_LINE]) if rules else None
    if (
        _SIGNS.search(content)
        or max(map(len, content.split(b"\n"))) > LONGEST_LINE
        or (not rules and not _COUNT.fullmatch(first))
        or (encoding is not None and not _ENCODINGS.fullmatch(encoding[1]))
    ):
        raise CannotUseDictionary(_("{name} is not a dictionary file.").format(name=name))


def _try(found: FoundDictionary) -> None:
    """Let the process that looks words up read the dictionary, in a folder that goes away again."""
    with tempfile.TemporaryDirectory(dir=private_folder(paths.user_cache())) as folder:
        for name, content in found.files.items():
            Path(folder, name).write_bytes(content)
        stems = [str(Path(folder, name).with_suffix("")) for name in found.files if name.endswith(".aff")]
        request = json.dumps({"id": 0, "stems": stems, "words": []})
        try:
            ended = subprocess.run(
                spelling_worker.command(),
                input=request.encode() + b"\n",
                capture_output=True,
                timeout=PATIENCE,
                check=False,
                cwd=spelling_worker.place(),
            )
            works = json.loads(ended.stdout)["dictionaries"] == len(stems)
        except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
            works = False
    if not works:
        raise CannotUseDictionary(
            _("This dictionary does not work: it does not recognize its own words, or it takes too long to read.")
        )
