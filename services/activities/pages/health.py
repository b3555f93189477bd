"""How the messages of activities go, in words an office understands."""

from services.activities.store import Store
from shared.pages import Both, Pages
from shared.watch.pages import pages as health_pages

_WORK = {
    "activities.keep_volunteer": Both("更新志愿者资料", "Keeping volunteers up to date"),
    "activities.keep_organisation": Both("更新组织资料", "Keeping organisations up to date"),
    "activities.keep_team": Both("更新服务队资料", "Keeping teams up to date"),
    "activities.reschedule_sign_ups": Both("活动变更后更新报名", "Moving sign-ups with a change"),
    "activities.cancel_sign_ups": Both("活动取消后取消报名", "Cancelling sign-ups"),
    "activities.accept_correction": Both("按决定更正签到", "Correcting attendances as decided"),
}


def pages(store: Store) -> Pages:
    """See shared.watch.pages."""
    return health_pages("activities", Both("活动", "Activities"), _WORK, store.database)
