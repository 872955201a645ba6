"""The history that goes along with a package, and which of three it is: none, that of the texts as released, the whole.

*Of the texts as released* tells of each answer that is included who gave it as it stands, when and in which step, and of
each entry that is included who began it. It holds no earlier wording, no removed entry, nothing that is internal or kept
back, and no step of which nothing stands any more. What stood there before is not told, so that nothing of it can be
undone where the package is restored.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import N_
from desktop.i18n.unicode_form import thinned
from desktop.record.history import ENTRY_ITSELF, RECEIVED, Change, Message, Reference, Revision, brought_by_joins, same
from desktop.record.kept_back import NEVER, KeptBack, ever_kept_back, field_in_main_language, kept_back
from desktop.record.reasons import without_reason
from desktop.record.release import released
from desktop.record.release_rules import field_of, is_held, is_staying, keeps, may_leave, thinned_value, what_leaves
from desktop.record.submission import Submission, entry_row
from desktop.record.unaccepted import is_key

History = Literal["none", "released", "whole"]
"""What of the history goes along: nothing, that of the texts as released, all of it."""

MESSAGE = Message("Give answers as they were released; earlier wordings are left out")
"""What each step of the history of the texts as released is called; `history_labels.REWORDED` says it today."""


def history_with(
    history: History, revisions: Iterable[Revision], submission: Submission, catalogue: Catalogue, *, signed: bool
) -> list[Revision]:
    """Return what of a history goes along with a package; it is not read where nothing of it does."""
    if history == "none":
        return []
    if history == "whole":
        return released_revisions(revisions, submission, catalogue, signed=signed)
    return of_released_texts(list(revisions), submission, catalogue, signed=signed)


def of_released_texts(
    revisions: Sequence[Revision], submission: Submission, catalogue: Catalogue, *, signed: bool
) -> list[Revision]:
    """Return the history of the texts as they are released, in the order of the whole."""
    included = released(submission, catalogue, signed=signed)
    people = kept_back(submission).people
    last = {(each.entry_id, each.field): revision.id for revision in revisions for each in revision.changes}
    found: list[Revision] = []
    for revision in revisions:
        changes = []
        for place in dict.fromkeys((each.entry_id, each.field) for each in revision.changes):
            entry_id, field = place
            entry = included.entries.get(entry_id)
            if entry is None or last[place] != revision.id:
                continue
            if field == ENTRY_ITSELF:
                changes.append(Change(entry_id, field, None, entry_row(entry)))
            elif field in entry.answers and _led_to(revision, entry_id, field, submission):
                changes.append(Change(entry_id, field, None, entry.answers[field].value))
        if changes:
            by = "" if revision.by in people else thinned(revision.by)
            # As the first that is known of them: it takes back nothing, and leaves nothing to be taken back.
            found.append(revision._replace(by=by, type="create", message=MESSAGE, changes=tuple(changes), undoes=""))
    return found


def _led_to(revision: Revision, entry_id: str, field: str, submission: Submission) -> bool:
    """Whether a revision left in a field what stands in it."""
    value = submission.entries[entry_id].value(field)
    new = next(each.new for each in reversed(revision.changes) if (each.entry_id, each.field) == (entry_id, field))
    return same(new, value)


def released_revisions(
    revisions: Iterable[Revision], submission: Submission, catalogue: Catalogue, *, signed: bool
) -> list[Revision]:
    """Return the history without what does not leave; a revision of which nothing is left is left out.

    Earlier wordings of what leaves, and entries that were removed since, are part of it, so it leaves only when somebody
    chose that. The history of an entry that was removed since is kept by what its fields are; whatever was private
    evidence or kept back at any time stays. What a revision was called stays as well where it could name something that
    stays.
    """
    revisions = list(revisions)
    kinds, private = _seen(revisions)
    kept_then = ever_kept_back(revisions, submission)
    private |= {
        entry.id for entry in submission.entries.values() if is_staying(entry, catalogue, kept_then, submission.id)
    }
    private |= {entry_id for entry_id in kept_then.whole if kinds.get(entry_id) not in NEVER}
    kinds |= {entry.id: entry.kind for entry in submission.entries.values()}
    files = released(submission, catalogue, signed=signed).attachments
    kept: list[Revision] = []
    called: set[str] = set()
    brought = brought_by_joins(revisions)  # a join says of what came with it that it was done elsewhere
    for revision in revisions:
        changes = []
        for change in revision.changes:
            kind = kinds.get(change.entry_id, "")
            if change.entry_id in private or is_key(change.field) or not may_leave(kind, catalogue):
                continue
            if keeps(kept_then, kind, change.entry_id, change.field):
                continue
            if change.field == ENTRY_ITSELF:
                changes.append(change)
                continue
            field = field_of(catalogue, kind, change.field)
            if field is None:
                continue
            left = (None if v is None else what_leaves(field, v, signed, private) for v in (change.old, change.new))
            old, new = (None if v is None else thinned_value(v) for v in left)
            if old != new:
                changes.append(Change(change.entry_id, change.field, old, new))
        if not changes and revision.id not in brought:
            continue
        whole = tuple(changes) == revision.changes and (not revision.undoes or revision.undoes in called)
        if (
            whole
            and revision.type in _TOLD
            and not any(_names_what_stays(each, kinds, catalogue, signed, files, kept_then) for each in changes)
        ):
            called.add(revision.id)
        message = _thinned(without_reason(revision).message) if revision.id in called else _unnamed(revision.type)
        by = "" if revision.by in kept_then.people else thinned(revision.by)
        kept.append(revision._replace(by=by, message=message, changes=tuple(changes)))
    # A revision that takes back one that is not told of would point to nothing.
    told = {revision.id for revision in kept}
    kept = [revision for revision in kept if not revision.undoes or revision.undoes in told]
    return list(_with_counts(kept, brought))


def _thinned(message: Message) -> Message:
    """Return a message as documents can show it, see `i18n.unicode_form.thinned`."""
    parameters = {
        name: thinned(each) if isinstance(each, str) else Reference(each.to, thinned(each.key), thinned(each.text))
        for name, each in message.parameters.items()
    }
    return message._replace(id=thinned(message.id), parameters=parameters)


def _with_counts(kept: Sequence[Revision], brought: Mapping[str, frozenset[str]]) -> Iterator[Revision]:
    """Yield revisions, each join with the number of those before it that came with it and are still told of."""
    told = {revision.id for revision in kept}
    for revision in kept:
        if revision.id in brought:
            message = Message(N_("Join a copy"), {RECEIVED: str(len(brought[revision.id] & told))})
            yield revision._replace(message=message)
        else:
            yield revision


_TOLD = ("create", "edit", "attach", "undo", "redo")
"""Types of revisions that may keep what they were called; the others name files of somebody's computer."""


def _names_what_stays(
    change: Change, kinds: dict[str, str], catalogue: Catalogue, signed: bool, files: Container[str], kept: KeptBack
) -> bool:
    """Tell whether the message of a revision with this change may name a file or a title that does not leave."""
    kind = catalogue.kinds[kinds[change.entry_id]]
    title = field_of(catalogue, kind.key, kind.title_field)
    if title is not None and (is_held(title, signed) or _keeps_a_title(kept, change.entry_id, title.key)):
        return True
    field = None if change.field == ENTRY_ITSELF else field_of(catalogue, kind.key, change.field)
    return (
        field is not None
        and field.type == "file"
        and any(value is not None and str(value) not in files for value in (change.old, change.new))
    )


def _keeps_a_title(kept: KeptBack, entry_id: str, title: str) -> bool:
    """Whether an entry is called by something that is kept back, in whichever language."""
    return any(field_in_main_language(each) == title for each in kept.of(entry_id))


def _unnamed(revision_type: str) -> Message:
    """Return what a revision is called whose own message stays in the file."""
    return {
        "create": Message(N_("Create the submission")),
        "import": Message(N_("Import entries")),
        "attach": Message(N_("Attach a file")),
    }.get(revision_type, Message(N_("Change an entry")))


def _seen(revisions: Iterable[Revision]) -> tuple[dict[str, str], set[str]]:
    kinds: dict[str, str] = {}
    private: set[str] = set()
    for revision in revisions:
        for change in revision.changes:
            if change.field == ENTRY_ITSELF:
                for row in (change.old, change.new):
                    if isinstance(row, list) and row and isinstance(row[0], dict):
                        kinds[change.entry_id] = str(row[0].get("kind", ""))
            elif change.field == "private" and True in (change.old, change.new):
                private.add(change.entry_id)
    return kinds, {entry_id for entry_id in private if kinds.get(entry_id, "evidence") == "evidence"}
