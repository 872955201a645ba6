"""Install what was packed for Windows, under wine, and do the main job with it: each step says ok and how long it took."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from installers import common, windows
from installers.common import BUILD, CannotBuildError
from installers.windows_wine import Wine, as_windows, wine

STICK = "Mon clé — 移民"
"""A folder as people call it."""

LANGUAGES = ("en", "ar", "zh")
"""One of each script; in these a picture is made of every page."""

LISTED = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Pledgebook"
CLASSES = r"HKCU\Software\Classes"
OTHERS = "Others.Container"
"""Another program that opens containers, and was there before."""


class WrongError(Exception):
    """Something is not as it has to be; what."""


def expect(holds: object, what: str) -> None:
    """Go on when it holds. Raises WrongError."""
    if not holds:
        raise WrongError(what)


def test(options: argparse.Namespace) -> list[Path]:
    """Do every step; return the pictures of the pages.

    Raises:
        CannotBuildError: with the steps that failed.
    """
    work = common.fresh(BUILD / "windows" / "test")
    with wine() as there:
        trial = Trial(there, work, LANGUAGES[:1] if options.quick else LANGUAGES)
        failed = [step.__name__ for step in STEPS if not _goes_well(step, trial)]
    print(f"{len(STEPS) - len(failed)} of {len(STEPS)} steps went well.")
    if failed:
        raise CannotBuildError("Failed: " + ", ".join(name.replace("_", " ") for name in failed))
    return sorted(work.glob("pictures-*/*.png"))


def _goes_well(step: Callable[[Trial], None], trial: Trial) -> bool:
    began = time.monotonic()
    try:
        step(trial)
        told = "ok"
    except (WrongError, OSError, ValueError) as error:
        told = f"FAILED: {error}"
    print(f"{time.monotonic() - began:6.1f} s  {step.__name__.replace('_', ' ')}: {told}", flush=True)
    return told == "ok"


class Trial:
    """What the steps share.

    Attributes:
        wine: the Windows that is played.
        work: a folder for what is made.
        languages: in which a picture is made of every page.
        installed: where the setup lays the program.
        stick: where the portable one lies.
    """

    def __init__(self, there: Wine, work: Path, languages: Sequence[str]) -> None:
        self.wine = there
        self.work = work
        self.languages = languages
        self.installed = there.local / "Programs" / "Pledgebook"
        self.stick = work / STICK / "Pledgebook"
        self.package = work / "none.asice"

    def cli(self, *words: str | Path, status: int = 0, folder: Path | None = None, limit: int = 240) -> str:
        """Run a command of the program; return what it printed. Raises WrongError when it ends otherwise."""
        told = [as_windows(each) if isinstance(each, Path) else each for each in words]
        ended = self.wine.run((folder or self.installed) / "pledgebook-cli.exe", *told, limit=limit)
        expect(ended.status == status, f"{words[0]} ended with {ended.status}: {ended.printed[-600:]}")
        return ended.printed

    def window(self, *words: str, folder: Path | None = None) -> None:
        """Open the window until it is shown. Raises WrongError when that does not go well."""
        ended = self.wine.run((folder or self.installed) / "Pledgebook.exe", *words, "--exit-when-shown", limit=120)
        expect(ended.status == 0, f"the window ended with {ended.status}: {ended.printed[-600:]}")

    def setup(self, *words: str, status: int = 0) -> None:
        """Run the setup without questions."""
        ended = self.wine.run(windows.packed("setup.exe"), "/S", *words, limit=300)
        expect(ended.status == status, f"the setup ended with {ended.status}")


# ------------------------------------------------------------------------------------------------ portable


def portable_starts_in_a_folder_with_accents(trial: Trial) -> None:
    """It keeps all that it keeps in its folder, and leaves nothing on the computer."""
    trial.stick.parent.mkdir()
    with zipfile.ZipFile(windows.packed("portable.zip")) as archive:
        archive.extractall(trial.stick.parent)
    before = _traces(trial.wine)
    trial.window(folder=trial.stick)
    expect((trial.stick / "home" / "settings").is_dir(), "no settings beside the program")
    expect(_traces(trial.wine) == before, "it left something on the computer")


def portable_works_with_another_letter(trial: Trial) -> None:
    """Whatever letter the stick has today."""
    for letter in "ef":
        trial.wine.letter(letter, trial.stick.parent)
        told = trial.wine.run(
            f"{letter.upper()}:\\Pledgebook\\pledgebook-cli.exe", "demo", "--out", f"{letter}:\\{letter}"
        )
        expect(told.status == 0, told.printed[-600:])
        opened = trial.wine.run(
            f"{letter.upper()}:\\Pledgebook\\Pledgebook.exe",
            *("open", f"{letter}:\\{letter}\\demonstration.pledgebook", "--exit-when-shown"),
        )
        expect(opened.status == 0, f"the window ended with {opened.status}")
        trial.wine.letter(letter, None)
    expect(
        (trial.stick / "home" / "cache" / "examined.json").exists(), "what was opened is not known beside the program"
    )


def portable_that_cannot_write_says_so(trial: Trial) -> None:
    """One sentence. Where tests run as root nothing is read-only, so a file is in the way of the folder."""
    home = trial.stick / "home"
    aside = home.rename(home.with_name("aside"))
    home.write_text("")
    said = trial.cli("--version", status=3, folder=trial.stick)
    home.unlink()
    aside.rename(home)
    expect("write protection" in said and "Traceback" not in said, said)


def incomplete_folder_says_so(trial: Trial) -> None:
    """A launcher alone tells what is missing."""
    alone = trial.work / "alone"
    alone.mkdir()
    shutil.copy(trial.stick / "pledgebook-cli.exe", alone)
    said = trial.cli("--version", status=3, folder=alone)
    expect("missing" in said and "boot.py" in said, said)


def setup_makes_a_portable_one(trial: Trial) -> None:
    """In a folder with spaces, and without a trace in the registry."""
    folder = trial.work / "a stick" / "Pledge book é"
    trial.setup("/PORTABLE=1", f"/D={as_windows(folder)}")
    expect((folder / "portable.txt").exists(), "it is not marked as portable")
    expect(not (folder / "Uninstall.exe").exists(), "it has something to remove it with")
    expect(not trial.wine.has_key(r"HKCU\Software\Pledgebook"), "it is in the registry")
    expect(not trial.wine.has_key(LISTED), "it is in the list of programs")
    trial.cli("--version", folder=folder)


def _traces(there: Wine) -> list[str]:
    found = [*there.local.rglob("*"), *(there.profile / "AppData" / "Roaming").rglob("*")]
    return sorted(str(path) for path in found if "pledgebook" in path.name.lower())


# ------------------------------------------------------------------------------------------------ the setup


def setup_installs_for_one_person(trial: Trial) -> None:
    """What another program opens by a double click stays with it."""
    trial.wine.run("reg", "add", r"HKLM\Software\Classes\.asice", "/ve", "/d", OTHERS, "/f")
    trial.setup()
    names = {each.name for each in trial.installed.iterdir()}
    expect({"Pledgebook.exe", "pledgebook-cli.exe", "Uninstall.exe", "runtime", "licences"} <= names, str(names))
    expect(trial.wine.registered(LISTED, "DisplayVersion") == common.version(), "it is not in the list of programs")
    menu = trial.wine.profile / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Pledgebook.lnk"
    expect(menu.exists(), "it is not in the Start menu")


def files_open_by_a_double_click(trial: Trial) -> None:
    """As the registry says it."""
    for ending, sort in ((".pledgebook", "Submission"), (".asice", "Package"), (".pledgebook-update", "Update")):
        name = f"Pledgebook.{sort}"
        command = trial.wine.registered(rf"{CLASSES}\{name}\shell\open\command")
        expect(command and command.endswith(r'\Pledgebook.exe" open "%1"'), f"{ending}: {command}")
        offered = trial.wine.run("reg", "query", rf"{CLASSES}\{ending}\OpenWithProgids").printed
        expect(name in offered, f"{ending} is not offered: {offered}")
        opens = trial.wine.registered(rf"{CLASSES}\{ending}")
        expect(opens == (None if ending == ".asice" else name), f"{ending} opens with {opens}")


def program_says_its_version(trial: Trial) -> None:
    """And ends with the status of a command."""
    expect(common.version() in trial.cli("--version"), "another version")
    trial.cli("no-such-command", status=2)


def window_is_shown(trial: Trial) -> None:
    """The start page."""
    trial.window()


def words_are_looked_up(trial: Trial) -> None:
    """By the process that the window asks, through either launcher: that of the window has streams for this alone."""
    stem = as_windows(trial.installed / "runtime/program/desktop/_data/resources/dictionaries/en/en_GB")
    asked = json.dumps({"id": 0, "stems": [stem], "words": ["migration", "migratoin"]}).encode() + b"\n"
    for name in ("Pledgebook.exe", "pledgebook-cli.exe"):
        ended = trial.wine.run(trial.installed / name, "--look-up-words", typed=asked)
        expect(ended.status == 0 and '"wrong": ["migratoin"]' in ended.printed, f"{name}: {ended}")


def window_checks_spelling(trial: Trial) -> None:
    """The window of this very folder starts that process by itself."""
    folder = trial.work / "probe"
    shutil.copytree(trial.installed, folder, copy_function=os.link)
    boot = folder / "runtime" / "boot.py"
    text = boot.read_text(encoding="utf-8")
    boot.unlink()
    boot.write_text(text.replace("desktop.__main__", "spelling_probe"), encoding="utf-8")
    probe = Path(__file__).parent / "windows" / "spelling_probe.py"
    shutil.copy(probe, folder / "runtime" / "program" / "spelling_probe.py")
    said = trial.wine.run(folder / "pledgebook-cli.exe").printed
    windowed = trial.wine.run(folder / "Pledgebook.exe")
    expect("wrong: migratoin" in said, said)
    expect(windowed.status == 0, f"from the window: {windowed.status}")


# ------------------------------------------------------------------------------------------------ the main job


def submission_is_made(trial: Trial) -> None:
    """A new one, and the demonstration, in a folder whose name is printed as it is written."""
    folder = trial.work / "移民 – é"
    folder.mkdir()
    expect(
        "移民 – é" in trial.cli("new", folder / "kenya.pledgebook", "--country", "KE", "--cycle", "2026"), "not UTF-8"
    )
    trial.cli("demo", "--out", trial.work)
    trial.window("open", as_windows(trial.work / "demonstration.pledgebook"))


def package_is_signed_and_verified(trial: Trial) -> None:
    """And an altered one is not valid."""
    passphrase, key = trial.work / "passphrase.txt", trial.work / "key.p12"
    passphrase.write_text("a passphrase that only this test knows\n")
    signing = ("--passphrase-file", passphrase)
    trial.cli("identity", "new", "A tester", "--country", "KE", "--out", key, *signing)
    submission, folder = trial.work / "demonstration.pledgebook", trial.work / "package"
    trial.cli("export", submission, "--identity", key, *signing, "--incomplete", "--out", folder)
    (trial.package,) = folder.glob("*.asice")
    trial.cli("verify", trial.package)
    altered = trial.work / "altered.asice"
    data = bytearray(trial.package.read_bytes())
    data[len(data) // 2] ^= 1
    altered.write_bytes(data)
    trial.cli("verify", altered, status=1)


def package_is_restored_and_imported(trial: Trial) -> None:
    """As a submission of its own, and its entries into another one."""
    again = trial.work / "again.pledgebook"
    trial.cli("restore", trial.package, again)
    trial.cli("check", again)
    unpacked = common.fresh(trial.work / "unpacked")
    with zipfile.ZipFile(trial.package) as archive:
        archive.extractall(unpacked)
    into = trial.work / "into.pledgebook"
    trial.cli("new", into, "--country", "KE", "--cycle", "2026")
    trial.cli("import", into, unpacked / "submission.json")


def copies_and_workbooks_go_out_and_come_back(trial: Trial) -> None:
    """A ministry copy is handed out and joined; a workbook is written and taken in."""
    submission = trial.work / "demonstration.pledgebook"
    copy, book = trial.work / "copy.pledgebook", trial.work / "book.xlsx"
    trial.cli("hand-out", submission, "--to", "Ministry of Labour", "--objectives", "6,7", "--out", copy)
    trial.cli("join", submission, copy)
    trial.cli("workbook", "out", submission, "--to", "Ministry of Labour", "--objectives", "6", "--out", book)
    trial.cli("workbook", "in", submission, book)


def review_is_written(trial: Trial) -> None:
    """As Word and as PDF, with the fonts of the program."""
    for ending in ("docx", "pdf"):
        path = trial.work / f"review.{ending}"
        trial.cli("review", trial.work / "demonstration.pledgebook", "--language", "ar", "--out", path)
        expect(path.stat().st_size > 10_000, f"{path.name} is too small")


def every_page_is_drawn(trial: Trial) -> None:
    """In each language, none of them blank."""
    counts = set()
    for language in trial.languages:
        folder = trial.work / f"pictures-{language}"
        trial.cli(
            "pictures", trial.work / "demonstration.pledgebook", "--out", folder, "--language", language, limit=600
        )
        pictures = sorted(folder.glob("*.png"))
        blank = [path.name for path in pictures if _is_blank(path)]
        expect(not blank, f"blank in {language}: {', '.join(blank)}")
        counts.add(len(pictures))
    expect(len(counts) == 1 and min(counts) >= 40, f"pages drawn: {counts}")


def _is_blank(path: Path) -> bool:
    from PIL import Image

    with Image.open(path) as picture:
        small = picture.convert("L").resize((683, 384))
        return len(small.getcolors(256) or []) < 32


# ------------------------------------------------------------------------------------------------ update, removal


def setup_waits_while_it_is_open(trial: Trial) -> None:
    """It says so, and touches nothing."""
    begun = trial.wine.begin(trial.installed / "pledgebook-cli.exe", "--look-up-words")
    try:
        time.sleep(3)
        trial.setup(status=4)
    finally:
        begun.communicate(b"", 60)
    trial.cli("--version")


def update_over_an_older_one(trial: Trial) -> None:
    """What the older one had is gone; what others put there stays."""
    stale, mine = trial.installed / "runtime/site/stale.pyc", trial.installed / "mine.txt"
    stale.write_text("")
    mine.write_text("")
    trial.setup()
    expect(not stale.exists(), "a library of the older one is still there")
    expect(mine.exists(), "a file of somebody's is gone")
    trial.cli("--version")


def other_folders_are_left_alone(trial: Trial) -> None:
    """A folder that has something else called runtime is refused."""
    folder = trial.work / "of somebody"
    (folder / "runtime").mkdir(parents=True)
    (folder / "runtime" / "work.txt").write_text("")
    trial.setup(f"/D={as_windows(folder)}", status=2)
    expect((folder / "runtime" / "work.txt").exists(), "it was removed")


def removal_leaves_what_people_wrote(trial: Trial) -> None:
    """The program goes, with its lines in the registry."""
    (trial.installed / "mine.txt").write_text("")
    kept = [path for path in _traces(trial.wine) if "Programs" not in path]
    expect(kept, "nothing was kept to begin with")
    trial.wine.run(trial.installed / "Uninstall.exe", "/S")
    for _second in range(60):
        if not (trial.installed / "Uninstall.exe").exists():
            break
        time.sleep(1)
    left = sorted(each.name for each in trial.installed.iterdir())
    expect(left == ["mine.txt"], f"left: {left}")
    expect([path for path in _traces(trial.wine) if "Programs" not in path] == kept, "something of somebody's is gone")
    classes = ("Pledgebook.Submission", "Pledgebook.Package", ".pledgebook", ".asice", ".pledgebook-update")
    for key in (LISTED, r"HKCU\Software\Pledgebook", *(rf"{CLASSES}\{name}" for name in classes)):
        expect(not trial.wine.has_key(key), f"{key} is still there")


STEPS: tuple[Callable[[Trial], None], ...] = (
    portable_starts_in_a_folder_with_accents,
    portable_works_with_another_letter,
    portable_that_cannot_write_says_so,
    incomplete_folder_says_so,
    setup_makes_a_portable_one,
    setup_installs_for_one_person,
    files_open_by_a_double_click,
    program_says_its_version,
    window_is_shown,
    words_are_looked_up,
    window_checks_spelling,
    submission_is_made,
    package_is_signed_and_verified,
    package_is_restored_and_imported,
    copies_and_workbooks_go_out_and_come_back,
    review_is_written,
    every_page_is_drawn,
    setup_waits_while_it_is_open,
    update_over_an_older_one,
    other_folders_are_left_alone,
    removal_leaves_what_people_wrote,
)
