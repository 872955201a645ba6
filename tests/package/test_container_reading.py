"""What is no package, or no whole one, is refused in words, before any of it is believed or taken into memory."""

from __future__ import annotations

import errno
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import CannotRead
from desktop.package import container, examine
from desktop.package.container import MIMETYPE, CutShort, NotAPackage
from desktop.package.container_names import MANIFEST_NAME, SIGNATURE_NAME
from desktop.package.container_reading import read_container

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


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
        facts = [container.summed(name, [content]) for name, content in contents.items()]
        parts = [container.local_header(fact) + contents[fact.name] for fact in facts]
        hostile = b"".join(parts) + container.central_directory(facts)
    path = tmp_path / "package.asice"
    path.write_bytes(hostile)
    tracemalloc.start()
    try:
        with pytest.raises(container.NotOneForm):
            read_container(path)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


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


@pytest.mark.parametrize(
    ("name", "most"), [(MANIFEST_NAME, 8 << 20), (SIGNATURE_NAME, 1 << 20)], ids=["list", "signature"]
)
def test_a_list_and_a_signature_may_be_so_large_and_no_larger(name: str, most: int) -> None:
    def hostile(size: int) -> bytes:
        contents = {"mimetype": MIMETYPE, "a.txt": b"", MANIFEST_NAME: b"l", SIGNATURE_NAME: b"s", name: bytes(size)}
        facts = [container.summed(each, [content]) for each, content in contents.items()]
        parts = [container.local_header(fact) + contents[fact.name] for fact in facts]
        return b"".join(parts) + container.central_directory(facts)

    (signed,) = read_container(hostile(most)).signatures
    assert sorted((len(signed.manifest), len(signed.signature))) == [1, most]
    with pytest.raises(container.NotOneForm):
        read_container(hostile(most + 1))


def in_our_form(names: Sequence[bytes]) -> bytes:
    """Pack empty files with these names, whatever they are, exactly as Pledgebook would: a forger may have our code."""
    contents = {b"mimetype": MIMETYPE} | dict.fromkeys(sorted(names), b"")
    parts, directory = b"", b""
    for name, content in contents.items():
        start = len(parts)
        fact = container.summed("x" * len(name), [content])
        parts += container.local_header(fact)[: -len(name)] + name + content
        directory += container.central_directory([fact])[: -22 - len(name) - 4] + struct.pack("<I", start) + name
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
    facts = [container.summed(name, [content]) for name, content in contents.items()]
    parts = [container.local_header(fact) + contents[fact.name] for fact in facts]
    with pytest.raises(container.NotOneForm):
        read_container(b"".join(parts) + container.central_directory(facts))


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
