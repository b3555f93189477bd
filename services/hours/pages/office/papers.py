"""Certificates from the office's side: who signs for an organisation, and taking one back."""

from typing import Any

from flask import Response, request

from services.hours.http.certificate_schemas import IssuerBody, RevokeBody
from services.hours.operations.certificates.name_issuer import name_issuer
from services.hours.operations.certificates.revoke_certificate import revoke_certificate
from services.hours.pages.office.desk import Desk, to_office
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.schemas import Id, Text

HREF = "/office/hours/certificates"
_FIELDS = ("name", "responsible", "handler", "contact")


class Signing(IssuerBody):
    organisation_id = Id(required=True)


class Revoking(RevokeBody):
    number = Text(required=True, max=40)


def pages(desk: Desk) -> Pages:
    """Two forms on one page."""
    room = Pages("office_papers", __name__, url_prefix=HREF)

    @room.route("", methods=["GET", "POST"])
    @allow("coordinator")
    def papers() -> Response:
        wanted = request.args.get("organisation_id")
        units, where = desk.choice(current(), "coordinator", wanted)
        issuer, path = _issuer(where, desk)
        forms = {
            "issuer": Form({**issuer, "organisation_id": where}, name="issuer"),
            "revoke": Form({"number": request.args.get("number", "")[:40]}, name="revoke"),
        }
        if _done(forms, desk):
            return done(f"{HREF}?organisation_id={where}", "已保存。", "Saved.")
        return show(
            "hours/office/papers.html", title=t("服务证明", "Certificates"), forms=forms,
            units=units, inherited=path, where=where, back=to_office(),
            status=max(one.status for one in forms.values()),
        )  # fmt: skip

    return room


def _issuer(where: str, desk: Desk) -> tuple[dict[str, Any], str | None]:
    """Who signs for an organisation, and the name of the one above that says so; None: itself,
    or nobody. Raises OutOfScope."""
    organisation = desk.store.copies.organisation(where)
    if organisation is None:
        return dict.fromkeys(_FIELDS, ""), None
    current().must_reach("coordinator", organisation["path"])
    ids = [one for one in reversed(organisation["path"].split("/")) if one]
    row = desk.store.certificates.issuers.nearest(ids) or {}
    shown = {name: row.get(name) or "" for name in _FIELDS}
    if not row or row["_id"] == where:
        return shown, None
    above = desk.store.copies.organisation(row["_id"]) or {}
    return shown, str(above.get("name", ""))


def _done(forms: dict[str, Form], desk: Desk) -> bool:
    issuer, revoke = forms["issuer"], forms["revoke"]
    means: dict[str, Any] = {"by": current(), "store": desk.store, "clock": desk.clock}

    def name() -> Any:
        body = issuer.load(Signing())
        return name_issuer(body.pop("organisation_id"), body, **means)

    def take_back() -> Any:
        body = revoke.load(Revoking())
        return revoke_certificate(body["number"], body["reason"], **means)

    if issuer.sent:
        return issuer.attempt(name)
    return revoke.sent and revoke.attempt(take_back)
