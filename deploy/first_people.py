"""The beginning of an installation: a small organisation tree and one account for each role.

``python -m deploy.first_people``, in the surroundings of the volunteers service. Passwords stand
in ``FIRST_PASSWORDS``, as JSON by role. Run again, it changes nothing, no password either.
"""

import json
import os
from typing import Any, NamedTuple

from services.volunteers import settings as own_settings
from services.volunteers.domain.documents import check_character
from services.volunteers.operations.found_first_organisation import (
    Beginning,
    FirstPerson,
    Founded,
    found_first_organisation,
)
from services.volunteers.store import Store
from shared import settings
from shared.clock import clock_of
from shared.storage.mongo import connect

TREE = {
    "name": "绍兴市妇联",
    "level": "city",
    "code": "330600",
    "children": [
        {
            "name": "柯桥区妇联",
            "level": "county",
            "code": "330603",
            "children": [
                {
                    "name": "青禾镇妇联",
                    "level": "town",
                    "code": "330603100",
                    "children": [
                        {"name": "青禾村妇联", "level": "village", "code": "330603100200"}
                    ],
                }
            ],
        }
    ],
}


class Account(NamedTuple):
    """One of the first people; ``organisation`` is a name of the tree."""

    role: str
    name: str
    birth_date: str
    phone: str
    organisation: str


ACCOUNTS = (
    Account("administrator", "陈晓兰", "1975-03-08", "13805750001", "绍兴市妇联"),
    Account("coordinator", "周雅静", "1982-06-01", "13805750002", "柯桥区妇联"),
    Account("organiser", "林秋月", "1988-09-10", "13805750003", "青禾镇妇联"),
    Account("volunteer", "王小梅", "1968-12-05", "13805750004", "青禾村妇联"),
)


def found(passwords: dict[str, str]) -> Founded:
    """The tree and the people as they are now; ``passwords`` by role."""
    general, own = settings.read("volunteers"), own_settings.read()
    people = [_person(account, passwords[account.role]) for account in ACCOUNTS]
    store = Store(connect(general), own)
    return found_first_organisation(
        Beginning(TREE, people), store=store, own=own, clock=clock_of(general)
    )


def _person(account: Account, password: str) -> FirstPerson:
    seventeen = "330603" + account.birth_date.replace("-", "") + "002"
    registration: dict[str, Any] = {
        "name": account.name,
        "sex": "female",
        "birth_date": account.birth_date,
        "identity": {
            "kind": "resident_card",
            "number": seventeen + check_character(seventeen),
        },
        "residence_code": "330603",
        "phone": account.phone,
        "password": password,
    }
    roles = () if account.role == "volunteer" else ((account.role, account.organisation),)
    return FirstPerson(registration, account.organisation, roles)


def main() -> None:
    """Found them; print the accounts as JSON."""
    passwords = json.loads(os.environ["FIRST_PASSWORDS"])
    found(passwords)
    accounts = [{**account._asdict(), "password": passwords[account.role]} for account in ACCOUNTS]
    print(json.dumps(accounts, ensure_ascii=False))


if __name__ == "__main__":
    main()
