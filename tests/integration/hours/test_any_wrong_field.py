"""Every field of every route, filled with what cannot be: a clear refusal, and nothing half done.

The bodies and queries are those of the matrix, which are right, with one value of each exchanged.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from flask.testing import FlaskClient

from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from tests.integration.hours.conftest import Bank, organisation, person
from tests.integration.hours.matrix import COUNTY, HER, PATH, TOWN, WHO
from tests.integration.hours.test_access import ROUTES, SUBJECTS
from tests.unit.hours.attendances import attendance

WRONG: tuple[Any, ...] = (
    -1, 0, 2.5, True, None, 10**20, 1e308, "-1", "2.5", "", "\x00", "$where", "長" * 20_000,
    "0001-01-01", "1026-01-01", "9999-12-31", "0001-01", "9999-12", "2026-02-30",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", [], {}, {"$ne": None}, [[]],
)  # fmt: skip
NO_MINUTES: tuple[Any, ...] = (
    -1,
    2.5,
    True,
    10**20,
    1e308,
    "-1",
    "2.5",
    [],
    {"$ne": None},
)
KEPT_ASIDE = {"knocks"}
"""How often somebody asked; no part of the bank."""


def caller(expected: list[int]) -> str:
    """The first of WHO whom the route serves."""
    served = (name for name, status in zip(WHO, expected, strict=True) if 200 <= status < 300)
    return next(served)


def bodies(body: Mapping[str, Any]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    for name in body:
        for wrong in WRONG:
            yield name, wrong, {**body, name: wrong}


def addresses(path: str) -> Iterator[str]:
    """The path with each value of its query exchanged."""
    road, _, query = path.partition("?")
    pairs = parse_qsl(query)
    for index, (name, _) in enumerate(pairs):
        for wrong in WRONG:
            changed = [*pairs[:index], (name, wrong), *pairs[index + 1 :]]
            yield f"{road}?{urlencode(changed)}"[:8000]


def books(bank: Bank) -> dict[str, str]:
    """A digest of each collection."""
    found: dict[str, str] = bank.database.command("dbHash")["collections"]
    return {name: digest for name, digest in found.items() if name not in KEPT_ASIDE}


@pytest.fixture
def town(bank: Bank) -> Bank:
    bank.keep(OrganisationChanged, organisation("县", f"/{COUNTY}/"), organisation("镇", PATH))
    bank.keep(VolunteerRegistered, person(HER, PATH))
    bank.hear(attendance(volunteer_id=HER, organisation_id=TOWN, organisation_path=PATH))
    return bank


def prepared(route: str, town: Bank) -> tuple[str, dict[str, Any] | None]:
    prepare = next((one.prepare for one in SUBJECTS if route in one.ROUTES), None)
    own = {"journal": f"{attendance()['attendance_id']}-000"}
    return ROUTES[route].filled(prepare(town) if prepare else own)


@pytest.mark.usefixtures("fresh_rules")
@pytest.mark.parametrize("route", [name for name, one in ROUTES.items() if one.body])
def test_a_wrong_field_is_refused_whole(
    route: str, town: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]
) -> None:
    who = WHO[caller(ROUTES[route].expected)]
    path, body = prepared(route, town)

    def refused(name: str, sent: dict[str, Any]) -> bool:
        headers = bearer(*who) if who else {}
        answer = api.open(path, method=ROUTES[route].method, headers=headers, json=sent)
        told = (
            route,
            name,
            str(sent[name])[:40],
            answer.status_code,
            answer.get_data(as_text=True),
        )
        assert answer.status_code < 500, told
        if "minutes" in name and sent[name] in NO_MINUTES:
            assert answer.status_code >= 400, told
        if answer.status_code < 400:
            return False
        assert answer.content_type == "application/problem+json", told
        return True

    turned_away = [(name, sent) for name, _, sent in bodies(body or {}) if refused(name, sent)]
    before = books(town)
    again = [refused(name, sent) for name, sent in turned_away]
    assert all(again)
    assert books(town) == before


@pytest.mark.usefixtures("fresh_rules")
@pytest.mark.parametrize("route", [name for name, one in ROUTES.items() if "?" in one.path])
def test_a_wrong_query_is_refused(
    route: str, town: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]
) -> None:
    who = WHO[caller(ROUTES[route].expected)]
    path, _ = prepared(route, town)
    for address in addresses(path):
        headers = bearer(*who) if who else {}
        answer = api.open(address, method=ROUTES[route].method, headers=headers)
        assert answer.status_code < 500, (address[:300], answer.get_data(as_text=True))
