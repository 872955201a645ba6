"""What is prepared for a Mac without one: what the app says of itself, its icon, its launcher, the links of frameworks."""

from __future__ import annotations

import io
import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import icnsutil  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops, ImageStat

from installers import common, macos, wheelhouse

SCRIPT = macos.FILES / "on-a-mac.sh"


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    told: dict[str, Any] = plistlib.loads(macos.information())
    return told


def test_the_app_says_its_version_and_what_it_needs(said: dict[str, Any]) -> None:
    assert said["CFBundleShortVersionString"] == said["CFBundleVersion"] == common.version()
    assert said["CFBundleIdentifier"] == "org.pledgebook.Pledgebook"
    # What Qt and its wheels were built for is the oldest system that there can be.
    oldest = {each.split("_")[1] for each in wheelhouse.PIP_PLATFORMS["macos"]}
    assert said["LSMinimumSystemVersion"] == f"{max(map(int, oldest))}.0"


def test_each_kind_of_document_is_declared_with_its_ending(said: dict[str, Any]) -> None:
    declared = {
        each["UTTypeIdentifier"]: each["UTTypeTagSpecification"]["public.filename-extension"]
        for each in [*said["UTExportedTypeDeclarations"], *said["UTImportedTypeDeclarations"]]
    }
    opened = [kind for each in said["CFBundleDocumentTypes"] for kind in each["LSItemContentTypes"]]
    assert [declared[kind] for kind in opened] == [["pledgebook"], ["asice"], ["pledgebook-update"]]
    assert set(opened) == set(declared)
    exported = {each["UTTypeIdentifier"] for each in said["UTExportedTypeDeclarations"]}
    assert exported == {"org.pledgebook.submission", "org.pledgebook.update"}


def test_the_languages_of_the_app_are_those_of_the_program(said: dict[str, Any]) -> None:
    from desktop.i18n.languages import LANGUAGES

    assert {each.split("_")[0] for each in said["CFBundleLocalizations"]} == set(LANGUAGES)


def test_the_icon_has_every_size_and_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first.icns", tmp_path / "second.icns"
    macos.write_icon(first)
    macos.write_icon(second)
    assert first.read_bytes() == second.read_bytes()
    held = icnsutil.IcnsFile(str(first)).media
    assert set(held) == set(macos.ICON_SIZES)
    for kind, size in macos.ICON_SIZES.items():
        if kind in macos._AS_ARGB:
            assert icnsutil.ArgbImage(data=held[kind]).size == (size, size)
        else:
            assert Image.open(io.BytesIO(held[kind])).size == (size, size)


def test_the_largest_picture_of_the_icon_is_like_the_drawn_ones() -> None:
    large = Image.open(io.BytesIO(macos.picture_of(1024))).convert("RGBA").resize((256, 256))
    drawn = Image.open(io.BytesIO(macos.picture_of(256))).convert("RGBA")
    assert max(ImageStat.Stat(ImageChops.difference(large, drawn)).mean) < 4


def test_a_framework_gets_its_links(tmp_path: Path) -> None:
    framework = tmp_path / "QtCore.framework"
    for name in ("Versions/A/QtCore", "Versions/A/Resources/Info.plist", "Resources/Info.plist"):
        (framework / name).parent.mkdir(parents=True, exist_ok=True)
        (framework / name).write_text(name)
    for _time in (1, 2):
        macos.give_its_form(framework)
        links = {
            path.relative_to(framework).as_posix(): os.readlink(path)
            for path in framework.rglob("*")
            if path.is_symlink()
        }
        assert links == {
            "QtCore": "Versions/Current/QtCore",
            "Resources": "Versions/Current/Resources",
            "Versions/Current": "A",
        }
    assert (framework / "QtCore").read_text() == "Versions/A/QtCore"


def test_everything_that_qt_needs_of_itself_is_kept() -> None:
    wheels = common.BUILD / "macos" / "wheels"
    wheel = next(wheels.glob("pyside6_essentials-*.whl"), None)
    if wheel is None:
        pytest.skip("The wheels of this system were not fetched; `build_installer.py stage macos` does it.")
    with zipfile.ZipFile(wheel) as archive:
        kept = [name for name in archive.namelist() if not macos.LEFT_OUT.match(name)]
        plugins = [name for name in kept if "/plugins/" in name]
        assert {
            "libqcocoa.dylib",
            "libqoffscreen.dylib",
            "libqmacstyle.dylib",
            "libqsvgicon.dylib",
            "libqsvg.dylib",
        } <= {name.rpartition("/")[2] for name in plugins}
        frameworks = {name.split("/")[3] for name in kept if name.startswith("PySide6/Qt/lib/")}
        modules = [f"PySide6/Qt{each}.abi3.so" for each in ("Core", "Gui", "Widgets", "Svg")]
        libraries = [f"PySide6/Qt/lib/{each}/Versions/A/{each.removesuffix('.framework')}" for each in frameworks]
        wanted: set[str] = set()
        for name in [*plugins, *modules, *libraries]:
            wanted |= {each.decode() for each in re.findall(rb"@rpath/(\w+\.framework)/", archive.read(name))}
    assert wanted <= frameworks


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The launcher, built for this system."""
    compiler = shutil.which("cc")
    library = sysconfig.get_config_var("LDLIBRARY") or ""
    place = Path(sysconfig.get_config_var("LIBDIR") or "")
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if sys.platform != "linux" or not compiler or not header.exists() or not (place / library).exists():
        pytest.skip("A compiler and what Python needs to be built into a program are not installed.")
    made = tmp_path_factory.mktemp("launcher") / "Pledgebook"
    subprocess.run(
        [
            *(compiler, "-Wall", "-Wextra", "-Werror", f"-I{header.parent}", str(macos.FILES / "launcher.c")),
            *(str(place / library), f"-Wl,-rpath,{place}", "-lm", "-ldl", "-o", str(made)),
        ],
        check=True,
    )
    return made


def laid(launcher: Path, app: Path) -> Path:
    """Lay the launcher into an app; return where it lies there."""
    (app / "Contents" / "MacOS").mkdir(parents=True)
    return Path(shutil.copy(launcher, app / "Contents" / "MacOS"))


def test_the_launcher_starts_the_program_in_its_own_isolated_python(launcher: Path, tmp_path: Path) -> None:
    app = tmp_path / "Café — 移民" / "Pledgebook.app"
    program = laid(launcher, app)
    home = app / "Contents" / "Frameworks" / "Python.framework" / "Versions" / "3.11"
    home.parent.mkdir(parents=True)
    home.symlink_to(sys.base_prefix)
    boot = app / "Contents" / "Resources" / "runtime" / "boot.py"
    boot.parent.mkdir(parents=True)
    boot.write_text(
        "import json, sys\n"
        "print(json.dumps([__file__, sys.executable, sys.argv[1:], sys.flags.isolated, sys.flags.utf8_mode,"
        " sys.dont_write_bytecode, sys.prefix]))\n"
        "sys.exit(7)\n"
    )
    link = tmp_path / "link"
    link.symlink_to(program)
    done = subprocess.run(
        [str(link), "open", "a file.pledgebook", "-c", "--version"],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONHOME": "/nowhere"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (7, "")
    file, executable, words, isolated, utf8, no_bytecode, prefix = json.loads(done.stdout)
    assert file == str(boot) and executable == str(program)
    assert words == ["open", "a file.pledgebook", "-c", "--version"]
    assert (isolated, utf8, no_bytecode, prefix) == (1, 1, True, str(home))


def test_the_launcher_says_when_its_folder_is_not_whole(launcher: Path, tmp_path: Path) -> None:
    program = laid(launcher, tmp_path / "Pledgebook.app")
    done = subprocess.run([str(program)], capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_the_script_pins_python_by_its_hash() -> None:
    text = SCRIPT.read_text()
    assert re.search(r"^SHA256=[0-9a-f]{64}$", text, re.MULTILINE) and f"python-{macos.PYTHON}-macos11.pkg" in text
    assert os.access(SCRIPT, os.X_OK)


def test_the_script_is_clean() -> None:
    subprocess.run(["bash", "-n", str(SCRIPT)], check=True)
    if not shutil.which("shellcheck"):
        pytest.skip("shellcheck is not installed")
    subprocess.run(["shellcheck", str(SCRIPT)], check=True)
