"""Whatever lets pages be built anew, what was typed, chosen or narrowed down on them is there again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.isolation import plain
from desktop.operations import packs
from desktop.package.announced_signers import AnnouncedSigner
from desktop.record.clearance_state import DRAFT
from desktop.record.cleared_part import CLEARED
from desktop.record.comments import threads_at
from desktop.record.entry_order import filter_fields, values_in
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.page_state import lines
from desktop.ui.pages import PAGES
from desktop.ui.pages.base import Page
from desktop.ui.pages.review import ReviewPage
from desktop.ui.pages.search import PLACE
from desktop.ui.parts.comment_panel import CommentPanel
from desktop.ui.parts.history_choice import HistoryChoice
from desktop.ui.parts.versions import why_it_was_done
from desktop.ui.tab_stops import named_stops
from desktop.ui.window import Window

TAB = Qt.FocusPolicy.TabFocus

PACK = """pack: {key: other, version: "1", label: "Other forms", standing: attested, source: "x"}
kinds: {gap: {fields: [{key: title, max_length: 200}]}}
"""


@dataclass
class Left:
    """How a page is left, as a person leaves it, and what is asked of the page that takes its place."""

    do: Callable[[Any], object]
    seen: Callable[[Any], object]


def _row(view: QAbstractItemView, place: int) -> QModelIndex:
    """Return a line that can be chosen, counted from the first."""
    enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    return [each for each in lines(view.model()) if each.flags() & enabled == enabled][place]


def _choose(view: QAbstractItemView, place: int) -> None:
    view.setCurrentIndex(_row(view, place))


def _chosen(view: QAbstractItemView) -> object:
    """Return which line is chosen, by its place: its words are in a language."""
    rows = [(each.row(), each.parent().row()) for each in lines(view.model())]
    here = view.currentIndex().siblingAtColumn(0)
    return rows.index((here.row(), here.parent().row())) if here.isValid() else None


def _narrow(panel: EntriesPanel) -> None:
    panel.list.filter.setText("e")
    found = ((field.key, values_in(panel.entries(), field)) for field in filter_fields(panel.kind))
    key, values = next(pair for pair in found if pair[1])
    panel.list.narrowing._filter_by(key, values[0])
    panel.open(panel.list.model.entries[-1].id)


def _narrowed(panel: EntriesPanel) -> object:
    narrowing = panel.list.narrowing
    return panel.list.filter.text(), dict(narrowing.chosen), panel.entry_id, panel.list.model.row_of(panel.entry_id)


def _write_in(panel: EntriesPanel) -> None:
    panel.open(panel.list.model.entries[-1].id)


def _clear(page: Any) -> None:
    page.filter.setCurrentIndex(page.filter.findData("open"))
    page.choose(["objective/5", "objective/7"])
    page.person.setText("Director B")
    page.ministry.setText("Ministry A")
    page.note.setText("Read on paper")
    page.on_paper.setChecked(True)


def _cleared(page: Any) -> object:
    typed = [line.text() for line in (page.person, page.ministry, page.note)]
    return page.filter.currentData(), page.chosen(), typed, page.on_paper.isChecked()


def _sign(page: Any) -> None:
    page.use_key(Path("/somewhere/key.p12"))
    page.announce((AnnouncedSigner("Ministry B"),))
    page.language.setCurrentIndex(page.language.findData("ru"))
    QTest.mouseClick(page.findChild(HistoryChoice).options["whole"], Qt.MouseButton.LeftButton)


def _signs(page: Any) -> object:
    return (
        plain(page.signing_key.name),
        page._announced,
        page.language.currentData(),
        page.history.history,
    )


def _look_back(page: Any) -> None:
    page.entry.setFocus()
    page.entry.show_text(page._entries()[-1][1])
    page.entry.line.returnPressed.emit()
    page.tree.expandItem(page.tree.topLevelItem(0).child(0))
    page.tree.setCurrentItem(page.tree.topLevelItem(0).child(0))


def _looked_back(page: Any) -> object:
    revision = page._chosen()
    row = page.tree.topLevelItem(0).child(0)
    return revision.id, page._entry_id, page.entry.currentText(), row.isExpanded()


def _minutes(page: Any) -> None:
    page.of.setCurrentIndex(page.of.findData("since"))
    page.of.activated.emit(page.of.currentIndex())
    page.since.setText("2026-03-02 09:30")
    page.internal.setChecked(True)


def _check(page: Any) -> None:
    page.objective.setCurrentIndex(7)
    top = page.list.model().index(0, 0)
    page.list.collapse(top)
    last = page.list.model().index(page.list.model().rowCount() - 1, 0)
    group = page.list.model().index(0, 0, last)
    page.list.expand(group)
    page.list.setCurrentIndex(page.list.model().index(0, 0, group))


def _checked(page: Any) -> object:
    opened = [page.list.isExpanded(each) for each in lines(page.list.model())]
    return page.objective.currentData(), opened, _chosen(page.list)


def _comment(page: Any) -> None:
    QTest.mouseClick(page.choices["settled"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.choices["open"], Qt.MouseButton.LeftButton)
    page.objective.setCurrentIndex(0)
    _choose(page.list, 0)


def _objective(page: Any) -> None:
    page.tabs.setCurrentIndex(3)  # as a click does
    _narrow_words(page.panel("pledge"))


def _narrow_words(panel: EntriesPanel) -> None:
    panel.list.filter.setText("e")


def _principle(page: Any) -> None:
    item = next(each for each in page._lines() if each.text(1) != "none yet")
    item.setExpanded(True)
    page.tree.setCurrentItem(item.child(item.childCount() - 1))


def _principles(page: Any) -> object:
    tree: QTreeWidget = page.tree
    opened = [tree.topLevelItem(place).isExpanded() for place in range(tree.topLevelItemCount())]  # type: ignore[union-attr]
    return opened, _chosen(tree)


def _nothing(_page: Any) -> object:
    return None


_LIST = Left(lambda page: _narrow(page.panel), lambda page: _narrowed(page.panel))
_LAST = Left(lambda page: _write_in(page.panel), lambda page: _narrowed(page.panel))

HELD: dict[str, Left] = {
    "objectives": Left(lambda page: _choose(page.view, 9), lambda page: _chosen(page.view)),
    "objective": Left(_objective, lambda page: (page.place(), page.panel("pledge").list.filter.text())),
    "practices": _LIST,
    "gaps": _LIST,
    "matrix": Left(
        lambda page: (page.only_open.setChecked(True), _choose(page.list, 2)),
        lambda page: (page.only_open.isChecked(), _chosen(page.list)),
    ),
    "pledges": _LIST,
    "support": _LAST,
    "indicators": Left(
        lambda page: (_choose(page.list, 3), page.tabs.setCurrentIndex(1)),
        lambda page: (page.place(), page.tabs.currentIndex()),
    ),
    "data": Left(lambda page: _choose(page.list, 4), lambda page: _chosen(page.list)),
    "recommendations": Left(lambda page: _choose(page.list, 3), lambda page: page.place()),
    "principles": Left(_principle, _principles),
    "team": _LAST,
    "stakeholders": _LAST,
    "earlier": Left(lambda page: _choose(page.list, 2), lambda page: page._chosen),
    "copies": Left(
        lambda page: page.view.setCurrentIndex(page.view.model().index(1, 0)),
        lambda page: page.view.currentIndex().row(),
    ),
    "evidence": _LAST,
    "check": Left(_check, _checked),
    "comments": Left(_comment, lambda page: (page._choice, page.objective.currentData(), _chosen(page.list))),
    "review": Left(lambda page: _choose(page.list, 4), lambda page: page._key),
    "clearance": Left(_clear, _cleared),
    "export": Left(_sign, _signs),
    "history": Left(_look_back, _looked_back),
    "restore_points": Left(
        lambda page: (
            page.name.setText("Before the joint reading"),
            page.tree.setCurrentItem(page.tree.topLevelItem(0).child(1)),
        ),
        lambda page: (page.name.text(), _chosen(page.tree)),
    ),
    "minutes": Left(
        _minutes,
        lambda page: (page.of.currentData(), page.since.text(), page.internal.isChecked(), page.since.isVisible()),
    ),
    "search": Left(
        lambda page: _choose(page.list, -1),  # what is found in the Compact itself is another thing in another language
        lambda page: (page.place(), page.list.currentIndex().data(PLACE)),
    ),
}
HOLDS_NOTHING = {"overview", "policy", "about", "forms"}
"""What is on these stands in the file as soon as it is typed."""


def _place(key: str) -> Place:
    return Place(key, {"objective": "7", "search": "labour"}.get(key, ""))


def _there(window: Window, key: str) -> Page:
    assert window.workplace is not None
    if window.workplace.place.page != key:
        window.workplace.go(_place(key))
    return window.workplace.page


def test_every_page_is_looked_at() -> None:
    assert HELD.keys() | HOLDS_NOTHING == set(PAGES) and not HELD.keys() & HOLDS_NOTHING


def _zoom(window: Window, _folder: Path) -> None:
    window.look.zoom_by(1)


def _colours(window: Window, _folder: Path) -> None:
    window.look.set_dark(True)


def _language(window: Window, _folder: Path) -> None:
    window.speak("fr")


def _forms(window: Window, folder: Path) -> None:
    pack = folder / "other.yaml"
    pack.write_text(PACK, encoding="utf-8")
    assert window.session is not None and window.session.use_pack(packs.check_pack(pack))


def _joined(window: Window, _folder: Path) -> None:
    """A contribution was joined: everything may be otherwise, and the file is read again."""
    session = window.session
    assert session is not None
    with session.file.transaction("join", "Join", "") as unit:
        unit.add("stakeholder", {"name": "Red Cross"})
    session.joined(unit.done)


CAUSES = {"zoom": _zoom, "colours": _colours, "language": _language, "forms": _forms, "joined": _joined}
"""What lets pages be built anew, one after the other; `joined` comes last, as a change comes to the history with it."""

MADE_ANEW = ("zoom", "colours", "language")
"""Those that change nothing of what a page holds: a page is looked at after one of them, by turns. What stays of each in another
language is asked of the page that is seen, too."""


def test_what_is_in_no_file_is_there_again_whatever_lets_pages_be_built_anew(full: Window, tmp_path: Path) -> None:
    workplace, before = full.workplace, {}
    assert workplace is not None
    old: dict[str, Page] = {}
    for key, left in HELD.items():
        page = old[key] = _there(full, key)
        left.do(page)
        before[key] = left.seen(page)
    for cause, do in CAUSES.items():
        assert full.workplace is not None
        full.workplace.go(Place("overview"))
        do(full, tmp_path)
        turn = MADE_ANEW.index(cause) if cause in MADE_ANEW else None
        for number, (key, left) in enumerate(HELD.items()):
            if turn is not None and number % len(MADE_ANEW) != turn:
                continue
            assert full.workplace is not None
            full.workplace.go(
                Place("search", "labour") if key == "search" else Place(key, "7" if key == "objective" else "")
            )
            page = full.workplace.page
            assert cause == "joined" or page is not old[key], (cause, key)
            old[key] = page
            if key == "objective":
                page.show_part("pledge")  # type: ignore[attr-defined]
            if key == "history" and cause == "joined":
                continue  # a change came to the list since
            assert left.seen(page) == before[key], (cause, key)


def test_the_page_that_is_seen_stays_as_it_is_in_another_language(full: Window) -> None:
    for place, (key, left) in enumerate(HELD.items()):
        page = _there(full, key)
        left.do(page)
        before = left.seen(page)
        full.speak("en" if place % 2 else "ar")
        assert full.workplace is not None and full.workplace.place.page == key
        assert full.workplace.page is not page
        assert left.seen(full.workplace.page) == before, key


def test_the_keyboard_stays_in_a_line_that_is_of_no_form(full: Window) -> None:
    for key, name in (("clearance", "note"), ("restore_points", "name"), ("export", "passphrase")):
        line = getattr(_there(full, key), name)
        line.setFocus()
        QTest.keyClicks(line, "Half a")
        full.speak("fr")
        line = getattr(_there(full, key), name)
        assert QApplication.focusWidget() is line
        QTest.keyClicks(line, " word")
        assert line.text() == "Half a word"
        full.speak("en")


def _held_anywhere(thing: Any, secret: str, depth: int = 6) -> bool:
    """Whether a text lies in what an object holds that is no widget."""
    if thing == secret:
        return True
    inside = [*thing.keys(), *thing.values()] if isinstance(thing, dict) else []
    inside += list(thing) if isinstance(thing, list | tuple) else []
    return depth > 0 and any(_held_anywhere(each, secret, depth - 1) for each in inside)


@pytest.mark.parametrize("cause", ["zoom", "colours", "language", "forms"])
@pytest.mark.parametrize("seen", [True, False])
def test_a_passphrase_is_held_by_the_page_that_it_was_typed_on_and_by_nothing_else(
    seen: bool, cause: str, full: Window, tmp_path: Path
) -> None:
    secret = "correct horse battery staple"
    page: Any = _there(full, "export")
    page.use_key(Path("/somewhere/key.p12"), secret)
    if not seen:
        _there(full, "overview")
    CAUSES[cause](full, tmp_path)
    workplace = full.workplace
    assert workplace is not None
    assert not _held_anywhere(list(vars(workplace).values()), secret)
    assert secret not in repr(vars(workplace))
    page = _there(full, "export")
    assert plain(page.signing_key.name).endswith("key.p12")
    assert page.passphrase.text() == (secret if seen else "")


@pytest.mark.parametrize("cause", ["colours", "language", "forms"])
def test_why_something_could_not_be_cleared_is_said_again(cause: str, full: Window, tmp_path: Path) -> None:
    page: Any = _there(full, "clearance")
    page.choose(["objective/5"])
    page.person.clear()
    page.mark(DRAFT if (drafted := page._shown["objective/5"].said != DRAFT) else CLEARED)
    said = page._told.text()
    assert said
    CAUSES[cause](full, tmp_path)
    page = _there(full, "clearance")
    assert drafted or page.chosen() == ["objective/5"]
    assert page._told.isVisible() and page._told.text()
    assert cause == "language" or page._told.text() == said
    page.choose(["objective/6"])
    assert not page._told.isVisible()


@pytest.mark.parametrize("cause", ["language", "forms"])
@pytest.mark.parametrize("key", ["", "title"])
def test_comments_that_are_open_are_open_again_with_what_is_being_written(
    key: str, cause: str, full: Window, tmp_path: Path
) -> None:
    def panel() -> Any:
        return next((each for each in full.findChildren(CommentPanel) if each.isVisible()), None)

    page: Any = _there(full, "gaps")
    form = page.findChild(FormView)
    form.show_comments(key)
    panel().box.setPlainText("Said before.")
    panel().finish()
    panel()._answer(panel()._shown[0].last)
    QTest.keyClicks(panel().box, "Half a")
    before = panel()
    CAUSES[cause](full, tmp_path)
    now = panel()
    assert now is not None and now is not before
    assert QApplication.focusWidget() is now.box
    now.box.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(now.box, " word")
    now.finish()
    assert full.session is not None
    entry = full.session.entry(full.workplace.page.findChild(FormView).entry.id)  # type: ignore[union-attr]
    assert entry is not None
    (thread,) = threads_at(full.session.submission, entry.id, key)
    assert [each.text for each in thread.comments] == ["Said before.", "Half a word"]


MORE_FIELDS = """pack: {key: more, version: "1", label: "More fields", standing: attested, source: "x"}
kinds:
  gap:
    fields:
      - {key: extra, after: title, section: what, type: number, label: "Extra"}
      - {key: more, after: title, section: what, type: yes_no, label: "More"}
"""

STOPS: dict[str, Callable[[Any], QWidget]] = {
    "the filter of the list": lambda page: page.panel.list.filter,
    "the list": lambda page: page.panel.list.view,
    "a field above what comes": lambda page: page.panel.form.field("title"),
    "a field below what comes": lambda page: page.panel.form.field("objectives"),
    "the comments on the entry": lambda page: page.findChild(CommentPanel).box,
}


@pytest.mark.parametrize("stop", STOPS)
def test_the_keyboard_stays_where_it_was_when_other_forms_bring_other_fields(
    stop: str, full: Window, tmp_path: Path
) -> None:
    page: Any = _there(full, "gaps")
    page.panel.form.show_comments("")
    widget = STOPS[stop](page)
    (next((each for each in widget.findChildren(QWidget) if each.focusPolicy() & TAB), widget)).setFocus()
    there = QApplication.focusWidget()
    assert there is not None and (there is widget or widget.isAncestorOf(there))
    number = len(list(named_stops(page)))
    pack = tmp_path / "more.yaml"
    pack.write_text(MORE_FIELDS, encoding="utf-8")
    assert full.session is not None and full.session.use_pack(packs.check_pack(pack))
    assert full.workplace is not None
    now: Any = full.workplace.page
    assert now is not page and len(list(named_stops(now))) > number
    there = QApplication.focusWidget()
    assert there is not None and (there is STOPS[stop](now) or STOPS[stop](now).isAncestorOf(there))


def test_no_two_things_of_a_page_are_called_alike_and_nothing_by_a_word_of_a_language(full: Window) -> None:
    names = {}
    for key in ("gaps", "clearance", "export", "history", "principles"):
        found = [name for name, _widget in named_stops(_there(full, key))]
        assert len(set(found)) == len(found), key
        names[key] = found
    full.speak("fr")
    for key, found in names.items():
        assert [name for name, _widget in named_stops(_there(full, key))] == found, key


def test_a_reason_that_is_only_begun_stays_in_another_language(full: Window) -> None:
    workplace, session = full.workplace, full.session
    assert workplace is not None and session is not None
    workplace.go(Place("gaps"))
    panel = workplace.page.panel  # type: ignore[attr-defined]
    panel.remove([panel.entry_id])
    panel.strip.reason.click()
    panel.list.view.setFocus()
    asked = workplace.strips.reason
    assert asked is not None and asked.isVisible()
    asked.line.setText("It was said tw")  # not typed: whoever leaves the line keeps the reason
    full.speak("fr")
    assert full.workplace is not None
    now = full.workplace.strips.reason
    assert now is not None and now is not asked and now.isVisible()
    assert now.line.text() == "It was said tw"
    assert plain(now.note.text()).startswith("Pourquoi")
    now.line.setText("It was said twice")
    QTest.mouseClick(now.keep, Qt.MouseButton.LeftButton)
    assert "It was said twice" in why_it_was_done(session.file.history(limit=1)[0])


def test_it_is_where_it_was_scrolled_to(full: Window, qtbot: QtBot) -> None:
    def bars(page: Page) -> list[QAbstractScrollArea]:
        areas = page.findChildren(QAbstractScrollArea)
        return [each for each in areas if each.isVisibleTo(page) and each.verticalScrollBar().maximum() > 0]

    full.resize(1000, 560)
    for key in ("policy", "objectives", "about", "gaps", "history"):
        page = _there(full, key)
        qtbot.waitUntil(lambda page=page: bool(bars(page)))
        for each in bars(page):
            each.verticalScrollBar().setValue(each.verticalScrollBar().maximum())
        count = len(bars(page))
        full.workplace.go(Place("overview"))  # type: ignore[union-attr]
        full.look.zoom_by(1)
        page = _there(full, key)
        qtbot.waitUntil(lambda page=page, count=count: len(bars(page)) >= count)
        qtbot.waitUntil(
            lambda page=page: all(
                each.verticalScrollBar().value() >= each.verticalScrollBar().maximum() * 0.9 for each in bars(page)
            )
        )
        full.look.zoom_by(0)


def test_a_tab_that_was_clicked_is_come_back_to_and_comes_again_at_the_next_start(full: Window) -> None:
    workplace = full.workplace
    assert workplace is not None
    workplace.go(Place("objective", "6"))
    bar = workplace.page.tabs  # type: ignore[attr-defined]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(3).center())
    panel = workplace.page.panel("pledge")  # type: ignore[attr-defined]
    last = panel.list.model.entries[-1].id
    assert len(panel.list.model.entries) > 1
    panel.open(last)
    there = workplace.place
    assert (there.part, there.entry) == ("pledge", last)
    workplace.go(Place("objective", "9"))
    workplace.go(Place("gaps"))
    first, second = (each.id for each in workplace.page.panel.list.model.entries[:2])  # type: ignore[attr-defined]
    workplace.page.panel.open(second)  # type: ignore[attr-defined]
    workplace.go(Place("overview"))
    full.speak("fr")
    workplace = full.workplace
    assert workplace is not None
    workplace.go_back()
    assert workplace.place == Place("gaps", entry=second) != Place("gaps", entry=first)
    workplace.go_back()
    assert workplace.place.key == "9"
    workplace.go_back()
    assert workplace.place == there
    workplace.go_forward()
    assert workplace.place.key == "9"
    workplace.go_back()
    path = workplace.session.path
    assert full.close_submission() and full.open_file(path)
    assert full.workplace is not None and full.workplace.place == there


def test_an_entry_that_is_gone_is_not_come_back_to(full: Window) -> None:
    workplace, session = full.workplace, full.session
    assert workplace is not None and session is not None
    for place in (Place("gaps"), Place("objective", "13", part="gap")):
        workplace.go(place)
        panel = workplace.page.findChild(EntriesPanel)
        assert isinstance(panel, EntriesPanel)
        entry = session.entry(panel.entry_id or panel.list.model.entries[0].id)
        assert entry is not None
        left = workplace.place
        workplace.go(Place("overview"))
        session.remove(entry)
        workplace.go_back()
        assert workplace.place.page == left.page and workplace.place.part == left.part
        assert workplace.place.entry != entry.id


def test_a_chapter_that_other_forms_do_not_have_is_passed_over(full: Window, tmp_path: Path) -> None:
    workplace, session = full.workplace, full.session
    assert workplace is not None and session is not None
    workplace.go(Place("review"))
    page = workplace.page
    assert isinstance(page, ReviewPage)
    _choose(page.list, -1)
    (gone,) = page.state().values()
    workplace.go(Place("overview"))
    pack = tmp_path / "other.yaml"
    pack.write_text(f"{PACK}review: [{{key: only, label: The only chapter, standing: attested}}]\n", encoding="utf-8")
    assert session.use_pack(packs.check_pack(pack))
    assert gone not in [each.key for each in session.catalogue.review]
    assert full.workplace is not None
    full.workplace.go(Place("review"))
    assert full.workplace.page.state() == {"chosen": "only"}
