"""The program for Linux: a folder that runs wherever it lies, a .deb, a .tar.xz, and an AppImage where a runtime is given."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from installers import licences
from installers.common import BUILD, DIST, ROOT, CannotBuildError, fresh, version
from installers.linux_packages import appimage, deb
from installers.linux_python import carry, elf_files, needed, set_rpath, stage_python, strip
from installers.packing import pack_tar_xz, set_times
from installers.program_folder import stage_program, write_build
from installers.wheelhouse import unpack_wheels

FILES = ROOT / "installers" / "linux"
STAGED = BUILD / "linux" / "pledgebook"

_BROUGHT = re.compile(r"(PySide6/Qt/lib|[a-z]+\.libs)/")
"""Where wheels bring along libraries for what lies beside."""

# Of Qt's plugins those of a desktop: X11, Wayland, no screen at all; input methods, the desktop's own file dialogs, and
# the pictures that the program has. GTK would take more memory than the program.
_LEFT_OUT = re.compile(
    r"""^(
      PySide6/Qt/plugins/(?!(
          platforms/libq(xcb|wayland|offscreen)\.so
        | xcbglintegrations/
        | wayland-(shell-integration/libxdg-shell|decoration-client/libbradient|graphics-integration-client/libqt-plugin)
        | platforminputcontexts/lib(compose|ibus)
        | platformthemes/libqxdgdesktopportal\.so
        | imageformats/libq(svg|jpeg|gif|ico)\.so
        | iconengines/
      ))
    | PySide6/libpyside6qml\.
    | PySide6/(?!__|_|Qt|lib|py\.typed)[^/]*$
    | .*\.(typed|pyw|bat|ps1)$
    )""",
    re.VERBOSE,
)

# Which package of Debian and Ubuntu has what the screen needs of the system; the launcher says so where it is lacking.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libzstd.so.1": "libzstd1",
}
_EVERYWHERE = re.compile(r"ld-linux|lib(c|m|dl|rt|pthread|gcc_s|z)\.so")
PLACES = ("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib")


def stage(options: argparse.Namespace) -> list[Path]:
    """Lay out the program folder."""
    folder = fresh(STAGED)
    runtime = folder / "runtime"
    python = stage_python(runtime)
    site = runtime / "site"
    unpack_wheels("linux", site, [_LEFT_OUT])
    _stage_libraries(site)
    stage_program(runtime / "program", options.update_key)
    shutil.copyfile(ROOT / "installers" / "boot.py", runtime / "boot.py")
    write_build(runtime, "linux", python)
    _write_launcher(folder / "pledgebook", site / "PySide6")
    licences.collect(folder, "linux")
    set_times(folder)
    return [folder]


def _stage_libraries(site: Path) -> None:
    """Keep of the libraries that wheels bring along those that something stands on, and carry what an older system lacks."""
    brought = {path.name: path for path in elf_files(site) if _BROUGHT.match(path.relative_to(site).as_posix())}
    waiting = [path for path in elf_files(site) if path not in brought.values()]
    kept: set[Path] = set()
    while waiting:
        for name in needed(waiting.pop()):
            path = brought.get(name)
            if path and path not in kept:
                kept.add(path)
                waiting.append(path)
    for path in brought.values():
        if path not in kept:
            path.unlink()
    pyside = site / "PySide6"
    for path in carry({path: path for path in elf_files(pyside)}, pyside / "Qt" / "lib"):
        strip(path)
        set_rpath(path, "$ORIGIN")
    for path in elf_files(site):
        # Qt stays as its makers made it; that of what it stands on is stripped, which none of its functions needs.
        if path.name.startswith("libicu"):
            strip(path)
        elif pyside not in path.parents and site / "shiboken6" not in path.parents:
            strip(path, "--strip-debug")


def _write_launcher(path: Path, pyside: Path) -> None:
    """Write the launcher, which knows what the screen needs of the system."""
    screen = [*pyside.glob("Qt/lib/*"), *pyside.glob("*.so*"), *pyside.glob("Qt/plugins/platforms/libqxcb.so")]
    inside = {each.name for each in elf_files(pyside)}
    wanted = sorted({name for each in screen for name in needed(each)} - inside)
    wanted = [
        name for name in wanted if not _EVERYWHERE.match(name) and not name.startswith(("libwayland", "libshiboken"))
    ]
    unknown = [name for name in wanted if name not in PACKAGES]
    if unknown:
        raise CannotBuildError(f"Qt needs {unknown[0]}. Please write into {Path(__file__).name} which package has it.")
    text = (FILES / "pledgebook").read_text()
    text = text.replace("@OF_THE_SYSTEM@", " ".join(wanted)).replace("@PLACES@", " ".join(PLACES))
    cases = "\n".join(f'        {name}) packages="$packages {PACKAGES[name]}" ;;' for name in wanted)
    path.write_text(text.replace("@PACKAGES@", cases))
    path.chmod(0o755)


def pack(options: argparse.Namespace) -> list[Path]:
    """Pack the program folder as what people download."""
    stage(options)
    DIST.mkdir(exist_ok=True)
    archive = DIST / f"pledgebook-{version()}-linux-x86_64.tar.xz"
    # Each is squeezed for minutes, by one processor.
    with ThreadPoolExecutor() as pool:
        packed = pool.submit(pack_tar_xz, STAGED, archive, f"pledgebook-{version()}", preset=0 if options.quick else 9)
        made = [deb(STAGED, DIST, quick=options.quick), archive]
        packed.result()
    if options.appimage_runtime:
        made.append(appimage(STAGED, DIST, options.appimage_runtime))
    else:
        print("No AppImage: that needs the runtime of AppImage, given by --appimage-runtime FILE.", file=sys.stderr)
    return made


def test(options: argparse.Namespace) -> list[Path]:
    """Install what was packed, and do the main job with it."""
    from installers.linux_test import test_all

    return test_all(options)
