"""What is shown of volunteers. The identity number and all secrets are in none of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.volunteers.domain.ages import Ages, must_be_accompanied
from services.volunteers.domain.names import is_han, read_search
from services.volunteers.domain.organisations import ids_of
from services.volunteers.domain.unverified import UNVERIFIED
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.people import PROVISIONAL
from services.volunteers.store.phones import masked
from services.volunteers.store.records import beginning
from services.volunteers.store.spelling import plain_letters
from shared import paging
from shared.storage.mongo import Document

Answer = dict[str, Any]

_BRIEF = ("number", "name", "sex", "status", "organisation_id", "organisation_path", "team_ids")
_FULL = (
    *_BRIEF, "birth_date", "residence_code", "phone", "email", "wants_email", "language", "skills",
    "service_kinds", "qualifications", "guardian", "consents", "standings", "created_at",
    "revision",
)  # fmt: skip
_SORTS = {"name": ("sort_name", 1), "newest": ("created_at", -1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a coordinator looks for; ``paths`` are the subtrees she may see."""

    paths: Sequence[str]
    organisation_path: str | None = None
    q: str | None = None
    phone_tail: str | None = None
    number: str | None = None
    status: str | None = None
    team_id: str | None = None
    unverified: bool = False
    provisional: bool = False
    sort: str = "name"
    cursor: str | None = None
    limit: int = 50


def details(person: Document, own: VolunteerSettings, at: datetime) -> Answer:
    """All a volunteer or those in charge of her may see."""
    today = at.astimezone(ZoneInfo(own.timezone)).date()
    ages = Ages(own.minimum_age, own.accompanied_age, own.guardian_age)
    born = date.fromisoformat(person["birth_date"])
    return {
        "volunteer_id": person["_id"],
        **{key: person[key] for key in _FULL},
        "identity_kind": person["identity"]["kind"],
        "must_be_accompanied": must_be_accompanied(born, today, ages),
        "roles": [shown_grant(one) for one in person["grants"]],
        "can_sign_in": person["password_hash"] is not None,
        "provisional": person.get("provisional_by") is not None,
    }


def brief(person: Document) -> Answer:
    """A line of a list: the phone's middle is hidden."""
    return {
        "volunteer_id": person["_id"],
        **{key: person[key] for key in _BRIEF},
        "phone": masked(person["phone"]),
    }


def shown_grant(grant: Mapping[str, Any]) -> Answer:
    """A role as it is shown."""
    return {key: grant[key] for key in ("role", "organisation_id", "organisation_path")}


def search(asked: Search, store: Store) -> Answer:
    """A page of volunteers: {"items", "next_cursor", "total"}.

    Found by the beginning of any piece of a name, by pinyin or its initials, by the phone's end,
    by number. Raises CursorInvalid.
    """
    wanted = _conditions(asked)
    total = store.people.collection.count_documents({"$and": wanted})
    field, direction = _SORTS[asked.sort]
    if asked.cursor:
        wanted.append(_after(paging.decode(asked.cursor, 2), field, direction))
    rows = list(
        store.people.collection.find({"$and": wanted}, {"outbox": 0})
        .sort([(field, direction), ("_id", direction)])
        .limit(asked.limit + 1)
    )
    more = len(rows) > asked.limit
    rows = rows[: asked.limit]
    following = paging.encode([rows[-1][field], rows[-1]["_id"]]) if more else None
    return {"items": [brief(row) for row in rows], "next_cursor": following, "total": total}


def _conditions(asked: Search) -> list[dict[str, Any]]:
    """Exact words and anchored beginnings only: each has its index."""
    wanted: list[dict[str, Any]] = [{}]
    if "/" not in asked.paths:
        wanted.append({"ancestors": {"$in": [ids_of(path)[-1] for path in asked.paths]}})
    if asked.organisation_path:
        wanted.append({"ancestors": ids_of(asked.organisation_path)[-1]})
    if asked.q:
        wanted.append(_named(asked.q))
    if asked.phone_tail:
        wanted.append({"phone_reversed": beginning(asked.phone_tail[::-1])})
    if asked.unverified:
        wanted.append({"identity.kind": UNVERIFIED})
    if asked.provisional:
        wanted.append(PROVISIONAL)
    exact = {"number": asked.number, "status": asked.status, "team_ids": asked.team_id}
    wanted += [{key: value} for key, value in exact.items() if value is not None]
    return wanted


def _named(q: str) -> dict[str, Any]:
    """By letters alone: a number typed into the box for names does not reach the database."""
    typed = read_search(q)
    if not typed:
        return {"_id": None}
    if any(is_han(letter) for letter in typed):
        return {"name_pieces": beginning(typed)}
    letters = plain_letters(typed)
    return {"$or": [{"name_pieces": beginning(typed)}, {"pinyin": beginning(letters or typed)}]}


def _after(last: list[Any], field: str, direction: int) -> dict[str, Any]:
    beyond = "$gt" if direction == 1 else "$lt"
    return {"$or": [{field: {beyond: last[0]}}, {field: last[0], "_id": {beyond: last[1]}}]}
