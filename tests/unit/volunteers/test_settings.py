"""Settings from the environment: all faults at once, and no secret in a message or repr."""

import base64

import pytest
from environs import EnvValidationError

from services.volunteers import settings
from services.volunteers.domain.ages import Ages

KEY = base64.b64encode(b"k" * 32).decode()
GOOD = {"TOKEN_PRIVATE_KEY": "pem", "IDENTITY_KEYS": f"1:{KEY}", "BLIND_INDEX_KEYS": f"2:{KEY}"}


def test_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CONSENT_VERSION", "2026-11")
    monkeypatch.setenv("CONSENT_CHANGES_ZH", "新增一条")
    own = settings.read()
    assert own.password_profile == "standard"
    assert (own.identity_keys, own.consent_version) == ({1: b"k" * 32}, "2026-11")
    assert own.consent_changes == {"zh": "新增一条", "en": ""}
    assert Ages(own.minimum_age, own.accompanied_age, own.guardian_age) == Ages()
    assert "pem" not in repr(own)
    assert KEY not in repr(own)


def test_all_faults_are_named_at_once_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IDENTITY_KEYS", "1:no-key-at-all")
    monkeypatch.setenv("PASSWORD_PROFILE", "weak")
    with pytest.raises(EnvValidationError) as no:
        settings.read()
    for name in ("TOKEN_PRIVATE_KEY", "IDENTITY_KEYS", "BLIND_INDEX_KEYS", "PASSWORD_PROFILE"):
        assert name in str(no.value)
    assert "no-key-at-all" not in str(no.value)
