"""The verbs of `build_installer.py`."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

from installers.common import CannotBuildError

SYSTEMS = ("windows", "linux", "macos")


def main() -> None:
    """Do what the command line asks for; exit status 0, or 2 with one sentence where it cannot be done."""
    options = _parser().parse_args()
    try:
        for path in options.do(options):
            print(path)
    except CannotBuildError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build_installer.py", description="Build what people install.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    stage = verbs.add_parser("stage", help="a program folder for a system, in build/")
    pack = verbs.add_parser("pack", help="what people download, in dist/")
    test = verbs.add_parser("test", help="install what was packed, and do the main job with it")
    for verb in (stage, pack, test):
        verb.add_argument("system", choices=SYSTEMS if verb is not test else SYSTEMS[:2])
    for verb in (stage, pack):
        verb.add_argument(
            "--update-key",
            action="append",
            type=Path,
            default=[],
            metavar="FILE.pub",
            help="a public minisign key whose updates the program will take; may be given again",
        )
        verb.add_argument(
            "--windows-python",
            type=Path,
            metavar="ZIP",
            help="the official embeddable CPython; without it the build is marked as a test build",
        )
        verb.add_argument("--appimage-runtime", type=Path, metavar="FILE", help="makes an AppImage of it too")
    pack.add_argument("--quick", action="store_true", help="squeeze less: for a try, not for a download")
    test.add_argument("--quick", action="store_true", help="without a system of its own, and fewer pictures")
    for name, verb in (("stage", stage), ("pack", pack), ("test", test)):
        verb.set_defaults(do=_of_system(name))

    update = verbs.add_parser("update", help="an update of the program alone, from two program folders")
    update.add_argument("old", type=Path)
    update.add_argument("new", type=Path)
    update.add_argument("--key", type=Path, required=True, metavar="FILE", help="the secret minisign key")
    update.add_argument("--key-password-file", type=Path, metavar="FILE", help="its password, which is asked for else")
    update.add_argument("--says", type=Path, metavar="FILE.json", help="what changes, in each of the six languages")
    update.add_argument(
        "--also",
        action="append",
        nargs=2,
        type=Path,
        metavar=("OLD", "NEW"),
        help="two folders of another system that the same update serves; may be given again",
    )
    update.set_defaults(do=_update)

    finish = verbs.add_parser("finish", help="list of parts, licences, checksums, signatures, in dist/")
    file: dict[str, Any] = {"type": Path, "metavar": "FILE"}
    finish.add_argument("--key", **file, help="the secret minisign key that signs SHA256SUMS")
    finish.add_argument("--key-password-file", **file, help="its password, which is asked for else")
    finish.add_argument("--public-key", **file, help="the public key that people have; the signature has to hold by it")
    for verb in (stage, pack, finish):
        verb.add_argument(
            "--certificate", **file, help="a certificate for code (PKCS#12) that signs programs for Windows"
        )
        verb.add_argument("--certificate-password-file", **file, help="its password")
        verb.add_argument(
            "--certificate-roots", **file, help="what it is traced back to (PEM), if it does not hold that"
        )
        verb.add_argument(
            "--timestamp-url", metavar="URL", help="a server that is asked when programs were signed; none else"
        )
    finish.add_argument("--test-build", action="store_true", help="finish a test build too, for a trial")
    finish.set_defaults(do=_finish)
    return parser


def _of_system(verb: str) -> Any:
    """Return what does a verb: the function of that name in the module of the system."""

    def do(options: argparse.Namespace) -> list[Path]:
        return _done(options.system, verb, options)

    return do


def _done(module: str, verb: str, options: argparse.Namespace) -> list[Path]:
    """Do what a module of the installers does, and return the paths that it wrote; a system loads its own alone."""
    paths: list[Path] = getattr(importlib.import_module(f"installers.{module}"), verb)(options)
    return paths


def _update(options: argparse.Namespace) -> list[Path]:
    return _done("update", "make", options)


def _finish(options: argparse.Namespace) -> list[Path]:
    return _done("finish", "finish", options)
