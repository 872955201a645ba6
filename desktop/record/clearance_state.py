"""Where a part of the submission stands: a draft, reviewed, or cleared; by whom, when, and for which text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.cleared_part import CLEARED
from desktop.record.date_parsing import shown_date

DRAFT, REVIEWED = "draft", "reviewed"
STATES = (DRAFT, REVIEWED, CLEARED)
"""The states of a part, in their order."""

STATE_WORDS = {DRAFT: N_("Draft"), REVIEWED: N_("Reviewed"), CLEARED: N_("Cleared")}
"""The same in words, to be translated."""

ON_SCREEN, ON_PAPER = "screen", "paper"
"""How a part was cleared: in the window, or with a signature on a clearance sheet."""


@dataclass(frozen=True)
class ClearanceState:
    """Where a part stands.

    Args:
        part: see `objective_part` and `pledge_part`.
        state: as it stands now: `draft`, `reviewed`, `cleared`; a draft again where the text was changed since.
        said: what was said of it last.
        empty: nothing of it would leave, so that there is nothing to clear.
        now: the fingerprint of the text as it is; empty where nobody has said anything of the part yet.
        fingerprint: of the text of which it was said.
        by, ministry, at: who said it, for whom, and when.
        reviewed_by: who has reviewed the text, where it was reviewed before it was cleared.
        note, signed, sheet, evidence: what was noted, how, the scan that was attached, and the evidence that has it.
    """

    part: str
    state: str = DRAFT
    said: str = DRAFT
    empty: bool = False
    now: str = ""
    fingerprint: str = ""
    by: str = ""
    ministry: str = ""
    at: str = ""
    reviewed_by: str = ""
    note: str = ""
    signed: str = ""
    sheet: str = ""
    evidence: str = ""

    @property
    def on_paper(self) -> bool:
        """Whether it was signed by hand."""
        return self.signed == ON_PAPER

    @property
    def changed(self) -> bool:
        """Whether the text was changed since it was reviewed or cleared."""
        return self.said != self.state

    @property
    def day(self) -> str:
        """The day on which it was said, as it is read."""
        return shown_date(self.at[:10]) if self.at else ""

    def state_words(self) -> str:
        """Return the state in a word or two."""
        if self.empty:
            return _("Nothing to clear")
        if self.changed:
            return _("Cleared, then changed") if self.said == CLEARED else _("Reviewed, then changed")
        return _(STATE_WORDS[self.state])

    def sentence(self) -> str:
        """Return the state in a sentence, with who said it and when."""
        if self.said == DRAFT:
            return _("Nothing to clear yet.") if self.empty else _("Draft, not cleared yet.")
        if self.said == CLEARED:
            text = (
                _("Cleared on {date} by {name}, and changed since.")
                if self.changed
                else _("Cleared on {date} by {name}.")
            )
        else:
            text = (
                _("Reviewed on {date} by {name}, and changed since.")
                if self.changed
                else _("Reviewed on {date} by {name}.")
            )
        return text.format(date=self.day, name=self.who)

    def sentences(self) -> tuple[str, ...]:
        """Return what can be said of the part until somebody marks it, whatever is answered in it meanwhile."""
        if self.said == DRAFT:
            return tuple(replace(self, empty=each).sentence() for each in (True, False))
        return tuple(replace(self, state=each).sentence() for each in (self.said, DRAFT))

    @property
    def who(self) -> str:
        """Who said it, with the ministry where one is named and the name does not say it."""
        if not self.ministry or fold(self.ministry) in fold(self.by):
            return self.by
        return _("{name} ({ministry})").format(name=self.by, ministry=self.ministry)


@dataclass(frozen=True)
class Tallied:
    """How many parts there are to clear, and how many of them are cleared, were changed since, or are reviewed."""

    cleared: int
    of: int
    changed: int = 0
    reviewed: int = 0

    def sentence(self) -> str:
        """Return it in a sentence."""
        if not self.of:
            return _("Nothing to clear yet.")
        return _("Objectives and pledges cleared: {cleared} of {of}.").format(cleared=self.cleared, of=self.of)
