"""Who may read purses and give minutes away."""

from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import NUMBERS, TEAM, THIRD, fill, open_office
from tests.integration.hours.matrix import HER, OTHER, TOWN, Route

ALL = [401, 200, 200, 200, 200, 200, 200, 200, 200]
HERS = [401, 200, 403, 403, 403, 200, 403, 200, 200]
GIVES = [401, 201, 201, 201, 201, 201, 201, 201, 201]
ROUTES = {
    "my purse": Route("GET", "/api/v1/currency/me", ALL),
    "my purse's statement": Route("GET", "/api/v1/currency/me/statement", ALL),
    "her purse": Route("GET", f"/api/v1/currency/volunteers/{HER}", HERS),
    "her purse's statement": Route("GET", f"/api/v1/currency/volunteers/{HER}/statement", HERS),
    "the team's purse": Route("GET", f"/api/v1/currency/teams/{TEAM}", HERS),
    "the team's statement": Route("GET", f"/api/v1/currency/teams/{TEAM}/statement", HERS),
    "the town's purses": Route(
        "GET",
        f"/api/v1/currency/organisations/{TOWN}",
        [401, 403, 403, 200, 403, 200, 403, 200, 200],
    ),
    "donation": Route("POST", "/api/v1/currency/donations", GIVES, {"minutes": 5}),
    "team's donation": Route(
        "POST",
        f"/api/v1/currency/teams/{TEAM}/donations",
        [401, 201, 403, 403, 403, 403, 403, 403, 201],
        {"minutes": 5},
    ),
    "transfer": Route(
        "POST", "/api/v1/currency/transfers", GIVES, {"minutes": 5, "number": NUMBERS[THIRD]}
    ),
}


def prepare(bank: Bank) -> dict[str, str]:
    """Everybody has enough to give."""
    open_office(bank)
    fill(bank, **{f"volunteer__{HER}": 60, f"volunteer__{OTHER}": 60, f"team__{TEAM}": 60})
    return {}
