"""The box that says how the objectives are grouped."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.layout import CalmCombo
from desktop.ui.objective_order import BY_NUMBER
from desktop.ui.session import Session


class GroupingBox(CalmCombo):
    """Chooses the order of the objectives for the whole window."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = session.order
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setAccessibleName(_("Group the objectives by"))
        self.setToolTip(_("Group the objectives by"))
        self.addItem(_("By number"), BY_NUMBER)
        for grouping in session.catalogue.groupings:
            self.addItem(_(grouping.label), grouping.key)
        self._show()
        self.currentIndexChanged.connect(lambda _place: self._order.group_by(str(self.currentData())))
        self._order.changed.connect(self._show)

    def _show(self) -> None:
        self.setCurrentIndex(max(self.findData(self._order.grouping), 0))
