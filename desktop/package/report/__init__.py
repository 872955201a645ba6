"""The printed half of the package: the report and one document for each pledge, as PDF.

From the text up: `bidi`, `fonts` and `line_breaking` turn text in any script into lines; `embedding` and `painter` put
them into a PDF, `tags` and `tag_writer` with what each of them is; `blocks` and `pages` lay out a document; the other
modules say what stands in it. `pdf_text` gets the text back out of the bytes. Nothing here is imported before a package
is made.
"""

from desktop.package.report.pledge import write_pledge
from desktop.package.report.report import write_report

__all__ = ["write_pledge", "write_report"]
