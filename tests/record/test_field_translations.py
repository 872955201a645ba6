"""A text in the language of the submission and its twin in the national language."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.field_translations import with_field_translations
from desktop.i18n.translation import gettext, use_language
from desktop.record.copy_sheet import copy_sheet
from desktop.record.entry import Answer, Entry
from desktop.record.readiness import findings
from desktop.record.stale_translations import is_stale, languages_in_use
from desktop.record.submission import Submission
from desktop.record.values import title_of

ID = "0f0e6c9a-53c5-4c3e-8d8a-1f3f2f5c7a11"


def pledge(english: str, french: str) -> Entry:
    answers = {
        "title": Answer("Schools", english, "A"),
        "title__fr": Answer("Écoles", french, "B"),
    }
    return Entry(ID, "pledge", answers=answers)


def test_titles_and_longer_texts_have_a_twin_beside_them(catalogue: Catalogue) -> None:
    kind = with_field_translations(catalogue, {"fr"}).kind("pledge")
    keys = [each.key for each in kind.fields]
    assert keys[keys.index("description") + 1] == "description__fr"
    assert keys[keys.index("title") + 1] == "title__fr"
    assert "entity__fr" not in keys and "internal_note__fr" not in keys
    twin = kind.field("description__fr")
    assert (twin.missing, twin.min_length, twin.max_length) == (None, None, None)
    assert gettext(twin.label) == "Description of the pledge (French)"
    with use_language("fr"):
        assert gettext(twin.label).endswith("(français)")


def test_a_text_is_stale_when_the_national_one_was_changed_after_it(catalogue: Catalogue) -> None:
    forms = with_field_translations(catalogue, {"fr"})
    kind = forms.kind("pledge")
    stale = pledge("2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z")
    assert is_stale(stale, kind, "title")
    assert not is_stale(pledge("2026-01-02T10:00:00Z", "2026-01-01T10:00:00Z"), kind, "title")
    submission = Submission("7e6f3f7e-11f0-4ff5-9f08-0e6f6d2f8c55", {ID: stale})
    (found,) = [each for each in findings(submission, forms) if each.rule == "stale_text"]
    assert (found.weight, found.field) == ("warns", "title")
    assert languages_in_use(submission) == {"fr"}, "what is written is never hidden"


def test_the_copy_sheet_has_only_what_the_online_form_asks(catalogue: Catalogue) -> None:
    forms = with_field_translations(catalogue, {"fr"})
    lines = copy_sheet(pledge("", ""), forms, Submission(ID, {}))
    assert not any("French" in line.label for line in lines)


def test_an_entry_is_called_by_its_national_title_while_it_has_no_other(catalogue: Catalogue) -> None:
    forms = with_field_translations(catalogue, {"wo"})
    national = Answer("Daara yi ñépp", "", "A")
    assert title_of(Entry(ID, "pledge", answers={"title__wo": national}), forms) == "Daara yi ñépp"
    both = {"title": Answer("Des écoles pour tous", "", "B"), "title__wo": national}
    assert title_of(Entry(ID, "pledge", answers=both), forms) == "Des écoles pour tous"
    assert title_of(Entry(ID, "pledge"), forms) == "Pledge without a name"
