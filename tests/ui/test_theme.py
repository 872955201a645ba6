"""The look: readable in light and dark, at every size, and in every script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontDatabase, QFontInfo, QImage, QPalette, qGray
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.i18n.languages import LANGUAGES
from desktop.store.file import SubmissionFile
from desktop.ui import fonts, locale
from desktop.ui.colours import CLEAR_DARK, CLEAR_LIGHT, DARK, LIGHT, Colours
from desktop.ui.labels import Words
from desktop.ui.layout import CalmCombo, words
from desktop.ui.navigation import Place
from desktop.ui.navigator import Navigator
from desktop.ui.pages import PAGES
from desktop.ui.pages.base import Page
from desktop.ui.pages.clearance import ClearancePage
from desktop.ui.pages.minutes import MinutesPage
from desktop.ui.pages.restore_points import RestorePointsPage
from desktop.ui.parts.finder import Finder
from desktop.ui.parts.icons import icon
from desktop.ui.parts.page_head import PageHead
from desktop.ui.parts.two_texts import TwoTexts
from desktop.ui.search_box import SearchBox
from desktop.ui.shortened import Shortened
from desktop.ui.style import mixed, style_sheet
from desktop.ui.theme import ZOOMS, ThemeManager
from desktop.ui.window import Window

ICONS = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg") if path.stem != "pledgebook")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]  # type: ignore[index]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


SETS = {"light": (LIGHT, 4.5), "dark": (DARK, 4.5), "clear light": (CLEAR_LIGHT, 7), "clear dark": (CLEAR_DARK, 7)}
sets = pytest.mark.parametrize(("c", "least"), SETS.values(), ids=SETS)


def pairs_of_text(c: Colours) -> set[tuple[str, str]]:
    """Every colour that a text has, with every ground that it stands on."""
    pairs = {(text, ground) for text in (c.text, c.muted, c.accent) for ground in (c.ground, c.surface, c.sunken)}
    pairs |= {(c.on_accent, c.accent), (c.on_accent, c.hover), (c.text, c.tint), (c.muted, c.tint), (c.accent, c.tint)}
    pairs.add((c.surface, c.text))  # of a tool tip
    for colour in c.weights().values():
        pairs |= {(colour, c.surface), (colour, c.ground), (colour, c.sunken), (colour, mixed(colour, c.surface, 0.1))}
        pairs |= {(c.text, mixed(colour, c.surface, 0.1))}  # of a notice
    return pairs


@sets
def test_every_text_can_be_read_on_its_ground(c: Colours, least: float) -> None:
    assert {pair: round(contrast(*pair), 2) for pair in pairs_of_text(c) if contrast(*pair) < least} == {}


@sets
def test_fields_marks_and_the_ring_of_the_keyboard_stand_out(c: Colours, least: float) -> None:
    for ground in (c.ground, c.surface, c.sunken, c.tint):
        assert contrast(c.accent, ground) >= 3, "the ring"
    for ground in (c.ground, c.surface):
        assert contrast(c.edge, ground) >= 3, "around a field"
        assert contrast(c.muted, ground) >= 3, "around a field below the pointer"
        assert all(contrast(colour, ground) >= 3 for colour in c.weights().values()), "around a field with a mistake"
    assert contrast(c.text, c.accent) >= 3 or contrast(c.on_accent, c.accent) >= 3, "the ring of what is chosen"


def test_the_style_sheet_has_no_colour_but_those_that_are_looked_at() -> None:
    for c, _least in SETS.values():
        allowed = set(c)
        allowed |= {mixed(colour, c.surface, share) for colour in c.weights().values() for share in (0.08, 0.1, 0.35)}
        assert set(re.findall("#[0-9a-f]{6}", style_sheet(c, 100, dark=False))) <= allowed


def test_a_computer_set_to_high_contrast_gets_it(look: ThemeManager) -> None:
    look.set_clear(True)
    try:
        assert (
            contrast(
                *(
                    QApplication.palette().color(each).name()
                    for each in (QPalette.ColorRole.Text, QPalette.ColorRole.Base)
                )
            )
            >= 20
        )
        assert look.colours is CLEAR_LIGHT
        look.set_dark(True)
        assert look.colours is CLEAR_DARK
    finally:
        look.set_clear(False)


@sets
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, Finder], ids=["line", "text", "combo"])
def test_what_an_empty_field_asks_for_can_be_read(
    c: Colours, least: float, kind: type[QWidget], look: ThemeManager, qtbot: QtBot
) -> None:
    look.set_clear(c.clear)
    look.set_dark(c in (DARK, CLEAR_DARK))
    try:
        field = Finder(list) if kind is Finder else kind()
        qtbot.addWidget(field)
        line = field.lineEdit() if isinstance(field, Finder) else field
        assert isinstance(line, QLineEdit | QPlainTextEdit)
        line.setPlaceholderText("\u2588" * 8)  # letters that are filled, so that their colour is seen whole
        field.resize(300, 60)
        field.show()
        drawn = field.grab().toImage()
        middle = drawn.rect().adjusted(12, 6, -40, -6)
        seen = Counter(
            drawn.pixelColor(x, y).name()
            for x in range(middle.left(), middle.right())
            for y in range(middle.top(), middle.bottom())
        )
        assert max(contrast(colour, c.surface) for colour, times in seen.items() if times > 20) >= least
    finally:
        look.set_clear(False)


def test_zoom_makes_letters_and_room_larger_and_goes_back(look: ThemeManager, qtbot: QtBot) -> None:
    button = QPushButton("Sign")
    qtbot.addWidget(button)
    button.show()
    usual = button.sizeHint()
    for _step in range(10):
        look.zoom_by(1)
    assert look.zoom == ZOOMS[-1] == 200
    assert button.sizeHint().height() > usual.height() * 1.7
    look.zoom_by(0)
    assert button.sizeHint() == usual
    for _step in range(10):
        look.zoom_by(-1)
    assert look.zoom == ZOOMS[0] == 80


def test_dark_is_dark(look: ThemeManager) -> None:
    look.set_dark(True)
    assert luminance(QApplication.palette().window().color().name()) < 0.05
    look.set_dark(False)
    assert luminance(QApplication.palette().window().color().name()) > 0.85


def test_the_window_is_written_in_letters_that_ship(look: ThemeManager) -> None:
    assert QFontInfo(QApplication.font()).family() == "Noto Sans"


def test_lists_are_written_in_them_too_whatever_windows_has_for_lists(
    look: ThemeManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = look._application

    def as_on_windows(_sheet: str) -> None:
        for name in ("QAbstractItemView", "QMenu"):
            QApplication.setFont(QFont("MS Shell Dlg", 8), name)

    monkeypatch.setattr(application, "setStyleSheet", as_on_windows)
    look.set_dark(True)
    look.set_dark(False)
    assert QApplication.font("QAbstractItemView") == QApplication.font("QMenu") == QApplication.font()


@pytest.mark.parametrize(
    ("text", "family"), [("الهجرة", "Noto Naskh Arabic"), ("移民", "Noto Sans SC")], ids=["Arabic", "Chinese"]
)
def test_letters_of_other_scripts_are_there_once_they_are_needed(look: ThemeManager, text: str, family: str) -> None:
    fonts.need([text])
    assert family in QFontDatabase.families()


def test_opening_a_file_brings_the_letters_that_it_is_written_in(window: Window, submission: SubmissionFile) -> None:
    with submission.transaction("edit", "Add", "") as writing:
        writing.add("gap", {"title": "移民数据缺少按性别分列的统计"})
    wanted: list[str] = []
    real = fonts.need

    def need(texts: Iterable[str]) -> None:
        kept = list(texts)
        wanted.extend(kept)
        real(kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "need", need)
        window.show_submission(submission)
        assert "移民数据缺少按性别分列的统计" in wanted
        assert window.session is not None
        window.session.add("gap", {"title": "الهجرة"})
        assert "الهجرة" in wanted


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something_in_the_colours_of_the_moment(look: ThemeManager, name: str) -> None:
    for dark in (False, True):
        look.set_dark(dark)
        picture = icon(name).pixmap(24, 24).toImage()
        inked = [
            picture.pixelColor(x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 200
        ]
        assert len(inked) > 8
        assert all((qGray(colour.rgb()) > 110) is dark for colour in inked)


def test_the_icon_of_the_program_is_there_for_every_platform() -> None:
    folder = paths.resources() / "icons" / "application"
    assert QSvgRenderer(str(paths.resources() / "icons" / "pledgebook.svg")).isValid()
    for side in (16, 24, 32, 48, 64, 128, 256, 512):
        picture = QImage(str(folder / f"pledgebook-{side}.png"))
        assert (picture.width(), picture.height()) == (side, side)
    assert Path(folder / "pledgebook.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"


def test_a_list_that_falls_open_shows_all_of_its_rows(look: ThemeManager, qtbot: QtBot) -> None:
    box = CalmCombo()
    box.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    qtbot.addWidget(box)
    box.addItems(["All", "Ministry of Labour, Migration and Social Protection"])
    box.show()
    box.showPopup()
    view = box.view()
    last = view.visualRect(view.model().index(1, 0))
    assert last.height() >= 28, "rows look as the style sheet says, not as a menu"
    assert last.bottom() <= view.viewport().height()
    assert view.sizeHintForColumn(0) <= view.viewport().width()
    assert view.width() > box.width()
    box.hidePopup()


def test_headings_are_bold_where_the_script_has_no_bold_letters_and_follow_the_language(
    opened: Window, qapp: QApplication
) -> None:
    def weights() -> set[int]:
        found = set()
        for role in ("title", "heading", "name", "strong"):
            label = words("数据", role)
            label.setParent(opened)
            label.ensurePolished()
            found.add(int(label.font().weight()))
            label.deleteLater()
        return found

    assert "bold" not in LANGUAGES["zh"].script.fonts
    try:
        for code, weight in (("en", 600), ("zh", 700), ("ru", 600), ("zh", 700), ("en", 600)):
            opened.speak(code)
            assert weights() == {weight}, code
            opened.look.set_zoom(110)  # whatever else is chosen then
            assert weights() == {weight}, code
            opened.look.set_zoom(100)
    finally:
        locale.speak(qapp, "en")


@pytest.mark.parametrize("page", ["gaps", "objectives", "recommendations"])
def test_a_chosen_row_has_an_edge_in_high_contrast(opened: Window, look: ThemeManager, page: str) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.session.add("gap", {"title": "No data on returns"})
    look.set_dark(True)
    look.set_clear(True)
    try:
        workplace.go(Place(page))
        view = next(each for each in workplace.page.findChildren(QAbstractItemView) if each.property("role") == "rows")
        QApplication.processEvents()
        row = view.visualRect(view.currentIndex())
        seen = view.viewport().grab(row).toImage()
        tones = [seen.pixelColor(seen.width() // 2, y).lightness() for y in range(4)]
        assert max(tones) > 120, tones
    finally:
        look.set_clear(False)


def test_a_button_with_the_keyboard_has_one_frame(look: ThemeManager, opened: Window, qtbot: QtBot) -> None:
    opened.activateWindow()
    button = QPushButton("", opened)
    button.setGeometry(100, 100, 120, 40)
    button.show()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    opened.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as after a press of Tab
    seen = button.grab().toImage()
    inside = button.rect().adjusted(4, 4, -4, -4)
    across = range(inside.left(), inside.right())
    assert len({seen.pixel(x, y) for x in across for y in range(inside.top(), inside.bottom())}) == 1


def test_other_letters_are_put_on_what_is_seen_and_all_else_is_made_anew(opened: Window, qtbot: QtBot) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None
    assert session is not None
    session.add("practice", {"title": "A register of births"})
    for key in PAGES:
        workplace.go(Place(key, {"objective": "8", "search": "birth", "indicators": "10.7.1"}.get(key, "")))
        page = workplace.page
        qtbot.waitUntil(lambda page=page: page.is_filled, timeout=20_000)
    workplace.go(Place("practices"))
    form = workplace.page.panel.form  # type: ignore[attr-defined]
    line = form.field("title").editor()
    line.setFocus()
    line.end(False)
    QTest.keyClicks(line, ", since 2020")
    seen, many = workplace.page, len(opened.findChildren(QWidget))
    opened.look.set_zoom(150)
    assert workplace.page is seen and len(opened.findChildren(QWidget)) < many / 3
    assert QApplication.focusWidget() is line and line.text() == "A register of births, since 2020"
    for key in PAGES:
        workplace.go(Place(key, {"objective": "8", "search": "birth", "indicators": "10.7.1"}.get(key, "")))
        page = workplace.page
        qtbot.waitUntil(lambda page=page: page.is_filled, timeout=20_000)
    opened.look.set_dark(True)
    opened.look.set_dark(False)
    # What the pages of before listened to goes on without them.
    session.add("practice", {"title": "Another register"})
    session.speak_as("Coordinator")
    workplace.undo()
    workplace.go_back()
    titles = [each.text("title") for each in session.submission.of_kind("practice")]
    assert titles == ["A register of births, since 2020"]


def _type_a_name(page: Page) -> QLineEdit:
    assert isinstance(page, RestorePointsPage)
    return page.name


def _type_a_note(page: Page) -> QLineEdit:
    assert isinstance(page, ClearancePage)
    return page.note


def _type_a_time(page: Page) -> QLineEdit:
    assert isinstance(page, MinutesPage)
    page.of.setCurrentIndex(page.of.count() - 1)
    return page.since


@pytest.mark.parametrize(
    ("key", "line"), [("restore_points", _type_a_name), ("clearance", _type_a_note), ("minutes", _type_a_time)]
)
def test_what_was_begun_on_a_page_and_is_in_no_file_outlives_other_letters(
    opened: Window, key: str, line: Callable[[Page], QLineEdit]
) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place(key))
    QTest.keyClicks(line(workplace.page), "10:30")
    workplace.go(Place("policy"))
    opened.look.set_zoom(110)
    workplace.go(Place(key))
    assert line(workplace.page).text() == "10:30"


def _rooms(window: Window) -> Counter[tuple[object, ...]]:
    """Return what keeps a room of its own in the window: its kind, and the least and the most that it takes."""
    kinds = (Navigator, PageHead, QAbstractItemView, QPushButton, QToolButton, Shortened, Words)
    return Counter(
        (type(each).__name__, each.objectName(), each.minimumSize().toTuple(), each.maximumSize().toTuple())
        for each in window.findChildren(QWidget)
        if isinstance(each, kinds) and each.isVisible()
    )


@pytest.mark.parametrize("key", ["objective", "practices", "pledges"])
def test_what_is_seen_takes_the_room_of_other_letters_at_once(opened: Window, qtbot: QtBot, key: str) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    session.add("practice", {"title": "A register of births", "objectives": [8]})
    session.add("pledge", {"title": "A register of births"})
    workplace.go(Place(key, "8" if key == "objective" else ""))
    opened.look.set_zoom(200)
    QApplication.processEvents()
    seen = _rooms(opened)
    opened._build_anew()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    QApplication.processEvents()
    anew = _rooms(opened)
    assert (seen - anew, anew - seen) == (Counter(), Counter())


class _Told(QPushButton):
    """Counts how often it is told of another look."""

    def __init__(self) -> None:
        super().__init__("Words")
        self.times = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "times"):
            self.times += 1


@pytest.mark.parametrize("zoom", [False, True])
def test_a_widget_is_told_of_another_look_no_more_often_for_standing_deep_inside_others(
    zoom: bool, look: ThemeManager, qtbot: QtBot
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    shallow, deep, inside = _Told(), _Told(), around
    for level in range(12):
        column = QVBoxLayout(inside)
        if level == 1:
            column.addWidget(shallow)
        inside = QWidget()
        column.addWidget(inside)
    QVBoxLayout(inside).addWidget(deep)
    around.show()
    shallow.times = deep.times = 0
    if zoom:
        look.set_zoom(125)
    else:
        look.set_dark(not look.dark)
    assert 0 < deep.times == shallow.times


@pytest.mark.parametrize("dark", [False, True])
def test_the_button_that_empties_a_line_is_seen_in_both_themes(opened: Window, dark: bool) -> None:
    opened.look.set_dark(dark)
    box = opened.findChild(SearchBox)
    assert box is not None
    box.setText("births")
    action = box.findChild(QAction, "_q_qlineeditclearaction")
    drawn = action.icon().pixmap(16, 16).toImage()
    inked = [drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    strongest = max(inked, key=lambda each: each.alpha())
    assert strongest.alpha() > 100
    ground = QColor((DARK if dark else LIGHT).surface)
    assert abs(strongest.lightness() - ground.lightness()) > 60


def test_two_texts_are_marked_in_the_colours_of_now(look: ThemeManager, qtbot: QtBot) -> None:
    texts = TwoTexts()
    qtbot.addWidget(texts)
    texts.show_texts(("Here", "There"), ("A registry for all", "A registry for some"))
    texts.show()
    for dark in (True, False):
        look.set_dark(dark)
        assert look.colours.blocks in texts.ours.text.text() + texts.theirs.text.text()
        assert look.colours.done in texts.theirs.text.text() + texts.ours.text.text()
