"""Run the program: `python -m desktop`, and the command `pledgebook`."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from desktop import diagnostics, installation

LEAVE = "--exit-when-shown"

_BETWEEN_LOOKS = 500_000
"""So many things may be made before somebody looks whether they are still needed; until then it takes some 100 MB at most."""


def main(started: Mapping[str, Any] | None = None) -> None:
    """Open the window when nothing else is asked for, else do what the command line says.

    The window does not wait for the command line: reading that takes a third of the time of a bare window.

    Args:
        started: what the `installers/boot.py` of an installed program knows, see `desktop.installation`. One of an earlier version
            may start this program: what it gives never means something else.
    """
    if started is not None:
        installation.begin(started)
    if sys.argv[1:2] == ["--look-up-words"]:  # a frozen program has no other way to be a process of another kind
        from desktop.i18n.spelling_worker import main as look_up_words

        look_up_words()
        return
    sys.excepthook = _tell_mistake
    asked = window_asked(sys.argv[1:])
    if asked is None:
        diagnostics.start()
        # A command keeps nearly all that it makes until it ends: looking for rubbish often finds none, and costs a tenth.
        # What is imported stays as well.
        gc.set_threshold(_BETWEEN_LOOKS)
        atexit.register(gc.freeze)
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


def import_all(words: Sequence[str]) -> None:
    """Import every module that a start with these words can come to, before an update is given its first start.

    A page that does not let itself be imported would be missed months later, and nobody would think of the update.
    """
    import pkgutil
    from importlib import import_module

    import desktop

    shown = window_asked(words) is not None
    rooms = ("desktop.ui", "desktop.app")
    for each in pkgutil.walk_packages(desktop.__path__, "desktop."):
        if shown or not each.name.startswith(rooms):  # commands work where Qt finds no libraries to draw with
            import_module(each.name)


def _tell_mistake(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell a mistake of ours where there is no window yet: a sentence, and never an answer that an error repeats."""
    if not isinstance(error, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    diagnostics.note("a mistake before the window was there", error)
    from desktop.cli_common import tell_mistake

    tell_mistake()


if __name__ == "__main__":
    main()
