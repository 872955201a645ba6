"""An update is taken as it was signed, and nothing else is: not what is damaged, foreign, something else, or made to harm."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import minisign
import pytest

from desktop.errors import NotFound, UserError
from desktop.package import update_file
from desktop.package.byte_changes import MEMBERS
from desktop.package.update_file import (
    Damaged,
    Foreign,
    NotAnUpdate,
    NotTaken,
    UpdateKey,
    payload_name,
    public_keys,
    read_update,
    signed_file,
    trusted_comment,
)
from installers.byte_changes import changes
from tests.installed import LIBRARIES, Keys, keys_in, staged, update_to

CONTENT = b"what is new"


def inside(*contents: bytes) -> list[tuple[str, bytes]]:
    """Return the members that bring files which are made of nothing."""
    found = [changes(b"", each) for each in contents]
    return [(name, b"".join(each[number] for each in found)) for number, name in enumerate(MEMBERS)]


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return keys_in(tmp_path / "keys")


@pytest.fixture
def known(keys: Keys) -> list[UpdateKey]:
    return public_keys(keys.public.parent)


@pytest.fixture
def update(tmp_path: Path, keys: Keys) -> Path:
    return update_to(tmp_path, keys, "0.4.1", base=staged(tmp_path / "installed", "0.4.0"))


def part(path: str = "desktop/new.pyc", content: bytes = CONTENT, **other: Any) -> dict[str, Any]:
    said = {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "inside": True}
    return said | other


def listed(*parts: dict[str, Any], **other: Any) -> dict[str, Any]:
    base = {"version": "0.4.0", "system": "linux", "runtime": LIBRARIES}
    said = {"format": 2, "version": "0.4.1", "bases": [base], "says": {}, "files": list(parts)}
    return said | other


def packed(manifest: dict[str, Any] | bytes, *members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    text = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("update.json", text), *members):
            archive.writestr(name, content)
    return made.getvalue()


def signed(path: Path, keys: Keys, payload: bytes, *, comment: str = "", version: str = "0.4.1") -> Path:
    """Write an update that is signed with a key that is known, whatever it holds."""
    key = minisign.SecretKey.from_file(keys.secret)
    signature = key.sign(payload, trusted_comment=comment or trusted_comment(version, 0))
    path.write_bytes(signed_file(version, payload, bytes(signature)))
    return path


def test_an_update_says_what_it_is_and_who_signed_it(update: Path, known: list[UpdateKey]) -> None:
    found = read_update(update, known)
    assert found.manifest.version == "0.4.1"
    assert found.key.name == "release"
    assert [each.path for each in found.manifest.files if each.inside] == ["desktop/__init__.pyc"]
    assert "desktop/_data/forms/same.yaml" in [each.path for each in found.manifest.files]
    (first,) = (each for each in found.manifest.files if each.inside)
    old = (update.parent.parent / "installed/runtime/program" / first.path).read_bytes()
    assert first.old == hashlib.sha256(old).hexdigest()
    with found.open() as opened:
        assert hashlib.sha256(found.content(opened, first, old)).hexdigest() == first.sha256


def test_a_key_has_the_number_that_minisign_gives_it(tmp_path: Path) -> None:
    (tmp_path / "own.pub").write_text(
        "untrusted comment: minisign public key D55B464DBBEFEC6C\n"
        "RWRs7O+7TUZb1cc/K5sJ4ZonsBDQR5Wr8zUBf1XiBi4zSVj3cHOfXdUB\n"
    )
    assert public_keys(tmp_path)[0].number == "D55B464DBBEFEC6C"


def test_anybody_can_check_an_update_with_minisign(update: Path, keys: Keys, tmp_path: Path) -> None:
    if shutil.which("minisign") is None:
        pytest.skip("minisign is not installed")
    with zipfile.ZipFile(update) as archive:
        archive.extractall(tmp_path / "unpacked")
    words = ["minisign", "-V", "-m", payload_name("0.4.1"), "-p", str(keys.public)]
    ended = subprocess.run(words, cwd=tmp_path / "unpacked", capture_output=True, text=True, check=True)
    assert "file:Pledgebook-0.4.1-update.zip\tpledgebook-update:0.4.1" in ended.stdout


def test_an_update_that_minisign_signed_is_taken(keys: Keys, tmp_path: Path) -> None:
    if shutil.which("minisign") is None:
        pytest.skip("minisign is not installed")
    secret, public = tmp_path / "own.key", tmp_path / "own" / "own.pub"
    public.parent.mkdir()
    subprocess.run(["minisign", "-G", "-W", "-f", "-s", secret, "-p", public], check=True, capture_output=True)
    payload = tmp_path / payload_name("0.4.1")
    payload.write_bytes(packed(listed(part()), *inside(CONTENT)))
    comment = trusted_comment("0.4.1", 0)
    words = ["minisign", "-S", "-s", secret, "-m", payload, "-t", comment]
    subprocess.run([str(each) for each in words], check=True, capture_output=True, stdin=subprocess.DEVNULL)
    path = tmp_path / "by-minisign.pledgebook-update"
    signature = payload.with_name(payload.name + ".minisig").read_bytes()
    path.write_bytes(signed_file("0.4.1", payload.read_bytes(), signature))
    assert read_update(path, public_keys(public.parent)).key.name == "own"


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"%PDF-1.7\n", b"SQLite format 3\0" + bytes(200), b"PK\5\6" + bytes(18), bytes(100_000)]
)
def test_something_else_is_said_to_be_something_else(content: bytes, tmp_path: Path, known: list[UpdateKey]) -> None:
    path = tmp_path / "holiday.pledgebook-update"
    path.write_bytes(content)
    with pytest.raises(NotAnUpdate, match=r"^holiday\.pledgebook-update is not a Pledgebook update\.$"):
        read_update(path, known)


def test_another_zip_file_is_something_else(tmp_path: Path, known: list[UpdateKey]) -> None:
    path = tmp_path / "a.pledgebook-update"
    path.write_bytes(packed(b"{}", ("other", b"")))
    with pytest.raises(NotAnUpdate):
        read_update(path, known)


def test_no_file_and_a_folder_are_told_as_what_they_are(tmp_path: Path, known: list[UpdateKey]) -> None:
    with pytest.raises(NotFound):
        read_update(tmp_path / "nowhere", known)
    with pytest.raises(UserError, match="could not be read"):
        read_update(tmp_path, known)


def test_a_file_that_is_far_too_large_is_not_read(
    tmp_path: Path, known: list[UpdateKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_file, "LARGEST", 1000)
    path = tmp_path / "large"
    path.write_bytes(bytes(1001))
    with pytest.raises(NotAnUpdate):
        read_update(path, known)


@pytest.mark.parametrize("bound", ["LARGEST_MANIFEST", "LARGEST_SIGNATURE"])
def test_a_part_that_is_larger_than_any_is_not_unpacked(
    bound: str, update: Path, known: list[UpdateKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_file, bound, 50)
    with pytest.raises(Damaged):
        read_update(update, known)


def test_a_key_that_is_not_known_is_named(update: Path, tmp_path: Path, known: list[UpdateKey]) -> None:
    keys_in(tmp_path / "others", "others")
    with pytest.raises(Foreign, match=f"does not know .*{known[0].number}"):
        read_update(update, public_keys(tmp_path / "others"))


def test_a_key_of_the_same_number_is_not_the_same_key(update: Path, tmp_path: Path, known: list[UpdateKey]) -> None:
    other = bytearray(known[0].key._keynum_pk.public_key)
    other[0] ^= 1
    forged = minisign.PublicKey.from_bytes(bytes(known[0].key))
    forged._keynum_pk = type(forged._keynum_pk)(key_id=forged._keynum_pk.key_id, public_key=bytes(other))
    with pytest.raises(Damaged):
        read_update(update, [UpdateKey("forged", forged)])


def test_no_byte_can_be_changed(update: Path, known: list[UpdateKey], tmp_path: Path) -> None:
    """Each place of the file in turn: it is refused, or it is one of those that say nothing, such as a time."""
    whole = update.read_bytes()
    good = read_update(update, known)
    path = tmp_path / "altered.pledgebook-update"
    for place in range(0, len(whole), 7):
        content = bytearray(whole)
        content[place] ^= 0x41
        path.write_bytes(content)
        try:
            found = read_update(path, known)
        except NotTaken:
            continue
        assert (found.payload, found.kept) == (good.payload, good.kept), place


def test_a_file_that_is_cut_off_is_damaged(update: Path, known: list[UpdateKey], tmp_path: Path) -> None:
    whole = update.read_bytes()
    path = tmp_path / "half.pledgebook-update"
    for length in (len(whole) - 1, len(whole) // 2, 100):
        path.write_bytes(whole[:length])
        with pytest.raises(Damaged, match=r"half\.pledgebook-update is damaged"):
            read_update(path, known)


@pytest.mark.parametrize(
    "comment",
    [
        "timestamp:0\tfile:SHA256SUMS",
        "timestamp:0\tfile:Pledgebook-0.4.1-update.zip",
        "timestamp:0\tfile:Pledgebook-0.4.1-update.zip\tpledgebook-update:0.4.2",
        "timestamp:0\tfile:Pledgebook-0.4.2-update.zip\tpledgebook-update:0.4.1",
    ],
)
def test_what_the_key_signed_for_something_else_is_no_update(
    comment: str, keys: Keys, known: list[UpdateKey], tmp_path: Path
) -> None:
    payload = packed(listed(part()), *inside(CONTENT))
    with pytest.raises(Damaged):
        read_update(signed(tmp_path / "a", keys, payload, comment=comment), known)


def test_the_list_is_of_the_version_that_was_signed(keys: Keys, known: list[UpdateKey], tmp_path: Path) -> None:
    payload = packed(listed(part(), version="0.9.0"), *inside(CONTENT))
    with pytest.raises(Damaged):
        read_update(signed(tmp_path / "a", keys, payload), known)


def test_a_later_form_of_the_file_asks_for_the_installer(keys: Keys, known: list[UpdateKey], tmp_path: Path) -> None:
    payload = packed(listed(part(), format=3, more="of it"), *inside(CONTENT))
    with pytest.raises(NotTaken, match="was made for a newer Pledgebook"):
        read_update(signed(tmp_path / "a", keys, payload), known)


HARMFUL = [
    "../desktop/new.pyc",
    "desktop/../../new.pyc",
    "/desktop/new.pyc",
    "desktop\\new.pyc",
    "desktop/C:new.pyc",
    "C:/desktop/new.pyc",
    "desktop//new.pyc",
    "desktop/./new.pyc",
    "desktop/new.pyc/",
    "desktop/new.",
    "desktop/new ",
    "desktop/CON",
    "desktop/aux.pyc",
    "desktop/COM1.pyc",
    "desktop/new\n.pyc",
    "desktop/nëw.pyc",
    "desktop/" + "n" * 300,
    "json.pyc",
    "site/PySide6/__init__.pyc",
    "desktop/.hidden",
]


@pytest.mark.parametrize("path", HARMFUL)
def test_a_name_that_leads_elsewhere_is_refused_even_if_it_is_signed(
    path: str, keys: Keys, known: list[UpdateKey], tmp_path: Path
) -> None:
    payload = packed(listed(part(path)), *inside(CONTENT))
    with pytest.raises(Damaged):
        read_update(signed(tmp_path / "a", keys, payload), known)


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("additions")
    info.external_attr = 0o120777 << 16
    return info


NEW = inside(CONTENT)
TWO = inside(CONTENT, CONTENT)
LIES: dict[str, Callable[[], bytes]] = {
    "names twice": lambda: packed(listed(part(), part()), *TWO),
    "names that differ in their case": lambda: packed(listed(part(), part("desktop/NEW.pyc")), *TWO),
    "a file and a folder of one name": lambda: packed(listed(part("desktop/new"), part("desktop/new/a")), *TWO),
    "more than is listed": lambda: packed(listed(part()), *TWO),
    "a member beside what is listed": lambda: packed(listed(part()), *NEW, ("desktop/other.pyc", CONTENT)),
    "a member less": lambda: packed(listed(part()), *NEW[:2]),
    "a member twice": lambda: packed(listed(part()), *NEW, NEW[2]),
    "a link beside what is listed": lambda: packed(listed(part()), *NEW, (link(), b"/etc/passwd")),
    "less than is listed": lambda: packed(listed(part(), part("desktop/other.pyc")), *NEW),
    "another order": lambda: packed(listed(part()), *reversed(NEW)),
    "another size": lambda: packed(listed(part(size=3)), *NEW),
    "a size below nothing": lambda: packed(listed(part(size=-1)), *NEW),
    "a size as text": lambda: packed(listed(part(size="11")), *NEW),
    "endless steps": lambda: packed(listed(part()), ("steps", bytes((1 << 23) + 1)), *NEW[1:]),
    "an old file that is none": lambda: packed(listed(part(old="../new.pyc")), *NEW),
    "an old file of what is not brought": lambda: packed(
        listed(part(), part("desktop/a", inside=False, old="0" * 64)), *NEW
    ),
    "an endless size": lambda: packed(listed(part(size=1 << 40, inside=False))),
    "sizes that add up": lambda: packed(
        listed(*(part(f"desktop/a{number}", size=1 << 27, inside=False) for number in range(3)))
    ),
    "a digest that is none": lambda: packed(listed(part(sha256="00")), *NEW),
    "something unknown": lambda: packed(listed(part(), run="desktop/new.pyc"), *NEW),
    "no files": lambda: packed(listed()),
    "no base": lambda: packed(listed(part(), bases=[]), *NEW),
    "too many files": lambda: packed(listed(*(part(f"desktop/a{number}", inside=False) for number in range(5001)))),
    "a key twice": lambda: packed(json.dumps(listed(part())).replace("{", '{"format": 2, ', 1).encode(), *NEW),
    "deep brackets": lambda: packed(b"[" * 100_000, *NEW),
    "no JSON": lambda: packed(b"\xff\xfe", *NEW),
    "no list": lambda: packed(b"[]", *NEW),
    "a large list": lambda: packed(b'{"a": "' + b" " * (1 << 22) + b'"}', *NEW),
    "no ZIP file": lambda: b"nothing",
    "a version that is none": lambda: packed(listed(part(), version="latest"), *NEW),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_list_that_lies_is_refused_even_if_it_is_signed(
    lie: Callable[[], bytes], keys: Keys, known: list[UpdateKey], tmp_path: Path
) -> None:
    with pytest.raises(Damaged):
        read_update(signed(tmp_path / "a", keys, lie()), known)


def test_a_member_that_gives_more_than_it_says_is_not_read_on(
    keys: Keys, known: list[UpdateKey], tmp_path: Path
) -> None:
    """A few bytes that would unpack to a million, under a size that the directory and the list both say."""
    steps, differences, _additions = inside(CONTENT)
    payload = bytearray(packed(listed(part(size=11)), steps, differences, ("additions", bytes(1_000_000))))
    for size in (b"\x40\x42\x0f\x00",):  # 1,000,000, as it stands in the header and in the directory
        while (at := payload.find(size)) >= 0:
            payload[at : at + 4] = (11).to_bytes(4, "little")
    found = read_update(signed(tmp_path / "a", keys, bytes(payload)), known)
    with found.open() as opened, pytest.raises(Damaged):
        found.content(opened, found.manifest.files[0], b"")


def test_steps_that_lead_astray_are_damaged(keys: Keys, known: list[UpdateKey], tmp_path: Path) -> None:
    payload = packed(listed(part(size=11)), ("steps", b"\2\13\0"), ("differences", bytes(11)), ("additions", b""))
    found = read_update(signed(tmp_path / "a", keys, payload), known)
    with found.open() as opened, pytest.raises(Damaged):
        found.content(opened, found.manifest.files[0], b"elevenbytes")


@pytest.mark.parametrize("name", MEMBERS)
def test_a_member_that_cannot_be_unpacked_is_damaged(
    name: str, keys: Keys, known: list[UpdateKey], tmp_path: Path
) -> None:
    """The directory at the end is whole; what stands before the member itself is not."""
    payload = bytearray(packed(listed(part()), *NEW))
    payload[payload.index(name.encode())] ^= 1
    found = read_update(signed(tmp_path / "a", keys, bytes(payload)), known)
    with pytest.raises(Damaged), found.open() as opened:
        found.content(opened, found.manifest.files[0], b"")


def test_files_that_are_no_keys_are_none(keys: Keys) -> None:
    (keys.public.parent / "notes.pub").write_text("not a key")
    (keys.public.parent / "README").write_text("about keys")
    assert [each.name for each in public_keys(keys.public.parent)] == ["release"]
    assert public_keys(keys.public.parent / "nowhere") == []
