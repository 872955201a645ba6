"""What the tests of the report share: texts in many scripts, and a way to set them on pages of their own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.package.report import write_report
from desktop.package.report.blocks import Setting, Text
from desktop.package.report.pages import Heading, Page, Printer, compose
from desktop.package.report.style import BODY
from desktop.progress_reporter import NullProgress
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.submission import Submission

ID = "6f1b2c1e-0000-4000-8000-000000000001"
AT = "2026-03-02T14:05:11Z"

FRENCH = "Le Royaume s’engage à « mettre en œuvre » 3,5 % du plan d’action : oui ! https://example.org/a-b/c?d=e"
SPANISH = "¿Cómo se garantiza la protección de los niños? Mediante la inscripción de su nacimiento; ¡y pronto!"
ARABIC = (
    "وفقًا للمادة 15 (الفقرة 3) من الاتفاق (A/RES/73/195)، مُنحت 12,000 شهادة عام 2025، أي بزيادة 15%، "
    "بدعم من المنظمة الدولية للهجرة (International Organization for Migration) لا سيما في الأقاليم الثلاثة."
)
RUSSIAN = "Сбор и использование точных и дезагрегированных данных в качестве основы для выработки политики"
CHINESE = "收集和使用准确的分类数据，作为循证决策的基础。“国际移民组织”（IOM）于2026年发布了第23项目标的报告：数据、合作、发展！"
MIXED = "Mixed: العربية and 中文 and русский in one line, with שלום, हिन्दी, 😀👨‍👩‍👧 and <b>marks</b> & signs"
SCRIPTS = (FRENCH, SPANISH, ARABIC, RUSSIAN, CHINESE, MIXED)

Set = Callable[..., bytes]
Laid = Callable[..., list[Page]]


@pytest.fixture
def set_texts() -> Set:
    """A way to set texts below one another as a PDF."""

    def make(texts: Sequence[str], *, right_to_left: bool = False, draft: bool = False) -> bytes:
        setting = Setting(right_to_left)
        heading = Heading("Title", "Ministry", "Subject", "Left", "Right", "Notice", draft, "en", right_to_left, None)
        pages = compose([Text(text, BODY, setting) for text in texts])
        return Printer(heading).write(pages, NullProgress(), 0, len(pages))

    return make


@pytest.fixture
def laid(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Laid:
    """A way to lay out a report, and to see its pages before they are printed."""
    seen: list[list[Page]] = []

    def keep(_printer: Printer, pages: list[Page], *_work: object) -> bytes:
        seen.append(pages)
        return b""

    def lay(submission: Submission, language: str, *, draft: bool = False) -> list[Page]:
        monkeypatch.setattr(Printer, "write", keep)
        write_report(submission, catalogue, language=language, draft=draft)
        return seen[-1]

    return lay


class Drafting:
    """Builds a small submission, entry by entry."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def bound(self, sort: str, key: str, **values: Value) -> Drafting:
        """Answer an entry that is bound to something."""
        return self._add(bound_id(ID, sort, key), sort, key, values)

    def free(self, sort: str, **values: Value) -> Drafting:
        """Write an entry of a free kind."""
        number = len(self._entries) + 1
        return self._add(str(uuid.uuid5(uuid.UUID(ID), f"{sort} {number}")), sort, "", values)

    def _add(self, entry_id: str, sort: str, key: str, values: Mapping[str, Value]) -> Drafting:
        answers = {name: Answer(value, AT, "Desk officer A") for name, value in values.items()}
        self._entries[entry_id] = Entry(entry_id, sort, key, len(self._entries), answers)
        return self

    def done(self) -> Submission:
        """Return the submission."""
        return Submission(ID, dict(self._entries))


@pytest.fixture
def drafting() -> Drafting:
    """A submission to be filled."""
    return Drafting()
