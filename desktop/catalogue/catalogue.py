"""The catalogue: all that the Compact and the forms say, as one value that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from desktop.catalogue.definitions import (
    PART_OF_OBJECTIVE,
    Action,
    Chapter,
    Characteristic,
    Example,
    Grouping,
    Hint,
    Indicator,
    Kind,
    Objective,
    Occasion,
    Option,
    Pack,
    PolicyIndicator,
    Principle,
    Recommendation,
    RecommendationSet,
    Rule,
    Source,
    Standing,
    SubCategory,
)
from desktop.catalogue.pack_texts import claimant
from desktop.i18n.isolation import side_by_side
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.translation import N_, current_language
from desktop.i18n.translation import gettext as _

_STANDING_LABELS: Mapping[Standing, str] = {
    "attested": "",
    "attested_in_part": N_("Working text"),
    "attested_secondary": N_("Working text"),
    "unconfirmed": N_("Working text"),
    "working_translation": N_("Working translation"),
    "derived": N_("Pledgebook's own mapping"),
    "candidate": N_("Candidate, not from the official set"),
    "ours": "",
    "earlier": N_("From earlier forms"),
}

_STANDING_HELP: Mapping[Standing, str] = {
    "attested": N_("This text was found in an official source."),
    "attested_in_part": N_(
        "Only part of this text was found in an official source. The rest may be worded differently."
    ),
    "attested_secondary": N_("This text was found in a secondary source, not in an official one."),
    "unconfirmed": N_("This text is believed to be the official one, but has not been compared with an official copy."),
    "working_translation": N_("This translation was made for Pledgebook. The official text may be worded differently."),
    "derived": N_("This was put together for Pledgebook. It does not come from an official source."),
    "candidate": N_(
        "The official limited set of indicators was not found. This indicator comes from the framework of "
        "the Sustainable Development Goals and may not belong to the official set."
    ),
    "ours": N_("These words are Pledgebook's own. They are not a text of the United Nations."),
    "earlier": N_("The forms in use no longer ask for this. The answers are kept."),
}

_CLAIM_LABELS: Mapping[Standing, str] = {
    "attested": N_("Official, according to the data pack “{pack}”"),
    "working_translation": N_("Working translation from the data pack “{pack}”"),
    "derived": N_("Mapping from the data pack “{pack}”"),
    "candidate": N_("Candidate from the data pack “{pack}”, not from the official set"),
    "ours": N_("Text from the data pack “{pack}”"),
}
_CLAIM_LABEL = N_("Working text from the data pack “{pack}”")

_CLAIM_HELP: Mapping[Standing, str] = {
    "attested": N_(
        "The data pack “{pack}” says that this text was found in an official source. The program cannot check that."
    ),
    "ours": N_("This text comes from the data pack “{pack}”. It is not Pledgebook's own text."),
}
_CLAIM_HELP_OTHER = N_(
    "This text comes from the data pack “{pack}”, which does not say that all of it was found in an official source."
)


@dataclass(frozen=True)
class Catalogue:
    """Everything read from `forms/`, checked.

    Args:
        pack: the head of the forms.
        kinds: key to kind of entry, in the order in which people meet them.
        objectives, principles, indicators: in the order of their numbers or of the file.
        groupings: ways to put the objectives into groups; the first one is the usual one.
        cycles: the forums and regional reviews, in the order of time.
        characteristics: by what a figure can be broken down.
        policy: SDG 10.7.2.
        review: the chapters of the voluntary review report.
        rules: the readiness rules.
        hints: what is said while an entry is written.
        examples: published pledges and practices that data packs bring; `examples.of` has those that ship too.
        sources: id to where texts were seen.
    """

    pack: Pack
    kinds: Mapping[str, Kind]
    objectives: tuple[Objective, ...]
    principles: tuple[Principle, ...]
    groupings: tuple[Grouping, ...]
    indicators: tuple[Indicator, ...]
    characteristics: tuple[Characteristic, ...]
    policy: PolicyIndicator
    recommendation_sets: tuple[RecommendationSet, ...]
    cycles: tuple[Occasion, ...] = ()
    review: tuple[Chapter, ...] = ()
    rules: tuple[Rule, ...] = ()
    hints: tuple[Hint, ...] = ()
    examples: tuple[Example, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    @cached_property
    def _objectives(self) -> dict[int, Objective]:
        return {each.number: each for each in self.objectives}

    @cached_property
    def _principles(self) -> dict[int, Principle]:
        return {each.number: each for each in self.principles}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {each.key: each for each in self.indicators}

    @cached_property
    def _recommendations(self) -> dict[str, Recommendation]:
        return {
            each.key: each
            for group in self.recommendation_sets
            for section in group.sections
            for each in section.recommendations
        }

    @cached_property
    def _sub_categories(self) -> dict[str, SubCategory]:
        asked = [each for domain in self.policy.domains for each in domain.sub_categories]
        return {each.key: each for each in (*asked, *self.policy.earlier)}

    @cached_property
    def _actions(self) -> dict[str, Action]:
        return {
            f"{objective.number}({action.letter})": action
            for objective in self.objectives
            for action in objective.actions
        }

    def kind(self, key: str) -> Kind:
        """Return the kind of that key. Raises KeyError."""
        return self.kinds[key]

    def objective(self, number: int) -> Objective:
        """Return an objective by its number. Raises KeyError."""
        return self._objectives[number]

    def principle(self, number: int) -> Principle:
        """Return a guiding principle by its number. Raises KeyError."""
        return self._principles[number]

    def indicator(self, key: str) -> Indicator:
        """Return an indicator by its code, e.g. `10.7.1`. Raises KeyError."""
        return self._indicators[key]

    def recommendation(self, key: str) -> Recommendation:
        """Return a recommendation by its key, e.g. `H1.1`. Raises KeyError."""
        return self._recommendations[key]

    def action(self, key: str) -> Action:
        """Return an action by objective and letter, e.g. `13(a)`. Raises KeyError."""
        return self._actions[key]

    def indicators_of(self, objective_number: int) -> list[Indicator]:
        """Return the indicators that are linked with an objective, in the order of the catalogue."""
        return [each for each in self.indicators if objective_number in each.objectives]

    def title(self, objective_number: int) -> str:
        """Return the long title of an objective in the language spoken."""
        return _spoken_of(self.objective(objective_number).title)

    def title_standing(self, objective_number: int) -> Standing:
        """Return how well the title that `title` gives is attested."""
        objective = self.objective(objective_number)
        return _standing_of(objective.title, objective.title_standing)

    def heading(self, objective_number: int) -> str:
        """Return the long title of an objective as it stands above its own paragraph, in the language spoken."""
        objective = self.objective(objective_number)
        return _spoken_of(_headings(objective.heading, objective.title))

    def heading_standing(self, objective_number: int) -> Standing:
        """Return how well the title that `heading` gives is attested."""
        objective = self.objective(objective_number)
        return _standing_of(
            _headings(objective.heading, objective.title),
            {**objective.title_standing, **objective.heading_standing},
        )

    def label(self, objective_number: int) -> str:
        """Return the short label of an objective in the language spoken, or else the English one."""
        return _spoken_of(self.objective(objective_number).label)

    def label_standing(self, objective_number: int) -> Standing:
        """Return how well the label that `label` gives is attested."""
        objective = self.objective(objective_number)
        return _standing_of(objective.label, objective.label_standing)

    def principle_name(self, number: int) -> str:
        """Return the name of a guiding principle in the language spoken."""
        return _spoken_of(self.principle(number).name)

    def principle_standing(self, number: int) -> Standing:
        """Return how well the name that `principle_name` gives is attested."""
        principle = self.principle(number)
        return _standing_of(principle.name, principle.name_standing)

    def indicator_name(self, key: str) -> str:
        """Return the name of an indicator in the language spoken."""
        return _spoken_of(self.indicator(key).name)

    def indicator_standings(self, key: str) -> tuple[Standing, ...]:
        """Return how well an indicator is attested, and then the name that `indicator_name` gives, where that is otherwise."""
        indicator = self.indicator(key)
        named = _standing_of(indicator.name, {"en": indicator.standing, **indicator.name_standing}, indicator.standing)
        return (indicator.standing,) if named in ("attested", indicator.standing) else (indicator.standing, named)

    def indicator_label(self, key: str) -> str:
        """Return the words shown beside an indicator that is not official, and of its name; empty when there are none."""
        return side_by_side(dict.fromkeys(self.standing_label(each) for each in self.indicator_standings(key)))

    def chapter_name(self, key: str) -> str:
        """Return the name of a chapter of the review report, or of its part `objective_13`. Raises KeyError."""
        if key.startswith(PART_OF_OBJECTIVE):
            number = int(key.removeprefix(PART_OF_OBJECTIVE))
            return _("Objective {number}: {label}").format(number=number, label=self.label(number))
        for each in self.review:
            if each.key == key:
                return _(each.label)
        raise KeyError(key)

    def standing_in_translation(self, standing: Standing) -> Standing:
        """Return how well a text is attested as it is said now: what was seen in English only is translated by us."""
        seen = standing == "attested" and claimant(standing) is None
        return "working_translation" if seen and current_language() != "en" else standing

    def standing_label(self, standing: Standing) -> str:
        """Return the words shown beside a text that is not official; empty when there is nothing to say.

        What a data pack claims is never shown as what the program knows.
        """
        if pack := claimant(standing):
            return _(_CLAIM_LABELS.get(standing, _CLAIM_LABEL)).format(pack=pack)
        return _(_STANDING_LABELS[standing])

    def standing_help(self, standing: Standing) -> str:
        """Return a sentence that explains a standing to people."""
        if pack := claimant(standing):
            return _(_CLAIM_HELP.get(standing, _CLAIM_HELP_OTHER)).format(pack=pack)
        return _(_STANDING_HELP[standing])

    def thing(self, kind: str, key: str) -> str:
        """Return the name of what a bound entry is about, in the language spoken.

        That is the title of its objective, the text of its recommendation and so on. It is empty for a free
        kind and for a key that the catalogue does not have.
        """
        try:
            match self.kinds[kind].bound:
                case "objective":
                    return self.title(plain_number(key) or 0)
                case "recommendation":
                    return _(self.recommendation(key).gist)
                case "indicator":
                    return self.indicator_name(key)
                case "sub_category":
                    return _(self._sub_categories[key].label)
                case "principle":
                    return self.principle_name(plain_number(key) or 0)
                case "chapter":
                    return self.chapter_name(key)
        except (KeyError, ValueError):
            pass
        return ""

    def option_text(self, option: Option) -> str:
        """Return what people read of an option: its code, where it has one, and its label."""
        label = _(option.label)
        return f"{option.code} {label}".strip()


def _spoken_of(texts: Mapping[str, str]) -> str:
    return texts.get(current_language()) or texts["en"]


def _headings(headings: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    return {**titles, **headings}


def _standing_of(
    texts: Mapping[str, str], standings: Mapping[str, Standing], otherwise: Standing | None = None
) -> Standing:
    language = current_language() if texts.get(current_language()) else "en"
    return standings[language] if otherwise is None else standings.get(language, otherwise)
