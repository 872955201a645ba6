"""What was done, said in the language spoken.

The file keeps each revision as a message with parameters and not as a sentence: a team of several languages reads one
history, each in their own. What people wrote (a title, the name of a file) stays in their words.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Kind
from desktop.i18n.placeholders import filled, placeholders
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry
from desktop.record.history import LONGEST_NAME, Message, Parameter, Reference

MESSAGES = (
    N_("Add an entry to {place}"),
    N_("Add “{name}” to {place}"),
    N_("Add files to {place}: {count}"),
    N_("Agree on “{field}” of {name}"),
    N_("Attach a file"),
    N_("Attach {name}"),
    N_("Begin a sitting"),
    N_("Answer a comment on {name}"),
    N_("Change an entry"),
    N_("Change the agenda"),
    "Change what is not in this copy",
    N_("Change “{field}” in {place}: {count}"),
    N_("Change “{field}” of {name}"),
    "Clear {name}",
    "Clear objectives and pledges: {count}",
    N_("Comment on {name}"),
    N_("Confirm “{field}” of {name}"),
    N_("Create the submission"),
    N_("Duplicate {name}"),
    N_("Go back to {moment}"),
    N_("End the sitting"),
    "Give a rating unseen for “{field}” of {name}",
    N_("Hand out a copy to {name}"),
    N_("Hand out a workbook to {name}"),
    N_("Hand out copies: {count}"),
    N_("Import entries"),
    N_("Import {name}"),
    N_("Join a copy"),
    N_("Join {name}"),
    "Look at {name} again",
    N_("Name the sitting"),
    N_("Park “{name}”"),
    "Put the last submission beside this one",
    N_("Put “{name}” back on the parking list"),
    N_("Rate “{field}” of {name} together"),
    "Give answers as they were released; earlier wordings are left out",
    N_("Import entries"),
    N_("Import {name}"),
    N_("Include the name {name} again"),
    N_("Include {name} again"),
    N_("Include “{field}” of {name} again"),
    N_("Keep back {name}"),
    N_("Keep back “{field}” of {name}"),
    N_("Leave out the name {name}"),
    "Look at {name} again",
    "Make {name} a draft again",
    "Make objectives and pledges drafts again: {count}",
    N_("Mark {name} as reviewed"),
    N_("Mark objectives and pledges as reviewed: {count}"),
    "Put the last submission beside this one",
    "Open a comment on {name} again",
    N_("Remove a comment on {name}"),
    "Note that {name} returned a copy",
    N_("Remove from {place}: {count}"),
    N_("Remove {name}"),
    N_("Restore “{field}” of {name} as of {moment}"),
    N_("Restore {name} as of {moment}"),
    N_("Reveal the ratings for “{field}” of {name}"),
    "Say that {name} no longer holds",
    "Say who sees to “{name}”",
    N_("Settle “{name}”"),
    N_("Settle a comment on {name}"),
    N_("Stop using the data pack “{name}”"),
    N_("Take in the Word document of {name}"),
    N_("Take in the workbook of {name}"),
    "Take over {name}",
    "Take the text of the entries for “{name}”",
    N_("Use the data pack “{name}”"),
    "Write the chapter “{name}”",
)
"""Every message of a revision, by the id that files and packages keep. Nothing else of a file is ever taken for a
sentence with placeholders."""

FORMER = frozenset({"Remove a comment on {name}"})
"""Messages that nothing is called by any more. Files have them, and they are said as before."""

REWORDED = {
    "Change what is not in this copy": N_("Change something that is not in this copy"),
    "Clear objectives and pledges: {count}": N_("Mark objectives and pledges as cleared: {count}"),
    "Clear {name}": N_("Mark {name} as cleared"),
    "Give a rating unseen for “{field}” of {name}": N_("Give a rating in private for “{field}” of {name}"),
    "Give answers as they were released; earlier wordings are left out": N_(
        "Write the answers that are released, without earlier wordings"
    ),
    "Look at {name} again": N_("Decide on {name} again"),
    "Make objectives and pledges drafts again: {count}": N_("Return objectives and pledges to draft: {count}"),
    "Make {name} a draft again": N_("Return {name} to draft"),
    "Note that {name} returned a copy": N_("Record that {name} returned a copy"),
    "Open a comment on {name} again": N_("Reopen a comment on {name}"),
    "Put the last submission beside this one": N_("Link the last submission"),
    "Say that {name} no longer holds": N_("Drop {name}"),
    "Say who sees to “{name}”": N_("Say who is responsible for “{name}”"),
    "Take over {name}": N_("Keep {name}"),
    "Take the text of the entries for “{name}”": N_("Restore the generated text of “{name}”"),
    "Write the chapter “{name}”": N_("Edit the chapter “{name}”"),
}
"""What is said today of a message whose words have changed. Its id stays: files have it, and other programs read it."""

_LONGEST = 2_000
"""Characters of a text that is no message of ours and stands for itself."""


def field_reference(kind: Kind, field: str) -> Reference:
    """Return what a message says of a field; it may be one that the forms have lost meanwhile."""
    label = next((_(each.label) for each in kind.fields if each.key == field), field)
    return Reference("field", f"{kind.key}/{field}", label)


def kinds_reference(kind: Kind) -> Reference:
    """Return what a message says of the place where the entries of a kind are."""
    return Reference("kinds", kind.key, _(kind.plural))


def entry_name(entry: Entry, catalogue: Catalogue) -> Parameter:
    """Return what a message calls an entry: its title as it is now, or what names an entry that has none."""
    from desktop.record.values import own_title

    kind = catalogue.kinds.get(entry.kind)
    title = shortened(_title(entry, catalogue), LONGEST_NAME)
    if kind is None:
        return title
    if kind.bound:
        return Reference("entry", f"{kind.key}/{entry.key}", title)
    if kind.key == "value" and entry.text("indicator"):
        return Reference("value", f"{entry.text('indicator')}/{entry.text('year')}", title)
    return title if own_title(entry, kind) else Reference("unnamed", kind.key, title)


def _title(entry: Entry, catalogue: Catalogue) -> str:
    # It brings dates and numbers, and nobody has to wait for them at a start.
    from desktop.record.values import title_of

    return title_of(entry, catalogue)


class HistoryLabels:
    """Says the messages of revisions, in a submission that uses these forms."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def said(self, message: Message) -> str:
        """Return a message in the language spoken; a text that is no message of ours is said as it is."""
        if message.id not in _KNOWN:
            return one_line(message.id, _LONGEST)
        text = _(REWORDED.get(message.id, message.id))
        return filled(text, {name: self._parameter(message.parameters.get(name, "")) for name in placeholders(text)})

    def _parameter(self, parameter: Parameter) -> str:
        if isinstance(parameter, str):
            return one_line(parameter, LONGEST_NAME)
        said = _SAYINGS.get(parameter.to, _nothing)
        first, _slash, rest = shortened(parameter.key[:LONGEST_NAME], LONGEST_NAME).partition("/")
        try:
            return said(self._catalogue, first, rest)
        except (KeyError, ValueError):
            return one_line(parameter.text or parameter.key, LONGEST_NAME)


_KNOWN = frozenset(MESSAGES)


def _kind(catalogue: Catalogue, key: str, _rest: str) -> str:
    return _(catalogue.kind(key).label)


def _kinds(catalogue: Catalogue, key: str, _rest: str) -> str:
    return _(catalogue.kind(key).plural)


def _unnamed(catalogue: Catalogue, key: str, _rest: str) -> str:
    return _title(Entry("", catalogue.kind(key).key), catalogue)


def _field(catalogue: Catalogue, key: str, field: str) -> str:
    return _(catalogue.kind(key).field(field).label)


def _entry(catalogue: Catalogue, key: str, bound_to: str) -> str:
    if not catalogue.kind(key).bound:
        raise KeyError(key)
    return _title(Entry("", key, bound_to), catalogue)


def _value(catalogue: Catalogue, indicator: str, year: str) -> str:
    answers = {"indicator": Answer(indicator, "", ""), "year": Answer(year, "", "")}
    return _title(Entry("", "value", answers={key: each for key, each in answers.items() if each.value}), catalogue)


def _objective(catalogue: Catalogue, number: str, _rest: str) -> str:
    return catalogue.title(int(number))


def _nothing(_catalogue: Catalogue, key: str, _rest: str) -> str:
    raise KeyError(key)


_SAYINGS: dict[str, Callable[[Catalogue, str, str], str]] = {
    "kind": _kind,
    "kinds": _kinds,
    "unnamed": _unnamed,
    "field": _field,
    "entry": _entry,
    "value": _value,
    "objective": _objective,
}
"""One for each of `history.REFERENCES`."""
