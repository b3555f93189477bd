"""The office of the late hours, with somebody who looks into things."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.integration.hours.conftest import Bank
from tests.integration.hours.late.office import Office


@pytest.fixture
def office(bank: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]) -> Office:
    return Office(bank, api, bearer)
