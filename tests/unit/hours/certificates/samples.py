"""A certificate as it is kept, signed."""

from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.hours.domain.certificates import text
from services.hours.store.certificates.keys import key_id_of


def certificate(**more: Any) -> dict[str, Any]:
    """One service of 148 minutes."""
    start, end = datetime(2026, 5, 3, 1, 2, tzinfo=UTC), datetime(2026, 5, 3, 3, 30, tzinfo=UTC)
    line = {
        "journals": ["a" * 24 + "-000"],
        "date": "2026-05-03",
        "spans": [[start, end]],
        "title": "敬老院陪伴",
        "role": "陪伴",
        "place": "城东街道敬老院",
        "in_charge": "李桂兰",
        "organisation_id": "o",
        "unit": "城东街道妇女联合会",
        "minutes": 148,
        "back_entry": False,
        "in_notice": False,
    }
    return {
        "_id": "20261121-7K3M9Q2XAB",
        "language": "zh",
        "from": "2026-01-01",
        "to": "2026-11-21",
        "issued_on": "2026-11-21",
        "person": {"name": "王秀英", "sex": "female", "number": "V000123"},
        "issuer": {"name": "城东街道妇女联合会"},
        "services": [line],
        "minutes": 148,
        "back_minutes": 0,
        **more,
    }


def signed(key: Ed25519PrivateKey, **more: Any) -> str:
    """The signed text of that certificate."""
    key_id = key_id_of(key.public_key().public_bytes_raw())
    message = text.unsigned(certificate(**more), key_id)
    return message + text.encode(key.sign(message.encode()))
