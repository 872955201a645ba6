"""What stands in the workbook: sheets, columns and rows, made from the form definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import PART_OF_OBJECTIVE, FormField, Kind
from desktop.i18n.isolation import closed
from desktop.i18n.lists import separator
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.package import cells
from desktop.package.sheet_charts import SheetChart
from desktop.record.entry import Value, to_json
from desktop.record.submission import Attachment, Submission
from desktop.record.values import MOST_OF_LINKED, display, is_of_type, title_of

_ILLEGAL_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_WHOLE_DATE = re.compile(r"(19|2\d)\d\d-\d\d-\d\d")


@dataclass(frozen=True)
class Formula:
    """What a spreadsheet calculates anew from other cells, and what comes of it, which stands there until it does.

    Args:
        text: without the sign of equality; see `export_sheets/formulas.py`.
        value: a number, a text, or nothing, which a cell shows as an empty text.
    """

    text: str
    value: Number | str | None = None


@dataclass(frozen=True)
class Number:
    """A number and the format that shows it as it was typed."""

    value: float | int
    shown_as: str = "0"


Sort = Literal["id", "short", "figure", "text", "long"]
"""How a column is set: narrow, short, for figures, of usual width, or for paragraphs."""

Content = str | Number | date | Formula | None
"""What a cell holds: text, a number, a whole date (1901 and later), a formula of ours, or nothing."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Args:
        header: unique in its sheet, also for a program that takes no heed of case.
        sort: how it is set.
        field: the key of the field that it shows; empty where the catalogue speaks.
        options: what its drop-down offers; empty for none.
    """

    header: str
    sort: Sort
    field: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet that holds one table.

    Args:
        name: at most 31 characters, unique in the workbook.
        table: the table's name for programs, ASCII.
        frozen: how many columns stay in sight.
        kind: the key of the kind of entry; empty for other sheets.
        about: what another sheet holds, in words.
        charts: what is drawn beside the table.
    """

    name: str
    table: str
    columns: tuple[Column, ...]
    rows: list[list[Content]] = field(default_factory=list)
    frozen: int = 0
    kind: str = ""
    about: str = ""
    charts: tuple[SheetChart, ...] = ()


@dataclass
class LongTexts:
    """Texts that no single cell can hold; each is divided, and the sheet of long texts has all parts."""

    name: str
    rows: list[list[Content]] = field(default_factory=list)

    def fit(self, text: str, entry_id: str, sheet: str, header: str) -> str:
        """Return what stands in the cell itself: the whole text, or its first part and where it goes on."""
        found = cells.parts(cells.shown(text))
        if len(found) == 1:
            return found[0]
        for number, part in enumerate(found, 1):
            self.rows.append([entry_id, sheet, header, Number(number), part])
        note = _("(This text is too long for one cell. The full text is on the sheet “{sheet}”.)")
        return f"{found[0]}\n{note.format(sheet=self.name)}"


ID = "Id"


MOST_OF_NAME = 31
"""Characters that the name of a sheet may have."""


def legal_name(name: str) -> str:
    """Return a name that a sheet may have. One that is too long ends with a whole word, where it has several."""
    name = _ILLEGAL_IN_NAME.sub(" ", name).strip(" '")
    if len(name) > MOST_OF_NAME:
        words = name[: MOST_OF_NAME + 1].rpartition(" ")[0].rstrip(" '")
        name = words if len(words) > MOST_OF_NAME // 2 else name[:MOST_OF_NAME].strip(" '")
    # A spreadsheet keeps this name for itself.
    return f"{name} 2" if name.casefold() == "history" else name


def unique(names: Iterable[str], most: int = 255) -> list[str]:
    """Return the names in one line each, numbered where two differ by nothing or by their case alone."""
    taken: set[str] = set()
    found = []
    for name in names:
        plain = " ".join(name.split())[:most] or _("Column")
        candidate, number = plain, 2
        while candidate.casefold() in taken:
            ending = f" ({number})"
            candidate, number = plain[: most - len(ending)] + ending, number + 1
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def sheet_title(kind: Kind) -> str:
    """Return what the sheet of a kind is called, in the language spoken."""
    return legal_name(_(kind.short or kind.plural))


def fields_of(kind: Kind, *, draft: bool) -> list[FormField]:
    """Return the fields that are included in a package; those kept for signing stay out of a draft."""
    kept = ("released",) if draft else ("released", "on_signing")
    fields = [each for each in kind.fields if each.release in kept]
    # What an entry is called stands first, whatever the order of the form.
    return sorted(fields, key=lambda each: each.key != kind.title_field) if kind.bound is None else fields


def columns_of(kind: Kind, catalogue: Catalogue, *, draft: bool) -> tuple[Column, ...]:
    """Return the columns of a kind's sheet: its id, what it is bound to, and its fields."""
    columns = [Column(ID, "id"), *bound_columns(kind)]
    columns += [
        Column(_(each.label), _sort(each), each.key, tuple(_options(each, catalogue)))
        for each in fields_of(kind, draft=draft)
    ]
    headers = unique(column.header for column in columns)
    return tuple(
        Column(header, column.sort, column.field, column.options)
        for header, column in zip(headers, columns, strict=True)
    )


def _sort(definition: FormField) -> Sort:
    if definition.type == "long_text":
        return "long"
    if definition.type == "number":
        return "figure"
    if definition.type in ("yes_no", "date", "year", "objectives", "principles", "language"):
        return "short"
    return "text"


def _options(definition: FormField, catalogue: Catalogue) -> list[str]:
    if definition.type == "yes_no":
        return [_("Yes"), _("No")]
    return [catalogue.option_text(option) for option in definition.options] if definition.type == "choice" else []


def bound_columns(kind: Kind) -> list[Column]:
    """Return the columns that say what an entry of a bound kind is bound to."""
    standing = Column(_("Status of this text"), "text")
    match kind.bound:
        case "objective":
            return [Column(_("Objective"), "short"), Column(_("Title of the objective"), "text"), standing]
        case "recommendation":
            return [
                Column(_("Recommendation"), "short"),
                Column(pgettext("recommendation", "What it asks for"), "text"),
                standing,
            ]
        case "indicator":
            return [
                Column(_("Indicator"), "short"),
                Column(_("Name of the indicator"), "text"),
                Column(_("Unit"), "text"),
                standing,
            ]
        case "sub_category":
            return [
                Column(_("Sub-category"), "short"),
                Column(_("Domain"), "text"),
                Column(_("What the indicator asks"), "text"),
                standing,
            ]
        case "principle":
            return [
                Column(_("Guiding principle"), "short"),
                Column(_("Name of the principle"), "text"),
                standing,
            ]
        case "chapter":
            return [Column(_("Chapter"), "short"), Column(_("Title of the chapter"), "text"), standing]
    return []


def bound_rows(kind: Kind, catalogue: Catalogue) -> dict[str, list[Content]]:
    """Return key to leading cells for everything of the catalogue that a kind is bound to."""
    standing = catalogue.standing_label
    policy = standing(catalogue.standing_in_translation(catalogue.policy.standing))
    match kind.bound:
        case "objective":
            return {
                str(each.number): [
                    Number(each.number),
                    catalogue.title(each.number),
                    standing(catalogue.title_standing(each.number)),
                ]
                for each in catalogue.objectives
            }
        case "recommendation":
            return {
                each.key: [each.key, _(each.gist), standing(each.standing)]
                for group in catalogue.recommendation_sets
                for section in group.sections
                for each in section.recommendations
            }
        case "indicator":
            return {
                each.key: [
                    each.key,
                    catalogue.indicator_name(each.key),
                    _(each.unit),
                    catalogue.indicator_label(each.key),
                ]
                for each in catalogue.indicators
            }
        case "sub_category":
            return {
                each.key: [each.key, _(domain.label), _(each.label), policy]
                for domain in catalogue.policy.domains
                for each in domain.sub_categories
            }
        case "principle":
            return {
                str(each.number): [
                    Number(each.number),
                    catalogue.principle_name(each.number),
                    standing(catalogue.principle_standing(each.number)),
                ]
                for each in catalogue.principles
            }
        case "chapter":
            parts = [f"{PART_OF_OBJECTIVE}{each.number}" for each in catalogue.objectives]
            chapters: dict[str, list[Content]] = {
                each.key: [each.key, _(each.label), standing(each.standing)] for each in catalogue.review
            }
            return chapters | {key: [key, catalogue.chapter_name(key), standing("ours")] for key in parts}
    return {}


def content_of(
    definition: FormField,
    value: Value | None,
    submission: Submission,
    catalogue: Catalogue,
    paths: dict[str, str],
) -> Content:
    """Return what the cell of an answer holds."""
    if value is None:
        return None
    if not is_of_type(definition, value):
        return value if isinstance(value, str) else to_json(value)
    match definition.type:
        case "year" if isinstance(value, int) and not isinstance(value, bool):
            return Number(value)
        case "number" if isinstance(value, str):
            number = cells.as_number(value)
            return value if number is None else Number(*number)
        case "date" if isinstance(value, str):
            return _date(value)
        case "objectives" | "principles" if isinstance(value, list):
            return Number(value[0]) if value[1:] == [] and isinstance(value[0], int) else "; ".join(map(str, value))
        case "choices" | "countries" if isinstance(value, list):
            # Options with a code, such as 13(a), have a whole sentence for a label.
            between = "\n" if any(option.code for option in definition.options) else separator()
            return between.join(display(definition, [str(each)], catalogue) for each in value)
        case "rows" if isinstance(value, list):
            return "\n".join(_row(definition, each, catalogue) for each in value if isinstance(each, dict))
        case "links" if isinstance(value, list):
            return "\n".join(_link(str(each), submission, catalogue) for each in value)
        case "file" if isinstance(value, str):
            return _file(submission.attachments.get(value), value, paths)
        case "yes_no" | "choice" | "country" | "language":
            return display(definition, value, catalogue)
    return value if isinstance(value, str) else to_json(value)


def _date(text: str) -> Content:
    if _WHOLE_DATE.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        return day if day.year > 1900 else text
    return Number(int(text)) if re.fullmatch(r"[1-9]\d{3}", text) else text


def _row(definition: FormField, row: dict[str, str], catalogue: Catalogue) -> str:
    # A text must not turn its neighbours round, whatever direction it is written in.
    known = {column.key: column for column in definition.columns}
    texts = [_isolated(display(known[key], row[key], catalogue)) for key in known if row.get(key)]
    texts += [_isolated(text) for key, text in sorted(row.items()) if key not in known and text]
    return " | ".join(texts)


def _link(entry_id: str, submission: Submission, catalogue: Catalogue) -> str:
    entry = submission.entries.get(entry_id)
    if entry is None or entry.kind not in catalogue.kinds:
        return " ".join(entry_id.split())
    title = " ".join(title_of(entry, catalogue).split())
    return f"{entry_id[:8]} {title[:MOST_OF_LINKED]}".rstrip()


def _file(attachment: Attachment | None, sha256: str, paths: dict[str, str]) -> str:
    if attachment is None:
        return sha256
    return f"{attachment.name}\n{paths[sha256]}"


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _isolated(text: str) -> str:
    """Return a text that cannot turn what stands beside it: what it opens is closed again."""
    return closed(text) if _TURNS.search(text) else text
