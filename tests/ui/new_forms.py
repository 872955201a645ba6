"""The form of a new entry, for tests that click and type in it."""

from __future__ import annotations

from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.window import Window
from tests.ui.stops import settle


def begun(opened: Window, page: str) -> FormView:
    """Return the form of a new entry on a page, in a window in which a long name needs more room than none."""
    assert opened.workplace is not None
    opened.resize(1100, 740)
    opened.workplace.go(Place(page))
    shown = opened.page()
    assert isinstance(shown, EntriesPage)
    shown.panel.add()
    settle()
    return shown.panel.form
