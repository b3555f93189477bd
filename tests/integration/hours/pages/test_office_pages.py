"""Every page of the office opens, in both languages, for whoever may see it and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.integration.hours.conftest import Bank
from tests.integration.hours.late.office import APPROVER, COORDINATOR, FILER, ORGANISER, Office
from tests.integration.hours.matrix import HER

ORGANISERS = (
    "/office", "/office/hours", "/office/back-entries", "/office/back-entries/new",
    "/office/corrections", "/office/rules", "/office/reports", "/office/records",
    "/office/records/new/trainings", "/office/records/new/evaluations", "/office/shop",
    "/office/shop/reservations", "/office/shop/offers", "/office/hours/calendar",
)  # fmt: skip
COORDINATORS = (
    "/office/approvals", "/office/objections", "/office/findings", "/office/hours/stars",
    "/office/transfers", "/office/transfers/successions", "/office/hours/freezes",
    "/office/rules/waiting", "/office/rules/change", "/office/rules/trials",
    "/office/rules/trials/new", "/office/reports/export", "/office/records/new/honours",
    "/office/shop/offers/new", "/office/hours/certificates",
)  # fmt: skip


@pytest.fixture
def office(bank: Bank, api: FlaskClient, bearer: Any) -> Office:
    return Office(bank, api, bearer)


@pytest.mark.parametrize("path", [*ORGANISERS, *COORDINATORS])
def test_a_page_opens_for_its_role_in_both_languages(
    office: Office, visitor: Callable[..., Any], path: str
) -> None:
    app = office.api.application
    for language, sign in (("zh", "办公"), ("en", "Office")):
        page = visitor(app, APPROVER, COORDINATOR, language=language).get(path)
        assert page.status_int == 200
        assert sign in page.text
        assert len(page.html.find_all("h1")) == 1
    organiser = visitor(app, FILER, ORGANISER).get(path, status="*")
    assert organiser.status_int == (403 if path in COORDINATORS else 200)
    assert visitor(app, HER).get(path, status="*").status_int == 403
    nobody = visitor(app).get(path)
    assert nobody.status_int == 303
    assert nobody.location.startswith("http://kindhours.test/sign-in?next=")
