"""Examples beside the question: published pledges and practices, to be read, and never taken for the country's own words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.catalogue import examples, region_names
from desktop.catalogue.definitions import Example
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import current_language, ngettext
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value
from desktop.ui import fonts
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import (
    GAP,
    CalmCombo,
    Sides,
    across,
    beside,
    button,
    clear,
    filter_box,
    margins,
    scrolling,
    words,
    written_in,
)
from desktop.ui.line_side import begin_at_side
from desktop.ui.list_views import rows
from desktop.ui.parts.icons import let_be_cleared
from desktop.ui.parts.notes import Notice
from desktop.ui.session import Session

EXAMPLE = Qt.ItemDataRole.UserRole
KINDS = ("pledge", "practice")
SOON = 150
"""Milliseconds after the last key after which the list is filled anew."""


class ExamplesDialog(Dialog):
    """Stands beside the form and leaves it alone: nothing of an example is copied anywhere by itself.

    Args:
        kind: what is looked at first, `pledge` or `practice`.
        objective: only examples of this objective at first, 0 for all.
        begins: a matching pledge can begin from a pledge here.
        closed: why none may be added here, in a sentence; empty where one may.

    Signals:
        matching_wanted: the answers with which a matching pledge begins.
    """

    matching_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        kind: str,
        objective: int = 0,
        parent: QWidget | None = None,
        *,
        begins: bool = False,
        closed: str = "",
    ) -> None:
        super().__init__(_("Examples"), parent, (960, 640))
        self.session = session
        self._begins = begins
        self._closed = closed
        self._all = examples.of(session.catalogue)
        self.inner.addWidget(
            Notice(
                _(
                    "What others have published, in summaries by Pledgebook or by a data pack. These are not the "
                    "words of your country: check them at their source before you refer to them."
                )
            )
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search in the examples"))
        self.search.setAccessibleName(_("Search in the examples"))
        let_be_cleared(self.search)
        begin_at_side(self.search)
        self.kinds = CalmCombo()
        self.kinds.setAccessibleName(_("Pledges or practices"))
        for key in KINDS:
            self.kinds.addItem(_(session.catalogue.kind(key).plural), key)
        self.kinds.setCurrentIndex(KINDS.index(kind))
        self.objectives = filter_box(_("Objective"), 24)
        self.objectives.addItem(_("All objectives"), 0)
        for each in session.catalogue.objectives:
            label = _("{number}  {title}").format(number=each.number, title=session.catalogue.label(each.number))
            self.objectives.addItem(label, each.number)
        self.objectives.setCurrentIndex(max(self.objectives.findData(objective), 0))
        above = across(self.kinds, self.objectives, self.search)
        above.setStretch(2, 1)
        self.inner.addLayout(above)
        self._build_list()
        self._matching = button(_("Start a matching pledge from this example"), self.begin_matching)
        self._why_not = words("", "muted")
        self.inner.addWidget(self._why_not)
        self.inner.addLayout(across(self._matching, None, button(_("Close"), self.accept)))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.fill)
        self.search.textEdited.connect(self._soon.start)
        self.search.installEventFilter(self)
        self.kinds.currentIndexChanged.connect(self.fill)
        self.objectives.currentIndexChanged.connect(self.fill)
        self.fill()
        self.search.setFocus()

    def _build_list(self) -> None:
        self._model = QStandardItemModel(0, 1, self)
        self.list = rows(self._model, _("Examples"))
        self.list.selectionModel().currentChanged.connect(self._choose)
        self._count = words("", "muted")
        leading = QWidget()
        column = QVBoxLayout(leading)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._count)
        column.addWidget(self.list, 1)
        area, self._shown = scrolling()
        margins(self._shown, GAP, 0, GAP // 2, 0)
        area.setAccessibleName(_("The chosen example"))
        self._shown.setSpacing(GAP // 2)
        split = Sides()
        split.addWidget(leading)
        split.addWidget(area)
        beside(split)
        self.inner.addWidget(split, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if watched is self.search and down:
            if self._soon.isActive():
                self._soon.stop()
                self.fill()
            if self._model.rowCount():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def chosen(self) -> Example | None:
        """Return the example that is shown, None when none is."""
        found = self.list.currentIndex().data(EXAMPLE)
        return found if isinstance(found, Example) else None

    def fill(self) -> None:
        """List what fits the search, and show the first one."""
        found = examples.found(
            self._all, self.kinds.currentData(), self.objectives.currentData(), self.search.text().strip()
        )
        # Those that can be read in the language of the screen come first.
        found.sort(key=lambda example: example.language != current_language())
        self._model.clear()
        for example in found:
            item = QStandardItem("\n".join((one_line(example.title, 200), self._origin(example))))
            item.setData(example, EXAMPLE)
            item.setEditable(False)
            self._model.appendRow(item)
        fonts.need([each.title + each.summary for each in found])
        count = len(found)
        said = ngettext("{count} example", "{count} examples", count).format(count=counted(count))
        self._count.setText(said if found else _("No examples here yet. A data pack can add some."))
        if found:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._show(found[0] if found else None)

    def begin_matching(self) -> None:
        """Begin a pledge that answers the one that is shown: it is named as the matched one, and nothing else is taken."""
        example = self.chosen()
        if example is not None and self._begins and not self._not_matched(example):
            self.matching_wanted.emit(matching(example, self._origin(example)))
            self.accept()

    def _not_matched(self, example: Example | None) -> str:
        """Return in a sentence why no matching pledge can begin from an example, empty where one can."""
        if example is None:
            return ""
        if example.kind != "pledge":
            return _("This is a practice. Only pledges can be matched.") if self._begins else ""
        if example.filed is False:  # the online form asks for one that was filed
            return _("No pledge can match this example, because it is not known whether it was filed as a pledge.")
        if not self._begins:
            return _("To match this pledge, open the examples from your list of pledges.")
        return self._closed

    def _choose(self, index: QModelIndex) -> None:
        example = index.data(EXAMPLE)
        self._show(example if isinstance(example, Example) else None)

    def _origin(self, example: Example) -> str:
        country = region_names.territories(current_language()).get(example.country, example.country)
        return " · ".join(one_line(each) for each in (country, example.entity, example.year) if each)

    def _show(self, example: Example | None) -> None:
        clear(self._shown)
        why_not = self._not_matched(example)
        self._matching.setVisible(self._begins and example is not None and not why_not)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        if example is None:
            return
        self._shown.addWidget(_spoken(example, example.title, "heading"))
        self._shown.addWidget(words(self._origin(example), "muted", selectable=True))
        # Before the text, which not everybody here can read.
        text = _("Written in: {language}").format(language=_language(example))
        self._shown.addWidget(words(text, "muted" if example.language == current_language() else "body"))
        self._shown.addWidget(_spoken(example, example.summary, "body"))
        catalogue = self.session.catalogue
        for number in example.objectives:
            title = _("{number}  {title}").format(number=number, title=catalogue.label(number))
            self._shown.addWidget(words(title, "body"))
        self._shown.addWidget(words(_("Source"), "label"))
        self._shown.addWidget(written_in(words(example.source, "body", selectable=True), "", example.source))
        self._shown.addWidget(words(examples.standing_in_words(example), "muted"))
        if example.remark:
            self._shown.addWidget(words(_(example.remark), "muted", selectable=True))
        self._shown.addStretch(1)


def _language(example: Example) -> str:
    """Return the name of the language that an example is written in, in the language of the screen."""
    return region_names.languages(current_language()).get(example.language, example.language)


def _spoken(example: Example, text: str, role: str) -> QLabel:
    """Return a text of an example; in another language than that of the screen a screen reader says first which it is."""
    label = written_in(words(text, role, selectable=True), example.language)
    if example.language != current_language():
        label.setLocale(QLocale(example.language))
        label.setAccessibleName(_("{name}: {text}").format(name=_language(example), text=text))
    return label


def matching(example: Example, origin: str) -> Mapping[str, Value]:
    """Return the answers with which a matching pledge begins: which one it matches, and for the team where that stands."""
    return {
        "kind": "matching",
        "matched_title": example.title,
        "objectives": list(example.objectives),
        "internal_note": "\n".join((_("The pledge that this one matches:"), example.title, origin, example.source)),
    }
