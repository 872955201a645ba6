"""Records of earlier versions, read as those of this one."""

from __future__ import annotations

from typing import Any

from desktop.record.history import parameters_to_data

_NAMES = {"deeds": "revisions"}
_NAMES_IN_REVISIONS = {"sort": "type", "label": "message"}


def brought_up_to_date(data: dict[str, Any]) -> dict[str, Any]:
    """Return what a record of an earlier version says in the shape of this one.

    Whatever has no shape of an earlier version stays as it is: the model says what is wrong with it, and where.
    """
    for version, step in ((1, _from_version_1), (2, _from_version_2)):
        if data.get("version") == version and type(data["version"]) is int:
            data = step(data)
    return data


def _from_version_1(data: dict[str, Any]) -> dict[str, Any]:
    """Deeds are revisions now, their sort is a type, and their label is a message with parameters."""
    if "deeds" not in data or "revisions" in data:
        return data
    record = {_NAMES.get(name, name): each for name, each in data.items()}
    record["version"] = 2
    if isinstance(record["revisions"], list):
        record["revisions"] = [_revision(each) for each in record["revisions"]]
    return record


def _from_version_2(data: dict[str, Any]) -> dict[str, Any]:
    """Nothing was said of clearances."""
    return data if "cleared" in data else {**data, "version": 3, "cleared": []}


def _revision(deed: Any) -> Any:
    if not isinstance(deed, dict) or not {"sort", "label"} <= deed.keys() or deed.keys() & {"type", "message", "copy"}:
        return deed
    revision = {_NAMES_IN_REVISIONS.get(name, name): each for name, each in deed.items()}
    if isinstance(deed["label"], str):
        from desktop.record.old_labels import old_labels

        message = old_labels().message(deed["label"])
        revision["message"] = {"id": message.id, "parameters": parameters_to_data(message)}
    revision["copy"] = ""
    return revision
