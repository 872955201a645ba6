"""A package is written whole or not at all, is the same bytes for the same content, and is read strictly."""

from __future__ import annotations

import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop.package import manifest
from desktop.package.container import MIMETYPE
from desktop.package.container_names import MANIFEST_NAME, SIGNATURE_NAME
from desktop.package.container_reading import read_container
from desktop.package.container_writing import write_container
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
