"""The small world, fresh for each test."""

from collections.abc import Callable

import pytest

from shared.storage.mongo import Db
from tests.integration.verify.world import World


@pytest.fixture
def world(make_database: Callable[[str], Db]) -> World:
    return World(make_database)
