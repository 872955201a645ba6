"""What people download for Linux, made of the program folder: a package for Debian and Ubuntu, and an AppImage."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from installers.common import BUILD, ROOT, environment, epoch, fresh, need, run, version
from installers.linux_python import elf_files, oldest_glibc
from installers.packing import files_of, set_times

FILES = ROOT / "installers" / "linux"
ID = "org.pledgebook.Pledgebook"
OPT = Path("opt/pledgebook")
SIDES = (16, 24, 32, 48, 64, 128, 256, 512)


def deb(staged: Path, folder: Path, *, quick: bool = False) -> Path:
    """Make the package for Debian and Ubuntu, of what is in the program folder; `quick` squeezes less."""
    builder = need("dpkg-deb", "dpkg")
    root = fresh(BUILD / "linux" / "deb")
    shutil.copytree(staged, root / OPT, symlinks=True)
    command = root / "usr" / "bin" / "pledgebook"
    command.parent.mkdir(parents=True)
    command.symlink_to("/" / OPT / "pledgebook")
    _write_desktop(root / "usr" / "share")
    _write_documents(root / "usr" / "share")

    size = sum(path.lstat().st_size for path in files_of(root)) // 1024
    control = root / "DEBIAN"
    control.mkdir()
    text = (FILES / "control").read_text()
    for name, value in (("VERSION", version()), ("SIZE", str(size)), ("DEPENDS", ", ".join(depends(staged)))):
        text = text.replace(f"@{name}@", value)
    (control / "control").write_text(text)
    lines = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root).as_posix()}\n"
        for path in files_of(root)
        if not path.is_symlink() and control not in path.parents
    ]
    (control / "md5sums").write_text("".join(lines))
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    set_times(root)
    made = folder / f"pledgebook_{version()}_amd64.deb"
    run(builder, "--root-owner-group", "-Zxz", "-z0" if quick else "-z9", "--build", root, made, env=environment())
    return made


def depends(staged: Path) -> list[str]:
    """Return what the package stands on, as dpkg reckons it from every program and library in the folder.

    What lies inside is no dependency. The oldest glibc is looked up in the files themselves too; the newer answer counts.
    """
    files = elf_files(staged)
    workshop = fresh(BUILD / "linux" / "shlibdeps")
    (workshop / "debian").mkdir()
    (workshop / "debian" / "control").write_text("Source: pledgebook\n\nPackage: pledgebook\nArchitecture: any\n")
    told = run(
        *(need("dpkg-shlibdeps", "dpkg-dev"), "-O", "--ignore-missing-info"),
        *(f"-l{place}" for place in sorted({path.parent for path in files if ".so" in path.name})),
        *(f"-x{name}" for name in _owners({path.name for path in files})),
        *(f"-e{path}" for path in files),
        cwd=workshop,
    )
    found = re.search(r"^shlibs:Depends=(.*)$", told, re.MULTILINE)
    wanted = found.group(1).split(", ") if found else []
    reckoned = re.search(r"libc6 \(>= ([\d.]+)\)", ", ".join(wanted))
    asked = max((oldest_glibc(files), reckoned.group(1) if reckoned else "0"), key=_parts)
    return sorted([f"libc6 (>= {asked})", *(each for each in wanted if not each.startswith("libc6 "))])


def _owners(names: set[str]) -> list[str]:
    """Return the packages of this system that hold libraries of these names."""
    held = subprocess.run(
        [need("dpkg-query", "dpkg"), "--search", *(f"*/{name}" for name in sorted(names) if name.startswith("lib"))],
        capture_output=True,
        text=True,
        check=False,  # of most it says that nobody has them
    )
    return sorted({line.split(":")[0] for line in held.stdout.splitlines() if not line.startswith("diversion")})


def _parts(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]


def _write_desktop(share: Path) -> None:
    """Write what a desktop knows the program by: its entry, its types of files, its icons, and what it is."""
    (share / "applications").mkdir(parents=True)
    shutil.copyfile(FILES / f"{ID}.desktop", share / "applications" / f"{ID}.desktop")
    (share / "mime" / "packages").mkdir(parents=True)
    shutil.copyfile(FILES / f"{ID}.xml", share / "mime" / "packages" / f"{ID}.xml")
    (share / "metainfo").mkdir()
    (share / "metainfo" / f"{ID}.metainfo.xml").write_text(metainfo())
    for side in SIDES:
        icon = share / "icons" / "hicolor" / f"{side}x{side}" / "apps" / f"{ID}.png"
        icon.parent.mkdir(parents=True)
        shutil.copyfile(ROOT / "resources" / "icons" / "application" / f"pledgebook-{side}.png", icon)
    drawing = share / "icons" / "hicolor" / "scalable" / "apps" / f"{ID}.svg"
    drawing.parent.mkdir(parents=True)
    shutil.copyfile(FILES / f"{ID}.svg", drawing)


def metainfo() -> str:
    """Return what a software centre shows, with the version and the day of this build."""
    day = time.strftime("%Y-%m-%d", time.gmtime(epoch()))
    text = (FILES / f"{ID}.metainfo.xml").read_text(encoding="utf-8")
    return text.replace("@VERSION@", version()).replace("@DATE@", day)


def _write_documents(share: Path) -> None:
    folder = share / "doc" / "pledgebook"
    folder.mkdir(parents=True)
    (folder / "copyright").write_text((FILES / "copyright").read_text() + (ROOT / "NOTICE").read_text(encoding="utf-8"))
    day = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(epoch()))
    changes = (
        f"pledgebook ({version()}) stable; urgency=medium\n\n  * See CHANGELOG.md of the source for what people notice.\n\n"
        f" -- Pledgebook maintainers <maintainers@pledgebook.invalid>  {day}\n"
    )
    (folder / "changelog.gz").write_bytes(gzip.compress(changes.encode(), 9, mtime=0))
    page = share / "man" / "man1" / "pledgebook.1.gz"
    page.parent.mkdir(parents=True)
    page.write_bytes(gzip.compress((FILES / "pledgebook.1").read_bytes(), 9, mtime=0))
    overrides = share / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copyfile(FILES / "lintian-overrides", overrides / "pledgebook")


def appimage(staged: Path, folder: Path, runtime: Path) -> Path:
    """Make an AppImage: the runtime of AppImage, with the program folder behind it as one compressed file system."""
    builder = need("mksquashfs", "squashfs-tools")
    root = fresh(BUILD / "linux" / "appimage")
    shutil.copytree(staged, root, symlinks=True, dirs_exist_ok=True)
    (root / "AppRun").symlink_to("pledgebook")
    _write_desktop(root / "usr" / "share")
    shutil.copyfile(FILES / f"{ID}.desktop", root / f"{ID}.desktop")
    shutil.copyfile(FILES / f"{ID}.svg", root / f"{ID}.svg")
    (root / ".DirIcon").symlink_to(f"{ID}.svg")
    set_times(root)
    image = BUILD / "linux" / "appimage.squashfs"
    dated = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    run(
        *(builder, root, image, "-noappend", "-all-root", "-no-xattrs", "-no-progress", "-comp", "zstd"),
        *("-Xcompression-level", "19", "-all-time", str(epoch()), "-mkfs-time", str(epoch())),
        env=dated,
    )
    made = folder / f"Pledgebook-{version()}-x86_64.AppImage"
    with made.open("wb") as file:
        file.write(runtime.read_bytes())
        with image.open("rb") as squashed:
            shutil.copyfileobj(squashed, file)
    made.chmod(0o755)
    return made
