"""Made-up submissions of any size: practices, gaps, pledges, values, evidence, in six languages, linked with each other.

The same seed gives the same submission. It comes as two sources that the program imports: the machine record of a
package, which has all of it, and a list of published entries, which can have no links and no further languages.

    python -m tests.bench.submissions 10000 large.pledgebook
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from desktop.record.entry import bound_id
from tests.bench.words import LANGUAGES, PEOPLE, PLACES

SHARES = {
    "pledge": 0.25,
    "practice": 0.25,
    "gap": 0.2,
    "value": 0.15,
    "stakeholder": 0.05,
    "evidence": 0.05,
    "support": 0.03,
    "person": 0.02,
}
"""Of a hundred entries so many are of a kind."""

SPOKEN = {"en": 50, "fr": 15, "es": 12, "ar": 9, "ru": 9, "zh": 5}
"""How often an entry is written in a language."""

INDICATORS = ("10.7.1", "10.7.3", "10.7.4", "10.c.1", "17.3.2", "8.8.1", "8.7.1", "16.9.1", "3.8.1", "4.1.1", "8.5.2")
OBJECTIVES, PRINCIPLES = range(1, 24), range(1, 11)
COUNTRIES = ("KE", "SN", "MA", "EG", "JO", "KZ", "CN", "VN", "PH", "BD", "CO", "PE", "MX", "FJ")

Answers = dict[str, Any]


class Writer:
    """Writes answers as people do, by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def language(self) -> str:
        return self.chance.choices(list(SPOKEN), list(SPOKEN.values()))[0]

    def some(self, of: Any, least: int, most: int) -> list[Any]:
        return sorted(self.chance.sample(list(of), self.chance.randint(least, most)))

    def sentence(self, language: str) -> str:
        words, pick = LANGUAGES[language], self.chance.choice
        made = pick(words.patterns).format(**self._parts(language))
        return made[0].upper() + made[1:]

    def title(self, language: str) -> str:
        parts = self._parts(language)
        return f"{LANGUAGES[language].title.format(**parts)} {parts['year']}"

    def _parts(self, language: str) -> dict[str, Any]:
        words, pick = LANGUAGES[language], self.chance.choice
        what = pick(words.what)
        return {
            "who": pick(words.who),
            "does": pick(words.does),
            "what": what,
            "What": what[0].upper() + what[1:],
            "what2": pick(words.what),
            "whom": pick(words.whom),
            "place": pick(PLACES),
            "number": self.chance.randint(40, 90_000),
            "year": self.chance.randint(2018, 2026),
        }

    def text(self, language: str, least: int) -> str:
        """Return a text of at least so many letters, in paragraphs."""
        sentences: list[str] = []
        while sum(map(len, sentences)) < least:
            sentences.append(self.sentence(language))
        joint = "" if language == "zh" else " "
        return "\n".join(joint.join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))

    def who(self, language: str) -> str:
        return self.chance.choice(LANGUAGES[language].who)

    def day(self, first: int, last: int) -> str:
        year = self.chance.randint(first, last)
        return self.chance.choice(
            [str(year), f"{year}-{self.chance.randint(1, 12):02}", f"{year}-{self.chance.randint(1, 12):02}-15"]
        )

    def source(self) -> str:
        return f"https://example.org/{self.chance.choice(PLACES).lower().replace(' ', '-')}/{self.chance.randint(1, 99_999)}"

    def email(self) -> str:
        return f"contact{self.chance.randint(1, 999)}@ministry.example.org"

    def entry(self, kind: str, number: int) -> Answers:
        """Return the answers of one entry, without its links."""
        write: dict[str, Any] = {
            "pledge": self._pledge,
            "practice": self._practice,
            "gap": self._gap,
            "value": self._value,
            "stakeholder": self._stakeholder,
            "evidence": self._evidence,
            "support": self._support,
            "person": self._person,
        }
        answers: Answers = write[kind](self.language())
        if kind in ("pledge", "practice", "gap"):
            answers["external_id"] = f"{kind}-{number:05}"
        return answers

    def _pledge(self, language: str) -> Answers:
        chance = self.chance
        answers = {
            "entity": self.who(language),
            "entity_kind": chance.choice(["member_state", "civil_society", "local_authority", "private_sector"]),
            "contact_name": chance.choice(PEOPLE),
            "contact_email": self.email(),
            "implementation_country": chance.choice(COUNTRIES),
            "title": self.title(language),
            "kind": "individual",
            "nature": self.some(["financial", "human_resources", "process", "policy"], 1, 2),
            "objectives": self.some(OBJECTIVES, 1, 3),
            "principles": self.some(PRINCIPLES, 1, 3),
            "description": self.text(language, chance.randint(300, 600)),
            "measure": self.text(language, 80),
            "start": self.day(2023, 2025),
            "end": self.day(2026, 2030),
            "lead": self.who(language),
            "status": chance.choice(["planned", "in_progress", "delayed", "fulfilled"]),
            "new_or_strengthened": "new",
            "language": language,
            "source": self.source(),
        }
        if chance.random() < 0.2:
            answers["kind"] = "partnership"
            answers["partners"] = [
                {"name": self.who(language), "country": chance.choice(COUNTRIES), "email": self.email()}
                for _row in range(chance.randint(1, 4))
            ]
        return answers

    def _practice(self, language: str) -> Answers:
        return {
            "title": self.title(language),
            "summary": self.text(language, self.chance.randint(150, 450)),
            "objectives": self.some(OBJECTIVES, 1, 3),
            "principles": self.some(PRINCIPLES, 1, 3),
            "country": self.chance.choice(COUNTRIES),
            "implementer": self.who(language),
            "start": self.day(2018, 2023),
            "status": self.chance.choice(["completed", "mostly_completed", "ongoing", "planned"]),
            "results": self.text(language, 120),
            "lessons": self.text(language, 80),
            "language": language,
            "source": self.source(),
        }

    def _gap(self, language: str) -> Answers:
        return {
            "title": self.title(language),
            "description": self.text(language, self.chance.randint(100, 300)),
            "objectives": self.some(OBJECTIVES, 1, 2),
            "severity": self.chance.choice(["low", "medium", "high", "critical"]),
            "affected": self.chance.choice(LANGUAGES[language].whom),
            "cause": self.text(language, 60),
            "lead": self.who(language),
            "language": language,
            "source": self.source(),
        }

    def _value(self, language: str) -> Answers:
        answers = {
            "indicator": self.chance.choice(INDICATORS),
            "year": self.chance.randint(2010, 2025),
            "value": f"{self.chance.uniform(0, 100):.2f}",
            "source": f"{self.who(language)}, {self.source()}",
        }
        if self.chance.random() < 0.5:
            characteristic = self.chance.choice(["sex", "age", "migratory_status"])
            answers["disaggregation"] = characteristic
            answers["category"] = f"{self.chance.choice(PLACES)} {self.chance.randint(1, 99)}"
        return answers

    def _stakeholder(self, language: str) -> Answers:
        return {
            "name": f"{self.who(language)}, {self.chance.choice(PLACES)}",
            "sort": self.chance.choice(["government", "local_authority", "migrants", "civil_society", "employers"]),
            "ways": self.some(["meeting", "written", "survey", "drafting"], 1, 2),
            "date": self.day(2024, 2026),
            "topics": self.text(language, 60),
            "objectives": self.some(OBJECTIVES, 1, 4),
        }

    def _evidence(self, language: str) -> Answers:
        return {
            "title": self.title(language),
            "kind": self.chance.choice(["law", "report", "statistics", "agreement", "minutes"]),
            "date": self.day(2019, 2026),
            "objectives": self.some(OBJECTIVES, 1, 3),
            "language": language,
            "source": self.source(),
        }

    def _support(self, language: str) -> Answers:
        return {
            "title": self.title(language),
            "description": self.text(language, 150),
            "forms": self.some(["money", "knowledge", "training", "data", "technology"], 1, 2),
            "objectives": self.some(OBJECTIVES, 1, 2),
            "channel": self.chance.choice(["fund", "hub", "facility", "bilateral"]),
            "state": "needed",
            "needed_by": self.day(2026, 2028),
            "lead": self.who(language),
        }

    def _person(self, language: str) -> Answers:
        return {
            "name": f"{self.chance.choice(PEOPLE)} {self.chance.randint(1, 9999)}",
            "ministry": self.who(language),
            "email": self.email(),
        }


def kinds(count: int) -> Iterator[str]:
    """Yield the kind of each of so many entries: of a hundred, so many of each as `SHARES` says."""
    counts = {kind: round(count * share) for kind, share in SHARES.items()}
    counts["gap"] += count - sum(counts.values())
    for kind, many in counts.items():
        yield from [kind] * many


def published(count: int, seed: int = 9) -> dict[str, Any]:
    """Return so many entries as a list of published ones."""
    write = Writer(seed)
    lists: dict[str, list[Answers]] = {}
    for number, kind in enumerate(kinds(count), 1):
        answers = write.entry(kind, number)
        lists.setdefault(f"{kind}s", []).append(answers)
    return {"schema": 1, "note": "Made up.", **lists}


def record(count: int, seed: int = 9) -> dict[str, Any]:
    """Return so many entries as a machine record, with links, translations, and all that is bound to objectives."""
    write = Writer(seed)
    chance = random.Random(-seed)
    submission = _id(chance)
    free = [(_id(chance), kind, "", write.entry(kind, number)) for number, kind in enumerate(kinds(count), 1)]
    gaps = [each[0] for each in free if each[1] == "gap"]
    shown = [each[0] for each in free if each[1] in ("practice", "gap", "pledge")]
    for _entry_id, kind, _key, answers in free:
        if kind in ("pledge", "support") and gaps and chance.random() < 0.8:
            answers["gaps"] = sorted(chance.sample(gaps, min(len(gaps), chance.randint(1, 3))))
        elif kind == "evidence" and shown:
            answers["supports"] = sorted(chance.sample(shown, min(len(shown), chance.randint(1, 3))))
        if kind in ("pledge", "practice") and chance.random() < 0.15:
            language = chance.choice([each for each in LANGUAGES if each not in ("en", answers["language"])])
            answers[f"title__{language}"] = write.title(language)
    entries = [*free, *_bound(write, submission)]
    orders: Counter[str] = Counter()
    written = []
    for entry_id, kind, key, answers in entries:
        orders[kind] += not key
        at = f"2026-0{chance.randint(1, 9)}-{chance.randint(10, 28)}T{chance.randint(10, 17)}:05:11Z"
        by = chance.choice(PEOPLE)
        recorded = {field: {"value": value, "at": at, "by": by} for field, value in answers.items()}
        order = 0 if key else orders[kind]
        written.append({"id": entry_id, "kind": kind, "key": key, "order": order, "answers": recorded})
    return {
        "format": "pledgebook-submission",
        "version": version_of_record(),
        "id": submission,
        "draft": False,
        "language": "en",
        "pack": {"key": "imrf-2026", "version": "1.0", "cycle": "2026"},
        "counts": dict(Counter(each["kind"] for each in written)),
        "entries": written,
        "attachments": [],
        **({"cleared": []} if version_of_record() > 2 else {}),
        "revisions": [],
    }


@cache
def version_of_record() -> int:
    """Return the version of the machine record that the program writes."""
    schema = json.loads(subprocess.run(program("schema"), check=True, capture_output=True).stdout)
    return int(schema["properties"]["version"]["const"])


def _bound(write: Writer, submission: str) -> Iterator[tuple[str, str, str, Answers]]:
    for number in OBJECTIVES:
        answers = {
            "rating": write.chance.choice(["not_started", "early", "partial", "advanced", "full"]),
            "trend": write.chance.choice(["improving", "stable", "worsening"]),
            "reason": write.text("en", 300),
        }
        yield bound_id(submission, "assessment", str(number)), "assessment", str(number), answers
    for key in INDICATORS:
        answers = {"availability": "available", "baseline_year": 2018, "baseline_value": "10", "target_year": 2030,
                   "target_value": "80", "direction": "up", "comment": write.text("en", 120)}  # fmt: skip
        yield bound_id(submission, "indicator", key), "indicator", key, answers


def _id(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def write_source(path: Path, data: dict[str, Any]) -> Path:
    """Write a source as compact as JSON comes."""
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return path


def program(*words: object) -> list[str]:
    """Return the command of the program as people give it."""
    return [sys.executable, "-m", "desktop", *map(str, words)]


def make_file(path: Path, count: int, seed: int = 9) -> Path:
    """Make a submission of so many entries the way people do: a new one, and an import."""
    source = write_source(path.with_suffix(".json"), record(count, seed))
    subprocess.run(program("new", path, "--country", "KE", "--cycle", "2026"), check=True, stdout=subprocess.DEVNULL)
    subprocess.run(program("import", path, source), check=True, stdout=subprocess.DEVNULL)
    return path


if __name__ == "__main__":
    make_file(Path(sys.argv[2]), int(sys.argv[1]), *map(int, sys.argv[3:4]))
