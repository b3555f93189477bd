"""/<service>/parts/health: how a service's messages go, in words; and wishes about dead letters."""

from collections.abc import Mapping

from flask import Response, request

from shared.auth import Identity, OutOfScope
from shared.clock import system_clock
from shared.pages import Both, Pages, done, fragment
from shared.refusal import Invalid
from shared.storage import kernel
from shared.storage.mongo import Db
from shared.watch import notes
from shared.watch.states import reason_in_words, state_of
from shared.web import allow, current

HEALTH = "/office/health"
_SAID = {
    "again": ("几秒钟内会再送一次。", "It is sent again within seconds."),
    "aside": ("几秒钟内会搁置。", "It is set aside within seconds."),
}


class NoSuchWish(Invalid):
    zh = "没有这样的处理方式。"
    en = "There is nothing like that to do with a letter."


def pages(service: str, title: Both, work: Mapping[str, Both], database: Db) -> Pages:
    """``work`` says for each handler of ``service`` what it does. Coordinators read, administrators
    of the whole tree wish. Beats and notes go by the system's clock, not by a rehearsal's."""
    room = Pages("health", __name__, url_prefix=f"/{service}")

    @room.get("/parts/health")
    @allow("coordinator")
    def health() -> Response:
        found, beats, now = notes.seen(database), kernel.beats(database), system_clock()
        times = [one["relayed_at"] for one in beats if one.get("relayed_at")]
        return fragment(
            "watch/part.html", service=service, title=title, work=work, seen=found,
            state=state_of(found, beats, now), workers=len(beats),
            relayed_at=max(times, default=None),
            wishes=notes.latest(database), aside=notes.aside(database), reason=reason_in_words,
            stopped=sorted({name for one in beats for name in one.get("stopped", ())}),
            most=notes.MOST_COUNTED, decides=_of_all(current()),
        )  # fmt: skip

    @room.post("/dead-letters")
    @allow("administrator")
    def wish() -> Response:
        if not _of_all(current()):
            raise OutOfScope
        wanted, handler = request.form.get("wish", ""), request.form.get("handler", "")
        if wanted not in _SAID or handler not in work:
            raise NoSuchWish
        key = request.form.get("key", "")[:64] or None
        notes.wish(database, wanted, handler, key, current(), system_clock())
        return done(HEALTH, *_SAID[wanted])

    return room


def _of_all(who: Identity) -> bool:
    """Whether she is an administrator at the root, whose path has one step: /<id>/."""
    return any("/" not in path.strip("/") for path in who.paths("administrator"))
