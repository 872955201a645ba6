"""Findings by what was found: “Start – missing”, and under it the practices that have none.

Of a thousand entries that lack the same, a person wants to read once what they lack, and then one after the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Weight
from desktop.i18n.translation import gettext as _
from desktop.record.findings import Finding

Place = tuple[int, int, int, int, str, int, int, int]
"""Where a finding stands: weight, kind, the key of a bound entry, order and id of the entry, field, rule, place in it."""

_Key = tuple[Weight, str, str, str]
_Order = tuple[int, int, int, int]


@dataclass(frozen=True)
class FindingGroup:
    """What one rule found of the entries of one kind.

    Args:
        weight, rule, kind: of each of the findings.
        field: of each of them; empty for the entries as a whole, or where several fields are spoken of.
        findings: in their order.
    """

    weight: Weight
    rule: str
    kind: str
    field: str
    findings: tuple[Finding, ...]

    def title(self, catalogue: Catalogue) -> str:
        """Return what was found in a few words, in the language spoken."""
        if self.rule == "missing" and not self.field:
            return _("Could be more complete")
        label = self._label(catalogue)
        if self.rule == "missing":
            return _("{field} – missing").format(field=label)
        if self.rule in ("limit", "altered"):
            return _("{field} – to be corrected").format(field=label)
        if self.rule == "unaccepted":
            return _("{field} – not accepted").format(field=label)
        if self.rule == "kept_back":
            return _("{field} – expected, but kept back").format(field=label)
        rule = next((each for each in catalogue.rules if each.key == self.rule), None)
        text = (rule.label or rule.why) if rule else ""
        return _(text) if text else self.rule

    def _label(self, catalogue: Catalogue) -> str:
        fields = catalogue.kinds[self.kind].fields if self.kind in catalogue.kinds else ()
        return next((_(each.label) for each in fields if each.key == self.field), self.field)


class GroupedFindings:
    """The groups, of which each finding that comes or goes changes its own only."""

    def __init__(self) -> None:
        self._places: dict[_Key, list[Place]] = {}
        self._findings: dict[_Key, list[Finding]] = {}
        self._order: dict[_Key, _Order] = {}
        self._made: dict[_Key, FindingGroup] = {}
        self._before: dict[_Key, FindingGroup] = {}
        self._all: tuple[FindingGroup, ...] | None = None

    def set_all(self, found: Sequence[tuple[Place, Finding]]) -> None:
        """Begin anew with findings in their order."""
        self._before |= self._made
        self._made, self._all = {}, None
        self._places, self._findings, self._order = {}, {}, {}
        for place, finding in found:
            key = _key(finding)
            self._places.setdefault(key, []).append(place)
            self._findings.setdefault(key, []).append(finding)
            self._order.setdefault(key, _order(place, key))

    def add(self, place: Place, finding: Finding) -> None:
        """Take up a finding."""
        key = _key(finding)
        self._order.setdefault(key, _order(place, key))
        places = self._places.setdefault(key, [])
        number = bisect_left(places, place)
        places.insert(number, place)
        self._findings.setdefault(key, []).insert(number, finding)
        self._changed(key)

    def remove(self, place: Place, finding: Finding) -> None:
        """Forget a finding."""
        key = _key(finding)
        number = bisect_left(self._places[key], place)
        del self._places[key][number], self._findings[key][number]
        self._changed(key)

    def _changed(self, key: _Key) -> None:
        if key in self._made:
            self._before[key] = self._made.pop(key)
        self._all = None

    def groups(self) -> tuple[FindingGroup, ...]:
        """Return all groups: by weight, then by kind, field and rule."""
        if self._all is None:
            keys = sorted((key for key, found in self._findings.items() if found), key=self._order.__getitem__)
            for key in keys:
                if key not in self._made:
                    self._made[key] = self._group(key)
            self._before = {}
            self._all = tuple(self._made[key] for key in keys)
        return self._all

    def _group(self, key: _Key) -> FindingGroup:
        """Return a group, the same one as before where other findings of the same words took the places of some."""
        found, before = tuple(self._findings[key]), self._before.get(key)
        return before if before is not None and before.findings == found else FindingGroup(*key, found)


def _key(finding: Finding) -> _Key:
    # What would make an entry stronger names several fields, and belongs together whichever comes first.
    whole = finding.rule == "missing" and finding.weight == "suggests"
    return finding.weight, finding.rule, finding.kind, "" if whole else finding.field


def _order(place: Place, key: _Key) -> _Order:
    weight, kind, *_others, field, rule, _place = place
    return weight, kind, field if key[3] else -1, rule
