"""What a page says of its figures and of its texts: in words, and once."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Standing
from desktop.i18n import translation
from desktop.i18n.isolation import plain
from desktop.record.included import NAME
from desktop.ui import locale
from desktop.ui.dialogs.what_is_included import WhatIsIncluded
from desktop.ui.navigation import Place
from desktop.ui.pages.matrix import MatrixPage
from desktop.ui.parts.said_once import said_once
from desktop.ui.window import Window
from tests.ui.stops import settle


def labels(part: QWidget) -> list[str]:
    return [each.text() for each in part.findChildren(QLabel) if each.text() and not each.isHidden()]


def test_a_mark_that_most_texts_of_an_objective_have_is_said_once_with_what_it_means(
    opened: Window, catalogue: Catalogue
) -> None:
    assert opened.workplace is not None
    opened.speak("fr")  # a translation that was made for the program is marked as one
    workplace = opened.workplace
    met = False
    for objective in catalogue.objectives:
        marks = Counter(catalogue.standing_label(each.standing) for each in objective.actions)
        mark, count = marks.most_common(1)[0]
        if not mark or count < 2 or count * 2 <= len(objective.actions):
            continue
        workplace.go(Place("objective", str(objective.number)))
        said = labels(workplace.page)
        met = True
        assert sum(each.startswith(mark) and len(each) > len(mark) for each in said) >= 1
        assert said.count(mark) == 0
        break
    assert met


def test_beside_marks_only_what_differs_is_marked(catalogue: Catalogue) -> None:
    standings: list[Standing] = ["unconfirmed", "unconfirmed", "attested_secondary", "attested"]
    once = said_once(catalogue, standings)
    assert once.text.startswith("Working text, unless a text is marked otherwise: ")
    assert catalogue.standing_help("unconfirmed") in once.text
    assert catalogue.standing_help("attested_secondary") in once.text
    assert [once.mark_of(each) for each in standings] == ["", "", "", "This text was found in an official source."]
    each_its_own = said_once(catalogue, ["unconfirmed", "attested"])
    assert each_its_own.text == ""
    assert each_its_own.mark_of("unconfirmed") == "Working text"


@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
def test_what_an_indicator_is_stands_beside_it_with_that_of_its_name_in_the_same_words_on_both_pages(
    opened: Window, catalogue: Catalogue, language: str
) -> None:
    opened.speak(language)
    workplace = opened.workplace
    assert workplace is not None
    for key, objective in (("GCM-06-UNION", 6), ("10.7.1", 6), ("GCM-23-LOCAL", 23)):
        indicator = catalogue.indicator(key)
        label = catalogue.indicator_label(key)
        assert catalogue.standing_label(indicator.standing) in label
        ours = indicator.name_standing.get(language) == "working_translation"
        assert (catalogue.standing_label("working_translation") in label) == ours
        workplace.go(Place("indicators", key))
        assert any(each.split("\n")[0] == label for each in labels(workplace.page))
        workplace.go(Place("objective", str(objective), part="indicators"))
        settle()
        said = labels(workplace.page)
        name = next(
            place
            for place, each in enumerate(said)
            if key in each and plain(catalogue.indicator_name(key)) in plain(each)
        )
        assert said[name + 1] == label
        for standing in catalogue.indicator_standings(key):
            assert any(catalogue.standing_help(standing) in each for each in said), "what a mark means stands above"


def test_a_mark_that_is_a_sentence_stands_in_one_line_in_every_language(opened: Window, qapp: QApplication) -> None:
    try:
        for code in translation.LANGUAGES:
            opened.speak(code)
            opened.resize(1366, 768)
            assert opened.workplace is not None
            opened.workplace.go(Place("objective", "2"))
            QApplication.processEvents()
            page = opened.workplace.page
            marks = [each for each in page.findChildren(QLabel) if each.property("role") == "mark" and each.isVisible()]
            assert any(each.text().endswith((".", "。")) for each in marks), code
            assert all(each.height() < 2 * each.fontMetrics().height() for each in marks), code
    finally:
        locale.speak(qapp, "en")


def test_the_figure_of_the_objectives_says_what_is_rated_and_what_is_reported_on(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    assert session.add("gap", {"title": "Beds", "objectives": [4]})
    assert session.answer(session.submission.bound("assessment", "1"), "rating", "partial")
    workplace.navigator.complete()
    model = workplace.navigator.findChildren(QWidget)
    tips = [
        str(view.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole))
        for view in model
        if hasattr(view, "model") and callable(view.model) and view.model() is not None
        for row in range(view.model().rowCount())
    ]
    told = next(each for each in tips if "Objectives rated" in each)
    assert "Objectives rated: 1 of 23." in told
    assert "Objectives reported on:" in told


def test_names_are_counted_apart_from_answers(opened: Window) -> None:
    session = opened.session
    assert session is not None
    session.speak_as("Amina Otieno")
    assert session.add("gap", {"title": "Beds", "objectives": [4]})
    dialog = WhatIsIncluded(session, "none", opened)
    names = sum(each.type == NAME for each in dialog.model.lines)
    answers = len(dialog.model.lines) - names
    assert names == 1
    said = labels(dialog)
    assert f"Answers included: {answers}. Names included: 1. Lines shown: {answers + 1}." in said
    dialog.deleteLater()


def test_a_gap_of_two_objectives_is_counted_once_and_the_page_says_so(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    session.add("gap", {"title": "Beds", "objectives": [4]})
    workplace.go(Place("matrix"))
    page = workplace.page
    assert isinstance(page, MatrixPage)
    assert page._sentence.text() == "Gaps without a pledge: 1 of 1."
    session.add("gap", {"title": "Courses", "objectives": [4, 5]})
    assert page._sentence.text().startswith(
        "Gaps without a pledge: 2 of 2. A gap that names several objectives is listed"
    )


def test_that_there_is_no_gap_yet_is_said_once(opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.workplace.go(Place("matrix"))
    page = opened.workplace.page

    def said() -> list[str]:
        return [
            each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page) and "gap" in each.text().lower()
        ]

    assert len(said()) == 1, said()
    assert opened.session.add("gap", {"title": "Births", "objectives": [4]})
    assert any("1" in each for each in said()), "how many there are"
