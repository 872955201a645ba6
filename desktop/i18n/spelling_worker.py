"""Looks words up in dictionaries of Hunspell, in a process of its own.

To read a dictionary takes up to a second, in which the library lets nothing else in its process go on; and one that came
from elsewhere may be broken. In a process of its own it makes nobody wait and takes nothing with it.

Each line that comes in is a request in JSON, each line that goes out its answer.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from desktop.i18n.spelling_words import looked_up
from desktop.installation import installation

MOST_SUGGESTED = 6
TRIED = 200
"""Words of a dictionary that are looked up in it, to see whether it works."""

ASKED = "--look-up-words"
"""The word with which the program becomes this worker."""


def command() -> list[str]:
    """Return the words that start this program as the one that looks words up: installed, frozen or from source."""
    here = installation()
    if here is not None:
        return [*here.again, ASKED]
    if getattr(sys, "frozen", False):
        return [sys.executable, ASKED]
    return [sys.executable, "-m", "desktop.i18n.spelling_worker"]


def place() -> str:
    """Return where it is started: Python looks for modules there, which somebody's folder of documents must not be."""
    return str(Path(__file__).resolve().parents[2])


def main() -> None:
    """Answer until nobody asks any more."""
    if sys.stdin is None or sys.stdout is None:
        return  # a program without a console that nobody has given pipes
    for line in sys.stdin.buffer:
        request = json.loads(line)
        sys.stdout.buffer.write(json.dumps(answer(request)).encode() + b"\n")
        sys.stdout.buffer.flush()


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of the words of a request: those that no dictionary has, or words that one could have meant.

    Args:
        request: `id`, `stems` (paths of dictionaries without their ending), and `words`, or `word`.
    """
    found = [each for stem in request["stems"] if (each := _dictionary(stem)) is not None]
    said: dict[str, Any] = {"id": request["id"]}
    if "words" in request:
        wrong = [word for word in request["words"] if found and not any(_has(each, word) for each in found)]
        return said | {"wrong": wrong, "dictionaries": len(found)}
    suggested: list[str] = []
    for each in found:
        suggested += each.suggest(looked_up(request["word"]))[:MOST_SUGGESTED]
    return said | {"suggestions": list(dict.fromkeys(suggested))[:MOST_SUGGESTED]}


def _has(dictionary: Any, word: str) -> bool:
    try:
        return bool(dictionary.spell(looked_up(word)))
    except UnicodeEncodeError:  # a letter that an old dictionary cannot even write
        return False


@cache
def _dictionary(stem: str) -> Any:
    from hunspell import Hunspell

    path = Path(stem)
    try:
        made = Hunspell(path.name, hunspell_data_dir=str(path.parent), system_encoding="utf-8")
        return made if _knows_its_own(made, path) else None
    except (OSError, ValueError, LookupError):
        return None


def _knows_its_own(dictionary: Any, path: Path) -> bool:
    """Tell whether a dictionary has a word of its own list: one that has none is broken, and would call everything wrong."""
    with open(f"{path}.dic", "rb") as stream:
        stream.readline()  # how many there are
        lines = [line for _number, line in zip(range(TRIED), stream, strict=False)]
    words = (line.split(b"/")[0].split(b"\t")[0].strip().decode("utf-8", "ignore") for line in lines)
    return any(word and _has(dictionary, word) for word in words)


if __name__ == "__main__":
    main()
