"""The five kinds of record that order 67, article 4, names, as tables for the national system.

No identity number is among them: the national system asks the person for it. Hours entered
afterwards stand in a column of their own.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from shared.refusal import Invalid

Columns = tuple[tuple[str, str], ...]
PERSON, SERVICE, TRAINING, AWARD, EVALUATION = (
    "person", "service", "training", "award", "evaluation"
)  # fmt: skip
KINDS = (PERSON, SERVICE, TRAINING, AWARD, EVALUATION)
TITLES = {
    PERSON: ("志愿者信息", "persons"),
    SERVICE: ("服务信息", "services"),
    TRAINING: ("培训信息", "trainings"),
    AWARD: ("表彰奖励", "awards"),
    EVALUATION: ("服务评价", "evaluations"),
}
_WHO: Columns = (("志愿者编号", "number"), ("姓名", "name"))
_UNIT, _DATE, _ACTIVITY = ("单位", "unit"), ("日期", "date"), ("活动名称", "activity")
COLUMNS: Mapping[str, Columns] = {
    PERSON: (
        *_WHO, ("性别", "sex"), ("出生日期", "birth date"), ("联系电话", "phone"),
        ("所属组织", "organisation"), ("状态", "status"),
    ),
    SERVICE: (
        *_WHO, _DATE, _ACTIVITY, ("活动类别", "kind"), ("服务内容", "content"), _UNIT,
        ("签到", "check-in"), ("签退", "check-out"), ("签到时长（分钟）", "minutes checked in"),
        ("补录时长（分钟）", "minutes entered afterwards"),
    ),
    TRAINING: (
        *_WHO, ("培训名称", "title"), ("培训内容", "content"), ("时长（分钟）", "minutes"), _UNIT,
        _DATE,
    ),
    AWARD: (*_WHO, ("荣誉名称", "honour"), _UNIT, _DATE),
    EVALUATION: (
        *_WHO, _ACTIVITY, ("评价方", "evaluated by"), ("评价人", "said by"), ("评分", "score"),
        ("评价内容", "text"), _DATE, ("逾期", "late"),
    ),
}  # fmt: skip
_WORDS = {
    "female": ("女", "female"),
    "male": ("男", "male"),
    "active": ("在册", "active"),
    "suspended": ("暂停", "suspended"),
    "left": ("已退出", "left"),
    "organiser": ("组织者", "organiser"),
    "served": ("服务对象", "those served"),
    True: ("是", "yes"),
    False: ("否", "no"),
}
LONGEST_DAYS, MOST_ROWS = 366, 200_000


class ExportPeriodInvalid(Invalid):
    zh = "导出期间无效：结束日期不能早于开始日期，最长 {days} 天。"
    en = "This period is not valid: it must not end before it begins, nor pass {days} days."


class TooManyRows(Invalid):
    zh = "超过 {most} 条服务记录，请缩短期间或选择下级组织。"
    en = "More than {most} services: please ask for fewer days, or for an organisation below."


def must_be_a_year_at_most(first: date, last: date) -> None:
    """Raises ExportPeriodInvalid."""
    if not timedelta() <= last - first < timedelta(days=LONGEST_DAYS):
        raise ExportPeriodInvalid(field="to", days=LONGEST_DAYS)


def title_of(kind: str, language: str) -> str:
    return TITLES[kind][language != "zh"]


def columns_of(kind: str, language: str) -> list[str]:
    return [names[language != "zh"] for names in COLUMNS[kind]]


def word(value: Any, language: str) -> Any:
    """A coded value as people read it."""
    return _WORDS[value][language != "zh"] if value in _WORDS else value
