"""The command that makes a package."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop import cli_signing
from desktop.cli_asking import ask
from desktop.cli_common import FILE, NO, by_option, forms_in, language_option, opened_file, refuse_both, tell, tell_path
from desktop.errors import UserError
from desktop.i18n.lists import sentences
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.record.released_history import History
    from desktop.record.submission import Submission


@click.command()
@click.argument("file", type=FILE)
@cli_signing.signing_options
@cli_signing.announcing_options
@click.option("--out", required=True, type=FILE, help="The folder for the package.")
@click.option(
    "--draft", is_flag=True, help="A draft is marked on every page and not signed. It is for colleagues to read."
)
@language_option("The language of the package. If you leave it out: the language of the submission.")
@click.option(
    "--incomplete", is_flag=True, help="Sign without asking, even if the submission is not complete for the forum."
)
@click.option(
    "--documents", is_flag=True, help="Also save the report and the pledges under readable names, next to the package."
)
@click.option(
    "--history",
    type=click.Choice(["none", "released", "whole"]),
    help="How much of the history is included: none of it; who wrote each included answer as it "
    "stands, and when; or all of it, with earlier wordings and removed entries. Without this "
    "option: none of it.",
)
@click.option("--with-history", is_flag=True, help="The same as --history whole.")
@by_option
def export(
    file: Path,
    signing: cli_signing.SigningOptions,
    announced_names: tuple[str, ...],
    announced_files: tuple[Path, ...],
    out: Path,
    draft: bool,
    language: str,
    incomplete: bool,
    documents: bool,
    history: History | None,
    with_history: bool,
    by: str,
) -> int:
    """Export FILE as one package. Before it is signed, it is read back and compared with FILE."""
    from desktop.operations.clock import now
    from desktop.operations.documents import save_documents
    from desktop.operations.export import Blocked
    from desktop.operations.export import export as exporting
    from desktop.record.leaving import leaving

    if not draft and not signing.kinds:
        raise UserError(sentences((cli_signing.how_to_sign(), _("For an unsigned draft, give --draft."))))
    refuse_both(
        ("--draft", draft),
        *((flag, True) for flag in signing.flags()),
        ("--announce", bool(announced_names)),
        ("--announce-certificate", bool(announced_files)),
    )
    refuse_both(("--with-history", with_history), ("--history", history not in (None, "whole")))
    announced = cli_signing.announced_by(announced_names, announced_files)
    chosen = history or ("whole" if with_history else "none")
    with nullcontext(None) if draft else signing.opened() as signer, opened_file(file, to_note=True) as opened:
        forms = forms_in(opened)
        if chosen != "none":
            revisions = list(opened.revisions())
            lines = leaving(opened.read(), forms, signed=not draft, history=revisions, wordings=chosen == "whole")
            for each in lines:
                if each.leaves:
                    tell(each.text, err=True)
        try:
            if not draft and not incomplete and not _may_be_incomplete(opened.read(), forms):
                return NO
            done = exporting(
                opened,
                forms,
                out,
                identity=signer,
                at=now(),
                draft=draft,
                language=language,
                history=chosen,
                announced=announced,
                by=by,
            )
        except Blocked as blocked:
            for line in (*blocked.details, blocked.message):
                tell(line, err=True)
            return NO
    tell_path(done.path)
    if done.awaited:
        tell(done.awaited_sentence(), err=True)
    if done.noted:
        tell(done.noted, err=True)
    if documents:
        tell_path(save_documents(done.path))
    return 0


def _may_be_incomplete(submission: Submission, forms: Catalogue) -> bool:
    """Say what is lacking before something incomplete is signed, and ask. Raises Unanswered."""
    from desktop.operations.export import lacking

    lines = lacking(submission, forms)
    for line in lines:
        tell(line, err=True)
    return not lines or ask(
        _("The submission is not complete. Sign anyway?"),
        _(
            "The submission is not complete, and the question of whether to sign it anyway was not "
            "answered. To sign it, give --incomplete."
        ),
    )
