"""What the launchers of an installed program start: it finds the program beside itself and runs it.

The Python that reads this is the folder's own, and isolated: neither variables of the environment nor the folder in which
somebody stands lead it to other modules.
"""

import os
import sys

RUNTIME = os.path.dirname(os.path.realpath(__file__))
FOLDER = os.path.dirname(RUNTIME)
PORTABLE = "portable.txt"
"""Beside the launcher it says that settings, backups and installed packs stay in this folder."""


def main() -> None:
    """Run the program of this folder."""
    launcher = os.path.join(FOLDER, "pledgebook.exe" if sys.platform == "win32" else "pledgebook")
    # By these a program knows that it is installed, and how it starts itself once more, as for spelling.
    sys.frozen = True  # type: ignore[attr-defined]
    sys.executable = sys.argv[0] = launcher
    if os.path.exists(os.path.join(FOLDER, PORTABLE)):
        os.environ["PLEDGEBOOK_HOME"] = os.path.join(FOLDER, "home")
    sys.path += [os.path.join(RUNTIME, "site"), os.path.join(RUNTIME, "program")]

    from desktop.__main__ import main as run

    run()


if __name__ == "__main__":
    main()
