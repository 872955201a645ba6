"""The program as a screen reader meets it: what the accessibility bus (AT-SPI) tells, and keys; nothing of its inside.

`libatspi` is called as it is, so that nothing but what every desktop with a screen reader has needs to be installed.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

FOCUSED, SHOWING, CHECKED, ACTIVE = 12, 25, 4, 1
"""Of `AtspiStateType`."""

WAIT = 20.0
"""Seconds after which a thing that was to come has not come."""

AGAIN = 0.05
"""Seconds between two looks at the other program; what is waited for is always something that it shows, and never time."""

MOVES = 2.0
"""Seconds within which a key moves the keyboard, where there is somewhere to move to."""


def lacking() -> str:
    """Return what this computer lacks for a test through the bus, in words; empty when all is there."""
    for name in ("Xvfb", "xdotool", "dbus-run-session"):
        if shutil.which(name) is None:
            return f"{name} is not installed"
    if not Path("/usr/libexec/at-spi-bus-launcher").exists():
        return "the accessibility bus (at-spi2-core) is not installed"
    try:
        ctypes.CDLL("libatspi.so.0")
    except OSError:
        return "libatspi is not installed"
    return ""


@dataclass(frozen=True)
class Thing:
    """What the bus tells of one thing."""

    handle: int
    role: str
    name: str
    states: frozenset[int]


class Bus:
    """Reads the tree of the one program that runs, and presses keys."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libatspi.so.0")
        pointer = ctypes.c_void_p
        for name in ("get_child_at_index", "get_name", "get_role_name", "get_state_set"):
            function = getattr(self._library, f"atspi_accessible_{name}")
            function.restype = pointer
            function.argtypes = [pointer, ctypes.c_int, pointer] if name == "get_child_at_index" else [pointer, pointer]
        self._library.atspi_accessible_get_state_set.argtypes = [pointer]
        self._library.atspi_accessible_get_child_count.argtypes = [pointer, pointer]
        self._library.atspi_accessible_clear_cache.argtypes = [pointer]
        self._library.atspi_state_set_contains.argtypes = [pointer, ctypes.c_int]
        self._library.atspi_accessible_get_text_iface.restype = pointer
        self._library.atspi_accessible_get_text_iface.argtypes = [pointer]
        self._library.atspi_text_get_text.restype = pointer
        self._library.atspi_text_get_text.argtypes = [pointer, ctypes.c_int, ctypes.c_int, pointer]
        self._library.atspi_get_desktop.restype = pointer
        self._library.atspi_init()
        self._desktop = self._library.atspi_get_desktop(0)
        self._title = ""

    # What is there

    def _text(self, name: str, handle: int) -> str:
        found = getattr(self._library, f"atspi_accessible_{name}")(handle, None)
        return ctypes.string_at(found).decode() if found else ""

    def _states(self, handle: int) -> frozenset[int]:
        states = self._library.atspi_accessible_get_state_set(handle)
        held = (FOCUSED, SHOWING, CHECKED, ACTIVE)
        return frozenset(state for state in held if self._library.atspi_state_set_contains(states, state))

    def _thing(self, handle: int, states: frozenset[int] | None = None) -> Thing:
        # Each of these three asks the other program, and waits for its answer.
        states = self._states(handle) if states is None else states
        return Thing(handle, self._text("get_role_name", handle), self._text("get_name", handle), states)

    def _children(self, handle: int) -> Iterator[int]:
        for place in range(self._library.atspi_accessible_get_child_count(handle, None)):
            child = self._library.atspi_accessible_get_child_at_index(handle, place, None)
            if child:
                yield child

    def windows(self) -> list[Thing]:
        """Return the windows and dialogs that are shown, the newest last."""
        self._library.atspi_accessible_clear_cache(self._desktop)
        found = [self._thing(each) for program in self._children(self._desktop) for each in self._children(program)]
        return [
            each for each in found if SHOWING in each.states and each.role not in ("list", "popup menu", "tool tip")
        ]

    def shown(self, within: int | None = None) -> Iterator[Thing]:
        """Return whatever is shown in the newest window."""
        if within is None:
            windows = self.windows()
            if not windows:
                return
            within = windows[-1].handle
        for child in self._children(within):
            states = self._states(child)
            if SHOWING in states:
                yield self._thing(child, states)
                yield from self.shown(child)

    def focus(self) -> Thing | None:
        """Return what has the keyboard: of a list, its row."""
        chain = self._focused()
        # The port of an area that scrolls has the keyboard with it, and is nothing by itself.
        named = [each for each in chain if each.name]
        return named[-1] if named else chain[-1] if chain else None

    def _focused(self, within: int | None = None) -> list[Thing]:
        """Return what has the keyboard, from the outermost to the innermost."""
        if within is None:
            windows = self.windows()
            return self._focused(windows[-1].handle) if windows else []
        for child in self._children(within):
            states = self._states(child)
            if SHOWING not in states:
                continue
            if FOCUSED in states:
                thing = self._thing(child, states)
                if thing.role not in ("table cell", "list item", "page tab"):
                    return [thing, *(self._focused(child) or self._focused_row(child))]
            found = self._focused(child)
            if found:
                return found
        return []

    def _focused_row(self, within: int) -> list[Thing]:
        # A list says of its current row that it has the keyboard, whether or not the list itself has it.
        rows = ((each, self._states(each)) for each in self._children(within))
        return [self._thing(each, states) for each, states in rows if FOCUSED in states][:1]

    def is_in(self, name: str) -> bool:
        """Whether the keyboard is in a list or an area of this name."""
        return any(each.name == name for each in self._focused())

    def wait_for(self, name: str) -> Thing:
        """Wait until something of this name is shown, or begins with it where the name ends in an ellipsis."""
        found: list[Thing] = []

        def came() -> bool:
            found.extend(each for each in self.shown() if _is(each.name, name))
            return bool(found)

        assert until(came), f"“{name}” did not come; there is {[each.name for each in self.shown() if each.name]}"
        return found[0]

    def wait_for_window(self, title: str) -> None:
        """Wait until the newest window is called so, and give it the keyboard, as a window manager does."""

        def newest() -> str:
            windows = self.windows()
            return windows[-1].name if windows else ""

        if not until(lambda: title in newest()):
            windows, names = [each.name for each in self.windows()], [each.name for each in self.shown() if each.name]
            raise AssertionError(f"no window “{title}”; there is {windows}, and in the last one {names}")
        self._title = newest()
        self._raise()

    def _raise(self) -> None:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", self._title[:40]],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        assert found, f"X11 knows no window “{self._title}”"
        subprocess.run(["xdotool", "windowfocus", "--sync", found[-1]], check=False)

    def wait_for_file(self, folder: Path, pattern: str) -> None:
        """Wait until there is a file whose name matches."""
        came = until(lambda: bool(list(folder.glob(pattern))))
        assert came, f"{pattern} did not come; there is {[each.name for each in self.shown()]}"

    def wait_for_state(self, name: str, state: int) -> None:
        """Wait until what has the keyboard is called so and is in a state, such as checked."""

        def reached() -> bool:
            found = self.focus()
            return found is not None and found.name == name and state in found.states

        assert until(reached), f"“{name}” is not in state {state}: {self.focus()}"

    # Keys

    def press(self, *keys: str) -> None:
        """Press keys by their names in X11."""
        subprocess.run(["xdotool", "key", "--delay", "15", *keys], check=True)

    def move(self, *keys: str) -> None:
        """Press keys that move the keyboard, and see it move; at the end of a list it stays."""
        before = self._where()
        self.press(*keys)
        until(lambda: self._where() != before, MOVES)

    def _where(self) -> list[tuple[str, str]]:
        return [(each.role, each.name) for each in self._focused()]

    def type(self, text: str) -> None:
        """Type a text, and see it where the keyboard is."""
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)
        assert until(lambda: text in self._written()), f"typed “{text}”, and there stands “{self._written()}”"

    def _written(self) -> str:
        """Return the text of what has the keyboard."""
        for each in reversed(self._focused()):
            text = self._library.atspi_accessible_get_text_iface(each.handle)
            if text:
                found = self._library.atspi_text_get_text(text, 0, -1, None)
                return ctypes.string_at(found).decode() if found else ""
        return ""

    def tab_to(self, name: str, *, most: int = 80, key: str = "Tab") -> Thing:
        """Press Tab until what has the keyboard is called so."""
        met: list[str] = []
        for _each in range(most):
            found = self.focus()
            if found is not None and _is(found.name, name):
                return found
            met.append("—" if found is None else f"{found.role} “{found.name}”")
            self.move(key)
        raise AssertionError(f"Tab does not come to “{name}” but to {met}")

    def arrow_to(self, name: str, key: str = "Down", *, most: int = 60) -> Thing:
        """Go along rows or choices by an arrow key until one of this name has the keyboard."""
        return self.tab_to(name, most=most, key=key)


def until(came: Callable[[], bool], seconds: float = WAIT) -> bool:
    """Wait until another program has come so far. Returns whether it has."""
    end = time.monotonic() + seconds
    while not came():
        if time.monotonic() > end:
            return False
        time.sleep(AGAIN)
    return True


def _is(said: str, wanted: str) -> bool:
    return said.startswith(wanted[:-1]) if wanted.endswith("…") and not said.endswith("…") else said == wanted
