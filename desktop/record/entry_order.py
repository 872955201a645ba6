"""Lists of entries as people want them: in which order, and which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.query import Word
from desktop.i18n.text_normalization import fold
from desktop.record.entry import Entry
from desktop.record.values import display, title_of

AS_WRITTEN, BY_TITLE, BY_MISSING = "", "title", "missing"
"""Orders that every list has; all others are the keys of fields."""

MISSING = "missing"
"""The filter by what is missing; its value is `any` for entries that lack something, `none` for the others."""

_MOST_FILTERS = 4


def order_fields(kind: Kind) -> Sequence[FormField]:
    """Return the fields that a list of a kind is put in order by, besides the title: those that it shows."""
    return [each for each in kind.fields if each.in_list and each.key != kind.title_field]


def filter_fields(kind: Kind) -> Sequence[FormField]:
    """Return the fields that a list of a kind is narrowed by: objectives, states, who leads, as far as it shows them."""
    fitting = ("objectives", "choice", "text", "yes_no", "year")
    return [each for each in order_fields(kind) if each.type in fitting][:_MOST_FILTERS]


@dataclass(frozen=True)
class ListView:
    """Which entries are shown, and in which order.

    Args:
        words: all of them have to occur in an entry.
        chosen: key of a field (or `MISSING`) to the value that an entry has to have.
        order: `AS_WRITTEN`, `BY_TITLE`, `BY_MISSING` or the key of a field.
        backwards: the other way round.
    """

    words: tuple[Word, ...] = ()
    chosen: dict[str, Any] = field(default_factory=dict)
    order: str = AS_WRITTEN
    backwards: bool = False

    @property
    def leaves_all(self) -> bool:
        """Whether every entry is shown."""
        return not self.words and not self.chosen

    def choosing(self, key: str, value: object) -> ListView:
        """Return the view with another filter; None for a filter that is taken away."""
        chosen = {name: each for name, each in self.chosen.items() if name != key}
        return replace(self, chosen=chosen if value is None else {**chosen, key: value})


def values_in(entries: Iterable[Entry], field: FormField) -> list[Any]:
    """Return the values that entries have in a field, each once, in their order."""
    found: set[Any] = set()
    for entry in entries:
        value = entry.value(field.key)
        found |= set(value) if isinstance(value, list) and field.type == "objectives" else {value}
    found.discard(None)
    return sorted(found, key=lambda each: (isinstance(each, str), fold(each) if isinstance(each, str) else each))


def has(entry: Entry, key: str, value: object) -> bool:
    """Tell whether an entry has a value in a field, or among the values of one that takes several."""
    given = entry.value(key)
    return value in given if isinstance(given, list) else given == value


def sort_key(entry: Entry, order: str, kind: Kind, catalogue: Catalogue) -> tuple[Any, ...] | None:
    """Return what entries are compared by in an order; None for one without an answer, which comes last.

    `AS_WRITTEN` and `BY_MISSING` are no matter of one entry and its forms, and are not asked here.
    """
    if order == BY_TITLE:
        return (fold(title_of(entry, catalogue)),)
    definition = next((each for each in kind.fields if each.key == order), None)
    value = entry.value(order)
    if definition is None or value is None:
        return None
    if definition.type == "objectives":
        return tuple(entry.numbers(order))
    if definition.options:  # in the order in which the form offers them
        keys = [option.key for option in definition.options]
        return (keys.index(value) if isinstance(value, str) and value in keys else len(keys),)
    if definition.type == "year":
        return (value if isinstance(value, int) else 0,)
    return (fold(display(definition, value, catalogue)),)


def in_order(entries: Sequence[Entry], key: Callable[[Entry], Any], *, backwards: bool) -> list[Entry]:
    """Return entries in the order of their keys; those without one come last, whichever way round."""
    given = [(key(each), each) for each in entries]
    with_key = [pair for pair in given if pair[0] is not None]
    with_key.sort(key=lambda pair: pair[0], reverse=backwards)
    return [*(each for _key, each in with_key), *(each for found, each in given if found is None)]
