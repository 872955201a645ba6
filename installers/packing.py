"""Pack a folder as people download it: in one order and with one time, so that it has the same bytes each time."""

from __future__ import annotations

import os
import stat
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from installers.common import epoch


def files_of(folder: Path) -> list[Path]:
    """Return every file below a folder, in the one order that all that is packed has."""
    return sorted(
        (path for path in folder.rglob("*") if path.is_file() or path.is_symlink()), key=lambda p: p.as_posix()
    )


def set_times(folder: Path) -> None:
    """Give every file and folder the one time of the build."""
    when = epoch()
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (when, when), follow_symlinks=False)


_FIRST_TIME_OF_ZIP = 315532800
"""The first of January 1980, before which no member of a zip can be."""
_UNIX = 3
"""The system whose rights the members of a zip bear, wherever it is packed."""


def pack_zip(folder: Path, out: Path, top: str, *, squeeze: Callable[[bytes], bytes] | None = None) -> None:
    """Pack a folder as a zip whose members lie in one folder named `top`; the same bytes each time.

    Args:
        folder: what is packed.
        out: the path of the zip.
        top: the name of the folder in it.
        squeeze: deflates the bytes of a member, better than zlib does.
    """
    when = time.gmtime(max(epoch(), _FIRST_TIME_OF_ZIP))[:6]
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_of(folder):
            member = zipfile.ZipInfo(f"{top}/{path.relative_to(folder).as_posix()}", when)
            member.create_system = _UNIX
            member.compress_type = zipfile.ZIP_DEFLATED
            if path.is_symlink():
                member.external_attr = (stat.S_IFLNK | 0o777) << 16
                archive.writestr(member, os.readlink(path))
                continue
            may_run = path.stat().st_mode & stat.S_IXUSR
            member.external_attr = (stat.S_IFREG | (0o755 if may_run else 0o644)) << 16
            data = path.read_bytes()
            member.file_size = len(data)
            with archive.open(member, "w") as aim:
                if squeeze:
                    aim._compressor = _AtOnce(squeeze)  # type: ignore[attr-defined]  # zipfile knows zlib alone
                aim.write(data)


class _AtOnce:
    """Stands where zipfile has a compressor of zlib, and squeezes a member as a whole."""

    def __init__(self, squeeze: Callable[[bytes], bytes]) -> None:
        self._squeeze = squeeze
        self._data = b""

    def compress(self, data: bytes) -> bytes:
        self._data += data
        return b""

    def flush(self) -> bytes:
        return self._squeeze(self._data)


def pack_tar_xz(folder: Path, out: Path, top: str, *, preset: Literal[0, 9] = 9) -> None:
    """Pack a folder as a .tar.xz whose members lie in one folder named `top`; the same bytes each time."""

    when = epoch()

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = when
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    out.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(out, "w:xz", preset=preset, format=tarfile.PAX_FORMAT) as archive:
        for path in sorted([folder, *folder.rglob("*")], key=lambda p: p.as_posix()):
            inside = f"{top}/{path.relative_to(folder).as_posix()}".removesuffix("/.")
            archive.add(path, inside, recursive=False, filter=plain)
