"""Widgets without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.ui.fields import FieldWidget, FormContext, make_field
from desktop.ui.theme import Look, look_in_use

Show = Callable[..., FieldWidget]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The look of the program; whatever a test makes of it is taken back."""
    look = look_in_use()
    if look is None:
        look = Look(qapp)
        look.set_dark(False)
    yield look
    if look.dark:
        look.set_dark(False)
    look.set_zoom(100)


@pytest.fixture
def shown(qtbot: QtBot, look: Look) -> Callable[[QWidget], QWidget]:
    """Show a widget in a window that has the keyboard."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(900, 700)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


@pytest.fixture
def field(shown: Callable[[QWidget], QWidget], catalogue: Catalogue) -> Show:
    """Show the widget of a field: of one of the shipped forms (`"pledge.title"`), or of a definition."""

    def show(definition: str | FormField, context: FormContext | None = None) -> FieldWidget:
        if isinstance(definition, str):
            kind, key = definition.split(".")
            definition = catalogue.kind(kind).field(key)
        widget = make_field(definition, context or FormContext(catalogue))
        shown(widget)
        return widget

    return show
