"""Every organiser's page against every kind of reader; and addresses nobody meant."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import browser, organiser
from tests.integration.activities.pages.reading import reader, words
from tests.integration.activities.samples import COUNTY, ORGANISER, OTHER, PATHS

# the public, a volunteer, an organiser elsewhere, who is in charge without a role, an organiser,
# a coordinator: o lets in, x is refused (403), - goes to sign in
READERS: dict[str, Callable[[Office], Any]] = {
    "public": reader,
    "volunteer": lambda office: browser(office, office.volunteer()),
    "elsewhere": lambda office: browser(office, "0f" * 12, [("administrator", PATHS[OTHER])]),
    "in charge": lambda office: browser(office, ORGANISER),
    "organiser": organiser,
    "coordinator": lambda office: browser(office, "0f" * 12, [("coordinator", PATHS[COUNTY])]),
}
PAGES = {
    "/organise": "-xoooo",
    "/organise/done": "-ooooo",
    "/organise/new": "-xoxoo",
    "/organise/new?from={id}": "-xxxoo",
    "/organise/{id}": "-xxooo",
    "/organise/{id}/edit": "-xxxoo",
    "/organise/{id}/repeat": "-xxxoo",
    "/organise/{id}/message": "-xxooo",
    "/organise/{id}/close": "-xxooo",
    "/organise/{id}/archive": "-xxooo",
}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_lets_in_whom_it_should(office: Office, page: str) -> None:
    address = page.format(id=office.published()["activity_id"])
    found = ""
    for make in READERS.values():
        status = make(office).get(address, expect_errors=True).status_code
        found += {200: "o", 403: "x", 303: "-"}.get(status, str(status))
    assert found == PAGES[page]


@pytest.mark.parametrize("step", ["publish", "cancel", "decide", "close", "summary", "check-out"])
def test_a_step_of_somebody_else_is_refused(office: Office, step: str) -> None:
    key = office.published()["activity_id"]
    other = browser(office, "0f" * 12, [("administrator", PATHS[OTHER])])
    csrf = other.get("/organise/new").forms["sheet"]["csrf"].value
    sent = {"csrf": csrf, "reason": "台风", "people": "0" * 24, "verdict": "accept"}
    answer = other.post(f"/organise/{key}/{step}", sent, expect_errors=True)
    assert answer.status_code in (403, 404)
    assert office.store.activities.require(key)["status"] == "published"


def test_a_form_of_another_site_is_refused(office: Office) -> None:
    key = office.published()["activity_id"]
    hers = organiser(office)
    hers.get(f"/organise/{key}")
    hers.post(f"/organise/{key}/cancel", {"reason": "台风"}, status=403)
    assert office.store.activities.require(key)["status"] == "published"


@pytest.mark.parametrize(
    ("query", "status"),
    [("status=nonsense", 422), ("shift_id=abc", 422), ("cursor=zzz", 422), ("q=" + "x" * 41, 422)],
)
def test_filters_that_mean_nothing_are_said_on_the_page(
    office: Office, query: str, status: int
) -> None:
    key = office.published()["activity_id"]
    page = organiser(office).get(f"/organise/{key}?{query}", status=status)
    assert "重阳节敬老" in words(page)
    assert page.html.find(id="trouble")


def test_an_unknown_activity_is_not_found(office: Office) -> None:
    for address in ("", "/edit", "/close", "/archive", "/message", "/repeat"):
        page = organiser(office).get(f"/organise/{'0' * 24}{address}", status=404)
        assert "没有这个活动" in words(page), address
        assert not page.html.select("main form"), address


def test_a_cancellation_without_a_reason_says_so_and_cancels_nothing(office: Office) -> None:
    key = office.published()["activity_id"]
    hers = organiser(office)
    page = hers.get(f"/organise/{key}")
    csrf = page.html.find("input", attrs={"name": "csrf"})["value"]
    wrong = hers.post(f"/organise/{key}/cancel", {"csrf": csrf, "reason": "  "}, status=422)
    assert wrong.html.find(id="trouble")
    assert office.store.activities.require(key)["status"] == "published"


@pytest.mark.parametrize(
    ("digit", "listed"),
    [("²", "台风"), ("五", "台风"), ("٣", "还没有结项的活动")],
    ids=["no number", "no digit", "a three: beyond the last page"],
)
def test_a_digit_of_another_script_is_no_fault_of_ours(
    office: Office, digit: str, listed: str
) -> None:
    hers = organiser(office)
    form = hers.get("/organise/new").forms["sheet"].submit_fields()
    row = (f"shifts.{digit}.start", "2026-11-22T09:00")
    page = hers.post("/organise/new", [*form, row], status=422)
    assert page.html.find(id="trouble")
    assert row[1] not in page.text, "no row of the sheet is meant by it"
    office.step(office.published(), "cancel", {"reason": "台风"})
    done = hers.get(f"/organise/done?page={quote(digit)}", status=200)
    assert listed in words(done)


def test_rows_without_number_are_not_worked_through(office: Office) -> None:
    hers = organiser(office)
    form = hers.get("/organise/new").forms["sheet"].submit_fields()
    rows = [(f"shifts.{number}.roles.{number}.name", "x") for number in range(1, 3000)]
    page = hers.post("/organise/new", [*form, *rows, ("do", "add_role:0")])
    assert len(page.html.select("fieldset")) < 300
