"""What can go wrong in ways that people meet, each with a sentence for them."""

from __future__ import annotations

from desktop.catalogue.problems import Known

__all__ = ["Cancelled", "Known"]


class Cancelled(Known):
    """Somebody chose to stop; nothing was changed."""
