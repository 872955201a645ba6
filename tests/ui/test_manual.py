"""F1: the manual opens at the words for where somebody is, leads into the window, and prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.manual import manual, topic_of
from desktop.operations.export import Exported
from desktop.package.readback import ReadBack
from desktop.package.readback_result import Comparison
from desktop.record.purpose import PLEDGE
from desktop.ui import file_dialogs
from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.identity import IdentityDialog
from desktop.ui.dialogs.rating import RatingDialog
from desktop.ui.dialogs.shortcuts import ShortcutsDialog
from desktop.ui.fields.base import FieldWidget
from desktop.ui.manual import ManualWindow, document_of, field_of, show_manual
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.pages.export import ExportPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.policy import PolicyPage
from desktop.ui.parts.export_result import AFTER
from desktop.ui.progress_dialog import ProgressDialog
from desktop.ui.window import Window
from desktop.ui.workshop.rating_view import questions_of_objective


def pressed_f1(window: QWidget) -> ManualWindow:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)
    shown = window.findChild(ManualWindow)
    assert shown is not None
    return shown


def heading(shown: ManualWindow) -> str:
    """Return what the part of the topic is called that is begun at."""
    return shown.text.textCursor().block().text()


def test_f1_on_a_page_shows_its_topic(opened: Window) -> None:
    assert opened.workplace is not None
    for page in (page for page in PAGES if page != "search"):
        opened.workplace.go(Place(page, "13" if page == "objective" else ""))
        opened.show_manual()
        shown = opened.findChild(ManualWindow)
        assert shown is not None
        assert shown.topic() == topic_of(page=page).partition("#")[0], page
        assert shown.text.toPlainText().startswith(manual("en").topics[shown.topic()].title), page
        opened.show_manual()
        assert len(opened.findChildren(ManualWindow)) == 1
        shown.reject()
        QApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete.value)


def test_f1_in_a_field_says_first_what_the_form_says_of_it(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges"))
    opened.activateWindow()
    fields = [each for each in opened.workplace.page.findChildren(FieldWidget) if each.definition.help]
    assert len(fields) >= 20
    for field in fields[:20]:
        opened.activateWindow()
        field.editor().setFocus()
        qtbot.waitUntil(lambda field=field: field_of(QApplication.focusWidget()) is field.definition)  # type: ignore[misc]
        shown = pressed_f1(opened)
        said = shown.about()
        assert _(field.definition.label) in said and _(field.definition.help) in said
        assert shown.topic() == topic_of(kind="pledge", field=field.definition.key).partition("#")[0]
        shown.reject()
        QApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete.value)


def test_a_dialog_has_its_own_topic_and_no_way_to_pages_behind_it(opened: Window, qtbot: QtBot) -> None:
    dialog = IdentityDialog("Kenya", "Ministry", opened)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    shown = pressed_f1(dialog)
    assert (shown.topic(), heading(shown)) == ("sign", "The key")
    shown.show_topic("gaps")
    assert "page:" not in shown.text.toHtml()


def test_before_one_pledge_and_over_the_keys_f1_shows_what_these_are_about(opened: Window, qtbot: QtBot) -> None:
    for dialog, topic in (
        (BeginDialog(opened, purpose=PLEDGE), "one-pledge"),
        (BeginDialog(opened), "first-steps"),
        (ShortcutsDialog(opened), "window"),
    ):
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda dialog=dialog: dialog.isAncestorOf(QApplication.focusWidget()))  # type: ignore[misc]
        shown = pressed_f1(dialog)
        assert shown.topic() == topic
        assert not shown.back.isEnabled()  # nothing was read before
        dialog.reject()


def test_before_a_new_submission_f1_says_what_each_field_asks(opened: Window, qtbot: QtBot) -> None:
    dialog = BeginDialog(opened)
    dialog.show()
    dialog.activateWindow()
    for widget, name in ((dialog.fields["country"].editor(), "Country"), (dialog.purpose, "Purpose")):
        widget.setFocus()
        qtbot.waitUntil(lambda widget=widget: QApplication.focusWidget() is widget)  # type: ignore[misc]
        shown = pressed_f1(dialog)
        assert shown.about().split("\n")[0] == name and len(shown.about().split("\n")[1]) > 20
        shown.reject()
        QApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete.value)
        dialog.activateWindow()
    dialog.reject()


def test_the_details_of_an_answer_lead_to_the_topic_of_its_kind(opened: Window) -> None:
    assert opened.session is not None
    dialog = EntryDialog(opened.session, opened.session.submission.bound("policy_answer", "1a"), "Details", opened)
    assert dialog.topic() == "policies"
    dialog.reject()


def test_links_go_to_topics_and_pages_and_back_leads_back(opened: Window) -> None:
    assert opened.workplace is not None
    opened.show_manual()
    shown = opened.findChild(ManualWindow)
    assert shown is not None
    first = shown.topic()
    shown.text.anchorClicked.emit(QUrl("copies.md"))
    assert shown.topic() == "copies"
    shown.go_back()
    assert shown.topic() == first
    shown.text.anchorClicked.emit(QUrl("page:gaps"))
    assert opened.workplace.place.page == "gaps"


def test_a_search_leads_to_the_part_that_was_found(opened: Window) -> None:
    opened.show_manual()
    shown = opened.findChild(ManualWindow)
    assert shown is not None
    QTest.keyClicks(shown.search, "forgot passphrase")
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.topic() == "trouble"
    assert heading(shown) == "I forgot the passphrase of my key"
    shown.search.clear()
    assert shown.list.currentIndex().data() == manual("en").topics["trouble"].title
    QTest.keyClicks(shown.search, "zzzz")
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.topic() == "trouble"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sign_of_markdown_is_left_in_what_people_read(opened: Window, language: str) -> None:
    for topic in manual(language).topics.values():
        read = document_of(topic, language, None, pages=True).toPlainText()
        assert not set("*`#|[]") & set(read), topic.key


def test_a_topic_is_saved_where_somebody_chose(
    opened: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show_manual(opened, "workshop-sheet")
    path = tmp_path / f"{manual('en').topics['workshop-sheet'].title}.pdf"
    offered: list[str] = []

    def chosen(_parent: object, _heading: str, name: str, *_more: object) -> Path:
        offered.append(name)
        return path

    monkeypatch.setattr(file_dialogs, "file_to_write", chosen)
    shown.save.click()
    qtbot.waitUntil(path.exists, timeout=30_000)
    qtbot.waitUntil(lambda: not shown.findChildren(ProgressDialog), timeout=30_000)
    assert offered == [path.name]
    reader = PdfReader(path)
    assert "/StructTreeRoot" in reader.root_object
    assert reader.metadata is not None and reader.metadata.title == path.stem
    assert len(reader.pages) == 2
    shown.reject()


def test_a_topic_that_cannot_be_saved_says_why(
    opened: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show_manual(opened, "gaps")
    told: list[str] = []
    monkeypatch.setattr("desktop.ui.manual.tell_problem", lambda _parent, heading, _problem: told.append(heading))
    monkeypatch.setattr(file_dialogs, "file_to_write", lambda *_each: tmp_path / "no-folder" / "gaps.pdf")
    shown.save.click()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told == ["The topic could not be saved"]
    shown.reject()


def f1_in(window: Window, qtbot: QtBot, widget: QWidget) -> tuple[str, str]:
    """Return the topic and the part that F1 shows while the keyboard is in a widget."""
    window.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is widget)
    shown = pressed_f1(window)
    told = shown.topic(), heading(shown)
    shown.reject()
    QApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete.value)
    return told


def test_f1_leads_to_the_part_for_what_has_the_keyboard(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None and opened.session is not None
    workplace = opened.workplace
    workplace.go(Place("gaps"))
    assert f1_in(opened, qtbot, workplace.bar.search_box) == ("window", "Search")
    assert f1_in(opened, qtbot, workplace.bar.speaker) == ("window", "Your name")
    workplace.go(Place("pledges"))
    fields = {each.definition.key: each.editor() for each in workplace.page.findChildren(FieldWidget)}
    assert f1_in(opened, qtbot, fields["contact_name"]) == ("pledges", "Names and addresses")
    assert f1_in(opened, qtbot, fields["progress"]) == ("pledges", "Following up")
    assert f1_in(opened, qtbot, fields["internal_note"])[0] == "release"
    workplace.go(Place("export"))
    page = workplace.page
    assert isinstance(page, ExportPage)
    assert f1_in(opened, qtbot, page.passphrase) == ("sign", "The key")


def test_at_a_question_of_10_7_2_f1_says_what_is_asked_of_it(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.workplace.go(Place("policy"))
    page = opened.page()
    assert isinstance(page, PolicyPage)
    help_text = opened.session.catalogue.kind("policy_answer").field("answer").help
    for domain in opened.session.catalogue.policy.domains:
        for sub in domain.sub_categories:
            choice = next(iter(page.questions[sub.key].choices.values()))
            field = field_of(choice)
            assert field is not None and (field.label, field.help) == (sub.label, help_text)
    first = next(iter(page.questions["1a"].choices.values()))
    assert f1_in(opened, qtbot, first)[0] == "policies"
    assert f1_in(opened, qtbot, page.questions["1a"].evidence)[0] == "policies"
    field = field_of(page.questions["1a"].evidence)
    assert field is not None and field.key == "evidence"


def test_after_an_export_f1_tells_what_can_be_done_with_the_package(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.workplace.go(Place("export"))
    page = opened.page()
    assert isinstance(page, ExportPage)
    done = Exported(Path("kenya.asice"), ReadBack({}, *(Comparison(),) * 3, 0), False)
    page.result.show_result(done)
    page.result.show()
    for pressed in page.result.findChildren(QPushButton):
        expected = (
            ("verify", "With Pledgebook") if pressed.text() == _("Verify the package") else ("sign", "After the export")
        )
        assert f1_in(opened, qtbot, pressed) == expected, pressed.text()
    assert topic_of(dialog="documents") == AFTER


def test_in_the_gaps_of_an_objective_f1_tells_of_gaps_and_not_of_objectives(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None and opened.session is not None
    gap = opened.session.add("gap", {"title": "No register", "objectives": [4]})
    opened.workplace.go(Place("objective", "4", gap, "title"))
    page = opened.page()
    assert isinstance(page, ObjectivePage)
    panel = page.panel("gap")
    assert f1_in(opened, qtbot, panel.list.view)[0] == "gaps"
    title = next(each for each in panel.findChildren(FieldWidget) if each.definition.key == "title")
    assert f1_in(opened, qtbot, title.editor()) == ("gaps", "One gap, one sentence")


def test_the_part_that_f1_leads_to_and_its_topic_in_the_list_are_in_sight(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None and opened.session is not None
    workplace = opened.workplace
    gap = opened.session.add("gap", {"title": "No register", "objectives": [4]})
    workplace.go(Place("gaps", "", gap, "title"))
    title = next(each for each in workplace.page.findChildren(FieldWidget) if each.definition.key == "title")
    for page, widget, part in (("gaps", title.editor(), "One gap, one sentence"), ("export", None, "The package")):
        workplace.go(Place(page, "", gap if widget else ""))
        opened.activateWindow()
        if widget is not None:
            widget.setFocus()
            qtbot.waitUntil(lambda widget=widget: QApplication.focusWidget() is widget)  # type: ignore[misc]
            shown = pressed_f1(opened)
        else:
            opened.show_manual()
            shown = next(each for each in opened.findChildren(ManualWindow) if each.isVisible())
        QApplication.processEvents()
        assert heading(shown) == part
        bar = shown.text.verticalScrollBar()
        top = shown.text.cursorRect(shown.text.textCursor()).top()
        assert abs(top) <= 1 or (top > 0 and bar.value() == bar.maximum()), (page, top)
        assert shown.list.viewport().rect().contains(shown.list.visualRect(shown.list.currentIndex())), page
        shown.reject()
        QApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete.value)


def test_no_cursor_stays_in_the_search_while_the_keyboard_is_in_the_text(opened: Window, qtbot: QtBot) -> None:
    """Qt tells the first widget of a dialog that it has the keyboard, and never that it has lost what it never had."""
    told: list[QEvent.Type] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(watched, QLineEdit) and isinstance(watched.window(), ManualWindow):
                told.extend({event.type()} & {QEvent.Type.FocusIn, QEvent.Type.FocusOut})
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    try:
        opened.show_manual()
        shown = opened.findChild(ManualWindow)
        assert shown is not None
        qtbot.waitUntil(lambda: QApplication.focusWidget() is shown.text)
    finally:
        QApplication.instance().removeEventFilter(watch)
    assert told.count(QEvent.Type.FocusIn) == told.count(QEvent.Type.FocusOut)


def test_the_manual_over_the_rating_is_in_the_usual_letters(opened: Window, qtbot: QtBot) -> None:
    assert opened.session is not None
    opened.session.add("person", {"name": "Somebody", "ministry": "Health"})
    dialog = RatingDialog(opened.session, questions_of_objective(opened.session, 4), opened)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    shown = pressed_f1(dialog)
    assert shown.topic() == "rating-together"
    large = next(each for each in dialog.view.findChildren(QPushButton)).font().pixelSize()
    assert shown.list.fontInfo().pixelSize() < large
    dialog.reject()
