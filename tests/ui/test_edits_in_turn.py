"""After any edits in turn, a page that showed only what each of them changed looks as one that was opened anew."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTreeView, QWidget

from desktop.operations import comments
from desktop.operations.comments import Draft
from desktop.operations.keep_back import keep_back_field
from desktop.record.entry import Entry, Value
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.navigation import Place
from desktop.ui.navigator import TALLY, Navigator
from desktop.ui.pages import search
from desktop.ui.pages.search import SearchPage
from desktop.ui.parts.link import Link
from desktop.ui.session import Session
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace
from tests.ui.everywhere import settled

EDITS = 30
WORDS = ("register of births", "birth certificates", "No registrar", "école", "登记", "a birth", "x" * 60)


TOLD = (Qt.ItemDataRole.DisplayRole, TALLY, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)

OF_ALL: list[tuple[str, str, str, list[Value | None]]] = [
    ("submission", "", "purpose", ["pledge", "forum", None]),
    ("assessment", "7", "rating", ["partial", "full", None]),
    ("indicator", "GCM-06-UNION", "answer", [True, False, None]),
    ("follow_up", "H1.1", "state", ["done", "planned", None]),
]
"""What is answered of the submission as a whole, by the kind and key of its entry, and what is said of it in turn."""


class Team:
    """Somebody who does one thing after the other, in an order that a seed decides."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.chance = random.Random(seed)

    def edit(self) -> None:
        """Do one thing."""
        doing: list[Callable[[], object]] = [
            self._add, self._write, self._write, self._write, self._clear, self._remove, self._comment, self._keep_back,
            self._link, self.session.undo, self.session.undo, self.session.redo,
        ]  # fmt: skip
        self.chance.choice(doing)()

    def entry(self) -> Entry:
        """Return any entry."""
        found = [each for kind in ("pledge", "gap") for each in self.session.submission.of_kind(kind)]
        return self.chance.choice(found) if found else self._add()

    def _words(self) -> str:
        return self.chance.choice(WORDS)

    def _add(self) -> Entry:
        kind = self.chance.choice(("pledge", "gap"))
        entry = self.session.entry(self.session.add(kind, {"title": self._words(), "objectives": [4]}))
        assert entry is not None
        return entry

    def _write(self) -> None:
        entry = self.entry()
        texts = [
            each.key
            for each in self.session.catalogue.kind(entry.kind).fields
            if each.type in ("text", "long_text") and not each.when
        ]
        field = self.chance.choice(texts)
        value = self._words() if self.chance.random() < 0.9 else None
        self.session.keep(entry, field, value)

    def _clear(self) -> None:
        entry = self.entry()
        if entry.answers:
            self.session.answer(entry, self.chance.choice(sorted(entry.answers)), None)

    def _link(self) -> None:
        pledges, gaps = (self.session.submission.of_kind(kind) for kind in ("pledge", "gap"))
        if pledges and gaps:
            gap: Value = [self.chance.choice(gaps).id]
            self.session.answer(self.chance.choice(pledges), "gaps", gap)

    def _remove(self) -> None:
        self.session.remove(self.entry())

    def _comment(self) -> None:
        entry, session = self.entry(), self.session
        draft = Draft(entry, self.chance.choice(("", "title")), self._words())
        session.do(lambda by: comments.write(session.file, session.catalogue, draft, by=by)[1])

    def _keep_back(self) -> None:
        entry, session = self.entry(), self.session
        kept = self.chance.random() < 0.5
        session.do(lambda by: keep_back_field(session.file, session.catalogue, entry, "title", kept=kept, by=by))


@pytest.fixture(params=range(2))
def team(request: pytest.FixtureRequest, opened: Window) -> Team:
    assert opened.session is not None
    return Team(opened.session, request.param)


def lines(page: SearchPage) -> list[tuple[str, Place]]:
    model = page.list.model()
    found = (model.index(row, 0) for row in range(model.rowCount()))
    return [(index.data(), index.data(search.PLACE)) for index in found]


@pytest.mark.parametrize("most", [4, 200])
def test_a_search_finds_what_one_begun_anew_finds(
    opened: Window, team: Team, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(search, "MOST", most)
    workplace = opened.workplace
    assert workplace is not None
    for _turn in range(8):
        team._add()
    workplace.go(Place("search", "birth"))
    page = workplace.page
    assert isinstance(page, SearchPage)
    for _turn in range(EDITS):
        team.edit()
        anew = SearchPage(team.session)
        anew.open_at(Place("search", "birth"))
        assert lines(page) == lines(anew)
        assert page.head()[0].text() == anew.head()[0].text()  # type: ignore[union-attr]
        anew.deleteLater()


def test_after_an_edit_nothing_else_is_searched(opened: Window, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place("search", "birth"))
    entry = team._add()
    monkeypatch.setattr(type(team.session.file), "search", None)
    team.session.answer(entry, "title", "Another birth")
    assert "Another birth" in [text.splitlines()[1] for text, _place in lines(workplace.page)]  # type: ignore[arg-type]


def seen(form: FormView) -> list[tuple[Any, ...]]:
    """Return all that a form shows and says of itself, in an order that does not hang on when it was made."""
    return sorted(_seen(form), key=repr)


def _seen(form: FormView) -> Iterator[tuple[Any, ...]]:
    for each in form.findChildren(QWidget):
        if not each.isVisibleTo(form):
            continue
        text = ""
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            text = each.text()
        elif isinstance(each, QPlainTextEdit):
            text = each.toPlainText()
        tip = "" if isinstance(each, Link) else each.toolTip()  # one that is cut short has its words there
        checked = isinstance(each, QAbstractButton) and each.isChecked()
        state = each.property("state") or ""  # a mark that was taken off again is as one that never was
        found = (text, each.accessibleName(), each.accessibleDescription(), tip, checked, state, each.isEnabled())
        if any(found[:6]):
            yield (type(each).__name__, *found)


@pytest.mark.parametrize("kind", ["pledge", "gap"])
def test_a_form_shows_what_one_made_anew_shows(opened: Window, team: Team, kind: str) -> None:
    workplace = opened.workplace
    assert workplace is not None
    session = team.session
    for _turn in range(4):
        team._add()
    session.add(kind, {"title": "birth"})
    workplace.go(Place("pledges" if kind == "pledge" else "gaps"))
    panel = workplace.page.panel  # type: ignore[attr-defined]
    for _turn in range(EDITS // 5):
        for _edit in range(5):
            team.edit()
        entry = session.entry(panel.form.entry_id)
        if entry is None:
            continue
        anew = FormView(session.catalogue.kind(kind), form_context(session, panel), steps=True)
        anew.resize(panel.form.size())
        anew.set_entry(entry)
        anew.show_language("*")
        for step, here in ((anew.head.previous, panel.form.head.previous), (anew.head.next, panel.form.head.next)):
            step.setEnabled(here.isEnabled())  # the list says which entries there are before and after
        assert seen(panel.form) == seen(anew)
        anew.deleteLater()


def told(navigator: Navigator) -> list[tuple[Any, ...]]:
    """Return what the navigator says of each of its lines, and whether the line is seen."""
    return [
        (row, *(view.model().index(row, 0).data(role) for role in TOLD), view.isRowHidden(row, QModelIndex()))
        for view in navigator.findChildren(QTreeView)
        for row in range(view.model().rowCount())
    ]


def test_the_navigator_says_what_one_made_anew_says(opened: Window, team: Team) -> None:
    workplace, session = opened.workplace, team.session
    assert workplace is not None

    def of_all() -> None:
        submission = session.submission
        kind, key, field, values = team.chance.choice(OF_ALL)
        entry = submission.bound(kind, key) if key else submission.about
        session.answer(entry, field, team.chance.choice(values))

    workplace.navigator.complete()  # it is as soon as the window has been seen
    for turn in range(EDITS):
        team.edit() if turn % 2 else of_all()
        anew = Navigator(session)
        anew.complete()
        assert told(workplace.navigator) == told(anew)
        anew.deleteLater()


def test_what_a_link_leads_to_is_called_as_it_is_now(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    gap = session.add("gap", {"title": "No registrar"})
    session.add("pledge", {"title": "Registrars", "gaps": [gap]})
    workplace.go(Place("pledges"))
    workplace.go(Place("overview"))
    entry = session.entry(gap)
    assert entry is not None
    session.answer(entry, "title", "No judge")
    workplace.go(Place("pledges"))
    (chip,) = workplace.page.panel.form.field("gaps").chips()  # type: ignore[attr-defined]
    assert "No judge" in [label.text() for label in chip.findChildren(QLabel)]


def test_what_a_link_leads_to_is_called_as_it_is_now_when_that_is_taken_back(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    gap = session.add("gap", {"title": "No registrar"})
    session.add("pledge", {"title": "Registrars", "gaps": [gap]})
    entry = session.entry(gap)
    assert entry is not None
    session.answer(entry, "title", "No judge")
    workplace.go(Place("pledges"))
    workplace.undo()
    (chip,) = workplace.page.panel.form.field("gaps").chips()  # type: ignore[attr-defined]
    assert "No registrar" in [label.text() for label in chip.findChildren(QLabel)]


def test_a_hint_that_hangs_on_other_entries_goes_with_them(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    long = "The ministry will train two hundred registrars in the five counties of the coast by the end of 2028. " * 3
    session.add("pledge", {"title": "Registrars", "description": long})
    session.add("gap", {"title": "No registrar"})
    workplace.go(Place("pledges"))
    row = workplace.page.panel.form.row("description")  # type: ignore[attr-defined]
    assert "Which gap" in row.hints.said()
    workplace.undo()
    assert "Which gap" not in row.hints.said()


def test_signs_of_a_form_that_was_not_seen_are_right_when_it_is(opened: Window, team: Team) -> None:
    workplace = opened.workplace
    assert workplace is not None
    session = team.session
    entry = session.entry(session.add("gap", {"title": "birth"}))
    assert entry is not None
    workplace.go(Place("gaps", entry=entry.id))
    settled(opened)
    marks = workplace.page.panel.form.row("title").marks  # type: ignore[attr-defined]
    workplace.go(Place("overview"))
    settled(opened)
    draft = Draft(entry, "title", "Who says so?")
    session.do(lambda by: comments.write(session.file, session.catalogue, draft, by=by)[1])
    workplace.go(Place("gaps"))
    assert marks.comments.text() == "1"


def test_what_is_typed_and_cleared_again_while_an_edit_comes_from_elsewhere_is_shown_as_it_is(
    opened: Window, team: Team, later: None
) -> None:
    workplace: Workplace | None = opened.workplace
    assert workplace is not None
    session = team.session
    entry = session.entry(session.add("gap", {"title": "birth"}))
    assert entry is not None
    workplace.go(Place("gaps", entry=entry.id, field="affected"))
    settled(opened)
    line = workplace.page.panel.form.field("affected").line  # type: ignore[attr-defined]
    line.setFocus()
    QTest.keyClicks(line, "a")
    session.answer(entry, "affected", "Children")  # in a dialog, or by undo
    assert line.text() == "a"
    line.clear()
    session.answer(entry, "title", "deaths")
    assert line.text() == "Children"


@pytest.mark.parametrize("field", ["affected", "description"])
def test_what_was_typed_and_taken_out_in_one_entry_does_not_come_into_the_next(opened: Window, field: str) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    first, second = (session.add("gap", {"title": title}) for title in ("birth", "death"))
    workplace.go(Place("gaps", entry=first, field=field))
    settled(opened)
    widget = workplace.page.panel.form.field(field)  # type: ignore[attr-defined]
    QTest.keyClicks(widget.editor(), "a")
    QTest.keyClick(widget.editor(), Qt.Key.Key_Backspace)
    workplace.go(Place("gaps", entry=second, field=field))
    settled(opened)
    QTest.keyClick(widget.editor(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert widget.value() is None
