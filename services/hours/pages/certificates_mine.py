"""/my/certificates: made by the volunteer herself, free, for a period and of what she chooses."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request

from services.hours.domain.certificates.certificate import Wish
from services.hours.domain.certificates.period import Days
from services.hours.domain.certificates.refusals import CertificatePeriodInvalid
from services.hours.domain.certificates.wording import day
from services.hours.http.certificate_schemas import CertificateBody
from services.hours.operations.certificates.issue_certificates import issue_certificates
from services.hours.operations.certificates.prepare_paper import prepare_paper
from services.hours.pages.reading import LINES, cursor, onward
from services.hours.store import Store
from services.hours.views.certificates.choices import activities_to_certify
from services.hours.views.certificates.drawing import drawn
from services.hours.views.certificates.mine import certificates_of
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.pages.words import minutes
from shared.web import allow, current
from shared.web.problems import language

HREF = "/my/certificates"
_MOST_TO_CHOOSE = 200


def pages(store: Store, clock: Clock, zone: ZoneInfo, url: str) -> Pages:
    """My certificates, a new one, and each as a PDF; ``url``: the address of the site."""
    rooms = Pages("certificates_mine", __name__, url_prefix=HREF)
    _list(rooms, store, clock, zone, url)
    _make(rooms, store, clock, zone)
    return rooms


def _list(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo, url: str) -> None:
    @rooms.get("")
    @allow("volunteer")
    def mine() -> Response:
        """All I ever made, the newest first, and whether each stands."""
        me = current().volunteer_id
        found = certificates_of(me, cursor(), LINES, store=store, url=url)
        return show(
            "hours/certificates.html",
            title=t("我的证明", "My certificates"),
            back=("/hours", t("我的时间", "My hours")),
            items=found["items"],
            next_href=onward(HREF, found["next_cursor"]),
            printed_day=lambda iso: day(iso, language()),
        )

    @rooms.get("/<string:number>.pdf")
    @allow("volunteer")
    def paper(number: str) -> Response:
        """One of them on paper, as long as it stands."""
        certificate, signer = prepare_paper(number, by=current(), store=store, clock=clock)
        answer = Response(
            drawn(certificate, signer, url=url, zone=zone), mimetype="application/pdf"
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="certificate-{number}.pdf"'
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _make(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @rooms.route("/new", methods=["GET", "POST"])
    @allow("volunteer")
    def make() -> Response:
        """First the period, then what of it stands on the paper."""
        today = clock().astimezone(zone).date()
        first, last = _period(today)
        form = Form({"from": first, "to": last, "language": language(), "show_sex": True})
        found = _choices(form, store, clock, zone)

        def act() -> Any:
            wish = _wish(form, len(found))
            return issue_certificates(wish, by=current(), store=store, zone=zone, clock=clock)

        if form.sent and not form.errors and form.attempt(act):
            made = len(form.result)
            return done(HREF, f"已开具 {made} 份证明，请下载。", f"Made: {made}. Download it here.")
        form.first["activity_ids"] = [one["activity_id"] for one in found]
        return show(
            "hours/make_certificate.html",
            title=t("开具证明", "Make a certificate"),
            status=form.status,
            back=(HREF, t("我的证明", "My certificates")),
            form=form,
            found=found,
            to_choose=[(one["activity_id"], _label(one)) for one in found[:_MOST_TO_CHOOSE]],
            all_of_them=len(found) > _MOST_TO_CHOOSE,
        )


def _period(today: date) -> tuple[str, str]:
    """The days asked for as they were typed; this year where none were."""
    first = request.values.get("from") or date(today.year, 1, 1).isoformat()
    return first, request.values.get("to") or today.isoformat()


def _choices(form: Form, store: Store, clock: Clock, zone: ZoneInfo) -> list[dict[str, Any]]:
    """What can be certified of the period; none, and said why, where that is no period."""
    days: list[date] = []
    for name, text in zip(("from", "to"), _period(clock().astimezone(zone).date()), strict=True):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            form.wrong(name, t("请选择日期。", "Please choose a day."))
    if len(days) < 2:
        return []
    me, today = current().volunteer_id, clock().astimezone(zone).date()
    try:
        return activities_to_certify(me, Days(*days), today, store=store, zone=zone)
    except CertificatePeriodInvalid as no:
        form.wrong("to", no.text(language()))
        return []


def _wish(form: Form, whole: int) -> Wish:
    """All of the period where every activity is ticked. Raises ValidationError."""
    body = form.load(CertificateBody())
    chosen = body["activity_ids"]
    some = chosen is not None and len(set(chosen)) < whole
    return Wish(**{**body, "activity_ids": frozenset(chosen) if some else None})


def _label(line: dict[str, Any]) -> str:
    text = f"{line['title']} · {line['day']} · {minutes(line['minutes'])}"
    return text + (t("（补录）", " (entered afterwards)") if line["back_entry"] else "")
