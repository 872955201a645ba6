"""Data packs: a fictional cycle comes as a file, an open submission is carried over, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_errors import FormsError
from desktop.catalogue.forms_reader import shipped_parts
from desktop.catalogue.packs import read_pack
from desktop.errors import CannotWrite, UserError
from desktop.i18n.translation import gettext, use_language
from desktop.operations import edit, forms_in_use, packs
from desktop.operations import verify as verifying
from desktop.operations.check import check
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.restore import restore
from desktop.operations.verify import verify
from desktop.package.examine import Refusal
from desktop.record.chapters import review
from desktop.record.entry import Entry
from desktop.record.scores import score_policy
from desktop.record.values import title_of
from desktop.store.file import SubmissionFile

CYCLE = Path(__file__).parent / "forum-2030.yaml"


@pytest.fixture
def written(submission: SubmissionFile) -> SubmissionFile:
    """A submission that answers things which the fictional cycle takes away."""
    with submission.transaction("edit", "Write", "Desk officer A") as revision:
        revision.add(
            "pledge", {"title": "Schools for all", "champion": True, "description": "x" * 2500, "objectives": [15]}
        )
        revision.add("value", {"indicator": "10.7.3", "year": 2024, "value": "12"})
        revision.set(revision.ensure("indicator", "17.3.2"), "source", "Central bank")
    return submission


def changed(path: Path, old: str, new: str) -> Path:
    text = CYCLE.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_a_fictional_cycle_needs_no_line_of_python(written: SubmissionFile, catalogue: Catalogue) -> None:
    before = written.read()
    pack = packs.install(CYCLE)
    assert [each.head.key for each in packs.installed()] == ["forum-2030"]
    told = [each.text for each in packs.preview(written, pack).differences]
    assert any("2000 (before: 3000)" in text for text in told)
    assert any("How many people it reaches" in text for text in told)
    assert any("there are answers here: 10.7.3, 17.3.2" in text for text in told)
    assert any("there are answers here: The country is a Champion" in text for text in told)
    assert any(text.startswith("New finding: ") and "too long" in text for text in told)
    assert written.read() == before, "a preview writes nothing"

    packs.use_pack(written, pack, by="Desk officer A")
    forms = forms_in_use.forms_of(written)
    assert forms.pack.cycle == "2030"
    assert [each.key for each in forms.indicators] == ["T.1", "10.7.1", "10.7.2", "10.7.3", "17.3.2"]
    assert forms.indicator("10.7.3").standing == "earlier"
    pledge = forms.kind("pledge")
    keys = [each.key for each in pledge.fields]
    assert keys.index("beneficiaries") == keys.index("description") + 1
    assert (pledge.field("description").min_length, pledge.field("description").max_length) == (300, 2000)
    assert pledge.field("champion").standing == "earlier" and pledge.field("champion").missing is None
    assert forms.title(3) == catalogue.title(3)
    with use_language("fr"):
        assert forms.title(3) == "Un autre titre français"
        assert forms.title_standing(3) == "attested"
        assert gettext(pledge.field("beneficiaries").label) == "Nombre de personnes concernées"
        assert gettext("How many people it reaches") == "How many people it reaches", "the program itself says no such"
    after = written.read()
    for entry in before.entries.values():
        assert after.entries[entry.id] == entry


def test_what_a_pack_asked_stays_when_it_is_no_longer_used(written: SubmissionFile) -> None:
    packs.use_pack(written, packs.check_pack(CYCLE))
    (pledge,) = written.read().of_kind("pledge")
    edit.answer(written, forms_in_use.forms_of(written), pledge, "beneficiaries", "2000")
    (entry,) = forms_in_use.packs_of(written.read())
    packs.stop_using(written, entry)
    forms = forms_in_use.forms_of(written)
    assert forms.pack.cycle == "2026"
    assert forms.kind("pledge").field("beneficiaries").standing == "earlier"
    assert forms.kind("pledge").field("champion").standing == "attested"
    assert {each.key for each in forms.indicators} == {each.key for each in shipped_parts().indicators}
    written.undo("")
    assert forms_in_use.forms_of(written).pack.cycle == "2030"


def test_a_newer_version_takes_the_place_of_the_older(written: SubmissionFile, tmp_path: Path) -> None:
    packs.use_pack(written, packs.check_pack(CYCLE))
    newer = changed(tmp_path / "newer.yaml", 'version: "1"', 'version: "2"')
    found = packs.preview(written, packs.check_pack(newer))
    assert (found.replaces, found.differences) == ("1", [])
    packs.use_pack(written, found.pack)
    assert [entry.text("version") for entry in forms_in_use.packs_of(written.read())] == ["2"]
    with pytest.raises(packs.CannotUsePack, match="already"):
        packs.preview(written, found.pack)


def test_the_pack_travels_with_the_package(written: SubmissionFile, tmp_path: Path) -> None:
    packs.use_pack(written, packs.check_pack(CYCLE))
    forms = forms_in_use.forms_of(written)
    made = export(written, forms, tmp_path / "out", identity=None, draft=True, at=now())
    back = SubmissionFile.open(restore(made.path, tmp_path / "back"), now=now)
    assert forms_in_use.forms_of(back) == forms
    back.close()


BROKEN = {
    "a key that is there twice": ('key: "10.7.1"', "key: T.1", "line 21, indicators[T.1].key: “T.1” is used twice"),
    "an unknown objective": ("objectives: [1, 5]", "objectives: [1, 24]", "line 16, indicators[T.1].objectives: there is no"),
    "an objective that cannot be changed": ("number: 3", "number: 99", "line 28, objectives[99].number: “99” does not exist"),
    "a limit that is no number": ("max_length: 2000", "max_length: many", "fields[description].max_length: this must be a"),
    "a standing that there is not": ("{fr: attested}", "{fr: sure}", "objectives[3].title_standing.fr: this must be one of"),
    "a form that there is not": ("  pledge:\n", "  tale:\n", "kinds.tale: there is no form “tale”"),
    "a field that is not there": ("remove: [champion]", "remove: [champignon]", "there is no field “champignon”"),
    "a misspelt word": ("max_length: 2000", "max_lenght: 2000", "max_lenght: this field is not known here"),
    "an unknown source": ("sources: [TRIAL]", "sources: [TRAIL]", "the source “TRAIL” is not in sources.yaml"),
    "a section that is not there": ("section: VI", "section: IX", "section: this must be one of: "),
    "no section": ("        section: VI\n", "", "fields[beneficiaries].section: this must be one of: "),
    "a language that nobody speaks": ("  fr:\n    \"How", "  tlh:\n    \"How", "does not have this language"),
    "a broken placeholder": (
        '"Nombre de personnes concernées"', '"Nombre {de personnes"', "the words in curly brackets must be the same"
    ),
    "no head": ("pack:\n", "pock:\n", "it has no section named “pack”"),
    "a tab": ("  key: forum-2030", "\tkey: forum-2030", "the YAML cannot be read here"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pack_is_refused_by_line_and_field(name: str, tmp_path: Path) -> None:
    old, new, sentence = BROKEN[name]
    path = changed(tmp_path / "broken.yaml", old, new)
    with pytest.raises(FormsError) as caught:
        packs.install(path)
    assert any(sentence in detail for detail in (*caught.value.details, caught.value.message)), caught.value.details
    assert all("broken.yaml" in detail for detail in caught.value.details)
    assert packs.installed() == []


def test_a_pack_that_is_no_text_or_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.yaml").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(FormsError, match=r"picture\.yaml cannot be read as text"):
        packs.check_pack(tmp_path / "picture.yaml")
    with pytest.raises(packs.CannotUsePack, match="cannot be read"):
        packs.check_pack(tmp_path / "nowhere.yaml")


def test_where_nothing_can_be_kept_there_are_no_packs_and_one_more_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.write_bytes(b"")
    monkeypatch.setenv(paths.HOME, str(home))
    assert packs.installed() == []
    with pytest.raises(CannotWrite):
        packs.install(CYCLE)


def test_recommendations_are_replaced_and_answers_to_the_old_ones_stay(
    submission: SubmissionFile, tmp_path: Path
) -> None:
    with submission.transaction("edit", "Write", "") as revision:
        revision.set(revision.ensure("follow_up", "M1"), "measures", "A data-sharing agreement.")
    pack = tmp_path / "recommendations.yaml"
    pack.write_text(
        """
pack: {key: trial-recommendations, version: "2", label: "Trial", standing: unconfirmed, source: "Made up."}
recommendations:
  - key: trial
    label: "Trial set"
    mandate: "None: made up for the tests."
    sections:
      - key: T
        label: "Trial"
        standing: unconfirmed
        recommendations:
          - {key: T1, standing: unconfirmed, gist: "Keep a list"}
""",
        encoding="utf-8",
    )
    packs.use_pack(submission, packs.check_pack(pack))
    forms = forms_in_use.forms_of(submission)
    assert [each.key for each in forms.recommendation_sets] == ["trial", "earlier"]
    assert forms.recommendation("M1").standing == "earlier"
    with pytest.raises(KeyError):
        forms.recommendation("M2")


HEAD = {"key": "trial", "version": "1", "label": "Trial", "standing": "unconfirmed", "source": "Made up."}


def made(path: Path, **parts: object) -> packs.DataPack:
    path.write_text(yaml.safe_dump({"pack": HEAD, **parts}), encoding="utf-8")
    return packs.check_pack(path)


def test_whatever_was_said_of_a_thing_that_is_gone_stays(submission: SubmissionFile, tmp_path: Path) -> None:
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("gap", {"title": "No register", "objectives": [13], "actions": ["13(c)"]})
        revision.set(revision.ensure("policy_answer", "1b"), "answer", "yes")
        revision.set(revision.ensure("chapter", "means"), "text", "Our own words on the means.")
        revision.set(revision.ensure("chapter", "objective_13"), "text", "Our own words on detention.")
    policy = yaml.safe_load((paths.forms() / "policy.yaml").read_text(encoding="utf-8"))
    policy["domains"][0]["sub_categories"] = policy["domains"][0]["sub_categories"][:1]
    pack = made(
        tmp_path / "trial.yaml",
        objectives=[
            {
                "number": 13,
                "actions": [{"letter": "a", "gist": "The only one", "paragraph": "29(a)", "standing": "ours"}],
            }
        ],
        policy=policy,
        review=[{"key": "summary", "label": "Summary", "standing": "ours"}],
    )
    kept = [each.text for each in packs.preview(submission, pack).differences if each.kept]
    assert [text.partition(": ")[2] for text in kept] == ["1b.", "Progress by objective, Means of implementation."]
    packs.use_pack(submission, pack)
    forms = forms_in_use.forms_of(submission)
    assert [(each.letter, each.standing) for each in forms.objective(13).actions] == [("a", "ours"), ("c", "earlier")]
    assert [each.key for each in forms.policy.earlier] == ["1b"]
    assert score_policy(submission.read(), forms.policy).questions == 26
    chapters = {each.title: each.text for each in review(submission.read(), forms)}
    assert list(chapters) == [
        "Summary",
        "Progress by objective",
        f"Objective 13: {forms.label(13)}",
        "Means of implementation",
    ]
    assert chapters["Means of implementation"] == "Our own words on the means."


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"domains": []}, "there must be at least one domain"),
        ({"sub_categories": []}, "a domain needs questions and possible answers"),
        ({"answers": []}, "a domain needs questions and possible answers"),
    ],
)
def test_policy_questions_need_something_to_ask(parts: dict[str, object], sentence: str, tmp_path: Path) -> None:
    policy = yaml.safe_load((paths.forms() / "policy.yaml").read_text(encoding="utf-8"))
    (policy if "domains" in parts else policy["domains"][0]).update(parts)
    with pytest.raises(FormsError, match=sentence):
        made(tmp_path / "trial.yaml", policy=policy)


@pytest.mark.parametrize("since", [{"year": 2018}, [1, 2], 12.5, None, "soon", True])
def test_a_setting_of_a_rule_that_is_no_date_is_told_in_one_sentence(since: object, tmp_path: Path) -> None:
    rule = {
        "key": "over",
        "weight": "warns",
        "test": "over_before",
        "kind": "practice",
        "field": "end",
        "text": "{name}.",
    }
    with pytest.raises(FormsError) as caught:
        made(tmp_path / "trial.yaml", rules=[{**rule, "settings": {"since": since}}])
    (told,) = caught.value.details
    assert "rules[over].settings.since: " in told


NOT_MEASURED = {
    "key": "not_measured",
    "weight": "warns",
    "test": "not_measurable",
    "kind": "practice",
    "field": "results",
    "text": "{name}.",
}


def test_a_rule_of_a_pack_that_names_a_field_there_is_none_of_is_told(tmp_path: Path) -> None:
    """A field that the pack itself brings is one."""
    rule = {**NOT_MEASURED, "settings": {"fields": ["results", "reach"]}}
    with pytest.raises(FormsError) as caught:
        made(tmp_path / "trial.yaml", rules=[rule])
    (told,) = caught.value.details
    assert told.endswith("rules[not_measured].settings.fields: there is no field “reach”.")
    fields = [{"key": "reach", "type": "text", "label": "Reach", "section": "what"}]
    made(tmp_path / "trial.yaml", rules=[rule], kinds={"practice": {"fields": fields}})


def test_a_pack_with_such_a_rule_that_a_submission_has_stays_in_use(submission: SubmissionFile) -> None:
    rule = {**NOT_MEASURED, "settings": {"fields": ["nowhere"]}}
    packs.use_pack(submission, read_pack(yaml.safe_dump({"pack": HEAD, "rules": [rule]}).encode(), "trial.yaml"))
    used = forms_in_use.forms_in_use(submission)
    assert used.problems == ()
    edit.add(submission, used.catalogue, "practice", {"title": "Register births", "results": "Many"})
    assert [each.rule for each in check(submission.read(), used.catalogue).findings if each.rule == "not_measured"]


def carried(file: SubmissionFile, since: object) -> None:
    """Have a submission use a pack that an earlier version of the program found no fault with."""
    rule = {"key": "over", "weight": "warns", "test": "over_before", "kind": "practice", "field": "end"}
    parts = {
        "rules": [{**rule, "text": "{name}.", "settings": {"since": since}}],
        "kinds": {"practice": {"fields": [{"key": "reach", "type": "text", "label": "Reach", "section": "what"}]}},
    }
    packs.use_pack(file, read_pack(yaml.safe_dump({"pack": HEAD, **parts}).encode(), "trial.yaml"))


@pytest.mark.parametrize("since", ["soon", True])
def test_what_a_pack_asks_stays_though_a_rule_of_it_finds_nothing(
    since: object, submission: SubmissionFile, tmp_path: Path
) -> None:
    carried(submission, since)
    used = forms_in_use.forms_in_use(submission)
    assert used.problems == ()
    practice, _done = edit.add(submission, used.catalogue, "practice", {"title": "Register births", "end": "2017"})
    assert edit.answer(submission, used.catalogue, submission.read().entries[practice], "reach", "Wide")
    assert not [each for each in check(submission.read(), used.catalogue).findings if each.rule == "over"]
    draft = export(submission, used.catalogue, tmp_path / "out", identity=None, draft=True, at=now())
    assert verify(draft.path).refusal is None
    (entry,) = forms_in_use.packs_of(submission.read())
    packs.stop_using(submission, entry)
    assert forms_in_use.forms_of(submission).kind("practice").field("reach").standing == "earlier"


def test_a_pack_with_a_rule_that_cannot_work_is_left_out_and_told_in_one_sentence(submission: SubmissionFile) -> None:
    carried(submission, ["2018", "2019"])
    (problem,) = forms_in_use.forms_in_use(submission).problems
    assert problem.message.startswith(
        "A data pack of this submission cannot be used, so its part of the forms is missing: "
    )
    assert problem.message.endswith("rules[over].settings.since: the setting “since” must have one value.")


def test_a_chapter_cannot_take_the_place_of_the_part_on_an_objective(tmp_path: Path) -> None:
    with pytest.raises(FormsError, match="is reserved for the parts on the objectives"):
        made(tmp_path / "trial.yaml", review=[{"key": "objective_x", "label": "X", "standing": "ours"}])


@pytest.mark.parametrize(
    "field",
    [
        {"key": "champion", "type": "text"},
        {"key": "partners", "columns": [{"key": "country", "type": "yes_no", "label": "Country"}]},
    ],
)
def test_a_field_cannot_be_answered_in_another_way(field: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(FormsError, match="cannot change its type"):
        made(tmp_path / "trial.yaml", kinds={"pledge": {"fields": [field]}})
    with pytest.raises(FormsError, match="cannot change its type"):
        again = {"section": "VI", "label": "Again", **field, "type": "text"}
        made(tmp_path / "trial.yaml", kinds={"pledge": {"remove": [field["key"]], "fields": [again]}})


def test_options_and_columns_that_were_used_stay(submission: SubmissionFile, tmp_path: Path) -> None:
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("pledge", {"title": "Schools", "partners": [{"name": "Trade union", "country": "MA"}]})
    columns = [{"key": "role", "type": "text", "label": "Role"}]
    pack = made(tmp_path / "trial.yaml", kinds={"pledge": {"fields": [{"key": "partners", "columns": columns}]}})
    packs.use_pack(submission, pack)
    forms = forms_in_use.forms_of(submission)
    standings = {each.key: each.standing for each in forms.kind("pledge").field("partners").columns}
    assert standings == {"role": "ours", "name": "earlier", "country": "earlier"}
    made_of = export(submission, forms, tmp_path / "out", identity=None, draft=True, at=now())
    assert made_of.path.exists()


def test_what_is_checked_no_longer_is_named(submission: SubmissionFile, tmp_path: Path) -> None:
    rules = yaml.safe_load((paths.forms() / "rules.yaml").read_text(encoding="utf-8"))
    gone = rules.pop(0)
    lighter = next(each for each in rules if each["weight"] == "blocks")
    lighter["weight"] = "suggests"
    fields = [
        {"key": "title", "missing": None},
        {"key": "description", "limit": "suggests", "help": "Other", "release": "internal"},
    ]
    pack = made(tmp_path / "trial.yaml", rules=rules, kinds={"pledge": {"fields": fields}})
    told = [each.text for each in packs.preview(submission, pack).differences]
    assert f"Not checked in the same way as before: {gone['text']}" in told
    assert any(text.startswith("Less serious than before: … ") for text in told)
    assert any("an empty answer is less serious than before" in text for text in told)
    assert any(
        "is no longer included in packages; an answer beyond a limit is less serious than before; has a different help text"
        in text
        for text in told
    )
    nothing = [each.text for each in packs.preview(submission, made(tmp_path / "none.yaml", rules=[])).differences]
    assert sum(text.startswith("Not checked in the same way as before: ") for text in nothing) == len(rules) + 1, (
        "every one"
    )


def test_a_package_is_held_against_the_forms_that_it_brings(
    written: SubmissionFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs.use_pack(written, packs.check_pack(CYCLE))
    made = export(written, forms_in_use.forms_of(written), tmp_path / "out", identity=None, draft=True, at=now())
    findings = verify(made.path)
    assert findings.is_draft
    assert findings.refusal is None
    assert [check.key for check in findings.checks][-1] == "comparison"
    # Without them nothing can be compared, and nobody says that it was.
    monkeypatch.setattr(verifying, "forms_for", lambda *_each: (_ for _ in ()).throw(UserError("no such forms")))
    assert verify(made.path).refusal is Refusal.NOT_COMPARED
    assert verify(made.path).readable


def test_an_entry_without_a_title_is_called_as_the_pack_calls_its_kind(
    submission: SubmissionFile, tmp_path: Path
) -> None:
    pack = tmp_path / "kinds.yaml"
    pack.write_text(
        """
pack: {key: trial-kinds, version: "1", label: "Trial", standing: unconfirmed, source: "Made up."}
kinds:
  gap: {label: "Need"}
""",
        encoding="utf-8",
    )
    packs.use_pack(submission, packs.check_pack(pack))
    assert title_of(Entry("", "gap"), forms_in_use.forms_of(submission)) == "Need without a name"
