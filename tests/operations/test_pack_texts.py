"""A pack speaks for its own texts only: whatever is checked, used or carried, the program says what it said before."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_errors import FormsError
from desktop.catalogue.forms_reader import current
from desktop.catalogue.translatable_texts import messages
from desktop.errors import UserError
from desktop.i18n.translation import LANGUAGES, gettext, use_language
from desktop.operations import edit, forms_in_use, packs
from desktop.operations.create import create
from desktop.record.history_labels import HistoryLabels
from desktop.store.file import SubmissionFile

HEAD = {"key": "trial", "version": "1", "label": "Trial", "standing": "attested", "source": "Made up."}
UI = "All changes are saved"
FIELD = {"key": "boats", "section": "VI", "type": "text", "label": "Boats"}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writing(name: str = "trial.yaml", **parts: object) -> Path:
        path = tmp_path / name
        path.write_text(yaml.safe_dump({"pack": HEAD, **parts}, allow_unicode=True), encoding="utf-8")
        return path

    return writing


def said_by_the_program() -> dict[str, list[str]]:
    """Every text of the program in every language, and every text of its forms."""
    with (paths.locale() / "pledgebook.pot").open("rb") as stream:
        ids = [
            each
            for message in read_po(stream)
            for each in ([message.id] if isinstance(message.id, str) else message.id)
        ]
    ids += [text for _place, text in messages(current())]
    said = {}
    for language in LANGUAGES:
        with use_language(language):
            said[language] = [gettext(each) for each in ids]
    return said


HOSTILE: dict[str, dict[str, object]] = {
    "words of the program in English": {"translations": {"en": {UI: "Nothing is saved"}}},
    "words of the program in French": {"translations": {"fr": {UI: "Rien n’est enregistré"}}},
    "words of the shipped forms": {"translations": {"fr": {"Title": "Un autre mot", "Note for your team": "Public"}}},
    "a label that is a word of the program": {
        "kinds": {"pledge": {"fields": [{**FIELD, "label": UI}]}},
        "translations": {"fr": {UI: "Rien n’est enregistré"}},
    },
    "a label that is one of the shipped forms": {
        "kinds": {"pledge": {"fields": [{**FIELD, "label": "Note for your team"}]}},
        "translations": {"fr": {"Note for your team": "Ce qui sera publié"}},
    },
    "the label of a shipped field said again": {
        "kinds": {"evidence": {"fields": [{"key": "title", "label": "Title"}]}},
        "translations": {"fr": {"Title": "Un autre mot"}},
    },
    "a sentence with a placeholder": {
        "kinds": {"pledge": {"fields": [{**FIELD, "help": "Does not hold: {text}"}]}},
        "translations": {"fr": {"Does not hold: {text}": "Tient : {text}"}},
    },
    "the label of a twin": {
        "kinds": {"pledge": {"fields": [{**FIELD, "label": "Title [wo]"}]}},
        "translations": {"fr": {"Title [wo]": "Un autre mot"}},
    },
    "its own name": {"translations": {"fr": {"Trial": "Pledgebook"}}},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_program_says_what_it_said_before(name: str, write: Write, submission: SubmissionFile) -> None:
    before, forms = said_by_the_program(), copy.deepcopy(current())
    try:
        pack = packs.install(write(**HOSTILE[name]))
        packs.installed()
        packs.preview(submission, pack)
        packs.use_pack(submission, pack)
        forms_in_use.forms_of(submission)
    except UserError:
        pass
    assert said_by_the_program() == before
    assert current() == forms


def test_words_that_are_not_of_the_pack_are_refused_by_line(write: Write) -> None:
    for name in ("words of the program in French", "words of the shipped forms"):
        with pytest.raises(FormsError, match="this text is not in the pack"):
            packs.check_pack(write(**HOSTILE[name]))
    with pytest.raises(FormsError, match="need no English translation"):
        packs.check_pack(write(**HOSTILE["words of the program in English"]))


@pytest.mark.parametrize(
    "name", ["a label that is one of the shipped forms", "the label of a shipped field said again"]
)
def test_the_forms_keep_the_translations_of_the_program(name: str, write: Write, submission: SubmissionFile) -> None:
    shipped = current().kind("evidence").field("title").label
    with use_language("fr"):
        title, note = gettext(shipped), gettext("Note for your team")
        packs.use_pack(submission, packs.check_pack(write(**HOSTILE[name])))
        forms = forms_in_use.forms_of(submission)
        assert gettext(forms.kind("evidence").field("title").label) == title
        assert gettext(forms.kind("gap").field("internal_note").label) == note


def test_two_submissions_are_told_each_in_the_words_of_its_own_pack(
    write: Write, submission: SubmissionFile, tmp_path: Path, catalogue: Catalogue
) -> None:
    other = create(tmp_path / "other.pledgebook", catalogue, {"country": "SN", "cycle": "2026", "language": "fr"})
    for file, word in ((submission, "Bateaux"), (other, "Navires")):
        pack = write(kinds={"pledge": {"fields": [FIELD]}}, translations={"fr": {"Boats": word}})
        packs.use_pack(file, packs.check_pack(pack))
    with use_language("fr"):
        said = [
            gettext(forms_in_use.forms_of(each).kind("pledge").field("boats").label) for each in (submission, other)
        ]
    other.close()
    assert said == ["Bateaux", "Navires"]


def test_a_field_of_a_pack_speaks_in_the_history_and_when_the_pack_is_no_longer_used(
    write: Write, submission: SubmissionFile
) -> None:
    pack = write(
        kinds={"pledge": {"fields": [FIELD]}}, translations={"fr": {"Boats": "Bateaux"}, "ar": {"Boats": "قوارب"}}
    )
    packs.use_pack(submission, packs.check_pack(pack))
    forms = forms_in_use.forms_of(submission)
    entry_id, _revision = edit.add(submission, forms, "pledge", {"title": "Schools"})
    with use_language("ar"):
        revision = edit.answer(submission, forms, submission.read().entries[entry_id], "boats", "Two")
    assert revision is not None
    with use_language("ar"):
        assert "قوارب" in HistoryLabels(forms).said(revision.message)
    (entry,) = forms_in_use.packs_of(submission.read())
    packs.stop_using(submission, entry)
    forms = forms_in_use.forms_of(submission)
    assert forms.kind("pledge").field("boats").standing == "earlier"
    with use_language("fr"):
        assert gettext(forms.kind("pledge").field("boats").label) == "Bateaux"
        assert "Bateaux" in HistoryLabels(forms).said(revision.message)
    assert "Boats" in {text for _place, text in messages(forms)}


def test_a_pack_gives_no_other_meaning_to_what_the_history_says(write: Write, submission: SubmissionFile) -> None:
    with use_language("fr"):
        title = gettext("Title")
    field = {**FIELD, "key": "aaa", "after": "country", "label": "Signed by the President"}
    translations = {"fr": {"Signed by the President": title}}
    packs.use_pack(
        submission,
        packs.check_pack(
            write(kinds={"submission": {"fields": [{**field, "section": "about"}]}}, translations=translations)
        ),
    )
    forms = forms_in_use.forms_of(submission)
    entry_id, _revision = edit.add(submission, forms, "gap", {"title": "Schools"})
    with use_language("fr"):
        revision = edit.answer(submission, forms, submission.read().entries[entry_id], "title", "All schools")
    assert revision is not None
    with use_language("en"):
        assert HistoryLabels(forms).said(revision.message) == "Change “Title” of Schools"


def test_what_a_pack_calls_official_is_shown_as_its_claim(write: Write, submission: SubmissionFile) -> None:
    indicator = {
        "key": "X.1", "name": {"en": "An indicator"}, "objectives": [1], "unit": "Per cent", "standing": "attested",
    }  # fmt: skip
    pack = write(
        indicators=[indicator],
        objectives=[
            {"number": 3, "title": {"fr": "Un titre"}},
            {"number": 4, "label_standing": {"en": "attested"}},
            {"number": 5, "actions": [{"letter": "a", "gist": "One", "paragraph": "21(a)", "standing": "attested"}]},
        ],
        kinds={
            "pledge": {"fields": [{"key": "title", "help": "As the forum asks."}, {**FIELD, "standing": "attested"}]}
        },
    )
    packs.use_pack(submission, packs.check_pack(pack))
    forms = forms_in_use.forms_of(submission)
    pledge = forms.kind("pledge")
    claimed = [
        forms.indicator("X.1").standing,
        forms.objective(4).label_standing["en"],
        forms.objective(5).actions[0].standing,
        pledge.field("title").standing,
        pledge.field("boats").standing,
    ]
    with use_language("fr"):
        claimed.append(forms.title_standing(3))
    for standing in claimed:
        assert "“Trial”" in forms.standing_label(standing), standing
    assert forms.standing_label(pledge.field("description").standing) == ""
    assert "“Trial”" not in forms.standing_label(forms.title_standing(3))


def test_the_head_of_the_forms_is_told_as_the_word_of_the_pack(submission: SubmissionFile) -> None:
    packs.use_pack(submission, packs.check_pack(Path(__file__).parent / "forum-2030.yaml"))
    head = forms_in_use.forms_of(submission).pack
    assert head.caution == "These forms are made up."
    for text in (head.label, head.forum, head.caution):
        assert gettext(text) == f"{text} (according to the data pack “Trial forms 2030”)"
    assert gettext(head.rating_help) == current().pack.rating_help


def test_no_pack_says_what_only_the_program_says(write: Write) -> None:
    policy = yaml.safe_load((paths.forms() / "policy.yaml").read_text(encoding="utf-8"))
    for parts, sentence in (
        ({"kinds": {"pledge": {"fields": [{"key": "title", "standing": "earlier"}]}}}, "only the program can mark"),
        ({"objectives": [{"number": 3, "title_standing": {"en": "earlier"}}]}, "only the program can mark"),
        (
            {"policy": {**policy, "earlier": [{"key": "z", "label": "Z", "objectives": []}]}},
            "only the program can mark",
        ),
        ({"kinds": {"pledge": {"fields": [{**FIELD, "twin_of": "internal_note"}]}}}, "added by the program"),
        ({"kinds": {"pledge": {"fields": [{**FIELD, "key": "title__fr"}]}}}, "added by the program"),
        ({"kinds": {"data_pack": {"remove": ["releases"]}}}, "packs cannot change this form"),
        (
            {"sources": {"S19": {"description": "An official copy."}}},
            "the forms already have a different source with this name",
        ),
        ({"kinds": {"assessment": {"remove": ["rating"]}}}, "the program itself needs this field"),
    ):
        with pytest.raises(FormsError, match=sentence):
            packs.check_pack(write(**parts))


def test_packs_that_call_themselves_the_same_are_told_apart(write: Write, submission: SubmissionFile) -> None:
    one = packs.install(write("one.yaml", kinds={"pledge": {"fields": [FIELD]}}))
    other = packs.install(write("other.yaml", kinds={"gap": {"remove": ["evidence"]}}))
    assert {each.fingerprint for each in packs.installed()} == {one.fingerprint, other.fingerprint}
    packs.use_pack(submission, one)
    found = packs.preview(submission, other)
    assert (found.replaces, found.replaced) == ("1", one.fingerprint)
