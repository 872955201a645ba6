"""Run the program: `python -m desktop`, and the command `pledgebook`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

LEAVE = "--exit-when-shown"


def main() -> None:
    """Open the window when nothing else is asked for, else do what the command line says.

    The window does not wait for the command line: reading that takes a third of the time of a bare window.
    """
    asked = window_asked(sys.argv[1:])
    if asked is None:
        from desktop.cli import main as command_line

        command_line()
    else:
        from desktop.app import run

        file, leave = asked
        sys.exit(run(file, exit_when_shown=leave))


def window_asked(words: Sequence[str]) -> tuple[Path | None, bool] | None:
    """Return the file to open, if any, and whether to leave when it is shown; None when the words are for `cli` to read.

    These are the words with which a desktop starts the program: none, or `open FILE`.
    """
    opens = words[:1] == ["open"]
    rest = words[1:] if opens else words
    files = [word for word in rest if word != LEAVE]
    if len(files) > opens or any(word.startswith("-") for word in files):
        return None
    return (Path(files[0]) if files else None), LEAVE in rest


if __name__ == "__main__":
    main()
