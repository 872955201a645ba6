"""A package is written whole or not at all, is the same bytes for the same content, and is read strictly."""

from __future__ import annotations

import errno
import os
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.atomic_write import atomic_write
from desktop.errors import AlreadyExists, CannotWrite, DiskFull
from desktop.package import container, examine, manifest
from desktop.package.container import (
    MIMETYPE,
    CannotRead,
    CutShort,
    NotAPackage,
    read_container,
    write_container,
)
from desktop.package.container_names import LONGEST_NAME, MANIFEST_NAME, SIGNATURE_NAME, BadName, check_names
from desktop.package.identity import Identity

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


def test_what_is_written_is_read_back(package: bytes, members: dict[str, bytes]) -> None:
    held = read_container(package)
    assert dict(held.members) == members
    assert list(held.members) == sorted(members)
    assert [fact.size for fact in held.facts] == [len(members[name]) for name in sorted(members)]
    assert not held.is_draft


def test_a_draft_holds_the_same_files_and_no_signature(draft: bytes, members: dict[str, bytes]) -> None:
    held = read_container(draft)
    assert dict(held.members) == members
    assert held.is_draft
    assert held.manifest is None
    assert held.signature is None


def test_the_container_is_what_the_standard_asks_for(package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "package.asice"
    path.write_bytes(package)
    # EN 319 162-1, A.1: the media type can be read at a fixed place.
    assert package[30:38] == b"mimetype"
    assert package[38 : 38 + len(MIMETYPE)] == MIMETYPE
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        entries = packed.infolist()
        assert packed.comment == b""
    names = [entry.filename for entry in entries]
    assert names[0] == "mimetype"
    assert names[-2:] == [MANIFEST_NAME, SIGNATURE_NAME]
    assert names[1:-2] == sorted(names[1:-2])
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert all(not entry.extra and not entry.comment and not entry.flag_bits for entry in entries)


def test_every_byte_of_a_package_is_what_the_form_says(at: datetime, tmp_path: Path) -> None:
    # Packages that were signed in earlier years are held against these bytes, so they stay what they are.
    contents = {b"mimetype": MIMETYPE, b"a.txt": b"one", b"pledges/b.txt": b""}
    plain = b"\0" * 6 + bytes.fromhex("2100")  # neither flags, nor compression, nor a time of day; 1 January 1980
    version = bytes.fromhex("0a00")
    parts, directory = b"", b""
    for name, content in contents.items():
        numbers = struct.pack("<IIIH", zlib.crc32(content), len(content), len(content), len(name))
        directory += b"PK\1\2" + version + version + plain + numbers + bytes(12) + struct.pack("<I", len(parts)) + name
        parts += b"PK\3\4" + version + plain + numbers + bytes(2) + name + content
    end = b"PK\5\6" + bytes(4) + struct.pack("<HHII", 3, 3, len(directory), len(parts)) + bytes(2)
    path = tmp_path / "package.asice"
    write_container(path, {"pledges/b.txt": b"", "a.txt": b"one"}, None, at)
    assert path.read_bytes() == parts + directory + end


def test_the_manifest_lists_each_file_as_the_standard_says(package: bytes, members: dict[str, bytes]) -> None:
    from xml.etree import ElementTree

    listing = read_container(package).manifest
    assert listing is not None
    root = ElementTree.fromstring(listing)
    asic, ds = "{http://uri.etsi.org/02918/v1.2.1#}", "{http://www.w3.org/2000/09/xmldsig#}"
    assert root.tag == f"{asic}ASiCManifest"
    reference, *objects = list(root)
    assert (reference.tag, reference.attrib["URI"]) == (f"{asic}SigReference", SIGNATURE_NAME)
    assert {each.tag for each in objects} == {f"{asic}DataObjectReference"}
    assert [each.attrib["URI"] for each in objects] == sorted(members)
    types = {each.attrib["URI"]: each.attrib["MimeType"] for each in objects}
    assert types["report.pdf"] == "application/pdf"
    assert types["submission.json"] == "application/json"
    for each in objects:
        method, value = list(each)
        assert (method.tag, value.tag) == (f"{ds}DigestMethod", f"{ds}DigestValue")
        assert method.attrib == {"Algorithm": "http://www.w3.org/2001/04/xmlenc#sha256"}
    assert set(manifest.read(listing)) == set(members)


def test_other_programs_unpack_it(package: bytes, members: dict[str, bytes], tmp_path: Path, tool: Tool) -> None:
    path = tmp_path / "package.asice"
    path.write_bytes(package)
    done = tool("unzip", "-q", path, "-d", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "pledges" / "pledge-1.pdf").read_bytes() == members["pledges/pledge-1.pdf"]


def test_the_same_content_makes_the_same_bytes(
    members: dict[str, bytes], draft: bytes, at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "again.asice"
    write_container(path, dict(reversed(members.items())), None, at + timedelta(days=400))
    assert path.read_bytes() == draft


def test_files_can_come_from_the_disk(members: dict[str, bytes], draft: bytes, at: datetime, tmp_path: Path) -> None:
    paths = {}
    for number, (name, content) in enumerate(members.items()):
        paths[name] = tmp_path / f"{number}.bin"
        paths[name].write_bytes(content)
    write_container(tmp_path / "package.asice", paths, None, at)
    assert (tmp_path / "package.asice").read_bytes() == draft


def test_a_large_file_is_carried_through(identity: Identity, at: datetime, tmp_path: Path) -> None:
    large = tmp_path / "film.bin"
    with open(large, "wb") as stream:
        for block in range(40):
            stream.write(bytes([block]) * (1 << 20))
    path = tmp_path / "package.asice"
    write_container(path, {"evidence/film.bin": large}, identity, at)
    assert examine.examine(path).sound
    assert read_container(path).members["evidence/film.bin"] == large.read_bytes()


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


def test_more_than_zip_can_hold_is_refused_and_nothing_left(
    at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "MOST_BYTES", 1_000)
    with pytest.raises(container.TooLarge):
        write_container(tmp_path / "package.asice", {"report.pdf": bytes(900)}, None, at)
    assert list(tmp_path.iterdir()) == []


def test_as_many_files_and_bytes_as_a_package_may_have_are_written_and_read(
    members: dict[str, bytes], draft: bytes, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "package.asice"
    for most, just_enough in (("MOST_BYTES", len(draft)), ("MOST_MEMBERS", len(members) + 1)):
        monkeypatch.setattr(container, most, just_enough)
        write_container(path, members, None, at)
        assert path.read_bytes() == draft
        assert dict(read_container(draft).members) == members
        path.unlink()
        monkeypatch.setattr(container, most, just_enough - 1)
        with pytest.raises(container.TooLarge):
            write_container(path, members, None, at)
        with pytest.raises(container.NotOneForm):
            read_container(draft)
        monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_the_longest_names_are_written_and_read(at: datetime, tmp_path: Path) -> None:
    path = tmp_path / "package.asice"
    parts = ["n" * 100, "o" * 99]
    longest = "/".join(parts)
    assert len(longest) == LONGEST_NAME
    write_container(path, {longest: b"content"}, None, at)
    assert dict(read_container(path).members) == {longest: b"content"}
    with pytest.raises(BadName):
        write_container(tmp_path / "other.asice", {longest + "o": b"content"}, None, at)


@pytest.mark.parametrize(
    ("name", "most"), [(MANIFEST_NAME, 8 << 20), (SIGNATURE_NAME, 1 << 20)], ids=["list", "signature"]
)
def test_a_list_and_a_signature_may_be_so_large_and_no_larger(name: str, most: int) -> None:
    def hostile(size: int) -> bytes:
        contents = {"mimetype": MIMETYPE, "a.txt": b"", MANIFEST_NAME: b"l", SIGNATURE_NAME: b"s", name: bytes(size)}
        facts = [container._summed(each, [content]) for each, content in contents.items()]
        parts = [container._local_header(fact) + contents[fact.name] for fact in facts]
        return b"".join(parts) + container._directory(facts)

    (signed,) = read_container(hostile(most)).signatures
    assert sorted((len(signed.manifest), len(signed.signature))) == [1, most]
    with pytest.raises(container.NotOneForm):
        read_container(hostile(most + 1))


def test_whoever_watches_sees_it_go_on_to_the_end(
    members: dict[str, bytes], package: bytes, identity: Identity, at: datetime, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        steps.append((done, total))

    path = tmp_path / "package.asice"
    twice = 2 * len(members)
    write_container(path, members, identity, at, step=step)
    assert steps[: twice + 1] == [(done, twice) for done in range(twice + 1)]
    assert set(steps[twice + 1 :]) == {(twice, twice)}
    steps.clear()
    held = read_container(path, step=step)
    assert steps == sorted(steps)
    assert {total for _done, total in steps} == {steps[0][1]}
    assert [done for done, _total in steps] == [
        path.read_bytes().index(content or b"")
        for content in (MIMETYPE, *held.members.values(), held.manifest, held.signature)
    ]


# --- Written whole, or not at all


def test_a_failure_while_writing_leaves_what_was_there(
    members: dict[str, bytes], at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "package.asice"
    path.write_bytes(b"the package of yesterday")
    for name in ("fsync", "replace"):

        def fail(*_arguments: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, name, fail)
        with pytest.raises(DiskFull, match="space"):
            write_container(path, members, None, at)
        monkeypatch.undo()
        assert path.read_bytes() == b"the package of yesterday"
        assert [each.name for each in tmp_path.iterdir()] == ["package.asice"]


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_killed_process_leaves_no_package_and_the_next_one_clears_up(
    moment: str, draft: bytes, members: dict[str, bytes], at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "package.asice"
    script = (
        "import os, sys; from datetime import datetime, UTC; from pathlib import Path\n"
        f"os.{moment} = lambda *_: os._exit(9)\n"
        "from desktop.package.container import write_container\n"
        "write_container(Path(sys.argv[1]), {'report.pdf': b'x' * 100_000}, None, datetime.now(UTC))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert killed.returncode == 9
    (left,) = tmp_path.iterdir()
    assert left.suffix == ".part"
    write_container(path, members, None, at)
    assert [each.name for each in tmp_path.iterdir()] == ["package.asice"]
    assert path.read_bytes() == draft


def test_clearing_up_spares_what_is_still_being_written_and_what_is_not_ours(tmp_path: Path) -> None:
    others = [tmp_path / ".pledgebook-notes.part", tmp_path / "report.part"]
    for other in others:
        other.write_bytes(b"")
    with atomic_write(tmp_path / "first") as first:
        first.write(b"1")
        with atomic_write(tmp_path / "second") as second:
            second.write(b"2")
    assert (tmp_path / "first").read_bytes() == b"1"
    assert (tmp_path / "second").read_bytes() == b"2"
    assert all(other.exists() for other in others)
    assert len(list(tmp_path.iterdir())) == 4


def test_whoever_stops_it_leaves_nothing(tmp_path: Path) -> None:
    def stopped() -> None:
        with atomic_write(tmp_path / "package.asice") as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("links", [True, False], ids=["with links", "on a stick without links"])
def test_a_name_that_was_taken_meanwhile_is_not_written_over(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key.p12"

    def refuse(*_arguments: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    def write() -> None:
        with atomic_write(path, replace=False) as stream:
            stream.write(b"mine")
            path.write_bytes(b"theirs")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(AlreadyExists):
        write()
    assert path.read_bytes() == b"theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["key.p12"]
    path.unlink()
    with atomic_write(path, replace=False) as stream:
        stream.write(b"mine")
    assert path.read_bytes() == b"mine"
    assert [each.name for each in tmp_path.iterdir()] == ["key.p12"]


@pytest.mark.parametrize("after", [b"after!", b"before and after", b"", b"1", b"2", b"3", b"4", b"5"])
def test_a_file_that_changes_while_it_is_packed_is_noticed(
    after: bytes, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "evidence.txt"
    source.write_bytes(b"before")
    measured = container._measured

    def measure(name: str, content: bytes | Path) -> container.Member:
        fact = measured(name, content)
        if isinstance(content, Path):
            content.write_bytes(after)
        return fact

    monkeypatch.setattr(container, "_measured", measure)
    with pytest.raises(CannotRead, match=r"evidence\.txt"):
        write_container(tmp_path / "package.asice", {"evidence.txt": source}, None, at)
    assert [each.name for each in tmp_path.iterdir()] == ["evidence.txt"]


def test_a_missing_folder_and_a_missing_file_are_said_so(at: datetime, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="missing"):
        write_container(tmp_path / "missing" / "package.asice", {"a.txt": b""}, None, at)
    with pytest.raises(CannotRead, match=r"gone\.pdf"):
        write_container(tmp_path / "package.asice", {"a.pdf": tmp_path / "gone.pdf"}, None, at)
    assert list(tmp_path.iterdir()) == []


# --- What is no package


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"P",
        b"PK\x03\x04",
        b"PK\x05\x06" + bytes(18),
        b"Dear colleague,\n\nplease find the package attached.\n" * 20,
        b"%PDF-1.7\n" + bytes(500),
        b"SQLite format 3\0" + bytes(4096),
        bytes(100_000),
        bytes(range(256)) * 40,
    ],
    ids=["empty", "letter", "zip-start", "empty-zip", "text", "pdf", "sqlite", "zeros", "bytes"],
)
def test_another_file_is_called_no_package(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "package.asice"
    path.write_bytes(content)
    for source in (path, content):
        with pytest.raises(NotAPackage):
            read_container(source)
        findings = examine.examine(source)
        assert findings.refusal is examine.Refusal.NOT_A_PACKAGE
        assert not findings.sound
        assert not findings.is_draft


def test_a_container_of_another_program_is_called_no_package(tmp_path: Path) -> None:
    path = tmp_path / "letter.odt"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", "<x/>")
    assert examine.examine(path).refusal is examine.Refusal.NOT_A_PACKAGE


def test_a_package_that_was_not_copied_whole_is_said_to_be_cut_short(package: bytes) -> None:
    for length in range(len(container.MIMETYPE) + 38, len(package), 211):
        with pytest.raises(CutShort):
            read_container(package[:length])
        assert examine.examine(package[:length]).refusal is examine.Refusal.CUT_SHORT
    for length in range(len(package) - 30, len(package)):
        assert examine.examine(package[:length]).refusal is examine.Refusal.CUT_SHORT


def test_a_huge_file_is_refused_without_reading_it(package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "huge.asice"
    with open(path, "wb") as stream:
        stream.write(package)
        try:
            stream.truncate(6 << 30)
        except OSError:
            pytest.skip("this folder takes no sparse files")
    findings = examine.examine(path)
    assert findings.refusal is examine.Refusal.NOT_ONE_FORM


@pytest.mark.parametrize("part", ["directory", "manifest"])
def test_a_part_that_is_far_too_large_is_not_taken_into_memory(part: str, package: bytes, tmp_path: Path) -> None:
    large = bytes(40_000_000)
    if part == "directory":
        place = package.index(b"PK\x01\x02")
        end = package[-22:-10] + struct.pack("<IIH", len(large), place, 0)
        hostile = package[:place] + large + end
    else:
        contents = {"mimetype": MIMETYPE, "a.txt": b"", MANIFEST_NAME: large, SIGNATURE_NAME: b""}
        facts = [container._summed(name, [content]) for name, content in contents.items()]
        parts = [container._local_header(fact) + contents[fact.name] for fact in facts]
        hostile = b"".join(parts) + container._directory(facts)
    path = tmp_path / "package.asice"
    path.write_bytes(hostile)
    tracemalloc.start()
    try:
        with pytest.raises(container.NotOneForm):
            read_container(path)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def in_our_form(names: Sequence[bytes]) -> bytes:
    """Pack empty files with these names, whatever they are, exactly as Pledgebook would: a forger may have our code."""
    contents = {b"mimetype": MIMETYPE} | dict.fromkeys(sorted(names), b"")
    parts, directory = b"", b""
    for name, content in contents.items():
        start = len(parts)
        fact = container._summed("x" * len(name), [content])
        parts += container._local_header(fact)[: -len(name)] + name + content
        directory += container._directory([fact])[: -22 - len(name) - 4] + struct.pack("<I", start) + name
    count = len(contents)
    return parts + directory + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(parts), 0)


@pytest.mark.parametrize(
    "name", [b"../report.pdf", b"/etc/passwd", b"r\xe9sum\xe9.pdf", b"n" * 101, b"REPORT.PDF", b"report.pdf/a", b"aux"]
)
def test_a_package_in_our_form_with_a_name_that_we_never_write_is_refused(name: bytes) -> None:
    assert set(read_container(in_our_form([b"report.pdf", b"annex.pdf"])).members) == {"annex.pdf", "report.pdf"}
    forged = in_our_form([b"report.pdf", name])
    with pytest.raises(container.NotOneForm):
        read_container(forged)
    assert examine.examine(forged).refusal is examine.Refusal.NOT_ONE_FORM


def test_a_comment_of_any_length_that_was_added_is_no_cut(package: bytes) -> None:
    # ZIP lets a comment have so many bytes; with more after it the end is found no more.
    for length in (1, 300, 0xFFFF):
        with pytest.raises(container.NotOneForm):
            read_container(package + b"c" * length)
    with pytest.raises(CutShort):
        read_container(package + bytes(70_000))


def test_nothing_can_be_hidden_between_one_end_and_another(draft: bytes) -> None:
    # The second end says that its directory is so much longer, and so hides what stands before it.
    for hidden in (b"", b"x", b"hidden" * 10):
        length, start = struct.unpack("<II", draft[-10:-2])
        end = draft[-22:-10] + struct.pack("<II", length + 22 + len(hidden), start) + draft[-2:]
        with pytest.raises(container.NotOneForm):
            read_container(draft + hidden + end)


def test_a_signature_that_stands_before_the_files_is_refused(package: bytes) -> None:
    held = read_container(package)
    contents = {
        "mimetype": MIMETYPE,
        MANIFEST_NAME: held.manifest or b"",
        SIGNATURE_NAME: held.signature or b"",
        **held.members,
    }
    facts = [container._summed(name, [content]) for name, content in contents.items()]
    parts = [container._local_header(fact) + contents[fact.name] for fact in facts]
    with pytest.raises(container.NotOneForm):
        read_container(b"".join(parts) + container._directory(facts))


@pytest.mark.parametrize("more", [-1, 1, 2, 1000, 0xFFFF - 5])
def test_a_directory_that_counts_other_than_it_lists_is_refused(more: int, draft: bytes) -> None:
    (count,) = struct.unpack("<H", draft[-12:-10])
    forged = draft[:-14] + 2 * struct.pack("<H", count + more) + draft[-10:]
    with pytest.raises(container.NotOneForm):
        read_container(forged)


def test_of_two_altered_files_the_first_is_told_of_at_once(draft: bytes) -> None:
    changed = draft.replace(b"How to verify", b"how to verify").replace(b"KE", b"KP")
    with pytest.raises(container.AlteredMember, match=r"VERIFY\.txt") as caught:
        read_container(changed)
    assert caught.value.names == ("VERIFY.txt", "submission.json")


@pytest.mark.parametrize("letter", [b"G", b"N", b"P", b"Z"])
def test_an_altered_file_is_named_whichever_checksum_it_has_now(letter: bytes, draft: bytes) -> None:
    with pytest.raises(container.AlteredMember, match=r"submission\.json"):
        read_container(draft.replace(b'"KE"', b'"K' + letter + b'"'))
    with pytest.raises(container.AlteredMember, match=r"VERIFY\.txt"):
        read_container(draft.replace(b"How to verify", letter + b"ow to verify"))


def test_a_name_that_no_file_system_takes_is_told_in_words() -> None:
    with pytest.raises(CannotRead):
        read_container(Path("x" * 300))


def test_a_folder_and_nothing_at_all_are_errors_in_words(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.asice"):
        for look in (read_container, examine.examine):
            with pytest.raises(CannotRead) as caught:
                look(path)
            assert path.name in caught.value.message


def test_a_file_that_may_not_be_read_is_said_so(
    package: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "package.asice"
    path.write_bytes(package)

    def refuse(*_arguments: Any, **_more: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(CannotRead):
        read_container(path)


def test_a_content_that_changes_after_opening_is_not_given_out(package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "package.asice"
    path.write_bytes(package)
    held = read_container(path)
    place = package.index(b"How to verify")
    for letter in b"WXYZwxyz":
        path.write_bytes(package[:place] + bytes([letter]) + package[place + 1 :])
        with pytest.raises(container.AlteredMember, match=r"VERIFY\.txt"):
            held.members["VERIFY.txt"]
        assert held.members["submission.json"]


def test_reading_a_package_needs_no_heavy_library() -> None:
    script = (
        "import sys; import desktop.package.examine, desktop.package.container, desktop.package.manifest\n"
        "heavy = {'cryptography', 'pyhanko', 'asn1crypto', 'PySide6', 'reportlab', 'openpyxl'}\n"
        "print(*heavy & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
