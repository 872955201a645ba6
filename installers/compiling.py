"""Python as it lies in a program folder: compiled to the same bytes each time, and its standard library without tools."""

from __future__ import annotations

import importlib.util
import marshal
import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType

from installers.common import PYTHON, CannotBuildError

_UNCHECKED_HASH = (0b01).to_bytes(4, "little")
"""Says of a compiled file that it bears the hash of its source, and that nobody compares it (PEP 552)."""


def compiled(source: bytes, name: str, *, docstrings: bool = False) -> bytes:
    """Compile a module for the program folder: the same bytes each time, since it bears a hash in place of a time.

    Raises:
        SyntaxError: it was written for another Python, or is none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            code = compile(source, name, "exec", dont_inherit=True, optimize=1 if docstrings else 2)
        except ValueError as error:
            raise SyntaxError(str(error)) from error
    # What is written of an object depends on whether this process knows it by another way too. While all of it is held
    # here, and every single letter is known as a name, it always does.
    held = [*_inside(code), *(sys.intern(chr(number)) for number in range(256))]
    head = importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH + importlib.util.source_hash(source)
    data = head + marshal.dumps(code)
    del held
    return data


def _inside(value: object) -> Iterator[object]:
    """Give all that a compiled module is made of."""
    yield value
    inner: Iterable[object] = ()
    if isinstance(value, CodeType):
        names = (*value.co_names, *value.co_varnames, *value.co_cellvars, *value.co_freevars)
        about = (value.co_name, value.co_qualname, value.co_filename, value.co_linetable, value.co_exceptiontable)
        inner = (*names, *about, value.co_names, value.co_consts)
    elif isinstance(value, tuple | frozenset):
        inner = value
    for each in inner:
        yield from _inside(each)


def write_part(path: Path, data: bytes, name: str, *, docstrings: bool = False) -> None:
    """Write one file of the program folder; Python is compiled, and only the compiled file is kept.

    A file of a library that does not compile (one for another Python) is left out: nothing could import it. One of the
    program is a mistake.
    """
    if path.suffix == ".py":
        try:
            path, data = path.with_suffix(".pyc"), compiled(data, name, docstrings=docstrings)
        except SyntaxError as error:
            if name.startswith("desktop/"):
                raise CannotBuildError(f"{name} does not compile: {error}") from None
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


_STANDARD_LEFT_OUT = re.compile(
    r"^(test|tests|idlelib|tkinter|turtledemo|turtle|lib2to3|ensurepip|venv|distutils|pydoc_data|site-packages|config-"
    r"|lib-dynload|__pycache__|multiprocessing|ctypes/test|sqlite3/test|msilib|curses|dbm/|antigravity|this\.py"
    r"|unittest|pydoc\.|doctest|pdb\.|bdb\.|trace\.|profile|cProfile|pstats|pickletools|modulefinder|_pydecimal|_pyio"
    r"|chunk|code\.|codeop|compileall|configparser|fileinput|filecmp|graphlib|imghdr|logging/config|mailcap|netrc|optparse"
    r"|pipes|pyclbr|sched\.|shelve|symtable|tabnanny|timeit|tomllib|uu\.|xdrlib|zipapp"
    r"|xmlrpc|wsgiref|mailbox|imaplib|nntplib|smtp|ftplib|poplib|telnetlib|cgi|asyncore|asynchat|aifc|sunau|sndhdr|wave\.)"
)


def is_left_out_of_standard_library(inside: str) -> bool:
    """Whether no installed program needs a module of the standard library, by its path in it."""
    return bool(_STANDARD_LEFT_OUT.match(inside)) or "/test/" in inside or "/tests/" in inside


def standard_library() -> Iterator[tuple[str, bytes]]:
    """Give each compiled module of the standard library of this Python, as its path inside and its bytes."""
    if sys.version_info[:2] != PYTHON:
        raise CannotBuildError(f"This has to be built by Python {PYTHON[0]}.{PYTHON[1]}, which is what goes inside.")
    folder = Path(sys.base_prefix) / "lib" / f"python{PYTHON[0]}.{PYTHON[1]}"
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder).as_posix()
        if is_left_out_of_standard_library(inside):
            continue
        try:
            yield inside + "c", compiled(path.read_bytes(), inside)
        except SyntaxError:
            continue
