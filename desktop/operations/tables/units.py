"""What is said of the units of the values that were found, beside those of their indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import gettext as _
from desktop.operations.tables.columns import Mapping
from desktop.operations.tables.dimensions import is_either
from desktop.operations.tables.plan import ValuePlan
from desktop.operations.tables.rows import Found
from desktop.operations.tables.words import shortened


def on_units(found: Sequence[Found], mapping: Mapping, catalogue: Catalogue, plan: ValuePlan) -> Iterator[str]:
    """Yield a sentence for each indicator whose unit the table does not say, or says to be another one.

    Where the indicator itself can be in one of two units, somebody has to say which one it is.
    """
    if mapping.is_own:
        return
    said: dict[str, dict[str, None]] = {}
    unsaid: set[str] = set()
    for each in found:
        if each.unit:
            said.setdefault(each.indicator, {})[each.unit] = None
        elif not each.unit_said:
            unsaid.add(each.indicator)
    for indicator in catalogue.indicators:
        if indicator.key in unsaid and is_either(indicator.unit):
            plan.unit_unclear = True
            plan.fail(
                _(
                    "The table says no unit for {code}, which may be in “{unit}”. Say in which one its figures are."
                ).format(code=indicator.key, unit=_(indicator.unit))
            )
        elif indicator.key in unsaid:
            yield _("The table says no unit for {code}: its figures are taken to be in “{unit}”.").format(
                code=indicator.key, unit=_(indicator.unit)
            )
        if indicator.key in said:
            yield _("Beside the values of {code} stands the unit that the table gives: {units}.").format(
                code=indicator.key, units=shortened(list(said[indicator.key]))
            )
