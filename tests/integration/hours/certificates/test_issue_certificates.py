"""Making certificates: what the law names, by whom, of what, and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from services.hours.domain.certificates.certificate import Wish
from services.hours.operations.certificates.issue_certificates import issue_certificates
from shared.auth import Identity
from shared.context import command_key
from shared.contracts.volunteers import OrganisationChanged
from shared.ids import id_from
from shared.storage.kernel import ANSWERS
from tests.integration.hours.certificates.conftest import (
    COUNTY,
    NAMES,
    OTHER,
    PATHS,
    SIGNS,
    TOWN,
    Desk,
    text_of,
)
from tests.integration.hours.conftest import organisation
from tests.unit.hours.attendances import VOLUNTEER


def test_order_67_article_14_a_volunteer_makes_her_own_free_of_charge(desk: Desk) -> None:
    desk.serve()
    made = desk.made()
    assert made["minutes"] == 148
    assert not {"price", "fee"} & made.keys()
    assert desk.make(volunteer_id="b" * 24).status_code == 422


def test_order_67_article_14_nobody_makes_one_for_another(desk: Desk) -> None:
    """Nor does she print hers: whoever asks gets a certificate of her own hours, or none."""
    desk.serve()
    made = desk.made()
    other = id_from("somebody else")
    assert desk.make(by=other).status_code == 503, "our copy of her has not arrived"
    assert desk.paper(made["number"], by=other).status_code == 404
    assert desk.api.post("/api/v1/certificates", json={}).status_code == 401


def test_order_67_article_5_the_person(desk: Desk) -> None:
    """Name, sex, number; an identity number is in no certificate, for it is in no copy of ours."""
    desk.serve()
    facts = desk.check(desk.made())["certificate"]
    assert facts["person"] == {"name": "王秀英", "sex": "female", "number": "V000123"}
    assert desk.check(desk.made(show_sex=False))["certificate"]["person"]["sex"] is None


def test_order_67_articles_7_and_15_the_services(desk: Desk) -> None:
    """Activity, date, place, content, time, unit and person in charge of each."""
    desk.serve()
    [line] = desk.check(desk.made())["certificate"]["services"]
    assert line == {
        "date": "2026-05-03",
        "spans": [["2026-05-03T01:02:00.000+00:00", "2026-05-03T03:30:00.000+00:00"]],
        "title": "敬老院陪伴",
        "role": "陪伴",
        "place": "城东街道敬老院",
        "in_charge": "李桂兰",
        "unit": NAMES[TOWN],
        "minutes": 148,
        "back_entry": False,
        "in_notice": False,
    }


def test_notice_149_number_issuer_persons_contact_and_date(desk: Desk) -> None:
    """民发〔2015〕149号. The persons are those its coordinator named, or the unit above named."""
    desk.serve()
    made = desk.made()
    assert made["issuer"] == {"name": NAMES[TOWN], **SIGNS}
    assert made["issued_on"] == "2026-11-21"
    assert made["number"].startswith("20261121-")
    own = {"responsible": "赵敏芝", "handler": "孙红", "contact": "城东街 1 号", "name": "城东妇联"}
    assert desk.name_issuer(TOWN, **own).status_code == 200
    assert desk.made()["issuer"] == own
    assert desk.check(made)["certificate"]["issuer"]["responsible"] == "陈月华", "as it was then"


def test_notice_149_who_records_it_certifies_it(desk: Desk) -> None:
    desk.serve(name="1", unit=TOWN)
    desk.serve(name="2", day=1, unit=OTHER)
    made = desk.make().get_json()["items"]
    assert {(one["issuer_id"], one["minutes"]) for one in made} == {(TOWN, 148), (OTHER, 148)}
    assert len({one["key_id"] for one in made}) == 2
    assert desk.made(organisation_id=OTHER)["issuer_id"] == OTHER


def test_notice_149_a_superior_unit_certifies_for_one_that_was_closed(desk: Desk) -> None:
    desk.serve()
    closed = organisation(NAMES[TOWN], PATHS[TOWN], revision=2, status="closed")
    desk.bank.keep(OrganisationChanged, closed)
    made = desk.made()
    assert (made["issuer_id"], made["issuer"]["name"]) == (COUNTY, NAMES[COUNTY])
    [line] = desk.check(made)["certificate"]["services"]
    assert line["unit"] == NAMES[TOWN], "who recorded it is still named"


def test_notice_149_nothing_is_issued_before_somebody_is_named(desk: Desk) -> None:
    desk.bank.database["issuers"].delete_many({})
    desk.serve()
    answer = desk.make()
    assert answer.status_code == 409
    assert NAMES[TOWN] in answer.get_json()["detail"]


def test_only_what_stands_and_counts_is_certified(desk: Desk) -> None:
    desk.serve(name="1")
    desk.serve(name="2", day=1)
    desk.serve(name="3", day=2, check_in="05:00", check_out="06:00")  # outside its shift: 0 minutes
    desk.reverse("1")
    made = desk.made()
    assert made["minutes"] == 148
    [line] = desk.check(made)["certificate"]["services"]
    assert line["date"] == "2026-05-04"


def test_what_is_in_public_notice_says_so_and_what_somebody_objects_to_is_left_out(
    desk: Desk,
) -> None:
    for day, name in enumerate("123"):
        desk.serve(name=name, day=day)
    keys = [f"{id_from('attendance', name)}-000" for name in "12"]
    held = [{"journal_id": key, "volunteer_id": VOLUNTEER, "held": n} for n, key in enumerate(keys)]
    desk.bank.database["notices"].insert_one({"_id": "page:unit", "lines": held})
    made = desk.made()
    assert (made["minutes"], made["left_out"]) == (2 * 148, 1)
    lines = desk.check(made)["certificate"]["services"]
    assert [(one["date"], one["in_notice"]) for one in lines] == [
        ("2026-05-03", True),
        ("2026-05-05", False),
    ]
    text = text_of(desk.paper(made["number"]).data)
    assert "其中 1 次尚在公示期内" in text
    assert "另有 1 次服务因公示异议" in text


def test_several_in_and_out_pairs_of_a_shift_are_one_service(desk: Desk) -> None:
    pairs = (("a", "09:00", "10:00"), ("b", "10:30", "11:30"))
    for name, came, left in pairs:
        desk.serve(name=name, check_in=came, check_out=left, shift_id="s" * 24)
    [line] = desk.check(desk.made())["certificate"]["services"]
    assert (line["minutes"], len(line["spans"])) == (120, 2)


def test_the_days_are_local_and_both_within(desk: Desk) -> None:
    night = ("00:10", "01:10")
    desk.serve(name="1", check_in="00:10", check_out="01:10", shift=night)  # 2 May, 16:10 in UTC
    assert desk.made(**{"from": "2026-05-03", "to": "2026-05-03"})["minutes"] == 60
    for first, last in (("2026-05-01", "2026-05-02"), ("2026-05-04", "2026-05-31")):
        assert desk.make(**{"from": first, "to": last}).status_code == 409


def test_she_may_choose_activities(desk: Desk) -> None:
    desk.serve(name="1")
    desk.serve(name="2", day=1, activity_id=id_from("activity", "b"))
    assert desk.made(activity_ids=[id_from("activity", "b")])["minutes"] == 148
    assert desk.make(activity_ids=["0" * 24]).status_code == 409


def test_the_same_command_gives_the_same_certificate(desk: Desk) -> None:
    desk.serve()
    first = desk.made(key="mine-1")
    assert desk.made(key="mine-1") == first
    desk.bank.database[ANSWERS].delete_many({})  # as if it had died before its answer
    assert desk.made(key="mine-1") == first
    assert desk.made(key="mine-2")["number"] != first["number"]
    assert desk.bank.database["certificates"].count_documents({}) == 2


def test_the_same_command_at_work_several_times_at_once_makes_one(desk: Desk) -> None:
    desk.serve()
    wish = Wish(date(2026, 5, 1), date(2026, 5, 31), "zh")
    her = Identity(VOLUNTEER, "V000123")

    def make(_: int) -> str:
        command_key.set("c" * 24)
        zone, clock = ZoneInfo("Asia/Shanghai"), desk.bank.clock
        [made] = issue_certificates(wish, by=her, store=desk.store, zone=zone, clock=clock)
        return str(made["code"])

    with ThreadPoolExecutor(8) as many:
        assert len(set(many.map(make, range(16)))) == 1
    assert desk.bank.database["certificates"].count_documents({}) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"from": "1026-01-01", "to": "2026-05-31"},
        {"from": "2016-11-20", "to": "2026-11-20"},
        {"from": "2026-05-31", "to": "2026-05-01"},
        {"from": "2026-05-01", "to": "2026-11-22"},
        {"from": "0001-01-01", "to": "9999-12-31"},
        {"from": "May", "to": "2026-05-31"},
        {"from": "2026-05-01"},
        {"language": "fr"},
        {"activity_ids": []},
        {"activity_ids": ["x"]},
        {"show_sex": "yes"},
        {"minutes": 5},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_made(
    desk: Desk, body: dict[str, object]
) -> None:
    desk.serve()
    base = {} if "from" in body and "to" not in body else {"from": "2026-05-01", "to": "2026-05-31"}
    answer = desk.api.post(
        "/api/v1/certificates", json={**base, **body}, headers=desk.bearer(VOLUNTEER)
    )
    assert answer.status_code == 422, answer.text
    assert desk.bank.database["certificates"].count_documents({}) == 0


def test_ten_years_are_not_too_long(desk: Desk) -> None:
    desk.serve()
    assert desk.made(**{"from": "2016-11-22", "to": "2026-11-21"})["minutes"] == 148


def test_nothing_to_certify_is_said(desk: Desk) -> None:
    assert desk.make().status_code == 409
    assert desk.make(**{"from": "0002-01-01", "to": "0005-01-01"}).status_code == 409


def test_nobody_makes_them_by_the_thousand(desk: Desk) -> None:
    desk.serve()
    statuses = [desk.make().status_code for _ in range(61)]
    assert statuses[:60] == [201] * 60
    assert statuses[60] == 429
    assert "Retry-After" in desk.make().headers


def test_her_list_has_the_newest_first_in_pages(desk: Desk) -> None:
    desk.serve()
    made = []
    for _ in range(3):
        made.append(desk.made()["number"])
        desk.bank.clock.advance(minutes=1)
    headers = desk.bearer(VOLUNTEER)
    first = desk.api.get("/api/v1/certificates?limit=2", headers=headers).get_json()
    cursor = {"cursor": first["next_cursor"]}
    rest = desk.api.get("/api/v1/certificates", query_string=cursor, headers=headers).get_json()
    found = [one["number"] for one in first["items"] + rest["items"]]
    assert (found, rest["next_cursor"]) == (made[::-1], None)
    nobody = desk.api.get("/api/v1/certificates", headers=desk.bearer(id_from("x"))).get_json()
    assert nobody["items"] == []


def test_only_her_coordinator_names_who_signs(desk: Desk) -> None:
    path = f"/api/v1/certificates/issuers/{TOWN}"
    for headers in (desk.bearer(VOLUNTEER), desk.clerk(PATHS[OTHER])):
        assert desk.api.put(path, json=SIGNS, headers=headers).status_code == 403
    assert desk.name_issuer("0" * 24).status_code == 404
    assert desk.name_issuer(TOWN, contact="").status_code == 422
