"""The one place that finds what ships with the program, and the folders of the user."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from desktop.disk import private_folder

HOME = "PLEDGEBOOK_HOME"
"""An environment variable: a folder that takes all of the user's folders, for portable use and for tests."""


@cache
def _shipped() -> Path:
    # An installed program and a wheel carry a folder inside the package, a checkout has them on top.
    for place in (Path(__file__).parent / "_data", Path(__file__).parent.parent):
        if (place / "forms").is_dir():
            return place
    raise FileNotFoundError("forms")


def forms() -> Path:
    """Return the folder of the form definitions."""
    return _shipped() / "forms"


def locale() -> Path:
    """Return the folder of the translations."""
    return _shipped() / "locale"


def manual() -> Path:
    """Return the folder of the manual."""
    return _shipped() / "manual"


def resources() -> Path:
    """Return the folder of fonts, icons and the demonstration's source."""
    return _shipped() / "resources"


def _user(kind: str) -> Path:
    place = _place(kind)
    with suppress(
        OSError
    ):  # where nothing can be written, work on a file elsewhere still can; whoever writes here says why
        private_folder(place)  # what lies here is the team's work and nobody else's
    return place


def _place(kind: str) -> Path:
    home = os.environ.get(HOME)
    if home:
        return Path(home) / kind
    import platformdirs

    dirs = platformdirs.PlatformDirs("Pledgebook", appauthor=False)
    match kind:
        case "settings":
            return dirs.user_config_path
        case "cache":
            return dirs.user_cache_path
        case "logs":
            return dirs.user_log_path
    return dirs.user_data_path


def user_settings() -> Path:
    """Return the folder of what this computer remembers; made when it is not there and can be."""
    return _user("settings")


def user_data() -> Path:
    """Return the folder of backups and the demonstration; made when it is not there and can be."""
    return _user("data")


def user_cache() -> Path:
    """Return the folder of what can be made anew at any time; made when it is not there and can be."""
    return _user("cache")


def logs() -> Path:
    """Return where the log lies; whoever writes to it makes the folder, since most days have nothing to note."""
    return _place("logs")


def backups() -> Path:
    """Return where backups lie; whoever makes one makes the folder, since a submission opens without it too."""
    return _place("data") / "backups"
