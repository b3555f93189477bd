"""A session as the browser keeps it: begun, renewed and ended here only."""

from flask import Response

from services.volunteers.operations.sign_in import Signed
from services.volunteers.settings import VolunteerSettings
from shared.pages import cookies

RENEWAL_PATH = "/session"
"""The one place that needs the refresh token, so the only one it is sent to."""


def keep(response: Response, signed: Signed, own: VolunteerSettings) -> Response:
    """Give the browser a session. The access token is over long before its cookie: so a page can
    tell "over, renew it" from "never signed in"."""
    seconds = own.session_days * 24 * 3600
    cookies.put(response, cookies.SESSION, signed.access_token, seconds=seconds)
    cookies.put(response, cookies.SIGNED, "1", seconds=seconds)
    cookies.put(response, cookies.RENEWAL, signed.refresh_token, seconds=seconds, path=RENEWAL_PATH)
    return response


def forget(response: Response) -> Response:
    """Take the session out of the browser, and the mark of its forms: on a phone that several use
    no form that was left open is sent in the name of the next."""
    for name in (cookies.SESSION, cookies.SIGNED, cookies.CSRF):
        response.delete_cookie(name, httponly=True, samesite="Lax")
    response.delete_cookie(cookies.RENEWAL, path=RENEWAL_PATH, httponly=True, samesite="Lax")
    return response
