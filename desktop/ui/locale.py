"""The language of the screen: texts, direction of reading, numbers, and Qt's own words, all set in one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.i18n import translation
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.ui import fonts

OWN_NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "ru": "Русский", "zh": "中文"}
"""Each language by its own name: whoever looks for it can read it."""

_QT_NAMES = {"zh": "zh_CN"}


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


class _QtWords(QTranslator):
    """Qt's own words, with ours where its catalogues lack one."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return a word, None for what has no translation; an empty text would be shown as such."""
        said = super().translate(context, source, disambiguation, n)
        return said or (_(source) if source in _LACKING else None)


def speak(application: QApplication, code: str) -> None:
    """Let the screen speak a language from now on; what was built before has to be built anew."""
    translation.speak(code)
    fonts.need([OWN_NAMES[code]])
    right_to_left = code in translation.RIGHT_TO_LEFT
    QLocale.setDefault(QLocale(_QT_NAMES.get(code, code)))
    before = application.property("tongue")
    if isinstance(before, QTranslator):
        application.removeTranslator(before)
    translator = _QtWords(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != "en" and translator.load(f"qtbase_{_QT_NAMES.get(code, code)}", folder):
        application.installTranslator(translator)
    application.setProperty("tongue", translator)
    # After the translator: the catalogue of Qt has a word of its own about the direction.
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)


def of_computer() -> str:
    """Return the language that this computer is set to, English where Pledgebook does not have it."""
    code = QLocale.system().name()[:2]
    return code if code in translation.LANGUAGES else "en"


def language_menu(parent: QWidget, wanted: Callable[[str], object]) -> QMenu:
    """Return a menu with the six languages, each by its own name; the one that is spoken is marked."""
    menu = QMenu(_("Language"), parent)
    menu.aboutToShow.connect(partial(fonts.need, OWN_NAMES.values()))
    group = QActionGroup(menu)
    for code in translation.LANGUAGES:
        action = menu.addAction(OWN_NAMES[code])
        action.setCheckable(True)
        action.setChecked(code == translation.spoken())
        action.triggered.connect(partial(_chosen, wanted, code))
        group.addAction(action)
    return menu


def _chosen(wanted: Callable[[str], object], code: str, _checked: bool = False) -> None:
    wanted(code)
