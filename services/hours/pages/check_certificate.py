"""The public page that checks a certificate: no sign-in, no script, nothing from elsewhere."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, make_response, render_template, request

from services.hours.domain.certificates.page_words import PAGE_WORDS
from services.hours.domain.certificates.refusals import TooManyChecks
from services.hours.domain.certificates.wording import clock_times, day, length, sex
from services.hours.domain.certificates.words import WORDS
from services.hours.operations.certificates.check_certificate import check_certificate
from services.hours.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.web import allow
from shared.web.problems import language

_STATUS = {"unknown": 404, "too_many": 429}
_HEADERS = {
    # The code in the address opens the page: it goes to nobody else and into no search engine.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """/certificates/: a form; /certificates/<number>?c=<code>: what the QR code opens."""
    rooms = Pages("check_certificate", __name__, url_prefix="/certificates")

    @rooms.get("/")
    @allow("public")
    def ask() -> Response:
        """The form, or what it was filled in with."""
        number = request.args.get("number", "")
        return found(number) if number else _render({"state": None}, zone)

    @rooms.get("/<string:number>")
    @allow("public")
    def show_one(number: str) -> Response:
        """Whether this certificate stands, and what is printed on it."""
        return found(number)

    def found(number: str) -> Response:
        address = request.remote_addr or ""
        try:
            known = check_certificate(
                number, request.args.get("c", ""), address=address, store=store, clock=clock
            )
        except TooManyChecks as no:
            return _render({"state": "too_many", "seconds": no.seconds}, zone)
        return _render(known, zone)

    return rooms


def _render(found: Mapping[str, Any], zone: ZoneInfo) -> Response:
    spoken = language()
    words, state = PAGE_WORDS[spoken], found["state"]
    since = found.get("since")
    facts = {
        "since": f"{since.astimezone(zone):%Y-%m-%d %H:%M}" if since else "",
        "seconds": found.get("seconds", 0),
    }
    body = render_template(
        "hours/certificate.html",
        words={**WORDS[spoken], **words},
        state=state,
        more=words[f"{state}_more"].format_map(facts) if state else "",
        certificate=found.get("certificate"),
        printed_day=lambda iso: day(iso, spoken),
        length=lambda minutes: length(minutes, spoken),
        sex=lambda value: sex(value, spoken),
        clocks=lambda spans: clock_times(spans, zone, spoken),
    )
    answer = make_response(body, _STATUS.get(state or "", 200))
    answer.headers.update(_HEADERS)
    answer.headers["Content-Language"] = "zh-CN" if spoken == "zh" else "en"
    if facts["seconds"]:
        answer.headers["Retry-After"] = str(facts["seconds"])
    return answer
