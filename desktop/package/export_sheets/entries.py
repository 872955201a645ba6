"""The sheets of entries: one for each kind, and the submission itself with a row for each question."""

from __future__ import annotations

from desktop.catalogue.definitions import Kind
from desktop.i18n.translation import gettext as _
from desktop.package import container_paths
from desktop.package.export_sheets.export_sheet import ExportSheet, Source
from desktop.package.sheets import Column, Content, Sheet, bound_rows, columns_of, content_of, fields_of
from desktop.record.entry import Entry


def sheet_of(kind: Kind) -> ExportSheet:
    """Return the sheet of a kind of entry."""
    if kind.key == "submission":
        return ExportSheet(
            kind.key,
            kind.plural,
            lambda source, name: _submission(kind, source, name),
            lambda reader, sheet, rows: reader.compare_submission(kind, sheet, rows),
        )
    return ExportSheet(
        kind.key,
        kind.plural,
        lambda source, name: _entries(kind, source, name),
        lambda reader, sheet, rows: reader.compare_kind(kind, sheet, rows),
    )


def _entries(kind: Kind, source: Source, name: str) -> Sheet:
    """Return a row for each entry; a bound kind has one for everything that it is bound to."""
    submission, catalogue, draft = source.submission, source.catalogue, source.draft
    columns = columns_of(kind, catalogue, draft=draft)
    paths = container_paths.attachment_paths(submission.attachments.values())
    fields = fields_of(kind, draft=draft)
    leading = [column for column in columns if not column.field]
    headers = [column.header for column in columns if column.field]
    rows: list[list[Content]] = []

    def add(entry: Entry, start: list[Content]) -> None:
        row: list[Content] = [entry.id, *start]
        for definition, header in zip(fields, headers, strict=True):
            content = content_of(definition, entry.value(definition.key), submission, catalogue, paths)
            row.append(source.long.fit(content, entry.id, name, header) if isinstance(content, str) else content)
        rows.append(row)

    entries = submission.of_kind(kind.key)
    bound = bound_rows(kind, catalogue)
    for key, start in bound.items():
        add(submission.bound(kind.key, key), start)
    begun = {submission.bound(kind.key, key).id for key in bound}
    for entry in entries:
        if entry.id not in begun:
            # What the catalogue no longer knows is still what the country said.
            add(entry, [entry.key or None, *[None] * (len(leading) - 2)] if len(leading) > 1 else [])
    title = next((number for number, column in enumerate(columns, 1) if column.field == kind.title_field), 0)
    frozen = 3 if bound else 2 if title == 2 else 1
    return Sheet(name, f"{kind.key}_table", columns, rows, frozen, kind.key)


def _submission(kind: Kind, source: Source, name: str) -> Sheet:
    """Return a row for each field, since there is one entry only."""
    submission, catalogue, draft = source.submission, source.catalogue, source.draft
    columns = (Column(_("Question"), "text"), Column(_("Answer"), "long"))
    paths = container_paths.attachment_paths(submission.attachments.values())
    rows: list[list[Content]] = []
    headers = [column.header for column in columns_of(kind, catalogue, draft=draft) if column.field]
    for definition, header in zip(fields_of(kind, draft=draft), headers, strict=True):
        content = content_of(definition, submission.about.value(definition.key), submission, catalogue, paths)
        if isinstance(content, str):
            content = source.long.fit(content, submission.about.id, name, header)
        rows.append([header, content])
    return Sheet(name, f"{kind.key}_table", columns, rows, 1, kind.key)
