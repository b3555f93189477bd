from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.notifications.domain.messages import message_of
from services.notifications.domain.words import KINDS as KINDS_WITH_WORDS
from shared.contracts import activities, hours
from shared.contracts.catalogue import HEARS
from shared.contracts.envelope import Contract
from tests.unit.notifications.events import AT, KINDS, event

SHANGHAI = ZoneInfo("Asia/Shanghai")


def told(contract: type[Contract], language: str, **data: Any) -> str:
    text = message_of(event(contract, **data), SHANGHAI).texts[language]
    return f"{text.title}\n{text.body}"


def test_every_fact_heard_has_words_and_no_words_wait_for_a_fact_nobody_publishes() -> None:
    heard = {kind.type.split(".")[1] for kind in HEARS["notifications.tell_volunteer"]}
    assert heard == set(KINDS_WITH_WORDS) == {kind.type.split(".")[1] for kind in KINDS}


@pytest.mark.parametrize("contract", KINDS, ids=lambda kind: kind.type)
def test_every_fact_says_something_whole_in_both_languages(contract: type[Contract]) -> None:
    message = message_of(event(contract), SHANGHAI)
    assert (message.volunteer_id, message.at) == ("v1", AT)
    assert message.kind == contract.type.split(".")[1]
    for text in message.texts.values():
        assert text.title
        assert text.body
        assert "None" not in text.title + text.body
        assert "{" not in text.title + text.body
        assert "  " not in text.body
        assert "\n" not in text.title


def test_accepted_says_what_when_where_and_as_what() -> None:
    zh = told(activities.SignUpAccepted, "zh")
    for part in ("重阳敬老", "陪护", "2026年11月21日（周六）08:30–11:30", "东门街道"):
        assert part in zh
    assert "Sat 21 Nov 2026, 08:30–11:30" in told(activities.SignUpAccepted, "en")


def test_over_midnight_both_days_are_named() -> None:
    end = "2026-11-21T18:00:00.000+00:00"
    assert "08:30–2026年11月22日（周日）02:00" in told(activities.SignUpAccepted, "zh", end=end)


def test_the_place_on_the_waitlist() -> None:
    assert "候补第4位" in told(activities.SignUpWaitlisted, "zh")
    assert "number 4" in told(activities.SignUpWaitlisted, "en")


def test_a_reason_is_given_once_and_with_one_full_stop() -> None:
    assert told(activities.SignUpCancelled, "zh").endswith("已取消。原因：台风。")
    assert told(activities.SignUpCancelled, "en").endswith("Reason: 台风.")
    assert "原因" not in told(activities.SignUpDeclined, "zh")
    assert "名额给了新人" in told(activities.SignUpDeclined, "zh", reason="名额给了新人")


def test_what_changed_is_named_and_an_unknown_field_still_shows() -> None:
    assert "地点、场次时间" in told(activities.SignUpRescheduled, "zh")
    assert "address, parking" in told(
        activities.SignUpRescheduled, "en", changes=["address", "parking"]
    )


def test_hours_come_with_their_explanation() -> None:
    assert "2小时5分钟。全程在场。" in told(hours.HoursCredited, "zh")
    assert "your hours grew by 2 h 5 min. Present" in told(hours.HoursCredited, "en")
    assert "your hours grew by 1 min. Present" in told(hours.HoursCredited, "en", minutes=1)
    assert "0分钟" in told(hours.HoursCredited, "zh", minutes=0)
    assert "1小时" in told(hours.HoursCredited, "zh", minutes=60)


def test_a_correction_says_before_after_and_why() -> None:
    assert "由3小时更正为2小时5分钟。原因：签退时间有误。" in told(hours.HoursCorrected, "zh")
    assert "from 3 h to 2 h 5 min. Reason: 签退时间有误." in told(hours.HoursCorrected, "en")


def test_a_star_and_its_total() -> None:
    assert told(hours.StarReached, "zh").startswith(
        "恭喜您成为1星级志愿者\n您的爱心计时累计100小时"
    )


def test_braces_line_breaks_and_dollars_of_an_organiser_stay_what_they_are() -> None:
    wild = told(activities.SignUpAccepted, "zh", activity_title="{0.__class__}\r\n$gt {role}")
    assert "报名成功：{0.__class__} $gt {role}" in wild


def test_the_same_event_gives_the_same_message() -> None:
    one = event(activities.SignUpAccepted, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert message_of(one, SHANGHAI) == message_of(dict(one), SHANGHAI)
