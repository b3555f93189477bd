"""The town with its shop."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.integration.hours.conftest import Bank
from tests.integration.hours.rewards.office import Shop


@pytest.fixture
def shop(
    bank: Bank, fresh_rules: None, api: FlaskClient, bearer: Callable[..., dict[str, str]]
) -> Shop:
    return Shop(bank, api, bearer)
