"""What the tests of packages share: a signing key, a PDF, a small package, and the tools of others."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.catalogue.forms_reader import current
from desktop.package import container_writing
from desktop.package.identity import Identity, create_identity
from desktop.package.sheets import bound_rows
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.history import Change, Message, Revision
from desktop.record.submission import Attachment, Submission, entry_row

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def at() -> datetime:
    """When packages are signed in these tests."""
    return datetime(2026, 3, 2, 14, 5, 11, tzinfo=UTC)


@pytest.fixture(scope="session")
def passphrase() -> str:
    """What the signing keys are locked with."""
    return "four words and a number 7"


@pytest.fixture(scope="session")
def identity(at: datetime, passphrase: str) -> Identity:
    """A desk officer's signing key."""
    return create_identity("Desk officer A", "KE", passphrase, at)


@pytest.fixture(scope="session")
def stranger(at: datetime, passphrase: str) -> Identity:
    """A key of somebody else who calls himself the same."""
    return create_identity("Desk officer A", "KE", passphrase, at)


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """A report of two pages."""
    from reportlab.pdfgen.canvas import Canvas

    written = io.BytesIO()
    canvas = Canvas(written, invariant=True)
    for page in ("Objective 1", "Objective 2"):
        canvas.drawString(72, 700, page)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.fixture(scope="session")
def members(pdf: bytes) -> dict[str, bytes]:
    """The files of a small package."""
    return {
        "report.pdf": pdf,
        "pledges/pledge-1.pdf": pdf[::-1],
        "submission.json": b'{"country": "KE"}\n',
        "VERIFY.txt": b"How to verify this package\n",
    }


@pytest.fixture(scope="session")
def package(
    members: dict[str, bytes], identity: Identity, at: datetime, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    """A small signed package as the bytes of its file."""
    path = tmp_path_factory.mktemp("package") / "KE-2026.asice"
    container_writing.write_container(path, members, identity, at)
    return path.read_bytes()


@pytest.fixture(scope="session")
def draft(members: dict[str, bytes], at: datetime, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The same as an unsigned draft."""
    path = tmp_path_factory.mktemp("draft") / "KE-2026-draft.asice"
    container_writing.write_container(path, members, None, at)
    return path.read_bytes()


@pytest.fixture
def tool() -> Tool:
    """A way to run a program that somebody else wrote; the test is skipped where it is not installed."""

    def run(name: str, *arguments: str | Path, lines: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
        return subprocess.run(
            [name, *map(str, arguments)], capture_output=True, text=True, input="\n".join(lines), check=False
        )

    return run


SUBMISSION_ID = "3f2a90c1-0000-4000-8000-000000000001"
SAID_AT = "2026-03-02T14:05:11Z"
EVIDENCE = b"Minutes of the workshop\n"

Filled = Callable[..., Submission]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The forms that the program ships with."""
    return current()


@pytest.fixture(scope="session")
def filled(catalogue: Catalogue) -> Filled:
    """A way to make a submission in which every field of every kind is answered that leaves with a package.

    `filled(practice=3, pledge=2)` says how many entries of a free kind there are, one where nothing is said;
    `said={"pledge": {"title": "…"}}` gives answers of one's own; `most=3` leaves out what is bound but for the first three of
    each kind, of which there are up to 53.
    """

    def make(
        said: Mapping[str, Mapping[str, Value]] | None = None, *, most: int | None = None, **counts: int
    ) -> Submission:
        file = Attachment(hashlib.sha256(EVIDENCE).hexdigest(), "Minutes of the workshop.txt", len(EVIDENCE))
        free = {key: counts.get(key, 1) for key, kind in catalogue.kinds.items() if kind.bound is None}
        ids = {key: [made_id(key, number) for number in range(1, count + 1)] for key, count in free.items()}
        entries: dict[str, Entry] = {}
        for key, kind in catalogue.kinds.items():
            keys = [""] if kind.bound == "submission" else list(bound_rows(kind, catalogue))[:most]
            places = (
                [(entry_id, "") for entry_id in ids[key]]
                if kind.bound is None
                else [(bound_id(SUBMISSION_ID, key, each), each) for each in keys]
            )
            for number, (entry_id, bound_to) in enumerate(places, 1):
                values = {
                    field.key: usual_value(field, number, ids, file)
                    for field in kind.fields
                    if field.release != "internal" and field.key != "private"
                }
                values |= (said or {}).get(key, {})
                answers = {name: Answer(value, SAID_AT, "Desk officer A") for name, value in values.items()}
                entries[entry_id] = Entry(entry_id, key, bound_to, number, answers)
        return Submission(SUBMISSION_ID, entries, {file.sha256: file})

    return make


def saved_as(book: openpyxl.Workbook, workbook: bytes) -> bytes:
    """Return a workbook as it was changed with openpyxl, with the charts and the results of formulas that it had."""
    # openpyxl draws charts anew, and leaves out what comes of a formula.
    known = _read(workbook)
    stream, target = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with (
        zipfile.ZipFile(stream) as changed,
        zipfile.ZipFile(io.BytesIO(workbook)) as before,
        zipfile.ZipFile(target, "w") as packed,
    ):
        for name in changed.namelist():
            kept = before if name.startswith(("xl/charts/", "xl/drawings/")) else changed
            content = kept.read(name)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if number and (title := book.sheetnames[int(number[1]) - 1]) in known.sheetnames:
                content = _with_results(content, known[title])
            packed.writestr(name, content)
    return target.getvalue()


@lru_cache(maxsize=1)
def _read(workbook: bytes) -> openpyxl.Workbook:
    """Return a workbook with the results of its formulas; a module spoils one in many ways."""
    return openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)


def _with_results(content: bytes, known: Worksheet) -> bytes:
    def result(found: re.Match[bytes]) -> bytes:
        value = known[found[1].decode()].value
        kind, text = (b"", repr(value)) if isinstance(value, int | float) else (b' t="str"', value or "")
        return b'<c r="%b"%b%b>%b<v>%b</v>' % (found[1], found[2], kind, found[3], str(text).encode())

    return re.sub(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)', result, content)


def made_id(kind: str, number: int) -> str:
    """Return an id that is the same in every run."""
    return str(uuid.uuid5(uuid.UUID(SUBMISSION_ID), f"{kind} {number}"))


def usual_value(field: FormField, number: int, ids: Mapping[str, Sequence[str]], file: Attachment) -> Value:
    """Return an answer that fits the field, another one for each number."""
    match field.type:
        case "choice":
            return field.options[number % len(field.options)].key
        case "choices":
            return [option.key for option in field.options[: 1 + number % 3]]
        case "yes_no":
            return number % 2 == 0
        case "date":
            return ("2024", "2025-06", "2025-06-17")[number % 3]
        case "year":
            return 2015 + number % 10
        case "number":
            return f"{number}.50"
        case "email":
            return f"officer{number}@ministry.example"
        case "country":
            return "KE"
        case "countries":
            return ["KE", "TH"]
        case "language":
            return "en"
        case "objectives":
            return [1 + number % 23, 1 + (number + 7) % 23]
        case "principles":
            return [1 + number % 10]
        case "links":
            return [entry_id for kind in field.refers_to for entry_id in ids.get(kind, [])[:2]] or [made_id("", 0)]
        case "rows":
            row = {each.key: str(usual_value(each, number, ids, file)) for each in field.columns}
            return [row, {field.columns[0].key: row[field.columns[0].key]}]
        case "file":
            return file.sha256
        case "long_text":
            return f"{field.help or field.label}\n\n{field.label}, as it was said of entry {number}. "
    return f"{field.label} {number}"


@pytest.fixture(scope="session")
def history() -> Callable[[Submission], list[Revision]]:
    """A way to make the history of a submission that was written in one revision."""

    def make(submission: Submission) -> list[Revision]:
        changes: list[Change] = []
        for entry in submission.entries.values():
            changes.append(Change(entry.id, "", None, entry_row(entry)))
            changes += [Change(entry.id, key, None, answer.value) for key, answer in entry.answers.items()]
        return [Revision(made_id("deed", 1), SAID_AT, "Desk officer A", "import", Message("Import"), tuple(changes))]

    return make
