"""The ways in which an indicator is scored, and what the rest of the program has to know of each.

To add one is to add its key and its row here, and what it says of a submission to `record/indicator_results.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

MethodKey = Literal["value", "yes_no", "sdg_10_7_2"]


class IndicatorMethod(NamedTuple):
    """A way to score an indicator.

    Args:
        key: as `forms/indicators.yaml` names it.
        takes_values: whether values are written for it by year, which tables bring, charts draw and the data situation
            counts.
        asked_by: the kind whose entries it is scored from. Where that is not `indicator`, it has a chapter and a page of
            its own.
        by_questions: whether it is scored by the questions of `policy.yaml`, which belong to one indicator.
    """

    key: MethodKey
    takes_values: bool
    asked_by: str
    by_questions: bool = False


METHODS: Mapping[str, IndicatorMethod] = {
    each.key: each
    for each in (
        IndicatorMethod("value", takes_values=True, asked_by="indicator"),
        IndicatorMethod("yes_no", takes_values=False, asked_by="indicator"),
        IndicatorMethod("sdg_10_7_2", takes_values=False, asked_by="policy_answer", by_questions=True),
    )
}
