"""Ask who gets a copy, what is open in each, and until when it is wanted back; then write them all at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QWidget

from desktop.catalogue.definitions import FormField
from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_normalization import fold
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_, ngettext
from desktop.i18n.translation import gettext as _
from desktop.operations import hand_out
from desktop.operations.create import SUFFIX
from desktop.operations.hand_out import Wanted
from desktop.record.assignment import assignable, parts_said
from desktop.record.dates import span
from desktop.record.entry_index import main_objectives
from desktop.record.file_names import own_name, part_of_name
from desktop.record.ministries import ministries
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.fields import make_field
from desktop.ui.fields.accepting import Refusal
from desktop.ui.layout import GAP, across, button, words
from desktop.ui.list_views import OwnEnd
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.progress_dialog import is_large, work_in_front
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

if TYPE_CHECKING:
    from desktop.progress_reporter import ProgressReporter
    from desktop.record.history import Revision

KEY = Qt.ItemDataRole.UserRole

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked

_UNTIL = FormField(key="until", type="date", label=N_("Return by"), help=N_("You can leave this empty."))


MOST_OF_MINISTRY = 120
"""Bytes of the name of a ministry in that of its copy: two may begin with the same words."""


class HandOutDialog(Dialog):
    """Ministries beside the objectives of the chosen one; kinds and day are the same for all of them.

    Signals:
        handed_out: the paths of the copies.
    """

    handed_out = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Hand out copies"), parent, (980, 640))
        self._session = session
        self._objectives_of: dict[str, set[int]] = {}
        self.inner.setSpacing(GAP // 2)
        self.inner.addWidget(
            words(
                _(
                    "Tick each ministry that gets a copy, and the objectives that are open in it. The rest "
                    "of its copy can only be read, and anything internal in that part is left out."
                ),
                "body",
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP // 4)
        self.ministries = _list(_("Ministries"))
        self.objectives = _list(_("Objectives"))
        self.kinds = _list(_("Kinds of entries"))
        self._objectives_label = words("", "label")
        self._objectives_label.setBuddy(self.objectives)
        for place, (label, each) in enumerate(
            (
                (words(_("Ministries"), "label"), self.ministries),
                (self._objectives_label, self.objectives),
                (words(_("Kinds of entries, in every copy"), "label"), self.kinds),
            )
        ):
            grid.addWidget(label, 0, place)
            grid.addWidget(each, 1, place)
            grid.setColumnStretch(place, 1)
        self.another = CutLine()
        self.another.setPlaceholderText(_("Another ministry"))
        self.another.setAccessibleName(_("Another ministry"))
        self.another.returnPressed.connect(self.add_ministry)
        add = button(_("Add"), self.add_ministry, accessible=_("Add another ministry"))
        add.setAutoDefault(False)
        grid.addLayout(across(self.another, add), 2, 0)
        self._all = button(_("Tick all"), lambda: self._tick(self.objectives, CHECKED), role="link")
        self._none = button(_("Tick none"), lambda: self._tick(self.objectives, UNCHECKED), role="link")
        self._all.setAccessibleName(_("Tick all objectives"))
        self._none.setAccessibleName(_("Tick none of the objectives"))
        grid.addLayout(across(self._all, self._none, None), 2, 1)
        grid.addWidget(
            words(_("If you tick none, all kinds that belong to the objectives are included."), "muted"), 2, 2
        )
        self.inner.addLayout(grid, 1)
        self.until = make_field(_UNTIL)
        label = words(_(_UNTIL.label), "label")
        label.setBuddy(self.until)
        self.until.name(_(_UNTIL.label), _(_UNTIL.help))
        self.until.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        row = across(label, self.until, None)
        self.inner.addLayout(row)
        self.inner.addWidget(Refusal(self.until))
        self.summary = words("", "muted")
        self.inner.addWidget(self.summary)
        self.on_enter = button(_("Choose where to save…"), self._choose, role="primary")
        self.inner.addLayout(across(None, button(_("Cancel"), self.reject), self.on_enter))
        self._fill()
        self.ministries.currentItemChanged.connect(self._show_objectives)
        self.ministries.itemChanged.connect(self._ministry_ticked)
        self.objectives.itemChanged.connect(self._objective_ticked)
        self.kinds.itemChanged.connect(self._tell)
        self.ministries.setCurrentRow(0)
        self._show_objectives()
        (self.ministries if self.ministries.count() else self.another).setFocus()

    def _fill(self) -> None:
        catalogue, submission = self._session.catalogue, self._session.submission
        team = {each.text("ministry").strip() for each in submission.of_kind("person")}
        known = {name for name in (*ministries(submission, catalogue), *team) if name}
        leads: dict[str, set[int]] = {}
        for each in submission.of_kind("assessment"):
            leads.setdefault(each.text("lead").strip(), set()).update(main_objectives(each))
        for name in sorted(known, key=lambda each: (fold(each), each)):
            self._add(name, leads.get(name, set()))
        for objective in catalogue.objectives:
            text = _("{number} {label}").format(number=objective.number, label=catalogue.label(objective.number))
            _add(self.objectives, text, objective.number)
        for kind in assignable(catalogue):
            _add(self.kinds, _(kind.plural), kind.key)

    def _add(self, name: str, objectives: set[int]) -> QListWidgetItem:
        self._objectives_of[name] = objectives
        return _add(self.ministries, one_line(name), name)

    def add_ministry(self) -> None:
        """Add the ministry that was typed, ticked."""
        name = " ".join(self.another.text().split())
        if not name:
            return
        item = next((each for each in _items(self.ministries) if fold(str(each.data(KEY))) == fold(name)), None)
        item = item or self._add(name, set())
        item.setCheckState(CHECKED)
        self.ministries.setCurrentItem(item)
        self.another.clear()
        self.objectives.setFocus()

    def _ministry(self) -> str:
        item = self.ministries.currentItem()
        return "" if item is None else str(item.data(KEY))

    def _show_objectives(self) -> None:
        name = self._ministry()
        self._objectives_label.setText(
            _("Objectives open for {ministry}").format(ministry=one_line(name)) if name else _("Objectives")
        )
        self.objectives.setAccessibleName(self._objectives_label.text())
        self.objectives.setEnabled(bool(name))
        self.objectives.blockSignals(True)
        for item in _items(self.objectives):
            item.setCheckState(CHECKED if item.data(KEY) in self._objectives_of.get(name, set()) else UNCHECKED)
        self.objectives.blockSignals(False)
        self._bring_into_sight()
        self._tell()

    def _bring_into_sight(self) -> None:
        """Show the first objective that is ticked; without one, the first of all."""
        items = _items(self.objectives)
        first = next((item for item in items if item.checkState() == CHECKED), items[0])
        self.objectives.scrollToItem(first, QListWidget.ScrollHint.PositionAtTop)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bring_into_sight()  # only now it is known how much is seen

    def _ministry_ticked(self, item: QListWidgetItem) -> None:
        if item.checkState() == CHECKED:
            self.ministries.setCurrentItem(item)  # its objectives come next
        self._tell()

    def _objective_ticked(self, _item: QListWidgetItem) -> None:
        name = self._ministry()
        if not name:
            return
        self._objectives_of[name] = {int(str(each)) for each in _checked(self.objectives)}
        if self._objectives_of[name]:
            # Whoever ticks what a ministry gets wants it to get a copy.
            self.ministries.currentItem().setCheckState(CHECKED)
        self._tell()

    def _tick(self, ticked: QListWidget, state: Qt.CheckState) -> None:
        for item in _items(ticked):
            item.setCheckState(state)

    def chosen(self) -> list[str]:
        """Return the ministries that get a copy."""
        return [str(each) for each in _checked(self.ministries)]

    def _tell(self) -> None:
        chosen = self.chosen()
        kinds = tuple(str(each) for each in _checked(self.kinds))
        catalogue = self._session.catalogue
        # To hand out everything is never meant by having forgotten to say what.
        lacking = [name for name in chosen if not self._objectives_of[name] and not kinds]
        said = [
            _("{name}: {text}").format(
                name=one_line(name),
                text=_("tick its objectives")
                if name in lacking
                else parts_said(sorted(self._objectives_of[name]), kinds, catalogue),
            )
            for name in chosen
        ]
        count = ngettext("{count} copy will be written.", "{count} copies will be written.", len(chosen))
        text = count.format(count=counted(len(chosen))) if chosen else _("Tick a ministry first.")
        self.summary.setText("\n".join((text, *said)))
        if self.on_enter is not None:
            self.on_enter.setEnabled(bool(chosen) and not lacking)

    def _choose(self) -> None:
        self.until.commit()
        if self.until.typed() is not None:
            tell_problem(self, _("Something is not accepted"), UserError(self.until.problem()))
            self.until.editor().setFocus()
            return
        chosen = self.chosen()
        if len(chosen) == 1:
            sorts = _("Submissions (*.pledgebook)")
            path = file_dialogs.file_to_write(self, _("Where should the copy be saved?"), self._name(chosen[0]), sorts)
            if path is not None:
                self.hand_out([path])
            return
        folder = file_dialogs.folder(self, _("In which folder should the copies be saved?"))
        if folder is not None:
            self.hand_out([folder / self._name(name) for name in chosen])

    def _name(self, ministry: str) -> str:
        return own_name(f"{part_of_name(self._session.path.stem)} {part_of_name(ministry, MOST_OF_MINISTRY)}{SUFFIX}")

    def hand_out(self, paths: list[Path]) -> None:
        """Write a copy for each ministry that is ticked, or say why that cannot be done."""
        kinds = tuple(str(each) for each in _checked(self.kinds))
        days = span(str(self.until.value() or ""))
        until = days[1].isoformat() if days else ""  # of a month that was named, its last day
        wanted = [
            Wanted(name, path, tuple(sorted(self._objectives_of[name])), kinds, until)
            for name, path in zip(self.chosen(), paths, strict=True)
        ]
        session, heading = self._session, _("The copies could not be handed out")

        def write(work: ProgressReporter) -> tuple[list[Path], Revision | None]:
            return hand_out.hand_out(session.file, session.catalogue, wanted, by=session.person, work=work)

        def failed(problem: BaseException) -> None:
            tell_problem(self, heading, problem)

        work_in_front(self, _("Handing out copies"), write, self._written, failed, large=is_large(session.path))

    def _written(self, written: tuple[list[Path], Revision | None]) -> None:
        made, revision = written
        self._session.end_stay()
        self._session.done(revision)
        self.handed_out.emit(made)
        self.accept()


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setProperty("role", "rows")
    made.setAccessibleName(name)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setItemDelegate(OwnEnd(made))
    return made


def _add(to: QListWidget, text: str, key: object) -> QListWidgetItem:
    item = QListWidgetItem(text, to)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setData(KEY, key)
    item.setToolTip(hint(text))
    item.setCheckState(UNCHECKED)
    return item


def _items(of: QListWidget) -> list[QListWidgetItem]:
    return [of.item(place) for place in range(of.count())]


def _checked(of: QListWidget) -> list[object]:
    return [item.data(KEY) for item in _items(of) if item.checkState() == CHECKED]
