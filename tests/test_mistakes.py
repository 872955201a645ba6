"""A mistake of the program at the command line is one sentence that says where the log lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import __main__, diagnostics
from desktop.cli import main
from desktop.cli_common import FAILED

SECRET = "Amina fled Kisumu harbour"


def fail(*_args: object, **_options: object) -> None:
    raise ValueError(SECRET)


def test_a_command_that_breaks_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desktop.cli.opened_file", fail)
    with pytest.raises(SystemExit) as left:
        main(["info", "a.pledgebook"])
    assert left.value.code == FAILED
    said = capsys.readouterr().err
    assert str(diagnostics.log_file()) in said and len(said.splitlines()) == 1
    assert SECRET not in said and "Traceback" not in said


def test_a_start_that_breaks_says_so_in_one_line(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    error = ValueError(SECRET)
    __main__._tell_mistake(ValueError, error, None)
    said = capsys.readouterr().err
    assert str(diagnostics.log_file()) in said and SECRET not in said and len(said.splitlines()) == 1
