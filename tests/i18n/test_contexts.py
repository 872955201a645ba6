"""An English text with two meanings has a context, and each meaning a translation of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop import paths
from desktop.i18n import translation
from desktop.i18n.isolation import Sentence
from desktop.i18n.translation import gettext, pgettext, use_language
from desktop.record import history_labels


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A French that says “Done” of a wait and of a pledge in two ways."""
    catalog = Catalog(locale="fr")
    catalog.add("Done", "Réalisé")
    catalog.add("Done", "Terminé", context="progress")
    catalog.add("{count} done", "{nombre} terminés", context="progress")
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "pledgebook.mo").open("wb") as stream:
        write_mo(stream, catalog)
    monkeypatch.setattr(paths, "locale", lambda: tmp_path)
    for each in (translation._catalogue, translation._translated):
        each.cache_clear()
    yield
    for each in (translation._catalogue, translation._translated):
        each.cache_clear()


def test_each_meaning_is_said_in_its_own_words(french: None) -> None:
    with use_language("fr"):
        assert (gettext("Done"), pgettext("progress", "Done")) == ("Réalisé", "Terminé")
        assert pgettext("elsewhere", "Done") == "Done", "nothing is known of that meaning"
        assert pgettext("progress", "{count} done") == "{count} done", "it could not be filled in"
    assert pgettext("progress", "Done") == "Done"


def test_a_context_comes_into_the_template() -> None:
    template = (Path(__file__).parents[2] / "locale" / "pledgebook.pot").read_text(encoding="utf-8")
    assert 'msgctxt "progress"\nmsgid "Done"' in template


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_put_into_it_does_not_turn_it_round(language: str) -> None:
    with use_language(language):
        assert isinstance(pgettext("button", "Remove {name}"), Sentence)


def test_a_button_does_not_say_what_the_history_says_of_what_was_done() -> None:
    said = re.compile(r'N_\("(.+?)"\)').findall(Path(history_labels.__file__).read_text(encoding="utf-8"))
    window = Path(translation.__file__).parents[1] / "ui"
    shown = "".join(each.read_text(encoding="utf-8") for each in sorted(window.rglob("*.py")))
    assert len(said) > 50
    # The title of a window names what it is about, as the history does.
    assert {each for each in said if f'_("{each}")' in shown} == {"Import entries"}
    with use_language("ru"):
        assert (gettext("Begin a sitting"), pgettext("button", "Begin a sitting")) == (
            "Открытие заседания",
            "Открыть заседание",
        )
