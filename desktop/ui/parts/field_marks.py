"""Two signs beside a field, or at the head of a form: what the team says about it, and whether packages include it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.i18n.isolation import side_by_side
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.record.comments import said_open
from desktop.ui import keys
from desktop.ui.layout import LEAST_OF_TARGET
from desktop.ui.parts.icon_button import ToolButton
from desktop.ui.parts.icons import icon
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.theme import scaled
from desktop.ui.tooltips import hint
from desktop.ui.topics import about_topic

RELEASED, ON_SIGNING, INTERNAL, KEPT = "released", "on_signing", "internal", "kept"
"""Whether packages include an answer: as the forms say, or because the team keeps it back."""


UNFINISHED = "…"
"""Stands beside the number of comments where one was begun."""


class FieldMarks(QWidget):
    """The signs. What is out of the ordinary is always seen; the ways to change it come with keyboard or pointer.

    Args:
        parent: what they will stand in.
        whole: they are about the entry as a whole, and always seen.

    Signals:
        comments_wanted: somebody wants to read what is said, or to say something.
        keeping_wanted: somebody wants it kept back, or included again.
    """

    comments_wanted = Signal()
    keeping_wanted = Signal()

    def __init__(self, about: str, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._about = about
        self._whole = whole
        self._is_near = whole
        self._said = (0, 0, False)
        self._release = RELEASED
        # What the signs tell now: those that nobody has seen yet tell nothing, and a form has dozens.
        self._told_said: tuple[int, int, bool] | None = None
        self._told_release = ""
        self._comments = _small(self.comments_wanted)
        self._release_sign = _small(self.keeping_wanted)
        about_topic(self._comments, "comments")
        about_topic(self._release_sign, "release")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._release_sign)
        row.addWidget(self._comments)
        self._show()

    @property
    def comments(self) -> QToolButton:
        """The sign of the comments."""
        self._tell_comments()
        return self._comments

    @property
    def release(self) -> QToolButton:
        """The sign of what packages include."""
        self._tell_release()
        return self._release_sign

    def show_comments(self, open_: int, settled: int, *, begun: bool = False) -> None:
        """Show how many comments are open and how many are settled.

        Args:
            begun: whether whoever writes here has begun one and not added it.
        """
        if (open_, settled, begun) != self._said:
            self._said = open_, settled, begun
            self._show()

    def _tell_comments(self) -> None:
        if self._said == self._told_said:
            return
        self._told_said = open_, settled, begun = self._said
        text = said_open(open_) if open_ else _("Comments, all settled") if settled else _("No comments")
        if begun:
            text = side_by_side((text if open_ or settled else "", _("Unfinished comment")))
        if not self._whole:
            spoken = _("{field}: {said}").format(field=self._about, said=text)
        else:
            spoken = _("On the whole entry: {said}").format(said=text)
        _write(self._comments, (counted(open_) if open_ else "") + (UNFINISHED if begun else ""))
        self._comments.setIcon(icon("comment", "warns" if open_ or begun else "muted"))
        self._comments.setAccessibleName(spoken)
        does = _("Comments") if any(self._said) else pgettext("button", "Comment")
        self._comments.setToolTip(
            hint(f"{text}\n{keys.with_keys(does, 'comment_entry' if self._whole else 'comment')}")
        )

    def show_release(self, release: str) -> None:
        """Show whether packages include it."""
        if release != self._release:
            self._release = release
            self._show()

    def _tell_release(self) -> None:
        if self._release == self._told_release:
            return
        self._told_release = release = self._release
        said = {
            RELEASED: _("For release"),
            ON_SIGNING: _("For release, in signed packages only"),
            INTERNAL: _("Internal"),
            KEPT: _("Kept back"),
        }[release]
        why = {
            RELEASED: _("Packages include this. Press to keep it back."),
            ON_SIGNING: _("Only signed packages include this. Press to keep it back."),
            INTERNAL: _("The forms say that this never leaves the file."),
            KEPT: _("Your team keeps this back: no package includes it. Press to include it again."),
        }[release]
        drawn = "released" if release in (RELEASED, ON_SIGNING) else "kept"
        # The words are for what is out of the ordinary; at the head of the form, for everything.
        is_worded = self._whole or release in (INTERNAL, KEPT)
        sign = self._release_sign
        _write(sign, said if is_worded else "")
        sign.setIcon(icon(drawn, "warns" if release == KEPT else "muted"))
        sign.setAccessibleName(said if self._whole else _("{field}: {said}").format(field=self._about, said=said))
        sign.setAccessibleDescription(why)
        tip = why if release == INTERNAL or self._whole else keys.with_keys(why, "keep_back")
        sign.setToolTip(hint(f"{said}\n{tip}"))

    def show_near(self, near: bool) -> None:
        """Take notice that the keyboard or the pointer is there, or has gone."""
        self._is_near = near or self._whole
        self._show()

    def _show(self) -> None:
        said, kept = self._is_near or any(self._said), self._is_near or self._release in (INTERNAL, KEPT)
        # One that told something once has to tell what is so now: its words would keep their room.
        if said or self._told_said is not None:
            self._tell_comments()
        if kept or self._told_release:
            self._tell_release()
        let_be_seen(self._comments, said)
        let_be_seen(self._release_sign, kept)


class _Small(ToolButton):
    """A button beside the name of a field, as high as the way to the history there, at every zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setMinimumWidth(scaled(LEAST_OF_TARGET))
        self.setFixedHeight(scaled(LEAST_OF_TARGET))


def _write(button: QToolButton, text: str) -> None:
    """Write something beside the drawing of a button, or nothing; Qt keeps room for words where there are none to be written."""
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
    if style != button.toolButtonStyle():
        button.setToolButtonStyle(style)
    button.setText(text)


def _small(wanted: SignalInstance) -> QToolButton:
    made = _Small()
    made.setProperty("role", "small")
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it has a key, and would be two stops on the way to each field
    kept = made.sizePolicy()
    kept.setRetainSizeWhenHidden(True)  # else the name of the field would move when it comes
    made.setSizePolicy(kept)
    made.clicked.connect(lambda _checked=False: wanted.emit())
    return made
