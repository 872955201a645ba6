"""Whether a text still says what its twin in the national language says."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.catalogue.definitions import FormField, Kind
from desktop.record.entry import Entry
from desktop.record.submission import Submission


def languages_in_use(submission: Submission) -> set[str]:
    """Return the national languages of a submission: the one that it names, and those that something is written in."""
    from desktop.catalogue.field_translations import is_code, languages_of

    about = submission.about
    named = {about.text("national_language")} - {"", about.text("language")}
    keys = set[str]().union(*(entry.answers for entry in submission.entries.values()))
    return set(filter(is_code, named)) | languages_of(keys)


def translations_of(kind: Kind, key: str) -> Iterator[FormField]:
    """Yield the twins of a field in other languages."""
    return (each for each in kind.fields if each.twin_of == key)


def is_stale(entry: Entry, kind: Kind, key: str) -> bool:
    """Whether a text has grown stale: the national text beside it was changed after it.

    The national text is taken as the one that is written first, and the other as its translation.
    """
    answer = entry.answers.get(key)
    if answer is None:
        return False
    return any(
        (twin := entry.answers.get(each.key)) is not None and twin.at > answer.at for each in translations_of(kind, key)
    )


def stale_fields(entry: Entry, kind: Kind) -> Iterator[FormField]:
    """Yield the fields of an entry whose text has grown stale."""
    for key in dict.fromkeys(each.twin_of for each in kind.fields if each.twin_of and each.key in entry.answers):
        if is_stale(entry, kind, key):
            yield kind.field(key)
