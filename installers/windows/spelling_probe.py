"""Stands in for the program in a test: it asks the spell check of the window for a word, and says what it answered."""

import sys

from desktop.__main__ import main as program


def main(*told: object) -> None:
    """Look a word up as the window does; exit status 0 when it is known to be wrong."""
    if sys.argv[1:2] == ["--look-up-words"]:
        program(*told)
        return
    from PySide6.QtCore import QCoreApplication, QTimer

    from desktop.ui.spelling import WordLookup

    application = QCoreApplication([])
    lookup = WordLookup(application)
    lookup.known.connect(application.quit)
    QTimer.singleShot(30_000, application.quit)
    lookup.ask("en", ["migration", "migratoin"])
    application.exec()
    wrong = [word for word in ("migration", "migratoin") if lookup.is_wrong("en", word)]
    lookup.stop()
    print("wrong:", *wrong)
    sys.exit(wrong != ["migratoin"])
