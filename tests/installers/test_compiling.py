"""What is compiled runs, and is the same bytes each time."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

from installers import common, compiling
from installers.common import CannotBuildError

SOURCE = """
NAMES = {'one', 'two', 'three'}
LETTERS = ['é', '~', 'ü']
def within(name):
    return name in {'x', 'y', 'z', name}
def parse(a, *, decimal=1):
    import xml, asyncio
    return {'{': a, 'unittest': (1, '}', 2.5)}, a in {'x', 'y'}
"""
IMPORTED = "import asyncio, decimal, email.message, unittest, xml.dom.minidom; "


def test_what_is_compiled_runs_and_is_the_same_in_every_process(tmp_path: Path) -> None:
    source = SOURCE.encode()
    data = compiling.compiled(source, "desktop/a.py")
    assert data[:4] == importlib.util.MAGIC_NUMBER and data[4:8] == b"\x01\0\0\0"
    names: dict[str, object] = {}
    exec(marshal.loads(data[16:]), names)
    assert names["NAMES"] == {"one", "two", "three"}
    (tmp_path / "a.pyc").write_bytes(data)
    asked = "import sys; sys.path.insert(0, sys.argv[1]); import a; print(a.within('x'), a.__cached__)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", asked, str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert done.stdout.startswith("True")
    # One process has never heard of the letters and names in it; another one holds each of them, a third has libraries that do.
    heard = (
        "import sys; held = compile(bytes.fromhex(sys.argv[2]), 'other.py', 'exec'); x = y = z = sys.intern('\xe9'); "
    )
    again = "import sys; sys.path.insert(0, sys.argv[1]); from installers.compiling import compiled; import hashlib; "
    again += "print(hashlib.sha256(compiled(bytes.fromhex(sys.argv[2]), 'desktop/a.py')).hexdigest())"
    digests = {
        subprocess.run(
            [sys.executable, "-B", "-c", before + again, str(common.ROOT), source.hex()],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, before in (("0", ""), ("1", heard), ("2", IMPORTED))
    }
    (tmp_path / "b").write_bytes(data)
    assert digests == {common.digest(tmp_path / "b") + "\n"}


def test_a_library_file_that_does_not_compile_is_left_out_and_one_of_ours_stops_it(tmp_path: Path) -> None:
    for broken in (b"print 'of another Python'", b"nul = '\0'"):
        compiling.write_part(tmp_path / "a.py", broken, "library/a.py")
        assert list(tmp_path.iterdir()) == []
        with pytest.raises(CannotBuildError, match=r"desktop/a\.py does not compile"):
            compiling.write_part(tmp_path / "a.py", broken, "desktop/a.py")
