"""The code to read out: the same for the same content and signer, and a slip on the telephone is noticed."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from desktop.package.code_to_read_out import code_of, misheard, same, typed, whole

RECORD, SIGNER = bytes(range(32)), " ".join(["0AEA"] * 16)
CODE = code_of(RECORD, SIGNER)


def test_it_is_five_groups_of_five_digits_and_the_same_for_ever() -> None:
    assert re.fullmatch(r"(\d{5}-){4}\d{5}", CODE)
    # Packages that were sent have it on their cover.
    assert CODE == "42507-94539-96103-62969-35214"


def test_another_record_another_signer_and_a_draft_have_other_codes() -> None:
    codes = {
        CODE,
        code_of(bytes(32), SIGNER),
        code_of(RECORD, SIGNER.replace("A", "B")),
        code_of(RECORD, ""),
    }
    assert len(codes) == 4


def test_it_is_taken_in_any_digits_and_with_anything_between_them() -> None:
    arabic = CODE.translate({ord(str(number)): chr(0x660 + number) for number in range(10)})
    persian = CODE.translate({ord(str(number)): chr(0x6F0 + number) for number in range(10)})
    wide = CODE.translate({ord(str(number)): chr(0xFF10 + number) for number in range(10)})
    for text in (
        CODE,
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f" {CODE}.\n",
        arabic,
        persian,
        wide,
        f"\u2066{CODE}\u2069",
    ):
        assert same(CODE, text), text
    assert not same(CODE, CODE[:-1])
    assert not whole(CODE[:-1])
    assert not whole(f"{CODE}1")
    assert typed("n° 12-3 ٤５") == "12345"


@given(st.integers(0, 24), st.integers(1, 9))
def test_one_digit_that_was_misheard_is_found_in_its_group(place: int, by: int) -> None:
    digits = typed(CODE)
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert misheard(wrong) == place // 5 + 1
    assert not same(CODE, wrong)


def test_no_group_is_called_wrong_in_a_code_of_another_length() -> None:
    assert misheard(CODE[:-1]) == 0
    assert misheard(f"9{CODE}") == 0


def test_no_group_is_called_wrong_in_a_code_that_is_right() -> None:
    for number in range(20):
        assert misheard(code_of(bytes([number]) * 32, SIGNER)) == 0


def test_most_digits_and_groups_that_were_swapped_are_noticed() -> None:
    swapped = noticed = 0
    for number in range(40):
        digits = typed(code_of(bytes([number]) * 32, SIGNER))
        for place in range(24):
            if place % 5 != 4 and digits[place] != digits[place + 1]:
                swapped += 1
                noticed += misheard(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]) > 0
    assert noticed / swapped > 0.95
    groups = CODE.split("-")
    assert misheard("-".join([groups[1], groups[0], *groups[2:]])) > 0
