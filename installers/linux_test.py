"""What was packed for Linux, installed and tried: in a system with nothing but what the package asks for, else away from
everything of this one, and as a portable folder.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from installers.common import BUILD, DIST, ROOT, CannotBuildError, fresh, need, run, version
from installers.linux_packages import ID, OPT
from installers.linux_python import elf_files, needed
from installers.main_job import Installed, main_job, start_shown, timed
from installers.screen import screen

CHROOT = BUILD / "linux" / "chroot"
DATA = "runtime/program/desktop/_data/resources"
LANGUAGES = ("en", "ar")
PORTABLE = "Ma clé — 移民"


def test_all(options: argparse.Namespace) -> list[Path]:
    """Install both, do the main job with each, and return what was tried."""
    package = DIST / f"pledgebook_{version()}_amd64.deb"
    archive = DIST / f"pledgebook-{version()}-linux-x86_64.tar.xz"
    for path in (package, archive):
        if not path.exists():
            raise CannotBuildError(f"{path.name} is not there. Please run: ./build_installer.py pack linux")
    with screen() as display:
        if not options.quick and os.geteuid() == 0 and shutil.which("debootstrap"):
            _in_a_system_of_its_own(package, display)
        else:
            _in_a_clean_prefix(package, display, LANGUAGES[:1] if options.quick else LANGUAGES)
        _portable(archive, display, LANGUAGES[1:] if options.quick else LANGUAGES)
    return [package, archive]


def _environment(home: str, display: str) -> dict[str, str]:
    # On a screen where no bus is, the library of D-Bus would start one, which stays: whoever watches the program waits for it.
    bus = {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    return {"PATH": "/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "DISPLAY": display, **bus}


# ------------------------------------------------------------------------------------------------ the package


def _in_a_system_of_its_own(package: Path, display: str) -> None:
    """Install the package with dpkg in a small system that has what it asks for and no more; work there as anybody."""
    print(f"{package.name}, in a system of its own", flush=True)
    if not (CHROOT / "etc" / "debian_version").exists():
        suite = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.MULTILINE)
        fresh(CHROOT)
        timed("debootstrap", lambda: run("debootstrap", "--variant=minbase", suite[1] if suite else "stable", CHROOT))
    names = re.findall(r"(?:^|, )([a-z0-9.+-]+)", run("dpkg-deb", "--field", package, "Depends"))
    shutil.copyfile(package, CHROOT / "tmp" / package.name)
    run(*_inside("dpkg", "--purge", "pledgebook"))
    install = ("apt-get", "install", "--yes", "-qq", "--no-install-recommends")
    timed("what it depends on", lambda: run(*_inside(*install, *names), env=_root()))
    timed("dpkg -i", lambda: run(*_inside("dpkg", "-i", f"/tmp/{package.name}"), env=_root()))
    timed("entry, types and description are valid", lambda: _described(CHROOT))

    home = CHROOT / "home" / "somebody"
    fresh(home)
    (home / "Mes dossiers").mkdir()
    for path in (home, home / "Mes dossiers"):
        os.chown(path, 1000, 1000)
    anybody = (
        *(need("unshare", "util-linux"), "--mount", "--pid", "--fork", f"--mount-proc={CHROOT / 'proc'}"),
        *(need("chroot", "coreutils"), "--userspec=1000:1000"),
    )
    program = Installed(
        start=[*anybody, str(CHROOT), "/usr/bin/pledgebook"],
        folder=home / "Mes dossiers",
        seen_as="/home/somebody/Mes dossiers",
        env=_environment("/home/somebody", display),
    )
    os.umask(0o022)  # what we write there is read by somebody else
    _main_job(program, f"/{OPT}", LANGUAGES)
    timed("every library is found there", lambda: _all_found(CHROOT / OPT, [*anybody, str(CHROOT)], f"/{OPT}"))
    timed("dpkg -r", lambda: run(*_inside("dpkg", "-r", "pledgebook"), env=_root()))
    if (CHROOT / OPT).exists():
        raise CannotBuildError(f"Its removal left something in /{OPT}.")
    if not (home / "Mes dossiers" / "demonstration.pledgebook").exists():
        raise CannotBuildError("Its removal took what somebody had written.")


def _described(root: Path) -> None:
    """Have what describes the program to a desktop looked at by the tools of those who say how that is done."""
    share = root / "usr" / "share"
    run(need("desktop-file-validate", "desktop-file-utils"), share / "applications" / f"{ID}.desktop")
    run(need("appstreamcli", "appstream"), "validate", "--no-net", share / "metainfo" / f"{ID}.metainfo.xml")
    if shutil.which("update-mime-database"):
        copy = fresh(BUILD / "linux" / "mime")
        shutil.copytree(share / "mime" / "packages", copy / "packages")
        run("update-mime-database", copy)


def _inside(*words: str) -> list[str]:
    return ["chroot", str(CHROOT), *words]


def _root() -> dict[str, str]:
    return {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "DEBIAN_FRONTEND": "noninteractive",
        "LC_ALL": "C.UTF-8",
        "HOME": "/root",
    }


def _all_found(folder: Path, around: list[str], seen_as: str) -> None:
    """Ask the loader of a system for every library that any file of the folder needs."""
    paths = [f"{seen_as}/{path.relative_to(folder).as_posix()}" for path in elf_files(folder)]
    told = subprocess.run(
        [*around, "/usr/bin/ldd", *paths], capture_output=True, text=True, timeout=300, check=False
    ).stdout
    lacking = sorted(set(re.findall(r"(\S+) => not found", told)))
    if lacking:
        raise CannotBuildError(f"The package does not depend on what has {', '.join(lacking)}.")


def _in_a_clean_prefix(package: Path, display: str, languages: tuple[str, ...]) -> None:
    """Unpack the package away from everything, and work with an environment that would lead astray."""
    print(f"{package.name}, in a folder away from everything", flush=True)
    prefix = fresh(BUILD / "linux" / "prefix")
    run("dpkg-deb", "--extract", package, prefix)
    timed("entry, types and description are valid", lambda: _described(prefix))
    folder = fresh(BUILD / "linux" / "Mes dossiers")
    program = _watched(str(prefix / OPT / "pledgebook"), folder, display)
    _main_job(program, str(prefix / OPT), languages)
    _nothing_of_ours(folder, prefix)
    timed("every library is inside, or the package depends on it", lambda: _all_named(package, prefix / OPT))


def _all_named(package: Path, folder: Path) -> None:
    """See that each library that a file needs lies inside, or in a package that ours depends on."""
    depends = set(re.findall(r"(?:^|, )([a-z0-9.+-]+)", run("dpkg-deb", "--field", package, "Depends")))
    files = elf_files(folder)
    inside = {path.name for path in files}
    wanted = sorted({name for path in files for name in needed(path)} - inside)
    owners: dict[str, set[str]] = {}
    for line in run("dpkg-query", "--search", *(f"*/{name}" for name in wanted)).splitlines():
        owner, _colon, path = line.partition(": ")
        owners.setdefault(Path(path).name, set()).add(owner.split(":")[0])
    for name in wanted:
        if not owners[name] & depends:
            raise CannotBuildError(
                f"Something needs {name}, and the package does not depend on {sorted(owners[name])}."
            )


# ------------------------------------------------------------------------------------------------ the folder


def _portable(archive: Path, display: str, languages: tuple[str, ...]) -> None:
    """Unpack the archive as on a stick, and see that whatever it keeps stays there."""
    print(f"{archive.name}, as a portable folder", flush=True)
    stick = fresh(BUILD / "linux" / PORTABLE)
    with tarfile.open(archive) as packed:
        packed.extractall(stick, filter="fully_trusted")
    place = stick / f"pledgebook-{version()}"
    (place / "portable.txt").touch()
    folder = fresh(stick / "Mes dossiers")
    program = _watched(str(place / "pledgebook"), folder, display)
    _main_job(program, str(place), languages)
    _nothing_of_ours(folder, stick)
    strayed = [path for path in (folder / "home").rglob("*pledgebook*") if path.is_file()]
    if strayed or not (place / "home").is_dir():
        raise CannotBuildError(f"A portable folder did not keep what is its own: {strayed}")


# ------------------------------------------------------------------------------------------------ both


def _main_job(program: Installed, place: str, languages: tuple[str, ...]) -> None:
    main_job(
        program,
        version=version(),
        published=f"{place}/{DATA}/demonstration.json",
        dictionary=f"{place}/{DATA}/dictionaries/en/en_GB",
        languages=languages,
    )
    start_shown(program)


def _watched(launcher: str, folder: Path, display: str) -> Installed:
    """Return a program whose environment leads astray, and whose steps note which files they opened, if that can be noted."""
    astray = fresh(folder / "astray")
    for name in ("sitecustomize", "usercustomize", "os", "desktop", "PySide6"):
        (astray / f"{name}.py").write_text("raise SystemExit('led astray')\n")
    fresh(folder / "home")
    strace = shutil.which("strace")
    watch = (
        (strace, "-f", "-qq", "-A", "-e", "trace=open,openat,execve", "-o", str(folder / "opened.txt"))
        if strace
        else ()
    )
    if not strace:
        print("  Which files it opens is not looked at, since strace is not installed.", file=sys.stderr)
    env = _environment(str(folder / "home"), display)
    env |= {"PYTHONPATH": str(astray), "PYTHONHOME": str(astray), "QT_PLUGIN_PATH": str(astray)}
    return Installed(start=[launcher], folder=folder, seen_as=str(folder), env=env, around=watch)


def _nothing_of_ours(folder: Path, place: Path) -> None:
    """See in the notes of strace that nothing of the checkout and of the Python that builds was opened."""
    notes = folder / "opened.txt"
    if not notes.exists():
        return
    opened = set(re.findall(r'"(/[^"]+)"[^\n]* = \d+$', notes.read_text(errors="replace"), re.MULTILINE))
    foreign = (str(ROOT), sys.prefix, sys.base_prefix if sys.base_prefix != "/usr" else "/usr/lib/python3")
    escaped = str(place).encode("utf-8").decode("latin-1")
    taken = sorted(
        path
        for path in opened
        if path.startswith(foreign)
        and not path.startswith((str(place), escaped, str(folder)))
        and not _same(path, place)
    )
    if not opened or taken:
        raise CannotBuildError(
            f"It opened what is not its own: {', '.join(taken[:5])}" if taken else "strace noted nothing."
        )
    print(f"  ok           none of the {len(opened)} files that it opened is of the checkout", flush=True)
    notes.unlink()


def _same(path: str, place: Path) -> bool:
    """Whether a path that strace wrote with escapes lies in a place."""
    plain = re.sub(rb"\\(\d{3})", lambda found: bytes([int(found[1], 8)]), path.encode())
    return plain.decode("utf-8", "replace").startswith(str(place))
