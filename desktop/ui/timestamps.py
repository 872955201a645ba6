"""Times as people write them."""

from __future__ import annotations

from datetime import datetime

from desktop.i18n.translation import current_language


def moment(at: str) -> str:
    """Return a time (ISO 8601) in the language of the screen and the time zone of this computer; empty for none."""
    if not at:
        return ""
    from babel.dates import format_datetime

    local = datetime.fromisoformat(at).astimezone()
    return str(format_datetime(local, "medium", locale=current_language()))
