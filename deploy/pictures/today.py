"""A day after the demo's season: one activity is on now, others are announced, requests wait.

The season leaves everything done; pictures and measurements of pages want something going on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deploy.demo.banking import lines_of
from deploy.demo.filling import ACTIVITIES, step
from deploy.demo.stage import Actor, Plain, Stage
from deploy.demo.waiting import wait_for

_MINUTE = timedelta(minutes=1)
_ASKING = 2
_HERE, _SIGNED = 7, 16
# Title, kind, place, what to bring; days ahead, hour, hours.
_COMING = (
    ("环湖清洁日", "环境保护", "东湖公园南门", "手套、饮用水", 1, 8.5, 2.5),
    ("敬老院陪伴与理发", "助老", "城东敬老院", "理发工具（有的话）", 2, 14.0, 2.0),
    ("儿童绘本共读", "关爱儿童", "东门社区儿童之家", "", 3, 9.0, 2.0),
    ("反家暴法律讲堂", "法律援助", "镇便民服务中心", "", 4, 19.0, 1.5),
    ("健康义诊引导", "助老", "溪南县人民医院", "健康证", 6, 8.0, 4.0),
    ("广场舞展演志愿服务", "文化体育", "文化广场", "红马甲", 8, 18.5, 2.5),
)
_CHOSEN = "法律援助"
_NOW = ("文明劝导：节日市集", "大型活动", "溪南县体育场东门", "红马甲、饮用水")


@dataclass(frozen=True, slots=True)
class Today:
    """Who looks at the pages, by role as a token, and what they are about, by name as an id."""

    tokens: dict[str, str]
    ids: dict[str, str]


def begin(stage: Stage) -> Today:
    """Publish, sign up, check in, ask: what makes an ordinary morning."""
    organiser = stage.organisers[-1]
    _close(stage)
    crowd = [one for one in stage.actors if one not in stage.organisers]
    her = max(crowd, key=lambda one: _minutes(stage, one))
    others = [one for one in crowd if one is not her]
    midnight = stage.clock.now().astimezone(stage.first_day.tzinfo)
    midnight = midnight.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    stage.clock.move_to(midnight + timedelta(hours=8))
    coming = [_announce(stage, organiser, midnight, row) for row in _COMING]
    for number, activity in enumerate(coming):
        mine = [her] if number in (0, 2) else []
        _sign_up(stage, activity, [*mine, *others[number : number + 6 + number]])
    now = _begin_now(stage, organiser)
    rows = _sign_up(stage, now, [her, *others[:_SIGNED]])
    stage.clock.move_to(_start(now) - 20 * _MINUTE)
    _call_in(stage, organiser, now, rows[1 : 1 + _HERE])
    _ask(stage, others)
    ids = {"now": now["activity_id"], "shift": now["shifts"][0]["shift_id"]}
    ids |= {"coming": coming[0]["activity_id"], "sign_up": rows[0]["sign_up_id"]}
    people = {"volunteer": her.token, "organiser": organiser.token}
    return Today(people | {"coordinator": stage.coordinator}, ids)


def _close(stage: Stage) -> None:
    """The season's activities have their files, its long days are decided: nothing is late."""
    for staged in stage.activities:
        if not staged.cancelled:
            step(stage, staged.activity_id, "close", staged.organiser.token)
    path = "/api/v1/approvals"
    for day in stage.client.get(path, stage.coordinator)["items"]:
        body = {"decision": "approve", "reason": "与排班表一致"}
        one = f"{path}/{day['volunteer_id']}/{day['date']}"
        stage.client.must("POST", one, body, token=stage.coordinator, key=one)


def _minutes(stage: Stage, actor: Actor) -> int:
    return int(stage.client.get("/api/v1/hours/me", actor.token)["minutes"])


def _announce(stage: Stage, organiser: Actor, midnight: datetime, row: Sequence[Any]) -> Plain:
    *what, days, hour, hours = row
    start = midnight + timedelta(days=days, hours=hour)
    return _publish(stage, organiser, what, start, start + timedelta(hours=hours))


def _begin_now(stage: Stage, organiser: Actor) -> Plain:
    start = stage.clock.now() + 30 * _MINUTE
    return _publish(stage, organiser, _NOW, start, start + 180 * _MINUTE)


def _publish(
    stage: Stage, organiser: Actor, what: Sequence[str], start: datetime, end: datetime
) -> Plain:
    title, kind, address, bring = what
    body = {
        "title": title,
        "kind": kind,
        "description": f"{title}。请提前十五分钟到场，听从负责人安排，结束后记得签退。",
        "risks": "户外活动注意防晒防滑；身体不适请及时告知负责人。",
        "bring": bring,
        "address": address,
        "organisation_id": stage.county_id,
        "mode": "organiser_chooses" if kind == _CHOSEN else "first_come",
        "shifts": [
            {
                "start": start.isoformat(),
                "end": end.isoformat(),
                "roles": [{"name": "志愿者", "places": 24}],
            }
        ],
    }
    draft = stage.client.must("POST", ACTIVITIES, body, token=organiser.token, key=f"day {title}")
    return step(stage, draft["activity_id"], "publish", organiser.token)


def _sign_up(stage: Stage, activity: Plain, people: Sequence[Actor]) -> list[Plain]:
    path = f"/api/v1/shifts/{activity['shifts'][0]['shift_id']}/sign-ups"
    return [stage.client.must("POST", path, {}, token=one.token) for one in people]


def _call_in(stage: Stage, organiser: Actor, activity: Plain, rows: Sequence[Plain]) -> None:
    path = f"/api/v1/shifts/{activity['shifts'][0]['shift_id']}/roll-call"
    calls = [{"sign_up_id": one["sign_up_id"], "action": "in"} for one in rows]
    stage.client.must("POST", path, {"rows": calls}, token=organiser.token)


def _start(activity: Plain) -> datetime:
    return datetime.fromisoformat(activity["shifts"][0]["start"])


def _ask(stage: Stage, people: Sequence[Actor]) -> None:
    """Some say that a line of theirs is too long; nobody has looked at it yet."""
    asked = 0
    for actor in people:
        long = [one for one in lines_of(stage, actor) if one["minutes"] > 60][:1]
        for line in long:
            left = datetime.fromisoformat(line["check_out_at"]) - 20 * _MINUTE
            body = {
                "journal_id": line["journal_id"],
                "check_in_at": line["check_in_at"],
                "check_out_at": left.isoformat(),
                "text": "我提前二十分钟离开了，请更正。",
            }
            stage.client.must("POST", "/api/v1/corrections", body, token=actor.token)
            asked += 1
        if asked == _ASKING:
            break
    wait_for(lambda: _waiting(stage) >= asked, "the requests for correction")


def _waiting(stage: Stage) -> int:
    return stage.databases.hours["corrections"].count_documents({"status": "filed"})
