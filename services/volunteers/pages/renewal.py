"""Where sessions are renewed and ended: the only addresses the refresh token is sent to."""

import hashlib
from urllib.parse import urlsplit

from flask import Response, make_response, redirect, request

from services.volunteers.operations.refresh_session import refresh_session
from services.volunteers.operations.sign_in import Signed
from services.volunteers.operations.sign_out import sign_out
from services.volunteers.pages import consent, cookies
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.pages import Pages, done, show, t
from shared.pages.addresses import inside, own
from shared.pages.cookies import RENEWAL
from shared.tokens import NotSignedIn
from shared.web import allow, current_or_none, idempotency


def pages(store: Store, clock: Clock, own_settings: VolunteerSettings) -> Pages:
    """/session/renew, /sign-out and /session/end."""
    rooms = Pages("renewal", __name__)

    @rooms.route("/session/renew", methods=["GET", "POST"])
    @allow("public", secret=True)
    def renew() -> Response:
        """A new pair of tokens and back to ``next``: 307, so a form that was sent arrives."""
        there = own(request.args.get("next"))
        if current_or_none():  # another tab has just renewed it
            return make_response(redirect(there, 307))
        try:
            signed = _renewed(request.cookies.get(RENEWAL, ""), store, own_settings, clock)
        except NotSignedIn:
            address = f"/sign-in?next={inside(_page_of(there))}"
            return cookies.forget(make_response(redirect(address, 303)))
        if request.method == "GET" and request.accept_mimetypes.best == "text/html":
            there = consent.way(there, signed.volunteer_id, store, own_settings)
        return cookies.keep(make_response(redirect(there, 307)), signed, own_settings)

    @rooms.route("/sign-out", methods=["GET", "POST"])
    @allow("public", secret=True)
    def leave() -> Response:
        """Ask, then go where the refresh token is sent too."""
        if request.method == "POST":
            return make_response(redirect("/session/end", 307))
        return show("volunteers/sign_out.html", title=t("退出登录", "Sign out"))

    @rooms.post("/session/end")
    @allow("public", secret=True)
    def end() -> Response:
        """Signed out, in this browser and in our books."""
        if token := request.cookies.get(RENEWAL):
            sign_out(token, store=store)
        return cookies.forget(done("/sign-in", "您已退出登录。", "You are signed out."))

    return rooms


def _renewed(token: str, store: Store, own_settings: VolunteerSettings, clock: Clock) -> Signed:
    """The next pair. Two tabs that renew one token at once are one command: both get the same.

    Raises NotSignedIn.
    """
    if not token:
        raise NotSignedIn
    key = "renewal " + hashlib.sha256(token.encode()).hexdigest()
    found: Signed = idempotency.named(
        key, lambda: refresh_session(token, store=store, own=own_settings, clock=clock)
    )
    return found


def _page_of(there: str) -> str:
    """Where to come back to after signing in: a form cannot, but the page it stood on can."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if request.method == "POST" and came_from.netloc == request.host:
        return own(came_from.path)
    return there
