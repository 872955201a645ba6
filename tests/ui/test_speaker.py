"""Who is speaking belongs to one submission, and is never taken for somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.create import create
from desktop.operations.open_file import open_file
from desktop.store.file import SubmissionFile
from desktop.ui import locale
from desktop.ui.parts.finder import KEY
from desktop.ui.session import Session
from desktop.ui.speaker import Speaker
from desktop.ui.window import Window

TEAM = [
    ("Amina Otieno", "Interior"),
    ("Désiré Koffi", "Foreign Affairs"),
    ("أحمد الأمين", "الداخلية"),
    ("Alice Mwangi", ""),
    ("John Kamau", "Labour"),
    ("John Kamau", "Health"),
    ("Rose Wanjiru", "Health"),
    ("Rose Achieng", "Labour"),
]


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    locale.speak(qapp, "en")


def fill(file: SubmissionFile) -> None:
    with file.transaction("import", "The team", "") as writing:
        for name, ministry in TEAM:
            writing.add("person", {"name": name} | ({"ministry": ministry} if ministry else {}))


@pytest.fixture
def session(submission: SubmissionFile, catalogue: Catalogue) -> Session:
    fill(submission)
    return Session(submission, catalogue)


@pytest.fixture
def box(shown: Callable[[QWidget], QWidget], session: Session) -> Speaker:
    """The box alone, of a submission that has a team."""
    box = Speaker(session)
    shown(box)
    return box


@pytest.fixture
def team(window: Window, submission_path: Path) -> Window:
    """The real window with a submission that has a team."""
    file = open_file(submission_path)
    fill(file)
    file.close()
    assert window.open_file(submission_path)
    return window


def box_of(window: Window) -> Speaker:
    assert window.workplace is not None
    return window.workplace.bar.speaker


def say(qtbot: QtBot, box: Speaker, text: str, key: Qt.Key | None = Qt.Key.Key_Return) -> str:
    """Type a name into the box, end it with a key or by leaving the box, and return who speaks then."""
    box.setFocus()
    box.line.selectAll()
    if text.isascii():
        qtbot.keyClicks(box.line, text)
    else:
        box.line.insert(text)  # the keyboard of the tests has no other letters
    popup = box.completer().popup()
    if key is None:
        popup.hide()  # as a click beside it does
        box.clearFocus()
    else:
        qtbot.keyClick(popup if popup.isVisible() else box.line, key)
    return box.session.person


def proposals(box: Speaker) -> list[str]:
    box.fill()
    return [box.itemData(place, Qt.ItemDataRole.DisplayRole) for place in range(box.count())]


def test_another_submission_starts_with_nobody(
    qtbot: QtBot, team: Window, tmp_path: Path, catalogue: Catalogue
) -> None:
    assert say(qtbot, box_of(team), "Amina Otieno") == "Amina Otieno"
    assert team.session is not None
    here, other = team.session.path, tmp_path / "other.pledgebook"
    create(other, catalogue, {"country": "UG", "cycle": "2026", "language": "en"}).close()
    assert team.open_file(other)
    assert team.session.person == box_of(team).currentText() == ""
    assert team.open_file(here)
    assert team.session.person == box_of(team).currentText() == ""
    assert team.preferences.text("person") == ""


def test_who_wrote_here_last_is_asked_for_and_never_taken(
    qtbot: QtBot, team: Window, tmp_path: Path, catalogue: Catalogue
) -> None:
    assert team.workplace.strips.asked is None, "nobody wrote here before"
    say(qtbot, box_of(team), "Amina Otieno")
    path = team.session.path
    assert team.close_submission()
    assert team.open_file(path)
    strip = team.workplace.strips.asked
    assert strip is not None
    assert strip.text == "Amina Otieno was the last person to write here on this computer."
    assert team.session.person == "", "whoever sits here now may be somebody else"
    go_on, other, _close = strip.answers
    assert (go_on.text(), other.text()) == ("Continue as Amina Otieno", "Somebody else")
    qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)
    assert team.session.person == box_of(team).currentText() == "Amina Otieno"
    assert strip.text == ""
    assert team.close_submission()
    assert team.open_file(path)
    qtbot.mouseClick(team.workplace.strips.asked.answers[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box_of(team).line.hasFocus)
    say(qtbot, box_of(team), "Rose Achieng")
    assert team.workplace.strips.asked.text == ""
    assert team.preferences.person(path) == "Rose Achieng"


def test_a_name_that_is_given_answers_who_writes(qtbot: QtBot, team: Window) -> None:
    path = team.session.path
    say(qtbot, box_of(team), "Amina Otieno")
    assert team.close_submission()
    assert team.open_file(path)
    team.speak("fr")
    assert team.workplace.strips.asked.text, "it is asked in another language too"
    team.speak("en")
    say(qtbot, box_of(team), "Rose Achieng")
    assert team.workplace.strips.asked.text == ""


def test_nobody_speaking_is_shown_as_such(qtbot: QtBot, box: Speaker) -> None:
    box.clearFocus()
    assert box.line.placeholderText() == "Your name"
    assert "No name chosen" in box.toolTip()
    assert box.accessibleDescription() == "No name chosen"
    say(qtbot, box, "Amina Otieno")
    assert "Amina Otieno, Interior" in box.toolTip()
    assert say(qtbot, box, "\b", None) == ""
    assert "No name chosen" in box.toolTip()


WAYS = [Qt.Key.Key_Return, Qt.Key.Key_Enter, None]
"""How a name is ended: by Enter, by that of the numbers, by leaving the box."""


@pytest.mark.parametrize("key", WAYS)
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("desire koffi", "Désiré Koffi"),
        ("DÉSIRÉ  KOFFI", "Désiré Koffi"),
        ("احمد الامين", "أحمد الأمين"),
        ("إحمد الأميـن", "أحمد الأمين"),
        ("john kamau, health", "John Kamau (Health)"),
        ("john kamau (labour)", "John Kamau (Labour)"),
    ],
)
def test_a_name_is_found_without_its_signs(
    qtbot: QtBot, box: Speaker, typed: str, meant: str, key: Qt.Key | None
) -> None:
    assert say(qtbot, box, typed, key) == meant
    qtbot.waitUntil(lambda: box.currentText() == meant)


@pytest.mark.parametrize("key", WAYS)
@pytest.mark.parametrize("typed", ["Ali", "A", "Otien", "Ros", "Rose", "Zainab Diallo", "Interior", "an", "John Kamau"])
def test_nobody_is_taken_for_somebody_else(qtbot: QtBot, box: Speaker, typed: str, key: Qt.Key | None) -> None:
    told: list[str] = []
    box.told.connect(told.append)
    assert say(qtbot, box, typed, key) == typed
    assert box.currentText() == typed
    assert len(told) == 1
    assert typed in told[0]
    assert told[0] in box.toolTip()


def test_enter_finds_the_only_one_by_a_whole_word(qtbot: QtBot, box: Speaker) -> None:
    assert say(qtbot, box, "amina") == "Amina Otieno"
    assert say(qtbot, box, "koffi", None) == "koffi", "who only leaves the box chose nobody"


def test_a_stranger_is_told_quietly_and_taken_back_by_escape(qtbot: QtBot, team: Window) -> None:
    box = box_of(team)
    say(qtbot, box, "Amina Otieno")
    assert say(qtbot, box, "Zainab Diallo") == "Zainab Diallo"
    assert team.workplace is not None
    assert "“Zainab Diallo” is not in the team." in [each.text() for each in team.workplace.bar.findChildren(QLabel)]
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.session.person == box.currentText() == "Amina Otieno"
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.session.person == "Amina Otieno", "there is nothing more to take back"


def test_whoever_comes_back_to_the_box_takes_back_nobodys_name(qtbot: QtBot, team: Window) -> None:
    """The name was taken a while ago, and stands in the history by now."""
    box = box_of(team)
    say(qtbot, box, "Amina Otieno")
    say(qtbot, box, "Zainab Diallo")
    box.clearFocus()
    box.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.session.person == box.currentText() == "Zainab Diallo"


def test_a_name_is_typed_on_after_another_window_was_looked_at(qtbot: QtBot, team: Window) -> None:
    box = box_of(team)
    box.setFocus()
    box.line.clear()
    qtbot.keyClicks(box.line, "Mous")
    away = Qt.FocusReason.ActiveWindowFocusReason
    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
        QApplication.sendEvent(box, QFocusEvent(kind, away))
    qtbot.keyClicks(box.line, "sa Fall")
    assert box.currentText() == "Moussa Fall"


def test_escape_takes_back_what_is_being_typed(qtbot: QtBot, box: Speaker) -> None:
    say(qtbot, box, "Amina Otieno")
    box.line.selectAll()
    qtbot.keyClicks(box.line, "Zzz")
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.currentText() == "Amina Otieno"
    box.clearFocus()
    assert box.session.person == "Amina Otieno"


def test_two_of_one_name_are_told_apart_by_their_ministry(qtbot: QtBot, box: Speaker) -> None:
    shown = proposals(box)
    assert {"John Kamau, Health", "John Kamau, Labour", "Amina Otieno, Interior", "Alice Mwangi"} < set(shown)
    place = shown.index("John Kamau, Labour")
    assert box.itemData(place, KEY) == "John Kamau (Labour)"
    box.activated.emit(place)
    assert box.session.person == "John Kamau (Labour)"
    qtbot.waitUntil(lambda: box.currentText() == "John Kamau (Labour)")
    assert "John Kamau, Labour" in box.toolTip()


def test_one_is_chosen_from_the_proposals_by_keyboard(qtbot: QtBot, box: Speaker) -> None:
    box.setFocus()
    told: list[str] = []
    box.told.connect(told.append)
    qtbot.keyClicks(box.line, "kamau")
    popup = box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.currentText() == "John Kamau (Health)")
    assert box.session.person == "John Kamau (Health)"
    assert told == []


def test_whoever_speaks_is_told_apart_as_soon_as_another_one_of_the_name_comes(
    qtbot: QtBot, box: Speaker, session: Session
) -> None:
    say(qtbot, box, "Amina Otieno")
    session.add("person", {"name": "amina otiéno", "ministry": "Health"})
    assert session.person == box.currentText() == "Amina Otieno (Interior)"
    session.undo()
    assert session.person == box.currentText() == "Amina Otieno"


def test_one_is_chosen_from_the_proposals_by_mouse(qtbot: QtBot, box: Speaker) -> None:
    told: list[str] = []
    box.told.connect(told.append)
    box.setFocus()
    qtbot.keyClicks(box.line, "kof")
    popup = box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    place = popup.visualRect(popup.model().index(0, 0)).center()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: box.currentText() == "Désiré Koffi")
    assert box.session.person == "Désiré Koffi"
    assert told == [], "what was half typed is nobody"


def test_nobody_can_be_chosen_from_the_list(qtbot: QtBot, box: Speaker) -> None:
    say(qtbot, box, "Amina Otieno")
    assert proposals(box)[0] == "No name"
    box.activated.emit(0)
    qtbot.waitUntil(lambda: box.currentText() == "")
    assert box.session.person == ""


def test_the_proposals_follow_the_team(qtbot: QtBot, box: Speaker, session: Session) -> None:
    say(qtbot, box, "Zainab Diallo")
    assert "not in the team" in box.toolTip()
    entry_id = session.add("person", {"name": "Zainab Diallo", "ministry": "Health"})
    assert "Zainab Diallo, Health" in proposals(box)
    assert "not in the team" not in box.toolTip()
    assert "Zainab Diallo, Health" in box.toolTip()
    assert box.currentText() == "Zainab Diallo"
    entry = session.entry(entry_id)
    assert entry is not None
    session.answer(entry, "ministry", "Labour")
    assert "Zainab Diallo, Labour" in proposals(box)
    session.undo()
    assert "Zainab Diallo, Health" in proposals(box)
    session.remove(entry)
    assert "Zainab Diallo, Health" not in proposals(box)
    assert "not in the team" in box.toolTip()


def test_who_speaks_stays_when_the_language_changes(qtbot: QtBot, team: Window) -> None:
    say(qtbot, box_of(team), "Amina Otieno")
    team.speak("ar")
    box = box_of(team)
    assert box.session.person == box.currentText() == "Amina Otieno"
    box.line.setText("Zainab Diallo")  # typed, and the box not left yet
    team.speak("en")
    box = box_of(team)
    assert box.session.person == box.currentText() == "Zainab Diallo"


def test_a_name_that_is_longer_than_the_box_is_shown_from_its_beginning(qtbot: QtBot, box: Speaker) -> None:
    assert say(qtbot, box, "Permanent Secretary of the Ministry of Labour")
    assert box.line.cursorPosition() == 0
