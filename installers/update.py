"""An update of the program alone, from two program folders, signed: what has changed in its files, and a list of all.

    ./build_installer.py update OLD NEW --key minisign.key --says says.json

OLD is the program folder of a version that people have installed, NEW that of the new one, of the same system and with the
same libraries; with other ones people need the full installer. One file serves several systems, where their program is the
same to the byte: `--also OLD NEW` for each further one. Two runs give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from desktop.errors import UserError
from desktop.i18n.translation import LANGUAGES
from desktop.installation import MANIFEST, order
from desktop.package.byte_changes import MEMBERS
from desktop.package.update_file import (
    FORMAT,
    SUFFIX,
    Manifest,
    UpdateKey,
    payload_name,
    read_update,
    signed_file,
    trusted_comment,
)
from installers.byte_changes import changes
from installers.common import DIST, CannotBuildError, epoch
from installers.signing import password_in, secret_key


def make(options: argparse.Namespace) -> list[Path]:
    """Make the update that the command line asks for, in dist/."""
    password = password_in(options.key_password_file) if options.key_password_file else None
    says = read_says(options.says) if options.says else None
    return [
        make_update(options.old, options.new, DIST, options.key, says=says, password=password, also=options.also or ())
    ]


def make_update(
    old: Path,
    new: Path,
    out: Path,
    key_file: Path,
    *,
    says: Mapping[str, str] | None = None,
    password: str | None = None,
    also: Sequence[Sequence[Path]] = (),
) -> Path:
    """Make an update from two program folders and return its path.

    Args:
        old: the program folder that people have.
        new: that of the new version.
        out: the folder in which the update is written.
        key_file: the secret key, as minisign keeps it.
        says: what changes, in a few sentences, by language.
        password: of the key; it is asked for when the key has one and none is given.
        also: such folders of other systems, whose new program has to be the same.

    Raises:
        CannotBuildError: why no update leads from one to the other.
    """
    pairs = [(old, new), *also]
    bases = [_base(before, after) for before, after in pairs]
    version = _build(new)["version"]
    program = _program(new)
    if any(_program(after) != program for _before, after in pairs[1:]):
        raise CannotBuildError("The new program is not the same on each system. Please make an update for each.")
    olds = [_program(before) for before, _after in pairs]
    files = [_listed(path, content, olds) for path, content in program.items()]
    told = {"format": FORMAT, "version": version, "bases": bases, "says": dict(says or {}), "files": files}
    try:
        Manifest.model_validate(told)
    except ValidationError as error:
        raise CannotBuildError(f"{new} does not make an update: {error}") from None
    inside = [path for path, each in zip(program, files, strict=True) if each["inside"]]
    found = [changes(_old(path, olds) or b"", program[path]) for path in inside]
    streams = (b"".join(each) for each in zip(*found, strict=True)) if found else (b"" for _each in MEMBERS)
    listed = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    payload = _packed([(MANIFEST, listed), *zip(MEMBERS, streams, strict=True)])
    with secret_key(key_file, password) as key:
        signature = key.sign(
            payload,
            untrusted_comment="signature of an update of Pledgebook",
            trusted_comment=trusted_comment(version, epoch()),
        )
        public = key.get_public_key()
    out.mkdir(parents=True, exist_ok=True)
    path = out / payload_name(version).replace(".zip", SUFFIX)
    path.write_bytes(signed_file(version, payload, bytes(signature) + b"\n"))
    try:
        read_update(path, [UpdateKey(key_file.stem, public)])
    except UserError as error:
        path.unlink()
        raise CannotBuildError(f"The update cannot be read back: {error.message}") from error
    return path


def _listed(path: str, content: bytes, olds: Sequence[Mapping[str, bytes]]) -> dict[str, Any]:
    """Return what the list says of a file."""
    told = {"path": path, "size": len(content), "sha256": _digest(content)}
    if all(each.get(path) == content for each in olds):
        return told | {"inside": False}
    old = _old(path, olds)
    return told | {"inside": True} | ({} if old is None else {"old": _digest(old)})


def _old(path: str, olds: Sequence[Mapping[str, bytes]]) -> bytes | None:
    """Return the file that a new one is made of: the one of this path, if it is the same wherever the update is used."""
    old = olds[0].get(path)
    return old if all(each.get(path) == old for each in olds) else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_says(path: Path) -> dict[str, str]:
    """Return what changes, by language, from a JSON file that has a few sentences in each of the six."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotBuildError(f"{path} is no JSON file that can be read.") from error
    lacking = [code for code in LANGUAGES if not isinstance(told, dict) or not str(told.get(code, "")).strip()]
    if lacking:
        raise CannotBuildError(f"{path} does not say what changes in: {', '.join(lacking)}.")
    return {code: str(told[code]).strip() for code in LANGUAGES}


def _build(folder: Path) -> Any:
    """Return what a program folder says of itself."""
    try:
        told = json.loads((_runtime(folder) / "build.json").read_text(encoding="utf-8"))
        if not order(told["version"]):
            raise CannotBuildError(f"{folder} has the version {told['version']}, which no update can have.")
        return {name: told[name] for name in ("version", "system", "runtime")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CannotBuildError(f"{folder} is no program folder: it has no runtime/build.json.") from error


def _runtime(folder: Path) -> Path:
    """Return the folder runtime of a program folder, which lies deeper in that of a Mac."""
    return next((path.parent for path in sorted(folder.glob("**/runtime/build.json"))), folder / "runtime")


def _base(old: Path, new: Path) -> dict[str, str]:
    """Return what is installed with the old folder, if an update can lead from there to the new one."""
    before, after = _build(old), _build(new)
    if order(after["version"]) <= order(before["version"]):
        raise CannotBuildError(f"{after['version']} is not newer than {before['version']}.")
    if before["system"] != after["system"]:
        raise CannotBuildError(f"{old} is for {before['system']} and {new} for {after['system']}.")
    if before["runtime"] != after["runtime"]:
        raise CannotBuildError(
            f"Python or the libraries changed between {before['version']} and {after['version']}: "
            "an update brings the program alone. Please give people the full installer."
        )
    return {"version": before["version"], "system": before["system"], "runtime": before["runtime"]}


def _program(folder: Path) -> dict[str, bytes]:
    """Return each file of the program by its path, in the order of the list."""
    top = _runtime(folder) / "program"
    files = sorted((path.relative_to(top).as_posix(), path) for path in top.rglob("*") if path.is_file())
    return {inside: path.read_bytes() for inside, path in files}


def _packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_BZIP2  # the best that whatever was received may be packed by
            packed.writestr(info, content)
    return made.getvalue()
