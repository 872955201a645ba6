"""Everything but the window runs where there is no Qt: here in a process that refuses to import it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

JOB = """
import pkgutil, sys
from importlib import import_module
from pathlib import Path

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "PySide6":
            raise ModuleNotFoundError(f"No module named {name}", name=name)

sys.meta_path.insert(0, NoQt())
import desktop
from desktop import paths

windows = ("desktop.ui", "desktop.app", "desktop.__main__")
for each in pkgutil.walk_packages(desktop.__path__, "desktop.", onerror=lambda name: None):
    if not each.name.startswith(windows):
        import_module(each.name)

from click.testing import CliRunner
from desktop.cli import main

folder = Path(sys.argv[1])
file, key, words, out = (folder / name for name in ("a.pledgebook", "key.p12", "words", "out"))
words.write_text("a passphrase for tests")
demonstration = paths.resources() / "demonstration.json"

def run(*said):
    done = CliRunner().invoke(main, [str(each) for each in said], catch_exceptions=False)
    assert done.exit_code in (0, 1) if said[0] == "check" else done.exit_code == 0, (said, done.output, done.stderr)

run("new", file, "--country", "KE", "--cycle", "2026")
run("import", file, demonstration)
run("check", file)
run("identity", "new", "Ministry A", "--country", "KE", "--out", key, "--passphrase-file", words)
run("export", file, "--identity", key, "--passphrase-file", words, "--out", out, "--incomplete")
package, = out.glob("*.asice")
run("verify", package)
run("restore", package, folder / "again.pledgebook")
run("review", file, "--out", folder / "review.docx")
run("review", file, "--out", folder / "review.pdf")
assert not [name for name in sys.modules if name.startswith("PySide6")]
print("done without Qt")
"""


def test_the_main_job_and_every_room_but_the_window_need_no_qt(home: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", JOB, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PLEDGEBOOK_HOME": str(home)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("done without Qt\n")
