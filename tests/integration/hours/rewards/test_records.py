"""Honours, trainings and evaluations (order 67, articles 8 to 11)."""

from datetime import UTC, datetime

import pytest

from tests.integration.hours.ledger.office import THIRD
from tests.integration.hours.matrix import ELSEWHERE, HER, OTHER, TOWN
from tests.integration.hours.rewards.office import (
    ACTIVITY,
    OFFICER,
    TRAINING,
    Shop,
    attend,
    keep_activity,
)
from tests.unit.hours.attendances import at

HONOUR = {"volunteer_id": HER, "title": "优秀志愿者", "date": "2026-11-20"}
PRAISE = {"activity_id": ACTIVITY, "volunteer_id": HER, "kind": "organiser", "score": 5}


def test_article_9_an_honour_has_name_date_and_unit_and_is_shown(shop: Shop) -> None:
    made = shop.ask("POST", "honours", HONOUR, by=shop.officer)
    assert made.status_code == 201, made.text
    assert (made.json["unit"], made.json["date"]) == ("湖镇", "2026-11-20")
    shown = {"title": "优秀志愿者", "unit": "湖镇", "date": "2026-11-20"}
    [mine] = shop.ask("GET", "honours/me").json["items"]
    assert mine.items() >= shown.items()
    road = f"honours/{made.json['honour_id']}/revoke"
    assert shop.ask("POST", road, {}, by=shop.officer).status_code == 422
    gone = shop.ask("POST", road, {"reason": "重复登记"}, by=shop.officer)
    assert gone.json["revoked"]["reason"] == "重复登记"
    assert shop.ask("POST", road, {"reason": "重复登记"}, by=shop.officer).status_code == 409
    [kept] = shop.ask("GET", "honours/me").json["items"]
    assert kept["revoked"]["reason"] == "重复登记"
    assert shop.told("honours") == ["honour_awarded", "honour_revoked"]


def test_article_8_a_training_is_recorded_for_all_who_took_part(shop: Shop) -> None:
    body = {**TRAINING, "volunteer_ids": [HER, OTHER, HER]}
    made = shop.ask("POST", "trainings", body, by=shop.organiser)
    assert [one["volunteer_id"] for one in made.json["items"]] == [HER, OTHER]
    [mine] = shop.ask("GET", "trainings/me").json["items"]
    named = ("title", "content", "minutes", "unit", "date")
    assert [mine[name] for name in named] == [
        "急救培训", "心肺复苏与包扎", 180, "湖镇", "2026-05-03"
    ]  # fmt: skip
    unknown = {**body, "volunteer_ids": [HER, "f" * 24]}
    assert shop.ask("POST", "trainings", unknown, by=shop.organiser).status_code == 404
    shop.bank.database["people"].update_one(
        {"_id": THIRD}, {"$set": {"organisation_path": f"/{ELSEWHERE}/"}}
    )
    foreign = {**body, "volunteer_ids": [HER, THIRD]}
    assert shop.ask("POST", "trainings", foreign, by=shop.organiser).status_code == 403
    assert shop.bank.database["trainings"].count_documents({}) == 2


def evaluating(shop: Shop, day: datetime) -> None:
    keep_activity(shop.bank)
    shop.bank.hear(attend(HER))
    shop.bank.clock.now = day


def test_articles_10_and_11_the_organiser_and_those_served_evaluate_once_each(shop: Shop) -> None:
    evaluating(shop, datetime(2026, 5, 18, 15, tzinfo=UTC))
    for body in (PRAISE, {**PRAISE, "kind": "served", "said_by": "张奶奶", "text": "很细心"}):
        made = shop.ask("POST", "evaluations", body, by=shop.organiser)
        assert made.status_code == 201, made.text
        # 3 May 2026 is a Sunday; 4 and 5 May are free, Saturday the 9th is worked for them.
        assert (made.json["due"], made.json["late"]) == ("2026-05-18", False)
        assert made.json["date"] == "2026-05-18"
        assert shop.ask("POST", "evaluations", body, by=shop.organiser).status_code == 409
    both = shop.ask("GET", "evaluations/me").json["items"]
    assert {(one["kind"], one["said_by"]) for one in both} == {
        ("organiser", None),
        ("served", "张奶奶"),
    }
    road = f"evaluations/{both[0]['evaluation_id']}/revoke"
    assert shop.ask("POST", road, {"reason": "录错人"}, by=shop.officer).status_code == 200
    again = {**PRAISE, "kind": both[0]["kind"], "said_by": both[0]["said_by"]}
    assert shop.ask("POST", "evaluations", again, by=shop.organiser).status_code == 201


def test_after_ten_working_days_an_evaluation_is_marked_as_late(shop: Shop) -> None:
    evaluating(shop, datetime(2026, 5, 18, 16, tzinfo=UTC))  # midnight in Shanghai
    assert shop.ask("POST", "evaluations", PRAISE, by=shop.organiser).json["late"] is True


def test_what_cannot_be_evaluated(shop: Shop) -> None:
    evaluating(shop, at("11:00"))
    soon = shop.ask("POST", "evaluations", PRAISE, by=shop.organiser)
    assert (soon.status_code, soon.json["detail"]) == (409, "The activity is not over yet.")
    shop.bank.clock.now = at("12:00")
    absent = {**PRAISE, "volunteer_id": OTHER}
    assert shop.ask("POST", "evaluations", absent, by=shop.organiser).status_code == 409
    shop.bank.hear(attend(HER, revision=2, void=True, reason="误记"))
    assert shop.ask("POST", "evaluations", PRAISE, by=shop.organiser).status_code == 409


@pytest.mark.parametrize(
    ("path", "wrong", "status"),
    [
        ("honours", {**HONOUR, "date": "2026-11-22"}, 422),
        ("honours", {**HONOUR, "date": "1949-12-31"}, 422),
        ("honours", {**HONOUR, "date": "20.11.2026"}, 422),
        ("honours", {**HONOUR, "volunteer_id": "f" * 24}, 404),
        ("honours", {**HONOUR, "title": ""}, 422),
        ("trainings", {**TRAINING, "volunteer_ids": []}, 422),
        ("trainings", {**TRAINING, "volunteer_ids": [HER], "minutes": -1}, 422),
        ("trainings", {**TRAINING, "volunteer_ids": [HER], "minutes": 1.5}, 422),
        ("trainings", {**TRAINING, "volunteer_ids": [HER], "date": "2027-01-01"}, 422),
        ("trainings", {**TRAINING, "volunteer_ids": [OFFICER]}, 404),
        ("evaluations", {**PRAISE, "score": 6}, 422),
        ("evaluations", {**PRAISE, "score": 0}, 422),
        ("evaluations", {**PRAISE, "kind": "friend"}, 422),
        ("evaluations", {**PRAISE, "kind": "served"}, 422),
        ("evaluations", {**PRAISE, "said_by": "张奶奶"}, 422),
        ("evaluations", {**PRAISE, "activity_id": TOWN}, 404),
        ("evaluations", {**PRAISE, "volunteer_id": OFFICER}, 403),
    ],
)
def test_bad_input(shop: Shop, path: str, wrong: dict[str, object], status: int) -> None:
    keep_activity(shop.bank)
    assert shop.ask("POST", path, wrong, by=shop.officer).status_code == status
    assert shop.bank.database[path].count_documents({}) == 0
