"""Windows 10 and 11: the program folder, the setup for one person, and the portable folder as a zip."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

from installers import (
    common,
    licences,
    packing,
    program_folder,
    squeezing,
    wheelhouse,
    windows_launcher,
    windows_python,
)
from installers.common import BUILD, DIST, ROOT

NAME = "Pledgebook"
SETUP = Path(__file__).with_suffix("") / "pledgebook.nsi"

LEFT_OUT = re.compile(
    r"""^(
      PySide6/Qt6(?!(Core|Gui|Widgets|Svg)\.dll)\w+\.dll$
    | PySide6/(opengl32sw|d3dcompiler_\w+|pyside6qml\.abi3|av\w+-\d+|sw\w+-\d+)\.dll$
    | PySide6/plugins/(?!(platforms/q(windows|offscreen)|imageformats/q(svg|ico|jpeg|gif)|iconengines/\w+)\.dll$)
    | (PySide6|shiboken6)/(msvcp|vcruntime|vcamp|vccorlib|vcomp|concrt)\w*\.dll$
    )""",
    re.VERBOSE,
)
"""What only other programs on Windows use: drawing in three dimensions, databases, and libraries that lie in `runtime`."""

COMPILERS_OWN = ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll")
"""The libraries of the compiler, of which Qt brings those that it was built with; Python's own are older."""


def stage(options: argparse.Namespace) -> list[Path]:
    """Lay out the program folder in build/; return it."""
    folder = common.fresh(_staged())
    runtime = folder / "runtime"
    site = runtime / "site"
    wheelhouse.unpack_wheels("windows", site, [LEFT_OUT])
    python = windows_python.lay(runtime, options.windows_python)
    _lay_libraries_of_compiler(runtime)
    (runtime / "python311._pth").write_text("python311.zip\n.\nsite\n")
    shutil.copyfile(ROOT / "installers" / "boot.py", runtime / "boot.py")
    program_folder.stage_program(runtime / "program", options.update_key)
    program_folder.write_build(runtime, "windows", python.known_by, python.told())
    windows_launcher.build(folder)
    licences.collect(folder, "windows")
    packing.set_times(folder)
    return [folder]


def pack(options: argparse.Namespace) -> list[Path]:
    """Write the setup and the portable zip into dist/; return their paths."""
    (folder,) = stage(options)
    name = f"{NAME}-{common.version()}-{'' if options.windows_python else 'test-'}windows"
    setup, portable = DIST / f"{name}-setup.exe", DIST / f"{name}-portable.zip"
    DIST.mkdir(exist_ok=True)
    _write_setup(folder, setup)
    note = folder / "portable.txt"
    try:
        note.write_bytes(b"Settings and backups are kept in the folder home beside this file.\r\n")
        packing.pack_zip(folder, portable, NAME, squeeze=None if options.quick else squeezing.squeeze())
    finally:
        note.unlink(missing_ok=True)
        packing.set_times(folder)
    return [setup, portable]


def test(options: argparse.Namespace) -> list[Path]:
    """Install what was packed under wine, and do the main job with it; return the pictures of the pages."""
    from installers import windows_test

    return windows_test.test(options)


def packed(ending: str) -> Path:
    """Return what was packed last, by the end of its name.

    Raises:
        CannotBuildError: nothing was.
    """
    found = sorted(DIST.glob(f"{NAME}-{common.version()}-*windows-{ending}"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise common.CannotBuildError("Nothing is packed yet. Please run: ./build_installer.py pack windows")
    return found[-1]


def _staged() -> Path:
    return BUILD / "windows" / NAME


def _lay_libraries_of_compiler(runtime: Path) -> None:
    wheel = next(each for each in wheelhouse.wheels("windows") if each.name.startswith("shiboken6-"))
    for name in COMPILERS_OWN:
        wheelhouse.write_member(wheel, f"shiboken6/{name}", runtime / name)


# ------------------------------------------------------------------------------------------------ the setup


def _write_setup(folder: Path, setup: Path) -> None:
    made = common.fresh(BUILD / "windows" / "setup")
    (made / "files.nsh").write_text(files_script(folder), encoding="utf-8")
    (made / "texts.nsh").write_text(texts_script(), encoding="utf-8")
    size = sum(path.stat().st_size for path in packing.files_of(folder))
    defined = {
        "OUT": setup,
        "FOLDER": made,
        "ICON": windows_launcher.ICON,
        "VERSION": common.version(),
        "NUMBERS": windows_launcher.numbers("."),
        "KILOBYTES": size // 1024,
    }
    common.run(
        *(common.need("makensis", "nsis"), "-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8"),
        *(f"-D{key}={value}" for key, value in defined.items()),
        SETUP,
        env=common.environment(),
    )


def files_script(folder: Path) -> str:
    """Return the lines of the setup that write each file, in one order: a folder read anew may come in another one."""
    lines: list[str] = []
    inside = ""
    for path in packing.files_of(folder):
        place = path.parent.relative_to(folder).as_posix().replace("/", "\\")
        if place != inside or not lines:
            lines.append(f'SetOutPath "$INSTDIR{"" if place == "." else chr(92) + place}"')
            inside = place
        lines.append(f'File "{path}"')
    return "\n".join(lines) + "\n"


def texts_script() -> str:
    """Return the texts of the setup as NSIS reads them."""
    lines = []
    for name, said in windows_launcher.texts()["setup"].items():
        for language, text in said.items():
            safe = text.replace("$", "$$").replace('"', '$\\"')
            lines.append(f'LangString {name} ${{LANG_{windows_launcher.LANGUAGES[language].nsis}}} "{safe}"')
    return "\n".join(lines) + "\n"
