"""What the names and the cells of columns say: names without the words for codes, dates, countries, groups."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.older_words import every_wording
from desktop.operations.tables.areas import country_of
from desktop.operations.tables.column_mapping import ROLES
from desktop.operations.tables.dimensions import characteristic_of
from desktop.operations.tables.vocabulary import CHARACTERISTICS, bare, characteristic, means_everybody
from desktop.operations.tables.vocabulary import ROLES as WORDS

_ASIDE_WORDS = re.compile(
    r"(?:\b|_)(?:code|codes|label|labels|name|names|id|desc|description|text|iso|libell[eé]|nom|c[oó]digo|nombre|"
    r"descripci[oó]n|etiqueta|код|наименование|название|رمز|اسم|代码|名称|编码)(?:\b|_)|代码|名称|编码",
    re.IGNORECASE,
)


def root_of(name: str) -> str:
    """Return a name without the words that tell codes from words: `sex.label` and `SEX_CODE` are both `sex`."""
    name = re.sub(r"\([^()]{0,4}[%٪％][^()]{0,4}\)", "", name[:200])  # `Value (in %)`
    plain = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).replace("_", " ").replace(".", " ")
    return bare(_ASIDE_WORDS.sub(" ", plain)) or bare(name)


def characteristic_by_word(name: str) -> str | None:
    """Return the characteristic that one word of a name means: “Sex of the respondent”, “Wealth quintile no.”."""
    keys = {characteristic(bare(word)) for word in re.split(r"\W+", name[:200]) if len(word) > 2}
    found = keys & {"sex", "age", "income", "disability", "ethnicity"}
    return found.pop() if len(found) == 1 and "value" not in bare(name) else None


def is_id(cell: str) -> bool:
    """Whether a cell is the id of an entry."""
    try:
        return str(uuid.UUID(cell)) == cell.lower()
    except ValueError:
        return False


def is_date(cell: str) -> bool:
    """Whether a cell is a date in numbers."""
    return re.fullmatch(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[ T].{0,20})?", cell) is not None


def are_countries(cells: Sequence[str]) -> bool:
    """Whether most cells of a column name countries or areas, and one at least a country."""
    looked = cells[:200]
    found = [country_of("", cell) for cell in looked]
    return sum(1 for each in found if each) * 10 >= len(looked) * 8 and any(each not in ("", "-") for each in found)


def is_one_area(one: str, other: str) -> bool:
    """Whether two cells can name the same area."""
    # Areas that are no countries have codes of their own in each list.
    first, second = country_of(one, one), country_of(other, other)
    return first == second or {first, second} <= {"", "-"}


def only_groups(cells: Sequence[str]) -> str:
    """Return the characteristic of which every cell names a group or everybody, empty where there is none."""
    keys = {characteristic_of(cell) for cell in cells if not means_everybody(cell)}
    return keys.pop() if len(keys) == 1 else ""


def _labels(text: str) -> tuple[str, ...]:
    """Return a label in every language and as older versions said it: a table may be in another one than the screen."""
    return tuple(dict.fromkeys(map(bare, every_wording(text))))


def words_of_roles(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the names by which a column of each role is known, the better ones first."""
    fields = {each.key: each for each in catalogue.kind("value").fields}
    words = {}
    for role in ROLES:
        labels = [role, *_labels(fields[role].label)] if role in fields else []
        words[role] = list(dict.fromkeys([*labels, *(bare(each) for each in WORDS.get(role, ()))]))
    return words


def words_of_groups(catalogue: Catalogue) -> dict[str, str]:
    """Return the key of the characteristic that each name of a column means."""
    found = {
        word: each.key
        for each in catalogue.characteristics
        for word in (bare(each.key), *_labels(each.label), *map(bare, each.aliases))
    }
    keys = set(found.values())
    more = {bare(word): key for key, words in CHARACTERISTICS.items() if key in keys for word in words}
    return more | found
