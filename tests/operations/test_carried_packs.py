"""A submission that carries a pack which cannot be used opens, is told of and leaks nothing, with and without a window."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desktop.catalogue.forms_reader import current
from desktop.cli import main
from desktop.operations import forms_in_use, packs
from desktop.operations.clock import now
from desktop.operations.restore import restore
from desktop.record.readiness import findings
from desktop.store.file import SubmissionFile

Run = Callable[..., Result]

HEAD = b'pack: {key: evil, version: "1", label: "Evil", standing: ours, source: "x"}\n'
RULE = b"rules:\n  - {key: r, weight: blocks, test: %s, text: '%s'}\n"

UNUSABLE = {
    "brackets without end": b"pack: " + b"[" * 200_000 + b"]" * 200_000,
    "brackets on lines of their own": b"pack:\n" + b" [\n" * 20_000,
    "no text": b"\xff\xfe\x00\x81",
    "nothing": b"",
    "another thing": b"a: 1",
    "too large": HEAD + b"# " * 600_000,
    "a loop": b"pack: &a\n  key: *a\n",
    "a format": HEAD + RULE % (b"nothing_to_submit", b"{name:>1500000000}"),
    "a test that there is not": HEAD + RULE % (b"no_such_test", b"x"),
    "a test without what it needs": HEAD + RULE % (b"over_before", b"x"),
    "words of the program": HEAD + b"translations: {fr: {All changes are saved: Non}}",
    "a field of a newer program": HEAD + b"kinds: {pledge: {fields: [{key: title, colour: red}]}}",
}


@pytest.fixture
def run() -> Run:
    def running(*words: object, status: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == status, f"{words}: {result.exit_code}\n{result.output}\n{result.stderr}"
        return result

    return running


def carrying(file: SubmissionFile, content: bytes, **answers: object) -> None:
    with file.transaction("attach", "Put in", "") as revision:
        sha256 = revision.attach("evil-1.yaml", content)
        revision.add(
            "data_pack",
            {"title": "Evil\x1b[2J", "key": "evil", "version": "1", "source": "x", "file": sha256, **answers},
        )  # type: ignore[dict-item]
        revision.add(
            "gap", {"title": "Registers", "internal_note": "SECRET note", "secret_of_pack": "SECRET of the pack"}
        )


@pytest.mark.parametrize("retired", [False, True])
@pytest.mark.parametrize("name", UNUSABLE)
def test_it_opens_with_a_sentence_and_the_forms_without_it(
    name: str, retired: bool, submission: SubmissionFile
) -> None:
    carrying(submission, UNUSABLE[name], **({"retired": True} if retired else {}))
    found = forms_in_use.forms_in_use(submission)
    assert len(found.problems) == (0 if retired else 1), "of one that is not used any more nobody needs to hear"
    for problem in found.problems:
        assert (
            problem.message.startswith("A data pack of this submission cannot be used")
            and problem.message.isprintable()
        )
    assert found.catalogue == current()
    assert forms_in_use.forms_of(submission) == current()
    findings(submission.read(), found.catalogue)


@pytest.mark.parametrize("name", ["brackets without end", "a test without what it needs", "words of the program"])
def test_the_command_line_says_so_and_goes_on(name: str, submission: SubmissionFile, run: Run, tmp_path: Path) -> None:
    carrying(submission, UNUSABLE[name])
    submission.close()
    path = submission.path
    for words in (("info", path), ("check", path), ("export", path, "--draft", "--out", tmp_path / "out")):
        said = run(*words)
        (line,) = [each for each in said.stderr.splitlines() if "cannot be used" in each]
        assert line.isprintable()
    (package,) = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(package) as members:
        record = json.loads(members.read("submission.json"))
    assert "SECRET note" not in json.dumps(record)
    back = restore(package, tmp_path / "back")
    assert "cannot be used" in run("info", back).stderr
    assert "cannot be used" in run("check", back).stderr
    opened = SubmissionFile.open(back, now=now)
    assert forms_in_use.forms_of(opened) == current()
    opened.close()


def test_what_was_noted_to_stay_stays_when_the_pack_is_unreadable(submission: SubmissionFile) -> None:
    from desktop.record.release import released

    carrying(submission, b"\xff", releases=[{"form": "gap", "field": "title", "release": "internal"}])
    out = released(submission.read(), forms_in_use.forms_of(submission), signed=True)
    assert "Registers" not in repr(out)


def test_one_pack_that_cannot_be_used_leaves_the_others(submission: SubmissionFile) -> None:
    packs.use_pack(submission, packs.check_pack(Path(__file__).parent / "forum-2030.yaml"))
    carrying(submission, UNUSABLE["brackets without end"])
    found = forms_in_use.forms_in_use(submission)
    assert found.catalogue.pack.cycle == "2030" and len(found.problems) == 1


def test_of_a_hundred_packs_the_newest_are_used(submission: SubmissionFile) -> None:
    with submission.transaction("attach", "Put in", "") as revision:
        for number in range(packs.MOST_PACKS + 4):
            pack = HEAD + b"kinds: {gap: {fields: [{key: title, max_length: %d}]}}" % (100 + number)
            sha256 = revision.attach("evil.yaml", pack)
            revision.add("data_pack", {"title": f"Evil {number}", "key": "evil", "version": "1", "file": sha256})
    found = forms_in_use.forms_in_use(submission)
    assert found.catalogue.kind("gap").field("title").max_length == 100 + packs.MOST_PACKS + 3
    assert len(found.problems) == 1


def test_a_hostile_pack_is_refused_by_the_command_line_and_nothing_is_written(
    submission: SubmissionFile, run: Run, tmp_path: Path
) -> None:
    before = submission.read()
    submission.close()
    for number, content in enumerate(UNUSABLE.values()):
        path = tmp_path / f"evil-{number}.yaml"
        path.write_bytes(content)
        for words in (
            ("check", path),
            ("install", path),
            ("preview", submission.path, path),
            ("use", submission.path, path),
        ):
            said = run("pack", *words, status=2)
            assert all(line.isprintable() for line in said.stderr.splitlines())
    opened = SubmissionFile.open(submission.path, now=now)
    assert opened.read() == before
    opened.close()
    assert packs.installed() == []


RELEASING = HEAD + b"kinds: {gap: {fields: [{key: internal_note, release: released}]}}"


def test_the_command_line_releases_only_when_it_is_told_to(
    submission: SubmissionFile, run: Run, tmp_path: Path
) -> None:
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("gap", {"title": "Registers", "internal_note": "SECRET note"})
    submission.close()
    pack = tmp_path / "evil.yaml"
    pack.write_bytes(RELEASING)
    line = (
        "Gap, “Note for your team”: at present never included in a package; with this pack, included in every package "
        "and draft. The field has 1 answer."
    )
    said = run("pack", "preview", submission.path, pack).output
    assert (
        f"Would be included: {line}" in said and "The name in the data pack: “Evil”" in said and "Fingerprint" in said
    )
    refused = run("pack", "use", submission.path, pack, status=2).stderr
    assert line in refused and "--release-internal" in refused
    run("pack", "use", submission.path, pack, "--release-internal")
    run("export", submission.path, "--draft", "--out", tmp_path / "out")
    (package,) = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(package) as members:
        assert b"SECRET note" in members.read("submission.json")


def test_the_list_tells_packs_of_the_same_name_apart(run: Run, tmp_path: Path) -> None:
    head = current().pack
    for number in (1, 2):
        path = tmp_path / f"{number}.yaml"
        path.write_text(
            f'pack: {{key: {head.key}, version: "{head.version}", label: "{head.label}", standing: attested, '
            f'source: "United Nations {number}"}}',
            encoding="utf-8",
        )
        run("pack", "install", path)
    lines = run("pack", "list").output.splitlines()
    assert len(set(lines)) == 3
    assert [line.startswith("The name in the data pack") for line in lines] == [False, True, True]
