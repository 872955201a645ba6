"""Twins: beside a text in the language of the submission, the same text in a national language.

A country that writes in two languages answers each longer text twice. The twin is a field of its own, made from the
first one, so that form, workbook, report, record and checks know it like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from desktop.catalogue import region_names
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import TranslatedText, current_language
from desktop.i18n.translation import gettext as _

MARK = "__"
_CODE = re.compile("[a-z]{2,3}(_[a-z0-9]{2,8}){0,3}")


def translation_key(field: str, code: str) -> str:
    """Return the key of the twin of a field, such as `description__fr`."""
    return f"{field}{MARK}{code}"


def languages_of(keys: Iterable[str]) -> set[str]:
    """Return the languages of the twins among field keys."""
    return {code for key in keys if MARK in key and is_code(code := key.rpartition(MARK)[2])}


def is_code(text: str) -> bool:
    """Whether a text can be the code of a language, and so a part of the key of a field; a file may say anything."""
    return _CODE.fullmatch(text) is not None


def with_field_translations(catalogue: Catalogue, codes: Iterable[str]) -> Catalogue:
    """Return the catalogue with a twin in each language (ISO 639-1) for every longer text and every title."""
    codes = sorted(codes)
    if not codes:
        return catalogue
    return replace(catalogue, kinds={key: _twinned(kind, codes) for key, kind in catalogue.kinds.items()})


def _twinned(kind: Kind, codes: list[str]) -> Kind:
    return kind.changed(fields=tuple(_fields(kind, codes)))


def _fields(kind: Kind, codes: list[str]) -> Iterator[FormField]:
    for field in kind.fields:
        if not has_translation(kind, field):
            yield field
            continue
        # Side by side: both are narrow, so that a form sets them in one line.
        yield field.changed(wide=False)
        for code in codes:
            yield field.changed(
                key=translation_key(field.key, code),
                label=TranslationLabel(field.label, code),
                help="",
                wide=False,
                missing=None,
                missing_text="",
                min_length=None,
                max_length=None,
                in_list=False,
                standing="ours",
                legacy_keys=(),
                twin_of=field.key,
                language=code,
            )


def has_translation(kind: Kind, field: FormField) -> bool:
    """Whether a field is written in a national language too: longer texts and titles that leave the file."""
    if field.twin_of or field.release == "internal" or kind.key in ("person", "data_pack", "value", "carried"):
        return False
    return field.type == "long_text" or (field.type == "text" and field.key == kind.title_field)


class TranslationLabel(TranslatedText):
    """The label of a twin, put together from that of its field and the name of its language."""

    label: str
    code: str

    def __new__(cls, label: str, code: str) -> TranslationLabel:
        made = super().__new__(cls, f"{label} [{code}]")
        made.label, made.code = label, code
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.label, self.code

    def said(self) -> str:
        """Return the label in the language spoken, such as `Titre (wolof)`."""
        return _("{label} ({language})").format(label=_(self.label), language=_name(self.code))


def _name(code: str) -> str:
    return region_names.languages(current_language()).get(code) or one_line(code, 12)
