"""The start page: what needs a decision today, what is late, and the year's figures."""

from services.hours.domain.findings.limits import Limits
from services.hours.operations.findings.detect import detect
from tests.integration.hours.late.asking import ask
from tests.integration.hours.late.office import CHECKER, FILER, SHIFT
from tests.integration.hours.matrix import COUNTY, TOWN
from tests.integration.hours.pages.counter import ORGANISERS, Counter
from tests.unit.hours.attendances import ZONE, at


def test_where_nothing_waits_it_says_so(counter: Counter) -> None:
    page = counter.open().get("/office")
    assert "Nothing waits for you" in page.text
    assert '<!--# include virtual="/activities/parts/office" -->' in page.text
    assert '<!--# include virtual="/volunteers/parts/office" -->' in page.text


def test_what_waits_is_counted_and_each_number_leads_to_its_list(counter: Counter) -> None:
    counter.proven()
    counter.serve("06:00", "20:00", shift=("06:00", "20:00"), name="long")
    ask(counter, shift_id=SHIFT)
    line = counter.serve(name="other", day=-1)
    body = {"journal_id": line, "reason": "当天没有看到她"}
    assert counter.ask("POST", "objections", body, by=counter.as_(CHECKER)).status_code == 201
    browser = counter.open()
    links = {
        one["href"]: one.strong.text
        for one in browser.get("/office").html.select("ul[aria-labelledby=today] a")
    }
    assert links == {
        "/office/corrections?state=filed": "1",
        "/office/approvals": "1",
        "/office/objections": "1",
        "/office/back-entries": "1",
    }
    for href in links:
        assert len(browser.get(href).html.select("ul.stack > li")) == 1


def test_an_organiser_sees_her_share(counter: Counter) -> None:
    counter.proven()
    ask(counter, shift_id=SHIFT)
    page = counter.open(FILER, ORGANISERS).get("/office")
    assert [one["href"] for one in page.html.select("ul[aria-labelledby=today] a")] == [
        "/office/corrections?state=filed"
    ]
    assert "/office/approvals" not in page.text
    assert "/office/reports/export" not in page.text


def test_what_is_late_stands_first_with_whose_turn_it_is(counter: Counter) -> None:
    counter.proven()
    counter.bank.clock.now = at("18:00", 5)
    page = counter.open().get("/office")
    assert "working days left" in page.text
    counter.bank.clock.now = at("18:00", 40)
    page = counter.open().get("/office")
    assert "are late" in page.html.select_one(".alert-danger").text
    first = page.html.select("ul.stack > li")[-1].text
    assert "working days late" in page.text
    assert "a coordinator" in page.text or "李主任" in first
    assert counter.open().get("/hours/parts/late").html.select_one("a")["href"] == "/office/hours"
    assert counter.visitor(counter.api.application).get("/hours/parts/late").text == ""


def test_the_pictures_add_up_to_the_totals(counter: Counter) -> None:
    counter.serve()
    counter.serve("13:00", "14:00", shift=("13:00", "14:00"), name="2", kind="teaching")
    counter.serve("09:00", "10:00", name="3", day=31)
    page = counter.open().get("/office", {"year": "2026"})
    said = [one.text for one in page.html.select(".figures dd")]
    assert said == ["4 h 28 min", "0 min", "3"]
    pictures = {
        one.caption.text: [row.text for row in one.select(".figure")]
        for one in page.html.select("table.bars")
    }
    assert pictures["Hours by month"] == ["3 h 28 min", "1 h"]
    assert pictures["Attendances by month"] == ["2", "1"]
    assert sorted(pictures["Attendances by kind of activity"]) == ["1", "2"]
    assert sorted(pictures["Hours by kind of activity"]) == ["1 h", "3 h 28 min"]
    elsewhere = counter.open().get("/office", {"year": "2025", "organisation_id": TOWN})
    assert "No figures yet" in elsewhere.text
    narrowed = counter.open().get("/office", {"organisation_id": COUNTY})
    assert narrowed.html.select_one(f"option[value='{COUNTY}']").has_attr("selected")
    assert counter.open().get("/office", {"organisation_id": "e" * 24}, status=403)


def test_attendances_by_kind_are_those_of_the_accounts(counter: Counter) -> None:
    """In and out twice is once; what was voided or reversed is not there."""
    counter.serve("09:00", "10:00", name="a", shift_id="5" * 24)
    counter.serve("10:10", "11:00", name="b", shift_id="5" * 24)
    counter.serve("09:00", "10:00", name="c", day=1)
    counter.serve("09:00", "10:00", name="c", day=1, revision=2, void=True, reason="误登")
    counter.serve("09:00", "10:00", name="d", day=2, revision=1)
    counter.serve("09:00", "10:30", name="d", day=2, revision=2)
    [found] = counter.bank.store.services.kinds(2026, [TOWN])
    [month] = counter.bank.store.accounts.issued([TOWN], "2026-01", "2026-12", "month")
    assert (found["attendances"], found["minutes"]) == (month["attendances"], month["minutes"])
    assert found["attendances"] == 2


def test_findings_are_counted_too(counter: Counter) -> None:
    for day in range(2):
        counter.serve("21:00", "25:00", shift=("21:00", "25:00"), day=day, name=f"n{day}")
    counter.bank.clock.now = at("26:00", 1)
    limits = Limits(back_entries=3, unattended_people=3)
    detect(store=counter.bank.store, limits=limits, zone=ZONE, clock=counter.bank.clock)
    links = [
        one["href"]
        for one in counter.open().get("/office").html.select("ul[aria-labelledby=today] a")
    ]
    assert "/office/findings" in links


def test_what_takes_long_to_count_is_kept_for_five_minutes(counter: Counter) -> None:
    def kinds() -> list[str]:
        page = counter.open().get("/office?year=2026")
        pictures = {one.caption.text: one for one in page.html.select("table.bars")}
        return [one.text for one in pictures["Attendances by kind of activity"].select(".figure")]

    counter.serve()
    assert kinds() == ["1"]
    counter.serve(day=1, name="2")
    assert kinds() == ["1"]
    counter.bank.clock.advance(minutes=5)
    assert kinds() == ["2"]
