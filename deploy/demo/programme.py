"""The year's programme: 33 activities, some of them with a peculiarity the demo is after."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

SHANGHAI_HOURS = 8
LAUNCH = "launch"


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity of the programme.

    ``day``: days after the season's first; ``shifts``: (hour, hours) of each, hours beyond 24
    fall on later days; ``share``: places for so many of a hundred volunteers; ``special`` is what
    is peculiar about it; ``town``: the town that organises it, -1 the county.
    """

    title: str
    kind: str
    day: int
    town: int
    share: float
    shifts: tuple[tuple[float, float], ...]
    special: str = ""
    demand: float = 0.8
    """How many sign up, as a part of the places."""


_MORNING, _AFTERNOON, _EVENING, _DAY = (9.0, 2.5), (14.0, 3.0), (19.0, 2.0), (8.5, 8.0)
_CAMP = tuple((24.0 * day + 8.5, 8.0) for day in range(14))

PROGRAMME: tuple[Planned, ...] = (
    Planned("“巾帼志愿红”年度启动仪式", "大型活动", 10, -1, 101, ((8.5, 2.0),), LAUNCH, 0.99),
    Planned("春季义务植树", "环境保护", 17, 0, 6, (_MORNING,)),
    Planned("高龄老人入户探访", "助老", 24, 1, 3, (_AFTERNOON,), "roll"),
    Planned("反家暴法律讲堂", "法律援助", 31, 2, 2, (_EVENING,), "choose", 1.6),
    Planned("儿童绘本共读", "关爱儿童", 38, 3, 1, (_MORNING,), "oversubscribed", 3.0),
    Planned("环湖健步走", "文化体育", 45, -1, 12, ((7.5, 3.0),), "location"),
    Planned("社区环境清洁日", "环境保护", 52, 4, 5, (_MORNING, _AFTERNOON), "two_shifts"),
    Planned("端午包粽送温暖", "助老", 59, 5, 3, (_MORNING,)),
    Planned("高考爱心送考", "大型活动", 66, -1, 4, ((6.5, 5.0), (13.5, 4.0)), "two_shifts"),
    Planned("女童保护宣讲", "关爱儿童", 73, 6, 2, (_AFTERNOON,)),
    Planned("防汛值守夜巡", "防汛抗旱", 80, 7, 2, ((22.0, 8.0),), "night"),
    Planned("广场舞展演志愿服务", "文化体育", 87, 8, 3, (_EVENING,)),
    Planned("暑期爱心托管班", "关爱儿童", 94, -1, 0.5, _CAMP, "camp", 1.0),
    Planned("家庭教育咨询", "关爱儿童", 110, 9, 1.5, (_DAY,), "pairs"),
    Planned("健康义诊", "助老", 115, 12, 2, (_MORNING,), "qualified", 1.2),
    Planned("垃圾分类劝导", "环境保护", 120, 10, 4, (_EVENING,)),
    Planned("留守儿童心愿行动", "关爱儿童", 126, 11, 3, (_DAY,)),
    Planned("七夕相亲角服务", "文化体育", 132, 0, 2, (_EVENING,), "cancelled"),
    Planned("法律援助进乡村", "法律援助", 138, 1, 2, (_DAY,), "pairs"),
    Planned("烈士陵园清扫", "环境保护", 144, 2, 3, (_MORNING,), "roll"),
    Planned("困境妇女慰问", "助老", 150, 3, 1.5, (_AFTERNOON,), "choose", 1.4),
    Planned("美丽庭院评比", "环境保护", 156, 4, 3, (_DAY,)),
    Planned("中秋社区联欢", "文化体育", 162, 5, 4, (_EVENING,)),
    Planned("来料加工技能培训", "技能培训", 168, 6, 2, (_DAY,), "team", 1.0),
    Planned("国庆景区文明引导", "大型活动", 174, -1, 10, ((8.0, 4.0), (12.0, 4.0)), "two_shifts"),
    Planned("重阳敬老宴", "助老", 182, 7, 3, (_MORNING,), "changed"),
    Planned("家风家训展讲解", "文化体育", 190, 8, 2, (_DAY,), "pairs"),
    Planned("两癌筛查引导", "助老", 198, 9, 3, (_MORNING,)),
    Planned("消防安全入户宣传", "大型活动", 206, 10, 4, (_AFTERNOON,)),
    Planned("冬衣捐赠整理", "助老", 214, 11, 3, (_MORNING,), "roll"),
    Planned("反诈宣传", "法律援助", 222, 0, 4, (_EVENING,)),
    Planned("新春写春联", "文化体育", 232, 1, 3, (_MORNING,), "oversubscribed", 2.0),
    Planned("年度志愿者表彰大会", "大型活动", 240, -1, 12, ((14.0, 2.0),), "location"),
)
LEAST_FOR_LOCATION = 100
_LATITUDE, _LONGITUDE = 29.45, 119.89


def places_of(planned: Planned, volunteers: int) -> int:
    """Places of one shift."""
    places = max(4, round(planned.share * volunteers / 100))
    return max(places, LEAST_FOR_LOCATION) if planned.special == "location" else places


def demand_of(planned: Planned, volunteers: int) -> int:
    """How many want to come to one shift."""
    wanted = max(4, round(planned.share * volunteers / 100)) * planned.demand
    return min(volunteers, max(3, round(wanted)))


def body_of(
    planned: Planned, first_day: datetime, organisation_id: str, volunteers: int, towns: list[str]
) -> dict[str, Any]:
    """The draft to send. ``first_day``: its midnight; ``towns`` name the launch's roles."""
    places = places_of(planned, volunteers)
    roles = [{"name": "志愿者", "places": places}]
    if planned.special == LAUNCH:
        each = -(-places // len(towns)) + 2
        roles = [{"name": f"{town}方队", "places": each} for town in towns]
    midnight = first_day + timedelta(days=planned.day)
    body: dict[str, Any] = {
        "title": planned.title,
        "kind": planned.kind,
        "description": f"{planned.title}：服务群众，奉献爱心。请提前十五分钟到场，听从负责人安排。",
        "risks": "户外活动注意防晒防滑；身体不适请及时告知负责人。",
        "address": "溪南县体育场" if planned.town < 0 else "镇便民服务中心",
        "organisation_id": organisation_id,
        "shifts": [
            {
                "start": (midnight + timedelta(hours=hour)).isoformat(),
                "end": (midnight + timedelta(hours=hour + hours)).isoformat(),
                "roles": roles,
            }
            for hour, hours in planned.shifts
        ],
    }
    return body | _peculiar(planned)


def _peculiar(planned: Planned) -> dict[str, Any]:
    if planned.special == "choose":
        return {"mode": "organiser_chooses"}
    if planned.special == "location":
        return {
            "point": {"latitude": _LATITUDE, "longitude": _LONGITUDE},
            "check_in": {"location": True, "radius": 300},
        }
    if planned.special == "qualified":
        return {"qualifications": [QUALIFICATION]}
    if planned.special == "night":
        return {"minimum_age": 18, "maximum_age": 65}
    return {}


QUALIFICATION = "急救员证"
POINT = (_LATITUDE, _LONGITUDE)
