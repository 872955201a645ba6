"""What a way to score an indicator says of itself, and makes of the answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.i18n.translation import N_
from desktop.record.submission import Submission


class IndicatorMethod(ABC):
    """A way to score an indicator: all that the rest of the program knows of it.

    Attributes:
        key: as `method` in the forms names it.
        takes_values: whether values are written for it by year, which tables bring, charts draw and the data situation
            counts.
        asked_by: the kind whose entries it is scored from. Where that is not `indicator`, it has a chapter and a page of
            its own.
        form_title: what the form of such an indicator is called on its page.
    """

    key: ClassVar[str]
    takes_values: ClassVar[bool] = False
    asked_by: ClassVar[str] = "indicator"
    form_title: ClassVar[str] = N_("Answer")

    @property
    def by_itself(self) -> bool:
        """Whether such an indicator is answered on its own form, and not on a page that its method has."""
        return self.asked_by == "indicator"

    @abstractmethod
    def known(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> bool:
        """Whether there is a value or an answer."""

    @abstractmethod
    def brief(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return in a sentence or two what is known."""

    def sentence(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return all that is known, in sentences."""
        return self.brief(submission, catalogue, indicator)

    def of_objective(self, catalogue: Catalogue, number: int) -> tuple[str, ...]:
        """Return what of it belongs to one objective, for below that sentence; empty where it is not divided."""
        return ()
