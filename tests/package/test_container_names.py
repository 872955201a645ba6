"""The names of files in a package are safe on every system, and none stands in the way of another."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from desktop.package.container_names import LONGEST_NAME, BadName, check_names
from desktop.package.container_reading import read_container
from desktop.package.container_writing import write_container

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "é.pdf",
        "تقرير.pdf",
        "../report.pdf",
        "/report.pdf",
        "a//b.pdf",
        "a/../b.pdf",
        "./b.pdf",
        "C:report.pdf",
        "a\\b.pdf",
        "two words.pdf",
        "line\nbreak.pdf",
        "nul\0.pdf",
        "ends.",
        ".hidden",
        "a/",
        "aux.pdf",
        "x/COM1",
        "mimetype",
        "Mimetype/x.pdf",
        "META-INF/other.xml",
        "meta-inf/other.xml",
        "a&b.pdf",
        'a"b.pdf',
        "n" * 101,
        "/".join(["folder"] * 40),
    ],
)
def test_a_name_that_is_not_safe_everywhere_is_refused(name: str, at: datetime, tmp_path: Path) -> None:
    with pytest.raises(BadName) as caught:
        write_container(tmp_path / "package.asice", {name: b"content"}, None, at)
    assert caught.value.message.isascii()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("names", [("report.pdf", "REPORT.PDF"), ("a/b.pdf", "A/B.pdf"), ("a", "a/b.pdf")])
def test_names_that_get_in_each_others_way_are_refused(names: tuple[str, str], at: datetime, tmp_path: Path) -> None:
    with pytest.raises(BadName):
        write_container(tmp_path / "package.asice", dict.fromkeys(names, b""), None, at)


def test_names_as_they_are_used_pass() -> None:
    check_names(["report.pdf", "pledges/0f1e2d3c-PLEDGE_1.pdf", "evidence/a.b-c_d.tar.gz", "v", "x1"])


def test_the_longest_names_are_written_and_read(at: datetime, tmp_path: Path) -> None:
    path = tmp_path / "package.asice"
    parts = ["n" * 100, "o" * 99]
    longest = "/".join(parts)
    assert len(longest) == LONGEST_NAME
    write_container(path, {longest: b"content"}, None, at)
    assert dict(read_container(path).members) == {longest: b"content"}
    with pytest.raises(BadName):
        write_container(tmp_path / "other.asice", {longest + "o": b"content"}, None, at)
