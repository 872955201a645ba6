"""Another kind of key takes what `signer.Signer` asks for and nothing more: a card gives certificates and signs."""

from __future__ import annotations

from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.verify import verify
from desktop.package.identity import create_identity
from desktop.store.file import SubmissionFile


class Card:
    """Holds its key and gives out nothing but signatures, as a smart card does."""

    def __init__(self) -> None:
        self._inside = create_identity("Ministry A", "KE", "a passphrase for tests", now())
        self.asked = 0

    @property
    def certificates(self) -> tuple[bytes, ...]:
        return self._inside.certificates

    def sign(self, data: bytes) -> bytes:
        self.asked += 1
        return self._inside.sign(data)


def test_a_card_signs_a_package(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("pledge", {"title": "Register births", "objectives": [4]})
    card = Card()
    exported = export(submission, catalogue, tmp_path / "out", identity=card, at=now())
    findings = verify(exported.path)
    assert findings.refusal is None
    assert not findings.is_draft
    assert card.asked >= 3  # the package, the report and the pledge
    noted = submission.exports()[-1]
    assert noted.signer == "Ministry A"
    assert noted.fingerprint
