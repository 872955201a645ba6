"""The launchers of Windows, and the texts that launchers and setup say by themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import yaml

from installers import common
from installers.common import BUILD, ROOT

SOURCES = Path(__file__).parent / "windows"
ICON = ROOT / "resources" / "icons" / "application" / "pledgebook.ico"


class Language(NamedTuple):
    """What a language is called by the headers of Windows, and by NSIS."""

    windows: str
    nsis: str


LANGUAGES = {
    "en": Language("LANG_ENGLISH", "ENGLISH"),
    "fr": Language("LANG_FRENCH", "FRENCH"),
    "es": Language("LANG_SPANISH", "SPANISH"),
    "ar": Language("LANG_ARABIC", "ARABIC"),
    "ru": Language("LANG_RUSSIAN", "RUSSIAN"),
    "zh": Language("LANG_CHINESE", "SIMPCHINESE"),
}

LAUNCHERS = {"Pledgebook.exe": "-mwindows", "pledgebook-cli.exe": "-mconsole"}
"""The launchers, and what tells the compiler whether one has a window or the streams of whoever starts it."""


def texts() -> dict[str, dict[str, dict[str, str]]]:
    """Return the texts of the launcher and of the setup: by name, then by language."""
    read: dict[str, dict[str, dict[str, str]]] = yaml.safe_load((SOURCES / "texts.yaml").read_text(encoding="utf-8"))
    return read


def numbers(between: str) -> str:
    """Return the version as the four numbers that Windows wants."""
    parts = [part for part in common.version().split(".") if part.isdecimal()]
    return between.join([*parts, "0", "0", "0"][:4])


def build(folder: Path) -> None:
    """Build both launchers into the program folder; the same bytes each time."""
    compiler = common.need("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64")
    resources = common.need("x86_64-w64-mingw32-windres", "binutils-mingw-w64-x86-64")
    made = common.fresh(BUILD / "windows" / "launchers")
    (made / "launcher_texts.h").write_text(header(), encoding="utf-8")
    for name in ("launcher.c", "launcher.rc", "launcher.manifest"):
        (made / name).write_bytes((SOURCES / name).read_bytes())
    (made / ICON.name).write_bytes(ICON.read_bytes())
    for name, sort in LAUNCHERS.items():
        told = {
            "VERSION_NUMBERS": numbers(","),
            "VERSION_TEXT": _quoted(common.version()),
            "DESCRIPTION": _quoted("Pledgebook" if sort == "-mwindows" else "Pledgebook without a window"),
            "ORIGINAL_NAME": _quoted(name),
        }
        (made / "told.rc").write_text(
            "".join(f"#define {key} {value}\n" for key, value in told.items()) + '#include "launcher.rc"\n'
        )
        common.run(resources, "told.rc", "resources.o", cwd=made, env=common.environment())
        common.run(
            *(compiler, "-std=c11", "-Os", "-s", "-municode", sort, "-Wall", "-Wextra", "-Werror", "-fno-ident"),
            *("-D_WIN32_WINNT=0x0A00", f"-DPYTHON_LIBRARY=L{_quoted('python311.dll')}"),
            *(["-DCONSOLE"] if sort == "-mconsole" else []),
            "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va",
            *("launcher.c", "resources.o", "-o", folder / name),
            cwd=made,
            env=common.environment(),
        )


def header() -> str:
    """Return the texts of the launcher as C reads them; English comes first and stands for every other language."""
    lines = ["struct texts { WORD language; const wchar_t *text; };"]
    for name, said in texts()["launcher"].items():
        rows = [f"    {{{LANGUAGES[language].windows}, L{_quoted(text)}}}," for language, text in said.items()]
        lines += [f"static const struct texts {name}[] = {{", *rows, "    {0, NULL},", "};"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
