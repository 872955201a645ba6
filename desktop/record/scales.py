"""The steps that things are said in, apart from what computes with them: whoever only draws them needs nothing else."""

from __future__ import annotations

from desktop.i18n.translation import gettext as _

RATINGS = ("not_started", "early", "partial", "advanced", "full")
"""The steps of the self-rating, worth 0 to 4. The scale is our own: the Compact has no official rating."""

STEPS = len(RATINGS) - 1
"""The boxes of the scale on screen and paper: none is filled for "not started", all for "fully achieved"."""

FULL, HALF = 2, 1
"""Half points of the best answer: 1 in the metadata is 2 here, 0.5 is 1, so that everything is a whole number."""


def answer_words(half_points: int | None) -> str:
    """Return what the segment of a question says: the answer in a word or two, in the language spoken."""
    match half_points:
        case None:
            return _("Not answered")
        case _ if half_points >= FULL:
            return _("Yes")
        case _ if half_points >= HALF:
            return _("Only with legal status")
    return _("No")
