"""What a data pack brings: texts with their translations, and what the pack claims of them.

A text of a pack is a text like any other, and its standing one like any other; but each bears what it came with. So a
translation can never speak for a text that the program says itself, and nothing that a pack calls official is shown as
what the program vouches for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from desktop.catalogue.definitions import OFFICIAL, TEXTS, WEIGHTS, Standing
from desktop.catalogue.shape import Shape
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import TranslatedText, current_language, gettext
from desktop.i18n.translation import gettext as _

Translations = Mapping[str, Mapping[str, str]]
"""Language to English text to translation, as a pack holds them."""

_OF_A_PACK = 40
"""Characters of the name of a pack beside each of its texts."""

_Part = TypeVar("_Part")


class PackText(TranslatedText):
    """A text that a data pack brings. Where the program has the same text, the program's own translation is said."""

    translations: Mapping[str, str]

    def __new__(cls, text: str, translations: Mapping[str, str] | None = None) -> PackText:
        made = super().__new__(cls, text)
        made.translations = dict(translations or {})
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return str(self), self.translations

    def said(self) -> str:
        """Return the text in the language spoken, in English where nobody translated it."""
        text = str(self)
        own = gettext(text)
        return own if own != text else self.translations.get(current_language(), text)


class HeadText(PackText):
    """What a pack says in the head of the forms, where the program speaks otherwise: it is told as the pack's word."""

    pack: str

    def __new__(cls, text: str, translations: Mapping[str, str] | None = None, pack: str = "") -> HeadText:
        made = cast(HeadText, super().__new__(cls, text, translations))
        made.pack = pack
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return str(self), self.translations, self.pack

    def said(self) -> str:
        """Return the text in the language spoken, and which pack says so."""
        text = _("{text} (according to the data pack “{pack}”)")
        return text.format(text=super().said(), pack=one_line(self.pack, _OF_A_PACK))


class Claim(str):
    """The standing that a pack claims for its texts; `pack` is what the pack calls itself."""

    pack: str

    def __new__(cls, standing: str, pack: str) -> Claim:
        made = super().__new__(cls, standing)
        made.pack = pack
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return str(self), self.pack


def claimed(standing: str, pack: str) -> Standing:
    """Return a standing as the claim of a pack."""
    return cast(Standing, Claim(standing, pack))


def claimant(standing: Standing) -> str | None:
    """Return what the pack calls itself that claims a standing, in one line; None where the program vouches for it."""
    text: object = standing
    return one_line(text.pack, _OF_A_PACK) if isinstance(text, Claim) else None


def is_official(standing: Standing) -> bool:
    """Whether a text needs no mark: the program itself says that it was seen in an official source."""
    return standing in OFFICIAL and claimant(standing) is None


def brought(part: _Part, translations: Translations, pack: str) -> _Part:
    """Return a part of a pack whose texts bear their translations, and whose standings are the pack's claims.

    Args:
        pack: what the pack calls itself.
    """
    if isinstance(part, Shape):
        said = {key: _of_key(key, getattr(part, key), translations, pack) for key in part.names}
        return cast(_Part, part.changed(**said))
    if isinstance(part, tuple):
        return cast(_Part, tuple(brought(each, translations, pack) for each in part))
    return part


def _of_key(key: str, value: Any, translations: Translations, pack: str) -> Any:
    if key == "standing" or key.endswith("_standing"):
        if isinstance(value, Mapping):
            return {language: claimed(each, pack) for language, each in value.items()}
        return None if value is None else claimed(value, pack)
    if isinstance(value, str):
        return text_of(value, translations) if key in TEXTS and value and value not in WEIGHTS else value
    return brought(value, translations, pack)


def text_of(text: str, translations: Translations) -> PackText:
    """Return one text with what a pack says of it in other languages."""
    found = {language: texts[text] for language, texts in translations.items() if text in texts}
    return PackText(text, found)


def texts_in(part: object) -> set[str]:
    """Return the texts of a part of a pack that can be translated."""
    found: set[str] = set()
    if isinstance(part, Shape):
        for key in part.names:
            value = getattr(part, key)
            if not isinstance(value, str):
                found |= texts_in(value)
            elif key in TEXTS and value not in WEIGHTS:
                found.add(value)
    elif isinstance(part, tuple):
        found = found.union(*(texts_in(each) for each in part))
    elif isinstance(part, dict):
        found = found.union(*(texts_in(each) for each in part.values()))
    return found
