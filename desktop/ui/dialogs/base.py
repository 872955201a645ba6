"""What all dialogs have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui.boxes import GAP

EDGE = GAP + GAP // 2


class Dialog(QDialog):
    """A dialog of one column, which is gone for good once it is closed.

    Without that, each one that was ever opened would stay with its page and be told of every change.

    Args:
        size: width and height in pixels; as large as its content needs when None.

    Attributes:
        inner: the column.
    """

    def __init__(self, title: str, parent: QWidget | None, size: tuple[int, int] | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        if size:
            self.resize(*size)
        self.inner = QVBoxLayout(self)
        self.inner.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.inner.setSpacing(GAP)
        self.finished.connect(self.deleteLater)
