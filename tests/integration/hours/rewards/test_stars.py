"""Stars: by the rules of each organisation, by themselves or on application."""

from tests.integration.hours.matrix import HER, TOWN
from tests.integration.hours.rewards.office import Shop, attend, rule

ASK = {"stars": [60, 120], "stars_on_application": True}


def star(shop: Shop) -> tuple[int, int | None]:
    mine = shop.ask("GET", "hours/me").json
    return mine["star"], mine["may_apply_for"]


def test_an_organisation_has_its_own_thresholds(shop: Shop) -> None:
    rule(shop.bank, stars=[60, 120])
    shop.bank.hear(attend(HER))
    assert star(shop) == (2, None)
    told = shop.bank.events("star_reached")
    assert [one["data"]["star"] for one in told] == [1, 2]
    refused = shop.ask("POST", "stars/applications")
    assert (refused.status_code, "by themselves" in refused.json["detail"]) == (409, True)


def test_on_application_a_star_is_given_when_it_is_granted(shop: Shop) -> None:
    rule(shop.bank, **ASK)
    assert shop.ask("POST", "stars/applications").status_code == 409  # nothing served yet
    shop.bank.hear(attend(HER))
    assert shop.bank.events("star_reached") == []
    assert star(shop) == (0, 2)
    made = shop.ask("POST", "stars/applications").json
    assert (made["star"], made["minutes"], made["status"]) == (2, 148, "open")
    again = shop.ask("POST", "stars/applications").json
    assert again["application_id"] == made["application_id"]
    road = f"stars/applications?organisation_id={TOWN}"
    assert len(shop.ask("GET", road, by=shop.officer).json["items"]) == 1
    granted = shop.ask(
        "POST",
        f"stars/applications/{made['application_id']}/decide",
        {"verdict": "granted"},
        by=shop.officer,
    )
    assert granted.json["status"] == "granted"
    assert star(shop) == (2, None)
    assert shop.told("star_applications") == ["star_reached"]
    assert shop.ask("POST", "stars/applications").status_code == 409
    assert shop.ask("GET", road, by=shop.officer).json["items"] == []


def test_it_is_declined_with_a_reason_and_never_by_herself(shop: Shop) -> None:
    rule(shop.bank, **ASK)
    shop.bank.hear(attend(HER))
    key = shop.ask("POST", "stars/applications").json["application_id"]
    road = f"stars/applications/{key}/decide"
    own = shop.bearer(HER, [("coordinator", "/")], "en")
    assert shop.ask("POST", road, {"verdict": "granted"}, by=own).status_code == 403
    no = {"verdict": "declined"}
    assert shop.ask("POST", road, no, by=shop.officer).status_code == 422
    done = shop.ask("POST", road, {**no, "reason": "材料不全"}, by=shop.officer)
    assert done.json["decision"]["reason"] == "材料不全"
    assert shop.ask("POST", road, {**no, "reason": "再次"}, by=shop.officer).status_code == 409
    assert star(shop) == (0, 2)
    assert shop.told("star_applications") == ["star_declined"]
    assert shop.ask("POST", "stars/applications").json["application_id"] != key


def test_a_star_follows_the_minutes_down(shop: Shop) -> None:
    rule(shop.bank, **ASK)
    shop.bank.hear(attend(HER))
    key = shop.ask("POST", "stars/applications").json["application_id"]
    shop.ask("POST", f"stars/applications/{key}/decide", {"verdict": "granted"}, by=shop.officer)
    shop.bank.hear(attend(HER, revision=2, void=True, reason="误记"))
    assert star(shop) == (0, None)
