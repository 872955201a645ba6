"""Make the kept file of the schema version that is current now, and write down what its step makes of the older ones.

Run once for each version, before its release.

python -m tests.store.files.make
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.store.file import SubmissionFile
from desktop.store.schema import VERSION
from tests.store.steps import write_steps


def make() -> Path:
    """Write the file and return its path. Raises AlreadyExists: a kept file is never made anew."""
    path = Path(__file__).parent / f"v{VERSION}.pledgebook"
    file = SubmissionFile.create(
        path,
        answers={"country": "KE", "cycle": "2026"},
        by="Desk officer A",
        message="Create the submission",
        now=lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    )
    with file.transaction("edit", "Add a gap", "Desk officer A") as revision:
        entry_id = revision.add("gap", {"title": "Remote regions have no registrar", "objectives": [4]})
    with file.transaction("attach", "Attach a file", "Desk officer B") as revision:
        revision.set(entry_id, "file", revision.attach("survey.txt", b"What was asked and answered."))
    file.close()
    return path


if __name__ == "__main__":
    print(make())
    with TemporaryDirectory() as folder:
        write_steps(Path(folder))
