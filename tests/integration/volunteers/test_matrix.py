"""Every route × every role, inside and outside the scope."""

from collections.abc import Iterator

import pytest

from tests.integration.volunteers.conftest import House, open_house
from tests.integration.volunteers.matrix import EVERYBODY, ROUTES, Scene

Peopled = tuple[House, dict[str, dict[str, str]]]
WHERE = {"organiser": "镇", "coordinator": "区", "administrator": "区"}


@pytest.fixture(scope="module")
def peopled(mongo_uri: str, token_keys: tuple[str, str]) -> Iterator[Peopled]:
    """A house with one person for each caller of the table; their tokens."""
    for house in open_house(mongo_uri, token_keys):
        callers: dict[str, dict[str, str]] = {"public": {}}
        for caller in sorted(EVERYBODY - {"public"}):
            role, _, out = caller.partition("_")
            # In the scope, but in another town than the people of the table.
            home = "西一镇" if out else "东一村"
            answer = house.register(home, name="叫" + "东西"[bool(out)])
            mine = answer.get_json()
            if role in WHERE:
                place = {"镇": "一镇", "区": "区"}[WHERE[role]]
                sent = {
                    "volunteer_id": mine["volunteer_id"],
                    "role": role,
                    "organisation_id": house.org(("西" if out else "东") + place),
                }
                assert house.call("POST", "/grants", "root", json=sent).status_code == 201
            callers[caller] = house.sign_in(mine["number"])
        yield house, callers


@pytest.mark.parametrize("caller", sorted(EVERYBODY))
@pytest.mark.parametrize("route", sorted(ROUTES))
def test_who_is_let_in(peopled: Peopled, route: str, caller: str) -> None:
    house, callers = peopled
    entry, method = ROUTES[route], route.split(" ")[0]
    path, request = entry.make(Scene(house))
    if "/return" in path:
        house.call("POST", path.replace("/return", "/suspend"), "root", json={"reason": "x"})
    answer = house.call(method, path, headers=callers[caller], **request)
    if caller not in entry.allowed:
        assert answer.status_code == (403 if callers[caller] else 401), answer.get_data(
            as_text=True
        )
        return
    expected = 422 if route == "PUT /volunteers/password" else 200
    assert expected <= answer.status_code < expected + 100, answer.get_data(as_text=True)
    if entry.hides and caller.endswith("_out"):
        assert house.org("东一镇") not in answer.get_data(as_text=True)


def test_every_route_is_in_the_table(peopled: Peopled) -> None:
    there = {
        f"{method} {rule.rule.removeprefix('/api/v1')}"
        for rule in peopled[0].app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert there == set(ROUTES)
