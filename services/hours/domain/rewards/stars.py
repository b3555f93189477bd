"""Stars that are applied for, where an organisation's rules say so."""

from collections.abc import Mapping
from typing import Any

from services.hours.domain.rules import RuleBook
from shared.refusal import Conflict, Forbidden, Invalid, NotFound

OPEN, GRANTED, DECLINED = "open", "granted", "declined"
KEYS = ("stars", "stars_on_application")


class NoSuchApplication(NotFound):
    """Raised when there is no application of that id."""

    zh = "没有这条星级申请。"
    en = "There is no such application."


class NotOnApplication(Conflict):
    """Raised when somebody applies where stars come by themselves."""

    zh = "您所在组织的星级自动授予，无需申请。"
    en = "In your organisation stars come by themselves."


class NoStarToApplyFor(Conflict):
    """Raised when the service does not reach a star she does not have."""

    zh = "您的服务时长尚未达到更高星级的标准。"
    en = "Your service does not reach a star that you do not have."


class ApplicationDecided(Conflict):
    """Raised when an application was decided before."""

    zh = "这条星级申请已有处理结果。"
    en = "This application was decided already."


class OwnApplication(Forbidden):
    """Raised when somebody decides about her own star."""

    zh = "不能审核自己的星级申请。"
    en = "You cannot decide about your own application."


class WhyMissing(Invalid):
    """Raised when an application is declined without a reason."""

    zh = "不通过时请填写原因。"
    en = "Please say why it is declined."


def may_differ(book: RuleBook) -> bool:
    """Whether any organisation has other stars than the office's, given by themselves."""
    return book.defaults.stars_on_application or any(
        key in row.values for row in book.rows for key in KEYS
    )


def held(account: Mapping[str, Any], reached: int, granted: int, *, on_application: bool) -> int:
    """The star somebody has; it follows the minutes down. ``granted``: the highest that was given
    on application; those that came by themselves before stay."""
    if not on_application:
        return reached
    return min(reached, max(int(account.get("star", 0)), granted))
