"""The window over a long day: what is closed is gone from memory."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.form import FormView
from desktop.ui.pictures import places
from desktop.ui.window import Window


def test_closing_a_submission_frees_all_of_its_pages(opened: Window) -> None:
    for _name, place in places(opened):
        assert opened.workplace is not None
        opened.workplace.go(place)
    pages = [weakref.ref(each) for each in opened.findChildren(FormView)]
    parts = [weakref.ref(each) for form in pages for each in _parts(form())]
    assert len(pages) > 8
    assert len(parts) > 100
    opened.close_submission()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    gc.collect()
    assert [each for each in (*pages, *parts) if each() is not None] == []


def _parts(form: FormView | None) -> list[QWidget]:
    assert form is not None
    return form.findChildren(QWidget)


def test_a_dialog_is_gone_once_it_is_closed(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None
    assert workplace is not None
    dialog = EntryDialog(session, session.submission.bound("policy_answer", "1a"), "Question", workplace)
    form = weakref.ref(dialog.form)
    dialog.open()
    dialog.accept()
    del dialog
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    gc.collect()
    assert form() is None
    assert workplace.findChildren(EntryDialog) == []
