"""The office every test of this service works in."""

from collections.abc import Callable, Iterator

import pytest

from shared.settings import Settings
from tests.conftest import SettableClock
from tests.integration.activities.office import Office


@pytest.fixture
def office(
    make_settings: Callable[..., Settings],
    clock: SettableClock,
    bearer: Callable[..., dict[str, str]],
) -> Iterator[Office]:
    """A fresh database with two organisations and an organiser."""
    made = Office(make_settings("activities"), clock, bearer)
    yield made
    made.store.database.client.close()
