"""Every field of the window that writes into the submission: one of each kind, and one of each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.operations import cycle
from desktop.operations.create import create
from desktop.record.carry_over import KIND
from desktop.record.entry import Entry
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.field_row import FieldRow
from desktop.ui.fields import FieldWidget
from desktop.ui.fields.rows import RowsField
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.pages.check import CheckPage
from desktop.ui.parts.finding_tree import FINDING
from desktop.ui.session import Session
from desktop.ui.window import Window


@dataclass
class Spot:
    """A field on the screen: where it is typed into, what stands around it, and how the file is asked for it."""

    window: Window
    row: FieldRow
    typed_into: QWidget
    entry_id: str
    key: str

    @property
    def widget(self) -> FieldWidget:
        return self.row.widget

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    def kept(self) -> str:
        """What the file says of the field, accepted or not, as one text."""
        entry = self.session.file.read().entries.get(self.entry_id, Entry("", ""))
        typed = entry.typed.get(self.key)
        value = entry.value(self.key) if typed is None else typed.value
        return "" if value is None else str(value)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.typed_into, text)

    def shown(self) -> str:
        into = self.typed_into
        return into.toPlainText() if isinstance(into, QPlainTextEdit) else into.text()  # type: ignore[attr-defined]

    def leave(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.hide()
        self.typed_into.clearFocus()


def settled(window: Window) -> None:
    """Let what waits in the loop of events happen."""
    window.activateWindow()
    for _turn in range(3):
        QApplication.processEvents()


def make(window: Window, kind: str, **answers: object) -> Entry:
    assert window.session is not None
    entry_id = window.session.add(kind, answers or {"title": "First"})  # type: ignore[arg-type]
    entry = window.session.entry(entry_id)
    assert entry is not None
    return entry


def _line_of(widget: FieldWidget) -> QWidget:
    lines = [each for each in widget.findChildren(QWidget) if isinstance(each, QLineEdit | QPlainTextEdit)]
    return lines[0]


def at(window: Window, form: FormView, entry_id: str, key: str) -> Spot:
    form.focus_field(key)
    settled(window)
    into = _line_of(form.field(key))
    into.setFocus()
    return Spot(window, form.row(key), into, entry_id, key)


def in_panel(kind: str, page: str, key: str) -> Callable[[Window], Spot]:
    def open_it(window: Window) -> Spot:
        entry = make(window, kind)
        assert window.workplace is not None
        window.workplace.go(Place(page, entry=entry.id))
        return at(window, window.workplace.page.panel.form, entry.id, key)  # type: ignore[attr-defined]

    return open_it


def in_rows(column: str) -> Callable[[Window], Spot]:
    def open_it(window: Window) -> Spot:
        entry = make(window, "practice")
        assert window.workplace is not None
        window.workplace.go(Place("practices", entry=entry.id))
        form = window.workplace.page.panel.form  # type: ignore[attr-defined]
        rows = form.field("partners")
        assert isinstance(rows, RowsField)
        rows.add()
        settled(window)
        into = _line_of(rows.cells[0][column])
        into.setFocus()
        return Spot(window, form.row("partners"), into, entry.id, "partners")

    return open_it


def about(key: str) -> Callable[[Window], Spot]:
    def open_it(window: Window) -> Spot:
        assert window.workplace is not None
        assert window.session is not None
        window.workplace.go(Place("about"))
        form = window.workplace.page.form  # type: ignore[attr-defined]
        return at(window, form, window.session.submission.about.id, key)

    return open_it


def standing(window: Window) -> Spot:
    assert window.workplace is not None
    assert window.session is not None
    window.workplace.go(Place("objective", "4", part="standing"))
    form = window.workplace.page.standing.form  # type: ignore[attr-defined]
    return at(window, form, window.session.submission.bound("assessment", "4").id, "reason")


def bound(page: str, kind: str, key: str, field: str) -> Callable[[Window], Spot]:
    def open_it(window: Window) -> Spot:
        assert window.workplace is not None
        assert window.session is not None
        window.workplace.go(Place(page, key, field=field))
        form = window.workplace.page.form  # type: ignore[attr-defined]
        return at(window, form, window.session.submission.bound(kind, key).id, field)

    return open_it


def in_dialog(kind: str, field: str, key: str = "") -> Callable[[Window], Spot]:
    def open_it(window: Window) -> Spot:
        assert window.workplace is not None
        assert window.session is not None
        submission = window.session.submission
        entry = submission.bound(kind, key) if key else make(window, kind, indicator="10.7.1")
        dialog = EntryDialog(window.session, entry, "Details", window.workplace)
        dialog.open()
        dialog.activateWindow()
        QApplication.processEvents()
        form = dialog.form
        into = _line_of(form.field(field))
        into.setFocus()
        return Spot(window, form.row(field), into, entry.id, field)

    return open_it


def chapter(window: Window) -> Spot:
    assert window.workplace is not None
    assert window.session is not None
    window.workplace.go(Place("review"))
    page = window.workplace.page
    page._take_over()  # type: ignore[attr-defined]
    spot = at(window, page.form, window.session.submission.bound("chapter", page._key).id, "text")  # type: ignore[attr-defined]
    spot.typed_into.clear()  # type: ignore[attr-defined]
    return spot


def earlier(window: Window) -> Spot:
    assert window.workplace is not None
    session = window.session
    assert session is not None
    last = create(session.path.with_name("last.pledgebook"), session.catalogue, {"country": "KE", "cycle": "2022"})
    with last.transaction("edit", "Write", "") as revision:
        revision.add("practice", {"title": "One-stop centre", "objectives": [13]})
    session.done(cycle.bring(session.file, session.catalogue, last.read()))
    last.close()
    window.workplace.go(Place("earlier"))
    page = window.workplace.page
    settled(window)
    page.reason.setFocus()  # type: ignore[attr-defined]
    (entry,) = session.submission.of_kind(KIND)
    return Spot(window, page._reason, page.reason, entry.id, "reason")  # type: ignore[attr-defined]


EVERYWHERE: dict[str, tuple[Callable[[Window], Spot], str, str]] = {
    "a line": (in_panel("gap", "gaps", "affected"), "Children at sea", "Children at sea"),
    "a long text": (in_panel("gap", "gaps", "description"), "No registrar", "No registrar"),
    "a date": (in_panel("pledge", "pledges", "start"), "2026-03", "2026-03"),
    "half a date": (in_panel("pledge", "pledges", "start"), "2026-13", "2026-13"),
    "a year": (in_panel("pledge", "pledges", "year"), "2026", "2026"),
    "an address": (in_panel("pledge", "pledges", "contact_email"), "a@b.org", "a@b.org"),
    "a country begun": (in_panel("pledge", "pledges", "implementation_country"), "Atlan", "Atlan"),
    "a language begun": (about("national_language"), "Elvish", "Elvish"),
    "countries begun": (in_panel("pledge", "pledges", "implementation_countries"), "Atlan", "Atlan"),
    "an objective begun": (in_panel("gap", "gaps", "objectives"), "no such", "no such"),
    "a choice that is open": (in_panel("pledge", "pledges", "entity_kind"), "A league", "A league"),
    "a cell": (in_rows("name"), "Red Cross", "[{'name': 'Red Cross'}]"),
    "a cell that is not accepted": (in_rows("country"), "Atlan", "[{'country~': 'Atlan'}]"),
    "a number": (in_dialog("value", "value"), "12.5", "12.5"),
    "no number": (in_dialog("value", "value"), "about ten", "about ten"),
    "about": (about("lead_ministry"), "Interior", "Interior"),
    "where we stand": (standing, "Registers are open", "Registers are open"),
    "an indicator": (bound("indicators", "indicator", "10.7.1", "comment"), "By survey", "By survey"),
    "a recommendation": (bound("recommendations", "follow_up", "", "measures"), "A task force", "A task force"),
    "a policy's evidence": (in_dialog("policy_answer", "evidence", "1a"), "Act 12", "Act 12"),
    "a principle's note": (in_dialog("principle_note", "note", "3"), "Said by all", "Said by all"),
    "a chapter": (chapter, "We begin", "We begin"),
    "a reason of last time": (earlier, "Closed in 2024", "Closed in 2024"),
}
"""What it is called: how it is opened, what is typed, and what the file says then."""


_NAMES = list(EVERYWHERE)
GROUPS = [_NAMES[first : first + 6] for first in range(0, len(_NAMES), 6)]
"""The same, for tests that go through several in one window."""


def in_turn(window: Window, names: list[str]) -> Iterator[tuple[Spot, str, str]]:
    """Open one field after the other, as `open_spot` does; its name is printed for whoever looks for a failure."""
    for name in names:
        print(name)
        yield open_spot(window, name)
        for dialog in window.findChildren(EntryDialog):
            dialog.accept()


def first_recommendation(window: Window) -> str:
    assert window.session is not None
    sets = window.session.catalogue.recommendation_sets
    return next(each.key for group in sets for section in group.sections for each in section.recommendations)


def open_spot(window: Window, name: str) -> tuple[Spot, str, str]:
    """Open a field of `EVERYWHERE`; returns it, what is typed, and what the file says then."""
    opener, text, expected = EVERYWHERE[name]
    if name == "a recommendation":
        opener = bound("recommendations", "follow_up", first_recommendation(window), "measures")
    spot = opener(window)
    return spot, text, expected


def found(page: CheckPage) -> list[QModelIndex]:
    """Return the lines of the page that lead to an entry, in the order in which they stand."""

    def below(above: QModelIndex) -> list[QModelIndex]:
        lines = [model.index(row, 0, above) for row in range(model.rowCount(above))]
        return [each for line in lines for each in (below(line) or [line])]

    model = page.list.model()
    return [each for each in below(QModelIndex()) if each.data(FINDING) is not None]
