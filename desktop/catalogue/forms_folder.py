"""Read a folder of forms from YAML and check it. Every error names file, line and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.cross_validation import cross_validate, flaws_of_examples
from desktop.catalogue.definitions import (
    Chapter,
    Characteristic,
    Example,
    Grouping,
    Hint,
    Indicator,
    Kind,
    Objective,
    Occasion,
    Pack,
    PolicyIndicator,
    Principle,
    RecommendationSet,
    Rule,
    Source,
)
from desktop.catalogue.examples import EXAMPLES
from desktop.catalogue.flaws import Flaw, flaws_in, sentence
from desktop.catalogue.forms_errors import raise_when
from desktop.catalogue.parts import Parts, assembled
from desktop.catalogue.validation import validated
from desktop.catalogue.yaml_document import Document, Unreadable
from desktop.i18n.translation import gettext as _

FILES: Mapping[str, Any] = {
    "pack.yaml": Pack,
    "sources.yaml": dict[str, Source],
    "objectives.yaml": tuple[Objective, ...],
    "principles.yaml": tuple[Principle, ...],
    "groupings.yaml": tuple[Grouping, ...],
    "cycles.yaml": tuple[Occasion, ...],
    "indicators.yaml": tuple[Indicator, ...],
    "characteristics.yaml": tuple[Characteristic, ...],
    "policy.yaml": PolicyIndicator,
    "recommendations.yaml": tuple[RecommendationSet, ...],
    "review.yaml": tuple[Chapter, ...],
    "rules.yaml": tuple[Rule, ...],
    "hints.yaml": tuple[Hint, ...],
}
"""The files of a folder of forms and what each holds; `kinds/` has one for each kind that the pack names."""


def load(folder: Path | None = None) -> Catalogue:
    """Read a folder of forms, the shipped one when none is named.

    Raises:
        FormsError: with every flaw in `details`, each naming file, line and field.
    """
    return assembled(checked_parts(folder or paths.forms()))


def checked_parts(folder: Path) -> Parts:
    """Read a folder of forms and check that they go together. Raises FormsError, see `load`."""
    forms = _Forms(folder)
    parts = forms.parts()
    catalogue = assembled(parts)
    forms.flaws.extend(cross_validate(catalogue))
    if (folder / EXAMPLES).is_file():
        forms.flaws.extend(flaws_of_examples(catalogue, forms.read(EXAMPLES, tuple[Example, ...]) or ()))
    forms.raise_flaws()
    return parts


def checked_examples(folder: Path) -> tuple[Example, ...]:
    """Read the published examples of a folder of forms by themselves. Raises FormsError, see `load`."""
    forms = _Forms(folder)
    examples = forms.read(EXAMPLES, tuple[Example, ...])
    forms.raise_flaws()
    return tuple(examples)


class _Forms:
    """A folder of forms while it is being read, with the flaws found so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.flaws: list[Flaw] = []
        self.unreadable: list[str] = []
        self._documents: dict[str, Document] = {}

    def parts(self) -> Parts:
        """Return all that the folder holds, each file by itself. Raises FormsError."""
        found = {name.removesuffix(".yaml"): self.read(name, shape) for name, shape in FILES.items()}
        pack = found["pack"]
        kinds = {key: self.read(f"kinds/{key}.yaml", Kind) for key in (pack.kinds if pack else ())}
        self.raise_flaws()
        self.refuse_others({*FILES, EXAMPLES, *(f"kinds/{key}.yaml" for key in kinds)})
        self.raise_flaws()
        return Parts(kinds=kinds, **found)

    def read(self, name: str, shape: Any) -> Any:
        """Return what a file holds, None when it has flaws (which are kept)."""
        try:
            document = Document((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:
            self.unreadable.append(_("The file {file} is missing from the forms.").format(file=name))
            return None
        except (OSError, UnicodeDecodeError):
            self.unreadable.append(_("The form file {file} cannot be read as text.").format(file=name))
            return None
        except Unreadable as error:
            self.unreadable.append(
                _("{file}, line {line}: {problem}").format(file=name, line=error.line, problem=error.text)
            )
            return None
        self._documents[name] = document
        try:
            return validated(document.data, shape)
        except ValidationError as error:
            self.flaws += flaws_in(document.data, error, name)
            return None

    def refuse_others(self, known: Iterable[str]) -> None:
        """Note files that nothing reads: a misspelt name would otherwise go unseen."""
        found = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.yaml")}
        for name in sorted(found - set(known)):
            self.unreadable.append(
                _("{file} is not one of the form files; a kind must be named in pack.yaml.").format(file=name)
            )

    def raise_flaws(self) -> None:
        """Raise a FormsError when there is any flaw."""
        told = [sentence(flaw, self._documents[flaw.file]) for flaw in self.flaws]
        raise_when(self.unreadable + told)
