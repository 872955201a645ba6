#!/usr/bin/env python3
"""Build what people install: the one door to `installers/`.

    ./build_installer.py stage   windows|linux|macos     a program folder for that system, in build/
    ./build_installer.py pack    windows|linux|macos     what people download, in dist/
    ./build_installer.py test    windows|linux           install what was packed, and do the main job with it
    ./build_installer.py update  OLD NEW                 an update of the program alone, from two program folders
    ./build_installer.py finish                          list of parts, licences, checksums, signatures, in dist/

Each says in one sentence what it needs and where to get it. `docs/installing.md` is for those who install,
`docs/releasing.md` for those who release.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PYTHON = ROOT / os.environ.get("VENV", ".venv") / "bin" / "python"

if __name__ == "__main__":
    if Path(sys.prefix) != PYTHON.parent.parent:
        if not PYTHON.exists():
            sys.exit("The environment of the checkout is not there yet. Please run: make setup")
        os.execv(PYTHON, [str(PYTHON), "-B", str(Path(__file__).resolve()), *sys.argv[1:]])
    sys.path.insert(0, str(ROOT))
    from installers.commands import main

    main()
