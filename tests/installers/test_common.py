"""What is built is what was committed, and whatever is lacking is named."""

from __future__ import annotations

import pytest

from installers import common
from installers.common import CannotBuildError


@pytest.fixture
def without_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "has_history", lambda: False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.usefixtures("without_history")
def test_an_archive_of_the_source_needs_its_time_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotBuildError, match="Please set SOURCE_DATE_EPOCH"):
        common.epoch()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(CannotBuildError, match="a number of seconds"):
        common.epoch()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert common.epoch() == 1790000000


@pytest.mark.parametrize("history", [True, False])
def test_the_sources_are_the_same_with_and_without_a_history(history: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if history and not common.has_history():
        pytest.skip("This is no checkout.")
    monkeypatch.setattr(common, "has_history", lambda: history)
    names = common.sources("desktop", "forms", "locale", "resources")
    assert "desktop/__main__.py" in names and "locale/fr/LC_MESSAGES/pledgebook.po" in names
    assert [name for name in names if name.endswith((".pyc", ".mo")) or "__pycache__" in name] == []
    assert all((common.ROOT / name).is_file() for name in names)


def test_a_file_that_was_deleted_and_not_committed_does_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "has_history", lambda: True)
    monkeypatch.setattr(common, "run", lambda *words, **more: "desktop/__main__.py\0desktop/gone.py\0")
    assert common.sources("desktop") == ["desktop/__main__.py"]


def test_a_command_that_is_not_there_is_named() -> None:
    with pytest.raises(CannotBuildError, match="no-such-command could not be run"):
        common.run("no-such-command")
    with pytest.raises(CannotBuildError, match="sudo apt-get install --yes a-package"):
        common.need("no-such-command", "a-package")
