"""One way to say a text in the language that is being spoken.

English is the message id everywhere. Three things speak, each in its own language: the screen, the content and
the package; so the language is a context, not a global: a package can be written in Arabic on a thread of its
own while the window goes on in French.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from string import Formatter
from typing import TYPE_CHECKING

from desktop import paths
from desktop.i18n import languages
from desktop.i18n.isolation import Sentence, in_order

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = tuple(languages.LANGUAGES)
"""The languages that Pledgebook speaks, as ISO 639-1 codes."""

ENGLISH = "en"
"""The language of the texts in the code, which has no catalogue."""

RIGHT_TO_LEFT = frozenset(code for code, each in languages.LANGUAGES.items() if each.right_to_left)

# The screen's language is the fallback of every thread that has not chosen one of its own.
_screen = "en"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@cache
def _catalogue(language: str) -> NullTranslations:
    from gettext import translation

    return translation("pledgebook", paths.locale(), [language], fallback=True)


def current_language() -> str:
    """Return the code of the language that `gettext` answers in here and now."""
    return _spoken.get() or _screen


def language_in_use() -> languages.Language:
    """Return the language that `gettext` answers in here and now, and what is done otherwise in it."""
    return languages.LANGUAGES[current_language()]


def set_language(language: str) -> None:
    """Choose the language of the screen. Raises ValueError for a language that Pledgebook does not have."""
    global _screen
    if language not in LANGUAGES:
        raise ValueError(language)
    _screen = language


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Speak another language inside a `with` block, on this thread only."""
    if language not in LANGUAGES:
        raise ValueError(language)
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


class TranslatedText(str):
    """A text that knows by itself how it is said in each language, wherever it is handed on.

    The program's own texts are plain ones, and the catalogues in `locale/` say them. A text that somebody else brings
    carries what is to be said: there is no table that one pack, one submission or one test could change for others.
    """

    def said(self) -> str:
        """Return the text in the language spoken, as a plain one."""
        raise NotImplementedError


_MOST_KEPT = 20_000
"""Texts whose translations are kept at hand; more than all texts of the program, and not whatever anybody asks for."""

Hole = tuple[str, str, str | None]
"""A placeholder of a text: its name, its format and its conversion."""


def holes(text: str) -> frozenset[Hole]:
    """Return the placeholders of a text; a text with a broken one gives its own words."""
    try:
        found = Formatter().parse(text)
        return frozenset((name, form or "", more) for _text, name, form, more in found if name is not None)
    except ValueError:
        return frozenset({(text, "", None)})


@lru_cache(maxsize=_MOST_KEPT)
def _fits(said: str, messages: tuple[str, ...]) -> bool:
    """Whether a translation has the placeholders of its text: with others it could not be filled in."""
    return any(holes(said) == holes(each) for each in messages)


@lru_cache(maxsize=_MOST_KEPT)
def _fits_number(said: str, messages: tuple[str, ...]) -> bool:
    """Whether a form has no placeholder beside those of its text: where it is of one number only, its words say that."""
    return any(holes(said) <= holes(each) for each in messages)


@lru_cache(maxsize=_MOST_KEPT)
def _translated(language: str, message: str, context: str = "") -> str:
    if language == ENGLISH:
        return _sentence(message)
    catalogue = _catalogue(language)
    said = catalogue.pgettext(context, message) if context else catalogue.gettext(message)
    return _sentence(said, language) if _fits(said, (message,)) else _sentence(message)


def _sentence(said: str, language: str = ENGLISH) -> str:
    """Return a text as it is said; one that something is put into keeps that from running into its words."""
    ordered = in_order(said) if language in RIGHT_TO_LEFT else said
    return Sentence(ordered) if "{" in said else ordered


def gettext(message: str) -> str:
    """Return the text in the language spoken, or the English text where there is no translation."""
    if not message:
        return ""  # of which gettext makes the head of its catalogue
    return (
        _sentence(message.said()) if isinstance(message, TranslatedText) else _translated(current_language(), message)
    )


def pgettext(context: str, message: str) -> str:
    """Return a text in the language spoken that another language says otherwise here than elsewhere.

    Args:
        context: which of its meanings it has, for translators; `progress` for a “Done” that ends a wait, `button` for
            a text that is also said of what was done.
        message: the English text.
    """
    return _translated(current_language(), message, context)


def in_every_language(message: str) -> tuple[str, ...]:
    """Return the text in every language, since what comes from outside may be in another one than the screen.

    A text that speaks for itself is asked anew each time: two packs can say one English text in different words.
    """
    if not isinstance(message, TranslatedText):
        return tuple(_translated(language, message) for language in LANGUAGES)
    said = []
    for language in LANGUAGES:
        with use_language(language):
            said.append(message.said())
    return tuple(said)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of the text that goes with the number `n` in the language spoken."""
    if current_language() == ENGLISH:
        return _sentence(singular if n == 1 else plural)
    said = _catalogue(current_language()).ngettext(singular, plural, n)
    if not _fits_number(said, (singular, plural)):
        return _sentence(singular if n == 1 else plural)
    return _sentence(said, current_language())


def code(text: str) -> str:
    """Return a code such as `10.c.1` so that it stays as it is inside a text that is read from right to left."""
    if current_language() not in RIGHT_TO_LEFT:
        return text
    # The first mark keeps the whole text from right to left where it begins with the code.
    return f"\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT MARK}{text}\N{LEFT-TO-RIGHT MARK}"


def left_to_right(text: str) -> str:
    """Return a path so that its parts follow each other from left to right, whatever letters they are written in."""
    return f"\u2066{text}\u2069" if current_language() in RIGHT_TO_LEFT else text


def N_(message: str) -> str:  # noqa: N802 - the name that extraction tools know
    """Mark a text for translation and leave it as it is; it is translated where it is shown."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - as above, for a text with a count
    """Mark a text and its plural for translation and leave them as they are."""
    return singular, plural
