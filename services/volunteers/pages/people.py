"""Looking for volunteers: by name, pinyin, number or the end of a phone."""

import unicodedata
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.volunteers.domain.numbers import is_number
from services.volunteers.http.inputs import VolunteersArgs
from services.volunteers.operations.look_at_volunteer import look_through_list
from services.volunteers.pages import choosing, words
from services.volunteers.pages.queries import query
from services.volunteers.store import Store
from services.volunteers.views import organisations, people, teams
from shared.clock import Clock
from shared.pages import Both, Form, Pages, show, t
from shared.web import allow, current

_FILTERS = ("status", "organisation_id", "team_id", "unverified", "provisional", "sort")
_SHORTEST_TAIL = 3
_LONGEST_TAIL = 15
_SORTS = {"name": Both("按姓名", "By name"), "newest": Both("最近登记的在前", "Newest first")}


def pages(store: Store, clock: Clock) -> Pages:
    """/office/people."""
    rooms = Pages("people", __name__, url_prefix="/office/people")

    @rooms.get("")
    @allow("coordinator")
    def search() -> Response:
        """A page of those found; that they were looked at is noted for them to see, so nobody is
        listed before somebody asks."""
        actor = current()
        asked = any(request.args.get(name) for name in ("q", "all", *_FILTERS))
        found: dict[str, Any] = {"items": [], "next_cursor": None, "total": 0}
        if asked:
            found = _find(store)
            seen = [one["volunteer_id"] for one in found["items"]]
            look_through_list(seen, actor=actor, store=store, clock=clock)
        form = Form(request.args.to_dict())
        return show(
            "volunteers/people.html",
            title=t("志愿者", "Volunteers"),
            back=("/office", t("办公", "Office")),
            form=form,
            asked=asked,
            found=found,
            following=_address(cursor=found["next_cursor"]) if found["next_cursor"] else "",
            first=_address() if request.args.get("cursor") else "",
            choice=choosing.organisations(store, form, actor.paths("coordinator")),
            sorts=[(key, str(label)) for key, label in _SORTS.items()],
            status_choices=words.options(words.STATUSES),
            statuses=words.STATUSES,
            **_names(found["items"], store),
        )

    return rooms


def _find(store: Store) -> dict[str, Any]:
    args = query(VolunteersArgs(), *_FILTERS, "cursor", **_word(request.args.get("q", "")))
    organisation_id = args.pop("organisation_id")
    path = store.organisations.get(organisation_id)["path"] if organisation_id else None
    paths = current().paths("coordinator")
    return people.search(people.Search(paths=paths, organisation_path=path, **args), store)


def _word(typed: str) -> dict[str, str]:
    """One box for all: a volunteer number, the end of a phone, else a name or its pinyin."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    digits = "".join(plain.split()).replace("-", "")
    if is_number(digits):
        return {"number": digits}
    if digits.isascii() and digits.isdigit() and _SHORTEST_TAIL <= len(digits) <= _LONGEST_TAIL:
        return {"phone_tail": digits}
    return {"q": plain}


def _address(**more: str) -> str:
    """This search again, at another page of it."""
    kept = {key: value for key, value in request.args.items() if value and key != "cursor"}
    return "?" + urlencode({**kept, **more})


def _names(items: list[dict[str, Any]], store: Store) -> dict[str, Any]:
    """Names of the organisations and teams on this page, and of the team that is asked for."""
    team_ids = {one for item in items for one in item["team_ids"]}
    if chosen := request.args.get("team_id"):
        team_ids.add(chosen)
    nodes = organisations.named(store, [item["organisation_id"] for item in items])
    return {
        "offices": {key: node["name"] for key, node in nodes.items()},
        "teams": teams.names(store, team_ids),
    }
