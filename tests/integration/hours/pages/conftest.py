"""Whoever opens the pages of the hour bank, and what she has served."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.hours.operations.notice.list_credits import list_credits
from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import open_office
from tests.integration.hours.matrix import HER, PATH, TOWN
from tests.integration.hours.pages.counter import Counter
from tests.unit.hours.attendances import ZONE, attendance

COORDINATOR = [("coordinator", PATH)]


@dataclass
class Desk:
    """``open()`` is a browser of hers, or of ``who``."""

    bank: Bank
    app: Flask
    visitor: Callable[..., Any]

    def open(
        self, who: str | None = HER, grants: Sequence[tuple[str, str]] = (), language: str = "zh"
    ) -> Any:
        return self.visitor(self.app, who, list(grants), language)

    def serve(self, check_in: str = "09:02", check_out: str = "11:47", **more: Any) -> str:
        """She served at a shift from 09:00 to 11:30; returns the id of the journal."""
        data: Any = {
            "volunteer_id": HER,
            "organisation_id": TOWN,
            "organisation_path": PATH,
            **more,
        }
        told = attendance(check_in, check_out, **data)
        self.bank.hear(told)
        self.publish()
        chain = self.bank.journals(attendance_id=told["attendance_id"])
        return str(chain[-1]["_id"])

    def serve_days(self, days: int) -> None:
        """She served on so many days, the last one yesterday."""
        place: Any = {"organisation_id": TOWN, "organisation_path": PATH}
        told = (
            attendance(name=str(day), day=-day, volunteer_id=HER, **place) for day in range(days)
        )
        self.bank.hear(*told)
        self.publish()

    def publish(self) -> None:
        """What was credited is put in public notice."""
        list_credits(store=self.bank.store, clock=self.bank.clock, zone=ZONE)


@pytest.fixture
def desk(bank: Bank, api: FlaskClient, visitor: Callable[..., Any]) -> Desk:
    open_office(bank)
    bank.clock.now = bank.clock.now.replace(year=2026, month=5, day=4)
    return Desk(bank, api.application, visitor)


@pytest.fixture
def counter(bank: Bank, api: FlaskClient, bearer: Any, visitor: Callable[..., Any]) -> Counter:
    return Counter(bank, api, bearer, visitor)
