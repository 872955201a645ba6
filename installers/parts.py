"""What a program folder is made of: each part with its version, its licence and the texts of that.

The wheels say most of it themselves, `licences/parts.yaml` the rest. The licence texts and the list of parts (SBOM) are
both made of this, so that they name the same.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_string
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from license_expression import ExpressionError, Licensing, get_spdx_licensing

from installers import common, wheelhouse
from installers.common import CannotBuildError

TEXTS = common.ROOT / "installers" / "licences"


@dataclass(frozen=True)
class Part:
    """Something of others, or our own, that lies in a program folder.

    `licence` is an SPDX expression, `sha256` that of the wheel it came in. `texts` are the licence texts by the names of
    their files. `inside` is what it carries of others, whose `author` stands for the copyright line where it says no more.
    """

    name: str
    version: str
    licence: str
    kind: str = "library"
    purl: str = ""
    sha256: str = ""
    author: str = ""
    texts: Mapping[str, bytes] = field(default_factory=dict)
    inside: tuple[Part, ...] = ()

    @property
    def chosen(self) -> str:
        """Return the licence with the choice that was made where it offers several; it is its own else."""
        return _chosen(self.licence)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((TEXTS / "parts.yaml").read_text())
    return table


def parts(system: str, python: str, lying: Collection[str]) -> list[Part]:
    """Return what a program folder of a system is made of, our own program first, the wheels last.

    Args:
        system: windows, linux or macos.
        python: the version of the Python inside.
        lying: the files of the folder, as paths inside it. What none of them comes from is not named.

    Raises:
        CannotBuildError: one has no licence text, or a licence that may not be handed on with the program; a library lies
            there of which nobody said whose it is.
    """
    _see_libraries(lying)
    lying = {*lying, *_table()["comes_later"].get(system, ())}
    versions = {"program": common.version(), "python": python}
    told = [each for each in _table()["parts"] if system in each.get("systems", (system,)) and _is_there(each, lying)]
    wheels = [wheel for wheel in wheelhouse.wheels(system) if _is_laid(wheel, lying)]
    found = [*(_listed(each, versions, lying) for each in told), *map(of_wheel, wheels)]
    for part in found:
        check(part)
    return found


def _is_there(told: Mapping[str, Any], lying: Collection[str]) -> bool:
    """Whether something of a part of the table lies in the folder; what has no pattern is always there."""
    return "where" not in told or any(re.search(told["where"], path) for path in lying)


def _is_laid(wheel: Path, lying: Collection[str]) -> bool:
    """Whether a file of a wheel lies in the folder, besides what it says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        inside = (re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", name) for name in archive.namelist())
        return any(
            f"runtime/site/{re.sub('[.]py$', '.pyc', name)}" in lying for name in inside if ".dist-info/" not in name
        )


_CARRIED = re.compile(r"runtime/(lib|site/PySide6/Qt/lib)/lib[^/]+\.so[.\d]*$")


def _see_libraries(lying: Collection[str]) -> None:
    """See that each library of others beside Python and Qt is one that the table knows; on Linux they are carried along."""
    known = [
        each["where"] for part in _table()["parts"] for each in (part, *part.get("carries", ())) if "where" in each
    ]
    known.append(r"lib(python3|Qt6|pyside6|shiboken6)")
    carried = (path for path in sorted(lying) if _CARRIED.search(path))
    for path in carried:
        if not any(re.search(each, path) for each in known):
            raise CannotBuildError(f"Nobody says whose {path} is. Please name it in {TEXTS.name}/parts.yaml.")


def check(part: Part) -> None:
    """See that a part may be handed on, and has the text that says so.

    Raises:
        CannotBuildError: it may not, or it has none.
    """
    if not part.licence:
        raise CannotBuildError(
            f"{part.name} does not say under which licence it is. Please name it in {TEXTS.name}/parts.yaml."
        )
    if not part.texts:
        raise CannotBuildError(
            f"{part.name} ({part.licence}) has no licence text. Please name one in {TEXTS.name}/parts.yaml."
        )
    for each in (part, *part.inside):
        if not each.chosen:
            raise CannotBuildError(
                f"{each.name} is under {each.licence or 'no licence'}, which may not be handed on with the program."
            )


def _listed(told: Mapping[str, Any], versions: Mapping[str, str] = {}, lying: Collection[str] = ()) -> Part:
    """Return a part out of the table, with what it carries in this folder."""
    version = versions.get(told.get("version", ""), told.get("version", ""))
    texts = dict(_text(name) for name in told.get("texts", ()))
    inside = tuple(_listed(each) for each in told.get("carries", ()) if _is_there(each, lying))
    for each in inside:
        texts |= each.texts
    purl = f"{told['purl']}@{version}" if "purl" in told else ""
    return Part(told["name"], version, told["licence"], told.get("kind", "library"), purl, texts=texts, inside=inside)


def _text(name: str) -> tuple[str, bytes]:
    """Return a text that the table names: one of ours, or with / in front one of the checkout."""
    path = common.ROOT / name[1:] if name.startswith("/") else TEXTS / name
    try:
        return path.name, path.read_bytes()
    except OSError:
        raise CannotBuildError(f"The licence text {name} is not there.") from None


# ------------------------------------------------------------------------------------------------ wheels

_IS_TEXT = re.compile(
    r"(?i)([^/]*\.)?(licen[cs]es?|copying|copyright|notice|authors)\b[^/]*|[^/]*licen[cs]e[^/]*\.(txt|md|rst)"
)
_NO_TEXT = re.compile(r"(?i).*\.(py|pyc|so|pyd|dll|dylib|json|svg)")


def of_wheel(wheel: Path) -> Part:
    """Return what a wheel says of itself, with what the table adds."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        return of_files(names, archive.read, common.digest(wheel))


def of_files(names: Collection[str], read: Callable[[str], bytes], sha256: str = "") -> Part:
    """Return what the files of a wheel say of it, with what the table adds.

    Args:
        names: the paths of the files, as they are in the wheel.
        read: reads one of them.
        sha256: of the wheel.
    """
    head = next(name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)).rpartition("/")[0]
    says = message_from_string(read(f"{head}/METADATA").decode())
    name = wheelhouse.plain_name(says["Name"])
    told: Mapping[str, Any] = _table()["wheels"].get(name, {})
    lists = [json.loads(read(each)) for each in names if re.match(re.escape(head) + r"/sboms/.+\.json$", each)]
    inside = [*map(_listed, told.get("carries", ())), *(part for each in lists for part in _inside(each, name, told))]
    texts = {
        _short(each, head): read(each)
        for each in names
        if _is_licence(each, head) and not any(word in each for word in told.get("leave", ()))
    }
    texts |= dict(map(_text, told.get("texts", ())))
    for part in inside:
        texts |= part.texts
    return Part(
        says["Name"],
        says["Version"],
        told.get("licence") or says["License-Expression"] or says["License"] or "",
        purl=f"pkg:pypi/{name}@{says['Version']}",
        sha256=sha256,
        texts=texts,
        inside=tuple({(part.name, part.version): part for part in sorted(inside, key=_order)}.values()),
    )


def _order(part: Part) -> tuple[str, str]:
    return (part.name, part.version)


def _is_licence(path: str, head: str) -> bool:
    """Whether a file of a wheel is a licence text: one of dist-info/licenses, or one that is called so and is installed."""
    if _NO_TEXT.fullmatch(path):
        return False
    if path.startswith(f"{head}/"):
        return path.startswith(f"{head}/licenses/") or bool(_IS_TEXT.fullmatch(path.rpartition("/")[2]))
    return bool(_IS_TEXT.fullmatch(path.rpartition("/")[2]))


def _short(path: str, head: str) -> str:
    """Return the name of a licence text among those of its part."""
    return path.removeprefix(f"{head}/").removeprefix("licenses/").replace("/", "-")


def _inside(listed: Mapping[str, Any], name: str, told: Mapping[str, Any]) -> Iterator[Part]:
    """Give what a wheel carries by its own list of parts (CycloneDX in dist-info/sboms), with standard texts."""
    for each in listed.get("components", ()):
        called = each["name"]
        if (
            called in told.get("not_inside", ())
            or wheelhouse.plain_name(called) == name
            or each.get("scope") == "excluded"
        ):
            continue
        said = [one.get("expression") or _id(one["license"]) for one in each.get("licenses", ())]
        licence = " AND ".join(f"({one})" if " OR " in one else one for one in said)
        licence = licence or told.get("licences", {}).get(called, "")
        standard = _table()["standard"]
        texts = dict(_text(standard[one]) for one in _chosen(licence).split(" AND ") if one in standard)
        # Of what was built from a file of the builder it says where that lay, which nobody else can follow.
        purl = "" if "file:" in each.get("purl", "") or "file_name" in each.get("purl", "") else each.get("purl", "")
        yield Part(called, each.get("version", ""), licence, purl=purl, author=each.get("author", ""), texts=texts)


def _id(licence: Mapping[str, str]) -> str:
    return licence.get("id") or licence["name"]


# ------------------------------------------------------------------------------------------------ licences


@cache
def _chosen(licence: str) -> str:
    """Return what is left of an SPDX expression when only what may be handed on is chosen; nothing when nothing is."""
    spdx = get_spdx_licensing()
    try:
        asked = spdx.parse(licence)
    except ExpressionError:
        return ""
    allowed = {str(spdx.parse(each)) for each in _table()["may_be_handed_on"]}
    return " AND ".join(dict.fromkeys(_left(asked, allowed, spdx))) if asked is not None else ""


def _left(asked: Any, allowed: set[str], spdx: Licensing) -> list[str]:
    """Return the licences by which a part of an expression is fulfilled; none where it is not."""
    if isinstance(asked, spdx.OR):
        order = [*_table()["standard"]]
        ways = [way for each in asked.args if (way := _left(each, allowed, spdx))]
        return min(
            ways, key=lambda way: max(order.index(one) if one in order else len(order) for one in way), default=[]
        )
    if isinstance(asked, spdx.AND):
        needed = [_left(each, allowed, spdx) for each in asked.args]
        return [one for way in needed for one in way] if all(needed) else []
    return [str(asked)] if str(asked) in allowed else []
