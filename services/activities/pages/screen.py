"""/onsite/<shift_id>/screen: the QR that changes by itself, the six digits, and how many are there.

Server time only: the page asks again when the server said the next code comes, and without a
script it loads itself anew then.
"""

from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

import segno
from flask import Response

from services.activities.operations.see_shift import see_shift
from services.activities.operations.show_code import show_code
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Pages, answer, show, t
from shared.web import allow, current

Plain = dict[str, Any]


def pages(store: Store, clock: Clock, own: ActivitySettings, public_url: str) -> Pages:
    """Whoever opens the screen cannot use its code herself (see show_code)."""
    room = Pages("screen", __name__, url_prefix="/onsite")

    def code_of(shift_id: str) -> Plain:
        return show_code(
            shift_id, current(), public_url=public_url, store=store, clock=clock, settings=own
        )

    @room.get("/<string:shift_id>/screen")
    @allow("volunteer")
    def screen(shift_id: str) -> Response:
        """The full screen."""
        shift = see_shift(shift_id, current(), store=store, settings=own)
        code = code_of(shift_id)
        return show(
            "activities/screen.html",
            title=t("扫码签到", "Scan to check in"),
            heading=False,
            shift=shift,
            now=_told(code, shift, own),
            seconds=max(1, ceil(_left(code).total_seconds())),
        )

    @room.get("/<string:shift_id>/screen/now")
    @allow("volunteer")
    def now(shift_id: str) -> Response:
        """The code of this moment and the counts, for the screen's script."""
        shift = see_shift(shift_id, current(), store=store, settings=own)
        return answer(_told(code_of(shift_id), shift, own))

    @room.get("/<string:shift_id>/screen/code.svg")
    @allow("volunteer")
    def picture(shift_id: str) -> Response:
        """The QR picture of this moment."""
        return svg(code_of(shift_id)["url"])

    return room


def svg(text: str) -> Response:
    """A QR picture: large modules and high contrast, for old phones and projectors."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", scale=8, border=4, light="white", omitsize=True
    )
    response = Response(drawn.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(code: Plain, shift: Plain, own: ActivitySettings) -> Plain:
    """{digits, picture, left, counts}; ``left``: milliseconds until the next code."""
    step = int(code["next_at"].timestamp()) // own.code_seconds
    return {
        "digits": f"{code['digits'][:3]} {code['digits'][3:]}",
        "picture": f"/onsite/{shift['shift_id']}/screen/code.svg?step={step}",
        "left": max(0, round(_left(code).total_seconds() * 1000)),
        "counts": shift["counts"],
    }


def _left(code: Plain) -> Any:
    next_at: datetime = code["next_at"]
    return next_at - code["at"]
