"""The forms that ship with the program. They are read from YAML once, and from then on as they were compiled."""

from __future__ import annotations

from functools import cache

from desktop import paths
from desktop.catalogue import compiled_forms
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.parts import Parts, assembled


@cache
def current() -> Catalogue:
    """Return the catalogue of the forms that this program ships with, read once. Raises FormsError."""
    return assembled(shipped_parts())


@cache
def shipped_parts() -> Parts:
    """Return the parts of the forms that this program ships with, read once. Raises FormsError."""
    folder = paths.forms()
    digest = compiled_forms.digest_of(folder)
    parts = compiled_forms.compiled(digest)
    if parts is None:
        from desktop.catalogue.forms_folder import checked_parts

        parts = checked_parts(folder)
        compiled_forms.keep(parts, digest)
    return parts
