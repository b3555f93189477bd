"""/me/consent : the statement on personal data has changed; agree to it, or leave.

Asked at each sign-in, and when a session is renewed on the way to a page (each quarter of an
hour), until it is answered. Never in the queue before a code that is over in half a minute, never
between a form and its answer. Nothing is barred meanwhile: records of service are kept by law.
"""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Response, request

from services.volunteers.domain.days import age_on
from services.volunteers.domain.volunteers import has_agreed
from services.volunteers.http.own_inputs import ConsentInput
from services.volunteers.operations.renew_consent import renew_consent
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.pages.addresses import inside, own
from shared.storage.mongo import Document
from shared.web import allow, current

_NOT_NOW = ("/c", "/my/code", "/onsite", "/me/consent", "/me/leave", "/sign-out")


def way(there: str, volunteer_id: str, store: Store, own_settings: VolunteerSettings) -> str:
    """``there``, or the question that stands before it."""
    path = there.partition("?")[0]
    if any(path == one or path.startswith(f"{one}/") for one in _NOT_NOW):
        return there
    person = store.people.get(volunteer_id)
    provisional = person.get("provisional_by") is not None  # she cannot agree yet (ADR 36)
    if provisional or has_agreed(person, own_settings.consent_version):
        return there
    return f"/me/consent?next={inside(there)}"


def pages(store: Store, clock: Clock, own_settings: VolunteerSettings) -> Pages:
    """The question, and what was agreed to already."""
    rooms = Pages("consent", __name__, url_prefix="/me")

    @rooms.route("/consent", methods=["GET", "POST"])
    @allow("volunteer")
    def consent() -> Response:
        """The statement as it now reads and what is new in it."""
        there = own(request.args.get("next", "/me"))
        form = Form()
        if form.sent and form.attempt(lambda: _agree(form, store, own_settings, clock)):
            return done(there, "谢谢，您的同意已记录。", "Thank you. Your consent is recorded.")
        if "consent_version" in form.errors and not request.form.get("consent_version"):
            form.errors["consent_version"] = [t("请阅读并勾选同意。", "Please read this and tick.")]
        person = store.people.get(current().volunteer_id)
        return show(
            "volunteers/consent.html",
            title=t("个人信息处理说明", "Statement on personal data"),
            status=form.status,
            back=("/me#consents", t("我的资料", "My record")),
            form=form,
            own=own_settings,
            last=person["consents"][-1] if person["consents"] else None,
            agreed=has_agreed(person, own_settings.consent_version),
            guardian=_guardian(person, own_settings, clock),
        )

    return rooms


def _agree(form: Form, store: Store, own_settings: VolunteerSettings, clock: Clock) -> Document:
    version = form.load(ConsentInput())["consent_version"]
    return renew_consent(version, actor=current(), store=store, own=own_settings, clock=clock)


def _guardian(person: Document, own_settings: VolunteerSettings, clock: Clock) -> str | None:
    """Who agrees with a child."""
    today = clock().astimezone(ZoneInfo(own_settings.timezone)).date()
    young = age_on(date.fromisoformat(person["birth_date"]), today) < own_settings.guardian_age
    return person["guardian"]["name"] if young and person["guardian"] else None
