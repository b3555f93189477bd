"""/office/health: how all four services' messages go, each told by that service itself."""

from flask import Response

from services.hours.store import Store
from shared.pages import Both, Pages, show, t
from shared.watch.pages import pages as health_pages
from shared.web import allow

_WORK = {
    "hours.keep_volunteer": Both("更新志愿者资料", "Keeping volunteers up to date"),
    "hours.keep_organisation": Both("更新组织资料", "Keeping organisations up to date"),
    "hours.keep_team": Both("更新服务队资料", "Keeping teams up to date"),
    "hours.keep_activity": Both("更新活动资料", "Keeping activities up to date"),
    "hours.credit_attendance": Both("把签退记成时间", "Crediting attendances"),
    "hours.supersede_certificates": Both("更正后作废旧证明", "Withdrawing outdated certificates"),
}
SERVICES = {
    "volunteers": Both("志愿者、服务队和组织", "Volunteers, teams and organisations"),
    "activities": Both("活动、报名和签到", "Activities, sign-ups and check-in"),
    "hours": Both("爱心计时", "The hour bank"),
    "notifications": Both("消息和邮件", "Messages and e-mail"),
}


def rooms(store: Store) -> list[Pages]:
    """The page of all, and this service's own piece of it."""
    room = Pages("whole_health", __name__)

    @room.get("/office/health")
    @allow("coordinator")
    def health() -> Response:
        return show(
            "hours/health.html", title=t("系统是否正常", "Is everything working?"),
            services=SERVICES, back=("/office", t("办公首页", "Office")),
        )  # fmt: skip

    return [room, health_pages("hours", Both("爱心计时", "The hour bank"), _WORK, store.database)]
