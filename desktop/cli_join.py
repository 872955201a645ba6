"""The command that joins what ministries bring back."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli_common import FILE, NO, forms_in, on_conflict_options, opened_file, say_data, tell
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.operations.join import JoinResult, OnConflict
    from desktop.record.entry import Answer
    from desktop.record.joining import Conflict, Outcome


@click.command()
@click.argument("file", type=FILE)
@click.argument("contributions", type=FILE, nargs=-1, required=True, metavar="CONTRIBUTION…")
@click.option("--dry-run", is_flag=True, help="Say what would be joined, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Output that other programs can read.")
@on_conflict_options
def join(
    file: Path, contributions: tuple[Path, ...], dry_run: bool, as_json: bool, on_conflict: OnConflict, by: str
) -> None:
    """Join each CONTRIBUTION, a copy that came back, into FILE.

    Either all of them are joined or none. With `stop`, nothing is changed if both sides have changed the same answer:
    each such answer is listed, and the command exits with code 1.
    """
    from desktop.operations.join import ConflictsWait, join_all

    waiting = ""
    with opened_file(file) as opened:
        catalogue = forms_in(opened)
        try:
            results = join_all(opened, contributions, catalogue, by=by, on_conflict=on_conflict, dry_run=dry_run)
        except ConflictsWait as problem:
            waiting, results = problem.message, list(problem.results)
    if dry_run and not waiting and any(each.unsettled for each in results):
        waiting = _("Both sides changed the same answers. Please choose which answers to keep before you join.")
    is_written = not dry_run and not waiting
    if as_json:
        say_data({"joined": is_written, "contributions": [_data(each, is_written=is_written) for each in results]})
    else:
        for each in results:
            _tell(each, catalogue, is_written=is_written)
        if waiting:
            tell(waiting, err=True)
    if waiting:
        sys.exit(NO)


def _tell(result: JoinResult, catalogue: Catalogue, *, is_written: bool) -> None:
    from desktop.i18n.lists import sentences
    from desktop.i18n.number_formatting import counted

    plan = result.plan
    if not plan.is_new:
        tell(_("{name} contains nothing new.").format(name=result.name))
        return
    counts = _counts(result)
    told = _("added: {added}, changed: {changed}, removed: {removed}").format(
        **{key: counted(counts[key]) for key in ("added", "changed", "removed")}
    )
    text = _("{name} was joined. Answers {told}.") if is_written else _("{name} would be joined. Answers {told}.")
    tell(text.format(name=result.name, told=told))
    for conflict in plan.conflicts:
        tell(sentences((_place(conflict, catalogue), _sides(conflict, catalogue))))
    if plan.left_alone:
        tell(
            _("{name} uses data packs. They were not joined; you can use them in this file yourself.").format(
                name=result.name
            )
        )


def _counts(result: JoinResult) -> Counter[str]:
    return Counter(kind_of_outcome(each) for each in result.plan.outcomes if each.field and each.is_change)


def kind_of_outcome(outcome: Outcome) -> str:
    """Return whether an outcome adds, changes or removes something."""
    return "added" if outcome.before is None else "removed" if outcome.after is None else "changed"


def _place(conflict: Conflict, catalogue: Catalogue) -> str:
    from desktop.i18n.text_sanitizing import one_line
    from desktop.record.values import short_title

    title = (
        one_line(short_title(conflict.entry, catalogue))
        if conflict.entry.kind in catalogue.kinds
        else conflict.entry.kind
    )
    if conflict.type == "removed_here":
        return _("“{title}” was removed here and changed in the copy.").format(title=title)
    if conflict.type == "removed_there":
        return _("“{title}” was changed here and removed in the copy.").format(title=title)
    return _("“{field}” of “{title}” was changed on both sides.").format(field=_label(conflict, catalogue), title=title)


def _label(conflict: Conflict, catalogue: Catalogue) -> str:
    kind = catalogue.kinds.get(conflict.entry.kind)
    return next((_(each.label) for each in (kind.fields if kind else ()) if each.key == conflict.field), conflict.field)


def _sides(conflict: Conflict, catalogue: Catalogue) -> str:
    from desktop.i18n.lists import separated

    if conflict.type != "answer":
        return ""
    sides = ((_("Here"), conflict.ours), (_("In the copy"), conflict.theirs))
    return separated(
        _("{label}: {text}").format(label=label, text=_said(conflict, answer, catalogue)) for label, answer in sides
    )


def _said(conflict: Conflict, answer: Answer | None, catalogue: Catalogue) -> str:
    from desktop.i18n.text_sanitizing import one_line
    from desktop.record.internal_titles import plain
    from desktop.record.values import display

    if answer is None:
        return _("nothing.")
    kind = catalogue.kinds.get(conflict.entry.kind)
    field = next((each for each in (kind.fields if kind else ()) if each.key == conflict.field), None)
    text = one_line(display(field, answer.value, catalogue) if field else plain(answer.value), 120)
    return (
        _("“{text}” ({name}).").format(text=text, name=one_line(answer.by))
        if answer.by
        else _("“{text}”.").format(text=text)
    )


def _data(result: JoinResult, *, is_written: bool) -> dict[str, Any]:
    counts = _counts(result)
    return {
        "file": result.name,
        "joined": is_written and result.revision is not None,
        "is_new": result.plan.is_new,
        "revisions": len(result.plan.incoming.revisions),
        "added": counts["added"],
        "changed": counts["changed"],
        "removed": counts["removed"],
        "changes": [
            {
                "entry": each.entry.id,
                "kind": each.entry.kind,
                "field": each.field,
                "before": _answer(each.before),
                "after": _answer(each.after),
                "merged": each.merged,
            }
            for each in result.plan.outcomes
            if each.is_change
        ],
        "conflicts": [
            {
                "entry": each.entry.id,
                "kind": each.entry.kind,
                "field": each.field,
                "type": each.type,
                "base": each.base,
                "ours": _answer(each.ours),
                "theirs": _answer(each.theirs),
                "proposal": each.proposal,
                "decision": result.decisions.get(each.place, "open"),
            }
            for each in result.plan.conflicts
        ],
        "left_alone": [each.id for each in result.plan.left_alone],
    }


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    return None if answer is None else {"value": answer.value, "at": answer.at, "by": answer.by}
