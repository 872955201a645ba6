"""Examples beside the question: pledges and practices that were published, with their source and how well it is known.

Those that ship lie in `forms/examples.yaml`, which is read when somebody first wants to see them; a start knows nothing
of them. Data packs bring further ones, see `Catalogue.examples`. They are what others said, and never an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import paths
from desktop.catalogue.definitions import Example
from desktop.catalogue.pack_texts import claimant
from desktop.i18n.lists import sentences
from desktop.i18n.query import query_words
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue

EXAMPLES = "examples.yaml"


def of(catalogue: Catalogue) -> tuple[Example, ...]:
    """Return the examples that ship and those of the data packs in use. Raises FormsError."""
    return joined(_shipped(paths.forms()), catalogue.examples)


def joined(examples: Sequence[Example], further: Sequence[Example]) -> tuple[Example, ...]:
    """Return examples with further ones, of which each takes the place of one with its key."""
    return tuple({each.key: each for each in (*examples, *further)}.values())


def found(examples: Sequence[Example], kind: str = "", objective: int = 0, query: str = "") -> list[Example]:
    """Return the examples of a kind and of an objective, all where none is named, that hold every word of a query."""
    wanted = query_words(query)
    return [
        each
        for each in examples
        if (not kind or each.kind == kind)
        and (not objective or objective in each.objectives)
        and all(word.is_in(_searched(each)) for word in wanted)
    ]


def standing_in_words(example: Example) -> str:
    """Return how well an example is known, in sentences; what a data pack claims is told as its claim."""
    match str(example.standing):
        case "attested":
            known = _("It was found in an official or primary source.")
        case "attested_secondary":
            known = _("It comes from the press or another secondary source.")
        case _:
            known = _("Its reliability is not known. Check it at its source.")
    if example.filed is False:
        known = sentences(
            (
                known,
                _("It is a national or other measure. Whether it was filed as a pledge is not known.")
                if example.kind == "pledge"
                else _(
                    "It is a national or other measure. Whether the repository of practices contains it is not known."
                ),
            )
        )
    if pack := claimant(example.standing):
        return _("According to the data pack “{pack}”: {text}").format(pack=pack, text=known)
    if example.objectives_by == "source":
        return sentences((known, _("The source itself links it with an objective.")))
    return known


@cache
def _searched(example: Example) -> str:
    return fold(" ".join((example.title, example.summary, example.entity, example.country, example.year)))


@cache
def _shipped(folder: Path) -> tuple[Example, ...]:
    from desktop.catalogue.forms_folder import checked_examples

    return checked_examples(folder)
