"""Text from outside is one short, harmless line before anybody sees it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.text_sanitizing import MOST_OF_A_NAME, one_line


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ministry X signed it.\n✓ The signer is known.", "Ministry X signed it. ✓ The signer is known."),
        ("Min\x1b[2K\x1b[1A\x1b[31mevil\x07\x1b]0;pwn\x07", "Minevil"),
        ("Ministry X\u202e\u2066 gpj.exe", "Ministry X gpj.exe"),
        ("a\u2028b\u2029c\x85d\rf", "a b c d f"),
        ("\u200fوزارة\u200e الداخلية", "وزارة الداخلية"),
        ("\x9b2Jx", "x"),
        ("", "?"),
        ("\x1b[0m", "?"),
        ("Min\u200bistry\u2060 X\u3164", "Ministry X"),
        ("\u3164\u2800\u200b", "?"),
        ("\u200d\u200c", "?"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_nothing_of_it_can_forge_a_line_or_order_a_terminal(said: str, shown: str) -> None:
    assert one_line(said) == shown


def test_a_huge_name_is_cut() -> None:
    assert len(one_line("A" * 5_000_000)) == MOST_OF_A_NAME
    assert one_line("A" * 5_000_000).endswith("…")


@given(st.text())
def test_whatever_comes_is_one_printable_line(said: str) -> None:
    shown = one_line(said)
    assert 1 <= len(shown) <= MOST_OF_A_NAME
    assert len(shown.splitlines()) == 1
    assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in shown)
    assert not any(
        unicodedata.bidirectional(each) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for each in shown
    )
