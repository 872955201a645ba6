"""What is included in a package, and what is left out in the file."""

from __future__ import annotations

from dataclasses import replace

from desktop.record.entry import Answer, Entry, to_json
from desktop.record.exported import state_of
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.internal_kinds import INTERNAL_KINDS
from desktop.record.leaving import leaving, personal_data
from desktop.record.release import released
from desktop.record.released_history import released_revisions
from desktop.record.submission import Submission

from .conftest import AT, Desk

SECRET = "SECRET-7f3a"


def filled(desk: Desk) -> dict[str, str]:
    """Write every kind of thing that may or may not leave, and return the ids."""
    gap = desk.write("gap", title="Births", internal_note=f"{SECRET} ask the registrar")
    private = desk.write(
        "evidence", title=f"{SECRET} minutes", file=desk.attach(f"{SECRET}.pdf"), private=True, supports=[gap]
    )
    open_evidence = desk.write("evidence", title="Decree", file=desk.attach("decree.pdf"), private=False)
    pledge = desk.write(
        "pledge",
        title="Register births",
        contact_name="Desk officer A",
        contact_email="a@ministry.example",
        partners=[{"name": "City B", "email": "b@city.example"}, {"email": "c@city.example"}],
        gaps=[gap],
        internal_note=f"{SECRET} the minister hesitates",
    )
    desk.write("submission", country="KE", focal_point="Desk officer B", internal_note=SECRET)
    desk.write("assessment", "13", rating="early", internal_note=SECRET)
    desk.attach("orphan.pdf")
    return {"gap": gap, "private": private, "open": open_evidence, "pledge": pledge}


def everything(submission: Submission) -> str:
    texts = [
        f"{entry.id} {entry.kind} {key} {to_json(answer.value)} {answer.by}"
        for entry in submission.entries.values()
        for key, answer in entry.answers.items()
    ]
    return "\n".join([*texts, *(f"{file.sha256} {file.name}" for file in submission.attachments.values())])


def test_internal_notes_and_private_evidence_never_leave(desk: Desk) -> None:
    ids = filled(desk)
    for signed in (True, False):
        out = released(desk.submission, desk.catalogue, signed=signed)
        assert SECRET not in everything(out)
        assert ids["private"] not in out.entries
        assert {file.name for file in out.attachments.values()} == {"decree.pdf"}


def test_contacts_leave_with_a_signature_and_stay_out_of_a_draft(desk: Desk) -> None:
    ids = filled(desk)
    signed = released(desk.submission, desk.catalogue, signed=True)
    draft = released(desk.submission, desk.catalogue, signed=False)
    assert signed.entries[ids["pledge"]].text("contact_email") == "a@ministry.example"
    assert signed.entries[ids["pledge"]].rows("partners") == [
        {"name": "City B", "email": "b@city.example"},
        {"email": "c@city.example"},
    ]
    assert signed.about.text("focal_point") == "Desk officer B"
    assert draft.entries[ids["pledge"]].rows("partners") == [{"name": "City B"}]
    assert "example" not in everything(draft)
    assert "Desk officer B" not in everything(draft)


def test_what_leaves_is_as_it_was_said(desk: Desk) -> None:
    ids = filled(desk)
    out = released(desk.submission, desk.catalogue, signed=True)
    before, after = desk.submission.entries[ids["pledge"]], out.entries[ids["pledge"]]
    assert (after.kind, after.order) == (before.kind, before.order)
    assert {**after.answers, "internal_note": before.answers["internal_note"]} == before.answers
    assert out.id == desk.submission.id


def test_to_release_twice_changes_nothing_more(desk: Desk) -> None:
    filled(desk)
    for signed in (True, False):
        once = released(desk.submission, desk.catalogue, signed=signed)
        assert released(once, desk.catalogue, signed=signed) == once


def test_an_answer_that_no_form_knows_stays(desk: Desk) -> None:
    """Nobody can tell any more whether it was meant to leave: a pack may have taken a field of internal notes away."""
    gap = desk.write("gap", title="Births")
    entry = desk.submission.entries[gap]
    strange = {
        gap: entry.answered("asked_in_2022", Answer(SECRET)).answered("title~", Answer(SECRET)),
        "wish": Entry("wish", "wish", answers={"title": Answer(SECRET)}),
    }
    old = Submission(desk.submission.id, strange, desk.submission.attachments)
    for signed in (True, False):
        out = released(old, desk.catalogue, signed=signed)
        assert SECRET not in everything(out)
        assert list(out.entries) == [gap]
        history = [
            revision(
                1, made(gap, "gap"), Change(gap, "asked_in_2022", None, SECRET), Change(gap, "title~", SECRET, None)
            ),
            revision(2, made("wish", "wish"), Change("wish", "title", None, SECRET)),
            revision(3, Change("gone long ago", "title", None, SECRET)),
        ]
        kept = released_revisions(history, old, desk.catalogue, signed=signed)
        assert [each.id for each in kept] == ["deed 1"]
        assert SECRET not in repr(kept)


def test_a_text_in_another_language_leaves_as_its_field_does(desk: Desk) -> None:
    gap = desk.write("gap", title="Births")
    entry = desk.submission.entries[gap]
    twins = entry.answered("title__fr", Answer("Naissances")).answered("internal_note__fr", Answer(SECRET))
    twins = twins.answered("title__fr~", Answer(SECRET))
    out = released(Submission(desk.submission.id, {gap: twins}, {}), desk.catalogue, signed=True).entries[gap]
    assert sorted(out.answers) == ["title", "title__fr"]


def test_a_column_that_no_form_knows_stays(desk: Desk) -> None:
    pledge = desk.write("pledge", title="Births", partners=[{"name": "City B", "remark": SECRET}, {"remark": SECRET}])
    out = released(desk.submission, desk.catalogue, signed=True)
    assert out.entries[pledge].rows("partners") == [{"name": "City B"}]


def test_no_link_leads_to_what_stays(desk: Desk) -> None:
    ids = filled(desk)
    # The shipped forms link to no evidence; forms of one's own may.
    entry = desk.submission.entries[ids["open"]]
    linked = entry.answered("supports", Answer([ids["private"], ids["gap"]], AT, "Desk officer A"))
    submission = Submission(
        desk.submission.id, {**desk.submission.entries, linked.id: linked}, desk.submission.attachments
    )
    out = released(submission, desk.catalogue, signed=True)
    assert out.entries[linked.id].items("supports") == [ids["gap"]]


def revision(number: int, *changes: Change, undoes: str = "") -> Revision:
    return Revision(
        f"deed {number}", AT, "Desk officer A", "undo" if undoes else "edit", Message("Edit"), changes, undoes
    )


def made(entry_id: str, kind: str) -> Change:
    return Change(entry_id, ENTRY_ITSELF, None, being_of(kind))


def being_of(kind: str) -> list[dict[str, str]]:
    return [{"kind": kind, "key": "", "order": "1"}]


def test_the_history_leaves_without_what_stays(desk: Desk) -> None:
    ids = filled(desk)
    history = [
        revision(1, made(ids["gap"], "gap"), Change(ids["gap"], "title", None, "Births")),
        revision(2, Change(ids["gap"], "internal_note", None, SECRET)),
        revision(3, Change(ids["gap"], "internal_note", SECRET, None), undoes="deed 2"),
        revision(
            4, Change(ids["gap"], "title", "Births", "All births"), Change(ids["gap"], "internal_note", None, SECRET)
        ),
        revision(5, made(ids["private"], "evidence"), Change(ids["private"], "title", None, SECRET)),
        revision(6, Change(ids["pledge"], "contact_email", None, "a@ministry.example")),
        revision(7, Change(ids["pledge"], "partners", None, [{"name": "B", "email": "b@city.example"}])),
    ]
    signed = released_revisions(history, desk.submission, desk.catalogue, signed=True)
    draft = released_revisions(history, desk.submission, desk.catalogue, signed=False)
    assert [each.id for each in signed] == ["deed 1", "deed 4", "deed 6", "deed 7"]
    assert [each.id for each in draft] == ["deed 1", "deed 4", "deed 7"]
    assert signed[0] == history[0]
    assert signed[1].message == Message("Change an entry"), "its own label could name what stays"
    assert signed[1].changes == (Change(ids["gap"], "title", "Births", "All births"),)
    assert draft[2].changes == (Change(ids["pledge"], "partners", None, [{"name": "B"}]),)
    assert SECRET not in repr(signed)
    assert "example" not in repr(draft)


def test_a_change_of_a_partners_address_alone_is_not_told_in_a_draft(desk: Desk) -> None:
    ids = filled(desk)
    change = Change(
        ids["pledge"], "partners", [{"name": "B", "email": "old@x.org"}], [{"name": "B", "email": "new@x.org"}]
    )
    assert released_revisions([revision(1, change)], desk.submission, desk.catalogue, signed=False) == []


def test_evidence_that_was_private_once_leaves_no_trace_in_the_history(desk: Desk) -> None:
    shown = desk.write("evidence", title="Shown now", private=False)
    history = [
        revision(
            1, made(shown, "evidence"), Change(shown, "title", None, SECRET), Change(shown, "private", None, True)
        ),
        revision(2, Change(shown, "title", SECRET, "Shown now"), Change(shown, "private", True, False)),
    ]
    assert released_revisions(history, desk.submission, desk.catalogue, signed=True) == []


def test_evidence_that_was_never_private_keeps_its_history(desk: Desk) -> None:
    shown = desk.write("evidence", title="Decree", private=False)
    history = [revision(1, made(shown, "evidence"), Change(shown, "private", None, False))]
    assert released_revisions(history, desk.submission, desk.catalogue, signed=True) == history


def test_notes_of_an_entry_that_was_removed_stay_too(desk: Desk) -> None:
    gone = "11111111-0000-4000-8000-000000000000"
    history = [
        revision(
            1, made(gone, "gap"), Change(gone, "title", None, "Gone"), Change(gone, "internal_note", None, SECRET)
        ),
        revision(2, Change(gone, ENTRY_ITSELF, [{"kind": "gap", "key": "", "order": "1"}], None)),
    ]
    kept = released_revisions(history, desk.submission, desk.catalogue, signed=True)
    assert [each.id for each in kept] == ["deed 1", "deed 2"]
    assert SECRET not in repr(kept)


def named(number: int, revision_type: str, text: str, *changes: Change, undoes: str = "") -> Revision:
    return Revision(f"deed {number}", AT, "Desk officer B", revision_type, Message(text), changes, undoes)


def test_no_message_names_a_file_or_a_title_that_stays(desk: Desk) -> None:
    ids = filled(desk)
    decree = desk.submission.entries[ids["open"]].text("file")
    history = [
        named(1, "attach", "Attach decree.pdf", Change(ids["open"], "file", None, decree)),
        named(2, "attach", f"Attach {SECRET}.pdf", Change(ids["open"], "file", decree, "ab" * 32)),
        named(3, "undo", f"Attach {SECRET}.pdf", Change(ids["open"], "file", "ab" * 32, decree), undoes="deed 2"),
        named(4, "import", f"Import {SECRET}.json", made(ids["gap"], "gap")),
        named(5, "undo", f"Import {SECRET}.json", Change(ids["gap"], "title", "Births", "All"), undoes="deed 4"),
        named(6, "join", f"Join {SECRET}", Change(ids["gap"], "title", "All", "Births")),
        named(7, "edit", "Change “Title” of Births", Change(ids["gap"], "title", "Births", "All")),
        named(8, "undo", "Change “Title” of Births", Change(ids["gap"], "title", "All", "Births"), undoes="deed 7"),
    ]
    for signed in (True, False):
        kept = released_revisions(history, desk.submission, desk.catalogue, signed=signed)
        assert len(kept) == len(history)
        assert SECRET not in repr(kept)
        assert [each.message for each in (kept[0], kept[6], kept[7])] == [
            history[0].message,
            history[6].message,
            history[7].message,
        ]


def test_the_history_stays_unless_somebody_chose_it(desk: Desk) -> None:
    filled(desk)
    lines = leaving(desk.submission, desk.catalogue, signed=True)
    assert any("History of changes" in line.text for line in lines if not line.leaves)
    assert not any("History of changes" in line.text for line in lines if line.leaves)


def test_with_the_history_one_sees_how_much_of_what_it_holds(desk: Desk) -> None:
    ids = filled(desk)
    gone = "11111111-0000-4000-8000-000000000000"
    history = [
        named(1, "edit", "Add", made(gone, "gap"), Change(gone, "title", None, "Gone")),
        named(
            2, "edit", "Remove", Change(gone, "title", "Gone", None), Change(gone, ENTRY_ITSELF, being_of("gap"), None)
        ),
        revision(3, Change(ids["gap"], "title", "Births", "All births")),
        revision(4, Change(ids["gap"], "internal_note", "a", SECRET)),
    ]
    goes = [
        line.text
        for line in leaving(desk.submission, desk.catalogue, signed=True, history=history)
        if line.leaves and "istory" in line.text
    ]
    assert any(text == "Removed entries in the history: 1" for text in goes)
    assert any(text == "Earlier wordings in the history: 1" for text in goes)
    assert any("Desk officer A, Desk officer B" in text for text in goes)


def test_before_signing_one_sees_what_leaves_and_what_stays(desk: Desk) -> None:
    filled(desk)
    lines = leaving(desk.submission, desk.catalogue, signed=True, history=True)
    goes = [line.text for line in lines if line.leaves]
    stays = [line.text for line in lines if not line.leaves]
    assert lines == sorted(lines, key=lambda line: not line.leaves)
    assert "Evidence: 1" in goes
    assert "Pledges: 1" in goes
    assert not any("About this submission" in text for text in goes)
    assert not any(text.endswith(": 0") for text in goes)
    assert "Names and e-mail addresses of contact persons: 5" in goes
    assert "Attached files: 1" in goes
    assert any("History of changes" in text for text in goes)
    assert "Internal notes: 4" in stays
    assert "Internal evidence: 1" in stays


def test_a_draft_says_that_contacts_stay(desk: Desk) -> None:
    filled(desk)
    lines = leaving(desk.submission, desk.catalogue, signed=False)
    assert [line.leaves for line in lines if "contact persons" in line.text] == [False]


def test_contact_data_are_listed_by_entry(desk: Desk) -> None:
    filled(desk)
    found = {(each.name, each.field, each.text) for each in personal_data(desk.submission, desk.catalogue)}
    assert found == {
        ("About this submission", "Focal point", "Desk officer B"),
        ("Register births", "Contact person: full name and position", "Desk officer A"),
        ("Register births", "E-mail of the contact person", "a@ministry.example"),
        ("Register births", "Contact e-mail", "b@city.example"),
        ("Register births", "Contact e-mail", "c@city.example"),
    }


def test_what_the_team_keeps_for_its_work_stays_whatever_the_forms_say(desk: Desk) -> None:
    """Even where forms had a kind of the same name, with fields that are included."""
    forms = desk.catalogue
    kinds = {**forms.kinds, **{key: forms.kinds["gap"].changed(key=key) for key in INTERNAL_KINDS}}
    careless = replace(forms, kinds=kinds)
    said = {
        key: Entry(f"entry-of-{key}", key, answers={"title": Answer(f"{SECRET} {key}", AT, SECRET)})
        for key in INTERNAL_KINDS
    }
    submission = Submission(desk.submission.id, {each.id: each for each in said.values()})
    created = [
        Revision(f"revision-of-{key}", AT, SECRET, "edit", Message(SECRET), (Change(each.id, "title", None, SECRET),))
        for key, each in said.items()
    ]
    assert released(submission, careless, signed=True).entries == {}
    assert released_revisions(created, submission, careless, signed=True) == []
    assert not any(SECRET in line.text for line in leaving(submission, careless, signed=True, history=created))
    assert state_of(submission) == state_of(Submission(desk.submission.id))
