"""The main job, done with an installed program from outside, as a team does it: each step told with how long it took."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from installers.common import CannotBuildError

LIMIT = 240
"""Seconds that a step may take, on a machine that is busy with other things."""


@dataclass
class Installed:
    """An installed program, and where it works.

    Attributes:
        start: the words that start it.
        folder: where it works, as we see it.
        seen_as: how the program sees that folder.
        env: the whole environment that it is given.
        around: words before `start` of each step, such as what watches it.
    """

    start: Sequence[str]
    folder: Path
    seen_as: str
    env: dict[str, str]
    around: Sequence[str] = ()
    steps: int = field(default=0, init=False)

    def path(self, name: str) -> str:
        """Return the path of a file of the folder, as the program sees it."""
        return f"{self.seen_as}/{name}"

    def do(
        self,
        title: str,
        *words: str,
        statuses: Sequence[int] = (0,),
        given: str = "",
        holds: str = "",
        limit: int = LIMIT,
    ) -> str:
        """Do one step and return what it printed.

        Args:
            title: of the step.
            words: of the command line.
            statuses: that it may end with.
            given: what it reads.
            holds: what it has to print.
            limit: seconds after which it is stopped.

        Raises:
            CannotBuildError: when it ends otherwise, or not in time.
        """
        begun = time.monotonic()
        try:
            done = subprocess.run(
                [*self.around, *self.start, *words],
                cwd=self.folder,
                env=self.env,
                input=given,
                capture_output=True,
                text=True,
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CannotBuildError(f"{title}: did not come to an end within {limit} seconds.") from None
        if done.returncode not in statuses or holds not in done.stdout:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
            raise CannotBuildError(f"{title}: ended with {done.returncode}.\n{said}")
        self.steps += 1
        tell(title, begun)
        return done.stdout


def tell(title: str, begun: float) -> None:
    """Print that a step went well, and how long it took."""
    print(f"  ok {time.monotonic() - begun:6.1f} s  {title}", flush=True)


def main_job(program: Installed, *, version: str, published: str, dictionary: str, languages: Sequence[str]) -> None:
    """Do the main job from new to restore, and what goes out and comes back between.

    Args:
        program: the installed program.
        version: that it has to be of.
        published: a list of published entries, as the program sees it.
        dictionary: of English, without its ending, as the program sees it.
        languages: in which a picture of every page is taken.
    """
    at, do = program.path, program.do
    (program.folder / "passphrase.txt").write_text("a phrase of the test, and of nobody\n")
    key = ("--passphrase-file", at("passphrase.txt"))
    do("tells its version", "--version", holds=version)
    do("new", "new", at("new.pledgebook"), "--country", "KE", "--cycle", "2026")
    do("import", "import", at("new.pledgebook"), published)
    do("check", "check", at("new.pledgebook"), statuses=(0, 1))
    do("demonstration", "demo", "--out", at("."))
    file = at("demonstration.pledgebook")
    do(
        "hand out",
        "hand-out",
        file,
        "--to",
        "Ministry of Labour",
        "--objectives",
        "1,7",
        "--out",
        at("copy.pledgebook"),
    )
    do("join", "join", file, at("copy.pledgebook"))
    do(
        "workbook out",
        "workbook",
        "out",
        file,
        "--to",
        "Ministry of Health",
        "--objectives",
        "7",
        "--out",
        at("book.xlsx"),
    )
    do("workbook in", "workbook", "in", file, at("book.xlsx"))
    do("minutes", "minutes", file, "--since", "2026-01-01", "--out", at("minutes.docx"))
    do("review", "review", file, "--out", at("review.docx"))
    do("identity", "identity", "new", "Test", "--country", "XX", "--out", at("key.p12"), *key)
    do("export, signed", "export", file, "--identity", at("key.p12"), *key, "--out", at("package"), "--incomplete")
    package = at(f"package/{_only(program.folder / 'package', '*.asice').name}")
    do("verify", "verify", package, "--trust", at("key.pem"))
    do("restore", "restore", package, at("again.pledgebook"))
    given = json.dumps({"id": 0, "stems": [dictionary], "words": ["country", "cuontry"]}) + "\n"
    do("spelling", "--look-up-words", given=given, holds='"wrong": ["cuontry"]')
    for language in languages:
        folder = f"pictures-{language}"
        do(
            f"every page in {language}",
            "pictures",
            file,
            "--out",
            at(folder),
            "--language",
            language,
            "--size",
            "1366x768",
        )
        if len(list((program.folder / folder).glob("*.png"))) < 15:
            raise CannotBuildError(f"Not every page has its picture in {program.folder / folder}.")


def start_shown(program: Installed) -> None:
    """Open the window on a screen, without a file and with one; `main_job` made the file."""
    program.do("the window", "--exit-when-shown", limit=120)
    program.do(
        "the window, with a submission",
        "open",
        program.path("demonstration.pledgebook"),
        "--exit-when-shown",
        limit=120,
    )


def _only(folder: Path, pattern: str) -> Path:
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise CannotBuildError(f"One {pattern} was expected in {folder}, and there are {len(found)}.")
    return found[0]


def timed(title: str, work: Callable[[], object]) -> None:
    """Do something that is not a command of the program, and tell how long it took."""
    begun = time.monotonic()
    work()
    tell(title, begun)
