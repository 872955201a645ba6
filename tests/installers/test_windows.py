"""The setup and the launchers of Windows, as far as they can be looked at without Windows."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from desktop.i18n.translation import LANGUAGES
from installers import common, windows, windows_launcher, windows_python


def test_launcher_and_setup_say_everything_in_every_language() -> None:
    for said in (*windows_launcher.texts()["launcher"].values(), *windows_launcher.texts()["setup"].values()):
        assert tuple(said) == LANGUAGES
        assert all(text.strip() == text != "" for text in said.values())
        assert len(set(said.values())) == len(LANGUAGES)
    assert set(windows_launcher.LANGUAGES) == set(LANGUAGES)


def test_the_setup_asks_for_its_own_texts_only() -> None:
    script = windows.SETUP.read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\(([A-Z_]+)\)", script))
    assert asked == set(windows_launcher.texts()["setup"])
    told = windows.texts_script()
    assert 'LangString RUNNING ${LANG_SIMPCHINESE} "Pledgebook 正在运行。请先将其关闭。"' in told
    assert told.count("LangString") == len(asked) * len(LANGUAGES)


def test_the_launcher_has_english_first_for_all_others() -> None:
    lines = windows_launcher.header().splitlines()
    first = lines.index("static const struct texts incomplete[] = {") + 1
    assert lines[first].startswith("    {LANG_ENGLISH, L")
    assert lines.count("    {0, NULL},") == len(windows_launcher.texts()["launcher"])


def test_the_setup_writes_files_in_one_order(tmp_path: Path) -> None:
    for name in ("runtime/site/b.pyc", "Pledgebook.exe", "runtime/boot.py", "runtime/site/a b.pyc"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert windows.files_script(tmp_path).splitlines() == [
        'SetOutPath "$INSTDIR"',
        f'File "{tmp_path}/Pledgebook.exe"',
        r'SetOutPath "$INSTDIR\runtime"',
        f'File "{tmp_path}/runtime/boot.py"',
        r'SetOutPath "$INSTDIR\runtime\site"',
        f'File "{tmp_path}/runtime/site/a b.pyc"',
        f'File "{tmp_path}/runtime/site/b.pyc"',
    ]


@pytest.mark.parametrize(("version", "told"), [("0.3.0", "0.3.0.0"), ("1.2", "1.2.0.0"), ("2.0.0.1", "2.0.0.1")])
def test_windows_wants_four_numbers(version: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "version", lambda: version)
    assert windows_launcher.numbers(".") == told


def test_another_python_is_refused(tmp_path: Path) -> None:
    other = tmp_path / windows_python.OFFICIAL
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("python311.dll", b"something else")
    with pytest.raises(common.CannotBuildError, match=windows_python.OFFICIAL_SHA256):
        windows_python.lay(tmp_path, other)
    with pytest.raises(common.CannotBuildError, match=r"python\.org"):
        windows_python.lay(tmp_path, tmp_path / "not there.zip")


def test_the_official_python_is_laid_without_what_nobody_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = io.BytesIO()
    with zipfile.ZipFile(library, "w") as archive:
        for name in ("json/__init__.pyc", "pydoc.pyc", "unittest/case.pyc", "os.pyc"):
            archive.writestr(name, name)
    official, runtime = tmp_path / windows_python.OFFICIAL, tmp_path / "runtime"
    runtime.mkdir()
    wanted = {name if "." in name else f"{name}.pyd" for name in windows_python._LIBRARIES} | {"python3.dll"}
    with zipfile.ZipFile(official, "w") as archive:
        for name in (*wanted, "python.exe", "libcrypto-3.dll", "_ssl.pyd"):
            archive.writestr(name, name)
        archive.writestr("python311.zip", library.getvalue())
    monkeypatch.setattr(windows_python, "OFFICIAL_SHA256", common.digest(official))
    laid = windows_python.lay(runtime, official)
    assert laid.told() == {"python": windows_python.VERSION}
    assert {path.name for path in runtime.iterdir()} == {*wanted, "python311.zip"}
    with zipfile.ZipFile(runtime / "python311.zip") as archive:
        assert archive.namelist() == ["json/__init__.pyc", "os.pyc"]


def test_nothing_is_tried_that_was_not_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "DIST", tmp_path)
    with pytest.raises(common.CannotBuildError, match=r"build_installer\.py pack windows"):
        windows.packed("setup.exe")
