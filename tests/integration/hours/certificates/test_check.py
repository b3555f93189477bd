"""Checking certificates: whoever has one in hand sees whether it stands, and nothing else."""

import re

import pytest
from werkzeug.test import TestResponse

from shared.ids import id_from
from shared.storage.outbox import unseal
from tests.integration.hours.certificates.conftest import (
    COUNTY,
    LEADER,
    NAMES,
    OTHER,
    PATHS,
    TOWN,
    Desk,
)
from tests.unit.hours.attendances import VOLUNTEER


def page(desk: Desk, path: str, language: str = "zh-CN", **query: str) -> TestResponse:
    headers = {"Accept-Language": language}
    return desk.api.get(f"/certificates/{path}", query_string=query, headers=headers)


def test_order_67_article_16_anybody_can_check_one(desk: Desk) -> None:
    desk.serve()
    found = desk.check(desk.made())
    assert (found["state"], found["since"]) == ("stands", None)
    assert found["certificate"]["minutes"] == 148


def test_order_67_article_17_only_what_was_printed_is_shown(desk: Desk) -> None:
    desk.serve()
    made = desk.made(show_sex=False)
    shown = str(desk.check(made)) + page(desk, made["number"], c=made["code"]).text
    assert "王秀英" in shown
    hidden = [VOLUNTEER, LEADER, id_from("attendance", "1"), id_from("activity", "a"), "female"]
    assert [one for one in hidden if one in shown] == []


def test_a_number_without_its_code_is_as_unknown_as_one_that_never_was(desk: Desk) -> None:
    desk.serve()
    made = desk.made()
    unknown = {"state": "unknown", "since": None, "certificate": None}
    assert desk.check(made, "0000000000000000") == unknown
    assert desk.check(made, "码") == unknown
    assert desk.check({**made, "number": "20261121-0000000000"}) == unknown
    assert desk.check({**made, "number": "$ne"}) == unknown
    nothing = desk.api.get(f"/api/v1/certificates/{made['number']}/check")
    assert nothing.status_code == 422


def test_it_can_be_typed_from_paper(desk: Desk) -> None:
    desk.serve()
    made = desk.made()
    typed = made["code"].lower().replace(" ", "-").replace("0", "o").replace("1", "l")
    assert desk.check({**made, "number": made["number"].lower()}, typed)["state"] == "stands"


def test_a_reversal_supersedes_it_in_the_same_moment(desk: Desk) -> None:
    """One of two credits is enough; since when is the time of the reversal."""
    desk.serve(name="1")
    desk.serve(name="2", day=1)
    made = desk.made()
    desk.bank.clock.advance(hours=1)
    desk.reverse("2")
    desk.bank.clock.advance(hours=1)
    found = desk.check(made)
    assert (found["state"], found["since"]) == ("superseded", "2026-11-21T02:00:00.000+00:00")
    assert desk.paper(made["number"]).status_code == 409
    again = desk.made()
    assert (again["minutes"], desk.check(again)["state"]) == (148, "stands")


def test_its_holder_is_told_once_that_it_was_superseded(desk: Desk) -> None:
    desk.serve(name="1")
    desk.serve(name="2", day=1)
    made = desk.made()
    desk.bank.clock.advance(hours=1)
    desk.reverse("1")
    for _ in range(2):
        desk.hear_corrections()
    [told] = [
        event
        for row in desk.bank.database["certificates"].find()
        for event in unseal(row["outbox"])
        if event["type"] == "hours.certificate_superseded"
    ]
    assert told["data"]["certificate_number"] == made["number"]
    assert (told["data"]["volunteer_id"], told["data"]["reason"]) == (VOLUNTEER, "重复记录")
    headers = desk.bearer(VOLUNTEER)
    [mine] = desk.api.get("/api/v1/certificates", headers=headers).get_json()["items"]
    assert (mine["state"], mine["since"]) == ("superseded", "2026-11-21T02:00:00.000+00:00")


def test_one_made_from_the_correction_is_not_superseded_by_hearing_of_it_late(desk: Desk) -> None:
    desk.serve()
    desk.serve(check_out="11:00", revision=2, reason="更正")
    made = desk.made()
    desk.hear_corrections()
    assert desk.check(made)["state"] == "stands"
    assert desk.bank.database["certificates"].count_documents({"superseded_at": None}) == 1


def test_a_coordinator_of_the_issuer_revokes_one_with_a_reason(desk: Desk) -> None:
    desk.serve()
    made = desk.made()
    path = f"/api/v1/certificates/{made['number']}/revoke"
    why = {"reason": "姓名有误"}
    assert desk.api.post(path, json=why, headers=desk.clerk(PATHS[OTHER])).status_code == 403
    own = desk.bearer(VOLUNTEER, [("coordinator", PATHS[COUNTY])])
    assert desk.api.post(path, json=why, headers=own).status_code == 403
    assert desk.api.post(path, json={}, headers=desk.clerk()).status_code == 422
    assert desk.api.post(path, json=why, headers=desk.clerk()).status_code == 200
    assert desk.api.post(path, json=why, headers=desk.clerk()).status_code == 409
    assert desk.check(made)["state"] == "revoked"
    assert "姓名有误" not in page(desk, made["number"], c=made["code"]).text
    nowhere = path.replace(made["number"], "20261121-0000000000")
    assert desk.api.post(nowhere, json=why, headers=desk.clerk()).status_code == 404


def test_who_guesses_is_sent_away_and_an_office_is_not(desk: Desk) -> None:
    desk.serve()
    made = desk.made()
    path = f"/api/v1/certificates/{made['number']}/check"
    office, guesser = ({"REMOTE_ADDR": f"10.0.0.{n}"} for n in (1, 2))
    for _ in range(40):
        found = desk.api.get(path, query_string={"c": made["code"]}, environ_overrides=office)
        assert found.status_code == 200
    statuses = [
        desk.api.get(path, query_string={"c": f"{n:016d}"}, environ_overrides=guesser).status_code
        for n in range(30)
    ]
    assert statuses.index(429) <= 21
    shown = desk.api.get(f"/certificates/{made['number']}?c=x", environ_overrides=guesser)
    assert shown.status_code == 429
    assert int(shown.headers["Retry-After"]) <= 600
    desk.bank.clock.advance(minutes=10)
    found = desk.api.get(path, query_string={"c": made["code"]}, environ_overrides=guesser)
    assert found.status_code == 200


@pytest.mark.parametrize(("language", "says"), [("zh-CN", "有效"), ("en", "Valid")])
def test_the_page_says_whether_it_stands_in_the_readers_language(
    desk: Desk, language: str, says: str
) -> None:
    desk.serve()
    made = desk.made()
    shown = page(desk, made["number"], language, c=made["code"])
    assert shown.status_code == 200
    for text in (says, "王秀英", NAMES[TOWN], "陈月华", "李桂兰", "敬老院陪伴", made["number"]):
        assert text in shown.text
    other = {"zh-CN": "en", "en": "zh"}[language]
    assert page(desk, made["number"], language, c=made["code"], lang=other).text != shown.text


def test_the_page_has_no_script_and_asks_nobody_else(desk: Desk) -> None:
    desk.serve()
    made = desk.made()
    shown = page(desk, made["number"], c=made["code"])
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert not re.search(r"<script|<img|style=|\son\w+=|https?://", shown.text)
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', shown.text)
    assert len(sheets) == 2
    for address in sheets:
        style = desk.api.get(address)
        assert style.mimetype == "text/css"
        assert not re.search(r"@import|url\([\"']?(?!data:|[\"']?data:)", style.text)


def test_the_page_of_an_unknown_one_says_so_and_offers_the_form(desk: Desk) -> None:
    shown = page(desk, "20261121-0000000000", c="x")
    assert shown.status_code == 404
    assert "查无此证明" in shown.text
    form = page(desk, "")
    assert form.status_code == 200
    assert "<form" in form.text
    desk.serve()
    made = desk.made()
    asked = page(desk, "", number=made["number"], c=made["code"])
    assert "王秀英" in asked.text


def test_what_people_wrote_is_text_on_the_page(desk: Desk) -> None:
    desk.serve(activity_title="<script>alert(1)</script>&{{ 7*7 }}", role="<b>x</b>")
    made = desk.made()
    shown = page(desk, made["number"], c=made["code"]).text
    assert "<script>" not in shown
    assert "<b>x" not in shown
    assert "{{ 7*7 }}" in shown
