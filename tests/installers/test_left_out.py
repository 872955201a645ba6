"""What is left out of an installed program is nothing that it imports."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import pytest
from babel.core import get_global

from desktop.i18n.languages import LANGUAGES
from installers import compiling, wheelhouse, windows

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(sysconfig.get_path("purelib"))


@cache
def imported() -> frozenset[str]:
    """Return the names of all modules of others that the program imports, also where it is used only."""
    found: set[str] = set()
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    of_other_systems = {"fcntl", "msvcrt", "resource", "winreg"}
    return frozenset(name for name in found if name.split(".")[0] not in {"desktop", *of_other_systems})


RUN = """
import importlib, importlib.util, json, pathlib, pkgutil, re, sys
told = json.load(sys.stdin)
left_out = [re.compile(each, re.VERBOSE) for each in told["left_out"]]

class Refusing:
    def find_spec(self, name, path=None, target=None):
        inside = name.replace(".", "/")
        for each in (f"{inside}.py", f"{inside}/__init__.py", f"{inside}.pyd"):
            if any(pattern.match(each) for pattern in left_out):
                raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Refusing())
failed = {}
import desktop
names = [each.name for each in pkgutil.walk_packages(desktop.__path__, "desktop.") if not each.name.endswith("__main__")]
for name in [*names, *told["imported"]]:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = str(error)
import babel.localedata
for language in told["languages"]:
    try:
        babel.localedata.load(language)  # it names what it is made of
    except ImportError as error:
        failed[language] = str(error)
print(json.dumps(failed))
"""


def failures(*left_out: re.Pattern[str]) -> dict[str, str]:
    """Return what cannot be imported when something is not there, and why."""
    told = {"left_out": [each.pattern for each in left_out], "imported": sorted(imported())}
    told["languages"] = sorted(LANGUAGES)
    done = subprocess.run(
        [sys.executable, "-c", RUN], input=json.dumps(told), cwd=ROOT, capture_output=True, text=True, check=True
    )
    failed: dict[str, str] = json.loads(done.stdout)
    return failed


def test_everything_is_imported_without_what_is_left_out() -> None:
    assert failures(wheelhouse._LEFT_OUT, wheelhouse._QT_LEFT_OUT, windows.LEFT_OUT) == {}


def test_this_would_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = failures(re.compile("openpyxl/styles/"))
    assert any(name.startswith("desktop.package") for name in failed)


def test_nothing_that_the_program_imports_of_python_itself_is_left_out() -> None:
    names = {name for name in imported() if name.split(".")[0] in sys.stdlib_module_names}
    assert "json" in names
    paths = [f"{name.replace('.', '/')}.pyc" for name in names]
    assert [path for path in paths if compiling.is_left_out_of_standard_library(path)] == []


@pytest.mark.parametrize(
    "name",
    [
        *("PySide6/Qt6Core.dll", "PySide6/Qt6Gui.dll", "PySide6/Qt6Widgets.dll", "PySide6/Qt6Svg.dll"),
        *("PySide6/pyside6.abi3.dll", "PySide6/QtCore.pyd", "PySide6/QtWidgets.pyd", "shiboken6/shiboken6.abi3.dll"),
        *("PySide6/plugins/platforms/qwindows.dll", "PySide6/plugins/platforms/qoffscreen.dll"),
        *("PySide6/plugins/imageformats/qsvg.dll", "PySide6/plugins/imageformats/qjpeg.dll"),
        *("PySide6/plugins/iconengines/qsvgicon.dll", "PySide6/translations/qtbase_ar.qm"),
        *("pycountry/databases/iso3166-1.json", "pycountry/locales/zh_CN/LC_MESSAGES/iso3166-1.mo"),
        *(
            "babel/locale-data/ar_SY.dat",
            "babel/locale-data/es_419.dat",
            "babel/global.dat",
            "tzdata/zoneinfo/Africa/Nairobi",
        ),
        *("docx/templates/default.docx", "pydantic-2.14.3.dist-info/METADATA", "certifi/core.py"),
    ],
)
def test_what_is_needed_stays(name: str) -> None:
    assert not any(each.match(name) for each in (wheelhouse._LEFT_OUT, wheelhouse._QT_LEFT_OUT, windows.LEFT_OUT))


@pytest.mark.parametrize(
    "name",
    [
        *("PySide6/opengl32sw.dll", "PySide6/Qt6Qml.dll", "PySide6/Qt6Network.dll", "PySide6/QtNetwork.pyd"),
        *("PySide6/qml/QtQuick/qmldir", "PySide6/designer.exe", "PySide6/translations/qtbase_de.qm"),
        *("PySide6/plugins/sqldrivers/qsqlite.dll", "PySide6/plugins/platforms/qdirect2d.dll"),
        *("PySide6/msvcp140.dll", "shiboken6/vcruntime140.dll", "pip/__init__.py", "aiohttp/client.py"),
        "lxml/parser.pxi",
        *("babel/locale-data/en_GG.dat", "pptx/templates/xlsx-icon.emf", "yarl-1.25.1.dist-info/METADATA"),
        *("pycountry/databases/iso639-3.json", "pycountry/locales/fr/LC_MESSAGES/iso639-3.mo"),
    ],
)
def test_what_nobody_needs_is_left_out(name: str) -> None:
    assert any(each.match(name) for each in (wheelhouse._LEFT_OUT, wheelhouse._QT_LEFT_OUT, windows.LEFT_OUT))


def test_the_languages_find_their_names_of_months_and_countries() -> None:
    codes = {code for key, language in LANGUAGES.items() for code in (key, language.cldr, *language.months)}
    needed = {
        f"babel/locale-data/{each}.dat" for code in codes if code for each in _with_parents(code.replace("-", "_"))
    }
    assert [name for name in sorted(needed) if wheelhouse._LEFT_OUT.match(name)] == []


def _with_parents(code: str) -> set[str]:
    parent = get_global("parent_exceptions").get(code) or code.rpartition("_")[0]
    return {code} | (_with_parents(parent) if parent else set())
