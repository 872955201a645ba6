"""The readiness check: every rule and every limit of the forms, and what they found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Weight
from desktop.catalogue.language import gettext as _
from desktop.record.checks import TESTS
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import applies, problems_of, title_of

_ORDER: dict[Weight, int] = {"blocks": 0, "warns": 1, "suggests": 2}


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found.

    Args:
        weight: `blocks`, `warns` or `suggests`.
        rule: the key of the rule; `missing` and `limit` are those of the forms themselves.
        entry_id, kind, key: the entry that it speaks of; a bound entry need not exist yet.
        field: the field that it speaks of, empty for the entry as a whole.
        text: one whole sentence in the language spoken, with the name of the entry.
        why: where the rule comes from, empty when there is nothing to say.
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
    """Return everything that was found: what blocks first, then what warns, then what is suggested."""
    found = [*_of_rules(submission, catalogue), *_of_forms(submission, catalogue)]
    kinds = {key: place for place, key in enumerate(catalogue.kinds)}
    places = {entry.id: place for kind in kinds for place, entry in enumerate(submission.of_kind(kind))}
    found.sort(key=lambda each: (_ORDER[each.weight], kinds.get(each.kind, 99), places.get(each.entry_id, 0)))
    return found


def _of_rules(submission: Submission, catalogue: Catalogue) -> Iterator[Finding]:
    for rule in catalogue.rules:
        for found in TESTS[rule.test](rule, submission, catalogue):
            entry = found.entry
            text = _(rule.text).format(name=_quoted(entry, catalogue), **found.values)
            yield Finding(rule.weight, rule.key, entry.id, entry.kind, entry.key, found.field, text, _(rule.why))


def _of_forms(submission: Submission, catalogue: Catalogue) -> Iterator[Finding]:
    for kind in catalogue.kinds.values():
        # Of a bound kind only what somebody began is looked at: the rest is voluntary, and rules speak of it.
        begun = [entry for entry in submission.of_kind(kind.key) if entry.answers or kind.bound is None]
        entries = [submission.about] if kind.bound == "submission" else begun
        for entry in entries:
            for field in kind.fields:
                yield from _of_field(entry, field, catalogue)


def _of_field(entry: Entry, field: FormField, catalogue: Catalogue) -> Iterator[Finding]:
    value = entry.value(field.key)
    if value is None:
        if field.missing and applies(field, entry):
            yield _missing(entry, field, catalogue)
        return
    for problem in problems_of(field, value):
        text = _("{name}, {field}: {problem}").format(
            name=_quoted(entry, catalogue), field=_(field.label), problem=problem.text
        )
        yield Finding(field.limit, "limit", entry.id, entry.kind, entry.key, field.key, text)


def _missing(entry: Entry, field: FormField, catalogue: Catalogue) -> Finding:
    assert field.missing is not None
    text = _(field.missing_text) if field.missing_text else _("Nothing is written here yet.")
    said = _("{name}, {field}: {problem}").format(
        name=_quoted(entry, catalogue), field=_(field.label), problem=text
    )
    return Finding(field.missing, "missing", entry.id, entry.kind, entry.key, field.key, said)


def _quoted(entry: Entry, catalogue: Catalogue) -> str:
    title = title_of(entry, catalogue)
    short = title if len(title) <= 80 else title[:79] + "…"
    return _("“{title}”").format(title=short)
