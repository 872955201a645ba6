"""Which program an installed one starts: an update is tried, kept when it came up, and left when it did not.

Each start is a real one, of a program of three modules.
"""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from desktop import installation, paths
from desktop.operations.update import examine, lay
from desktop.operations.versions import go_back
from tests.installed import BOOT, Keys, begin, command, environment, keys_in, run, staged, start, update_to


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return keys_in(tmp_path / "resources" / "update-keys")


@pytest.fixture
def installed(tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Version 0.4.0, installed."""
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "resources")
    return staged(tmp_path / "installed", "0.4.0")


@pytest.fixture
def updated(installed: Path, home: Path, tmp_path: Path, keys: Keys) -> Path:
    """The same, with the update 0.4.1 laid beside it."""
    take(installed, home, update_to(tmp_path, keys, "0.4.1", base=installed))
    return installed


def take(folder: Path, home: Path, update: Path, running: str = "") -> Path:
    """Lay an update, as the running program does; return its folder."""
    here = begin(folder, home, running=running)
    offer = examine(update)
    lay(offer)
    return here.programs / offer.version


def laid(home: Path, version: str = "0.4.1") -> Path:
    return home / "data" / "programs" / version


def program(home: Path, name: str, version: str = "0.4.1") -> Path:
    return laid(home, version) / "program" / "desktop" / f"{name}.pyc"


def altered(path: Path) -> None:
    """Change a byte of a file, and not its size."""
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_what_was_installed_is_started_with_its_words_and_libraries(installed: Path, home: Path) -> None:
    said = start(installed, home, "open", "Mon clé — 移民.pledgebook")
    assert (said["version"], said["running"], said["home"]) == ("0.4.0", "", str(home))
    assert said["words"] == ["pledgebook", "open", "Mon clé — 移民.pledgebook"]
    assert said["programs"] == str(home / "data" / "programs")
    assert said["again"][-1] == str(installed / "runtime" / "boot.py")


def test_the_launcher_starts_it_once_more_where_there_is_one(installed: Path, home: Path) -> None:
    (installed / "pledgebook").write_text("")
    assert start(installed, home)["again"] == [str(installed / "pledgebook")]


def test_a_portable_folder_keeps_everything_in_it(installed: Path, home: Path) -> None:
    (installed / "portable.txt").write_text("")
    said = start(installed, home)
    assert said["home"] == str(installed / "home")
    assert said["programs"] == str(installed / "home" / "data" / "programs")


def test_an_update_is_used_from_the_next_start_and_stays(updated: Path, home: Path) -> None:
    said = start(updated, home, "come-up")
    assert (said["version"], said["running"], said["failed"]) == ("0.4.1", "0.4.1", [])
    assert start(updated, home)["version"] == "0.4.1"
    assert start(updated, home)["version"] == "0.4.1"


def test_an_update_that_does_not_come_up_is_left_after_two_attempts(updated: Path, home: Path) -> None:
    assert start(updated, home)["version"] == "0.4.1"
    assert start(updated, home)["version"] == "0.4.1"
    said = start(updated, home)
    assert (said["version"], said["failed"]) == ("0.4.0", ["0.4.1"])
    assert start(updated, home)["version"] == "0.4.0"


def test_a_first_start_that_was_killed_is_not_the_fault_of_the_update(updated: Path, home: Path) -> None:
    with staying(updated, home) as first:
        first.kill()
    assert start(updated, home, "come-up")["version"] == "0.4.1"
    assert start(updated, home)["version"] == "0.4.1"


def staying(folder: Path, home: Path) -> subprocess.Popen[str]:
    """Start a program that stays, and wait until it is there."""
    process = subprocess.Popen(
        command(folder, "stay"), env=environment(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["version"] == "0.4.1"
    return process


def test_windows_that_are_opened_at_once_are_not_attempts_that_failed(updated: Path, home: Path) -> None:
    with staying(updated, home) as first, staying(updated, home) as second, staying(updated, home) as third:
        for process in (third, second, first):
            process.kill()
    assert start(updated, home)["version"] == "0.4.0"


@pytest.mark.parametrize("broken", ["__main__", "page"])
def test_an_update_that_cannot_be_imported_is_left_at_once(
    updated: Path, home: Path, tmp_path: Path, keys: Keys, broken: str
) -> None:
    start(updated, home, "come-up")
    update = update_to(tmp_path, keys, "0.4.2", base=updated, **{broken: "import a_library_that_is_not_there\n"})
    take(updated, home, update, running="0.4.1")
    said = start(updated, home)
    assert (said["version"], said["failed"]) == ("0.4.1", ["0.4.2"])
    assert start(updated, home)["failed"] == []


def test_an_update_that_raises_before_it_is_there_is_left_at_the_next_start(updated: Path, home: Path) -> None:
    assert start(updated, home, "fail")["status"] == 1
    assert start(updated, home)["version"] == "0.4.0"


def test_a_command_that_works_says_nothing_of_the_window(updated: Path, home: Path) -> None:
    for _time in range(3):
        assert start(updated, home, "check", "work")["version"] == "0.4.1"
    assert not (laid(home) / "attempt-1").exists()
    assert start(updated, home, "check")["version"] == "0.4.1"
    assert not (laid(home) / "attempt-1").exists()
    assert [start(updated, home, "open")["version"] for _time in range(3)] == ["0.4.1", "0.4.1", "0.4.0"]
    assert start(updated, home, "check")["version"] == "0.4.0"


def test_an_update_that_came_up_is_kept_when_it_raises_later(updated: Path, home: Path) -> None:
    start(updated, home, "come-up")
    assert start(updated, home, "fail")["status"] == 1
    assert start(updated, home)["version"] == "0.4.1"


@pytest.mark.parametrize("name", ["__main__", "page"])
def test_what_was_altered_before_the_first_start_is_not_run(updated: Path, home: Path, name: str) -> None:
    altered(program(home, name))
    said = start(updated, home)
    assert (said["version"], said["failed"]) == ("0.4.0", ["0.4.1"])
    assert not (laid(home) / "attempt-1").exists()


def test_a_form_that_was_altered_before_the_first_start_is_noticed(updated: Path, home: Path) -> None:
    altered(laid(home) / "program/desktop/_data/forms/same.yaml")
    assert start(updated, home)["version"] == "0.4.0"


@pytest.mark.parametrize("came_up", [True, False])
def test_a_folder_that_was_half_copied_is_not_run(updated: Path, home: Path, came_up: bool) -> None:
    if came_up:
        start(updated, home, "come-up")
    (laid(home) / "program/desktop/_data/forms/same.yaml").unlink()
    said = start(updated, home)
    assert (said["version"], said["failed"]) == ("0.4.0", ["0.4.1"])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"bases": 1}', b'{"bases": [], "files": [3]}', b"\xff"])
def test_a_list_that_is_none_means_that_nothing_of_it_is_run(updated: Path, home: Path, content: bytes) -> None:
    (laid(home) / "update.json").write_bytes(content)
    assert start(updated, home)["version"] == "0.4.0"


def test_a_module_that_was_altered_later_is_never_run_and_the_next_start_is_the_earlier_one(
    updated: Path, home: Path
) -> None:
    start(updated, home, "come-up")
    altered(program(home, "page"))
    ended = run(updated, home, "open-page")
    assert ended.returncode == 1 and "a file of the update was altered" in ended.stderr
    assert start(updated, home)["version"] == "0.4.0"


def test_a_main_module_that_was_altered_later_is_left_at_once(updated: Path, home: Path) -> None:
    start(updated, home, "come-up")
    altered(program(home, "__main__"))
    assert start(updated, home)["version"] == "0.4.0"


@pytest.mark.parametrize("name", ["desktop/page.py", "json.py", "platformdirs.py", "desktop/page/__init__.py"])
def test_source_that_somebody_puts_beside_it_is_not_run(updated: Path, home: Path, name: str) -> None:
    start(updated, home, "come-up")
    path = laid(home) / "program" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("raise SystemExit('this was run')")
    assert start(updated, home, "open-page")["version"] == "0.4.1"


def test_an_older_update_is_not_used_once_something_newer_was_installed(
    updated: Path, home: Path, tmp_path: Path
) -> None:
    start(updated, home, "come-up")
    newer = staged(tmp_path / "newer", "0.5.0")
    said = start(newer, home)
    assert (said["version"], said["failed"]) == ("0.5.0", [])
    begin(newer, home)
    installation.clean_up()
    assert not laid(home).exists()


@pytest.mark.parametrize("other", [{"libraries": "cd" * 32}, {"system": "windows"}])
def test_an_update_for_other_libraries_or_another_system_is_not_used(
    updated: Path, home: Path, tmp_path: Path, other: dict[str, str]
) -> None:
    assert start(staged(tmp_path / "other", "0.4.0", **other), home)["version"] == "0.4.0"  # type: ignore[arg-type]
    assert not (laid(home) / "attempt-1").exists()


def test_a_way_back_is_taken_at_the_next_start(updated: Path, home: Path) -> None:
    start(updated, home, "come-up")
    begin(updated, home, running="0.4.1")
    go_back()
    assert start(updated, home)["version"] == "0.4.0"


def test_the_process_that_looks_words_up_is_no_attempt(updated: Path, home: Path) -> None:
    assert start(updated, home, "--look-up-words")["version"] == "0.4.1"
    assert not (laid(home) / "attempt-1").exists()


def test_what_is_running_is_not_removed(updated: Path, home: Path, tmp_path: Path) -> None:
    newer = staged(tmp_path / "newer", "0.5.0")
    with staying(updated, home) as process:
        begin(newer, home)
        installation.clean_up()
        assert laid(home).exists()
        process.kill()
    installation.clean_up()
    assert not laid(home).exists()


@pytest.mark.parametrize("name", ["0.4.2", ".pledgebook-0123456789abcdef.part-files", "0.4.1.0", "notes"])
def test_other_folders_beside_it_are_not_started(updated: Path, home: Path, name: str) -> None:
    (home / "data" / "programs" / name).mkdir()
    assert start(updated, home, "come-up")["version"] == "0.4.1"


def test_without_a_word_of_what_was_installed_no_update_is_used(updated: Path, home: Path) -> None:
    (updated / "runtime" / "build.json").unlink()
    assert start(updated, home)["version"] == "0.4.0"


# What is asked of this file in one process


@pytest.fixture
def boot(updated: Path) -> ModuleType:
    """`boot.py` of the installed program, not yet run."""
    spec = importlib.util.spec_from_file_location("boot_of_a_test", updated / "runtime" / "boot.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_update_is_not_tried_where_that_cannot_be_noted(
    boot: ModuleType, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def read_only(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, "read-only")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    monkeypatch.setattr(sys, "argv", ["pledgebook"])
    started: dict[str, object] = {"failed": [], "waiting": []}
    assert boot._update(started) is None
    assert started["waiting"] == ["0.4.1"]


def test_both_sides_find_the_same_folder_and_compare_alike(
    boot: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert boot._programs() == paths.user_data() / "programs"
    monkeypatch.delenv("PLEDGEBOOK_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert boot._programs() == paths.user_data() / "programs"
    for version in ("0.4.1", "0.4.10", "1.0", "1.0.0", "v1.0", "1", "1.0rc1", "", "..", "0.4.1 ", "99999.0", "١.٢"):
        assert boot.order(version) == installation.order(version)
    assert boot.order("0.4.9") < boot.order("0.4.10") < boot.order("1.0") == boot.order("1.0.0")


def test_it_stands_by_itself() -> None:
    code = "import sys; sys.path = [each for each in sys.path if 'site-packages' not in each]; import runpy; runpy.run_path(sys.argv[1])"
    subprocess.run([sys.executable, "-I", "-S", "-c", code, str(BOOT)], check=True)
