"""What is said of the demonstration, wherever it is offered or open."""

from __future__ import annotations

from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _


def told_english() -> str:
    """Return in which language its texts are, for whoever reads another one; nothing in English."""
    return _("Most texts in the demonstration are in English.") if current_language() != "en" else ""
