"""Times as people write them: the day in words, as everywhere in the program, and the hour of this computer."""

from __future__ import annotations

from datetime import datetime

from desktop.i18n.translation import language_in_use
from desktop.record.dates import in_words


def moment(at: str) -> str:
    """Return a time (ISO 8601) in the language of the screen and the time zone of this computer; empty for none."""
    if not at:
        return ""
    return _both().format(hour(at), day(at))


def day(at: str) -> str:
    """Return the day of a time, where this computer is, in words; empty for none."""
    return in_words(day_here(at))


def day_here(at: str) -> str:
    """Return the day of a time, where this computer is, as the file writes days (ISO 8601); empty for none."""
    return _local(at).date().isoformat() if at else ""


def hour(at: str) -> str:
    """Return the hour and minute of a time, where this computer is; empty for none."""
    # By the clock of 24 hours, as timetables have it: it needs no word that some languages lack.
    return f"{_local(at):%H:%M}" if at else ""


def _local(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone()


def _both() -> str:
    """Return how the language puts an hour (0) beside a day (1)."""
    from babel.dates import get_datetime_format

    language = language_in_use()
    return str(get_datetime_format("medium", locale=language.cldr or language.code)).replace("'", "")
