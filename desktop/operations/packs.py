"""Data packs: look at one, keep it on this computer, use it in a submission; and the forms that a submission uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.chain import Chain, Link, chained
from desktop.catalogue.definitions import Release
from desktop.catalogue.field_translations import with_field_translations
from desktop.catalogue.file_limits import LARGEST
from desktop.catalogue.flaws import Flaw, sentence
from desktop.catalogue.forms_errors import FormsError, raise_when
from desktop.catalogue.forms_reader import current, shipped_parts
from desktop.catalogue.packs import UNTOUCHED, DataPack, fingerprint_of, read_pack, with_pack
from desktop.catalogue.parts import assembled
from desktop.catalogue.releases import STRICTNESS, Releases, Spot, is_confirmed, said_by, widenings
from desktop.catalogue.yaml_document import Place, quoted
from desktop.disk import private_folder, read_at_most
from desktop.errors import UserError, translate_os_errors
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.forms_in_use import KIND, all_packs, forms_of, is_retired
from desktop.record.entry import Entry, Value
from desktop.record.forms_diff import Difference, differences, used
from desktop.record.history import Message, Revision
from desktop.record.indicator_methods import unknown_methods
from desktop.record.rules import fruitless, unworkable
from desktop.record.stale_translations import languages_in_use
from desktop.record.submission import Submission
from desktop.record.widening import Told, kept_inside, names_of, told_of
from desktop.store.file import SubmissionFile

SUFFIX = ".yaml"
MOST_PACKS = 24
"""Packs of a submission that are looked at, the earlier versions of those in use among them."""

_RELEASES = "releases"
_LONGEST_SOURCE = 500


class CannotUsePack(UserError):
    """The file cannot be read, or this submission uses the same pack already."""


class MustBeConfirmed(UserError):
    """The pack would let out what stays in the file now, and nobody said that it may; `details` names every field."""


def check_pack(path: Path) -> DataPack:
    """Read a pack and compare it with the forms that ship with the program. Nothing in the program is changed by it.

    Raises:
        CannotUsePack: the file cannot be read.
        FormsError: every flaw in `details`, with file, line and field.
    """
    cannot = CannotUsePack(_("The file {name} cannot be read.").format(name=quoted(path.name)))
    try:
        content = read_at_most(path, LARGEST + 1)
    except OSError as error:
        raise cannot from error
    pack = _checked(content, path.name)
    forms = with_pack(shipped_parts(), pack)
    # Not of a pack that a submission has: what was asked and answered is not left out for a rule that finds nothing.
    _raise_for(pack, _of_rules(fruitless(pack.held.rules or (), forms.kinds)))
    return pack


def _checked(content: bytes, name: str) -> DataPack:
    """Return a pack that is right by itself. Raises FormsError."""
    pack = read_pack(content, name)
    _raise_for(pack, [*_of_rules(unworkable(pack.held.rules or ())), *unknown_methods(pack.held)])
    return pack


def _of_rules(wrong: Iterable[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    return ((("rules", *place), text) for place, text in wrong)


def _raise_for(pack: DataPack, wrong: Iterable[tuple[Place, str]]) -> None:
    raise_when([sentence(Flaw(pack.name, place, text), pack.document) for place, text in wrong])


# On this computer


def install(path: Path) -> DataPack:
    """Check a pack and keep a copy on this computer; packs that call themselves the same are kept side by side."""
    from desktop.atomic_write import atomic_write

    pack = check_pack(path)
    # A key and a version have letters, digits, points and hyphens, few of them, and no system reserves such a name.
    mark = pack.fingerprint.replace(" ", "")[:8].lower()
    folder = _folder()
    with translate_os_errors(folder, writing=True, folder=True):
        private_folder(folder)
    with atomic_write(folder / f"{pack.head.key}-{pack.head.version}-{mark}{SUFFIX}", private=True) as stream:
        stream.write(pack.content)
    return pack


def installed() -> list[DataPack]:
    """Return the packs that are kept on this computer, by name; what cannot be read any more is left out."""
    found = []
    for path in sorted(_folder().glob(f"*{SUFFIX}")):
        try:
            found.append(check_pack(path))
        except UserError:
            continue
    return found


def _folder() -> Path:
    return paths.user_data() / "packs"


# In a submission


def pack_of(file: SubmissionFile, entry: Entry) -> DataPack | None:
    """Return the pack of an entry, None when it cannot be used."""
    return _usable(file, file.read(), entry)


def _usable(file: SubmissionFile, submission: Submission, entry: Entry) -> DataPack | None:
    try:
        return _read(file, submission, entry)
    except UserError:
        return None


def fingerprint(entry: Entry) -> str:
    """Return the fingerprint of the file of a pack in a submission."""
    return fingerprint_of(entry.text("file"))


def confirmed_of(entry: Entry, catalogue: Catalogue) -> list[str]:
    """Return the names of the fields that leave because somebody confirmed it when this pack was taken into use."""
    wider = [spot for spot in _noted(entry) if is_confirmed(catalogue.kinds, spot)]
    return names_of(wider, current().kinds, catalogue.kinds)


def _read(file: SubmissionFile, submission: Submission, entry: Entry) -> DataPack:
    """Return the pack of an entry. Raises UserError when it cannot be used."""
    if submission.attachments[entry.text("file")].size > LARGEST:
        raise FormsError(_("{file} is too large for a data pack.").format(file=quoted(entry.text("title"))))
    return _checked(file.content(entry.text("file")), entry.text("title"))


def _noted(entry: Entry) -> dict[Spot, Release]:
    """Return what was written down when a pack was taken into use; what nobody could have written is left out."""
    return {
        (row["form"], row["field"], row.get("column", "")): cast(Release, row["release"])
        for row in entry.rows(_RELEASES)
        if row.get("form") and row.get("field") and row.get("release") in STRICTNESS
    }


def chain_of(file: SubmissionFile, submission: Submission, entries: Sequence[Entry]) -> tuple[Chain, list[UserError]]:
    """Return the forms that the packs of a submission make of the shipped ones, and why some could not be read."""
    inuse: list[Link] = []
    retired: list[Link] = []
    problems: list[UserError] = []
    for place, entry in enumerate(entries):
        pack = None
        try:
            if len(entries) - place > MOST_PACKS:
                text = _(
                    "There are too many data packs in this submission. Only the newest are used; the maximum is {most}."
                )
                raise FormsError(text.format(most=MOST_PACKS))
            pack = _read(file, submission, entry)
        except UserError as problem:
            if not is_retired(entry):
                problems.append(problem)
        (retired if is_retired(entry) else inuse).append(Link(pack, _noted(entry)))
    return chained(shipped_parts(), retired, inuse, used(submission)), problems


@dataclass(frozen=True)
class Preview:
    """What a pack would make different in a submission.

    Args:
        pack: the pack.
        differences: in words; empty when nothing would.
        releases: each field whose answers would leave though they stay now; somebody has to confirm these.
        replaces: the version of the same pack that it takes the place of, empty when there is none.
        replaced: the fingerprint of that one; it may be another pack that calls itself the same.
        notes: who sees what with it, as it is written down when it is used.
    """

    pack: DataPack
    differences: list[Difference]
    releases: list[Told]
    replaces: str
    replaced: str
    notes: Releases


def preview(file: SubmissionFile, pack: DataPack) -> Preview:
    """Return what a pack would make different, and write nothing.

    Raises:
        CannotUsePack: it is used already.
        FormsError: it does not go with the forms that the submission uses.
    """
    submission = file.read()
    old, replaced = "", ""
    inuse: list[Link] = []
    retired: list[Link] = []
    entries = all_packs(submission)
    for place, entry in enumerate(entries):
        there = _usable(file, submission, entry) if len(entries) - place <= MOST_PACKS else None
        link = Link(there, _noted(entry))
        if is_retired(entry):
            retired.append(link)
        elif there is not None and there.content == pack.content:
            raise CannotUsePack(
                _("This submission already uses the pack “{name}”.").format(name=one_line(pack.head.label))
            )
        elif entry.text("key") == pack.head.key:
            old, replaced = one_line(entry.text("version")), fingerprint(entry)
            retired.append(link)
        else:
            inuse.append(link)
    needed = used(submission)
    before = forms_of(file)
    chain = chained(shipped_parts(), retired, inuse, needed)
    new = with_pack(chain.laid, pack)
    widened = widenings(chain.releases, new.kinds, chain.confirmed)
    said = said_by(new.kinds)
    notes = {spot: said[spot] for spot, release in chain.releases.items() if said.get(spot, release) != release}
    notes |= {each.spot: each.after for each in widened}
    whole = chained(shipped_parts(), retired, [*inuse, Link(pack, notes)], needed)
    after = with_field_translations(assembled(whole.parts), languages_in_use(submission))
    told = [*_untouched(pack, before), *kept_inside(submission, before.kinds, after.kinds)]
    return Preview(
        pack,
        [*told, *differences(submission, before, after)],
        told_of(submission, widened, before.kinds, after.kinds),
        old,
        replaced,
        notes,
    )


def _untouched(pack: DataPack, forms: Catalogue) -> list[Difference]:
    found = []
    for kind, key in UNTOUCHED:
        change: Any = pack.held.kinds.get(kind)
        if change and (key in change.remove or key in {each.key for each in change.fields}):
            text = _(
                "“{field}” stays as it is, whatever this pack says about it: what is marked as internal is not "
                "included in packages."
            )
            field = _(forms.kind(kind).field(key).label)
            found.append(Difference(_(forms.kind(kind).label), text.format(field=field), kept=True))
    return found


def released_by(pack: DataPack) -> list[Told]:
    """Return each field of which a new submission would let out more with a pack than with the forms of the program."""
    shipped = shipped_parts()
    new = with_pack(shipped, pack)
    return told_of(Submission(""), widenings(said_by(shipped.kinds), new.kinds), shipped.kinds, new.kinds)


def use_pack(
    file: SubmissionFile, pack: DataPack, *, by: str = "", releasing: Collection[Spot] = ()
) -> Revision | None:
    """Make a submission use a pack, as one revision; another version of the same pack is no longer used.

    No answer is touched: what the new forms do not have is kept and marked as from earlier forms.

    Args:
        releasing: the fields of the preview of which somebody confirmed that their answers may leave.

    Raises:
        MustBeConfirmed: the pack would let out more than that.
    """
    found = preview(file, pack)
    open_ = [each.text for each in found.releases if each.spot not in releasing]
    if open_:
        text = _(
            "With this data pack, packages would include answers that they do not include now. Somebody has to confirm that."
        )
        raise MustBeConfirmed(text, tuple(open_))
    head, name = pack.head, one_line(pack.head.label)
    with file.transaction("attach", Message(N_("Use the data pack “{name}”"), {"name": name}), by) as unit:
        sha256 = unit.attach(f"{head.key}-{head.version}{SUFFIX}", pack.content)
        for entry in file.read().of_kind(KIND):
            if entry.text("file") == sha256:
                unit.remove(entry.id)
            elif entry.text("key") == head.key:
                unit.set(entry.id, "retired", True)
        answers: dict[str, Value] = {
            "title": name,
            "key": head.key,
            "version": head.version,
            "source": one_line(head.source, _LONGEST_SOURCE),
            "file": sha256,
        }
        if found.notes:
            answers[_RELEASES] = [_row(spot, release) for spot, release in found.notes.items()]
        unit.add(KIND, answers)
    return unit.done


def _row(spot: Spot, release: Release) -> dict[str, str]:
    kind, field, column = spot
    row = {"form": kind, "field": field, "column": column, "release": release}
    return {key: text for key, text in row.items() if text}


def stop_using(file: SubmissionFile, entry: Entry, *, by: str = "") -> Revision | None:
    """Use the forms without a pack again. What was answered in its fields is kept."""
    name = one_line(entry.text("title"))
    with file.transaction("edit", Message(N_("Stop using the data pack “{name}”"), {"name": name}), by) as unit:
        unit.set(entry.id, "retired", True)
    return unit.done
