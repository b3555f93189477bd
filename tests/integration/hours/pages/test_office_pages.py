"""Every page of the office opens, in both languages, for whoever may see it and nobody else."""

import pytest

from tests.integration.hours.late.office import APPROVER, FILER
from tests.integration.hours.matrix import HER
from tests.integration.hours.pages.counter import COORDINATORS, ORGANISERS, Counter

FOR_ORGANISERS = (
    "/office", "/office/hours", "/office/back-entries", "/office/back-entries/new",
    "/office/corrections", "/office/rules", "/office/reports", "/office/records",
    "/office/records/new/trainings", "/office/records/new/evaluations", "/office/shop",
    "/office/shop/reservations", "/office/shop/offers", "/office/hours/calendar",
)  # fmt: skip
FOR_COORDINATORS = (
    "/office/approvals", "/office/objections", "/office/findings", "/office/hours/stars",
    "/office/transfers", "/office/transfers/successions", "/office/hours/freezes",
    "/office/rules/waiting", "/office/rules/change", "/office/rules/trials",
    "/office/rules/trials/new", "/office/reports/export", "/office/records/new/honours",
    "/office/shop/offers/new", "/office/hours/certificates",
)  # fmt: skip


@pytest.mark.parametrize("path", [*FOR_ORGANISERS, *FOR_COORDINATORS])
def test_a_page_opens_for_its_role_in_both_languages(counter: Counter, path: str) -> None:
    for language, sign in (("zh", "办公"), ("en", "Office")):
        page = counter.open(APPROVER, COORDINATORS, language).get(path)
        assert sign in page.text
        assert len(page.html.find_all("h1")) == 1
        ids = [one["id"] for one in page.html.find_all(id=True)]
        assert len(ids) == len(set(ids)), "an id stands twice"
        for field in page.html.select("main input:not([type=hidden]), main select, main textarea"):
            assert page.html.select(f"label[for='{field['id']}']"), field
    organiser = counter.open(FILER, ORGANISERS).get(path, status="*")
    assert organiser.status_int == (403 if path in FOR_COORDINATORS else 200)
    assert counter.visitor(counter.api.application, HER).get(path, status=403)
    nobody = counter.visitor(counter.api.application).get(path)
    assert nobody.status_int == 303
    assert "/sign-in?next=" in nobody.location


@pytest.mark.parametrize("path", ["/office/rules", "/office/reports", "/office", "/office/records"])
def test_what_makes_no_sense_in_an_address_is_left_out(counter: Counter, path: str) -> None:
    query = "?organisation_id=x&year=abc&date=yesterday&kind=fame&limit=-5&nothing=1"
    assert counter.open().get(path + query).status_int == 200
