"""macOS: the app without what needs a Mac, and a folder to carry to one.

Python, the launcher, the signatures and the disk image are the work of `macos/on-a-mac.sh`, which runs there.
"""

from __future__ import annotations

import argparse
import io
import plistlib
import re
import shutil
from pathlib import Path

import icnsutil
from PIL import Image

from installers import common, licences, packing, program_folder, wheelhouse
from installers.common import BUILD, DIST, ROOT

FILES = Path(__file__).with_suffix("")
ICONS = ROOT / "resources" / "icons"

LEFT_OUT = re.compile(
    r"""^(
      PySide6/\w+\.app/ | PySide6/(lrelease|lupdate|qml\w+|svgtoqml|rcc|uic)$ | PySide6/libpyside6qml\.
    | PySide6/Qt/lib/(?!Qt(Core|Gui|Widgets|Svg|DBus)\.framework/)
    | PySide6/Qt/plugins/(?!(platforms/libq(cocoa|offscreen)|styles/\w+|imageformats/libq(svg|ico|icns|jpeg|gif)|iconengines/\w+)\.dylib$)
    )""",
    re.VERBOSE,
)
"""What only other programs on a Mac use. Qt's window plug-in stands on QtDBus there too."""

PYTHON = "3.11.9"
"""The last Python 3.11 that its makers publish as a package for macOS; `on-a-mac.sh` pins it by its hash."""

ICON_SIZES = {
    "ic04": 16,
    "ic05": 32,
    "ic07": 128,
    "ic08": 256,
    "ic09": 512,
    "ic10": 1024,
    "ic11": 32,
    "ic12": 64,
    "ic13": 256,
    "ic14": 512,
}
"""Each picture of the icon by its type, with its pixels; the second row are those of a screen with twice as many."""
_AS_ARGB = ("ic04", "ic05")


def stage(options: argparse.Namespace) -> list[Path]:
    """Lay out the folder for a Mac: the app, and beside it what finishes it there."""
    folder = common.fresh(_staged())
    contents = folder / "Pledgebook.app" / "Contents"
    resources = contents / "Resources"
    runtime = resources / "runtime"
    wheelhouse.unpack_wheels("macos", runtime / "site", [LEFT_OUT])
    for framework in sorted((runtime / "site").rglob("*.framework")):
        give_its_form(framework)
    program_folder.stage_program(runtime / "program", options.update_key)
    shutil.copyfile(ROOT / "installers" / "boot.py", runtime / "boot.py")
    program_folder.write_build(runtime, "macos", f"python-{PYTHON}-macos11", {"python": PYTHON})
    (contents / "Info.plist").write_bytes(information())
    write_icon(resources / "pledgebook.icns")
    licences.collect(resources, "macos")
    for name in ("on-a-mac.sh", "launcher.c", "entitlements.plist"):
        shutil.copy(FILES / name, folder / name)
    packing.set_times(folder)
    return [folder]


def pack(options: argparse.Namespace) -> list[Path]:
    """Write the folder for a Mac into dist/, as a zip to carry there."""
    (folder,) = stage(options)
    name = f"Pledgebook-{common.version()}-macos-for-a-mac"
    packing.pack_zip(folder, DIST / f"{name}.zip", name)
    return [DIST / f"{name}.zip"]


def _staged() -> Path:
    return BUILD / "macos" / "Pledgebook"


def give_its_form(framework: Path) -> None:
    """Give a framework the links that a zip of Python lost, without which it cannot be signed."""
    versions = framework / "Versions"
    if not (versions / "A").is_dir() or (versions / "Current").exists():
        return
    (versions / "Current").symlink_to("A")
    for inside in sorted((versions / "A").iterdir()):
        path = framework / inside.name
        if path.is_dir():
            shutil.rmtree(path)
        path.symlink_to(f"Versions/Current/{inside.name}")


def information() -> bytes:
    """Return what the app says of itself to macOS.

    Raises:
        ValueError: the file is no property list.
    """
    said = (FILES / "Info.plist").read_text().replace("@VERSION@", common.version())
    plistlib.loads(said.encode())
    return said.encode()


def write_icon(path: Path) -> None:
    """Write the icon of the app in all sizes (.icns); the same bytes each time."""
    made = icnsutil.IcnsFile()
    for kind, size in ICON_SIZES.items():
        picture = picture_of(size)
        if kind in _AS_ARGB:
            with Image.open(io.BytesIO(picture)) as opened:
                red, green, blue, alpha = (each.tobytes() for each in opened.convert("RGBA").split())
            picture = b"ARGB" + b"".join(icnsutil.PackBytes.pack(each) for each in (alpha, red, green, blue))
        made.add_media(kind, data=picture)
    made.write(str(path))


def picture_of(size: int) -> bytes:
    """Return the icon as a PNG: as it was drawn for that size, or drawn now."""
    drawn = ICONS / "application" / f"pledgebook-{size}.png"
    return drawn.read_bytes() if drawn.exists() else _draw(size)


def _draw(size: int) -> bytes:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / "pledgebook.svg")).render(painter)
    painter.end()
    out = io.BytesIO()
    Image.frombytes("RGBA", (size, size), bytes(image.constBits())).save(out, "PNG", optimize=True)
    return out.getvalue()
