"""Files that are dragged onto a part of the window: it says that it takes them, and takes them where they are let go."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.i18n.lists import joined
from desktop.i18n.translation import gettext as _


def dropped_files(mime: QMimeData) -> list[Path]:
    """Return the files of what is dragged; none where something else is among it, as a folder: nothing is left out unsaid."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return paths if len(paths) == len(mime.urls()) and all(map(os.path.isfile, paths)) else []


def unfit(files: Sequence[Path], formats: Sequence[str], most: int | None) -> str:
    """Return in a sentence why files are not taken where they were let go, empty when they are."""
    if most is not None and len(files) > most:
        return _("Only one file is accepted at a time. Please drop the files one by one.")
    wanted = {f".{each}" for each in formats}
    if wanted and any(each.suffix.lower() not in wanted for each in files):
        endings = joined(f".{each}" for each in formats)
        return _("Files of this type are not accepted here. Accepted types: {endings}").format(endings=endings)
    return ""


class FileDrops(QObject):
    """Lets files be dropped onto a widget and all that lies in it.

    Signals:
        over: whether files are held over the widget at this moment.
        dropped: the paths that were let go, a list.
    """

    over = Signal(bool)
    dropped = Signal(object)

    def __init__(self, target: QWidget, takes: Callable[[], bool] = lambda: True) -> None:
        super().__init__(target)
        self._takes = takes
        self._watched = [target]
        if isinstance(target, QAbstractScrollArea):
            self._watched.append(target.viewport())
        for each in self._watched:
            each.setAcceptDrops(True)
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self.over.emit(False)
            return False
        if not isinstance(event, QDropEvent):  # entering and moving are kinds of it
            return False
        files = dropped_files(event.mimeData())
        if not files or not self._takes():
            return False
        event.acceptProposedAction()
        dropping = event.type() == QEvent.Type.Drop
        self.over.emit(not dropping)
        if dropping:
            self.dropped.emit(files)
        return True
