"""What each kind of finding means, in Chinese and English, with its figures."""

from collections.abc import Mapping
from typing import Any

_TEXTS = {
    "many_back_entries": (
        "{day}，同一人补录了{people}人的时长，共{minutes}分钟。请核对证明材料。",
        (
            "On {day} one person entered hours of {people} people afterwards, {minutes} minutes. "
            "Please check the proofs."
        ),
    ),
    "nobody_came": (
        (
            "活动“{title}”无人签到，{people}人共{minutes}分钟全部为补录，且无人提出异议。"
            "请核实活动是否举行。"
        ),
        (
            "At “{title}” nobody checked in; all {minutes} minutes of {people} people were entered "
            "afterwards, and nobody objects. Please find out whether it took place."
        ),
    ),
    "at_night": (
        (
            "活动“{title}”中，{people}人在夜间（{from}点至{until}点）共服务{minutes}分钟。"
            "请核实时间是否属实。"
        ),
        (
            "At “{title}” {people} people served {minutes} minutes in the night, {from}:00 to "
            "{until}:00. Please find out whether the times are right."
        ),
    ),
    "friends": (
        (
            "近{days}天内，同一负责人登记的时长有{share}%（{minutes}分钟）归于{people}人。"
            "请核实这些人是否到场。"
        ),
        (
            "In {days} days {share} % of the minutes that one person recorded ({minutes}) went to "
            "{people} people. Please find out whether they were there."
        ),
    ),
    "shared_device": (
        "{day}，同一部手机为{people}人签到。请核实他们是否到场。",
        "On {day} one phone checked in {people} people. Please find out whether they were there.",
    ),
    "too_far_apart": (
        "两次服务的地点相距{metres}米，中间只隔{between}分钟，不可能都到场。",
        "Two services {metres} m apart, with {between} minutes between them: nobody is at both.",
    ),
    "outside_place": (
        "活动“{title}”有{times}次定位签到在活动范围之外，最远{metres}米。",
        (
            "At “{title}” {times} check-ins by location came from outside its circle, the farthest "
            "from {metres} m."
        ),
    ),
    "often_outside": (
        "同一人有{times}次定位签到在活动范围之外，最远{metres}米。",
        (
            "One person checked in by location {times} times from outside the circle, the farthest "
            "from {metres} m."
        ),
    ),
}
KINDS = tuple(_TEXTS)


def explained(kind: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """{zh, en}. Nobody is accused: the figures, and what to look at."""
    zh, en = _TEXTS[kind]
    return {"zh": zh.format_map(facts), "en": en.format_map(facts)}
