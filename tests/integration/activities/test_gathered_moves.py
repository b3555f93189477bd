"""Many phones at once: their writes go together, and each is told what became of her own."""

from collections import Counter
from typing import Any

from tests.integration.activities.office import Office
from tests.integration.activities.site import Site, at_once

PHONES = 24


def ask_all(site: Site, road: str, phones: int = PHONES) -> list[Any]:
    """The phones' answers, two phones a person, all with the code of this moment."""
    token = {"token": site.code()["url"]}
    return at_once(
        lambda at: site.office.ask("POST", f"/{road}", token, by=site.people[at // 2]), phones
    )


def test_a_crowd_comes_and_goes_once_each_whatever_stands_beside_them(office: Office) -> None:
    """In the same round: those who may, their second phones, and those who may not."""
    site = Site(office, people=PHONES // 2)
    barred = site.sign_up_ids[:3]
    office.store.sign_ups.rows.update_many({"_id": barred[0]}, {"$set": {"status": "waitlisted"}})
    office.store.sign_ups.rows.update_many({"_id": barred[1]}, {"$set": {"shows_code": True}})
    office.store.sign_ups.rows.delete_one({"_id": barred[2]})

    came = ask_all(site, "check-ins")
    told = Counter((one.status_code, one.json.get("type", "")) for one in came)
    assert told == {
        (200, ""): PHONES - 6,
        (409, "/problems/not-accepted"): 2,
        (403, "/problems/own-code"): 2,
        (409, "/problems/not-signed-up"): 2,
    }
    for one, other in zip(came[6::2], came[7::2], strict=True):
        assert one.json == other.json
        kept = office.row(one.json["sign_up_id"])
        assert kept["open"]["attendance_id"] == one.json["attendance_id"]
        assert list(kept["pairs"].values()) == [1]

    site.later(minutes=30)
    went = ask_all(site, "check-outs")
    assert [one.status_code for one in went] == [409] * 6 + [200] * 18
    for one, other in zip(went[6::2], went[7::2], strict=True):
        assert one.json == other.json
        assert len(office.row(one.json["sign_up_id"])["intervals"]) == 1
    assert len(site.recorded()) == PHONES // 2 - 3
