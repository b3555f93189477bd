"""The shop: what is on offer, who may have it, and until when it waits for her."""

import secrets
from collections.abc import Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from shared.refusal import Conflict, Forbidden, Invalid, NotFound

RESERVED, HANDED_OVER, GIVEN_BACK = "reserved", "handed_over", "given_back"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another


class NoSuchOffer(NotFound):
    """Raised when there is no offer of that id."""

    zh = "没有这件兑换物品。"
    en = "There is no such offer."


class NoSuchReservation(NotFound):
    """Raised when there is no reservation of that id."""

    zh = "没有这条兑换记录。"
    en = "There is no such reservation."


class ClosesBeforeItOpens(Invalid):
    zh = "结束时间须晚于开始时间。"
    en = "An offer closes after it opens."


class NotOnOffer(Conflict):
    """Raised when the offer is not open yet, or no more."""

    zh = "现在不能兑换：不在开放时间内。"
    en = "This is not on offer at this time."


class SoldOut(Conflict):
    """Raised when no piece is left, or fewer than should be taken away."""

    zh = "库存不足。"
    en = "There is none left."


class NotForHer(Forbidden):
    """Raised when somebody reserves what an organisation offers that is neither hers nor above."""

    zh = "只有该组织及其下级组织的志愿者可以兑换。"
    en = "Only volunteers of this organisation and of those below it may have this."


class NotEnoughService(Conflict):
    """Raised when somebody has not served as long as redeeming asks for; both in minutes."""

    zh = "服务满 {asked} 分钟后才能兑换，您现有 {minutes} 分钟。"
    en = "Redeeming asks for {asked} minutes of service; you have {minutes}."


class PriceChanged(Conflict):
    """Raised when an offer costs something else than the volunteer was shown."""

    zh = "价格已变为 {minutes} 分钟，请确认后重试。"
    en = "The price is {minutes} minutes now. Please look again."


class WrongCode(Conflict):
    """Raised when the code is not that of the reservation."""

    zh = "兑换码不正确。"
    en = "This is not the code of this reservation."


class OwnReservation(Forbidden):
    """Raised when somebody hands goods over to herself, or takes them back from herself."""

    zh = "不能处理自己的兑换，请由另一位管理人员操作。"
    en = "You cannot do this for yourself. Please let somebody else do it."


class NotReserved(Conflict):
    """Raised when the goods were handed over or given back before."""

    zh = "该兑换已领取或已退回。"
    en = "These goods were handed over or given back already."


class ReasonMissing(Invalid):
    """Raised when somebody takes another's goods back without a reason."""

    zh = "请填写退回的原因。"
    en = "Please say why."


def must_open_first(opens: datetime, closes: datetime | None) -> None:
    """Raises ClosesBeforeItOpens."""
    if closes is not None and closes <= opens:
        raise ClosesBeforeItOpens(field="closes_at")


def must_be_open(offer: Mapping[str, Any], now: datetime) -> None:
    """Raises NotOnOffer."""
    closes = offer["closes_at"]
    if now < offer["opens_at"] or (closes is not None and now >= closes):
        raise NotOnOffer


def waits_until(now: datetime, days: int, zone: tzinfo) -> datetime:
    """The local midnight after so many days."""
    day = now.astimezone(zone).date() + timedelta(days=days + 1)
    return datetime.combine(day, time(), zone)


def new_code() -> str:
    """Six signs, a billion possibilities, for the volunteer to show."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def same_code(code: str, given: str) -> bool:
    return secrets.compare_digest(code.encode(), given.strip().upper().encode())
