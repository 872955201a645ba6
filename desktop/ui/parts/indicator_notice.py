"""What everybody who looks at indicators should know of their list."""

from __future__ import annotations

from desktop.i18n.translation import gettext as _
from desktop.ui.parts.notes import Notice


def indicator_notice() -> Notice:
    """Return the notice that no list of indicators is official."""
    return Notice(
        _(
            "The official list of indicators was not found; each indicator here shows what is known "
            "about its status. All of them are voluntary. If there is no data, choose “Not available” and "
            "say why."
        )
    )
