"""Whether what a file of the forms says has the right shape. Only here is pydantic asked, and only when a file is read.

Each shape has a model of the same fields; what the model lets through becomes the shape, with what was said and nothing
else.
"""

from __future__ import annotations

import json
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, ForwardRef, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from desktop.catalogue.shape import Pattern, Shape, Within


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def validated(data: Any, shape: Any) -> Any:
    """Return plain values of a file as shapes, e.g. `tuple[Rule, ...]` or `dict[str, Source]`.

    Raises:
        pydantic.ValidationError: with the place and the type of each flaw.
    """
    # Through JSON: there, strict refuses text for a number but takes a list for a tuple.
    return _as_shapes(_adapter(shape).validate_json(json.dumps(data), strict=True))


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(_with_models(shape, None))


def _model(shape: type[Shape]) -> type[BaseModel]:
    """Return the model of a shape, made when it is first asked for."""
    if shape in _models:
        return _models[shape]
    hints = get_type_hints(shape, include_extras=True)
    fields: dict[str, Any] = {
        name: (_with_models(hints[name], shape), ... if name in shape.needed else None) for name in shape.names
    }
    made: type[BaseModel] = create_model(shape.__name__, __base__=_Model, **fields)
    _models[shape], _shapes[made] = made, shape
    return made


_models: dict[type[Shape], type[BaseModel]] = {}
_shapes: dict[type[BaseModel], type[Shape]] = {}


def _with_models(hint: Any, own: type[Shape] | None) -> Any:
    """Return an annotation with the model of each shape in it; `own` is the shape that it belongs to."""
    if isinstance(hint, type) and issubclass(hint, Shape):
        return ForwardRef(hint.__name__) if hint is own else _model(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return reduce(_marked, hint.__metadata__, _with_models(parts[0], own))
    if origin in (tuple, dict, list):
        return origin[tuple(part if part is ... else _with_models(part, own) for part in parts)]
    if isinstance(hint, UnionType):
        return reduce(or_, (_with_models(part, own) for part in parts))
    return hint


def _marked(hint: Any, mark: object) -> Any:
    match mark:
        case Pattern():
            return Annotated[hint, Field(pattern=mark.pattern)]
        case Within():
            return Annotated[hint, Field(ge=mark.least, le=mark.most)]
    raise TypeError(mark)


def _as_shapes(value: Any) -> Any:
    if isinstance(value, BaseModel):
        said = {
            name: _as_shapes(getattr(value, name))
            for name in type(value).model_fields
            if name in value.model_fields_set
        }
        return _shapes[type(value)].made(said)
    if isinstance(value, tuple):
        return tuple(_as_shapes(each) for each in value)
    if isinstance(value, dict):
        return {key: _as_shapes(each) for key, each in value.items()}
    return value
