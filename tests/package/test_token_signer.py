"""A key on a card or token signs as one in a file does, and whatever is wrong with it is said in a sentence."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop import diagnostics
from desktop.package import token_signer
from desktop.package.container_reading import read_container
from desktop.package.container_writing import write_container
from desktop.package.examine import examine
from desktop.package.signing import check_pdf_signature, sign_pdf
from desktop.package.signing_keys.token_key import TokenKey
from desktop.package.token_signer import (
    NotAModule,
    NoToken,
    NoUsableKey,
    PinIsLocked,
    SeveralKeys,
    SeveralTokens,
    TokenProblem,
    WrongPin,
    opened_token,
    tokens,
)
from tests.tokens import KINDS, PIN, Kind, Tokens, make


@pytest.fixture
def put_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tokens:
    """Tokens of this test, with an empty one among them."""
    folder = tmp_path / "hsm"
    folder.mkdir()
    made = make(folder, monkeypatch)
    made.add("Ministry card")
    return made


def refused(tokens: Tokens, pin: str | None = PIN, **choice: str) -> TokenProblem:
    with pytest.raises(TokenProblem) as caught, opened_token(TokenKey(tokens.module, **choice), pin):
        pytest.fail("it was opened")
    assert PIN not in caught.value.message
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("chain", [False, True], ids=["self-made", "of an authority"])
def test_a_token_signs_a_package_and_a_document(
    put_in: Tokens, kind: Kind, chain: bool, members: dict[str, bytes], pdf: bytes, tmp_path: Path
) -> None:
    own = put_in.put("Ministry card", "Desk officer C", kind, chain=chain)
    path, now = tmp_path / "package.asice", datetime.now(UTC)
    with opened_token(TokenKey(put_in.module), PIN) as signer:
        write_container(path, members, signer, now)
        signed = sign_pdf(pdf, signer, "Submission", "", now)
    findings = examine(path)
    assert findings.sound
    assert findings.signer is not None
    assert findings.signer.name == "Desk officer C"
    assert findings.signer.issued_by == ("Authority" if chain else "")
    assert len(signer.certificates) == 1 + chain
    assert signer.certificates[0] == own.public_bytes(Encoding.DER)
    found = check_pdf_signature(signed)
    assert found is not None
    assert found.sound
    assert PIN not in repr(signer)


def test_a_wrong_pin_is_said_to_be_wrong_and_the_right_one_opens_afterwards(put_in: Tokens) -> None:
    put_in.put("Ministry card", "Desk officer C", "p256")
    for wrong in ("", "0000", "x" * 400, "4321"):
        assert isinstance(refused(put_in, wrong), WrongPin), wrong
    assert isinstance(refused(put_in, None), WrongPin)
    with opened_token(TokenKey(put_in.module), PIN) as signer:
        assert signer.sign(b"x")


@pytest.mark.parametrize(
    ("flags", "kind", "said"),
    [
        (0, WrongPin, "After a few wrong PINs"),
        (0x20000, WrongPin, "You have one attempt left"),
        (0x40000, PinIsLocked, "is locked"),
    ],
)
def test_how_many_tries_are_left_is_told_where_the_token_tells(flags: int, kind: type[TokenProblem], said: str) -> None:
    from pkcs11 import TokenFlag
    from pkcs11.exceptions import PinIncorrect

    now = SimpleNamespace(label="Card", serial=b"1", flags=TokenFlag(flags))
    token = SimpleNamespace(slot=SimpleNamespace(get_token=lambda: now))
    problem = token_signer._not_opened(PinIncorrect(), token, "Card")  # type: ignore[arg-type]
    assert isinstance(problem, kind)
    assert said in problem.message


def test_a_locked_token_is_not_asked_at_all(put_in: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in.put("Ministry card", "Desk officer C", "p256")
    real = token_signer._found
    monkeypatch.setattr(token_signer, "_found", lambda token: replace(real(token), locked=True))
    assert isinstance(refused(put_in), PinIsLocked)


def test_a_token_that_is_taken_out_signs_nothing(put_in: Tokens, members: dict[str, bytes], tmp_path: Path) -> None:
    put_in.put("Ministry card", "Desk officer C", "p256")
    folder = tmp_path / "out"
    folder.mkdir()
    with opened_token(TokenKey(put_in.module), PIN) as signer:
        put_in.take_out()
        with pytest.raises(TokenProblem, match="Nothing was signed"):
            write_container(folder / "package.asice", members, signer, datetime.now(UTC))
    assert list(folder.iterdir()) == []
    assert isinstance(refused(put_in), NoToken)


def test_which_of_several_tokens_is_asked(put_in: Tokens) -> None:
    put_in.put("Ministry card", "Desk officer C", "p256")
    put_in.add("Other card")
    assert {each.label for each in tokens(put_in.module)} == {"Ministry card", "Other card"}
    assert "Ministry card" in refused(put_in).message
    assert isinstance(refused(put_in), SeveralTokens)
    assert isinstance(refused(put_in, label="No such card"), NoToken)
    with opened_token(TokenKey(put_in.module, "Ministry card"), PIN) as signer:
        assert signer.sign(b"x")


def test_two_tokens_of_one_name_are_told_apart_by_their_number(put_in: Tokens) -> None:
    put_in.put("Ministry card", "Desk officer C", "p256")
    (first,) = tokens(put_in.module)
    put_in.add("Ministry card")
    assert isinstance(refused(put_in, label="Ministry card"), SeveralTokens)
    with opened_token(TokenKey(put_in.module, "Ministry card", serial=first.serial), PIN) as signer:
        assert signer.sign(b"x")


def test_which_of_several_keys_signs_is_asked_and_chosen_by_name_or_id(put_in: Tokens) -> None:
    put_in.put("Ministry card", "Desk officer C", "p256", number=1)
    put_in.put("Ministry card", "Desk officer D", "rsa", number=2)
    problem = refused(put_in)
    assert isinstance(problem, SeveralKeys)
    assert "key 1" in problem.message and "key 2" in problem.message
    assert isinstance(refused(put_in, key="key 3"), NoUsableKey)
    for wanted, name in (("key 1", "Desk officer C"), ("01", "Desk officer C"), ("02", "Desk officer D")):
        with opened_token(TokenKey(put_in.module, key=wanted), PIN) as signer:
            assert token_signer.certificate.signatory(signer.certificates[0]).name == name


def test_without_a_key_or_a_certificate_nobody_signs(put_in: Tokens) -> None:
    assert "There is no key" in refused(put_in).message
    put_in.put("Ministry card", "Desk officer C", "p256", certificate=False)
    problem = refused(put_in)
    assert isinstance(problem, NoUsableKey)
    assert "no certificate" in problem.message


def test_a_key_that_is_not_that_of_the_certificate_is_noticed(put_in: Tokens) -> None:
    put_in.put("Ministry card", "Desk officer C", "p256", number=1)
    put_in.put("Ministry card", "Desk officer D", "p256", number=2)
    with opened_token(TokenKey(put_in.module, key="01"), PIN) as signer:
        mine = signer.certificates
    with opened_token(TokenKey(put_in.module, key="02"), PIN) as signer:
        swapped = token_signer.TokenSigner(mine, signer._key, None)
        with pytest.raises(NoUsableKey):
            swapped.sign(b"x")


def test_what_is_no_library_for_cards_is_called_so(tmp_path: Path) -> None:
    pytest.importorskip("pkcs11")
    text = tmp_path / "module.so"
    text.write_text("not a library")
    python = Path(shutil.which("sh") or "/bin/sh")
    for path in (text, tmp_path, tmp_path / "gone.so", python, Path("libsofthsm2.so")):
        with pytest.raises(NotAModule):
            tokens(path)
    with suppress(OSError, UnicodeError):  # not every system takes a name that is no text
        (tmp_path / "\udcff.so").write_text("not a library")
    with pytest.raises(NotAModule):
        tokens(tmp_path / "\udcff.so")


def test_why_a_library_could_not_be_used_stands_in_the_log_and_not_where_it_lies(tmp_path: Path) -> None:
    pytest.importorskip("pkcs11")
    (tmp_path / "module.so").write_text("not a library")
    with pytest.raises(NotAModule):
        tokens(tmp_path / "module.so")
    noted = diagnostics.log_file().read_text(encoding="utf-8")
    assert "a library for tokens could not be used: " in noted
    assert "module.so" not in noted and str(tmp_path) not in noted


def test_no_library_is_loaded_to_offer_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import pkcs11

    monkeypatch.setattr(pkcs11, "lib", lambda *_given: pytest.fail("loaded"))
    assert all(path.is_file() for path in token_signer.known_modules())


def test_the_signature_in_the_container_is_the_one_form(
    put_in: Tokens, members: dict[str, bytes], tmp_path: Path
) -> None:
    from desktop.package import cades_signature

    put_in.put("Ministry card", "Desk officer C", "p384")
    with opened_token(TokenKey(put_in.module), PIN) as signer:
        for number in range(8):  # the larger of the two values of an ECDSA signature comes every other time
            path = tmp_path / f"{number}.asice"
            write_container(path, members, signer, datetime.now(UTC))
            held = read_container(path)
            assert cades_signature.holds(cades_signature.read(held.signature or b""))
