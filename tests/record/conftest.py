"""What the tests of what a country says share: a way to write entries down, without any file."""

from __future__ import annotations

import uuid

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.catalogue.forms_reader import current
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.submission import Attachment, Submission

SUBMISSION_ID = "3f2a90c1-0000-4000-8000-000000000002"
AT = "2026-03-02T14:05:11Z"


class Desk:
    """A desk officer who writes entries down one after the other."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.by = "Desk officer A"
        self._entries: dict[str, Entry] = {}
        self._files: dict[str, Attachment] = {}

    def write(self, kind: str, bound_to: str = "", /, **answers: Value) -> str:
        """Write an entry down, or more into a bound one, and return its id."""
        number = len(self._entries) + 1
        if self.catalogue.kind(kind).bound is None:
            entry_id = str(uuid.uuid5(uuid.UUID(SUBMISSION_ID), str(number)))
        else:
            entry_id = bound_id(SUBMISSION_ID, kind, bound_to)
        entry = self._entries.get(entry_id) or Entry(entry_id, kind, bound_to, number)
        for key, value in answers.items():
            self.catalogue.kind(kind).field(key)  # a test that misspells a field tests nothing
            entry = entry.answered(key, Answer(value, AT, self.by))
        self._entries[entry_id] = entry
        return entry_id

    def attach(self, name: str, size: int = 1000) -> str:
        """Attach a file and return its SHA-256."""
        sha256 = f"{len(self._files) + 1:064x}"
        self._files[sha256] = Attachment(sha256, name, size)
        return sha256

    @property
    def submission(self) -> Submission:
        """Everything that was written down."""
        return Submission(SUBMISSION_ID, dict(self._entries), dict(self._files))

    def field(self, kind: str, key: str) -> FormField:
        """The definition of a field."""
        return self.catalogue.kind(kind).field(key)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The forms that the program ships with."""
    return current()


@pytest.fixture
def desk(catalogue: Catalogue) -> Desk:
    """An empty desk."""
    return Desk(catalogue)
