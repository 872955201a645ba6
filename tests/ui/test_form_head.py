"""What stays in view above a form: whose it is, what is missing, and the ways to its sections, also by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.field_translations import translation_key, with_field_translations
from desktop.record.entry import Answer, Entry, Value
from desktop.record.entry_state import unanswered
from desktop.ui import keys
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.fields import FormContext
from desktop.ui.fields.texts import LineField
from desktop.ui.form import FormView
from desktop.ui.form_fields import EVERY_LANGUAGE
from desktop.ui.layout import across
from desktop.ui.navigation import Place
from desktop.ui.pages.policy import PolicyPage
from desktop.ui.parts.link import Link
from desktop.ui.pictures import places
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window
from tests.ui.stops import settle

FormOf = Callable[..., FormView]


@pytest.fixture
def form(shown: Callable[[QWidget], QWidget], catalogue: Catalogue) -> FormOf:
    def show(kind: str, /, context: FormContext | None = None, steps: bool = False, **answers: Value) -> FormView:
        context = context or FormContext(catalogue)
        view = FormView(context.catalogue.kind(kind), context, steps=steps)
        view.set_entry(entry(kind, **answers))
        shown(view)
        QApplication.processEvents()
        return view

    return show


def entry(kind: str, /, *, id: str = "entry-1", **answers: Value) -> Entry:
    return Entry(id, kind, answers={key: Answer(value) for key, value in answers.items()})


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_name_state_and_what_is_missing_stay_in_view_while_the_form_scrolls(form: FormOf) -> None:
    pledge = form("pledge", title="A registry for all")
    pledge.area.verticalScrollBar().setValue(pledge.area.verticalScrollBar().maximum())
    head = pledge.head
    assert head.isVisible() and head.mapTo(pledge, head.rect().topLeft()).y() == 0
    assert "A registry for all" in [label.text() for label in head.findChildren(QWidget) if hasattr(label, "text")]
    assert head.state.text() == "In progress"
    assert head.missing.text().endswith("missing")


def test_each_section_says_what_it_lacks_until_it_is_answered(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge", kind="common", title="A")
    partners = pledge.head.links["IIa"]
    assert partners.accessibleName() == "Partners · 1 missing"
    assert pledge.head.links["IIb"].isHidden()  # not asked of a common pledge
    description = pledge.field("description")
    assert "1 missing" in pledge.head.links["VI"].accessibleName()
    description.editor().setFocus()
    qtbot.keyClicks(description.editor(), "Too short")
    description.commit()
    assert pledge.head.links["VI"].accessibleName() == "Description · 1 to correct"


@pytest.mark.parametrize("zoom", [100, 200])
def test_links_keep_their_places_while_the_figures_beside_them_change(
    zoom: int, form: FormOf, look: ThemeManager
) -> None:
    look.set_zoom(zoom)
    pledge = form("pledge", title="A", kind="individual")
    links = pledge.head.links
    if zoom == 200:
        pledge.head.fold.click()

    def places() -> dict[str, tuple[int, int]]:
        settle()
        return {key: (link.x(), link.y()) for key, link in links.items() if link.isVisible()}

    before, said = places(), {key: link.accessibleName() for key, link in links.items()}
    answers: dict[str, Value] = {"title": "A", "kind": "individual"}
    for key, value in (("description", "Consulates issue documents. " * 20), ("measure", "M"), ("entity", "Ministry")):
        answers[key] = value
        pledge.set_entry(entry("pledge", **answers))
        assert places() == before
    assert sum(link.accessibleName() != said[key] for key, link in links.items()) >= 3, "the figures did change"
    pledge.set_entry(entry("pledge", id="entry-2", **answers))
    assert places() != before, "another entry takes the room that it needs"


def test_the_name_of_an_entry_can_be_read_at_twice_the_size(form: FormOf, look: ThemeManager) -> None:
    look.set_zoom(200)
    name = "A registry for all"
    for kind, marks in (("pledge", True), ("practice", False)):
        view = form(kind, steps=marks, title=name)
        view.resize(660, 700)
        settle()
        heading = view.head._name
        assert heading.isVisible()
        assert heading.width() >= heading.fontMetrics().horizontalAdvance(name)
        assert view.head.state.width() >= view.head.state.fontMetrics().horizontalAdvance(view.head.state.text())


def test_a_section_is_gone_to_and_marked(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge", title="A")
    assert pledge.head.current == "I"
    qtbot.mouseClick(pledge.head.links["plan"], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is pledge.field("measure").editor()
    qtbot.waitUntil(lambda: pledge.head.current == "plan")
    assert pledge.head.links["plan"].accessibleDescription() == "In view now"
    assert pledge.head.links["I"].accessibleDescription() == ""
    pledge.area.verticalScrollBar().setValue(0)
    pledge.focus_field("entity")
    qtbot.waitUntil(lambda: pledge.head.current == "I")


def test_the_tab_key_comes_to_the_sections_once_and_the_arrows_go_along(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge", title="A")
    links = pledge.head.links
    stops = [key for key, link in links.items() if link.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["I"]
    links["I"].setFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is links["II"]
    press(qtbot, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is links["III"]  # past those that are not asked
    press(qtbot, Qt.Key.Key_Return)
    assert pledge.field("nature").isAncestorOf(QApplication.focusWidget())


def test_keys_lead_to_the_next_section_and_to_what_is_missing(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge", title="A", entity="Ministry")
    pledge.focus_field("entity")
    press(qtbot, Qt.Key.Key_PageDown, ALT)
    assert pledge.place_of_focus()[1] == "title"
    press(qtbot, Qt.Key.Key_PageUp, ALT)
    assert pledge.place_of_focus()[1] == "entity"
    press(qtbot, Qt.Key.Key_F8)
    assert pledge.place_of_focus()[1] == "entity_kind"
    press(qtbot, Qt.Key.Key_F8)
    assert pledge.place_of_focus()[1] == "contact_name"
    pledge.focus_field("internal_note")
    press(qtbot, Qt.Key.Key_F8)
    assert pledge.place_of_focus()[1] == "entity_kind"  # after the last the first


def test_the_key_to_what_is_missing_leads_into_the_form_from_outside(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.session.add("pledge", {"title": "First", "entity": "Ministry"})
    opened.workplace.go(Place("pledges"))
    panel = opened.page().panel  # type: ignore[union-attr]
    panel.list.view.setFocus()
    press(qtbot, Qt.Key.Key_F8)
    assert panel.form.place_of_focus()[1] == "entity_kind"


def test_marks_end_where_their_field_ends_also_beside_the_room_for_its_history(
    form: FormOf, catalogue: Catalogue
) -> None:
    pledge = form("pledge", FormContext(catalogue, history=lambda _entry, _field: None))
    said = {"entity_kind": Answer("member_state", "2026-03-02T10:00:00Z", "Desk officer A")}
    pledge.set_entry(Entry("entry-1", "pledge", answers=said))
    QApplication.processEvents()
    head = pledge.row("entity_kind").head
    mark = next(each for each in head.findChildren(QLabel) if each.property("role") == "mark")
    assert pledge.row("entity_kind").has_history and not pledge.row("entity_kind").history.isVisible()
    assert mark.mapTo(head, mark.rect().topRight()).x() == head.rect().right()


def test_without_a_name_the_state_begins_where_the_fields_begin(form: FormOf) -> None:
    about = form("submission", cycle="2026")
    state, missing = about.head.state, about.head.missing
    assert state.isVisible() and missing.isVisible()
    assert missing.x() - state.x() < state.sizeHint().width() + 40


def test_the_way_to_earlier_versions_shows_where_the_keyboard_is_and_has_a_key(
    qtbot: QtBot, form: FormOf, catalogue: Catalogue
) -> None:
    asked: list[tuple[str, str]] = []
    context = FormContext(catalogue, history=lambda entry_id, field: asked.append((entry_id, field)))
    gap = form("gap", context)
    said = {key: Answer("Text", "2026-03-02T10:00:00Z", "Desk officer A") for key in ("title", "description")}
    gap.set_entry(Entry("entry-1", "gap", answers=said))
    gap.focus_field("title")
    assert gap.row("title").history.isVisible()
    assert not gap.row("description").history.isVisible()
    press(qtbot, Qt.Key.Key_Tab)
    assert gap.row("description").history.isVisible()
    assert not gap.row("title").history.isVisible()
    assert "Ctrl+Shift+H" in gap.row("description").history.toolTip()
    press(qtbot, Qt.Key.Key_H, CTRL | SHIFT)
    assert asked == [("entry-1", "description")]


def test_a_label_that_repeats_its_heading_is_not_said_twice(form: FormOf) -> None:
    pledge = form("pledge", title="A")
    labels = [each.text() for each in pledge.area.findChildren(QWidget) if hasattr(each, "text") and each.isVisible()]
    assert "V. Guiding principles" in labels
    assert "Guiding principles" not in labels
    assert "The three main objectives" in labels
    assert pledge.field("principles").editor().accessibleName().startswith("Guiding principles")


def test_the_next_entry_comes_by_key_and_keeps_the_field(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    first = opened.session.add("pledge", {"title": "First", "measure": "One"})
    second = opened.session.add("pledge", {"title": "Second", "measure": "Two"})
    opened.workplace.go(Place("pledges", entry=first))
    panel = opened.page().panel  # type: ignore[union-attr]
    assert isinstance(panel, EntriesPanel)
    panel.form.focus_field("measure")
    QApplication.processEvents()
    qtbot.keyClicks(QApplication.focusWidget(), "+")
    press(qtbot, Qt.Key.Key_F12)
    assert panel.form.place_of_focus() == (second, "measure")
    assert panel.form.field("measure").value() == "Two"
    entry = opened.session.entry(first)
    assert entry is not None and "+" in entry.text("measure")
    press(qtbot, Qt.Key.Key_F12)
    assert panel.form.place_of_focus() == (second, "measure")  # there is none after the last
    press(qtbot, Qt.Key.Key_F12, SHIFT)
    assert panel.form.place_of_focus() == (first, "measure")


def test_a_new_pledge_begins_at_what_is_missing_and_knows_who_submits(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    who: dict[str, Value] = {
        "entity": "Ministry of Labour",
        "entity_kind": "member_state",
        "contact_name": "Desk officer A",
        "contact_email": "desk@example.org",
    }
    opened.session.add("pledge", {**who, "title": "First", "description": "x" * 300})
    opened.workplace.go(Place("pledges"))
    panel = opened.page().panel  # type: ignore[union-attr]
    panel.add()
    assert panel.form.place_of_focus()[1] == "title"
    made = opened.session.entry(panel.form.place_of_focus()[0])
    assert made is not None
    assert {key: made.value(key) for key in who} == who
    assert made.value("description") is None


def test_texts_in_two_languages_are_shown_side_by_side_or_by_a_switch(
    qtbot: QtBot, form: FormOf, catalogue: Catalogue
) -> None:
    twin = translation_key("title", "fr")
    context = FormContext(with_field_translations(catalogue, ["fr"]), language=lambda: "en")
    gap = form("gap", context, title="No registrar", **{twin: "Pas de greffier"})
    assert [choice.text() for choice in gap.head.languages.values()] == ["Both languages", "English", "French"]
    assert gap.field("title").isVisible() and gap.field(twin).isVisible()
    qtbot.mouseClick(gap.head.languages["fr"], Qt.MouseButton.LeftButton)
    assert not gap.field("title").isVisible() and gap.field(twin).isVisible()
    assert gap.field("objectives").isVisible()  # written in no language
    qtbot.mouseClick(gap.head.languages[""], Qt.MouseButton.LeftButton)
    assert gap.field("title").isVisible() and not gap.field(twin).isVisible()
    gap.focus_field(twin)  # a finding leads there whatever is shown
    assert gap.field(twin).isVisible()
    assert gap.head.languages[EVERY_LANGUAGE].isChecked()


def test_what_is_typed_is_written_before_another_language_is_shown(
    qtbot: QtBot, form: FormOf, catalogue: Catalogue
) -> None:
    context = FormContext(with_field_translations(catalogue, ["fr"]), language=lambda: "en")
    gap = form("gap", context)
    edits: list[tuple[str, str, object]] = []
    gap.edited.connect(lambda *edit: edits.append(edit))
    title = gap.field("title")
    assert isinstance(title, LineField)
    title.line.setFocus()
    qtbot.keyClicks(title.line, "No regis")
    gap.show_language("fr")
    assert edits == [("entry-1", "title", "No regis")]


def test_a_form_that_is_one_of_one_section_has_no_links(form: FormOf) -> None:
    assert form("person", name="A").head.links == {}


def test_every_stop_of_the_tab_key_has_a_name_and_is_seen(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge", steps=True, kind="common", partners=[{"name": "A"}], objectives=[1, 2])
    first = pledge.head.missing
    first.setFocus()
    seen: list[QWidget] = []
    for _each in range(120):
        now = QApplication.focusWidget()
        assert now is not None
        if seen and now is seen[0]:
            break
        seen.append(now)
        assert now.accessibleName() or getattr(now, "text", str)(), now
        assert now.isVisible() and now.width() > 0 and now.height() > 0, now
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        QApplication.processEvents()
    else:
        raise AssertionError("the Tab key goes round for ever")
    assert len([each for each in seen if pledge.field("principles").isAncestorOf(each)]) == 1
    assert pledge.area not in seen


def test_the_state_follows_what_is_kept_elsewhere(form: FormOf) -> None:
    gap = form("gap")
    assert gap.head.state.text() == "Not started"
    gap.set_entry(entry("gap", title="A")._replace())
    assert gap.head.state.text() == "In progress"


def test_the_sections_stand_beside_the_fields_where_there_is_room(qtbot: QtBot, form: FormOf) -> None:
    pledge = form("pledge", title="A")
    nature = pledge.head.links["III"]
    assert nature.mapTo(pledge, nature.rect().topLeft()).y() < pledge.area.y()
    pledge.resize(560, 700)
    qtbot.waitUntil(lambda: nature.text() == "Nature · 1")  # in words they would take four lines
    assert nature.accessibleName() == "Nature · 1 missing"
    pledge.resize(1700, 700)
    qtbot.waitUntil(lambda: nature.mapTo(pledge, nature.rect().topLeft()).x() > pledge.area.geometry().right())
    assert nature.text() == "Nature · 1 missing"
    tops = [link.y() for link in pledge.head.links.values() if link.isVisible()]
    assert tops == sorted(set(tops))  # each in a line of its own
    pledge.resize(900, 700)
    qtbot.waitUntil(lambda: nature.mapTo(pledge, nature.rect().topLeft()).y() < pledge.area.y())


def test_every_answer_of_a_policy_question_is_reached_by_keyboard(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.workplace.go(Place("policy"))
    page = opened.page()
    key, question = next(iter(page.questions.items()))  # type: ignore[union-attr]
    question.focus_first()
    choices = list(question.choices.values())
    for place in range(1, len(choices)):
        press(qtbot, Qt.Key.Key_Right)
        assert QApplication.focusWidget() is choices[place]
    press(qtbot, Qt.Key.Key_Space)
    answered = opened.session.submission.bound("policy_answer", key)
    assert answered.value("answer") == list(question.choices)[-1]
    press(qtbot, Qt.Key.Key_Space)  # once more takes it back
    assert opened.session.submission.bound("policy_answer", key).value("answer") is None
    press(qtbot, Qt.Key.Key_1)
    assert opened.session.submission.bound("policy_answer", key).value("answer") == next(iter(question.choices))


def test_what_is_missing_is_told_whole_after_nothing_was(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    link = Link("")
    row.setLayout(across(link, None))
    row.resize(400, 40)
    row.show()
    for text in ("1 missing", "", "9 missing"):
        link.setText(text)
        link.setVisible(bool(text))
        QApplication.processEvents()
        assert QPushButton.text(link) == text


def test_evidence_asks_for_a_file_or_a_source_and_for_neither_once_one_is_there(qtbot: QtBot, form: FormOf) -> None:
    evidence = form("evidence", title="A law")
    file = evidence.row("file")
    assert (evidence.head.missing.text(), file.asked.text()) == ("1 missing", "Expected")
    source = evidence.field("source")
    source.editor().setFocus()
    qtbot.keyClicks(source.editor(), "https://example.org/law")
    source.commit()
    assert (evidence.head.state.text(), file.asked.text()) == ("Complete", "")


def _missing(view: FormView) -> list[str]:
    return view._lacking()


def _here(view: FormView) -> str:
    return view.place_of_focus()[1]


@pytest.mark.parametrize("kind", ["pledge", "practice", "gap", "evidence", "submission"])
@pytest.mark.parametrize("way", ["link", "key"])
def test_each_click_on_what_is_missing_goes_to_the_next_field_round_and_round(
    qtbot: QtBot, form: FormOf, kind: str, way: str
) -> None:
    view = form(kind)
    missing = _missing(view)
    assert missing

    def go() -> str:
        if way == "link":
            view.head.missing.setFocus()  # a click gives it the keyboard on most systems
            qtbot.mouseClick(view.head.missing, Qt.MouseButton.LeftButton)
        else:
            wanted = keys.sequences("next_missing")
            next(each for each in view.actions() if each.shortcuts() == wanted).trigger()
        QApplication.processEvents()
        return _here(view)

    assert [go() for _each in range(len(missing) * 2)] == missing * 2


@pytest.mark.parametrize("kind", ["pledge", "practice"])
def test_the_link_of_a_section_goes_to_what_is_missing_in_it_one_after_the_other(
    qtbot: QtBot, form: FormOf, kind: str
) -> None:
    view = form(kind)
    for key, link in view.head.links.items():
        if link.isHidden():
            continue
        inside = {field.key for field in view.kind.fields if field.section == key}
        missing = [each for each in _missing(view) if each in inside]
        gone = []
        for _each in range(len(missing) * 2 or 1):
            link.setFocus()
            qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
            gone.append(_here(view))
        if missing:
            assert gone == missing * 2
        else:
            first = next(each.key for each in view.kind.fields if each.key in inside and each.key in view.asked)
            assert gone == [first]


def test_where_the_next_missing_answer_leads_nowhere_the_bar_says_so(opened: Window, qtbot: QtBot) -> None:
    workplace = opened.workplace
    assert workplace is not None
    for place in (Place("matrix"), Place("overview"), Place("gaps"), Place("earlier")):
        workplace.bar.clear_status()
        workplace.go(place)
        qtbot.keyClick(workplace, Qt.Key.Key_F8)
        assert workplace.bar._said.text() == "No form is open here", place


NOTHING = "No expected answer is missing here"


def test_on_an_objective_it_leads_to_the_rating_and_on_to_all_that_has_no_answer(opened: Window, qtbot: QtBot) -> None:
    """It said that nothing is missing on an objective of which nobody had said anything."""
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    workplace.go(Place("objective", "7"))
    form = workplace.page.standing.form  # type: ignore[attr-defined]
    gone = []
    for _press in range(20):
        qtbot.keyClick(workplace, Qt.Key.Key_F8)
        field = form.place_of_focus()[1]
        if field in gone:
            break
        gone.append(field)
    entry = session.submission.bound("assessment", "7")
    assert gone == list(unanswered(entry, form.kind)) and gone[0] == "rating" and len(gone) > 5
    assert all(form.kind.field(key).release != "internal" for key in gone)
    assert workplace.bar._said.text() != NOTHING
    assert session.answer(entry, "rating", "partial")
    workplace.navigator.take_focus()
    form._last_near = ""
    qtbot.keyClick(workplace, Qt.Key.Key_F8)
    assert form.place_of_focus()[1] == gone[1]
    for key in gone[1:]:
        said = {"choice": "stable", "date": "2026-01-05"}.get(form.kind.field(key).type, "Said")
        assert session.answer(session.submission.bound("assessment", "7"), key, said)
    workplace.navigator.take_focus()
    qtbot.keyClick(workplace, Qt.Key.Key_F8)
    assert workplace.bar._said.text() == NOTHING


def test_on_the_policies_it_leads_to_the_next_question_without_an_answer(opened: Window, qtbot: QtBot) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    workplace.go(Place("policy"))
    page = workplace.page
    assert isinstance(page, PolicyPage)
    keys_ = list(page.questions)
    page.answer(keys_[0], next(iter(page.questions[keys_[0]].choices)))
    page.answer(keys_[2], next(iter(page.questions[keys_[2]].choices)))
    workplace.navigator.take_focus()
    for wanted in (keys_[1], keys_[3], keys_[4]):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
        assert page._key_of(QApplication.focusWidget()) == wanted
    for key in keys_:
        if key not in (keys_[0], keys_[2]):
            page.answer(key, next(iter(page.questions[key].choices)))
    assert workplace.bar._said.text() != NOTHING
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert workplace.bar._said.text() == NOTHING


ASKS_NOTHING = frozenset(
    {
        "overview",
        "copies",
        "check",
        "comments",
        "clearance",
        "export",
        "history",
        "restore_points",
        "minutes",
        "forms",
        "search",
    }
)
"""Pages that ask no question of their own: they show what others ask, or do something."""


def test_on_every_page_that_asks_something_it_leads_to_what_is_open_or_nothing_is(full: Window) -> None:
    workplace = full.workplace
    assert workplace is not None
    for name, place in places(full):
        if place.page == "objective" and place.part in ("", "indicators") and place.key != "7":
            continue
        workplace.go(place)
        settle()
        workplace.navigator.take_focus()
        workplace.bar.clear_status()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
        settle()
        said, held = workplace.bar._said.text(), QApplication.focusWidget()
        asks = place.page not in ASKS_NOTHING
        assert (said == "No form is open here") == (not asks), (name, said)
        if asks and said != NOTHING:
            assert held is not None and workplace.page.isAncestorOf(held), name
        forms = [each for each in workplace.page.findChildren(FormView) if each.isVisible()]
        if said == NOTHING and forms:
            shown = forms[0].entry
            assert shown is not None
            assert not forms[0]._lacking(), name
            assert not set(unanswered(shown, forms[0].kind)) & forms[0].asked, name


def test_from_a_list_that_is_shown_alone_it_leads_into_the_form(full: Window, look: ThemeManager) -> None:
    look.set_zoom(200)
    full.resize(1024, 700)
    workplace = full.workplace
    assert workplace is not None
    for place in (Place("pledges"), Place("recommendations"), Place("indicators")):
        workplace.go(place)
        settle()
        sides = workplace.page.panel.sides if hasattr(workplace.page, "panel") else workplace.page.sides  # type: ignore[attr-defined]
        sides.show_list()
        settle()
        assert sides.is_list_alone, place
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
        settle()
        assert sides.is_chosen_alone, place
        held = QApplication.focusWidget()
        assert held is not None and held.isVisible()


def test_where_the_cursor_is_in_a_field_no_key_asks_for_that(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place("objective", "3"))
    form = workplace.page.standing.form  # type: ignore[attr-defined]
    for key in ("next_entry", "previous_entry", "next_section", "previous_section", "versions"):
        form.focus_field("reason")
        settle()
        workplace.bar.clear_status()
        QTest.keySequence(QApplication.focusWidget(), QKeySequence(keys.SHORTCUTS[key].keys[0]))
        said = workplace.bar._said.text()
        assert "cursor" not in said, (key, said)
        assert (said == "This form has no list of entries") == key.endswith("entry"), (key, said)
