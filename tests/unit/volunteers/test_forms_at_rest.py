"""Phones, pinyin, sealed numbers, keys and hashed passwords."""

import base64
from threading import Thread
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from environs import ValidationError

from services.volunteers.domain.documents import read_document
from services.volunteers.store.passwords import Passwords
from services.volunteers.store.phones import PhoneUnreadable, masked, national, read_phone
from services.volunteers.store.sealing import KeyRetired, Vault
from services.volunteers.store.spelling import plain_letters, readings
from shared.settings import parse_keys
from tests.unit.volunteers.samples import card

OLD, NEW = b"o" * 32, b"n" * 32


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        "１３８００１３８０００",
        13800138000,
        13800138000.0,
        "13800138000.0",
        "+86 138-0013-8000",
        "8613800138000",
        "（138）00138000",
    ],
)
def test_one_spelling_for_a_phone(typed: object) -> None:
    assert read_phone(typed, "CN") == "+8613800138000"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "1.38E+10",
        "1-800-FLOWERS",
        True,
        None,
        1.5,
        float("nan"),
        1e300,
        {"$ne": 1},
        -5,
    ],
)
def test_what_is_no_phone(typed: Any) -> None:
    with pytest.raises(PhoneUnreadable):
        read_phone(typed, "CN")


def test_other_phones() -> None:
    assert read_phone("0571-88001234", "CN") == "+8657188001234"
    assert read_phone("+852 9123 4567", "CN") == "+85291234567"
    assert national("+8657188001234") == "057188001234"
    assert masked("+8613800138000") == "138****8000"
    assert masked(None) is None


@pytest.mark.parametrize(
    ("name", "likeliest", "also"),
    [
        ("王小芳", "wangxiaofang", "wxf"),
        ("单于", "shanyu", "danyu"),
        ("仇英", "qiuying", "chouying"),
        ("解晓东", "xiexiaodong", "jiexiaodong"),
        ("曾志伟", "zengzhiwei", "cengzhiwei"),
        ("区海伦", "ouhailun", "quhailun"),
        ("吕布", "lvbu", "lb"),
        ("Zoë Müller", "zoemuller", "zm"),
    ],
)
def test_all_readings_of_a_name(name: str, likeliest: str, also: str) -> None:
    found = readings(name)
    assert found[0] == likeliest
    assert also in found
    assert len(found) <= 48
    assert len(set(found)) == len(found)


def test_letters_as_they_are_searched() -> None:
    assert plain_letters("Wáng Xiǎo-Fāng") == "wangxiaofang"


def test_a_sealed_number_opens_only_in_its_place() -> None:
    vault, document = Vault({1: OLD}, {1: NEW}), read_document("resident_card", card())
    sealed = vault.seal(document, "p1")
    assert vault.open(sealed, "p1") == document
    assert document.number.encode() not in sealed["cipher"]
    with pytest.raises(InvalidTag):
        vault.open(sealed, "p2")
    broken = {**sealed, "cipher": sealed["cipher"][:-1] + bytes([sealed["cipher"][-1] ^ 1])}
    with pytest.raises(InvalidTag):
        vault.open(broken, "p1")
    assert vault.seal(document, "p1")["cipher"] != sealed["cipher"]


def test_keys_change_in_two_steps() -> None:
    document = read_document("resident_card", card())
    before = Vault({1: OLD}, {1: OLD})
    between = Vault({1: OLD, 2: NEW}, {1: OLD, 2: NEW})
    after = Vault({2: NEW}, {2: NEW})
    sealed = before.seal(document, "p")
    assert between.open(sealed, "p") == document
    assert not between.is_current(sealed)
    assert set(before.indexes(document)) < set(between.indexes(document))
    renewed = between.seal(document, "p")
    assert renewed["key_version"] == 2
    assert between.is_current(renewed)
    assert after.open(renewed, "p") == document
    assert set(after.indexes(document)) < set(renewed["indexes"])
    with pytest.raises(KeyRetired):
        after.open(sealed, "p")


def test_keys_as_they_are_set() -> None:
    text = ",".join(f"{n}:{base64.b64encode(key).decode()}" for n, key in ((1, OLD), (2, NEW)))
    assert parse_keys(text) == {1: OLD, 2: NEW}
    for bad in ("", "1:short", "x:" + base64.b64encode(OLD).decode(), text + "," + text, "1:c2g="):
        with pytest.raises(ValidationError) as no:
            parse_keys(bad)
        assert not bad or bad not in str(no.value)


def test_passwords_at_rest() -> None:
    quick = Passwords("quick", workers=2)
    stored = quick.hash("八个字的好密码呀")
    assert quick.fits("八个字的好密码呀", stored)
    assert not quick.fits("else", stored)
    assert not quick.fits("nobody has this password", None)
    assert not quick.fits("x", "no hash")
    assert not quick.outdated(stored)
    assert Passwords("standard", 1).outdated(stored)


def test_the_standard_profile_is_no_weaker_than_owasp_asks() -> None:
    stored = Passwords("standard", 1).hash("八个字的好密码呀")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_only_so_many_passwords_are_hashed_at_once() -> None:
    standard = Passwords("standard", workers=1)
    running: list[int] = []
    seen: list[int] = []
    hasher = standard._hasher

    class Watched:
        def hash(self, password: str) -> str:
            running.append(1)
            seen.append(len(running))
            found = hasher.hash(password)
            running.pop()
            return found

    standard._hasher = Watched()  # type: ignore[assignment]
    threads = [Thread(target=standard.hash, args=("八个字的好密码呀",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1] * 6
