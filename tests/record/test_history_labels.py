"""A history that people of several languages have made is read in one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import desktop.operations
import desktop.record.ministry_copy
import desktop.record.release
import desktop.record.released_history
from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.placeholders import placeholders
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.operations import edit, review
from desktop.record.entry import Answer, Entry
from desktop.record.history import Message, Reference
from desktop.record.history_labels import FORMER, MESSAGES, REWORDED, HistoryLabels, entry_name
from desktop.record.values import unnamed
from desktop.store.file import SubmissionFile


def messages_in_the_code() -> set[object]:
    """The id of every message that an operation gives to a revision, or that a history leaves with."""
    found: set[object] = set()
    leaving = (desktop.record.release, desktop.record.released_history, desktop.record.ministry_copy)
    paths = [*Path(desktop.operations.__file__).parent.rglob("*.py"), *(Path(each.__file__) for each in leaving)]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id == "Message":
                (marked, *_parameters) = node.args
                # N_() marks what is translated. An id whose words have changed is said in other ones, so it is not.
                said = marked.args[0] if isinstance(marked, ast.Call) else marked
                assert isinstance(said, ast.Constant), path
                assert isinstance(marked, ast.Call) == (said.value not in REWORDED), f"{path}: {said.value}"
                found.add(said.value)
            elif isinstance(node.func, ast.Attribute) and node.func.attr == "transaction":
                said = node.args[1]
                assert not isinstance(said, ast.Constant | ast.JoinedStr), f"{path}: a sentence is no message"
    return found


def test_every_message_of_an_operation_can_be_said() -> None:
    assert messages_in_the_code() == set(MESSAGES) - FORMER
    assert set(MESSAGES) > FORMER


@pytest.mark.parametrize("then", LANGUAGES)
def test_what_was_done_in_one_language_is_said_in_each(
    then: str, submission: SubmissionFile, catalogue: Catalogue
) -> None:
    with use_language(then):
        edit.answer(submission, catalogue, submission.read().bound("assessment", "13"), "rating", "early")
        entry_id, _done = edit.add(submission, catalogue, "pledge", {})
        edit.remove(submission, catalogue, submission.read().entries[entry_id])
        value, _done = edit.add(submission, catalogue, "value", {"indicator": "10.7.1", "year": 2024})
        edit.remove(submission, catalogue, submission.read().entries[value])
        review.take_over(submission, catalogue, "objective_4")
        edit.answer(submission, catalogue, submission.read().bound("follow_up", "H1.1"), "state", None)
    for now in LANGUAGES:
        with use_language(now):
            labels = HistoryLabels(catalogue)
            rating = _(catalogue.kind("assessment").field("rating").label)
            nameless = unnamed(catalogue.kind("pledge"))
            objective = _("Objective {number}: {label}").format(number=13, label=catalogue.label(13))
            assert [labels.said(each.message) for each in submission.revisions()] == [
                _("Create the submission"),
                _("Change “{field}” of {name}").format(field=rating, name=objective),
                _("Add an entry to {place}").format(place=_(catalogue.kind("pledge").plural)),
                _("Remove {name}").format(name=nameless),
                _("Add an entry to {place}").format(place=_(catalogue.kind("value").plural)),
                _("Remove {name}").format(name=_("Indicator {key}, {year}").format(key="10.7.1", year="2024")),
                _("Edit the chapter “{name}”").format(name=catalogue.chapter_name("objective_4")),
            ]


def test_an_id_stays_in_files_when_its_words_change(submission: SubmissionFile, catalogue: Catalogue) -> None:
    assert REWORDED.keys() <= set(MESSAGES)
    assert not set(REWORDED.values()) & set(MESSAGES), "what is said today is no id"
    for id_, words in REWORDED.items():
        assert sorted(placeholders(id_)) == sorted(placeholders(words))
    review.take_over(submission, catalogue, "objective_4")
    *_before, last = submission.revisions()
    kept = last.message
    assert kept.id == "Write the chapter “{name}”"
    assert HistoryLabels(catalogue).said(kept) == f"Edit the chapter “{catalogue.chapter_name('objective_4')}”"


def test_each_reference_is_said_in_every_language(catalogue: Catalogue) -> None:
    references = {
        Reference("kind", "gap"): lambda: _(catalogue.kind("gap").label),
        Reference("kinds", "gap"): lambda: _(catalogue.kind("gap").plural),
        Reference("entry", "submission/"): lambda: _("About this submission"),
        Reference("entry", "policy_answer/4b"): lambda: _("SDG 10.7.2, question {key}").format(key="4b"),
        Reference("entry", "principle_note/3"): lambda: catalogue.principle_name(3),
        Reference("value", "10.7.1/"): lambda: _("Indicator {key}, without a year").format(key="10.7.1"),
        Reference("objective", "13"): lambda: catalogue.title(13),
    }
    for language in LANGUAGES:
        with use_language(language):
            labels = HistoryLabels(catalogue)
            for reference, said in references.items():
                message = Message("Remove {name}", {"name": reference})
                assert labels.said(message) == _("Remove {name}").format(name=said()), (language, reference)


def test_what_the_forms_have_lost_is_called_as_it_was_then(catalogue: Catalogue) -> None:
    names = {"field": Reference("field", "gap/boats", "Boats"), "name": Reference("entry", "ship/7", "Ship 7")}
    said = HistoryLabels(catalogue).said(Message("Change “{field}” of {name}", names))
    assert said == "Change “Boats” of Ship 7"


def test_what_people_wrote_stays_in_their_words(catalogue: Catalogue) -> None:
    with use_language("fr"):
        labels = HistoryLabels(catalogue)
        assert labels.said(Message("Fill in the exercise")) == "Fill in the exercise"
        said = labels.said(Message("Remove {name}", {"name": "Create the submission"}))
        assert said == _("Remove {name}").format(name="Create the submission")


@pytest.mark.parametrize(
    "message",
    [
        Message("{name:>999999999}", {"name": "x"}),
        Message("{0.__class__.__mro__}{name", {"name": "x"}),
        Message("Remove {name}", {"name": "{field:>999999999}"}),
        Message("Remove {name}", {"name": Reference("entry", "assessment/{0:>99999999}", "{name}")}),
        Message("Remove {name}", {"name": Reference("entry", "assessment/" + "9" * 5000, "9" * 5000)}),
        Message("Remove {name}", {"name": Reference("objective", "x", "a\u202eb\n\x1b[2J")}),
        Message("Remove {name}", {"field": "x"}),
        Message("确认 x" + " 的“" * 200_000),
    ],
)
def test_nothing_that_came_with_a_file_is_obeyed(message: Message, catalogue: Catalogue) -> None:
    for language in LANGUAGES:
        with use_language(language):
            said = HistoryLabels(catalogue).said(message)
        assert 0 < len(said) <= 2_000
        assert not set(said) & set("\n\x1b\u202e")


def test_a_title_of_a_book_is_kept_short_in_a_message(catalogue: Catalogue) -> None:
    name = entry_name(Entry("x", "gap", "", 1, {"title": Answer("word " * 10_000, "", "")}), catalogue)
    assert isinstance(name, str)
    assert len(name) <= 300
