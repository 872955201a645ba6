"""What it takes to sign: a certificate, and something that holds its key."""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    """Somebody who can sign: a key in a file (`identity.Identity`), or on a card or token (`token_signer.TokenSigner`).

    The key itself is never asked for, so it need not be possible to read it.
    """

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """The signer's certificate in DER, then those of who issued it, each followed by its own issuer."""

    def sign(self, data: bytes) -> bytes:
        """Return a signature over the data by way of SHA-256: ECDSA in DER, or RSA with PKCS#1 v1.5 padding.

        Raises `UserError` when the key cannot be used, e.g. because the card was taken out.
        """
