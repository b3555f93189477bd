"""Routes to make, print, check and revoke certificates."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request
from flask_smorest import Blueprint

from services.hours.domain.certificates.certificate import Wish
from services.hours.http import certificate_schemas as schemas
from services.hours.operations.certificates.check_certificate import check_certificate
from services.hours.operations.certificates.issue_certificates import issue_certificates
from services.hours.operations.certificates.name_issuer import name_issuer
from services.hours.operations.certificates.prepare_paper import prepare_paper
from services.hours.operations.certificates.revoke_certificate import revoke_certificate
from services.hours.store import Store
from services.hours.views.certificates.drawing import drawn
from services.hours.views.certificates.keys import key_of
from services.hours.views.certificates.mine import certificates_of, summary
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock, zone: ZoneInfo, url: str) -> Blueprint:
    """The routes under /api/v1/certificates; ``url`` is the address people reach the site at."""
    routes = Blueprint(
        "certificates", __name__, url_prefix="/api/v1/certificates", description="Certificates"
    )
    _own(routes, store, clock, zone, url)
    _paper(routes, store, clock, zone, url)
    _checks(routes, store, clock)
    _offices(routes, store, clock, url)
    return routes


def _own(routes: Blueprint, store: Store, clock: Clock, zone: ZoneInfo, url: str) -> None:
    @routes.post("")
    @allow("volunteer")
    @routes.arguments(schemas.CertificateBody())
    @routes.response(201, schemas.CertificatesMade())
    def post_certificates(body: Plain) -> Plain:
        """Make certificates of my own services in a period: free, one for each recording unit."""
        chosen = body["activity_ids"]
        wish = Wish(**{**body, "activity_ids": frozenset(chosen) if chosen else None})
        made = issue_certificates(wish, by=current(), store=store, zone=zone, clock=clock)
        return {"items": [summary(one, url) for one in made]}

    @routes.get("")
    @allow("volunteer")
    @routes.arguments(schemas.CertificatesArgs(), location="query")
    @routes.response(200, schemas.CertificatesAnswer())
    def get_my_certificates(args: Plain) -> Plain:
        """My certificates, the newest first."""
        mine = current().volunteer_id
        return certificates_of(mine, args["cursor"], args["limit"], store=store, url=url)


def _paper(routes: Blueprint, store: Store, clock: Clock, zone: ZoneInfo, url: str) -> None:
    @routes.get("/<string:number>.pdf")
    @allow("volunteer")
    @routes.response(200, content_type="application/pdf")
    def get_paper(number: str) -> Response:
        """My certificate as a PDF, as long as it stands."""
        certificate, signer = prepare_paper(number, by=current(), store=store, clock=clock)
        paper = drawn(certificate, signer, url=url, zone=zone)
        answer = Response(paper, mimetype="application/pdf")
        answer.headers["Content-Disposition"] = f'inline; filename="certificate-{number}.pdf"'
        return answer


def _checks(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.get("/<string:number>/check")
    @allow("public")
    @routes.arguments(schemas.CheckArgs(), location="query")
    @routes.response(200, schemas.CheckAnswer())
    def get_check(args: Plain, number: str) -> Plain:
        """Whether a certificate stands, and what its holder printed; for whoever has its code."""
        address = request.remote_addr or ""
        return check_certificate(number, args["code"], address=address, store=store, clock=clock)

    @routes.get("/keys/<string:key_id>")
    @allow("public")
    @routes.response(200, schemas.KeyAnswer())
    def get_key(key_id: str) -> Plain:
        """The public key of an organisation, in use or not: what it signed stays checkable."""
        return key_of(key_id, store=store)

    @routes.get("/keys/<string:key_id>.pem")
    @allow("public")
    @routes.response(200, content_type="application/x-pem-file")
    def get_key_file(key_id: str) -> Response:
        """The same key alone, as a file for `kindhours certificate check --key`."""
        return Response(key_of(key_id, store=store)["pem"], mimetype="application/x-pem-file")


def _offices(routes: Blueprint, store: Store, clock: Clock, url: str) -> None:
    @routes.post("/<string:number>/revoke")
    @allow("coordinator")
    @routes.arguments(schemas.RevokeBody())
    @routes.response(200, schemas.CertificateAnswer())
    def post_revocation(body: Plain, number: str) -> Plain:
        """Take back a certificate that should not have been made; its hours stay."""
        taken = revoke_certificate(number, body["reason"], by=current(), store=store, clock=clock)
        return {**summary(taken, url), "code": "", "check_url": ""}

    @routes.put("/issuers/<string:organisation_id>")
    @allow("coordinator")
    @routes.arguments(schemas.IssuerBody())
    @routes.response(200, schemas.IssuerAnswer())
    def put_issuer(body: Plain, organisation_id: str) -> Plain:
        """Name who signs for an organisation and for those below it that name nobody."""
        return name_issuer(organisation_id, body, by=current(), store=store, clock=clock)
