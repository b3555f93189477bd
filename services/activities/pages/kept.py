"""/onsite/<shift_id>/kept: the roll without network, and what the phone's script asks for.

The page itself holds nobody's name, so that the browser may keep it; the names come by ``prepare``
into the phone's own store, and go from there.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Response, request
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest

from services.activities.domain.taps import STEADY, Tap
from services.activities.http.presence_answers import slug_of
from services.activities.operations.prepare_roster import prepare_roster
from services.activities.operations.see_shift import see_shift
from services.activities.operations.sync_taps import Batch, Settled, Synced, sync_taps
from services.activities.pages.kept_schemas import BatchInput
from services.activities.pages.tap_words import told
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Pages, answer, cookies, show, t
from shared.pages.showing import csrf
from shared.web import allow, current
from shared.web.problems import flat_messages, problem

Plain = dict[str, Any]
_WORKER = Path(__file__).parents[1] / "static" / "onsite_worker.js"


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Open to all who are signed in: a person in charge needs no role."""
    room = Pages("kept", __name__, url_prefix="/onsite")
    parts: Plain = {"store": store, "clock": clock, "settings": own}
    _page(room, store, own)
    _talk(room, parts)

    @room.get("/worker.js")
    @allow("public")
    def worker() -> Response:
        """The service worker; it may look after what lies below its own address only."""
        response = Response(_WORKER.read_bytes(), mimetype="text/javascript")
        response.headers["Cache-Control"] = "no-cache"
        return response

    return room


def _page(room: Pages, store: Store, own: ActivitySettings) -> None:
    @room.get("/<string:shift_id>/kept")
    @allow("volunteer")
    def kept(shift_id: str) -> Response:
        """The list the phone fills in, with network and without."""
        shift = see_shift(shift_id, current(), store=store, settings=own)
        return show(
            "activities/kept.html",
            title=t("断网点名", "Roll without network"),
            back=(f"/onsite/{shift_id}", t("现场", "On site")),
            shift=shift,
        )

    @room.get("/<string:shift_id>/fresh")
    @allow("volunteer")
    def fresh(shift_id: str) -> Response:
        """The mark forms bear now: the kept page has an old one."""
        response = answer({"csrf": csrf(), "shift_id": shift_id})
        if cookies.CSRF not in request.cookies:
            cookies.put(response, cookies.CSRF, csrf())
        return response


def _talk(room: Pages, parts: Plain) -> None:
    @room.post("/<string:shift_id>/prepare")
    @allow("volunteer")
    def prepare(shift_id: str) -> Response:
        """The roster to take along."""
        roster = prepare_roster(shift_id, current(), **parts)
        moments = ("at", "start", "end", "opens_at", "until")
        told = {name: roster[name].isoformat(timespec="milliseconds") for name in moments}
        return answer(roster | told)

    @room.post("/<string:shift_id>/sync")
    @allow("volunteer")
    def sync(shift_id: str) -> Response:
        """What the phone has kept; each tap has an outcome of its own."""
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            raise BadRequest
        try:
            asked = BatchInput().load(body)
        except ValidationError as wrong:
            return _not_valid(wrong)
        taps = [Tap(**row) for row in asked.pop("taps")]
        synced = sync_taps(Batch(shift_id=shift_id, taps=taps, by=current(), **asked), **parts)
        return answer(_synced(synced))


def _not_valid(wrong: ValidationError) -> Response:
    rows = list(flat_messages(wrong.normalized_messages()))  # type: ignore[no-untyped-call]
    detail = "；".join(f"{one['field']}: {one['message']}" for one in rows[:3])
    return problem(422, "not-valid", detail, rows)


def _synced(synced: Synced) -> Plain:
    """{taps, clock}: ``clock`` says what is wrong with the phone's, null when nothing is."""
    return {"taps": [_tap(one) for one in synced.settled], "clock": _clock(synced)}


def _tap(one: Settled) -> Plain:
    no = one.outcome.refusal
    return {
        "id": one.tap_id,
        "outcome": one.outcome.word,
        "at": one.at and one.at.isoformat(timespec="milliseconds"),
        "problem": no and slug_of(no),
        "told": told(one.outcome),
    }


def _clock(synced: Synced) -> str | None:
    if not synced.steady:
        return t(
            "手机时钟在保存名单后被调整过：签到按较晚、签退按较早的时间计算，请核对。",
            "The phone's clock was set after the roster was kept: coming counts from the later "
            "and going until the earlier time. Please check them.",
        )
    off = round(abs(synced.ahead) / timedelta(minutes=1))
    if abs(synced.ahead) <= STEADY:
        return None
    fast = synced.ahead > timedelta()
    return t(
        f"手机时钟{'快' if fast else '慢'}了{off}分钟，时间已自动校正。",
        f"The phone's clock is {off} min {'fast' if fast else 'slow'}; the times were set right.",
    )
