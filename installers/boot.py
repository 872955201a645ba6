"""What the launcher of an installed program starts: it finds the program beside itself, and hands over to it."""

import os
import sys

_RUNTIME = os.path.dirname(os.path.abspath(__file__))
_FOLDER = os.path.dirname(_RUNTIME)


def main() -> None:
    """Run the program of this folder."""
    # A portable one keeps settings and backups on its own stick, whatever letter that has today.
    if os.path.exists(os.path.join(_FOLDER, "portable.txt")):
        os.environ["PLEDGEBOOK_HOME"] = os.path.join(_FOLDER, "home")
    # What the program starts once more, as a process of another kind, is its launcher and no Python.
    sys.frozen = True  # type: ignore[attr-defined]
    sys.argv[0] = "pledgebook"
    sys.path.insert(0, os.path.join(_RUNTIME, "program"))
    from desktop.__main__ import main as program

    program()


if __name__ == "__main__":
    main()
