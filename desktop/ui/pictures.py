"""A picture of every page, for looking at them and for the manual."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QEventLoop, QIODevice, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.atomic_write import atomic_write, make_folder
from desktop.errors import CannotWrite
from desktop.i18n.translation import gettext as _
from desktop.ui.navigation import Place
from desktop.ui.pages import FOOT, LINES, PAGES
from desktop.ui.pages.objective import PARTS
from desktop.ui.window import Window


def take_pictures(
    application: QApplication, window: Window, file: Path, folder: Path, size: tuple[int, int]
) -> list[Path]:
    """Show every page once and write what is seen as PNG files.

    Args:
        size: width and height of the window in pixels.

    Returns: the paths, in the order of the navigator.

    Raises UserError: the submission cannot be opened, or the folder cannot be written to.
    """
    from desktop.operations.open_file import open_file

    make_folder(folder)
    window.setWindowState(Qt.WindowState.WindowNoState)  # on a small screen it begins as large as that
    window.resize(*size)
    window.show()
    taken = [_take(window, folder / "00-start.png")]
    window.show_submission(open_file(file))
    workplace = window.workplace
    assert workplace is not None
    for number, (name, place) in enumerate(places(window), 1):
        workplace.go(place)
        while not workplace.page.is_filled:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        taken.append(_take(window, folder / f"{number:02}-{name}.png"))
    window.close()
    return taken


def places(window: Window) -> list[tuple[str, Place]]:
    """Return a name and a place for each page of an open submission, and for each part of an objective's page."""
    found = [(page.key, Place(page.key)) for line in (*LINES, *FOOT) for page in line.pages]
    assert window.session is not None
    for objective in window.session.catalogue.objectives:
        found.append((f"objective-{objective.number:02}", Place("objective", str(objective.number))))
    busiest = _busiest(window)
    found += [(f"objective-{busiest:02}-{part}", Place("objective", str(busiest), part=part)) for part in PARTS]
    found.append(("search", Place("search", _("migrants"))))
    assert {place.page for _name, place in found} == set(PAGES)
    return found


def _busiest(window: Window) -> int:
    """The objective with most to show."""
    assert window.session is not None
    submission = window.session.submission
    return max(
        window.session.catalogue.objectives,
        key=lambda each: sum(
            len(submission.of_objective(kind, each.number)) for kind in ("practice", "gap", "pledge", "evidence")
        ),
    ).number


def _take(window: QWidget, path: Path) -> Path:
    # Layouts settle in posted events; everything that was posted has to have happened before the picture.
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QCoreApplication.processEvents()
    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    if not window.grab().save(drawn, "PNG"):
        raise CannotWrite(_("The picture {name} cannot be saved.").format(name=path.name))
    with atomic_write(path) as stream:
        stream.write(drawn.data().data())
    return path
