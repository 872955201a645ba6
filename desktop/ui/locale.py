"""The language of the screen: texts, direction of reading, numbers, and Qt's own words, all set in one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.i18n import translation
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.ui import fonts

_LACKING = frozenset(
    {
        N_("&Look in:"),
        N_("Files of &type:"),
        N_("Drive"),
        N_("File"),
        N_("File Folder"),
        N_("Folder"),
        N_("Shortcut"),
        N_("Unknown"),
        N_("OK"),
        N_("Help"),
    }
)
"""What Qt says in its dialogs for files and messages and has no translation of, in one language or all."""

_OURS = frozenset(
    {
        N_("Directories"),
        N_("Directory:"),
        N_("Find Directory"),
        N_("Parent Directory"),
        N_("Could not delete directory."),
        N_("File &name:"),
        N_("Save As"),
    }
)
"""What Qt says there with other words than the rest of the window: of directories and not of folders."""


class _QtWords(QTranslator):
    """Qt's own words, with ours where its catalogues lack one or name a key as no keyboard does."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return a word, None for what has no translation; an empty text would be shown as such."""
        if context == "QShortcut" and source in (keys := dict(translation.language_in_use().keys)):
            return keys[source]
        if source in _OURS:
            return _(source)
        said = super().translate(context, source, disambiguation, n)
        return said or (_(source) if source in _LACKING else None)


def speak(application: QApplication, code: str) -> None:
    """Let the screen speak a language from now on; what was built before has to be built anew."""
    translation.set_language(code)
    language = LANGUAGES[code]
    fonts.need([language.own_name])
    QLocale.setDefault(QLocale(language.qt or code))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = _QtWords(application)
    direction = Qt.LayoutDirection.RightToLeft if language.right_to_left else Qt.LayoutDirection.LeftToRight
    before = application.property("translator")
    if isinstance(before, QTranslator):
        application.removeTranslator(before)
    if code != "en" and translator.load(f"qtbase_{language.qt or code}", folder):
        application.installTranslator(translator)
    application.setProperty("translator", translator)
    # After the translator: the catalogue of Qt has a word of its own about the direction.
    application.setLayoutDirection(direction)


def of_computer() -> str:
    """Return the language that this computer is set to, English where Pledgebook does not have it."""
    code = QLocale.system().name()[:2]
    return code if code in LANGUAGES else "en"


def language_menu(parent: QWidget, wanted: Callable[[str], object]) -> QMenu:
    """Return a menu with the languages, each by its own name that whoever looks for it can read; the one that is spoken is marked."""
    menu = QMenu(_("Language"), parent)
    menu.aboutToShow.connect(partial(fonts.need, [each.own_name for each in LANGUAGES.values()]))
    group = QActionGroup(menu)
    for code, language in LANGUAGES.items():
        action = menu.addAction(language.own_name)
        action.setCheckable(True)
        action.setChecked(code == translation.current_language())
        action.triggered.connect(partial(_chosen, wanted, code))
        group.addAction(action)
    return menu


def _chosen(wanted: Callable[[str], object], code: str, _checked: bool = False) -> None:
    wanted(code)
