"""What a comparison comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.i18n.translation import gettext as _


@dataclass
class Comparison:
    """What one comparison came to.

    Args:
        entries: how many entries were found again.
        texts: how many answers were compared.
        differences: what is not as it must be, in sentences.
    """

    entries: int = 0
    texts: int = 0
    differences: list[str] = field(default_factory=list)

    def lacks_report(self) -> None:
        """Note that there is no report that can be read."""
        self.differences.append(_("The report cannot be read back for checking."))

    def lacks_document(self, pledge: str) -> None:
        """Note that a pledge, named by its id, has no document that can be read."""
        self.differences.append(
            _("There is no document for the pledge {id} that can be read back for checking.").format(id=pledge)
        )
