"""What the sheet shows beside what is typed: choices, and what somebody else has changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.activities.store import Store
from shared.auth import Identity
from shared.pages import Both
from shared.storage.mongo import Document

_MOST = 300
_DEADLINES = {
    0: Both("开始前都可以", "Until it starts"),
    120: Both("开始前2小时", "2 hours before"),
    720: Both("开始前12小时", "12 hours before"),
    1440: Both("开始前1天", "1 day before"),
    2880: Both("开始前2天", "2 days before"),
    4320: Both("开始前3天", "3 days before"),
}
_LABELS = {
    "title": Both("活动名称", "Title"),
    "kind": Both("类别", "Kind"),
    "description": Both("内容", "What is done"),
    "risks": Both("风险提示", "Risks"),
    "bodily_risk": Both("有人身危险", "Bodily risk"),
    "insurance": Both("保险", "Insurance"),
    "bring": Both("携带物品", "What to bring"),
    "address": Both("地点", "Address"),
    "point.latitude": Both("纬度", "Latitude"),
    "point.longitude": Both("经度", "Longitude"),
    "contact": Both("联系电话", "Phone to call"),
    "organisation_id": Both("主办单位", "Organising unit"),
    "mode": Both("报名方式", "How people get a place"),
    "opens_at": Both("报名开始", "Sign-up opens"),
    "closes_at": Both("报名截止", "Sign-up closes"),
    "withdrawal_minutes": Both("退出截止", "Withdrawal deadline"),
    "minimum_age": Both("最小年龄", "Lowest age"),
    "maximum_age": Both("最大年龄", "Highest age"),
    "qualifications": Both("所需资格", "Qualifications"),
    "team_ids": Both("服务队", "Teams"),
    "in_charge": Both("负责人编号", "Number of the person in charge"),
    "check_in.location": Both("定位签到", "Check-in by location"),
    "check_in.radius": Both("定位半径", "Radius"),
}
_SHIFT = {
    "start": Both("开始", "start"),
    "end": Both("结束", "end"),
    "name": Both("岗位", "role"),
    "places": Both("名额", "places"),
}


def units(identity: Identity, store: Store) -> list[tuple[str, str]]:
    """(id, name) of the organisations she may publish for."""
    found = store.copies.organisations_within(identity.paths("organiser"), _MOST)
    return [(row["_id"], row["name"]) for row in found]


def teams(identity: Identity, chosen: Sequence[str], store: Store) -> list[tuple[str, str]]:
    """(id, name) of the teams she may ask for, and of those ``chosen`` that are another's."""
    found = store.copies.teams_within(identity.paths("organiser"), identity.volunteer_id, _MOST)
    known = {row["_id"]: row["name"] for row in found}
    others = store.copies.teams([one for one in chosen if one not in known])
    return [*known.items(), *((key, row["name"]) for key, row in others.items())]


def deadlines(chosen: str) -> list[tuple[str, str]]:
    """The usual ones, and the one that is set where it is another."""
    usual = [(str(minutes), str(words)) for minutes, words in _DEADLINES.items()]
    if chosen.isdecimal() and int(chosen) not in _DEADLINES:
        usual.append((chosen, str(Both(f"开始前{chosen}分钟", f"{chosen} minutes before"))))
    return usual


def as_typed(activity: Mapping[str, Any], store: Store) -> dict[str, Any]:
    """The record's fields as the sheet's, nested."""
    names = {name.partition(".")[0] for name in _LABELS} | {"shifts"}
    shown = {name: value for name, value in activity.items() if name in names}
    if point := shown.pop("point", None):
        longitude, latitude = point["coordinates"]
        shown["point"] = {"latitude": latitude, "longitude": longitude}
    shown["team_ids"] = list(activity["team_ids"])
    shown["qualifications"] = ", ".join(activity["qualifications"])
    person = store.people.get(activity["person_in_charge_id"])
    shown["in_charge"] = person["number"] if person else ""
    shown["shifts"] = [
        {name: value for name, value in shift.items() if name != "cancelled"}
        for shift in activity["shifts"]
    ]
    return shown


def differences(now: Mapping[str, Any], typed: Mapping[str, Any], store: Store) -> list[Document]:
    """[{label, now, typed}] of the fields in which somebody else's differ from hers."""
    found = []
    now, typed = _teams_named(now, store), _teams_named(typed, store)
    for name in dict.fromkeys([*now, *typed]):
        label = _label(name)
        theirs, hers = (_plain(values.get(name)) for values in (now, typed))
        if label and theirs != hers:
            found.append({"label": label, "now": theirs, "typed": hers})
    return found


def _teams_named(values: Mapping[str, Any], store: Store) -> dict[str, Any]:
    names = [row["name"] for row in store.copies.teams(values.get("team_ids", ())).values()]
    return {**values, "team_ids": "、".join(sorted(names))}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _label(name: str) -> str:
    if name in _LABELS:
        return str(_LABELS[name])
    steps = name.split(".")
    if steps[0] == "shifts" and steps[-1] in _SHIFT:
        number = int(steps[1]) + 1
        return str(Both(f"场次{number}", f"Shift {number}")) + " " + str(_SHIFT[steps[-1]])
    return ""
