"""Examples beside the question, through the window: they are found, read, and never taken for the country's words."""

from __future__ import annotations

import copy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.catalogue import region_names
from desktop.i18n.isolation import plain
from desktop.i18n.translation import gettext, use_language
from desktop.ui.dialogs.examples import ExamplesDialog
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.window import Window


def _panel(window: Window, place: Place, kind: str) -> EntriesPanel:
    workplace = window.workplace
    assert workplace is not None
    workplace.go(place)
    return next(each for each in workplace.page.findChildren(EntriesPanel) if each.kind.key == kind)


def _dialog(panel: EntriesPanel) -> ExamplesDialog:
    panel.show_examples()
    dialog = panel.findChild(ExamplesDialog)
    assert isinstance(dialog, ExamplesDialog)
    return dialog


def _said(dialog: ExamplesDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if not each.isHidden())


def test_a_pledge_is_found_by_objective_and_words_with_its_source_and_standing(qtbot: QtBot, opened: Window) -> None:
    dialog = _dialog(_panel(opened, Place("pledges"), "pledge"))
    everything = dialog.list.model().rowCount()
    dialog.objectives.setCurrentIndex(dialog.objectives.findData(15))
    assert 0 < dialog.list.model().rowCount() < everything
    dialog.search.setText("birth registration")
    dialog.fill()
    example = dialog.chosen()
    assert example is not None and example.key == "pledge-tha-2022"
    qtbot.waitUntil(lambda: "Thailand" in _said(dialog))
    said = plain(_said(dialog))
    assert "Thailand · Government of Thailand · 2022" in said
    assert example.source in said and "Check it at its source" in said
    assert "not the words of your country" in said
    dialog.search.setText("no such thing anywhere")
    dialog.fill()
    assert dialog.chosen() is None
    qtbot.waitUntil(lambda: "No examples here yet" in _said(dialog))


def test_a_matching_pledge_names_the_other_and_copies_none_of_its_text(qtbot: QtBot, opened: Window) -> None:
    panel = _panel(opened, Place("pledges"), "pledge")
    dialog = _dialog(panel)
    dialog.search.setText("Norway kroner")
    dialog.fill()
    example = dialog.chosen()
    assert example is not None
    dialog.begin_matching()
    assert opened.session is not None
    (made,) = opened.session.submission.of_kind("pledge")
    assert made.text("kind") == "matching" and made.text("matched_title") == example.title
    assert made.numbers("objectives") == list(example.objectives[:3])
    assert example.source in made.text("internal_note")
    assert made.text("country") == "KE" and not made.text("title") and not made.text("description")
    assert not made.text("source")


def test_the_page_of_an_objective_shows_those_of_the_objective(qtbot: QtBot, opened: Window) -> None:
    dialog = _dialog(_panel(opened, Place("objective", "18", part="practice"), "practice"))
    assert dialog.objectives.currentData() == 18 and dialog.kinds.currentData() == "practice"
    assert all(18 in dialog.list.model().index(row, 0).data(0x100).objectives for row in range(2))
    assert not dialog.findChild(ExamplesDialog) and dialog._matching.isHidden()


def test_there_is_one_window_of_them_which_goes_with_its_page(qtbot: QtBot, opened: Window) -> None:
    panel = _panel(opened, Place("pledges"), "pledge")
    dialog = _dialog(panel)
    panel.show_examples()
    assert panel.findChildren(ExamplesDialog) == [dialog]
    assert opened.workplace is not None
    opened.workplace.go(Place("gaps"))
    assert not dialog.isVisible(), "a pledge that begins must be seen to begin"
    opened.workplace.go(Place("pledges"))
    panel.show_examples()
    assert any(each.isVisible() for each in panel.findChildren(ExamplesDialog))


def test_kinds_that_nobody_publishes_have_no_examples(qtbot: QtBot, opened: Window) -> None:
    assert _panel(opened, Place("evidence"), "evidence").side.examples.isHidden()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_what_is_written_in_the_language_of_the_window_comes_first_and_each_names_its_language(
    qtbot: QtBot, opened: Window, language: str
) -> None:
    dialog = _dialog(_panel(opened, Place("pledges"), "pledge"))
    with use_language(language):
        for kind in ("pledge", "practice"):
            dialog.kinds.setCurrentIndex(dialog.kinds.findData(kind))
            dialog.fill()
            rows = [dialog.list.model().index(row, 0).data(0x100) for row in range(dialog.list.model().rowCount())]
            own = [each.language == language for each in rows]
            assert own == sorted(own, reverse=True) and dialog.chosen() == rows[0]
            names = region_names.languages(language)
            qtbot.waitUntil(lambda names=names, shown=rows[0]: names[shown.language] in plain(_said(dialog)))


def test_what_cannot_be_matched_says_why(qtbot: QtBot, opened: Window) -> None:
    pledges = _dialog(_panel(opened, Place("pledges"), "pledge"))
    practices = _dialog(_panel(opened, Place("objective", "18", part="practice"), "practice"))
    practices.objectives.setCurrentIndex(0)
    said = set()
    for dialog in (pledges, practices):
        dialog.show()
        for kind in ("pledge", "practice"):
            dialog.kinds.setCurrentIndex(dialog.kinds.findData(kind))
            for row in range(dialog.list.model().rowCount()):
                dialog.list.setCurrentIndex(dialog.list.model().index(row, 0))
                why = dialog._why_not.text() if dialog._why_not.isVisible() else ""
                said.add((dialog is pledges, kind, why))
                if kind == "pledge" or dialog is pledges:
                    assert dialog._matching.isVisible() != bool(why), "either a way or why there is none"
    assert {why for on_pledges, kind, why in said if on_pledges and kind == "practice"} == {
        "This is a practice. Only pledges can be matched."
    }
    assert {why for on_pledges, _kind, why in said if not on_pledges} >= {
        "To match this pledge, open the examples from your list of pledges.",
        "No pledge can match this example, because it is not known whether it was filed as a pledge.",
    }


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "zh"])
def test_remarks_are_read_in_the_language_of_the_window(qtbot: QtBot, opened: Window, language: str) -> None:
    dialog = _dialog(_panel(opened, Place("pledges"), "pledge"))
    with use_language(language):
        for kind in ("pledge", "practice"):
            dialog.kinds.setCurrentIndex(dialog.kinds.findData(kind))
            for row in range(dialog.list.model().rowCount()):
                dialog.list.setCurrentIndex(dialog.list.model().index(row, 0))
                example = dialog.chosen()
                assert example is not None
                if example.remark:
                    shown = [dialog._shown.itemAt(place).widget() for place in range(dialog._shown.count())]
                    said = [each.text() for each in shown if isinstance(each, QLabel)]
                    assert gettext(example.remark) in said and example.remark not in said


def test_down_leads_from_the_search_to_what_is_found_by_then(qtbot: QtBot, opened: Window) -> None:
    dialog = _dialog(_panel(opened, Place("pledges"), "pledge"))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.search.hasFocus)
    qtbot.keyClicks(dialog.search, "birth registration")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()
    example = dialog.chosen()
    assert example is not None and example.key == "pledge-tha-2022", "it does not wait for the rest after the last key"
    dialog.search.setFocus()
    dialog.search.selectAll()
    qtbot.keyClicks(dialog.search, "no such thing")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.search.hasFocus()


def test_a_paragraph_is_read_the_way_of_its_own_language(qtbot: QtBot, opened: Window) -> None:
    opened.speak("ar")
    try:
        dialog = _dialog(_panel(opened, Place("pledges"), "pledge"))
        for row in range(dialog.list.model().rowCount()):
            dialog.list.setCurrentIndex(dialog.list.model().index(row, 0))
            QApplication.processEvents()
            example = dialog.chosen()
            assert example is not None
            shown = {each.text(): each for each in dialog.findChildren(QLabel) if not each.isHidden()}
            right = example.language == "ar"
            for text in (example.title, example.summary):
                assert (shown[text].layoutDirection() == Qt.LayoutDirection.RightToLeft) is right
                assert bool(shown[text].alignment() & Qt.AlignmentFlag.AlignRight) is right
    finally:
        opened.speak("en")


def _norway(dialog: ExamplesDialog) -> str:
    """Choose a pledge that can be matched, and return its title."""
    dialog.objectives.setCurrentIndex(0)
    dialog.search.setText("Norway kroner")
    dialog.fill()
    example = dialog.chosen()
    assert example is not None
    return example.title


def test_the_pledge_of_a_gap_begins_from_an_example(qtbot: QtBot, opened: Window) -> None:
    session = opened.session
    assert session is not None
    gap = session.add("gap", {"title": "Beds", "objectives": [13]})
    panel = _panel(opened, Place("gaps", entry=gap), "gap")
    assert panel.side.examples.isVisible()
    panel.side.examples.click()
    dialog = panel.findChild(ExamplesDialog)
    assert isinstance(dialog, ExamplesDialog)
    assert (dialog.kinds.currentData(), dialog.objectives.currentData()) == ("pledge", 13)
    title = _norway(dialog)
    dialog._matching.click()
    (made,) = session.submission.of_kind("pledge")
    assert (made.value("gaps"), made.text("matched_title")) == ([gap], title)
    assert made.numbers("objectives")[0] == 13
    assert opened.workplace is not None and opened.workplace.place.entry == made.id


def test_a_matching_pledge_begun_beside_the_pledge_of_a_gap_is_for_that_gap_too(qtbot: QtBot, opened: Window) -> None:
    session = opened.session
    assert session is not None
    gap = session.add("gap", {"title": "Beds", "objectives": [13]})
    begun = session.add("pledge", {"title": "More beds", "gaps": [gap]})
    dialog = _dialog(_panel(opened, Place("pledges", entry=begun), "pledge"))
    _norway(dialog)
    dialog.begin_matching()
    made = next(each for each in session.submission.of_kind("pledge") if each.id != begun)
    assert made.text("kind") == "matching" and made.value("gaps") == [gap]


@pytest.mark.parametrize("where", ["pledges", "objective", "gaps"])
def test_a_pledge_that_was_only_begun_takes_the_example_and_none_is_left_behind(where: str, opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    gap = session.add("gap", {"title": "Beds", "objectives": [13]})
    _panel(opened, Place("gaps", entry=gap), "gap").side.pledge.click()
    (begun,) = session.submission.of_kind("pledge")
    place = {
        "pledges": Place("pledges", entry=begun.id),
        "objective": Place("objective", "13", begun.id, part="pledge"),
        "gaps": Place("gaps", entry=gap),
    }[where]
    dialog = _dialog(_panel(opened, place, "gap" if where == "gaps" else "pledge"))
    title = _norway(dialog)
    dialog._matching.click()
    (pledge,) = session.submission.of_kind("pledge")
    assert (pledge.id, pledge.text("kind"), pledge.text("matched_title")) == (begun.id, "matching", title)
    assert pledge.value("gaps") == [gap] and pledge.numbers("objectives")[0] == 13
    assert workplace.place.entry == begun.id
    shown = _panel(opened, workplace.place, "pledge").form
    assert shown.place_of_focus() == (begun.id, "title")
    workplace.undo()
    (pledge,) = session.submission.of_kind("pledge")
    now, before = ({key: each.value for key, each in entry.answers.items()} for entry in (pledge, begun))
    assert now == before, "one undo takes the example out of it"


def test_an_example_in_another_language_says_which_before_its_text(qtbot: QtBot, opened: Window) -> None:
    opened.speak("fr")
    dialog = _dialog(_panel(opened, Place("pledges"), "pledge"))
    title = _norway(dialog)
    example = dialog.chosen()
    assert example is not None
    qtbot.waitUntil(lambda: example.summary in plain(_said(dialog)))
    labels = [each for each in dialog.findChildren(QLabel) if not each.isHidden()]
    said = [plain(each.text()) for each in labels]
    summary = next(place for place, each in enumerate(said) if each == example.summary)
    assert "anglais" in said[summary - 1]
    heading = labels[said.index(title)]
    assert plain(heading.accessibleName()).startswith("anglais")
    assert heading.locale().name().startswith("en")


@pytest.mark.parametrize("begun_from", ["list", "empty pledge", "gap"])
def test_objectives_beyond_those_that_a_pledge_names_are_told(
    qtbot: QtBot, opened: Window, begun_from: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    said: list[str] = []
    workplace.bar.told.connect(said.append)
    panel = _panel(
        opened, Place("gaps" if begun_from == "gap" else "pledges"), "gap" if begun_from == "gap" else "pledge"
    )
    if begun_from == "gap":
        session.add("gap", {"title": "No registrar", "objectives": [12]})
    elif begun_from == "empty pledge":
        panel.add()
    panel.said.connect(said.append)
    dialog = _dialog(panel)
    dialog.objectives.setCurrentIndex(0)
    dialog.search.setText("Norway kroner")
    dialog.fill()
    example = dialog.chosen()
    assert example is not None
    many = copy.copy(example)
    object.__setattr__(many, "objectives", (1, 2, 3, 4, 5))  # a pack may bring such a one
    monkeypatch.setattr(dialog, "chosen", lambda: many)
    dialog.begin_matching()
    (made,) = session.submission.of_kind("pledge")
    named = [12, 1, 2] if begun_from == "gap" else [1, 2, 3]
    left = "3, 4, 5" if begun_from == "gap" else "4, 5"
    told = f"Not taken over, because a pledge cannot name more main objectives: Objectives {left}"
    assert list(made.numbers("objectives")) == named
    assert told in [plain(each) for each in said] and told in plain(made.text("internal_note"))
