"""Everything that a package would include, line by line, so that somebody can read it before it is signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from functools import cached_property, partial

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, Value
from desktop.record.entry_index import main_objectives
from desktop.record.history import ENTRY_ITSELF, Revision
from desktop.record.kept_back import KeptBack, field_in_main_language, kept_back, may_be_kept_back
from desktop.record.release import released
from desktop.record.submission import Submission
from desktop.record.values import display, title_of

ANSWER, EARLIER, REMOVED, NAME = "answer", "earlier", "removed", "name"
"""What a line is: an answer, an earlier wording of one, something of a removed entry, the name of somebody."""


@dataclass(frozen=True)
class Line:
    """One thing that is included, or would be if the team did not keep it back.

    Args:
        type: `answer`, `earlier`, `removed` or `name`.
        group: what it belongs to: a kind of entry, the history, the names.
        entry_id, kind, key: the entry; empty for a name.
        field: the field; for a name empty.
        naming: says what the entry is called, or the name, when somebody wants to read it; see `title`.
        label: what the field is called.
        saying: puts what is said into words, when somebody wants to read it; see `text`.
        kept: whether the team keeps it back.
        objectives: the numbers that the entry names.
    """

    type: str
    group: str
    entry_id: str
    kind: str
    key: str
    field: str
    naming: Callable[[], str] = made_by(compare=False)
    label: str
    kept: bool
    saying: Callable[[], str] = made_by(compare=False)
    objectives: tuple[int, ...] = ()

    @cached_property
    def title(self) -> str:
        """What the entry is called, or the name."""
        return self.naming()

    @cached_property
    def text(self) -> str:
        """What is said, in words; a file by its name. Of thousands of lines only a few are ever read."""
        return self.saying()

    @property
    def entry(self) -> Entry:
        """The entry, without its answers."""
        return Entry(self.entry_id, self.kind, self.key)


def lines_included(
    submission: Submission, catalogue: Catalogue, history: Sequence[Revision], *, signed: bool
) -> list[Line]:
    """Return every line: what is said now by kind, what the history holds besides, and the names.

    What the forms keep in the file is in no line. What the team keeps back is, since it can be included again from here.

    Args:
        history: the revisions that go along, as they are released.
    """
    kept = kept_back(submission)
    # Without what the team keeps back, which is looked at line by line.
    entries = {key: each for key, each in submission.entries.items() if may_be_kept_back(each.kind, catalogue)}
    whole = released(Submission(submission.id, entries, submission.attachments), catalogue, signed=signed)
    fields = {kind.key: {each.key: each for each in kind.fields} for kind in catalogue.kinds.values()}
    found = [
        line
        for kind in catalogue.kinds.values()
        for entry in whole.of_kind(kind.key)
        for line in _of_entry(entry, fields[kind.key], catalogue, submission, kept)
    ]
    found += _of_history(history, submission, whole, catalogue)
    speakers = {answer.by for entry in whole.entries.values() for answer in entry.answers.values() if answer.by}
    speakers |= {revision.by for revision in history if revision.by} | kept.people
    group = _("Names of those who gave answers")
    found += [
        Line(NAME, group, "", "", "", "", partial(str, name), "", name in kept.people, str) for name in sorted(speakers)
    ]
    return found


def _of_entry(
    entry: Entry, fields: dict[str, FormField], catalogue: Catalogue, submission: Submission, kept: KeptBack
) -> Iterator[Line]:
    kind = catalogue.kinds[entry.kind]
    naming = partial(title_of, submission.entries[entry.id], catalogue)
    group = _(kind.plural)
    objectives = tuple(main_objectives(entry))
    for key, answer in entry.answers.items():
        definition = fields.get(key) or fields.get(field_in_main_language(key))
        if definition is not None:
            yield Line(
                ANSWER,
                group,
                entry.id,
                entry.kind,
                entry.key,
                key,
                naming,
                _(definition.label),
                kept.holds(entry.id, key),
                partial(_said, definition, answer.value, catalogue, submission),
                objectives,
            )


def _said(definition: FormField, value: Value, catalogue: Catalogue, submission: Submission) -> str:
    if definition.type == "file":
        file = submission.attachments.get(str(value))
        return file.name if file is not None else _("a missing file")
    return display(definition, value, catalogue, submission)


def _of_history(
    history: Sequence[Revision], submission: Submission, whole: Submission, catalogue: Catalogue
) -> Iterator[Line]:
    """Yield each wording of the history that is said nowhere any more, and each removed entry with what it said."""
    kinds: dict[str, tuple[str, str]] = {}
    told: set[tuple[str, str, str]] = set()
    for revision in history:
        for change in revision.changes:
            if change.field == ENTRY_ITSELF:
                for row in (change.old, change.new):
                    if isinstance(row, list) and row and isinstance(row[0], dict):
                        kinds[change.entry_id] = (row[0].get("kind", ""), row[0].get("key", ""))
                continue
            kind_key, key = kinds.get(change.entry_id, ("", ""))
            entry = submission.entries.get(change.entry_id)
            if entry is not None:
                kind_key, key = entry.kind, entry.key
            kind = catalogue.kinds.get(kind_key)
            if kind is None:
                continue
            fields = {each.key: each for each in kind.fields}
            definition = fields.get(change.field) or fields.get(field_in_main_language(change.field))
            for value in (change.old, change.new):
                if value is None or definition is None:
                    continue
                there = whole.entries.get(change.entry_id)
                if there is not None and there.value(change.field) == value:
                    continue
                text = _said(definition, value, catalogue, submission)
                if (change.entry_id, change.field, text) in told:
                    continue
                told.add((change.entry_id, change.field, text))
                naming = partial(title_of, entry or Entry(change.entry_id, kind_key, key), catalogue)
                gone = entry is None
                group = _("Removed entries, in the history") if gone else _("Earlier wordings, in the history")
                place = change.entry_id, kind_key, key, change.field
                saying = partial(str, text)
                yield Line(REMOVED if gone else EARLIER, group, *place, naming, _(definition.label), False, saying)
