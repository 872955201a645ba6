"""The people of the team: what each is called in the history, and who is meant by a name that stands there.

The history keeps a name and no id, so that it can be read without the team. Where two people bear one name, theirs goes on
with the ministry: `John Kamau (Health)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from desktop.i18n.text_normalization import fold_loosely
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.memoization import memoized
from desktop.record.submission import Submission

_WORDS = re.compile(r"[^\W_]+")

PERSON = "person"
"""The kind of entry of a member of the team."""


class Person(NamedTuple):
    """A member of the team who has a name.

    Args:
        id: that of the entry.
        name, ministry, role: as they are written there, in one line each.
        speaks_for: whose view the person represents, where that is not the ministry.
    """

    id: str
    name: str
    ministry: str = ""
    role: str = ""
    speaks_for: str = ""


def named(by: str) -> str:
    """Return the name of who said or did something, and that it is not known where it is not."""
    return one_line(by) if by else _("Name not given")


def people_of(submission: Submission) -> tuple[Person, ...]:
    """Return everybody in the team who has a name, in the order of the team."""
    return _people(submission, None)


@memoized
def _people(submission: Submission, _forms: None) -> tuple[Person, ...]:
    found = (
        Person(each.id, *(_line(each.text(key)) for key in ("name", "ministry", "role", "speaks_for")))
        for each in submission.of_kind(PERSON)
    )
    return tuple(each for each in found if each.name)


class _Known(NamedTuple):
    """Who is meant by a name, found at once: what is said of one objective may be said by hundreds."""

    by_label: Mapping[str, tuple[Person, ...]]
    by_name: Mapping[str, tuple[Person, ...]]


@memoized
def _known(submission: Submission, _forms: None) -> _Known:
    everybody = _people(submission, None)
    names: dict[str, tuple[Person, ...]] = {}
    for person in everybody:
        name = _compared(person.name)
        names[name] = (*names.get(name, ()), person)
    labels: dict[str, tuple[Person, ...]] = {}
    for person in everybody:
        label = label_of(person, names[_compared(person.name)])
        labels[label] = (*labels.get(label, ()), person)
    return _Known(labels, names)


def labelled(submission: Submission) -> list[tuple[str, Person]]:
    """Return everybody in the team in their order, each with what stands in the history for them, see `label_of`."""
    return [(label, person) for label, people in _known(submission, None).by_label.items() for person in people]


def label_of(person: Person, everybody: Iterable[Person]) -> str:
    """Return what stands in the history for a person: the name; with the ministry where others have that name too.

    Where the ministry is the same as well, the role tells them apart. Who is written down twice with everything the same
    is one person to everybody who reads it.
    """
    others = [each for each in everybody if each.id != person.id and same_name(each.name, person.name)]
    if not others or not (person.ministry or person.role):
        return person.name
    if person.ministry and not any(same_name(each.ministry, person.ministry) for each in others):
        return f"{person.name} ({person.ministry})"
    return f"{person.name} ({', '.join(each for each in (person.ministry, person.role) if each)})"


def person_of(by: str, submission: Submission) -> Person | None:
    """Return who in the team is meant by a name of the history; None for nobody, or where it may be several."""
    known = _known(submission, None)
    found = known.by_label.get(by) or known.by_name.get(_compared(by), ())
    return found[0] if len(found) == 1 else None


def renamed(before: Submission, now: Submission) -> dict[str, str]:
    """Return what stands in the history for people from now on, by what stood there before, where it is not the same.

    What somebody else is still called by stays: it may be meant by either.
    """
    was, is_now = ({person.id: label for label, person in labelled(each)} for each in (before, now))
    kept = {label for key, label in was.items() if is_now.get(key) == label}
    return {
        label: is_now[key] for key, label in was.items() if key in is_now and is_now[key] != label and label not in kept
    }


def ministry_of(by: str, submission: Submission) -> str:
    """Return the ministry of a name of the history, empty where nobody knows it.

    A name that bears its ministry says it still when the person has left the team.
    """
    person = person_of(by, submission)
    if person is not None:
        return person.ministry
    name, ministry = _parted(by)
    return ministry if ministry and name and _compared(by) not in _known(submission, None).by_name else ""


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capital letters, accents and spaces."""
    return _compared(one) == _compared(other)


def alike(name: str, everybody: Sequence[Person]) -> list[Person]:
    """Return who in the team bears a name, in whichever spelling, or in another order of its words."""
    wanted = sorted(_compared(name).split())
    return [each for each in everybody if wanted and sorted(_compared(each.name).split()) == wanted]


def doubles(everybody: Sequence[Person]) -> list[tuple[Person, Person]]:
    """Return pairs who may be one person: the name is the same but for its spelling, and no ministry tells them apart."""
    found: list[tuple[Person, Person]] = []
    known: dict[str, list[Person]] = {}
    for person in everybody:
        others = known.setdefault(_compared(person.name), [])
        found += [
            (other, person)
            for other in others
            if not (other.ministry and person.ministry) or same_name(other.ministry, person.ministry)
        ]
        others.append(person)
    return found


def found_by(text: str, everybody: Sequence[Person]) -> list[Person]:
    """Return who is found by what somebody types: each word begins a word of the name, the ministry or the role."""
    wanted = _compared(text).split()
    return [each for each in everybody if all(_begins(word, each) for word in wanted)]


def _begins(word: str, person: Person) -> bool:
    said = f"{person.name} {person.ministry} {person.speaks_for}"
    return any(each.startswith(word) for each in _compared(said).split())


def _compared(text: str) -> str:
    return " ".join(_WORDS.findall(fold_loosely(text)))


def _line(text: str) -> str:
    return " ".join(text.split())


def _parted(by: str) -> tuple[str, str]:
    """Return a name and what stands in brackets at its end; a ministry may have brackets of its own."""
    if not by.endswith(")"):
        return by, ""
    depth = 0
    for place in range(len(by) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(by[place], 0)
        if depth == 0:
            return by[:place].strip(), by[place + 1 : -1].strip()
    return by, ""
