"""Published pledges and practices in the window: every field shows what was published, and looking changes nothing."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.operations.import_entries import import_entries
from desktop.operations.open_file import open_file
from desktop.record.submission import Submission
from desktop.record.values import applies
from desktop.ui.navigation import Place
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.window import Window


def read(path: Path) -> Submission:
    file = open_file(path, read_only=True)
    try:
        return file.read()
    finally:
        file.close()


def test_every_field_of_published_entries_is_seen_and_none_is_changed_by_looking(
    qtbot: QtBot, opened: Window, submission_path: Path
) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None
    assert workplace is not None
    done = import_entries(session.file, session.catalogue, paths.resources() / "demonstration.json")
    session.done(done.revision)
    before = session.submission
    looked_at = 0
    for kind, key in (("pledge", "pledges"), ("practice", "practices")):
        workplace.go(Place(key))
        page = opened.page()
        assert isinstance(page, EntriesPage)
        assert page.panel.list.model.rowCount() == len(before.of_kind(kind))
        for entry in before.of_kind(kind):
            page.panel.open(entry.id)
            for field in session.catalogue.kind(kind).fields:
                widget = page.panel.form.field(field.key)
                assert widget.value() == entry.value(field.key), (entry.text("title"), field.key)
                hidden = widget.isHidden() or not widget.isVisibleTo(page.panel.form)
                assert hidden == (not applies(field, entry) and entry.value(field.key) is None), field.key
                looked_at += entry.value(field.key) is not None
    assert looked_at > 80
    workplace.go(Place("overview"))
    assert session.submission == before
    assert opened.workplace is not None
    opened.close()
    assert read(submission_path) == before


def test_undo_in_the_window_takes_the_whole_import_back(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None
    assert workplace is not None
    before = session.submission
    done = import_entries(session.file, session.catalogue, paths.resources() / "demonstration.json")
    session.done(done.revision)
    assert len(session.submission.of_kind("pledge")) == 5
    workplace.undo()
    assert session.submission.of_kind("pledge") == []
    assert session.submission.entries == before.entries
