"""What the picture of the parts says, in both languages."""

from typing import NamedTuple


class Words(NamedTuple):
    """``owns``: one line a service, in the order of SERVICES. ``road``: one line a number."""

    people: str
    one_address: str
    each: str
    web: str
    database: str
    worker: str
    bus: str
    owns: tuple[str, str, str, str]
    road_title: str
    road: tuple[str, str, str, str, str, str]


SERVICES = ("volunteers", "activities", "hours", "notifications")
WORDS = {
    "en": Words(
        people="phones and desks",
        one_address="nginx · one address",
        each="each with its own MongoDB database",
        web="web",
        database="database",
        worker="worker",
        bus="RabbitMQ",
        owns=(
            "people, roles, teams, the tree",
            "shifts, sign-ups, presence, rosters",
            "journals, accounts, stars",
            "inbox and e-mail",
        ),
        road_title="The road of one check-out, within a second",
        road=(
            "her phone sends the code on the screen",
            "one write: her time and the event in it",
            "the relay publishes, and waits for the confirm",
            "credited: double entry, exactly once",
            "the credit is published the same way",
            "“2 h credited”, in her language",
        ),
    ),
    "zh": Words(
        people="手机与办公室",
        one_address="nginx · 统一入口",
        each="各用自己的 MongoDB 数据库",
        web="接口",
        database="数据库",
        worker="后台",
        bus="RabbitMQ",
        owns=(
            "人员、权限、队伍、组织",
            "场次、报名、签到、花名册",
            "分录、账户、星级",
            "消息与邮件",
        ),
        road_title="一次签退走过的路：一秒之内",
        road=(
            "手机提交现场屏幕上的签到码",
            "一次写入：考勤与事件在同一条记录里",
            "中继发布事件，等到确认为止",
            "记入时长：复式记账，不重不漏",
            "入账的消息以同样方式发布",
            "“爱心计时 2小时”，用她的语言",
        ),
    ),
}
