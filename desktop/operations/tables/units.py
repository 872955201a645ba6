"""What is said of the units of the values that were found, beside those of their indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import separated
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.tables.column_mapping import ColumnMapping
from desktop.operations.tables.dimensions import is_either
from desktop.operations.tables.rows import Found
from desktop.operations.tables.status import speaks_of_power
from desktop.operations.tables.table_plan import ValuePlan
from desktop.operations.tables.vocabulary import shortened

NAMED = 3
"""Series that a sentence names at most."""


def on_units(found: Sequence[Found], mapping: ColumnMapping, catalogue: Catalogue, plan: ValuePlan) -> Iterator[str]:
    """Yield a sentence for each indicator whose unit the table does not say, or says to be another one.

    Where the indicator itself can be in one of two units, somebody has to say which one it is.
    """
    if mapping.is_own:
        return
    large = [name for name in dict.fromkeys(each.series for each in found) if speaks_of_power(name)]
    if large and mapping.place("multiplier") is None:
        yield _("Series in thousands or larger units, with values kept as they are: {series}.").format(
            series=separated(one_line(name, 160) for name in large[:NAMED])
        )
    said: dict[str, dict[str, None]] = {}
    unsaid: dict[str, bool] = {}
    for each in found:
        if each.unit:
            said.setdefault(each.indicator, {})[each.unit] = None
        elif not each.unit_said:
            # More than a hundred is no per cent, so that there is no doubt of the unit.
            part = not each.number or abs(Decimal(each.number)) <= 100
            unsaid[each.indicator] = unsaid.get(each.indicator, True) and part
    taken: list[str] = []
    for indicator in catalogue.indicators:
        if unsaid.get(indicator.key) and is_either(indicator.unit):
            plan.unit_unclear = True
            plan.fail(
                _("The table gives no unit for {code}. Its values may be in “{unit}”. Choose their unit.").format(
                    code=indicator.key, unit=_(indicator.unit)
                )
            )
        elif indicator.key in unsaid:
            taken.append(_("{code}: {unit}").format(code=indicator.key, unit=_(indicator.unit)))
        if indicator.key in said:
            yield _("The table gives this unit for the values of {code}: {units}.").format(
                code=indicator.key, units=shortened(list(said[indicator.key]))
            )
    if taken:
        yield _("The table gives no unit. The values are taken to be in the unit of the indicator: {units}.").format(
            units=separated(taken)
        )
