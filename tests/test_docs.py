"""What the documents name is there: files, names of the code, links. A document that lies is worse than none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from desktop.store.schema import VERSION

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
GLOSSARY = ROOT / "docs" / "glossary.md"

TEXT_OF_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED_IN = re.compile(r"([\w./-]+\.(?:py|yaml)): (\w+)")
OURS = (".py", ".yaml", ".md", ".toml", ".lock", ".po", ".pot")
WITHOUT_A_FOLDER = re.compile(rf"[\w-]+(?:{'|'.join(map(re.escape, OURS))})")
DOTTED = re.compile(r"desktop(?:\.\w+)+")
MEMBER = re.compile(r"([A-Z]\w*[a-z]\w*)\.(\w+)(?:\(.*\))?")
CLASS = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+")

OF_OTHERS = {"BidiTest", "BidiCharacterTest", "ActualText", "Pledgebook.exe"}
"""Names that look like classes or members and are none of the code."""


def spans(page: Path) -> Iterator[str]:
    """Yield what stands in backticks, outside of blocks of code."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for line in text.splitlines():
        if not line.startswith("    "):
            yield from TEXT_OF_SPAN.findall(line)


def first_folders() -> set[str]:
    """Return the folders that a path of ours can begin with."""
    roots = (ROOT, ROOT / "desktop")
    return {path.name for root in roots for path in root.iterdir() if path.is_dir()} - {"__pycache__", "_data"}


def files_beside(page: Path) -> Iterator[str]:
    """Yield the files that a document may name without their folder, since it names that folder elsewhere."""
    for span in spans(page):
        there = place(NAMED_IN.sub(r"\1", span)) if "/" in span else None
        if there is not None:
            yield from (path.name for path in (there if there.is_dir() else there.parent).iterdir())


def is_path(span: str) -> bool:
    """Whether a span claims to be a path in this checkout; what is built is there only once it was built."""
    if not re.fullmatch(r"[\w./-]+", span) or "NAME" in span or "vN" in span or span.startswith("build/"):
        return False
    return bool(WITHOUT_A_FOLDER.fullmatch(span)) or ("/" in span and span.split("/")[0] in first_folders())


def place(span: str) -> Path | None:
    """Return where a path of a document lies, None where there is nothing."""
    span = span.replace("XX", "fr").rstrip("/")
    return next((path for root in (ROOT, ROOT / "desktop") if (path := root / span).exists()), None)


@cache
def code(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names_in(path: Path) -> set[str]:
    """Return what a module defines, at whatever depth."""
    found: set[str] = set()
    for node in ast.walk(code(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {each.id for each in node.targets if isinstance(each, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


@cache
def members() -> Mapping[str, set[str]]:
    """Return the classes of the program, each with its methods and attributes and those of the classes it is built on."""
    found: dict[str, set[str]] = {}
    built_on: dict[str, set[str]] = {}
    for path in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(code(path)):
            if isinstance(node, ast.ClassDef):
                own = found.setdefault(node.name, set())
                built_on.setdefault(node.name, set()).update(
                    base.id for base in node.bases if isinstance(base, ast.Name)
                )
                for each in ast.walk(node):
                    if isinstance(each, ast.FunctionDef):
                        own.add(each.name)
                    elif isinstance(each, ast.AnnAssign | ast.Assign):
                        targets = each.targets if isinstance(each, ast.Assign) else [each.target]
                        own |= {t.id for t in targets if isinstance(t, ast.Name)}
                        own |= {t.attr for t in targets if isinstance(t, ast.Attribute)}

    def of(name: str) -> set[str]:
        return found.get(name, set()).union(*(of(base) for base in built_on.get(name, ()) if base != name))

    return {name: of(name) for name in found}


@cache
def names() -> frozenset[str]:
    """Return whatever the program gives a name."""
    return frozenset(name for path in (ROOT / "desktop").rglob("*.py") for name in names_in(path))


def is_there(dotted: str) -> bool:
    """Whether `desktop.a.b` is a module, or a name in one."""
    path = ROOT.joinpath(*dotted.split("."))
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    above = path.parent.with_suffix(".py") if path.parent.with_suffix(".py").is_file() else path.parent / "__init__.py"
    return above.is_file() and path.name in names_in(above)


def lies(page: Path) -> Iterator[str]:
    """Yield what a document names and is not there."""
    beside = set(files_beside(page))
    for span in spans(page):
        if named := NAMED_IN.fullmatch(span):
            where = place(named[1])
            if where is None or (where.suffix == ".py" and named[2] not in names_in(where)):
                yield span
        elif DOTTED.fullmatch(span):
            if not is_there(span):
                yield span
        elif is_path(span):
            if place(span) is None and span not in beside:
                yield span
        elif member := MEMBER.fullmatch(span):
            if member[2] not in members().get(member[1], set()) and span not in OF_OTHERS:
                yield span
        elif CLASS.fullmatch(span) and span not in OF_OTHERS | names():
            yield span


IN_CODE = re.compile(r"`((?:desktop\.)?[a-z_]\w*\.[a-z_]\w*)`")
NOT_OURS = {
    "field.column",
    "sdg_10_7_2.overall",
    "str.format",
    "str.translate",
    "json.loads",
    "sex.label",
    "obs_status.label",
    "ref_area.label",
}
ENDINGS = {"json", "pdf", "xlsx", "yaml"}


@cache
def modules() -> Mapping[str, list[Path]]:
    """Return the modules and folders of the program by their names."""
    found: dict[str, list[Path]] = {}
    for path in (ROOT / "desktop").rglob("*"):
        if path.is_dir() or path.suffix == ".py":
            found.setdefault(path.stem, []).append(path)
    return found


def is_there_in_code(dotted: str) -> bool:
    """Whether `module.name` or `folder.module` is there, as a comment calls it."""
    if dotted.startswith("desktop."):
        return is_there(dotted)
    above, _dot, name = dotted.partition(".")
    return any(
        (path / f"{name}.py").is_file() if path.is_dir() else name in names_in(path)
        for path in modules().get(above, ())
    )


def test_what_a_comment_names_is_there() -> None:
    lost = [
        f"{path.relative_to(ROOT)}: {span}"
        for path in sorted((ROOT / "desktop").rglob("*.py"))
        for span in IN_CODE.findall(path.read_text(encoding="utf-8"))
        if span not in NOT_OURS and span.rpartition(".")[2] not in ENDINGS and not is_there_in_code(span)
    ]
    assert lost == []


def ids(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_what_a_document_names_is_there(page: Path) -> None:
    assert list(lies(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


def test_every_document_is_linked_with() -> None:
    linked = {
        (page.parent / link.partition("#")[0]).resolve()
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in link
    }
    folders = {path for path in linked if path.is_dir()}
    lost = [page for page in PAGES if page not in linked and page.parent not in folders]
    assert [ids(page) for page in lost] == ["README.md"]


def glossary() -> list[list[str]]:
    """Return the rows of the first table of the glossary."""
    text = GLOSSARY.read_text(encoding="utf-8").partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line.startswith("|")
    ]
    return rows[2:]


def test_the_glossary_is_sorted_and_says_each_term_once() -> None:
    terms = [row[0] for row in glossary()]
    assert terms == sorted(terms, key=str.casefold)
    assert len({term.casefold() for term in terms}) == len(terms)


def test_each_term_has_a_meaning_and_a_place() -> None:
    for term, meaning, where in glossary():
        assert meaning, term
        named = [NAMED_IN.sub(r"\1", span) for span in TEXT_OF_SPAN.findall(where)]
        assert named, term
        assert [span for span in named if place(span) is None] == [], term


@pytest.mark.parametrize(
    "term",
    [
        "operation",
        "transaction",
        "undo",
        "translation",
        "error",
        "atomic write",
        "font",
        "revision",
        "message",
        "schema",
        "progress",
        "storage",
        "glossary",
    ],
)
def test_a_word_of_the_trade_is_found(term: str) -> None:
    assert any(term in row[0].casefold() for row in glossary())


def test_a_document_that_lies_is_found_out(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "`record/nowhere.py`, `desktop.record.nowhere`, `record/scores.py: nothing`, `SubmissionFile.nothing`, `NoSuchClass`,"
        " `nowhere.yaml`; but `record/scores.py: score_policy`, `SubmissionFile.transaction(…)` and `desktop.paths` are there"
    )
    assert len(list(lies(page))) == 6


def test_the_file_is_told_of_in_its_version_of_today() -> None:
    assert f"the version of its tables (now {VERSION})" in (ROOT / "docs" / "file.md").read_text(encoding="utf-8")


def test_the_decisions_are_numbered() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert page.read_text(encoding="utf-8").startswith(f"# {int(page.name[:4])}. ")
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert LINK.findall(listed) == [page.name for page in pages]
