"""One's password and one's sessions."""

from flask import Response

from services.volunteers.http.inputs import Secret
from services.volunteers.http.own_inputs import PasswordInput
from services.volunteers.operations.set_password import change_password
from services.volunteers.operations.sign_in import Signed
from services.volunteers.operations.sign_out import sign_out_everywhere
from services.volunteers.pages import cookies
from services.volunteers.pages.sign_in import begin, check_twice
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current


class PasswordPage(PasswordInput):
    """The old password, and the new one typed twice."""

    password_again = Secret(required=True)


def pages(store: Store, clock: Clock, own: VolunteerSettings) -> Pages:
    """/me/password and /me/sign-out."""
    rooms = Pages("my_account", __name__, url_prefix="/me")
    _password(rooms, store, clock, own)
    _sign_out(rooms, store)
    return rooms


def _password(rooms: Pages, store: Store, clock: Clock, own: VolunteerSettings) -> None:
    @rooms.route("/password", methods=["GET", "POST"])
    @allow("volunteer", secret=True, provisional=True)
    def password() -> Response:
        """Change it; everywhere else I am signed out."""
        form = Form()
        if form.sent and form.attempt(lambda: _change(form)):
            answer = done(
                "/me",
                "密码已更改，其他手机和电脑上都已退出。",
                "Your password was changed; you are signed out everywhere else.",
            )
            return cookies.keep(answer, form.result, own)
        return show(
            "volunteers/password.html",
            title=t("更改密码", "Change my password"),
            status=form.status,
            back=("/me", t("我的资料", "My record")),
            form=form,
        )

    def _change(form: Form) -> Signed:
        fields = form.load(PasswordPage())
        check_twice(fields, "new_password")
        old, new = fields["old_password"], fields["new_password"]
        change_password(old, new, actor=current(), store=store, clock=clock)
        return begin(current().number, new, store, own, clock)


def _sign_out(rooms: Pages, store: Store) -> None:
    @rooms.post("/sign-out")
    @allow("volunteer", secret=True, provisional=True)
    def everywhere() -> Response:
        """Sign out here and on every other phone."""
        sign_out_everywhere(actor=current(), store=store)
        return cookies.forget(
            done("/sign-in", "所有手机和电脑上都已退出。", "You are signed out everywhere.")
        )
