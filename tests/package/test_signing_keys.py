"""Each kind of key that is offered asks the same in the window and on the command line, and says why a key does not open."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import UserError
from desktop.package.signing_keys import KINDS
from desktop.package.signing_keys.kind import KeyKind

EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)


def test_no_option_is_that_of_two_kinds() -> None:
    flags = [option.flag for kind in KINDS for option in kind.options]
    assert len(flags) == len(set(flags))
    assert all(kind.secret_option in kind.options for kind in KINDS)


@EACH
def test_what_the_window_asks_is_an_option_of_the_command_line(kind: KeyKind) -> None:
    options = {option.key: option for option in kind.options}
    assert {asked.key for asked in kind.asks} <= options.keys()
    assert all(options[asked.key].is_file == bool(asked.files) for asked in kind.asks)


@EACH
@pytest.mark.parametrize("there", [False, True], ids=["not there", "not a key"])
def test_a_key_that_does_not_open_says_why_and_not_its_secret(kind: KeyKind, there: bool, tmp_path: Path) -> None:
    for asked in kind.asks:
        if there and asked.files:
            (tmp_path / asked.key).write_bytes(b"Dear colleagues")
    key = kind.chosen({asked.key: tmp_path / asked.key if asked.files else "nobody" for asked in kind.asks})
    assert key.name and key.name in key.sentence
    with pytest.raises(UserError) as caught, key.opened("quiet-4711"):
        pytest.fail("it was opened")
    assert "quiet-4711" not in caught.value.message
