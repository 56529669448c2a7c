"""Certificates of an authority that exists for one test."""

from dataclasses import dataclass
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


@dataclass(frozen=True)
class Certificates:
    """PEM files: who vouches, the broker's key with chain, and a client's."""

    authority: Path
    broker: Path
    client: Path


def make_certificates(folder: Path) -> Certificates:
    authority = trustme.CA()
    made = Certificates(folder / "authority.pem", folder / "broker.pem", folder / "client.pem")
    authority.cert_pem.write_to_path(made.authority)
    made.broker.write_bytes(_chain(authority.issue_cert("localhost", "127.0.0.1")))
    made.client.write_bytes(_chain(authority.issue_cert("client.example")))
    return made


def _chain(certificate: trustme.LeafCert) -> bytes:
    """Return key and chain; Kafka reads keys in PKCS 8 only."""
    key = load_pem_private_key(certificate.private_key_pem.bytes(), None)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + b"".join(
        blob.bytes() for blob in certificate.cert_chain_pems
    )
