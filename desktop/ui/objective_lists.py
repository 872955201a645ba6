"""What the list of one objective says of entries that are not in it: they are in the list of all."""

from __future__ import annotations

from desktop.catalogue.definitions import Kind
from desktop.i18n.translation import gettext as _


def none_yet(kind: Kind, number: int) -> str:
    """Return what stands where no entry of a kind names an objective, though there are some that name others."""
    text = _("No entry names objective {number} yet. You will find all entries under “{kind}”.")
    return text.format(number=number, kind=_(kind.plural))


def is_elsewhere(kind: Kind, number: int) -> str:
    """Return what is said of an open entry that does not name the objective of the list."""
    text = _(
        "This entry does not name objective {number}, so it is not in this list. It stays open "
        "until you leave it. You will find all entries under “{kind}”."
    )
    return text.format(number=number, kind=_(kind.plural))
