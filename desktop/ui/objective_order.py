"""The order in which the objectives are shown, one for every page that lists them or leads from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _

BY_NUMBER = ""
"""The grouping of those who want none: the objectives in their own order."""


class ObjectiveOrder(QObject):
    """By number, or in the groups of a grouping of the forms.

    Signals:
        changed: the objectives are shown in another order now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grouping = BY_NUMBER

    @property
    def grouping(self) -> str:
        """The key of the grouping, `BY_NUMBER` for none."""
        return self._grouping

    def group_by(self, grouping: str) -> None:
        """Choose a grouping by its key."""
        if grouping != self._grouping:
            self._grouping = grouping
            self.changed.emit()

    def groups(self, catalogue: Catalogue) -> list[tuple[str, Sequence[int]]]:
        """Return the names of the groups with the numbers of their objectives; one without a name for no grouping."""
        for grouping in catalogue.groupings:
            if grouping.key == self._grouping:
                return [(_(group.label), group.objectives) for group in grouping.groups]
        return [("", [objective.number for objective in catalogue.objectives])]

    def numbers(self, catalogue: Catalogue) -> list[int]:
        """Return the numbers of all objectives in the order shown."""
        return [number for _name, numbers in self.groups(catalogue) for number in numbers]
