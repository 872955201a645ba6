"""What signs brings nothing along that could ask anybody over a network."""

from __future__ import annotations

import subprocess
import sys


def test_no_client_is_loaded_with_what_signs() -> None:
    asked = "{'aiohttp', 'yarl', 'ssl', '_ssl'} & sys.modules.keys()"
    code = f"import sys, desktop.package.signing, desktop.package.trust; print({asked})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"


def test_whoever_has_the_client_keeps_it() -> None:
    code = "import aiohttp, sys, desktop.package.signing; print(sys.modules['aiohttp'] is aiohttp)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "True\n"


def test_what_signs_is_imported_where_python_has_no_tls() -> None:
    code = (
        "import sys; sys.modules['_ssl'] = None; import importlib.util as u; found = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == '_ssl' else found(name, *more)\n"
        "import desktop.package.signing, desktop.package.trust; print('ssl' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
