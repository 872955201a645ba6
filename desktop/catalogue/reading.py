"""Read `forms/`, check it and give the catalogue. Every error names file, line and field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.crossing import Flaw, crossed
from desktop.catalogue.definitions import (
    Characteristic,
    FormField,
    Grouping,
    Indicator,
    Kind,
    Objective,
    Option,
    Pack,
    PolicyIndicator,
    Principle,
    RecommendationSet,
    Rule,
    Source,
)
from desktop.catalogue.document import Document, Unreadable
from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import ngettext
from desktop.catalogue.problems import FormsError

FILES: Mapping[str, Any] = {
    "pack.yaml": Pack,
    "sources.yaml": dict[str, Source],
    "objectives.yaml": tuple[Objective, ...],
    "principles.yaml": tuple[Principle, ...],
    "groupings.yaml": tuple[Grouping, ...],
    "indicators.yaml": tuple[Indicator, ...],
    "characteristics.yaml": tuple[Characteristic, ...],
    "policy.yaml": PolicyIndicator,
    "recommendations.yaml": tuple[RecommendationSet, ...],
    "rules.yaml": tuple[Rule, ...],
}
"""The files of a folder of forms and what each holds; `kinds/` has one for each kind that the pack names."""


def load(folder: Path | None = None) -> Catalogue:
    """Read a folder of forms, the shipped one when none is named.

    Raises:
        FormsError: with every flaw in `details`, each naming file, line and field.
    """
    forms = _Forms(folder or paths.forms())
    parts = {name: forms.read(name, shape) for name, shape in FILES.items()}
    pack = parts["pack.yaml"]
    kinds: dict[str, Kind] = {}
    for key in pack.kinds if pack else ():
        kinds[key] = forms.read(f"kinds/{key}.yaml", Kind)
    forms.raise_flaws()
    forms.refuse_others({*FILES, *(f"kinds/{key}.yaml" for key in kinds)})
    for key, kind in kinds.items():
        kinds[key] = _with_options(kind, parts)
    catalogue = Catalogue(
        pack=pack,
        kinds=kinds,
        objectives=parts["objectives.yaml"],
        principles=parts["principles.yaml"],
        groupings=parts["groupings.yaml"],
        indicators=parts["indicators.yaml"],
        characteristics=parts["characteristics.yaml"],
        policy=parts["policy.yaml"],
        recommendation_sets=parts["recommendations.yaml"],
        rules=parts["rules.yaml"],
        sources=parts["sources.yaml"],
    )
    forms.flaws.extend(crossed(catalogue))
    forms.raise_flaws()
    return catalogue


class _Forms:
    """A folder of forms while it is being read, with the flaws found so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.flaws: list[Flaw] = []
        self.unreadable: list[str] = []
        self._documents: dict[str, Document] = {}

    def read(self, name: str, shape: Any) -> Any:
        """Return what a file holds, None when it has flaws (which are kept)."""
        try:
            document = Document((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:
            self.unreadable.append(_("The forms have no file {file}.").format(file=name))
            return None
        except (OSError, UnicodeDecodeError):
            self.unreadable.append(_("The file {file} of the forms cannot be read as text.").format(file=name))
            return None
        except Unreadable as error:
            self.unreadable.append(
                _("{file}, line {line}: {problem}").format(file=name, line=error.line, problem=error.text)
            )
            return None
        self._documents[name] = document
        try:
            # Through JSON: there, strict refuses text for a number but takes a list for a tuple.
            return TypeAdapter(shape).validate_json(json.dumps(document.data), strict=True)
        except ValidationError as error:
            self.flaws += [Flaw(name, each["loc"], _in_words(each)) for each in error.errors(include_url=False)]
            return None

    def refuse_others(self, known: Iterable[str]) -> None:
        """Note files that nothing reads: a misspelt name would otherwise go unseen."""
        found = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.yaml")}
        for name in sorted(found - set(known)):
            self.unreadable.append(
                _("{file} is not a file of the forms; a kind must be named in pack.yaml.").format(file=name)
            )

    def raise_flaws(self) -> None:
        """Raise a FormsError when there is any flaw."""
        details = self.unreadable + [self._sentence(flaw) for flaw in self.flaws]
        if not details:
            return
        more = len(details) - 1
        message = details[0]
        if more:
            message = ngettext(
                "{problem} There is {count} more error in the forms.",
                "{problem} There are {count} more errors in the forms.",
                more,
            ).format(problem=details[0], count=more)
        raise FormsError(message, tuple(details))

    def _sentence(self, flaw: Flaw) -> str:
        document = self._documents[flaw.file]
        line, field = document.line(flaw.place), document.name(flaw.place)
        if not field:
            return _("{file}, line {line}: {problem}").format(file=flaw.file, line=line, problem=flaw.text)
        return _("{file}, line {line}, {field}: {problem}").format(
            file=flaw.file, line=line, field=field, problem=flaw.text
        )


def _with_options(kind: Kind, parts: Mapping[str, Any]) -> Kind:
    if not any(each.options_from or each.columns for each in kind.fields):
        return kind
    return kind.model_copy(update={"fields": tuple(_filled(each, parts) for each in kind.fields)})


def _filled(field: FormField, parts: Mapping[str, Any]) -> FormField:
    if field.columns:
        field = field.model_copy(update={"columns": tuple(_filled(each, parts) for each in field.columns)})
    if field.options_from is None:
        return field
    return field.model_copy(update={"options": (*_options_from(field.options_from, parts), *field.options)})


def _options_from(source: str, parts: Mapping[str, Any]) -> list[Option]:
    objectives: tuple[Objective, ...] = parts["objectives.yaml"]
    indicators: tuple[Indicator, ...] = parts["indicators.yaml"]
    characteristics: tuple[Characteristic, ...] = parts["characteristics.yaml"]
    match source:
        case "actions":
            return [
                Option.model_construct(
                    key=(key := f"{objective.number}({action.letter})"),
                    code=key,
                    label=action.gist,
                    standing=action.standing,
                    aliases=(action.paragraph,),
                )
                for objective in objectives
                for action in objective.actions
            ]
        case "indicators":
            # The name of an indicator differs by language and is no message id: the code stands for it.
            return [Option(key=each.key, label=each.key, standing=each.standing) for each in indicators]
    return [
        Option(key=each.key, label=each.label, standing=each.standing, aliases=each.aliases) for each in characteristics
    ]


def _in_words(error: Mapping[str, Any]) -> str:
    """Return what pydantic found, as a sentence for whoever edits the file."""
    sort, context = error["type"], error.get("ctx", {})
    match sort:
        case "extra_forbidden":
            return _("this field is not known here.")
        case "missing":
            return _("this field is missing.")
        case "string_type":
            return _("this must be text; put it between quotes.")
        case "int_type" | "int_from_float":
            return _("this must be a whole number.")
        case "bool_type":
            return _("this must be true or false.")
        case "tuple_type" | "list_type":
            return _("this must be a list.")
        case "dict_type" | "model_type":
            return _("this must hold fields.")
        case "literal_error":
            return _("this must be one of: {known}.").format(known=context.get("expected", ""))
        case "string_pattern_mismatch":
            return _("this is not written as it must be; it has to fit {pattern}.").format(
                pattern=context.get("pattern", "")
            )
    return _("this cannot be used: {reason}.").format(reason=error["msg"])
