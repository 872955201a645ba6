"""Run the program: `python -m desktop`, and the command `pledgebook`."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the window when nothing else is asked for, else do what the command line says.

    The window does not wait for the command line: reading that takes a tenth of the time to the first page.
    """
    words = sys.argv[1:]
    if all(word == "--exit-when-shown" for word in words):
        from desktop.app import run

        sys.exit(run(exit_when_shown=bool(words)))
    from desktop.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
