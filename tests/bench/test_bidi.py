"""Every case by which Unicode tests its bidirectional algorithm: too many for each run of the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.package.report.unicode_cases import Case, of_characters, of_classes


@pytest.mark.parametrize(
    ("cases", "most"), [(of_characters(), 91_000), (of_classes(), 770_000)], ids=["texts", "classes"]
)
def test_every_case_of_unicode_holds(cases: Iterator[Case], most: int) -> None:
    count = 0
    for case in cases:
        assert case.holds(), case
        count += 1
    assert count > most
