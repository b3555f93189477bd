"""What tests send and deliver: volunteers, activities, shifts; and reading answers."""

from typing import Any

from shared.storage.mongo import Document

COUNTY, TOWN, OTHER = "c0" * 12, "c1" * 12, "c2" * 12
PATHS = {COUNTY: f"/{COUNTY}/", TOWN: f"/{COUNTY}/{TOWN}/", OTHER: f"/{OTHER}/"}
ORGANISER = "0a" * 12


def volunteer_state(volunteer_id: str, **more: Any) -> Document:
    """Data of a volunteer event."""
    return {
        "volunteer_id": volunteer_id,
        "number": f"KH{volunteer_id[-8:]}",
        "name": "李春梅",
        "pinyin": ["lichunmei"],
        "sex": "female",
        "birth_date": "1980-05-04",
        "phone": "+8613800138000",
        "email": None,
        "wants_email": False,
        "language": "zh",
        "status": "active",
        "organisation_id": TOWN,
        "organisation_path": PATHS[TOWN],
        "team_ids": [],
        "qualifications": [],
        "revision": 1,
        "change": "details",
    } | more


def activity_fields(office: Any, **more: Any) -> Document:
    """A body for POST /activities: tomorrow 10:00–12:00 from the clock's now plus a day and 1 h."""
    return {
        "title": "重阳节敬老",
        "kind": "敬老",
        "organisation_id": TOWN,
        "description": "陪老人聊天、打扫房间。",
        "risks": "无特殊风险。",
        "address": "文化广场1号",
        "shifts": [shift_fields(office)],
    } | more


def shift_fields(
    office: Any, hours: float = 49, length: float = 2, places: int = 1, **more: Any
) -> Document:
    """A shift that starts in so many hours."""
    return {
        "start": office.at(hours=hours).isoformat(),
        "end": office.at(hours=hours + length).isoformat(),
        "roles": [{"name": "志愿者", "places": places}],
    } | more


def ids(activity: Document, shift: int = 0, role: int = 0) -> tuple[str, str]:
    """(shift id, role id) of an activity's answer."""
    found = activity["shifts"][shift]
    return found["shift_id"], found["roles"][role]["role_id"]


def kept(shift: dict[str, Any]) -> dict[str, Any]:
    """A shift of an answer as it is sent back."""
    roles = [{k: role[k] for k in ("role_id", "name", "places")} for role in shift["roles"]]
    times = {name: shift[name] for name in ("shift_id", "start", "end")}
    return times | {"roles": roles}


def problem(answer: Any) -> str:
    """The kind of problem an answer is, as "shift-full"."""
    return str(answer.json["type"]).removeprefix("/problems/")


def kinds(events: list[Any]) -> list[str]:
    """The events' names without the publisher."""
    return [event["type"].split(".")[1] for event in events]
