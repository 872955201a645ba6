"""Packs made of the shipped forms with anything changed in them: each is used or refused in words, and never a bug."""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from desktop import paths
from desktop.catalogue.forms_reader import current
from desktop.catalogue.translatable_texts import messages
from desktop.errors import UserError
from desktop.i18n.translation import LANGUAGES, gettext, use_language
from desktop.operations import forms_in_use, packs
from desktop.record.history_labels import HistoryLabels
from desktop.record.leaving import leaving
from desktop.record.progress import roll_up
from desktop.record.readiness import findings
from desktop.record.release import released
from desktop.store.file import SubmissionFile

SEEDS = int(os.environ.get("PLEDGEBOOK_FUZZ", "20"))
HEAD = {"key": "trial", "version": "1", "label": "Trial", "standing": "attested", "source": "Made up.", "cycle": "2031"}
STRANGE: list[Any] = [
    None, "", "x", "ours", "earlier", "attested", "internal", "released", "title", "{name}", "{name:>15000000}", "\u202ex",
    "[[[[", -1, 0, 1, 99, 10**14, 1.5, float("nan"), True, [], {}, [[]], [None], {"en": "x"}, {"key": "x"}, "a" * 6_000,
    ["a", "a"], {"field": "title", "any_of": ["x"]}, "2018-12", "yes_no", "rows", "links", "text", "submission",
]  # fmt: skip


def shipped() -> dict[str, Any]:
    """Return the forms of the program, as a pack could hold them."""

    def read(name: str) -> Any:
        return yaml.safe_load((paths.forms() / name).read_text(encoding="utf-8"))

    kinds = {}
    for path in sorted((paths.forms() / "kinds").iterdir()):
        if path.stem != "data_pack":
            kind = read(f"kinds/{path.name}")
            kinds[path.stem] = {"label": kind["label"], "fields": kind["fields"], "remove": []}
    names = ("groupings", "indicators", "characteristics", "policy", "recommendations", "review", "rules")
    objectives = [
        {key: each[key] for key in ("number", "title", "title_standing", "actions")} for each in read("objectives.yaml")
    ]
    return {**{name: read(f"{name}.yaml") for name in names}, "objectives": objectives, "kinds": kinds}


def places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*place, key)
        if isinstance(value, dict | list):
            yield from places(value, (*place, key))


def changed(whole: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a pack of some parts of the forms with a few things in them changed, taken out, doubled or put elsewhere."""
    data = copy.deepcopy({key: whole[key] for key in chance.sample(sorted(whole), chance.randint(1, 3))})
    if "kinds" in data:
        chosen = chance.sample(sorted(data["kinds"]), chance.randint(1, 3))
        data["kinds"] = {key: data["kinds"][key] for key in chosen}
        for kind in data["kinds"].values():
            keys = [each["key"] for each in kind["fields"]]
            kind["remove"] = chance.sample(keys, chance.randint(0, min(2, len(keys))))
            kind["fields"] = chance.sample(kind["fields"], chance.randint(0, min(3, len(keys))))
    every = list(places(data))
    for _each in range(chance.randint(0, 2)):
        *way, last = chance.choice(every)
        holder = data
        try:
            for step in way:
                holder = holder[step]
            old = holder[last]
        except (KeyError, IndexError, TypeError):
            continue
        match chance.randint(0, 4):
            case 0:
                del holder[last]
            case 1 if isinstance(holder, list):
                holder.insert(last, copy.deepcopy(old))
            case 2 if isinstance(holder, dict):
                holder[chance.choice(["kye", "key", "label", "release", "when", "options", "twin_of"])] = old
            case 3 if isinstance(old, str):
                holder[last] = old + chance.choice(["x", " ", "\n", "{", "é", "\u200f"])
            case _:
                holder[last] = copy.deepcopy(chance.choice(STRANGE))
    return {"pack": HEAD, **data}


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return shipped()


def said() -> list[str]:
    found = []
    for language in LANGUAGES:
        with use_language(language):
            found += [gettext(text) for _place, text in messages(current())]
    return found


def look_everywhere(file: SubmissionFile) -> None:
    """Ask of the forms in use what pages, reports and checks ask."""
    found = forms_in_use.forms_in_use(file)
    submission = file.read()
    findings(submission, found.catalogue)
    roll_up(submission, found.catalogue)
    released(submission, found.catalogue, signed=False)
    leaving(submission, found.catalogue, signed=True)
    for revision in file.revisions():
        HistoryLabels(found.catalogue).said(revision.message)
    for kind in found.catalogue.kinds.values():
        for field in kind.fields:
            assert gettext(field.label) is not None and found.catalogue.standing_help(field.standing)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_pack_is_used_or_refused_and_never_a_bug(
    seed: int, whole: dict[str, Any], submission: SubmissionFile, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    before = said()
    with submission.transaction("edit", "Write", "") as revision:
        revision.add(
            "pledge",
            {"title": "Schools", "internal_note": "SECRET", "partners": [{"name": "A", "email": "a@b.example"}]},
        )
        revision.add("gap", {"title": "Registers", "internal_note": "SECRET", "severity": "high", "objectives": [3]})
        revision.set(revision.ensure("assessment", "13"), "rating", "early")
        revision.set(revision.ensure("policy_answer", "1a"), "answer", "yes")
    text = yaml.safe_dump(changed(whole, chance), allow_unicode=True, width=200)
    if chance.random() < 0.2:
        place = chance.randrange(len(text))
        text = text[:place] + chance.choice("[]{}:-&*!%\"'\t\n#") + text[place + chance.randint(0, 3) :]
    path = tmp_path / "trial.yaml"
    path.write_text(text, encoding="utf-8")
    pack = told = None
    try:
        pack = packs.check_pack(path)
        found = packs.preview(submission, pack)
    except UserError as problem:
        told = problem
    if told is not None:
        assert told.message and all(line.isprintable() for line in told.details)
    elif pack is not None:
        if found.releases:
            with pytest.raises(packs.MustBeConfirmed):
                packs.use_pack(submission, pack)
        packs.use_pack(submission, pack, releasing=[each.spot for each in found.releases])
        look_everywhere(submission)
        (entry,) = forms_in_use.packs_of(submission.read())
        packs.stop_using(submission, entry)
        look_everywhere(submission)
        out = released(submission.read(), forms_in_use.forms_of(submission), signed=True)
        assert "SECRET" not in repr(out.entries)
    with submission.transaction("attach", "Put in", "") as revision:
        sha256 = revision.attach("trial.yaml", text.encode())
        revision.add("data_pack", {"title": "Trial", "key": "other", "version": "1", "file": sha256})
    look_everywhere(submission)
    out = released(submission.read(), forms_in_use.forms_of(submission), signed=True)
    assert "SECRET" not in repr(out.entries), "nobody confirmed anything"
    assert said() == before
