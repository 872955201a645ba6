"""The manual in a window of its own, opened at the words for where somebody is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QShowEvent,
    QStandardItem,
    QStandardItemModel,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import RIGHT_TO_LEFT
from desktop.i18n.translation import gettext as _
from desktop.manual import FIRST, Manual, Topic, manual, topic_of
from desktop.operations.print_topic import save_topic
from desktop.record.field_limits import limits_said
from desktop.ui import file_dialogs, keys
from desktop.ui.colours import Colours
from desktop.ui.dialogs.base import Dialog
from desktop.ui.fields.base import FieldWidget
from desktop.ui.layout import GAP, Sides, across, beside, button, card, margins, words
from desktop.ui.line_side import begin_at_side
from desktop.ui.list_views import heading_item, rows
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.icons import let_be_cleared
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.progress_dialog import ProgressDialog
from desktop.ui.theme import colours, scaled
from desktop.ui.topics import own_field, own_topic

TOPIC, HEADING = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1

WORDS = 90
"""Letters of the line that is shown of a part that was found."""

LINE = 145.0
"""Per cent of the height of a line: whoever reads a manual is tired."""


def show_manual(near: QWidget, topic: str, go: Callable[[str], object] | None = None) -> ManualWindow:
    """Show the manual above a window or a dialog, with what the form says of the field that has the keyboard.

    Args:
        near: the window or dialog; while a dialog asks something, only what stands above it can be used.
        topic: the key of what is shown where nothing nearer the keyboard has a topic of its own.
        go: goes to a page of the window by its key; None where that cannot be done.
    """
    window = near.window()
    focused = QApplication.focusWidget()
    if focused is not None and focused.window() is window:
        topic = named_topic(focused) or topic
    key, heading = manual().place(topic)
    shown = window.findChild(ManualWindow)
    if shown is None:
        shown = ManualWindow(window, go, key)
    shown.show_topic(key, heading, field=field_of(focused))
    shown.text.setFocus()  # before it is seen: the search would have the keyboard for a moment, and keep the caret that it drew
    shown.show()
    shown.activateWindow()
    shown.text.setFocus()
    return shown


def named_topic(widget: QWidget | None) -> str:
    """Return the topic of what the keyboard is in: a widget that has its own, a field, a form; empty where none has any."""
    from desktop.ui.entries_panel import EntriesPanel
    from desktop.ui.form import FormView

    field = field_of(widget)
    key = (field.twin_of or field.key) if field is not None else ""
    while widget is not None and not widget.isWindow():
        topic = own_topic(widget)
        if not topic and isinstance(widget, FormView | EntriesPanel):
            topic = topic_of(kind=widget.kind.key, field=key)
        if topic:
            return topic
        widget = widget.parentWidget()
    return ""


def field_of(widget: QWidget | None) -> FormField | None:
    """Return the field that a widget belongs to, None where it belongs to none."""
    while widget is not None and not isinstance(widget, FieldWidget):
        asked = own_field(widget)
        if asked is not None:
            return asked
        widget = widget.parentWidget()
    return widget.definition if widget is not None else None


class ManualWindow(Dialog):
    """The topics on the leading side, with a search above them, and the text of one beside them.

    Args:
        topic: the first that is shown; nothing lies before it.
    """

    def __init__(self, parent: QWidget | None, go: Callable[[str], object] | None = None, topic: str = FIRST) -> None:
        super().__init__(_("Manual"), parent, (scaled(920), scaled(640)))
        self._go = go
        self._manual: Manual = manual()
        self._back: list[str] = []
        self._key = ""
        self._heading = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the manual"))
        self.search.setAccessibleName(_("Search the manual"))
        let_be_cleared(self.search)
        begin_at_side(self.search)
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self._choose_first)
        self._model = QStandardItemModel(self)
        self.list = rows(self._model, _("Topics"))
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(lambda index, _before: self._choose(index))
        side = QWidget()
        leading = QVBoxLayout(side)
        margins(leading, 0, 0, GAP // 2, 0)
        leading.setSpacing(GAP // 2)
        leading.addWidget(self.search)
        leading.addWidget(self.list, 1)
        self._about, about = card()
        self._about_name = words("", "heading")
        self._about_help = words("", "body")
        about.addWidget(self._about_name)
        about.addWidget(self._about_help)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("Manual"))
        self.text.setTabChangesFocus(False)
        self.text.anchorClicked.connect(self._follow)
        content = QWidget()
        self._content = trailing = QVBoxLayout(content)
        margins(trailing, GAP // 2, 0, 0, 0)
        trailing.setSpacing(GAP // 2)
        trailing.addWidget(self._about)
        trailing.addWidget(self.text, 1)
        split = Sides()
        split.addWidget(side)
        split.addWidget(content)
        beside(split)
        split.setSizes([scaled(270), scaled(650)])
        self.inner.addWidget(split, 1)
        self.back = button(_("Back"), self.go_back)
        self.save = button(_("Save this topic as PDF…"), self.ask_save)
        close = button(_("Close"), self.accept)
        self.inner.addLayout(across(self.back, None, self.save, close))
        self.text.setFocus()  # else Qt lets a cursor blink in the search for good, though the keyboard is not in it
        self._list("")
        self.show_topic(topic)

    # What is shown

    def show_topic(self, key: str, heading: str = "", *, field: FormField | None = None) -> None:
        """Show a topic.

        Args:
            key: of the topic.
            heading: the part to begin at.
            field: the field that somebody was in; what the form says of it stands above the topic.
        """
        if self._key and self._key != key:
            self._back.append(self._key)
        self._key = key
        topic = self._manual.topics[key]
        if field is not None:
            self._about_name.setText(_(field.label))
            said = [_(field.help) if field.help else "", *limits_said(field)]
            self._about_help.setText("\n".join(filter(None, said)))
        let_be_seen(self._about, field is not None)
        self.text.setDocument(document_of(topic, self._manual.language, self.text, pages=self._go is not None))
        self._heading = heading
        self.back.setEnabled(bool(self._back))
        self._mark(key)
        self._begin()

    def about(self) -> str:
        """Return what stands above the topic of the field that somebody was in, empty when it was none."""
        return f"{self._about_name.text()}\n{self._about_help.text()}" if self._about.isVisibleTo(self) else ""

    def topic(self) -> str:
        """Return the key of the topic that is shown."""
        return self._key

    def go_back(self) -> None:
        """Show the topic before this one."""
        if self._back:
            before = self._back.pop()
            self._key = ""
            self.show_topic(before)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        """Let the topic and its name in the list be seen, once all that stands around them has its room."""
        self._content.activate()
        self._begin_at(self._heading)
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())

    def _begin_at(self, heading: str) -> None:
        bar = self.text.verticalScrollBar()
        bar.setValue(0)
        if not heading:
            return
        block = self.text.document().begin()
        while block.isValid() and not (block.blockFormat().headingLevel() and block.text() == heading):
            block = block.next()
        if block.isValid():
            cursor = QTextCursor(block)
            self.text.setTextCursor(cursor)
            bar.setValue(bar.value() + self.text.cursorRect(cursor).top())

    def _follow(self, link: QUrl) -> None:
        to = link.toString()
        if to.startswith("page:"):
            if self._go is not None:
                self._go(to.removeprefix("page:"))
        else:
            self.show_topic(to.removesuffix(".md"))

    # The list

    def _list(self, words_typed: str) -> None:
        """List the parts in which the words stand, all topics when there are none."""
        self.list.selectionModel().blockSignals(True)
        self._model.clear()
        if words_typed.strip():
            for found in self._manual.found(words_typed):
                name = f"{found.title} – {found.heading}" if found.heading else found.title
                self._add(f"{name}\n{shortened(found.words, WORDS)}", found.topic, found.heading)
            if not self._model.rowCount():
                self._model.appendRow(heading_item(_("Nothing was found. Try another word."), self.list))
        else:
            section = ""
            for topic in self._manual.topics.values():
                if topic.section != section:
                    section = topic.section
                    self._model.appendRow(heading_item(section, self.list))
                self._add(topic.title, topic.key, "")
        self.list.selectionModel().blockSignals(False)
        self._mark(self._key)

    def _add(self, text: str, key: str, heading: str) -> None:
        item = QStandardItem(text)
        item.setData(key, TOPIC)
        item.setData(heading, HEADING)
        self._model.appendRow(item)

    def _mark(self, key: str) -> None:
        """Let the list stand on a topic without going to it once more."""
        if self.search.text().strip():
            return
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            if index.data(TOPIC) == key:
                self.list.selectionModel().blockSignals(True)
                self.list.setCurrentIndex(index)
                self.list.selectionModel().blockSignals(False)
                self.list.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        key = index.data(TOPIC)
        if key:
            self.show_topic(key, index.data(HEADING))

    def _choose_first(self) -> None:
        if self.search.text().strip():
            self._choose(self._model.index(0, 0))
            self.text.setFocus()

    # Paper

    def ask_save(self) -> None:
        """Ask where to save the topic as PDF, and save it."""
        topic = self._manual.topics[self._key]
        path = file_dialogs.file_to_write(self, _("Save this topic as PDF…"), f"{topic.title}.pdf", "PDF (*.pdf)")
        if path is None:
            return
        heading = _("The topic could not be saved")
        self.working = ProgressDialog(
            self,
            topic.title,
            lambda work: save_topic(topic, path, work=work),
            lambda _path: self.save.setFocus(),
            failed=lambda problem: tell_problem(self, heading, problem),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.show_topic("window")
        elif event.matches(keys.Standard.Back):
            self.go_back()
        elif event.matches(keys.Standard.Find):
            self.search.setFocus()
            self.search.selectAll()
        else:
            super().keyPressEvent(event)


def document_of(topic: Topic, language: str, parent: QWidget | None, *, pages: bool) -> QTextDocument:
    """Return a topic as it is read: headings, room between the lines, tables with rules.

    Args:
        pages: whether links to pages of the window lead somewhere.
    """
    document = QTextDocument(parent)
    option = QTextOption()
    to_left = language in RIGHT_TO_LEFT
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if to_left else Qt.LayoutDirection.LeftToRight)
    document.setDocumentMargin(GAP)
    base = QFont(QApplication.font())
    document.setDefaultFont(base)
    text = topic.text if pages else topic.without_pages()
    if to_left:  # Qt lays the columns of a table from left to right whatever its direction is
        text = "\n".join(_turned(line) if line.startswith("|") else line for line in text.splitlines())
    features = QTextDocument.MarkdownFeature
    document.setMarkdown(text, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    document.setDefaultTextOption(option)  # what is read in from Markdown forgets it
    _space(document, base, colours())
    return document


def _turned(row: str) -> str:
    """Return a row of a table in Markdown with its last cell first."""
    return "|" + "|".join(reversed(row.strip().strip("|").split("|"))) + "|"


def _space(document: QTextDocument, base: QFont, palette: Colours) -> None:
    """Give headings their size, lines their height, and links and tables their colours."""
    size = base.pointSizeF() if base.pointSizeF() > 0 else base.pixelSize() * 0.75
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        shape.setLineHeight(LINE if not level else 120.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        in_table = QTextCursor(block).currentTable() is not None
        shape.setTopMargin(0 if in_table else GAP * 1.25 if level > 1 else 0)
        shape.setBottomMargin(0 if in_table else GAP * 0.5)
        QTextCursor(block).mergeBlockFormat(shape)
        if level:
            look = QTextCharFormat()
            look.setFontPointSize(size * (1.5 if level == 1 else 1.15))
            look.setFontWeight(QFont.Weight.Bold)
            cursor.mergeCharFormat(look)
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().isAnchor():
                run = QTextCursor(document)
                run.setPosition(fragment.position())
                run.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                look = QTextCharFormat()
                look.setForeground(QColor(palette.accent))
                look.setFontUnderline(True)
                run.mergeCharFormat(look)
            fragments += 1
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule(frame, QColor(palette.line))


def _rule(table: QTextTable, colour: QColor) -> None:
    """Draw a line below each row of a table, and nothing else."""
    whole = table.format().toTableFormat()
    whole.setCellPadding(GAP / 3)
    whole.setCellSpacing(0)
    whole.setBorder(0)
    whole.setBorderCollapse(True)
    whole.setBottomMargin(GAP)
    whole.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(whole)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            shape = cell.format().toTableCellFormat()
            shape.setBottomBorder(1)
            shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBottomBorderBrush(colour)
            cell.setFormat(shape)
