"""Fill cells of a workbook with LibreOffice and save it; run by the Python that LibreOffice brings along.

python3 fill_in_libreoffice.py PROFILE SOURCE TARGET CELLS.json
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException


def main(profile: str, source: str, target: str, cells: str) -> None:
    """Write each `[sheet, cell, value]` as somebody types it; a locked cell is an error."""
    pipe = f"pledgebook-{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    try:
        desktop = _desktop(pipe)
        book = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (_property("Hidden", True),))
        for sheet, place, value in json.loads(Path(cells).read_text("utf-8")):
            cell = book.Sheets.getByName(sheet).getCellRangeByName(place)
            if cell.CellProtection.IsLocked:
                raise SystemExit(f"{sheet} {place} is locked")
            if isinstance(value, int | float):
                cell.Value = value
            else:
                cell.String = value
        book.storeToURL(Path(target).as_uri(), (_property("FilterName", "Calc MS Excel 2007 XML"),))
        book.close(True)
        with suppress(DisposedException):  # it may be gone before it has answered
            desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


def _desktop(pipe: str) -> object:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _try in range(300):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def _property(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(*sys.argv[1:])
