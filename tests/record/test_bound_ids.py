"""The ids of bound entries are the same in every copy, now and in every file that there is already."""

from __future__ import annotations

from uuid import UUID, uuid5

import pytest

from desktop.record.entry import bound_id, new_id
from desktop.store.examination import is_uuid


@pytest.mark.parametrize("submission", ["0c7b53a5-5a43-4a04-9d47-4f0a2c7f4f3e", "é", ""])
@pytest.mark.parametrize("key", ["8", "16.b.1", "指标"])
def test_an_id_is_what_the_standard_makes_of_its_name(submission: str, key: str) -> None:
    space = UUID("b1f5a9f0-6f3c-5f0e-9a57-0f4f1d1b7c11")
    assert bound_id(submission, "indicator", key) == str(uuid5(space, f"{submission}/indicator/{key}"))


def test_only_what_we_write_ourselves_is_an_id() -> None:
    made = new_id()
    assert is_uuid(made)
    for other in (
        made.upper(),
        made + "\n",
        made.replace("-", ""),
        f"{{{made}}}",
        f"urn:uuid:{made}",
        "٠" + made[1:],
        "",
    ):
        assert not is_uuid(other)
