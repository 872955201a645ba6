"""Every text in six languages: none is missing or left over, and each placeholder is where it belongs."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from desktop.i18n import languages

ROOT = Path(__file__).parent.parent
LANGUAGES = tuple(code for code in languages.LANGUAGES if code != "en")
PLURALS = {code: len(each.plural_names) for code, each in languages.LANGUAGES.items()}


def tool() -> ModuleType:
    """What gathers the texts, `.ci/messages`."""
    loader = SourceFileLoader("messages_tool", str(ROOT / ".ci" / "messages"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts() -> Catalog:
    """Every text of the program and of the forms, gathered now."""
    return tool().gathered()


def catalog(language: str) -> Catalog:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "pledgebook.po").open("rb") as stream:
        return read_po(stream, locale=language)


def ids(found: Catalog) -> set[object]:
    return {message.id for message in found if message.id}


def said(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def holes(text: str) -> set[str]:
    return {name for _text, name, _form, _more in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_and_none_is_left_over(language: str, texts: Catalog) -> None:
    there = catalog(language)
    assert ids(texts) - ids(there) == set(), "run make messages"
    assert ids(there) - ids(texts) == set(), "run make messages"
    empty = [message.id for message in there if message.id and not all(said(message))]
    assert empty == [], "not translated yet"
    assert not any(message.fuzzy for message in there if message.id)


def test_no_text_is_taken_for_one_with_percent_placeholders(texts: Catalog) -> None:
    """A per cent sign before a word looks like one to the tools of translators, who would be told to keep it."""
    assert any("% " in text for text in ids(texts) if isinstance(text, str)), "there is a text that could be taken so"
    for path in (ROOT / "locale").rglob("*.po*"):
        assert "python-format" not in path.read_text(encoding="utf-8"), f"{path}: run make messages"


def test_a_per_cent_sign_stands_close_to_its_number_in_english(texts: Catalog) -> None:
    found = [text for message in ids(texts) for text in (message if isinstance(message, tuple) else (message,))]
    assert [text for text in found if re.search(r"[}0-9] %", str(text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_every_form(language: str) -> None:
    for message in catalog(language):
        if not message.id:
            continue
        forms = said(message)
        assert all(forms), f"{message.id!r} is not translated yet"
        wanted = [message.id] if isinstance(message.id, str) else list(message.id)
        if message.pluralizable:
            assert len(forms) == PLURALS[language], message.id
        for form in forms:
            if not message.pluralizable:  # for those that are, see `test_counts`
                assert holes(form) == holes(wanted[0]), (message.id, form)
            assert form[:1].isspace() == wanted[0][:1].isspace(), (message.id, form)
            # A full-width colon has its space in itself.
            spaced = form[-1:].isspace() or unicodedata.east_asian_width(form[-1:]) == "F"
            assert spaced if wanted[0][-1:].isspace() else not form[-1:].isspace(), (message.id, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_counts_by_its_own_rule(language: str) -> None:
    from desktop.i18n.translation import ngettext, use_language

    with use_language(language):
        forms = {ngettext("{count} error has to be corrected before signing. Correct it, or export a draft.",
                          "{count} errors have to be corrected before signing. Correct them, or export a draft.", n)
                 for n in (0, 1, 2, 3, 5, 11, 21, 100)}  # fmt: skip
    assert len(forms) == {"ar": 5, "ru": 3, "zh": 1}.get(language, 2)


# Latin words that are names, codes or commands, and stay what they are in every script.
NAMES = re.compile(
    r"\{[^}]*\}|https?://\S+|[\w.-]+/\S+\.html\b|[\w.-]+\.(?:xlsx|json|pdf|txt|asice|p12|pem|yaml|docx|csv|pledgebook|xml|cer|crt)\b|META-INF\S*"
    r"|pledgebook\b[^.،。]*|Pledgebook|openssl[^,;،；。]*|BOOK\b|(?:keep-)?(?:ours|theirs|both)\b|stop\b|forum-2030|regional-2028|voluntary\b|pledge\b|pdfsig\S*|unzip\S*|sha256sum\S*|shasum[^”»]*|certutil[^”»]*|--[a-z-]+|SHA-256|SQLite|JSON|CSV|PDF|UTF-8|Unicode"
    r"|\b(?:indicator|year|value|country|unit|source|note|by|by:sex|by:age|out|3=value)\b(?= ?[(（]|[.。]$)"  # words of --column
    r"|Certificate issuer is(?: unknown|n.t Trusted)|certificate has expired|-no_check_time|Word|Excel|ASiC-E|CAdES|PAdES|PKCS\S*|ETSI|PowerShell|LibreOffice|Windows|Linux|macOS|YAML|Latin-1|ISO|Get-FileHash"
)


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_nothing_is_left_in_english_in_other_scripts(language: str) -> None:
    left = []
    for message in catalog(language):
        if not message.id:
            continue
        english = " ".join([message.id] if isinstance(message.id, str) else message.id)
        for form in said(message):
            rest = NAMES.sub(" ", form)
            words = [word for word in re.findall(r"[A-Za-z]{4,}", rest) if word.islower()]
            if len(words) > 2 and words[0] in english:
                left.append((message.id, form))
    assert left == []


@pytest.mark.parametrize("language", ["fr", "es"])
def test_few_texts_are_the_same_as_in_english(language: str) -> None:
    same = [
        message.id
        for message in catalog(language)
        if message.id
        and isinstance(message.id, str)
        and message.string == message.id
        and re.search("[a-z]{3}", message.id)
    ]
    # Words that both languages share, such as Document or Plan, and names.
    assert all(len(NAMES.sub("", text).split()) <= 3 for text in same), same


def test_french_marks_stand_after_a_space_that_does_not_break() -> None:
    # A plain space, or none, before : ; ! ? and inside « »; a mark within a word, such as by:sex or 09:30, is none.
    wrong = re.compile(r" [:;!?»]|« |«(?!\u00a0)|(?<!\u00a0)[;»]|(?<=[^\W\d_])[:!?](?=\s|$)|}[:!?](?=\s|$)")
    found = [form for message in catalog("fr") if message.id for form in said(message) if wrong.search(form)]
    names = [
        text for path in (ROOT / "forms").rglob("*.yaml") for text in re.findall(r'\bfr: "(.*?)"', path.read_text())
    ]
    assert len(names) > 50
    assert found + [name for name in names if wrong.search(name)] == []


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "ngettext"):
            yield node


@pytest.mark.parametrize("folder", ["forms", "locale", "manual"])
def test_letters_with_accents_are_one_character_each(folder: str) -> None:
    """Two characters look the same and are another word to whatever counts, compares, finds or spells them."""
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".yaml", ".po", ".md"}]
    assert files
    in_two = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if unicodedata.normalize("NFC", line) != line
    }
    assert in_two == set()


def test_every_text_is_whole_and_its_placeholders_have_names() -> None:
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for call in _calls(path):
            for argument in call.args[: 2 if getattr(call.func, "id", "") == "ngettext" else 1]:
                where = f"{path.name}, line {call.lineno}"
                assert not isinstance(argument, ast.JoinedStr), f"{where}: an f-string cannot be translated"
                if isinstance(argument, ast.Constant):
                    assert isinstance(argument.value, str), where
                    assert all(name.isidentifier() for name in holes(argument.value)), where


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_command_line_speaks_each_language(language: str) -> None:
    from click.testing import CliRunner

    from desktop.cli import main
    from desktop.i18n.translation import gettext, use_language

    done = CliRunner().invoke(main, ["--language", language, "check", "--help"])
    with use_language(language):
        for text in (
            "Check whether FILE can be signed and whether it is complete. Exits with code 1 if there are errors.",
            "Output that other programs can read.",
        ):
            assert gettext(text).split()[0] in done.output
    failed = CliRunner().invoke(main, ["--language", language, "check"])
    assert failed.exit_code == 2
    assert len(failed.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [[], ["export"]])
def test_french_help_has_a_space_before_the_colon_of_its_headings(command: list[str]) -> None:
    from click.testing import CliRunner

    from desktop.cli import main

    output = CliRunner().invoke(main, ["--language", "fr", *command, "--help"]).output
    assert "\nOptions\N{NO-BREAK SPACE}:\n" in output
    assert re.search(r"[^\W\d_]:$", output, re.MULTILINE) is None


def test_a_window_that_the_command_line_opens_speaks_its_own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from desktop.cli import main
    from desktop.i18n import translation

    heard: list[str] = []

    def run(*_arguments: object, **_others: object) -> int:
        translation.set_language("ar")
        heard.append(translation.current_language())
        return 0

    monkeypatch.setattr("desktop.app.run", run)
    CliRunner().invoke(main, ["--language", "fr", "open"])
    assert heard == ["ar"]
    assert translation.current_language() == "en"


def test_a_catalogue_with_a_broken_placeholder_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from babel.messages.mofile import write_mo

    from desktop.i18n import translation

    broken = Catalog(locale="fr")
    broken.add("Remove {name}", "Retirer {nom}")
    broken.add("Version {version}", "Version {version")
    broken.add("Undo", "Annuler")
    broken.add(("{count} gap", "{count} gaps"), ("{nombre} lacune", "{count} lacunes"))
    broken.add(("{count} copy of {name}", "{count} copies of {name}"), ("une copie de {name}", "{n} copies de {name}"))
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "pledgebook.mo").open("wb") as stream:
        write_mo(stream, broken)
    monkeypatch.setattr("desktop.paths.locale", lambda: tmp_path)
    for each in (translation._catalogue, translation._translated):
        each.cache_clear()
    try:
        with translation.use_language("fr"):
            assert translation.gettext("Remove {name}") == "Remove {name}"
            assert translation.gettext("Version {version}") == "Version {version}"
            assert translation.gettext("Undo") == "Annuler"
            assert translation.ngettext("{count} gap", "{count} gaps", 1) == "{count} gap"
            assert translation.ngettext("{count} gap", "{count} gaps", 3) == "{count} lacunes"
            copies = "{count} copy of {name}", "{count} copies of {name}"
            assert translation.ngettext(*copies, 1) == "une copie de {name}"
            assert translation.ngettext(*copies, 3) == copies[1]
    finally:
        for each in (translation._catalogue, translation._translated):
            each.cache_clear()


@pytest.mark.parametrize(
    ("language", "colon"), [("en", ":"), ("fr", "\N{NO-BREAK SPACE}:"), ("zh", "\N{FULLWIDTH COLON}")]
)
def test_the_headings_of_help_and_labels_end_with_the_colon_of_their_language(language: str, colon: str) -> None:
    from click.testing import CliRunner

    from desktop.cli import main
    from desktop.i18n.colons import leading
    from desktop.i18n.translation import gettext, use_language

    done = CliRunner().invoke(main, ["--language", language, "export", "--help"])
    with use_language(language):
        assert f"\n{gettext('Options')}{colon}\n" in done.output
        assert leading("A") == (f"A{colon}" if language == "zh" else f"A{colon} ")
