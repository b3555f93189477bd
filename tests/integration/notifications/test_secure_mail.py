"""STARTTLS and a sign-in, with a certificate made for the test."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.notifications.domain.deliveries import Letter
from services.notifications.senders import Post, ServerDown
from services.notifications.settings import Mail
from tests.integration.notifications.conftest import PostOffice, free_port

LETTER = Letter("d1", "v1@example.org", "题", "文", datetime(2026, 11, 21, tzinfo=UTC))


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """(certificate, key) for 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    found = tmp_path / "certificate.pem", tmp_path / "key.pem"
    found[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    found[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return found


def test_starttls_and_sign_in(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    office = PostOffice(free_port())

    def judge(*given: object) -> AuthResult:
        shown = given[-1]
        good = isinstance(shown, LoginPassword) and shown.password == b"secret"
        return AuthResult(success=good, handled=good)

    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=office.port,
        tls_context=context,
        require_starttls=True,
        authenticator=judge,
        auth_required=True,
    )
    controller.start()
    try:
        right = Mail("127.0.0.1", office.port, "h@example.org", "kind", "secret", "starttls", 5.0)
        wrong = Mail("127.0.0.1", office.port, "h@example.org", "kind", "guess", "starttls", 5.0)
        with pytest.raises(ServerDown, match="CERTIFICATE_VERIFY_FAILED"), Post(right).line():
            pass
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        with pytest.raises(ServerDown, match="535"), Post(wrong).line():
            pass
        with Post(right).line() as line:
            line.send(LETTER)
    finally:
        controller.stop()
    assert [letter["Subject"] for letter in office.letters] == ["题"]
