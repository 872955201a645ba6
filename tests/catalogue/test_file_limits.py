"""YAML from outside is looked at before it is built: too deep, too large, anchors, tags are told, and nothing ends."""

from __future__ import annotations

import pytest
import yaml

from desktop import paths
from desktop.catalogue.file_limits import DEEPEST, LARGEST, TooMuch, look_at
from desktop.catalogue.yaml_document import Document, Unreadable

PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]

DEEP = {
    "brackets in one line": "pack: " + "[" * 200_000 + "]" * 200_000,
    "braces in one line": "{a: " * 100_000,
    "brackets in short lines": "pack:\n" + " [\n" * 30_000,
    "brackets with spaces": "pack: " + "[ " * 9_000,
    "braces in a shorter line": "{" * 19_000,
    "lists of lists": "- " * 9_000 + "a",
    "keys of keys": "? " * 9_000 + "a",
    "keys of brackets": "? [" * 6_000,
    "indented ever deeper": "\n".join(" " * depth + "a:" for depth in range(1_500)),
    "lists indented ever deeper": "\n".join(" " * depth + "-" for depth in range(1_500)),
    "brackets that text seems to close": "x: " + '["]", ' * 3_000,
    "brackets behind a comment": "x: [ # ]\n" * 3_000,
}
OTHERWISE = {
    "too long a line": "x: " + "a" * 30_000,
    "too many lines": "#\n" * 60_000,
    "too many things": "x: {\n" + "a: b,\n" * 39_000 + "}",
    "too large": "x: |\n" + ("  " + "a" * 10_000 + "\n") * 120,
    "an anchor": "a: &x 1",
    "an alias": "a: &x [1]\nb: *x",
    "a tag": "a: !!python/object/apply:os.system [ls]",
    "a long tag": "!" * 15_000 + " x",
    "directives": "%TAG ! tag:x\n" * 30_000,
    "a directive behind a byte-order mark": "\ufeff%YAML 1.1\n---\na: 1",
    "several documents": "---\na: 1\n" * 2_000,
}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("name", DEEP)
def test_what_nests_too_deep_is_told(name: str, parser: object) -> None:
    with pytest.raises((TooMuch, yaml.YAMLError)):
        look_at(DEEP[name], parser)
    with pytest.raises(Unreadable):
        Document(DEEP[name], outside=True)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("name", OTHERWISE)
def test_what_forms_do_not_need_is_told(name: str, parser: object) -> None:
    with pytest.raises(TooMuch):
        look_at(OTHERWISE[name], parser)
    with pytest.raises(Unreadable) as caught:
        Document(OTHERWISE[name], outside=True)
    assert caught.value.text.endswith("."), "a sentence"


@pytest.mark.parametrize("depth", range(DEEPEST + 1))
def test_what_is_not_too_deep_is_read(depth: int) -> None:
    found = Document("[" * depth + "1" + "]" * depth, outside=True).data
    for _each in range(depth):
        (found,) = found
    assert found == 1


def test_the_forms_of_the_program_are_far_below_every_bound() -> None:
    texts = [path.read_text("utf-8") for path in paths.forms().rglob("*.yaml")]
    for text in texts:
        look_at(text, yaml.SafeLoader)
        assert Document(text, outside=True).data == Document(text).data
    assert sum(len(text) for text in texts) < LARGEST / 3


@pytest.mark.parametrize("digits", [16, 5_000, 19_000])
def test_a_number_of_too_many_digits_is_no_number(digits: int) -> None:
    assert Document("n: " + "9" * digits, outside=True).data == {"n": "9" * digits}
