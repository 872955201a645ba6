"""Each key of the list of keys does something wherever it is pressed, or the window says in a sentence why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget

from desktop.record.entry import Entry
from desktop.ui.bar import Bar
from desktop.ui.keys import MOST_TABS, SHORTCUTS, sequences
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.pages.objective import PARTS
from desktop.ui.window import Window
from tests.ui.walk import settle

OF_THE_WINDOW = frozenset({"larger", "smaller", "usual", "help", "keys", "open", "close", "quit", "copy", "workshop"})
"""Keys that do the same everywhere: the tests of the window have them."""

ALREADY_THERE = {"export": "export", "review": "review"}
"""Keys that lead to a page, on that page itself."""

WITHOUT_A_WORD = frozenset({"save", "search", "next_found", "previous_found", "name"})
"""Keys of which nothing is asked here: they do what they do, and there is nothing to say."""

TABS = [f"Alt+{place + 1}" for place in range(MOST_TABS)]
PLACES = [*(Place(page) for page in PAGES), *(Place("objective", "2", part=part) for part in PARTS)]


def pressed() -> dict[str, QKeySequence]:
    """Return what is pressed for each, as this system has it, which is known once there is a window."""
    listed = {key: sequences(key)[0] for key in SHORTCUTS if key not in OF_THE_WINDOW}
    return {**listed, **{each: QKeySequence(each) for each in TABS}}


class Noted:
    """What was said in the bar, and which dialogs were opened; those are not shown."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        self.opened: list[str] = []
        say = Bar.say

        def heard(bar: Bar, text: str) -> None:
            if text:
                self.said.append(text)
            say(bar, text)

        monkeypatch.setattr(Bar, "say", heard)
        for name in ("open", "exec"):
            monkeypatch.setattr(QDialog, name, lambda dialog: self.opened.append(type(dialog).__name__) or 0)

    def clear(self) -> None:
        self.said.clear()
        self.opened.clear()


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Noted:
    return Noted(monkeypatch)


def here() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None, "nothing has the keyboard"
    return held


def press(keys: QKeySequence) -> bool:
    """Press a key where the keyboard is. Returns whether a list or a menu opened, as on F4 in a closed list; it is closed again."""
    QTest.keyClick(here(), keys[0].key(), keys[0].keyboardModifiers())
    settle()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.hide()
    return popup is not None


def _seen(window: Window) -> tuple[object, ...]:
    """What a key may change: where we are, where the keyboard is, and what is said."""
    assert window.workplace is not None and window.session is not None
    held = QApplication.focusWidget()
    row = held.currentIndex().row() if isinstance(held, QAbstractItemView) else None
    return window.workplace.place, held, row, window.session.submission


def _idle(window: Window, place: Place, noted: Noted) -> Iterator[str]:
    """Press every key at a place of which something is asked there; yields each that did nothing and said nothing."""
    workplace = window.workplace
    assert workplace is not None
    workplace.go(place)
    settle()
    tabs = workplace.head._tab_bar()
    first = tabs.count() if tabs is not None else 0  # of the tabs that are not there
    before: tuple[object, ...] = ()
    for key, keys in pressed().items():
        if key in WITHOUT_A_WORD or ALREADY_THERE.get(key) == place.page:
            continue
        if key in TABS and key not in (*TABS[first : first + 1], TABS[-1]):
            continue  # it is there, or is like another that is not
        if _seen(window) != before:  # else the key before this one changed nothing
            workplace.go(place)
            settle()
            workplace.key_steps.take_focus()
            settle()
        noted.clear()
        before = _seen(window)
        opens = press(keys)
        if not opens and _seen(window) == before and not noted.said and not noted.opened:
            yield f"{place.page} {place.part}: {key}"


@pytest.mark.parametrize("half", [0, 1])
def test_on_no_page_does_a_key_nothing_without_saying_why(opened: Window, noted: Noted, half: int) -> None:
    assert opened.session is not None
    opened.session.add("pledge", {"title": "Register births"})
    opened.session.add("gap", {"title": "No registrar", "objectives": [1]})
    opened.setUpdatesEnabled(False)  # nobody looks at what is drawn after each of so many keys
    silent = [said for place in PLACES[half::2] for said in _idle(opened, place, noted)]
    assert silent == []


def test_in_the_workshop_no_key_does_nothing_without_saying_why(opened: Window, noted: Noted) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.begin_workshop()
    view = workplace.workshop_view
    assert view is not None
    silent = []
    for holder in (view.reading, view.say.line):
        for key, keys in pressed().items():
            view.shut_panel()
            holder.setFocus()
            settle()
            noted.clear()
            before = (*_seen(opened), view.state.panel, view.state.number)
            press(keys)
            now = (*_seen(opened), view.state.panel, view.state.number)
            if now == before and not noted.said and not noted.opened and key not in ("save", "new"):
                silent.append(key)
    assert silent == []
    view.shut_panel()
    view.reading.setFocus()
    press(QKeySequence(Qt.Key.Key_F8))
    assert "This key works outside the workshop. Press F11 to leave the workshop" in view.last.words.text()


def gaps(window: Window) -> list[Entry]:
    session = window.session
    assert session is not None
    made = [session.add("gap", {"title": f"Gap {number}", "objectives": [number]}) for number in (1, 2, 3)]
    session.add("pledge", {"title": "Answer", "objectives": [2], "gaps": [made[1]]})
    return [session.submission.entries[each] for each in made]


def test_beside_gaps_and_pledges_it_leads_to_the_next_gap_without_a_pledge(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    first, _answered, third = gaps(opened)
    workplace.go(Place("matrix"))
    page = workplace.page
    gone = []
    for _press in range(3):
        press(QKeySequence(Qt.Key.Key_F8))
        line = page.list.line()  # type: ignore[attr-defined]
        assert page.list.hasFocus()  # type: ignore[attr-defined]
        gone.append(line.entry.id)
    assert gone == [first.id, third.id, first.id]


def test_among_the_principles_it_leads_to_the_next_that_nobody_names(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    numbers = [each.number for each in session.catalogue.principles]
    session.add("practice", {"title": "Births", "principles": [numbers[1]]})
    session.answer(session.submission.bound("principle_note", str(numbers[2])), "note", "By all")
    workplace.go(Place("principles"))
    gone = []
    for _press in range(2):
        press(QKeySequence(Qt.Key.Key_F8))
        gone.append(workplace.page._number())  # type: ignore[attr-defined]
        assert workplace.page.tree.hasFocus()  # type: ignore[attr-defined]
    assert gone == [numbers[0], numbers[3]]


def test_among_the_indicators_of_an_objective_it_leads_to_the_next_of_which_nothing_is_said(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    keys_ = [each.key for each in session.catalogue.indicators_of(10)]
    assert len(keys_) > 1
    session.answer(session.submission.bound("indicator", keys_[0]), "availability", "planned")
    workplace.go(Place("objective", "10", part="indicators"))
    press(QKeySequence(Qt.Key.Key_F8))
    assert here().accessibleName() == f"Open indicator {keys_[1]}"
