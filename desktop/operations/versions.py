"""The versions of the program on this computer: which there are, which one is used, and the way back to an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop import installation as installed
from desktop import paths
from desktop.atomic_write import clear_left_overs
from desktop.errors import UserError, of_system
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.installation import ASIDE, FAILED, Installation, Laid


class NoUpdates(UserError):
    """This program takes none, whatever the file."""


@dataclass(frozen=True)
class State:
    """A version of the program that is on this computer.

    Args:
        state: `installed`, `works`, `new`, `failed`, `aside`, or `unfit` for what is installed now.
        next: whether the next start takes it.
    """

    version: str
    state: str
    next: bool

    def sentence(self) -> str:
        """Return it in words."""
        words = {
            "installed": _("Version {version}: installed"),
            "works": _("Version {version}: an update"),
            "new": _("Version {version}: an update that has not been started yet"),
            "failed": _("Version {version}: an update that did not start"),
            "aside": _("Version {version}: an update that is no longer used"),
            "unfit": _("Version {version}: an update for another installed version"),
        }
        return words[self.state].format(version=self.version)


def here() -> Installation:
    """Return the installed program that runs. Raises NoUpdates in a checkout or a wheel."""
    found = installed.installation()
    if found is None:
        raise NoUpdates(_("This Pledgebook was not installed by its installer, so it accepts no updates."))
    return found


def versions() -> list[State]:
    """Return what is on this computer, the newest first. Raises NoUpdates."""
    program = here()
    following = program.next_version()
    found = [State(each.version, _state(each, program), each.version == following) for each in program.laid()]
    return [*found, State(program.version, "installed", program.version == following)]


def _state(laid: Laid, program: Installation) -> str:
    if not laid.fits(program):
        return "unfit"
    if laid.has(FAILED):
        return "failed"
    if laid.has(ASIDE):
        return "aside"
    return "works" if laid.came_up() else "new"


def earlier() -> str:
    """Return the version that one could go back to, empty where there is none. Raises NoUpdates."""
    program = here()
    used = program.next()
    if used is None:
        return ""
    others = (
        each for each in program.laid() if each.is_wanted() and each.fits(program) and each.version != used.version
    )
    return next((each.version for each in others), program.version)


def go_back() -> str:
    """Let the next start take the version before. Returns the sentence that says so.

    Raises:
        NoUpdates: there is no version before it.
        CannotWrite: it cannot be noted.
    """
    program = here()
    used = program.next()
    if used is None:
        raise NoUpdates(_("No update is in use, so there is no earlier version to go back to."))
    before = earlier()
    try:
        used.mark(ASIDE)
    except OSError as error:
        raise of_system(error, used.folder, writing=True) from error
    return used_next(before)


def used_next(version: str) -> str:
    """Return the sentence that says which version the next start takes."""
    return _("Pledgebook will use version {version} the next time it starts.").format(version=version)


def tidings() -> list[str]:
    """Return what people should be told at this start: which update did not start, or was not tried."""
    program = installed.installation()
    if program is None:
        return []
    said = []
    for version in installed.failed():
        text = _("Version {version} did not start, so version {running} is running.")
        said.append(text.format(version=version, running=program.running_version))
    for version in installed.waiting():
        text = _("Version {version} was not started, because nothing can be saved in {folder}.")
        said.append(text.format(version=version, folder=one_line(program.programs)))
    return said


def told() -> None:
    """Note that people were told."""
    for version in installed.failed():
        installed.told(version)


def where() -> str:
    """Return where the program that runs lies, and whether it is an update, in one sentence."""
    program = installed.installation()
    if program is None:
        return _("Not installed by an installer. It runs from {folder}.").format(folder=one_line(_code()))
    if program.running:
        text = _("An update of version {version}, which is installed in {folder}.")
        return text.format(version=program.version, folder=one_line(program.runtime.parent))
    return _("Installed in {folder}.").format(folder=one_line(program.runtime.parent))


def _code() -> Path:
    return Path(paths.__file__).parent


def clean_up() -> None:
    """Remove what nobody comes back to, and what work that was ended from outside has left."""
    program = installed.installation()
    if program is not None:
        installed.clean_up()
        clear_left_overs(program.programs)
