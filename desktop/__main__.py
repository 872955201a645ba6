"""Run the program: `python -m desktop`, and the command `pledgebook`."""

from __future__ import annotations

import sys
from types import TracebackType

from desktop import diagnostics


def main() -> None:
    """Open the window when nothing else is asked for, else do what the command line says.

    The window does not wait for the command line: reading that takes a tenth of the time to the first page.
    """
    diagnostics.start()
    sys.excepthook = _tell_mistake
    words = sys.argv[1:]
    if all(word == "--exit-when-shown" for word in words):
        from desktop.app import run

        sys.exit(run(exit_when_shown=bool(words)))
    from desktop.cli import main as command_line

    command_line()


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
