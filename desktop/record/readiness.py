"""The readiness check: every rule and every limit of the forms, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind, Rule, Weight
from desktop.catalogue.forms_errors import FormsError
from desktop.i18n.placeholders import filled
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record import typed
from desktop.record.checks import TESTS, Found
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import applies, problems_of, short_title

_ORDER: dict[Weight, int] = {"blocks": 0, "warns": 1, "suggests": 2}
NOTHING = len(_ORDER)

Told = dict[tuple[str, str], int]
"""Entry and field to the heaviest that a rule has said of them already."""


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found.

    Args:
        weight: `blocks`, `warns` or `suggests`.
        rule: the key of the rule; `missing`, `limit` and `unaccepted` are those of the forms themselves.
        entry_id, kind, key: the entry that it speaks of; a bound entry need not exist yet.
        field: the field that it speaks of, empty for the entry as a whole.
        text: one whole sentence in the language spoken, with the name of the entry.
        why: where the rule comes from, or the help of the field; empty when there is nothing to say.
    """

    weight: Weight
    rule: str
    entry_id: str
    kind: str
    key: str
    field: str
    text: str
    why: str = ""


def findings(submission: Submission, catalogue: Catalogue) -> list[Finding]:
    """Return everything that was found: what blocks first, then what warns, then what is suggested.

    Within a weight: by kind, by the order of the entries or of the catalogue, by the order of the fields. What a rule
    says of a field in its own words is not said again by the form as merely missing.

    Raises:
        FormsError: a rule names a test that there is not, or a placeholder that its test does not give.
    """
    of_rules = list(_of_rules(submission, catalogue))
    told: Told = {}
    for each in of_rules:
        place = (each.entry_id, each.field)
        told[place] = min(_ORDER[each.weight], told.get(place, NOTHING))
    return sorted([*of_rules, *_of_forms(submission, catalogue, told)], key=_placing(submission, catalogue))


def _of_rules(submission: Submission, catalogue: Catalogue) -> Iterator[Finding]:
    for rule in catalogue.rules:
        test = TESTS.get(rule.test)
        if test is None:
            raise FormsError(_("rules.yaml, {rule}: there is no test “{test}”.").format(rule=rule.key, test=rule.test))
        for found in test(rule, submission, catalogue):
            entry = found.entry
            text = _sentence(rule, found, catalogue)
            yield Finding(rule.weight, rule.key, entry.id, entry.kind, entry.key, found.field, text, _(rule.why))


def _sentence(rule: Rule, found: Found, catalogue: Catalogue) -> str:
    try:
        return filled(_(rule.text), {"name": _quoted(found.entry, catalogue), **found.values})
    except (KeyError, ValueError) as error:
        text = _("rules.yaml, {rule}: the text has a placeholder that its test does not fill.")
        raise FormsError(text.format(rule=rule.key)) from error


def _of_forms(submission: Submission, catalogue: Catalogue, told: Told) -> Iterator[Finding]:
    for kind in catalogue.kinds.values():
        # Of a bound kind only what somebody began is looked at: the rest is voluntary, and rules speak of it.
        begun = [each for each in submission.of_kind(kind.key) if each.answers or each.typed or kind.bound is None]
        entries = [submission.about] if kind.bound == "submission" else begun
        for entry in entries:
            yield from _of_entry(entry, kind, catalogue, told)


def _of_entry(entry: Entry, kind: Kind, catalogue: Catalogue, told: Told) -> Iterator[Finding]:
    for field, text in typed.sentences(entry, kind, _quoted(entry, catalogue), catalogue):
        yield _finding("blocks", "unaccepted", entry, field, text)
    suggested: list[FormField] = []
    for field in kind.fields:
        value = entry.value(field.key)
        if value is not None:
            for problem in problems_of(field, value):
                text = _("{name}, {field}: {problem}").format(
                    name=_quoted(entry, catalogue), field=_(field.label), problem=problem.text
                )
                # An address that is misspelt is mended by whoever reads it; nothing is refused for it.
                weight: Weight = "warns" if problem.code == "email" else field.limit
                yield _finding(weight, "limit", entry, field, text)
            if field.type == "rows":
                yield from _of_rows(entry, field, catalogue)
        elif field.missing and field.key not in entry.typed and applies(field, entry):
            if told.get((entry.id, field.key), NOTHING) <= _ORDER[field.missing]:
                continue
            if field.missing == "suggests":
                suggested.append(field)
            else:
                yield _finding(field.missing, "missing", entry, field, _missing(entry, field, catalogue))
    if len(suggested) == 1:
        yield _finding("suggests", "missing", entry, suggested[0], _missing(entry, suggested[0], catalogue))
    elif suggested:
        # A list of every field that could still be filled in would bury what matters.
        labels = "; ".join(_(field.label) for field in suggested)
        text = _("{name} would be stronger with: {fields}.").format(name=_quoted(entry, catalogue), fields=labels)
        yield _finding("suggests", "missing", entry, suggested[0], text)


def _of_rows(entry: Entry, field: FormField, catalogue: Catalogue) -> Iterator[Finding]:
    rows = entry.rows(field.key)
    for column in field.columns:
        empty = sum(1 for row in rows if not row.get(column.key)) if column.missing else 0
        if column.missing and empty:
            text = ngettext(
                "{name}, {field}: {count} row has no {column}.",
                "{name}, {field}: {count} rows have no {column}.",
                empty,
            ).format(name=_quoted(entry, catalogue), field=_(field.label), count=empty, column=_(column.label))
            yield _finding(column.missing, "missing", entry, field, text)


def _missing(entry: Entry, field: FormField, catalogue: Catalogue) -> str:
    name = _quoted(entry, catalogue)
    if field.missing_text:
        return _("{name}: {problem}").format(name=name, problem=_(field.missing_text))
    return _("{name}, {field}: nothing is written here yet.").format(name=name, field=_(field.label))


def _finding(weight: Weight, rule: str, entry: Entry, field: FormField, text: str) -> Finding:
    return Finding(weight, rule, entry.id, entry.kind, entry.key, field.key, text, _(field.help))


def _quoted(entry: Entry, catalogue: Catalogue) -> str:
    return _("“{title}”").format(title=short_title(entry, catalogue))


def _placing(submission: Submission, catalogue: Catalogue) -> Callable[[Finding], tuple[int, int, int, int]]:
    """Return what tells the place of a finding: bound entries as in the catalogue, free ones in order."""
    kinds = {key: place for place, key in enumerate(catalogue.kinds)}
    fields = {
        (kind.key, field.key): place for kind in catalogue.kinds.values() for place, field in enumerate(kind.fields)
    }
    entries = {entry.id: place for kind in kinds for place, entry in enumerate(submission.of_kind(kind))}
    keys = {key: place for place, key in enumerate(_keys(catalogue))}

    def place_of(finding: Finding) -> tuple[int, int, int, int]:
        place = keys.get(finding.key, len(keys)) if finding.key else entries.get(finding.entry_id, 0)
        kind, field = kinds.get(finding.kind, len(kinds)), fields.get((finding.kind, finding.field), -1)
        return _ORDER[finding.weight], kind, place, field

    return place_of


def _keys(catalogue: Catalogue) -> Iterable[str]:
    yield from (str(each.number) for each in catalogue.objectives)
    yield from (each.key for each in catalogue.indicators)
    yield from (question.key for domain in catalogue.policy.domains for question in domain.sub_categories)
    for group in catalogue.recommendation_sets:
        yield from (each.key for section in group.sections for each in section.recommendations)
