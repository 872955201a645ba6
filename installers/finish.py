"""Finish what was packed: a list of parts for each system, signatures, checksums, and all of it read back.

What lies in dist/ is what people will download. Of each system one archive has to be among it (a .zip or a .tar.xz), since the
list of parts is read off what is inside and not off what was meant to be. Twice finished, with the same keys, it is the
same bytes, unless a server says when it was signed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
import tarfile
import zipfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import minisign

from installers import bill_of_materials, common, signing
from installers.common import CannotBuildError, digest, version
from installers.parts import Part, parts

SUMS = "SHA256SUMS"
_MADE_HERE = re.compile(rf"{SUMS}(\{signing.SIGNATURE})?|.+\.cdx\.json")
_SYSTEMS = {
    "windows": re.compile(r"windows|\.exe$", re.IGNORECASE),
    "linux": re.compile(r"linux|\.deb$|\.AppImage$", re.IGNORECASE),
    "macos": re.compile(r"macos|\.dmg$", re.IGNORECASE),
}
_ARCHIVES = (".zip", ".tar.xz")


@dataclass(frozen=True)
class Packed:
    """What an archive says of the program folder in it: runtime/build.json, its files, and the index of its licences."""

    name: str
    build: Mapping[str, object]
    lying: Collection[str]
    licences: str

    @property
    def is_test(self) -> bool:
        """Whether it is a test build, which nobody is to have."""
        return bool(self.build.get("note"))


def finish(options: argparse.Namespace) -> list[Path]:
    """Finish what lies in dist/ and return every file that people will find there.

    Raises:
        CannotBuildError: something is not fit to be handed out, or does not hold when it is read back.
    """
    folder = common.DIST
    downloads = downloads_in(folder, test_build=options.test_build)
    key = signing.secret_key(options.key, _password(options.key_password_file)) if options.key else None
    by_system = {system: _packed_for(system, downloads) for system in _SYSTEMS if _of_system(system, downloads)}
    for packed in by_system.values():
        if packed.is_test and not options.test_build:
            raise CannotBuildError(
                f"{packed.name} is a test build, which is not to be handed out (--test-build for a trial)."
            )
    _say(f"{len(downloads)} downloads: {', '.join(path.name for path in downloads)}")
    _sign_programs(downloads, options)
    bills = [_write_bill(folder, system, packed) for system, packed in by_system.items()]
    sums = write_sums(folder, [*downloads, *bills])
    made = [*downloads, *bills, sums]
    if key is not None:
        public = key.get_public_key()
        made.append(signing.sign(sums, key))
        key.wipe()
        signing.verify(sums, _published(options.public_key) if options.public_key else public)
        _say(f"{SUMS} is signed by the key whose public half is: {public.to_base64().decode()}")
    else:
        (folder / (SUMS + signing.SIGNATURE)).unlink(missing_ok=True)
        _say(f"{SUMS} is not signed: that needs --key FILE, the secret minisign key.")
    read_back(folder, by_system)
    _say("Everything was read back and holds.")
    return made


def _password(path: Path | None) -> str | None:
    return signing.password_in(path) if path else None


def _published(path: Path) -> minisign.PublicKey:
    return minisign.PublicKey.from_bytes(signing.public_key(path))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


# ------------------------------------------------------------------------------------------------ what is there


def downloads_in(folder: Path, *, test_build: bool) -> list[Path]:
    """Return what people will download, in order: what lies in the folder and was not written here.

    Raises:
        CannotBuildError: nothing is there, or something that is not to be handed out with this version.
    """
    found = sorted(path for path in folder.glob("*") if not _MADE_HERE.fullmatch(path.name))
    if not found:
        raise CannotBuildError("Nothing is packed yet. Please run: ./build_installer.py pack windows|linux|macos")
    for path in found:
        if not path.is_file():
            raise CannotBuildError(f"{path} is no file. Please leave in {folder} only what people will download.")
        if not re.search(rf"(?<![\d.]){re.escape(version())}(?![\d]|\.\d)", path.name):
            raise CannotBuildError(f"{path.name} does not say that it is version {version()}. Please move it away.")
        if re.search(r"(?<![a-z])test(?![a-z])", path.name, re.IGNORECASE) and not test_build:
            raise CannotBuildError(
                f"{path.name} is a test build, which is not to be handed out (--test-build for a trial)."
            )
    return found


def _of_system(system: str, downloads: Sequence[Path]) -> list[Path]:
    return [path for path in downloads if _SYSTEMS[system].search(path.name)]


def _packed_for(system: str, downloads: Sequence[Path]) -> Packed:
    """Return what is inside of what was packed for a system."""
    for path in _of_system(system, downloads):
        if path.name.endswith(_ARCHIVES):
            packed = look_into(path)
            if packed.build.get("system") != system or packed.build.get("version") != version():
                raise CannotBuildError(f"{path.name} has inside what is called {dict(packed.build)}.")
            return packed
    raise CannotBuildError(f"No .zip or .tar.xz for {system} is there to read the parts off. Please pack it too.")


def look_into(path: Path) -> Packed:
    """Return what an archive says of the program folder in it.

    Raises:
        CannotBuildError: there is none, or it cannot be read.
    """
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                if broken := archive.testzip():
                    raise CannotBuildError(f"{path.name} is damaged: {broken}")
                return _looked(path, [each for each in archive.namelist() if not each.endswith("/")], archive.read)
        with tarfile.open(path) as archive_of_tar:
            members = {each.name: each for each in archive_of_tar if not each.isdir()}

            def read(name: str) -> bytes:
                file = archive_of_tar.extractfile(members[name])
                return file.read() if file else b""

            return _looked(path, members, read)
    except (OSError, zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise CannotBuildError(f"{path.name} cannot be read: {error}") from None


def _looked(path: Path, names: Collection[str], read: Callable[[str], bytes]) -> Packed:
    build = next((name for name in sorted(names, key=len) if name.endswith("runtime/build.json")), None)
    if build is None:
        raise CannotBuildError(f"{path.name} has no program folder inside: runtime/build.json is lacking.")
    top = PurePosixPath(build).parent.parent
    lying = {
        PurePosixPath(name).relative_to(top).as_posix(): name
        for name in names
        if PurePosixPath(name).is_relative_to(top)
    }
    if "licences/README.txt" not in lying:
        raise CannotBuildError(f"{path.name} has no licence texts inside. Please pack it again.")
    index = read(lying["licences/README.txt"]).decode()
    return Packed(path.name, json.loads(read(build)), lying.keys(), index)


# ------------------------------------------------------------------------------------------------ what is written


def _sign_programs(downloads: Sequence[Path], options: argparse.Namespace) -> None:
    """Sign each program for Windows among the downloads."""
    programs = [path for path in downloads if path.suffix == ".exe"]
    signer = signing.authenticode(options)
    if signer is None:
        if programs:
            _say(
                f"{', '.join(path.name for path in programs)}: not signed for Windows, that needs --certificate FILE.p12."
            )
        return
    for path in programs:
        signer.sign(path)
        _say(f"{path.name} is signed for Windows{'' if options.timestamp_url else ', without a time stamp'}.")


def _write_bill(folder: Path, system: str, packed: Packed) -> Path:
    path = folder / bill_of_materials.name_of(system)
    path.write_bytes(bill_of_materials.bill(_parts_of(system, packed), system, common.epoch()))
    return path


def _parts_of(system: str, packed: Packed) -> list[Part]:
    return parts(system, str(packed.build.get("python", "")), packed.lying)


def write_sums(folder: Path, paths: Sequence[Path]) -> Path:
    """Write the checksums of files, as `sha256sum --check` reads them."""
    sums = folder / SUMS
    lines = [f"{digest(path)}  {path.name}\n" for path in sorted(paths, key=lambda path: path.name)]
    sums.write_bytes("".join(lines).encode())
    return sums


# ------------------------------------------------------------------------------------------------ what is read back


def read_back(folder: Path, by_system: Mapping[str, Packed]) -> None:
    """Read all of it back as those will who download it.

    Raises:
        CannotBuildError: a file is not what its checksum says, or is not named; a list of parts is none, or names another
            part than lies inside; a part that lies inside is not named among its licences.
    """
    lines = (line.partition("  ") for line in (folder / SUMS).read_text().splitlines())
    said = {name: expected for expected, _spaces, name in lines}
    there = {path.name for path in folder.iterdir()} - {SUMS, SUMS + signing.SIGNATURE}
    if there != set(said):
        raise CannotBuildError(f"{SUMS} does not name what is there: {', '.join(sorted(there ^ set(said)))}")
    for name, expected in said.items():
        if digest(folder / name) != expected:
            raise CannotBuildError(f"{name} is not what {SUMS} says.")
    for system, packed in by_system.items():
        text = (folder / bill_of_materials.name_of(system)).read_text()
        bill_of_materials.see_valid(text)
        listed = {(each["name"], each.get("version", "")) for each in json.loads(text)["components"]}
        for part in _parts_of(system, packed)[1:]:
            if (part.name, part.version) not in listed:
                raise CannotBuildError(f"The list of parts for {system} does not name {part.name} {part.version}.")
            if f"{part.name} {part.version}".rstrip() not in packed.licences.splitlines():
                raise CannotBuildError(
                    f"{packed.name} has no licence text of {part.name} {part.version}. Please pack it again."
                )
