"""/hours/transfer: another organisation keeps and certifies my record, with my consent."""

from typing import Any

from flask import Response, request

from services.hours.http.custody import FromTo
from services.hours.operations.notice.ask_for_transfer import ask_for_transfer, withdraw_transfer
from services.hours.store import Store
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.pages.words import minutes
from shared.web import allow, current

HREF = "/hours/transfer"
_MOST_FOUND = 20


def pages(store: Store, clock: Clock) -> Pages:
    """What I asked for, asking for more, and taking it back."""
    rooms = Pages("transfer", __name__, url_prefix=HREF)

    @rooms.route("", methods=["GET", "POST"])
    @allow("volunteer")
    def ask() -> Response:
        """Asking is the consent; it waits for the receiving organisation."""
        by, form = current(), Form({"q": request.args.get("q", "")})

        def act() -> None:
            body = form.load(FromTo())
            way = (body["from_organisation_id"], body["to_organisation_id"])
            ask_for_transfer(*way, by=by, store=store, clock=clock)

        if form.sent and form.attempt(act):
            return done(
                HREF,
                "已提交，对方组织答复后会通知您。",
                "It was asked for. You are told when the organisation answers.",
            )
        return _shown(form, store)

    @rooms.post("/<string:transfer_id>/withdraw")
    @allow("volunteer")
    def withdraw(transfer_id: str) -> Response:
        """Take back what I asked for."""
        by, form = current(), Form()
        if form.attempt(lambda: withdraw_transfer(transfer_id, by=by, store=store, clock=clock)):
            return done(HREF, "已撤回。", "It was withdrawn.")
        return _shown(form, store)

    return rooms


def _shown(form: Form, store: Store) -> Response:
    me, wanted = current().volunteer_id, request.values.get("q", "").strip()[:100]
    rows = store.custody.of(me)
    recorded = {row["_id"]: row["minutes"] for row in store.served_by.organisations(me)}
    ids = {*recorded, *(row[end] for row in rows for end in ("from_id", "to_id"))}
    names = {one["_id"]: one["name"] for one in store.copies.organisations(ids)}
    found = store.copies.organisations_named(wanted, _MOST_FOUND) if wanted else []
    return show(
        "hours/transfer_record.html",
        title=t("转移我的服务记录", "Take my record to another organisation"),
        status=form.status,
        back=("/honours", t("荣誉、培训与评价", "Honours, trainings, evaluations")),
        form=form,
        wanted=wanted,
        sources=[(key, f"{names.get(key, key)} · {minutes(recorded[key])}") for key in recorded],
        receivers=[(one["_id"], one["name"]) for one in found],
        items=[_line(row, names) for row in rows],
    )


def _line(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    decision = row.get("decision") or {}
    return {
        "id": row["_id"],
        "source": names.get(row["from_id"], row["from_id"]),
        "receiver": names.get(row["to_id"], row["to_id"]),
        "status": row["status"],
        "at": row["at"],
        "reason": decision.get("reason"),
    }
