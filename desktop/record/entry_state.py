"""How far one entry has come: which expected answers are missing, and which of those that are there break a limit."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.record.entry import Entry, Value
from desktop.record.recent import recent
from desktop.record.values import applies, missed, problems_of, weight_of

EXPECTED = ("blocks", "warns")
"""Weights of a field whose answer is expected; what is only recommended is not counted as missing."""

last_problems_of = recent(2_000)(problems_of)
"""What `values.problems_of` returns, for the entries that are on the screen: their list and their form both ask for it."""


@dataclass(frozen=True)
class EntryState:
    """How far an entry has come.

    Args:
        missing: keys of the expected fields that are asked and have no answer, or rows in which one is missing.
        wrong: keys of the fields with an answer that breaks a limit, or in which something was typed that is not accepted.
        begun: whether anything was answered.
        expects: whether the form expects anything at all.
    """

    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    begun: bool = False
    expects: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything that is expected is there, and nothing breaks a limit."""
        return self.begun and self.expects and not self.missing and not self.wrong

    def said(self) -> str:
        """Return the state in words; empty where the form expects nothing and there is nothing to correct."""
        if self.complete:
            return _("Complete")
        if not self.expects and not self.wrong:
            return ""
        return pgettext("entry", "In progress") if self.begun else pgettext("entry", "Not started")


@recent(200)
def state_of(entry: Entry, kind: Kind) -> EntryState:
    """Return how far an entry has come."""
    missing: list[str] = []
    wrong: list[str] = []
    expects = False
    for field in kind.fields:
        value = entry.value(field.key)
        expected = field.missing in EXPECTED and applies(field, entry)
        expects = expects or expected
        if field.key in entry.typed or (value is not None and last_problems_of(field, value)):
            wrong.append(field.key)
        elif (expected and missed(field, entry)) or (value is not None and _lacks_in_rows(field, value)):
            missing.append(field.key)
    return EntryState(tuple(missing), tuple(wrong), bool(entry.answers or entry.typed), expects)


def heaviest(entry: Entry, kind: Kind) -> str:
    """Return what weighs most of what is missing or wrong in an entry: `blocks`, `warns`, or empty for less."""
    found = {"blocks"} if entry.typed else set()
    for field in kind.fields:
        value = entry.value(field.key)
        if value is None:
            found.add(field.missing if field.missing and missed(field, entry) else "")
        else:
            found.update(weight_of(each, field) for each in last_problems_of(field, value))
    return next((each for each in EXPECTED if each in found), "")


def unanswered(entry: Entry, kind: Kind) -> tuple[str, ...]:
    """Return the fields of a form that expects nothing, such as the rating of an objective, which are asked and have no
    answer; notes of the team's own are not asked for. Empty for a form that expects something.
    """
    if any(field.missing in EXPECTED for field in kind.fields):
        return ()
    asked = (field for field in kind.fields if field.release != "internal" and applies(field, entry))
    return tuple(field.key for field in asked if entry.value(field.key) is None)


def _lacks_in_rows(field: FormField, value: Value) -> bool:
    needed = [column.key for column in field.columns if column.missing in EXPECTED]
    rows = value if needed and isinstance(value, list) else []
    return any(not row.get(key) for row in rows if isinstance(row, dict) for key in needed)


def lacking(missing: int, wrong: int = 0) -> str:
    """Return in words how many answers are missing and how many are to be corrected; empty for none."""
    said: list[str] = []
    if missing:
        said.append(ngettext("{count} missing", "{count} missing", missing).format(count=counted(missing)))
    if wrong:
        said.append(ngettext("{count} to correct", "{count} to correct", wrong).format(count=counted(wrong)))
    return " · ".join(said)
