"""Why so many minutes count, as a volunteer reads it."""

from typing import Any

import pytest

from services.hours.domain.claims import claim_of
from services.hours.domain.counting import count_all
from services.hours.domain.days import Days
from services.hours.domain.explanations import explain, explain_in_all
from services.hours.domain.journals import claim_from, credit, reversal
from services.hours.domain.rules import Rules
from tests.unit.hours.attendances import ZONE, at, attendance


def told(data: dict[str, Any], rules: Rules | None = None, *others: dict[str, Any]) -> list[str]:
    """The English and the Chinese explanation, given the person's other attendances."""
    claims = [claim_of(one, rules or Rules(), ZONE) for one in (data, *others)]
    count = count_all(claims, Days(rules or Rules(), ZONE))[data["attendance_id"]]
    journal = credit(claims[0], count, 0, at("12:00"))
    both = explain_in_all(journal, ZONE)
    assert both == {language: explain(journal, ZONE, language) for language in ("zh", "en")}
    return [both["en"], both["zh"]]


def test_the_plain_case_says_times_shift_and_minutes() -> None:
    assert told(attendance("09:02", "11:47", ("09:00", "11:30"))) == [
        "09:02–11:47 of the shift 09:00–11:30, 148 minutes count",
        "09:00–11:30 的班次，09:02 签到、11:47 签退，计 148 分钟",
    ]


def test_one_minute_counts_in_the_singular() -> None:
    assert told(attendance("09:02", "09:03"))[0].endswith(", 1 minute counts")


@pytest.mark.parametrize(
    ("data", "rules", "english", "chinese"),
    [
        (attendance("08:30", "11:30"), Rules(), "; counted from 08:45", "；自 08:45 起计"),
        (
            attendance("09:00", "12:00"),
            Rules(grace_after=15),
            "; counted until 11:45",
            "；计至 11:45",
        ),
        (
            attendance("07:00", "08:00"),
            Rules(),
            "0 minutes count; it lies outside the shift",
            "计 0 分钟；在场时间不在班次内",
        ),
        (
            attendance("09:00", "10:00"),
            Rules(minimum_share=60),
            "0 minutes count; present for less than the 90 minutes asked for",
            "计 0 分钟；在场不足所要求的 90 分钟，不计时",
        ),
        (
            attendance("09:00", "10:10"),
            Rules(step=30),
            "60 minutes count; cut down to a multiple of 30 minutes",
            "计 60 分钟；按 30 分钟向下取整",
        ),
        (
            attendance("09:00", "10:25"),
            Rules(step=30, rounding="nearest"),
            "90 minutes count; rounded to the nearest multiple of 30 minutes",
            "计 90 分钟；按 30 分钟就近取整",
        ),
        (
            attendance("09:00", "16:00", ("09:00", "16:00")),
            Rules(break_minutes=30),
            "390 minutes count; without 30 minutes of break",
            "计 390 分钟；扣除休息 30 分钟",
        ),
        (
            attendance("09:00", "15:01", ("09:00", "16:00")),
            Rules(break_minutes=30),
            "360 minutes count; without 1 minute of break",
            "计 360 分钟；扣除休息 1 分钟",
        ),
        (
            attendance("09:00", "11:30"),
            Rules(travel_minutes=20),
            "170 minutes count; with 20 minutes for the way",
            "计 170 分钟；含路途 20 分钟",
        ),
        (
            attendance("09:00", "19:00", ("09:00", "19:00")),
            Rules(),
            (
                "480 minutes count; 120 more are over the limit of 480 minutes a day "
                "and will count once approved"
            ),
            "计 480 分钟；另有 120 分钟超出每日 480 分钟的上限，经上级组织批准后计入",
        ),
        (
            attendance("09:00", "17:20", ("09:00", "18:00")),
            Rules(step=15, break_minutes=10, travel_minutes=11),
            (
                "480 minutes count; without 10 minutes of break; cut down to a multiple of 15 "
                "minutes; with 11 minutes for the way; 11 more are over the limit of 480 minutes "
                "a day and will count once approved"
            ),
            (
                "计 480 分钟；扣除休息 10 分钟；按 15 分钟向下取整；含路途 11 分钟；"
                "另有 11 分钟超出每日 480 分钟的上限，经上级组织批准后计入"
            ),
        ),
        (
            attendance("09:00", "11:30", checked_out_by="system"),
            Rules(),
            "150 minutes count; the check-out was forgotten and set by the system",
            "计 150 分钟；未签退，由系统代为签退",
        ),
        (
            attendance("09:00", "10:30", checked_out_by="system"),
            Rules(),
            "90 minutes count; the check-out was forgotten and set to the shift end as of check-in",
            "计 90 分钟；未签退，由系统按签到时的班次结束时间代为签退",
        ),
        (
            attendance("09:00", "11:30", reason="扫码失败", revision=2),
            Rules(),
            "150 minutes count; corrected: 扫码失败",
            "计 150 分钟；更正原因：扫码失败",
        ),
        (
            attendance("09:00", "11:30", void=True, reason="代签"),
            Rules(),
            "0 minutes count; this attendance was taken back: 代签",
            "计 0 分钟；此考勤已作废：代签",
        ),
    ],
)
def test_what_is_not_plain_is_said(
    data: dict[str, Any], rules: Rules, english: str, chinese: str
) -> None:
    found = told(data, rules)
    assert found[0].endswith(english)
    assert found[1].endswith(chinese)


def test_shared_minutes_are_named() -> None:
    other = attendance("08:50", "10:00", ("09:00", "12:00"), name="other")
    english, chinese = told(attendance("09:00", "11:30"), None, other)
    assert english.endswith("90 minutes count; 60 more count for a service that began earlier")
    assert chinese.endswith("计 90 分钟；另有 60 分钟已计入较早签到的服务")


def test_one_minute_is_one_minute() -> None:
    other = attendance("08:50", "09:01", ("09:00", "12:00"), name="other")
    shared = told(attendance("09:00", "09:02"), None, other)[0]
    assert shared.endswith("1 minute counts; 1 more counts for a service that began earlier")
    short = told(attendance("09:00", "09:00", ("09:00", "09:02")), Rules(minimum_share=50))[0]
    assert short.endswith("present for less than the 1 minute asked for")


def test_another_day_is_named() -> None:
    assert told(attendance("22:05", "26:10", ("22:00", "26:00"))) == [
        "22:05–next day 02:10 of the shift 22:00–next day 02:00, 235 minutes count",
        "22:00–次日 02:00 的班次，22:05 签到、次日 02:10 签退，计 235 分钟",
    ]
    late = told(attendance("24:10", "26:00", ("23:00", "26:00")))
    assert late[0].startswith("00:10–02:00 of the shift the day before 23:00–02:00, 110")
    assert late[1].startswith("前一日 23:00–02:00 的班次")
    assert (
        "shift 05-03 09:00–next day 09:00,"
        in told(attendance("57:00", "60:00", ("09:00", "81:00")))[0]
    )


def test_a_reversal_says_what_it_takes_back_and_why() -> None:
    claim = claim_of(attendance("09:00", "11:30"), Rules(), ZONE)
    count = count_all([claim], Days(Rules(), ZONE))[claim.attendance_id]
    written = credit(claim, count, 0, at("12:00"))
    undone = reversal(claim_from(written), "不在现场", at("13:00"))
    assert explain(undone, ZONE, "en") == "150 minutes taken back: 不在现场"
    assert explain(undone, ZONE, "zh") == "撤销 150 分钟：不在现场"
    both = {language: explain(undone, ZONE, language) for language in ("zh", "en")}
    assert explain_in_all(undone, ZONE) == both


def test_braces_in_a_reason_are_only_text() -> None:
    found = told(attendance("09:00", "11:30", reason="{minutes.__class__} {0}", revision=2))
    assert found[0].endswith("corrected: {minutes.__class__} {0}")
