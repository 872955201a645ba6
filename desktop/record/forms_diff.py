"""Carrying a submission over to other forms: what it makes use of, and what becomes different for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind, Weight
from desktop.catalogue.releases import STRICTNESS
from desktop.catalogue.retained import Used
from desktop.i18n.lists import joined, separated, stopped
from desktop.i18n.number_formatting import counted
from desktop.i18n.placeholders import filled, placeholders
from desktop.i18n.translation import code, ngettext
from desktop.i18n.translation import gettext as _
from desktop.record.readiness import findings
from desktop.record.submission import Submission

_HEAVIEST: tuple[Weight | None, ...] = ("blocks", "warns", "suggests", None)


def used(submission: Submission) -> Used:
    """Return what the submission makes use of: the bound things, the fields and the options that were answered."""
    keys: dict[str, set[str]] = {}
    fields: dict[str, set[str]] = {}
    chosen: dict[tuple[str, str], set[str]] = {}
    for entry in submission.entries.values():
        if entry.key and entry.answers:
            keys.setdefault(entry.kind, set()).add(entry.key)
        for field, answer in entry.answers.items():
            fields.setdefault(entry.kind, set()).add(field)
            said = answer.value if isinstance(answer.value, list) else [answer.value]
            for each in said:
                if isinstance(each, str):
                    chosen.setdefault((entry.kind, field), set()).add(each)
                elif isinstance(each, dict):
                    for column, text in each.items():
                        chosen.setdefault((entry.kind, f"{field}.{column}"), set()).add(text)
    return Used(
        {kind: frozenset(each) for kind, each in keys.items()},
        {kind: frozenset(each) for kind, each in fields.items()},
        {place: frozenset(each) for place, each in chosen.items()},
    )


@dataclass(frozen=True)
class Difference:
    """One thing that other forms make different.

    Args:
        part: what it is about, in words: a form, the indicators.
        text: one sentence.
        kept: whether it says that something is kept which the new forms do not have.
    """

    part: str
    text: str
    kept: bool = False


def differences(submission: Submission, before: Catalogue, after: Catalogue) -> list[Difference]:
    """Return everything that becomes different for a submission, in the order of the forms."""
    return [
        *_head(before, after),
        *_texts(before, after),
        *_listed(_("Indicators"), _indicators(before), _indicators(after)),
        *_listed(_("Recommendations"), _recommendations(before), _recommendations(after)),
        *_listed(_("SDG 10.7.2"), _questions(before), _questions(after)),
        *_listed(_("Review report"), _chapters(before), _chapters(after)),
        *(each for key, kind in after.kinds.items() for each in _kind(before.kinds[key], kind)),
        *_rules(before, after),
        *_readiness(submission, before, after),
    ]


def _head(before: Catalogue, after: Catalogue) -> Iterator[Difference]:
    if before.pack.cycle != after.pack.cycle:
        yield Difference(
            _("Forum"),
            _("Forms: {new} (before: {old}).").format(new=_(after.pack.label), old=_(before.pack.label)),
        )


def _texts(before: Catalogue, after: Catalogue) -> Iterator[Difference]:
    old = {each.number: each for each in before.objectives}
    titles = [each.number for each in after.objectives if each.title != old[each.number].title]
    actions = [each.number for each in after.objectives if each.actions != old[each.number].actions]
    standings = [
        each.number
        for each in after.objectives
        if each.title == old[each.number].title and each.title_standing != old[each.number].title_standing
    ]
    for numbers, text in (
        (titles, _("Titles that differ: objectives {numbers}.")),
        (
            standings,
            _("Same titles, but no longer marked in the same way (official or working text): objectives {numbers}."),
        ),
        (actions, _("Actions that differ: objectives {numbers}.")),
    ):
        if numbers:
            yield Difference(_("Objectives"), text.format(numbers=joined(map(str, numbers))))


Names = dict[str, tuple[str, bool]]
"""Key to what it is called, and whether it is only kept from earlier forms."""


def _indicators(catalogue: Catalogue) -> Names:
    return {each.key: (code(each.key), each.standing == "earlier") for each in catalogue.indicators}


def _recommendations(catalogue: Catalogue) -> Names:
    return {
        each.key: (code(each.key), each.standing == "earlier")
        for group in catalogue.recommendation_sets
        for section in group.sections
        for each in section.recommendations
    }


def _questions(catalogue: Catalogue) -> Names:
    asked = [each for domain in catalogue.policy.domains for each in domain.sub_categories]
    kept = {each.key: (code(each.key), True) for each in catalogue.policy.earlier}
    return {**{each.key: (code(each.key), False) for each in asked}, **kept}


def _chapters(catalogue: Catalogue) -> Names:
    return {each.key: (_(each.label), each.standing == "earlier") for each in catalogue.review}


def _listed(part: str, old: Names, new: Names) -> Iterator[Difference]:
    asked = {key for key, (_name, kept) in old.items() if not kept}
    come = [name for key, (name, kept) in new.items() if not kept and key not in asked]
    gone = [old[key][0] for key in old if key in asked and key not in new]
    stay = [name for key, (name, kept) in new.items() if kept and key in asked]
    if come:
        yield Difference(part, _("New: {names}.").format(names=_some(come)))
    if gone:
        yield Difference(part, _("Removed, and not answered here: {names}.").format(names=_some(gone)))
    if stay:
        yield Difference(
            part, _("Removed, but kept because there are answers here: {names}.").format(names=_some(stay)), kept=True
        )


def _some(names: Iterable[str]) -> str:
    names = list(names)
    if len(names) <= 12:
        return joined(names)
    more = len(names) - 12
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=joined(names[:12]), count=counted(more)
    )


def _kind(before: Kind, after: Kind) -> Iterator[Difference]:
    part = _(after.label)
    yield from _listed(part, _fields(before), _fields(after))
    old = {each.key: each for each in before.fields}
    for field in after.fields:
        if field.standing != "earlier" and field.key in old and (text := _changed(old[field.key], field)):
            yield Difference(part, _("“{field}”: {text}").format(field=_(field.label), text=text))


def _fields(kind: Kind) -> Names:
    return {each.key: (_(each.label), each.standing == "earlier") for each in kind.fields}


def _changed(old: FormField, new: FormField) -> str:
    """Return what became different in a field, in short words; empty when nothing that people notice did."""
    said = []
    if _(old.label) != _(new.label):
        said.append(_("was called “{name}”").format(name=_(old.label)))
    if old.type != new.type:
        said.append(_("is answered in a different way"))
    for key, words in (
        ("min_length", _("minimum length: {new} (before: {old})")),
        ("max_length", _("maximum length: {new} (before: {old})")),
        ("max_items", _("maximum number of choices: {new} (before: {old})")),
        ("max_megabytes", _("maximum file size, in MB: {new} (before: {old})")),
    ):
        if getattr(old, key) != getattr(new, key):
            said.append(words.format(new=_limit(getattr(new, key)), old=_limit(getattr(old, key))))
    if STRICTNESS[new.release] > STRICTNESS[old.release]:
        never = new.release == "internal"
        said.append(_("is no longer included in packages") if never else _("is included in signed packages only"))
    if _lighter(old.missing, new.missing):
        said.append(_("an empty answer is less serious than before"))
    if _lighter(old.limit, new.limit):
        said.append(_("an answer beyond a limit is less serious than before"))
    if _(old.help) != _(new.help):
        said.append(_("has a different help text"))
    options = {each.key: each for each in new.options}
    come = [_(each.label) for key, each in options.items() if key not in {o.key for o in old.options}]
    gone = [_(each.label) for each in old.options if each.key not in options]
    was = {each.key for each in old.options if each.standing == "earlier"}
    kept = [_(each.label) for each in new.options if each.standing == "earlier" and each.key not in was]
    if come and old.options_from is None:
        said.append(_("new options: {names}").format(names=_some(come)))
    if gone and old.options_from is None:
        said.append(_("removed options: {names}").format(names=_some(gone)))
    if kept and old.options_from is None:
        said.append(_("options kept because they were chosen: {names}").format(names=_some(kept)))
    return stopped(separated(said))


def _lighter(old: Weight | None, new: Weight | None) -> bool:
    return _HEAVIEST.index(new) > _HEAVIEST.index(old)


def _limit(value: int | None) -> str:
    return _("no limit") if value is None else str(value)


def _rules(before: Catalogue, after: Catalogue) -> Iterator[Difference]:
    """Yield every rule that would be checked no longer, or weigh less: what is not found any more looks as if mended."""
    new = {each.key: each for each in after.rules}
    for rule in before.rules:
        there = new.get(rule.key)
        said = filled(_(rule.text), dict.fromkeys(placeholders(_(rule.text)), "…"))
        if there is None or (there.test, there.kind, there.field) != (rule.test, rule.kind, rule.field):
            yield Difference(_("Check"), _("Not checked in the same way as before: {rule}").format(rule=said))
        elif _lighter(rule.weight, there.weight):
            yield Difference(_("Check"), _("Less serious than before: {rule}").format(rule=said))


def _readiness(submission: Submission, before: Catalogue, after: Catalogue) -> Iterator[Difference]:
    def heavy(catalogue: Catalogue) -> set[tuple[str, str, str]]:
        return {
            (each.entry_id, each.field, each.text)
            for each in findings(submission, catalogue)
            if each.weight in ("blocks", "warns")
        }

    old = heavy(before)
    for _entry, _field, text in sorted(heavy(after) - old, key=lambda each: each[2])[:20]:
        yield Difference(_("Check"), _("New finding: {text}").format(text=text))
