"""The signed text: what it says, and that nothing of it can be changed."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.hours.domain.certificates import text
from services.hours.views.certificates.offline import Forged, NotSigned, verify_text
from tests.unit.hours.certificates.samples import signed

KEY = Ed25519PrivateKey.generate()


def test_it_is_read_by_people() -> None:
    assert signed(KEY).splitlines()[:8] == [
        "志愿服务记录证明",
        "编号：20261121-7K3M9Q2XAB",
        "志愿者：王秀英，V000123",
        "期间：2026-01-01 至 2026-11-21",
        "服务时间：148 分钟，1 次",
        "其中签到 148 分钟，补录 0 分钟",
        "出具单位：城东街道妇女联合会",
        "出具日期：2026-11-21",
    ]
    assert signed(KEY, language="en").startswith("Certificate of volunteer service\nNumber: 2026")


def test_it_fits_a_code_that_a_phone_reads() -> None:
    """Version 20 holds 858 bytes at the lowest correction."""
    longest = signed(KEY, person={"name": "王" * 50, "number": "V000123"})
    assert len(longest.encode()) < 858


def test_any_changed_byte_is_found() -> None:
    whole = signed(KEY)
    assert verify_text(whole, KEY.public_key()) == whole
    raw = whole.encode()
    for place in range(len(raw)):
        for bit in (1, 128):
            changed = raw[:place] + bytes([raw[place] ^ bit]) + raw[place + 1 :]
            with pytest.raises((Forged, NotSigned, UnicodeDecodeError)):
                verify_text(changed.decode(), KEY.public_key())


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole[:-1],
        lambda whole: whole + " ",
        lambda whole: whole + "\n",
        lambda whole: "\n" + whole,
        lambda whole: whole.replace("\n", "\r\n"),
        lambda whole: whole.replace("148", "1480"),
        lambda whole: whole[:-1] + chr(ord(whole[-1]) + 1),
        lambda whole: whole.partition("\n")[2],
        lambda whole: "",
    ],
)
def test_what_is_added_or_left_out_is_found(change: Any) -> None:
    with pytest.raises((Forged, NotSigned)):
        verify_text(change(signed(KEY)), KEY.public_key())


def test_another_organisations_key_does_not_fit() -> None:
    with pytest.raises(Forged):
        verify_text(signed(KEY), Ed25519PrivateKey.generate().public_key())


def test_a_name_cannot_write_lines_of_its_own() -> None:
    sly = signed(KEY, person={"name": "王\n服务时间：9999 分钟", "number": "V1"})
    assert len(sly.splitlines()) == 9
    assert text.read(sly).message.endswith(b" ")
