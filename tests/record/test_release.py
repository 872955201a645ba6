"""What leaves the building, and what stays in the file."""

from __future__ import annotations

from desktop.record.entry import Answer, to_json
from desktop.record.history import BEING, Change, Deed
from desktop.record.release import leaving, personal_data, released, released_deeds
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


def test_an_answer_of_an_earlier_cycle_leaves(desk: Desk) -> None:
    gap = desk.write("gap", title="Births")
    entry = desk.submission.entries[gap]
    old = Submission(
        desk.submission.id, {gap: entry.answered("asked_in_2022", entry.answers["title"])}, desk.submission.attachments
    )
    assert released(old, desk.catalogue, signed=False).entries[gap].text("asked_in_2022") == "Births"


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


def deed(number: int, *changes: Change, undoes: str = "") -> Deed:
    return Deed(f"deed {number}", AT, "Desk officer A", "undo" if undoes else "edit", "Edit", changes, undoes)


def made(entry_id: str, kind: str) -> Change:
    return Change(entry_id, BEING, None, [{"kind": kind, "key": "", "order": "1"}])


def test_the_history_leaves_without_what_stays(desk: Desk) -> None:
    ids = filled(desk)
    history = [
        deed(1, made(ids["gap"], "gap"), Change(ids["gap"], "title", None, "Births")),
        deed(2, Change(ids["gap"], "internal_note", None, SECRET)),
        deed(3, Change(ids["gap"], "internal_note", SECRET, None), undoes="deed 2"),
        deed(4, Change(ids["gap"], "title", "Births", "All births"), Change(ids["gap"], "internal_note", None, SECRET)),
        deed(5, made(ids["private"], "evidence"), Change(ids["private"], "title", None, SECRET)),
        deed(6, Change(ids["pledge"], "contact_email", None, "a@ministry.example")),
        deed(7, Change(ids["pledge"], "partners", None, [{"name": "B", "email": "b@city.example"}])),
    ]
    signed = released_deeds(history, desk.submission, desk.catalogue, signed=True)
    draft = released_deeds(history, desk.submission, desk.catalogue, signed=False)
    assert [each.id for each in signed] == ["deed 1", "deed 4", "deed 6", "deed 7"]
    assert [each.id for each in draft] == ["deed 1", "deed 4", "deed 7"]
    assert signed[0] == history[0]
    assert signed[1].changes == (Change(ids["gap"], "title", "Births", "All births"),)
    assert draft[2].changes == (Change(ids["pledge"], "partners", None, [{"name": "B"}]),)
    assert SECRET not in repr(signed)
    assert "example" not in repr(draft)


def test_a_change_of_a_partners_address_alone_is_not_told_in_a_draft(desk: Desk) -> None:
    ids = filled(desk)
    change = Change(
        ids["pledge"], "partners", [{"name": "B", "email": "old@x.org"}], [{"name": "B", "email": "new@x.org"}]
    )
    assert released_deeds([deed(1, change)], desk.submission, desk.catalogue, signed=False) == []


def test_evidence_that_was_private_once_leaves_no_trace_in_the_history(desk: Desk) -> None:
    shown = desk.write("evidence", title="Shown now", private=False)
    history = [
        deed(1, made(shown, "evidence"), Change(shown, "title", None, SECRET), Change(shown, "private", None, True)),
        deed(2, Change(shown, "title", SECRET, "Shown now"), Change(shown, "private", True, False)),
    ]
    assert released_deeds(history, desk.submission, desk.catalogue, signed=True) == []


def test_evidence_that_was_never_private_keeps_its_history(desk: Desk) -> None:
    shown = desk.write("evidence", title="Decree", private=False)
    history = [deed(1, made(shown, "evidence"), Change(shown, "private", None, False))]
    assert released_deeds(history, desk.submission, desk.catalogue, signed=True) == history


def test_notes_of_an_entry_that_was_removed_stay_too(desk: Desk) -> None:
    gone = "11111111-0000-4000-8000-000000000000"
    history = [
        deed(1, made(gone, "gap"), Change(gone, "title", None, "Gone"), Change(gone, "internal_note", None, SECRET)),
        deed(2, Change(gone, BEING, [{"kind": "gap", "key": "", "order": "1"}], None)),
    ]
    kept = released_deeds(history, desk.submission, desk.catalogue, signed=True)
    assert [each.id for each in kept] == ["deed 1", "deed 2"]
    assert SECRET not in repr(kept)


def test_before_signing_one_sees_what_leaves_and_what_stays(desk: Desk) -> None:
    filled(desk)
    lines = leaving(desk.submission, desk.catalogue, signed=True)
    goes = [line.text for line in lines if line.leaves]
    stays = [line.text for line in lines if not line.leaves]
    assert lines == sorted(lines, key=lambda line: not line.leaves)
    assert "Evidence: 1" in goes
    assert "Pledges: 1" in goes
    assert not any("About this submission" in text for text in goes)
    assert not any(text.endswith(": 0") for text in goes)
    assert any("5 names and addresses" in text for text in goes)
    assert any("1 attached file" in text for text in goes)
    assert any("earlier wording" in text for text in goes)
    assert any("4 internal notes stay" in text for text in stays)
    assert any("1 piece of private evidence stays" in text for text in stays)


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
