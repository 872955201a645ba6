"""One YAML file as plain values, with the line of every value kept for the errors."""

from __future__ import annotations

from typing import Any

import yaml

from desktop.catalogue.file_limits import MOST_DIGITS, TooMuch, look_at
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

Place = tuple[str | int, ...]
"""Where in a file something stands: keys and positions from the outside in."""

# The parser in C reads all forms in a tenth of the time, but is not in every build of PyYAML.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TAG = "tag:yaml.org,2002:"
_BOOLEANS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


QUOTED = 80
"""Characters of a value that an error repeats."""


def quoted(value: object) -> str:
    """Return a value of a file as an error can repeat it: short, in one line, and nothing that is obeyed."""
    return one_line(value, QUOTED)


class Unreadable(Exception):
    """A file is not YAML as we take it: what is wrong, and in which line (counted from 1)."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


class Document:
    """A YAML file.

    Attributes:
        data: dicts with text keys, lists, text, whole numbers, floats, booleans and None; dates stay text.
    """

    def __init__(self, text: str, *, outside: bool = False) -> None:
        """Read the text. Raises `Unreadable` for broken YAML, a key said twice, an anchor or a tag.

        Args:
            outside: it does not come with the program, so it is looked at before it is built (see `bounds`).
        """
        try:
            if outside:
                look_at(text, _Loader)
            self._root = yaml.compose(text, Loader=_Loader)
        except TooMuch as error:
            raise Unreadable(error.line, error.text) from error
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise Unreadable(mark.line + 1 if mark else 1, _("the YAML cannot be read here.")) from error
        except (yaml.YAMLError, RecursionError) as error:
            raise Unreadable(1, _("the YAML cannot be read.")) from error
        # An anchor can make a small file huge, or endless; forms do not need any.
        self._seen: set[int] = set()
        self._keys: dict[int, dict[str, tuple[yaml.Node, int]]] = {}
        self.data: Any = None if self._root is None else self._value(self._root)

    def _value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self._seen:
            raise Unreadable(node.start_mark.line + 1, _("anchors are not used in forms."))
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode) and node.tag == _TAG + "seq":
            return [self._value(each) for each in node.value]
        if not isinstance(node, yaml.MappingNode) or node.tag != _TAG + "map":
            raise Unreadable(node.start_mark.line + 1, _("tags are not used in forms."))
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == _TAG + "merge":
                raise Unreadable(key.start_mark.line + 1, _("a key must be one word."))
            if key.value in found:
                raise Unreadable(
                    key.start_mark.line + 1, _("the key “{key}” is used twice.").format(key=quoted(key.value))
                )
            found[key.value] = self._value(value)
        return found

    def line(self, place: Place) -> int:
        """Return the line of a place, counted from 1; where it is missing, of the nearest around it."""
        node = self._root
        line = 1 if node is None else node.start_mark.line + 1
        for step in place:
            child = None
            if isinstance(node, yaml.MappingNode):
                child, line = self._under(node).get(str(step), (None, line))
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                child = node.value[step]
                line = child.start_mark.line + 1
            if child is None:
                break
            node = child
        return line

    def _under(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, int]]:
        """Return key to value and line; put together once, since a file with a thousand flaws asks a thousand times."""
        if id(node) not in self._keys:
            self._keys[id(node)] = {key.value: (value, key.start_mark.line + 1) for key, value in node.value}
        return self._keys[id(node)]

    def name(self, place: Place) -> str:
        """Return a place in words, an item by its key and not its position: `fields[title].label`."""
        found = ""
        data = self.data
        for step in place:
            if isinstance(data, list) and isinstance(step, int) and step < len(data):
                data = data[step]
                found += f"[{_key_of(data, step)}]"
            else:
                data = data.get(str(step)) if isinstance(data, dict) else None
                found += f".{step}" if found else str(step)
        return found


def _key_of(item: Any, position: int) -> str:
    if isinstance(item, dict):
        for word in ("key", "number", "letter", "target"):
            if isinstance(item.get(word), str | int):
                return str(item[word])
    return str(position + 1)


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    match node.tag.removeprefix(_TAG):
        case "str" | "timestamp" | "value":
            return text
        case "int":
            # Only plain decimal numbers; 017, 0x11 and 1:30 are numbers to YAML and text to people.
            digits = text.removeprefix("-")
            short = digits.isdecimal() and len(digits) <= MOST_DIGITS
            return int(text) if short and str(int(text)) == text else text
        case "bool":
            return _BOOLEANS[text.lower()]
        case "null":
            return None
        case "float":
            return _float(text)
    raise Unreadable(node.start_mark.line + 1, _("tags are not used in forms."))


def _float(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
