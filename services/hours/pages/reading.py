"""What the pages of the hour bank read of an address, and words they share."""

from flask import request

from shared.pages import Both

LINES = 20

WAYS = {
    "qr": Both("扫码", "QR code"),
    "code": Both("六位数", "six digits"),
    "location": Both("定位", "location"),
    "roll_call": Both("点名", "roll call"),
    "walk_in": Both("现场登记", "on the spot"),
    "offline": Both("离线记录，后上传", "offline, sent later"),
    "correction": Both("更正", "by correction"),
    "back_entry": Both("事后补录", "entered afterwards"),
    "system": Both("系统代为签退", "by the system"),
}


def cursor() -> str | None:
    """Where a list goes on; None at its beginning."""
    return request.args.get("cursor") or None


def onward(path: str, further: str | None) -> str:
    """The address of the next page of a list, "" where there is none."""
    return f"{path}{'&' if '?' in path else '?'}cursor={further}" if further else ""


def way(key: str) -> str:
    """How somebody was checked in or out, in words; a way nobody has named is called as it is."""
    return str(WAYS.get(key, key))
