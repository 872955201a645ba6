"""The workshop: one objective on a projector, who is speaking, what has been said, and what takes the middle for a while.

A panel is what is opened over the objective by a key: the name cards, the parking list, the agenda, rating together. To add
one is to add its file and its line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from desktop.i18n.translation import N_

if TYPE_CHECKING:
    from desktop.ui.workshop.panel import Panel
    from desktop.ui.workshop.state import WorkshopState


@dataclass(frozen=True)
class PanelDescriptor:
    """What is known of a panel before it is made.

    Args:
        key: by which the workshop names it; its keys are those of `workshop_KEY` in `desktop.ui.keys`.
        title: what it is called above it, marked for translation; on its button too, unless there is a `button`.
        maker: its file in `desktop.ui.workshop` and the class in it.
        button: what its button says, in a word, where the title has no room.
        takes: of what stands below the middle, what it takes the room of: the buttons, or all of it where it is there for a
            moment only.
    """

    key: str
    title: str
    maker: str
    button: str = ""
    takes: Literal["nothing", "buttons", "all"] = "nothing"

    @property
    def shortcut(self) -> str:
        """The key of what opens it, in `desktop.ui.keys`."""
        return f"workshop_{self.key}"

    @property
    def is_there(self) -> bool:
        """Whether this program has it."""
        return find_spec(f"desktop.ui.workshop.{self.maker.partition('.')[0]}") is not None


PANELS: Mapping[str, PanelDescriptor] = {
    each.key: each
    for each in (
        PanelDescriptor("speaking", N_("Speaking now"), "speakers.SpeakersPanel", takes="all"),
        PanelDescriptor("rating", N_("Rating together"), "rating.RatingPanel", button=N_("Rate"), takes="buttons"),
        PanelDescriptor("parking", N_("Parking list"), "parking.ParkingPanel"),
        PanelDescriptor("agenda", N_("Agenda"), "agenda.AgendaPanel"),
    )
}
"""Every panel by its key, in the order of their buttons."""


def make_panel(key: str, state: WorkshopState) -> Panel:
    """Make a panel."""
    module, _dot, name = PANELS[key].maker.partition(".")
    panel: Panel = getattr(import_module(f"desktop.ui.workshop.{module}"), name)(state)
    return panel
