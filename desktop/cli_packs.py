"""The commands for data packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli_common import FILE, by_option, opened_file, shipped_forms, tell
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.catalogue.packs import DataPack


@click.group()
def pack() -> None:
    """Show data packs, keep them on this computer or use them in a submission.

    A data pack is a file that replaces part of the forms: it can bring other indicators, official
    texts or the forms for a cycle.
    """


@pack.command("check")
@click.argument("source", type=FILE)
def pack_check(source: Path) -> None:
    """Say whether the pack SOURCE can be used. Each error gives its line and field."""
    from desktop.operations.dictionary_packs import examine_dictionary, is_dictionary
    from desktop.operations.packs import check_pack

    if is_dictionary(source):
        _say_dictionary(examine_dictionary(source).language)
    else:
        _say_pack(check_pack(source))


@pack.command("install")
@click.argument("source", type=FILE)
def pack_install(source: Path) -> None:
    """Check the pack SOURCE and keep it on this computer, so that new submissions can use it.

    SOURCE can also be a dictionary for the spell check: a ZIP file with two files such as sw.aff and sw.dic.
    """
    from desktop.operations.dictionary_packs import install_dictionary, is_dictionary
    from desktop.operations.packs import install

    if is_dictionary(source):
        _say_dictionary(install_dictionary(source).language)
    else:
        _say_pack(install(source))


@pack.command("list")
def pack_list() -> None:
    """List the forms of the program and the packs kept on this computer."""
    from desktop.operations.dictionary_packs import installed_dictionaries
    from desktop.operations.packs import installed

    shipped = shipped_forms().pack
    tell(
        _("{label}, version {version} ({key}): supplied with the program").format(
            label=_(shipped.label), version=shipped.version, key=shipped.key
        )
    )
    for each in installed():
        _say_pack(each)
    for language in installed_dictionaries():
        _say_dictionary(language)


@pack.command("preview")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
def pack_preview(file: Path, source: Path) -> None:
    """Show what the pack SOURCE would change in FILE, and write nothing."""
    from desktop.operations.packs import check_pack, preview

    with opened_file(file, read_only=True) as opened:
        found = preview(opened, check_pack(source))
    _say_pack(found.pack)
    if found.replaced:
        tell(
            _("It replaces version {version}, whose file has the fingerprint {fingerprint}.").format(
                version=found.replaces, fingerprint=found.replaced
            )
        )
    for told in found.releases:
        tell(_("Would be included: {text}").format(text=told.text))
    for each in found.differences:
        tell(_("{part}: {text}").format(part=each.part, text=each.text))
    if not found.differences and not found.releases:
        tell(_("Nothing would change in this submission."))


@pack.command("use")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
@click.option(
    "--release-internal",
    is_flag=True,
    help="Let packages include answers that they do not include now; `pack preview` lists every field.",
)
@by_option
def pack_use(file: Path, source: Path, release_internal: bool, by: str) -> None:
    """Use the pack SOURCE in FILE. Every answer is kept. You can undo this."""
    from desktop.operations.packs import MustBeConfirmed, check_pack, preview, use_pack

    found = check_pack(source)
    with opened_file(file) as opened:
        told = preview(opened, found).releases
        if told and not release_internal:
            text = _(
                "With this pack, packages would include answers that they do not include now. Add --release-internal "
                "if that is allowed."
            )
            raise MustBeConfirmed(text, tuple(each.text for each in told))
        use_pack(opened, found, by=by, releasing=[each.spot for each in told])
    _say_pack(found)
    for each in told:
        tell(_("Included from now on: {text}").format(text=each.text))


def _say_pack(found: DataPack) -> None:
    from desktop.catalogue.pack_claims import claims
    from desktop.i18n.lists import sentences

    tell(sentences(claims(found)))


def _say_dictionary(language: str) -> None:
    from desktop.catalogue import region_names
    from desktop.i18n.translation import current_language

    name = region_names.languages(current_language()).get(language, language)
    tell(_("Dictionary: {language}").format(language=name))
