"""An update is laid beside what is installed when it fits, refused by name when it does not, and can be gone back from."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import installation, paths
from desktop.errors import Cancelled, CannotWrite, DiskFull, UserError
from desktop.i18n.translation import set_language
from desktop.installation import FAILED, STARTED, Laid
from desktop.operations import update as updating
from desktop.operations.update import NeedsInstaller, Older, examine, lay
from desktop.operations.versions import NoUpdates, clean_up, earlier, go_back, tidings, told, versions, where
from desktop.package.update_file import Damaged, Foreign, UpdateFile
from tests.installed import Keys, begin, keys_in, staged, update_to


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keys:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "resources")
    return keys_in(tmp_path / "resources" / "update-keys")


@pytest.fixture
def installed(tmp_path: Path, home: Path, keys: Keys) -> Path:
    """Version 0.4.0, installed; it runs."""
    folder = staged(tmp_path / "installed", "0.4.0")
    begin(folder, home)
    return folder


@pytest.fixture
def update(installed: Path, tmp_path: Path, keys: Keys) -> Path:
    return update_to(tmp_path, keys, "0.4.1", base=installed, added="# a new module\n")


@pytest.fixture
def programs(home: Path) -> Path:
    return home / "data" / "programs"


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_what_is_laid_is_the_new_program_to_the_byte(update: Path, programs: Path, tmp_path: Path) -> None:
    offer = examine(update)
    assert offer.says() == "It counts better."
    assert offer.key.startswith("release (")
    assert lay(offer) == "Pledgebook will use version 0.4.1 the next time it starts."
    assert files(programs / "0.4.1" / "program") == files(tmp_path / "new-0.4.1" / "runtime" / "program")
    assert sorted(path.name for path in programs.iterdir()) == ["0.4.1"]


def test_what_changes_is_said_in_the_language_spoken_else_in_english(update: Path) -> None:
    offer = examine(update)
    set_language("fr")
    assert offer.says() == "Il compte mieux."
    set_language("zh")
    assert offer.says() == "It counts better."


def test_the_same_update_twice_and_an_older_one_are_refused_by_name(
    update: Path, installed: Path, tmp_path: Path, keys: Keys
) -> None:
    newer = update_to(tmp_path, keys, "0.4.2", base=installed)
    lay(examine(newer))
    for path, brings in ((newer, "0.4.2"), (update, "0.4.1")):
        with pytest.raises(Older) as refused:
            examine(path)
        assert refused.value.message == f"{path.name} contains version {brings}, but version 0.4.2 is already here."


def test_an_update_to_what_is_installed_is_refused(tmp_path: Path, home: Path, keys: Keys) -> None:
    old = staged(tmp_path / "old", "0.3.0")
    update = update_to(tmp_path, keys, "0.4.0", base=old)
    begin(staged(tmp_path / "installed", "0.4.0"), home)
    with pytest.raises(Older):
        examine(update)


def test_a_foreign_update_is_refused_by_name(update: Path, keys: Keys, tmp_path: Path) -> None:
    keys.public.unlink()
    keys_in(keys.public.parent, "another")
    with pytest.raises(Foreign, match=r"^Pledgebook-0\.4\.1-update\.pledgebook-update is signed with a key"):
        examine(update)


def test_without_a_key_no_update_is_taken(update: Path, keys: Keys) -> None:
    keys.public.unlink()
    with pytest.raises(NoUpdates, match="has no key to check updates with"):
        examine(update)


def test_a_checkout_takes_no_update(update: Path) -> None:
    installation._begun.clear()
    installation.installation.cache_clear()
    with pytest.raises(NoUpdates, match="was not installed by its installer"):
        examine(update)
    assert where().startswith("Not installed by an installer.")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"system": "windows"}, "is for another system. Use the full installer of version 0.4.1"),
        (
            {"version": "0.3.9"},
            "can update these versions: 0.3.9. Version 0.4.0 is installed here. Use the full installer of version 0.4.1.",
        ),
        (
            {"libraries": "cd" * 32},
            "cannot be used with what is installed here. Use the full installer of version 0.4.1.",
        ),
    ],
)
def test_an_update_of_something_else_asks_for_the_installer(
    other: dict[str, str], said: str, installed: Path, tmp_path: Path, keys: Keys
) -> None:
    how = {name: value for name, value in other.items() if name != "version"}
    base = staged(tmp_path / "other", other.get("version", "0.4.0"), **how)  # type: ignore[arg-type]
    update = update_to(tmp_path, keys, "0.4.1", base=base, **how)
    with pytest.raises(NeedsInstaller) as refused:
        examine(update)
    assert said in refused.value.message


def test_a_file_that_differs_in_what_is_installed_asks_for_the_installer_and_nothing_is_laid(
    update: Path, installed: Path, programs: Path
) -> None:
    same = installed / "runtime/program/desktop/_data/forms/same.yaml"
    same.write_bytes(b"x" * len(same.read_bytes()))
    with pytest.raises(NeedsInstaller):
        lay(examine(update))
    assert list(programs.iterdir()) == []


def test_what_is_inside_is_held_to_its_digest_before_it_stands(
    update: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UpdateFile, "content", lambda _file, _inside, part, _old: bytes(part.size))
    with pytest.raises(Damaged):
        lay(examine(update))
    assert list(programs.iterdir()) == []


def test_work_that_is_stopped_leaves_nothing(update: Path, programs: Path) -> None:
    class Stopping:
        def step(self, done: int, total: int, text: str) -> None:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        lay(examine(update), work=Stopping())
    assert list(programs.iterdir()) == []


def test_a_full_disk_leaves_nothing(update: Path, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = examine(update)

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DiskFull):
        lay(offer)
    assert list(programs.iterdir()) == []


def test_a_stick_that_is_only_read_is_told(update: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = examine(update)

    def read_only(_folder: Path) -> Path:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(updating, "private_folder", read_only)
    with pytest.raises(CannotWrite):
        lay(offer)


def test_an_update_of_an_update_takes_what_is_the_same_from_it(
    update: Path, installed: Path, tmp_path: Path, keys: Keys, home: Path, programs: Path
) -> None:
    lay(examine(update))
    begin(installed, home, running="0.4.1")
    installation.came_up(window=True)
    second = update_to(tmp_path, keys, "0.4.2", base=tmp_path / "new-0.4.1", added="# a new module\n")
    assert lay(examine(second)) == "Pledgebook will use version 0.4.2 the next time it starts."
    assert files(programs / "0.4.2" / "program") == files(tmp_path / "new-0.4.2" / "runtime" / "program")


def test_one_that_did_not_start_can_be_taken_again(update: Path, programs: Path) -> None:
    lay(examine(update))
    Laid(programs / "0.4.1").mark(FAILED)
    lay(examine(update))
    assert not Laid(programs / "0.4.1").has(FAILED)


def test_people_are_told_once_of_one_that_did_not_start(
    update: Path, installed: Path, programs: Path, home: Path
) -> None:
    lay(examine(update))
    Laid(programs / "0.4.1").mark(FAILED)
    clean_up()
    assert (programs / "0.4.1").exists()
    begin(installed, home, failed=("0.4.1",))
    assert tidings() == ["Version 0.4.1 did not start, so version 0.4.0 is running."]
    told()
    begin(installed, home)
    assert tidings() == []
    installation.clean_up()
    assert list(programs.iterdir()) == []


def test_the_way_back_goes_to_what_was_used_before_and_forward_again_by_the_file(
    update: Path, installed: Path, programs: Path, home: Path
) -> None:
    assert earlier() == ""
    with pytest.raises(NoUpdates, match="No update is in use"):
        go_back()
    lay(examine(update))
    begin(installed, home, running="0.4.1")
    installation.came_up(window=True)
    assert earlier() == "0.4.0"
    assert go_back() == "Pledgebook will use version 0.4.0 the next time it starts."
    assert [(each.version, each.state, each.next) for each in versions()] == [
        ("0.4.1", "aside", False),
        ("0.4.0", "installed", True),
    ]
    lay(examine(update))  # while it still runs
    assert [(each.state, each.next) for each in versions()] == [("works", True), ("installed", False)]


def test_one_version_to_go_back_to_is_kept_and_no_more(
    installed: Path, tmp_path: Path, keys: Keys, home: Path, programs: Path
) -> None:
    for version in ("0.4.1", "0.4.2", "0.4.3"):
        lay(examine(update_to(tmp_path, keys, version, base=installed)))
        Laid(programs / version).mark(STARTED)
    begin(installed, home, running="0.4.3")
    installation.clean_up()
    assert sorted(path.name for path in programs.iterdir()) == ["0.4.2", "0.4.3"]
    assert earlier() == "0.4.2"


def test_what_runs_in_another_window_is_not_laid_anew(
    update: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(examine(update))
    Laid(programs / "0.4.1").mark(FAILED)
    monkeypatch.setattr(Laid, "remove", lambda _laid: False)
    with pytest.raises(UserError, match="still running in another window"):
        lay(examine(update))


def test_every_state_is_said_in_words(update: Path, installed: Path, home: Path) -> None:
    lay(examine(update))
    (found, base) = versions()
    states = ("installed", "works", "new", "failed", "aside", "unfit")
    assert len({replace(found, state=each).sentence() for each in states}) == len(states)
    assert base.sentence() == "Version 0.4.0: installed"
    assert where() == f"Installed in {installed}."
    begin(installed, home, running="0.4.1")
    assert where() == f"An update of version 0.4.0, which is installed in {installed}."


def test_a_version_that_is_no_number_takes_no_updates(installed: Path) -> None:
    installation.begin({**installation._begun[0], "build": {"version": "dev", "system": "linux", "runtime": ""}})
    with pytest.raises(NoUpdates):
        versions()


def test_what_work_has_left_that_was_ended_from_outside_goes(installed: Path, programs: Path) -> None:
    left = programs / ".pledgebook-0123456789abcdef.part-files" / "program"
    left.mkdir(parents=True)
    (programs / ".gone-01234567").mkdir()
    clean_up()
    assert list(programs.iterdir()) == []


def test_two_windows_that_lay_it_at_once_both_have_it(
    update: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer, begun = examine(update), updating._lay

    def after_another(*given: object) -> None:
        begun(*given)  # type: ignore[arg-type]
        begun(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(updating, "_lay", after_another)
    assert lay(offer) == "Pledgebook will use version 0.4.1 the next time it starts."
    assert sorted(path.name for path in programs.iterdir()) == ["0.4.1"]
