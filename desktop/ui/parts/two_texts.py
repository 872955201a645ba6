"""Two texts side by side with what differs marked: what went is struck through, what came is underlined."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.marked_text import Piece, marked
from desktop.ui.layout import GAP, card, words
from desktop.ui.theme import colours


class TwoTexts(QWidget):
    """What stands here beside what was written there, each with who said it and what stood there before."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP // 2)
        self.ours, self.theirs = _Side(), _Side()
        for place, side in enumerate((self.ours, self.theirs)):
            grid.addWidget(side.frame, 0, place)
            grid.setColumnStretch(place, 1)

    def show_texts(
        self,
        heads: tuple[str, str],
        texts: tuple[str, str],
        who: tuple[str, str] = ("", ""),
        earlier: tuple[Sequence[str], Sequence[str]] = ((), ()),
    ) -> None:
        """Show two texts.

        Args:
            heads: what stands above each.
            who: who said each, and when.
            earlier: what was said in the same place before, in lines.
        """
        pieces = marked(*texts)
        for place, (side, drop) in enumerate(((self.ours, "added"), (self.theirs, "removed"))):
            shown = [piece for piece in pieces if piece.mark != drop]
            side.show_text(heads[place], texts[place], shown, who[place], earlier[place])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "theirs"):
            for side in (self.ours, self.theirs):
                side.mark()  # the colours may be other ones now


class _Side:
    """One of the two."""

    def __init__(self) -> None:
        self.frame, body = card(spacing=GAP // 4)
        self.head = words("", "label")
        self.who = words("", "muted")
        self.text = words("", "body", selectable=True)
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.earlier = words("", "muted")
        self._pieces: Sequence[Piece] = ()
        for each in (self.head, self.who, self.text, self.earlier):
            body.addWidget(each)
        body.addStretch(1)

    def show_text(self, head: str, text: str, pieces: Sequence[Piece], who: str, earlier: Sequence[str]) -> None:
        """Show a text with its marks."""
        self.head.setText(head)
        self.who.setText(who)
        self.who.setVisible(bool(who))
        said = text or _("No answer")
        self._pieces = pieces if text else [Piece("same", said)]
        self.mark()
        self.text.setAccessibleName(_("{name}: {text}").format(name=head, text=said))
        self.text.setAccessibleDescription(_marks_said(pieces))
        self.earlier.setText("\n".join(earlier))
        self.earlier.setVisible(bool(earlier))

    def mark(self) -> None:
        """Write the text with its marks in the colours in use."""
        _show_marked(self.text, self._pieces)


def _show_marked(label: QLabel, pieces: Sequence[Piece]) -> None:
    c = colours()
    styles = {
        "removed": f"color:{c.blocks};text-decoration:line-through",
        "added": f"color:{c.done};font-weight:bold;text-decoration:underline",
    }
    html = []
    for piece in pieces:
        text = escape(piece.text).replace("\n", "<br>")
        style = styles.get(piece.mark)
        html.append(f'<span style="{style}">{text}</span>' if style else text)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText("".join(html))


def _marks_said(pieces: Sequence[Piece]) -> str:
    """Return what a screen reader says of the marks."""
    differing = [piece.text.strip() for piece in pieces if piece.mark != "same" and piece.text.strip()]
    return _("Only here: {texts}").format(texts=" … ".join(differing)) if differing else ""
