"""The command for the brief and the slides."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.cli_common import FILE, OF_THE_DOCUMENT, forms_in, language_option, opened_file, tell_path


@click.command("brief")
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="A two-page brief as .docx, or slides as .pptx.")
@language_option(OF_THE_DOCUMENT)
def brief(file: Path, out: Path, language: str) -> None:
    """Save a two-page brief, or slides, from FILE, for whoever speaks for the country."""
    from desktop.operations.brief import save_brief

    with opened_file(file, read_only=True) as opened:
        tell_path(save_brief(opened, forms_in(opened), out, language=language))
