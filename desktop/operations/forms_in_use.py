"""The forms that a submission uses. Most submissions use those of the program, and a start waits for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.catalogue.forms_reader import current
from desktop.catalogue.parts import assembled
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.record.stale_translations import languages_in_use
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.record.entry import Entry
    from desktop.store.file import SubmissionFile

KIND = "data_pack"
"""The kind of entry that says that a pack is used."""


class FormsInUse(NamedTuple):
    """The forms that a submission uses.

    Args:
        catalogue: the forms.
        problems: for each pack that could not be used, a sentence; the forms are then those without it.
    """

    catalogue: Catalogue
    problems: tuple[UserError, ...] = ()


def forms_of(file: SubmissionFile, submission: Submission | None = None) -> Catalogue:
    """Return the forms that a submission uses: those of the program, with each of its packs in their order.

    Whatever the submission has answered stays in them, even when no pack in use has it any more. A pack that cannot be
    used is left out, see `forms_in_use`.
    """
    return forms_in_use(file, submission).catalogue


def forms_in_use(file: SubmissionFile, submission: Submission | None = None) -> FormsInUse:
    """Return the forms that a submission uses, and what is wrong with the packs that could not be used.

    A submission comes from outside, and so does a pack in it: what the team wrote can be read and changed all the same.

    Args:
        submission: what the file says, where it has been read already.
    """
    submission = file.read() if submission is None else submission
    entries = all_packs(submission)
    if not entries:
        return FormsInUse(_in_languages(current(), submission))
    from desktop.operations.packs import chain_of

    chain, problems = chain_of(file, submission, entries)
    # One sentence for the same trouble of a hundred packs.
    found = {each.message: each for each in (*problems, *chain.problems)}
    told = tuple(_left_out(each) for each in found.values())
    return FormsInUse(_in_languages(assembled(chain.parts), submission), told)


def _in_languages(catalogue: Catalogue, submission: Submission) -> Catalogue:
    languages = languages_in_use(submission)
    if not languages:
        return catalogue
    from desktop.catalogue.field_translations import with_field_translations

    return with_field_translations(catalogue, languages)


def _left_out(problem: UserError) -> UserError:
    text = _("A data pack of this submission cannot be used, so its part of the forms is missing: {problem}")
    return UserError(text.format(problem=problem.message), problem.details)


def decides_forms(submission: Submission) -> object:
    """Return what the forms of a submission depend on: while this stays the same, so do they."""
    about = submission.about
    return submission.of_kind(KIND), about.value("language"), about.value("national_language")


def packs_of(submission: Submission) -> list[Entry]:
    """Return the packs that a submission uses, in their order."""
    return [entry for entry in all_packs(submission) if not is_retired(entry)]


def all_packs(submission: Submission) -> list[Entry]:
    """Return the packs that a submission uses or has used, in their order."""
    return [entry for entry in submission.of_kind(KIND) if entry.text("file") in submission.attachments]


def is_retired(entry: Entry) -> bool:
    """Whether a pack is no longer used, and what it kept inside stays inside all the same."""
    return entry.value("retired") is True
