"""What has changed in a part since it was cleared: each answer with the words that went and those that came."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.lists import joined
from desktop.i18n.translation import gettext as _
from desktop.record.clearance_changes import Changes, FieldChange
from desktop.record.marked_text import marked
from desktop.ui.layout import GAP, clear, words
from desktop.ui.parts.marked import MarkedText


class ClearanceChanges(QWidget):
    """A list of answers; what went is struck through, what came is underlined, and a screen reader is told both texts."""

    def __init__(self) -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(GAP // 4)

    def show_changes(self, changes: Changes | None) -> None:
        """Show what has changed; None where nothing has."""
        clear(self._body)
        self.setVisible(changes is not None)
        if changes is None:
            return
        self._body.addWidget(words(_("What was changed"), "label"))
        if not changes.known:
            text = _(
                "The history of this file does not contain the text that was reviewed or cleared, so it "
                "is not known what was changed."
            )
            self._body.addWidget(words(text, "body"))
            return
        if changes.by:
            self._body.addWidget(words(_("Changed by: {names}").format(names=joined(changes.by)), "muted"))
        for each in changes.fields:
            self._body.addWidget(words(_heading(each), "muted"))
            self._body.addWidget(_marked(each))


def _heading(change: FieldChange) -> str:
    if change.field:
        return _("{entry}, {field}").format(entry=change.entry, field=change.field)
    return (
        _("Removed: {name}").format(name=change.entry)
        if change.before
        else _("Added: {name}").format(name=change.entry)
    )


def _marked(change: FieldChange) -> MarkedText:
    sides = ((_("Before"), change.before), (_("After"), change.after))
    spoken = (_("{label}: {text}").format(label=label, text=text or _("No answer")) for label, text in sides)
    return MarkedText(marked(change.before, change.after), "\n".join(spoken))
