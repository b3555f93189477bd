"""Coordinators and organisers at their browsers, in the town of ``late/office.py``."""

from collections.abc import Callable, Sequence
from typing import Any

from flask.testing import FlaskClient

from services.hours.operations.notice.list_credits import list_credits
from tests.integration.hours.conftest import Bank
from tests.integration.hours.late.office import APPROVER, COORDINATOR, ORGANISER, Office
from tests.integration.hours.matrix import COUNTY, HER, PATH, TOWN
from tests.unit.hours.attendances import ZONE, attendance

Grants = Sequence[tuple[str, str]]
COORDINATORS, ORGANISERS = COORDINATOR, ORGANISER
SECOND = "4" * 24
ABOVE: Grants = [("administrator", "/")]
SCRIPT = "<script>alert(1)</script>"


class Counter(Office):
    """The office, and browsers of whoever works in it."""

    def __init__(
        self,
        bank: Bank,
        api: FlaskClient,
        bearer: Callable[..., dict[str, str]],
        visitor: Callable[..., Any],
    ) -> None:
        super().__init__(bank, api, bearer)
        self.visitor = visitor

    def open(self, who: str = APPROVER, grants: Grants = (), language: str = "en") -> Any:
        """A browser of a coordinator of the county, or of whoever is named."""
        wanted = list(grants or COORDINATORS)
        return self.visitor(self.api.application, who, wanted, language=language)

    def serve(self, start: str = "09:02", end: str = "11:47", **more: Any) -> str:
        """She served at a shift of the town; returns the id of the journal."""
        where = {"organisation_id": TOWN, "organisation_path": PATH, "volunteer_id": HER}
        told = attendance(start, end, **{**where, **more})
        self.bank.hear(told)
        list_credits(store=self.bank.store, clock=self.bank.clock, zone=ZONE)
        return str(self.bank.journals(attendance_id=told["attendance_id"])[-1]["_id"])


def form_of(page: Any, *names: str) -> Any:
    """The form of a page that has these fields."""
    return next(one for one in page.forms.values() if set(names) <= set(one.fields))


def sent(form: Any, **values: str) -> Any:
    """The form filled in and sent; the page that follows, or the same with what is wrong."""
    for name, value in values.items():
        form[name] = value
    answer = form.submit(status="*")
    return answer.follow(status="*") if answer.status_int == 303 else answer


def told(page: Any) -> str:
    """What the page says was done."""
    found = page.html.select_one(".notice")
    return str(found.text) if found else ""


COUNTY_PATH = f"/{COUNTY}/"
