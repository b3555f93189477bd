"""The columns of an activity list, as the template offers them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.activities.domain.clock_times import clock_times
from services.activities.domain.imported import ARCHIVE
from shared.imports.columns import CellUnreadable, Column, a_count, a_date, a_number, up_to


def a_timezone(text: str, _formats: Sequence[str] = ()) -> ZoneInfo:
    """Where the list's times belong. Raises CellUnreadable."""
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise CellUnreadable(zh="时区，如 Europe/London", en="a zone as Europe/London") from None


COLUMNS = (
    Column(
        "external_id", "编号", "Id",
        "您的清单里该活动的编号；编号相同的各行是同一活动的不同场次或岗位。",
        "The activity's id in your list; rows with the same one are its shifts and roles.",
        example="2026-017",
    ),
    Column(
        "title", "活动名称", "Title", "志愿者看到的名称。", "What volunteers read.",
        required=True, parse=up_to(100), example="春季义诊",
    ),
    Column("kind", "活动类别", "Kind", "如 健康、助老。", "As health, the elderly.",
           required=True, parse=up_to(50), example="健康"),
    Column("description", "活动内容", "Description", "发布前必填。", "Needed before publication.",
           parse=up_to(5000)),
    Column("risks", "风险提示", "Risks", "发布前必填；没有风险也请写明。",
           "Needed before publication; say so when there are none.", parse=up_to(2000)),
    Column("address", "活动地点", "Address", "发布前必填。", "Needed before publication.",
           example="幸福村文化广场"),
    Column("latitude", "纬度", "Latitude", "十进制度数。", "Degrees, decimal.", parse=a_number,
           example="31.2304"),
    Column("longitude", "经度", "Longitude", "十进制度数。", "Degrees, decimal.", parse=a_number,
           example="121.4737"),
    Column("organisation", "组织单位", "Organisation",
           "名称、区划代码或编号，须在所选组织之内；空白为所选组织。",
           "Name, area code or id, within the chosen organisation; else that one."),
    Column("contact", "联系电话", "Contact", "公开的咨询电话。", "The phone people may call.",
           parse=up_to(50)),
    Column("date", "日期", "Date", "场次开始的日期。", "The day the shift starts.",
           required=True, parse=a_date, example="2027-03-01"),
    Column("end_date", "结束日期", "End date", "同一天或次日结束可不填。",
           "Leave empty when it ends on the same day or in the night.", parse=a_date),
    Column("times", "起止时间", "Times", "24小时制；只填开始时间则须填时长。",
           "Start and end; or the start, and the length in hours.", parse=clock_times,
           example="09:00-12:00"),
    Column("hours", "时长", "Hours", "小时数，可带小数。", "Hours, decimal.", parse=a_number,
           example="2.5"),
    Column("role", "岗位", "Role", "空白为“志愿者”。", "Empty for plain volunteers.",
           parse=up_to(50), example="引导员"),
    Column("places", "人数", "Places", "该岗位需要的人数。", "People this role needs.",
           parse=a_count, example="12"),
    Column("source", "来源", "Source", "清单出自哪个系统。", "The system the list is from.",
           parse=up_to(60), listed=False),
    Column("timezone", "时区", "Time zone", "IANA 名称；空白为本机构的时区。",
           "IANA name; empty for the office's own.", parse=a_timezone, listed=False,
           example="Europe/London"),
    Column("past", "已结束的活动", "What is over", "拒绝，或作为档案导入。",
           "Refuse it, or take it as an archive.", listed=False,
           choices={"refuse": ("拒绝", "refuse"), ARCHIVE: ("归档", "archive")}),
)  # fmt: skip
