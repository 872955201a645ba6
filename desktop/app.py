"""The composition root: the one place that builds everything and wires it."""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import installation, paths

CANNOT = 2
"""The exit status where the file that was to be shown is not: it could not be done, as on the command line."""

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.window import Window


def run(file: Path | None = None, *, exit_when_shown: bool = False) -> int:
    """Open the window and stay until it is closed. Returns the exit status of the program."""
    # All that is made until the window is there stays: to look through it for what could go finds nothing.
    gc.disable()
    application, window = build()
    from desktop.ui import runner

    left: list[bool] = []
    window.ready.connect(lambda: installation.came_up(window=True))
    if exit_when_shown:
        window.ready.connect(lambda: left.append(True))
        window.ready.connect(lambda: application.exit(0))
    else:
        window.ready.connect(window.tell_of_updates)
    there = file is None or window.open_file(file)
    window.show()
    gc.freeze()
    # Something may have been told meanwhile, and leaving ended the loop that told it.
    status = 0 if left else application.exec()
    if exit_when_shown and window.session is not None:
        runner.wait_for_all()  # what is worked out beside the window reads the file
        window.session.close()  # nobody closes this window, which closes the file otherwise
    if installation.installation() is not None:
        from desktop.operations.versions import clean_up

        clean_up()
    return status if there or not exit_when_shown else CANNOT


def build(*, language: str = "", dark: bool | None = None) -> tuple[QApplication, Window]:
    """Build the application and its window, not yet shown.

    Args:
        language: of the screen; the one used last, or that of the computer, when empty.
        dark: the colours; those used last when None.
    """
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui import bindings

    bindings.begin()
    from PySide6.QtWidgets import QApplication

    from desktop.ui import collecting, locale, theme
    from desktop.ui.application import Application
    from desktop.ui.parts.icons import application_icon
    from desktop.ui.preferences import Preferences
    from desktop.ui.window import Window

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else Application(sys.argv[:1])
    collecting.begin(application)
    application.setApplicationName("Pledgebook")
    application.setDesktopFileName("org.pledgebook.Pledgebook")  # by which a desktop knows whose window it is
    application.setWindowIcon(application_icon())
    preferences = Preferences(paths.user_settings() / "settings.json")
    locale.speak(application, language or preferences.language() or locale.of_computer())
    look = theme.ThemeManager(application)
    look.set_dark((preferences.text("colours") == "dark") if dark is None else dark)
    window = Window(preferences, look)
    if isinstance(application, Application):
        application.file_wanted.connect(window.open_file)
    sys.excepthook = window.handle_exception
    threading.excepthook = window.handle_thread_exception
    return application, window


def picture(file: Path, folder: Path, size: tuple[int, int], *, dark: bool = False, language: str = "en") -> list[Path]:
    """Write a picture of every page into a folder and return their paths, in the order of the navigator."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui.pictures import take_pictures

    application, window = build(language=language, dark=dark)
    return take_pictures(application, window, file, folder, size)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
