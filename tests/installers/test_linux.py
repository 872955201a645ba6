"""What is installed on Linux, as far as it can be tried without building it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from installers import linux, linux_packages, linux_python

ROOT = Path(__file__).parents[2]
FILES = ROOT / "installers" / "linux"
LANGUAGES = ("fr", "es", "ar", "ru", "zh")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program folder whose Python says what it is started with."""
    made = tmp_path / "Ma clé — 移民" / "pledgebook-1"
    (made / "runtime").mkdir(parents=True)
    python = made / "runtime" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n')
    python.chmod(0o755)
    return made


def test_a_library_is_found_in_a_folder_with_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "\tlinux-vdso.so.1 (0x7ffd)\n\tlibours.so.1 => /a stick/lib/libours.so.1 (0x7f01)\n\tlibc.so.6 => /lib/libc.so.6 (0x7f02)\n"
    monkeypatch.setattr(linux_python, "run", lambda *_words: told)
    monkeypatch.setattr(linux_python, "needed", lambda path: [] if path.name == "libours.so.1" else ["libours.so.1"])
    assert linux_python._found(Path("/a stick/python")) == {"libours.so.1": Path("/a stick/lib/libours.so.1")}


def launcher(folder: Path, *wanted: str) -> Path:
    text = (FILES / "pledgebook").read_text().replace("@OF_THE_SYSTEM@", " ".join(wanted))
    text = text.replace("@PLACES@", "/nowhere").replace(
        "@PACKAGES@", '        libnowhere.so.1) packages="$packages libnowhere1" ;;'
    )
    path = folder / "pledgebook"
    path.write_text(text)
    path.chmod(0o755)
    return path


def started(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"]}
    return subprocess.run([*map(str, words)], cwd=cwd, env=env, capture_output=True, text=True, timeout=30, check=False)


def test_the_launcher_finds_its_folder_from_anywhere(folder: Path, tmp_path: Path) -> None:
    path = launcher(folder)
    link, second = tmp_path / "bin" / "pledgebook", tmp_path / "pb"
    link.parent.mkdir()
    link.symlink_to(os.path.relpath(path, link.parent))
    second.symlink_to(link)
    for place, word in ((tmp_path, path), (tmp_path, second), (folder, "./pledgebook"), (link.parent, "./pledgebook")):
        told = started(word, "open", "a file.pledgebook", cwd=place).stdout.splitlines()
        assert (place / told[0]).resolve() == folder / "runtime" / "python"
        assert told[1:6] == ["-I", "-S", "-B", "-X", "utf8"] and told[-2:] == ["open", "a file.pledgebook"]
        assert (place / told[6]).resolve() == folder / "runtime" / "boot.py"


@pytest.mark.parametrize(("words", "status"), [((), 2), (("open", "x"), 2), (("check", "x"), 0), (("--version",), 0)])
def test_the_launcher_says_what_a_system_lacks_where_a_screen_is_wanted(
    folder: Path, words: tuple[str, ...], status: int
) -> None:
    done = started(launcher(folder, "libnowhere.so.1"), *words, cwd=folder)
    assert done.returncode == status
    if status:
        assert "lacks libnowhere.so.1." in done.stderr and "sudo apt-get install libnowhere1\n" in done.stderr
        assert not done.stdout


def test_the_oldest_glibc_is_read_from_the_files() -> None:
    python = Path(sys.executable).resolve()
    large, small = map(int, linux_python.oldest_glibc([python]).split("."))
    assert (large, small) >= (2, 17)


def test_texts_for_software_centres_are_those_of_the_program() -> None:
    entry = (FILES / "org.pledgebook.Pledgebook.desktop").read_text(encoding="utf-8")
    told = linux_packages.metainfo()
    for language in LANGUAGES:
        with (ROOT / "locale" / language / "LC_MESSAGES" / "pledgebook.po").open("rb") as file:
            catalogue = {str(each.id): str(each.string) for each in read_po(file, locale=language)}
        described = next(said for text, said in catalogue.items() if "export one signed package. Everything" in text)
        summary = next(said for text, said in catalogue.items() if "Without a command, the window opens." in text)
        assert described.replace("\xa0", " ") in told.replace("\xa0", " ")
        short = summary.splitlines()[0].rstrip(".。")
        assert f"Comment[{language}]={short}\n" in entry and f'<summary xml:lang="{language}">{short}<' in told


def test_each_type_of_file_is_one_that_the_entry_opens() -> None:
    entry = (FILES / "org.pledgebook.Pledgebook.desktop").read_text(encoding="utf-8")
    types = (FILES / "org.pledgebook.Pledgebook.xml").read_text(encoding="utf-8")
    for name, glob in (
        ("application/vnd.pledgebook.submission", "*.pledgebook"),
        ("application/vnd.etsi.asic-e+zip", "*.asice"),
        ("application/vnd.pledgebook.update", "*.pledgebook-update"),
    ):
        assert f"{name};" in entry and f'type="{name}"' in types and f'pattern="{glob}"' in types
    for language in LANGUAGES:
        assert types.count(f'xml:lang="{language}"') == 3


def test_icons_are_there_in_every_size() -> None:
    for side in linux_packages.SIDES:
        assert (ROOT / "resources" / "icons" / "application" / f"pledgebook-{side}.png").exists()


def test_what_the_launcher_looks_for_has_a_package() -> None:
    assert all(name.islower() and " " not in name for name in linux.PACKAGES.values())


@pytest.fixture
def packable(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program folder, and a place of its own to pack it in."""
    launcher(folder)
    (folder / "runtime" / "boot.py").write_text("pass\n")
    monkeypatch.setattr(linux_packages, "BUILD", tmp_path / "build")
    monkeypatch.setattr(linux_packages, "depends", lambda _staged: ["libc6 (>= 2.35)", "libegl1"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    return folder


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg is not installed")
def test_the_package_has_the_same_bytes_twice_and_belongs_to_root(packable: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(linux_packages.deb(packable, tmp_path / name, quick=True))
    assert made[0].read_bytes() == made[1].read_bytes()
    listed = started("dpkg-deb", "--contents", made[0], cwd=tmp_path).stdout.splitlines()
    assert listed and all(" root/root " in line for line in listed)
    text = "\n".join(listed)
    assert "-rwxr-xr-x root/root" in text and "./usr/bin/pledgebook -> /opt/pledgebook/pledgebook" in text
    for path in ("applications/", "mime/packages/", "metainfo/", "icons/hicolor/512x512/", "icons/hicolor/scalable/"):
        assert f"./usr/share/{path}" in text
    assert "libc6 (>= 2.35), libegl1" in started("dpkg-deb", "--field", made[0], "Depends", cwd=tmp_path).stdout


@pytest.mark.skipif(not shutil.which("mksquashfs"), reason="squashfs-tools is not installed")
def test_an_appimage_is_its_runtime_with_the_folder_behind_it(packable: Path, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"\x7fELF" + bytes(2044))
    made = linux_packages.appimage(packable, tmp_path, runtime)
    first = made.read_bytes()
    assert first.startswith(runtime.read_bytes()) and os.access(made, os.X_OK)
    listed = started("unsquashfs", "-o", "2048", "-ll", made, cwd=tmp_path).stdout
    for path in ("AppRun -> pledgebook", "/org.pledgebook.Pledgebook.desktop", "/.DirIcon", "/runtime/boot.py"):
        assert path in listed
    assert linux_packages.appimage(packable, tmp_path, runtime).read_bytes() == first
