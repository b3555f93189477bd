"""/hours/people/<volunteer>: a person's whole account, for the coordinators of her organisation.

Her record as the coordinator's page holds it is a piece; all lines of it are a page."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response

from services.hours.pages.reading import LINES, cursor, onward
from services.hours.store import Store
from services.hours.views.balance import balance_of, must_reach_volunteer
from services.hours.views.certificates.mine import certificates_of
from services.hours.views.ledger.purse import purse_of
from services.hours.views.months import Month, months_of
from services.hours.views.rewards.records import records_of
from services.hours.views.statement import statement_of
from shared.clock import Clock
from shared.pages import Pages, fragment, show, t
from shared.pages.words import minutes
from shared.web import allow, current
from shared.web.problems import language

_YEAR, _SHORT = 12, 5


def pages(store: Store, clock: Clock, zone: ZoneInfo, url: str) -> Pages:
    """Every line of hers, and the piece; ``url``: the address of the site."""
    rooms = Pages("account", __name__, url_prefix="/hours")

    @rooms.get("/people/<string:volunteer_id>")
    @allow("coordinator")
    def lines(volunteer_id: str) -> Response:
        """All her lines, page by page."""
        must_reach_volunteer(volunteer_id, current(), store=store)
        name = (store.copies.person(volunteer_id) or {}).get("name", "")
        path = f"/hours/people/{volunteer_id}"
        found = statement_of(
            volunteer_id, cursor(), LINES, store=store, zone=zone, language=language()
        )
        return show(
            "hours/account.html",
            title=t(f"时间账本：{name}", f"Pass book: {name}"),
            back=(f"/office/people/{volunteer_id}", t("完整记录", "The whole record")),
            lines=found["items"],
            next_href=onward(path, found["next_cursor"]),
            first_href=path if cursor() else "",
        )

    @rooms.get("/parts/people/<string:volunteer_id>")
    @allow("coordinator")
    def part(volunteer_id: str) -> Response:
        """What she has, what she was given, and her latest lines."""
        must_reach_volunteer(volunteer_id, current(), store=store)
        return fragment(
            "hours/parts/person.html", **_account(volunteer_id, store, clock, zone, url)
        )

    return rooms


def _account(
    volunteer_id: str, store: Store, clock: Clock, zone: ZoneInfo, url: str
) -> dict[str, Any]:
    now, by = clock().astimezone(zone), current()
    months = months_of(volunteer_id, Month.of(now), _YEAR, store=store, zone=zone)
    statement = statement_of(
        volunteer_id, None, _SHORT, store=store, zone=zone, language=language()
    )
    among = {"honours": store.honours, "trainings": store.trainings}
    filed = store.corrections.list({"volunteer_id": volunteer_id}, None, _SHORT)
    return {
        "volunteer_id": volunteer_id,
        "balance": balance_of(volunteer_id, now.date(), store=store),
        "purse": purse_of(volunteer_id, now.date(), store=store),
        "bars": [(str(one["month"]), one["minutes"], minutes(one["minutes"])) for one in months],
        "lines": statement["items"],
        "corrections": filed,
        "certificates": certificates_of(volunteer_id, None, _SHORT, store=store, url=url)["items"],
        **{
            name: records_of(volunteer_id, by, None, _SHORT, among=rows, store=store)["items"]
            for name, rows in among.items()
        },
    }
