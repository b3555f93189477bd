"""Signing in: by phone or volunteer number and password, or by a coordinator's code."""

from flask import Response, make_response, redirect, request

from services.volunteers.http.inputs import CodeInput, Secret, SignInInput
from services.volunteers.operations.set_password import use_sign_in_code
from services.volunteers.operations.sign_in import Signed, SignIn, SignInFailed, sign_in
from services.volunteers.pages import consent, cookies
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.pages import Form, Pages, show, t
from shared.pages.addresses import inside, own
from shared.refusal import Invalid
from shared.web import allow, current_or_none


class NotThisPair(Invalid):
    """Raised for SignInFailed, which a page would else answer with a trip to where we are."""

    zh = SignInFailed.zh
    en = SignInFailed.en


class PasswordsDiffer(Invalid):
    """Raised when a new password was not typed the same way twice."""

    zh = "两次输入的密码不一样，请重新输入。"
    en = "The two passwords are not the same. Type them again."


class CodePage(CodeInput):
    """A code, and the new password typed twice."""

    password_again = Secret(required=True)


def pages(store: Store, clock: Clock, own_settings: VolunteerSettings) -> Pages:
    """/sign-in and /sign-in/code."""
    rooms = Pages("sign_in", __name__)

    @rooms.route("/sign-in", methods=["GET", "POST"])
    @allow("public", secret=True)
    def enter() -> Response:
        """Phone (or number) and password; on to ``next``, which is a path of ours."""
        there = own(request.args.get("next"))
        if request.method == "GET" and current_or_none():
            return make_response(redirect(there, 303))
        form = Form()
        if form.sent and form.attempt(
            lambda: _begin(form.load(SignInInput()), store, own_settings, clock)
        ):
            return _on(there, form.result, store, own_settings)
        return _shown("sign_in", t("登录", "Sign in"), form, there)

    @rooms.route("/sign-in/code", methods=["GET", "POST"])
    @allow("public", secret=True)
    def by_code() -> Response:
        """A new password by the code a coordinator gave; signed in at once."""
        there = own(request.args.get("next"))
        form = Form()
        if form.sent and form.attempt(lambda: _use_code(form, store, own_settings, clock)):
            return _on(there, form.result, store, own_settings)
        title = t("用登录码设置密码", "Set a password with a code")
        return _shown("sign_in_code", title, form, there)

    return rooms


def begin(number: str, password: str, store: Store, own: VolunteerSettings, clock: Clock) -> Signed:
    """A session for who has just set this password. Raises what sign_in raises."""
    return _begin({"phone": number, "password": password}, store, own, clock)


def check_twice(fields: dict[str, str], name: str) -> None:
    """Take ``password_again`` out of ``fields``. Raises PasswordsDiffer."""
    if fields.pop("password_again") != fields[name]:
        raise PasswordsDiffer(field="password_again")


def _begin(fields: dict[str, str], store: Store, own: VolunteerSettings, clock: Clock) -> Signed:
    asked = SignIn(**fields, address=request.remote_addr or "")
    try:
        return sign_in(asked, store=store, own=own, clock=clock)
    except SignInFailed:
        raise NotThisPair() from None


def _sign_in(form: Form, store: Store, own: VolunteerSettings, clock: Clock) -> Signed:
    return _begin(form.load(SignInInput()), store, own, clock)


def _use_code(form: Form, store: Store, own: VolunteerSettings, clock: Clock) -> Signed:
    fields = form.load(CodePage())
    check_twice(fields, "new_password")
    number, code, new = fields["number"], fields["code"], fields["new_password"]
    address = request.remote_addr or ""
    use_sign_in_code(number, code, new, address=address, store=store, clock=clock)
    return begin(number, new, store, own, clock)


def _on(there: str, signed: Signed, store: Store, own: VolunteerSettings) -> Response:
    """To where she wanted to go; past the statement on personal data where it has changed."""
    there = consent.way(there, signed.volunteer_id, store, own)
    return cookies.keep(make_response(redirect(there, 303)), signed, own)


def _shown(name: str, title: str, form: Form, there: str) -> Response:
    back = None if there == "/" else inside(there)
    return show(f"volunteers/{name}.html", title=title, form=form, status=form.status, next=back)
