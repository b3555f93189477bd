"""Only a token that was signed here, as they are signed here, and for now, says who asks."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from shared.auth import Grant, Identity
from shared.tokens import NotSignedIn, sign, verify

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
HER = Identity("v" * 24, "1", (Grant("organiser", "/a/"),), "en")
CLAIMS = {
    "iss": "kindhours", "sub": "v", "num": "1", "lang": "zh", "grants": [], "exp": 2**40,
}  # fmt: skip


def refused(token: str, public_key: str) -> bool:
    with pytest.raises(NotSignedIn):
        verify(token, public_key, NOW)
    return True


def test_a_token_says_who_until_its_end(token_keys: tuple[str, str]) -> None:
    private, public = token_keys
    token = sign(HER, private, at=NOW, minutes=10)
    assert verify(token, public, NOW + timedelta(minutes=9)) == HER
    with pytest.raises(NotSignedIn):
        verify(token, public, NOW + timedelta(minutes=10))


def test_it_is_a_json_web_token_that_others_can_read(token_keys: tuple[str, str]) -> None:
    private, public = token_keys
    theirs = jwt.encode(CLAIMS, private, algorithm="EdDSA")
    assert verify(theirs, public, NOW).volunteer_id == "v"
    ours = sign(HER, private, at=datetime.now(UTC), minutes=10)
    assert jwt.decode(ours, public, algorithms=["EdDSA"], issuer="kindhours")["sub"] == "v" * 24


def test_no_other_header_is_taken(token_keys: tuple[str, str]) -> None:
    private, public = token_keys
    assert refused(jwt.encode(CLAIMS, "", algorithm="none"), public)
    assert refused(jwt.encode(CLAIMS, "x" * 32, algorithm="HS256"), public)
    assert refused(jwt.encode(CLAIMS, private, algorithm="EdDSA", headers={"kid": "1"}), public)


@pytest.mark.parametrize(
    "claims",
    [
        CLAIMS | {"iss": "others"},
        {name: value for name, value in CLAIMS.items() if name != "sub"},
        CLAIMS | {"exp": None},
        CLAIMS | {"exp": "soon"},
        CLAIMS | {"grants": [["organiser"]]},
        CLAIMS | {"grants": None},
    ],
)
def test_claims_that_are_not_ours_are_refused(
    token_keys: tuple[str, str], claims: dict[str, object]
) -> None:
    assert refused(jwt.encode(claims, token_keys[0], algorithm="EdDSA"), token_keys[1])


def test_what_was_changed_on_its_way_is_refused(token_keys: tuple[str, str]) -> None:
    private, public = token_keys
    token = sign(HER, private, at=NOW, minutes=10)
    header, claims, signature = token.split(".")
    other = sign(Identity("w" * 24, "2"), private, at=NOW, minutes=10).split(".")
    forged = [
        "", ".", "..", "...", "a", "好", "\ud800", "a.b.c", token[:-2], f"{token}.", f".{token}",
        f"{header}.{claims}", f"{header}.{claims}.", f"{header}..{signature}",
        f"{header}.{other[1]}.{signature}", f"{header}.{claims}.{other[2]}", f"{claims}.{token}",
    ]  # fmt: skip
    assert all(refused(one, public) for one in forged)
