"""Look into the parts of a workbook that is read back, within bounds: what the library that reads its cells leaves out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from zipfile import ZipFile

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package import foreign_zip
from desktop.package.foreign_xml import XML_UNREADABLE, parse_foreign

UNREADABLE = (*foreign_zip.UNREADABLE, XML_UNREADABLE, UserError)
"""What a workbook that is broken, or made to be so, is met with."""

_MOST_UNPACKED = 1 << 28
_MOST_PARTS = 2000


def opened(content: bytes) -> ZipFile:
    """Return the parts of a workbook. Raises any of `UNREADABLE`."""
    return foreign_zip.directory(io.BytesIO(content), _MOST_UNPACKED, _MOST_PARTS)


def pieces_of(packed: ZipFile, name: str) -> Iterable[bytes]:
    """Give the content of a part, piece by piece."""
    return foreign_zip.chunks(packed, packed.getinfo(name))


def parse(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Tell of each element and text of a part, see `parse_foreign`. Raises any of `UNREADABLE`."""
    parse_foreign(pieces, _damaged, start=start, end=end, text=text)


def _damaged() -> UserError:
    return UserError(_("It is not a workbook that this program can read."))
