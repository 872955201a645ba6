"""Fields that are typed: texts of a line and of many, dates, years, numbers, e-mail addresses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.catalogue.definitions import FormField
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Value, tidy
from desktop.record.reading import read
from desktop.ui.fields.base import FieldWidget, FormContext

LEAST_LINES, MOST_LINES = 3, 14
COUNTED_FROM = 0.8
"""Share of the longest allowed text from which the counter is shown on fields without a shortest one."""


class LineField(FieldWidget):
    """One line of text, read as its type says."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.line = QLineEdit()
        self.line.textEdited.connect(lambda _text: self.touched.emit())
        self.line.returnPressed.connect(self.commit)
        if definition.type == "date":
            self.line.setPlaceholderText(_("year, year-month or year-month-day"))
        elif definition.type == "year":
            self.line.setPlaceholderText(_("year"))
        if definition.type in ("date", "year", "number"):
            self.line.setMaximumWidth(self.fontMetrics().averageCharWidth() * 44)
        self._inner.addWidget(self.line)
        self._watch(self.line)
        self._kept = ""

    def editor(self) -> QWidget:
        """Return the line."""
        return self.line

    def problem(self) -> str:
        """Return what is wrong with what was typed."""
        _value, problems = read(self.definition, self.line.text().strip(), self.context.catalogue)
        return problems[0].text if problems else ""

    def _shown(self) -> Value | None:
        text = self.line.text().strip()
        value, problems = read(self.definition, text, self.context.catalogue)
        # What is no date or number is not kept as one; it stays on the screen with the problem beside it.
        return self._set if problems else value

    def _show(self, value: Value | None) -> None:
        text = "" if value is None else str(value)
        if self.line.text() != text:
            self.line.setText(text)


class LongTextField(FieldWidget):
    """Paragraphs, in a box that grows with the text, with a live count where the form has limits."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.box.textChanged.connect(self._changed)
        self.counter = QLabel()
        self.counter.setProperty("role", "help")
        self._inner.addWidget(self.box)
        self._inner.addWidget(self.counter, 0, Qt.AlignmentFlag.AlignTrailing)
        self._watch(self.box)
        self._changed()

    def editor(self) -> QWidget:
        """Return the box."""
        return self.box

    def _changed(self) -> None:
        self._fit()
        self._count()
        self.touched.emit()

    def _fit(self) -> None:
        lines = int(self.box.document().size().height())
        shown = min(max(lines, LEAST_LINES), MOST_LINES)
        self.box.setFixedHeight(self.fontMetrics().lineSpacing() * shown + 24)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _count(self) -> None:
        least, most = self.definition.min_length, self.definition.max_length
        count = len(str(tidy(self.box.toPlainText()) or ""))
        if most is None or (least is None and count < most * COUNTED_FROM):
            self.counter.hide()
            return
        self.counter.show()
        numbers = {"count": f"{count:,}", "most": f"{most:,}", "least": f"{least or 0:,}"}
        if count > most:
            text = _("{count} characters: too long, at most {most}")
        elif least is not None and 0 < count < least:
            text = _("{count} characters: too short, at least {least}")
        elif least is not None:
            text = _("{count} of {least} to {most} characters")
        else:
            text = _("{count} of at most {most} characters")
        self.counter.setText(text.format(**numbers))
        broken = count > most or (least is not None and 0 < count < least)
        self.counter.setProperty("state", "blocks" if broken else "")
        self.counter.style().unpolish(self.counter)
        self.counter.style().polish(self.counter)

    def _shown(self) -> Value | None:
        return tidy(self.box.toPlainText())

    def _show(self, value: Value | None) -> None:
        text = "" if value is None else str(value)
        if tidy(self.box.toPlainText()) != (text or None):
            self.box.setPlainText(text)
