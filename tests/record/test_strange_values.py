"""A file that came from elsewhere may hold anything: every page can still be shown, and the check says what is wrong."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.definitions import FormField
from desktop.catalogue.forms_reader import current
from desktop.record.entry import Value
from desktop.record.guided_path import guided_path
from desktop.record.leaving import leaving, personal_data
from desktop.record.matrix import gap_matrix, principle_matrix
from desktop.record.progress import roll_up
from desktop.record.readiness import findings
from desktop.record.release import released
from desktop.record.scores import score_policy, series
from desktop.record.values import display, problems_of, title_of

from .conftest import Desk

TEXTS = st.text(max_size=20) | st.sampled_from(["2026-03", "13", "yes", "planned", "common", "10.7.1", "NaN"])
VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(),
    st.lists(TEXTS, max_size=3),
    st.lists(st.integers(-1, 30), max_size=3),
    st.lists(
        st.dictionaries(st.sampled_from(["name", "country", "characteristic", "x"]), TEXTS, max_size=2), max_size=2
    ),
)
PLACES = [
    (
        kind.key,
        {"objective": "13", "indicator": "10.7.1", "sub_category": "1a", "principle": "7"}.get(kind.bound or "", ""),
    )
    for kind in current().kinds.values()
]


@st.composite
def strange(draw: st.DrawFn) -> Desk:
    desk = Desk(current())
    for kind, key in draw(st.lists(st.sampled_from(PLACES), max_size=6)):
        fields = [field.key for field in desk.catalogue.kind(kind).fields]
        desk.write(kind, key, **draw(st.dictionaries(st.sampled_from(fields), VALUES, max_size=8)))
    return desk


@settings(max_examples=60, deadline=None)
@given(strange())
def test_nothing_that_a_file_holds_stops_the_program(desk: Desk) -> None:
    submission, catalogue = desk.submission, desk.catalogue
    found = findings(submission, catalogue)
    assert all(finding.text for finding in found)
    assert all(step.label for step in guided_path(submission, catalogue, found))
    gap_matrix(submission, catalogue)
    principle_matrix(submission, catalogue)
    assert roll_up(submission, catalogue).sentence()
    assert score_policy(submission, catalogue.policy).sentence()
    for indicator in catalogue.indicators:
        assert series(submission, catalogue, indicator.key).sentence()
    for signed in (True, False):
        assert leaving(released(submission, catalogue, signed=signed), catalogue, signed=signed)
    personal_data(submission, catalogue)
    for entry in submission.entries.values():
        assert title_of(entry, catalogue)
        for key, answer in entry.answers.items():
            display(desk.field(entry.kind, key), answer.value, catalogue, submission)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([field for kind in current().kinds.values() for field in kind.fields]), VALUES)
def test_every_value_can_be_judged(field: FormField, value: Value) -> None:
    assert all(problem.text for problem in problems_of(field, value))
