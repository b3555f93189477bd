"""The cookies of the pages: their names, and how each is set."""

from flask import Response, request

SESSION = "session"  # the access token: everywhere, for as long as it can be renewed
RENEWAL = "renewal"  # the refresh token: sent to /session only
SIGNED = "signed"  # says that a session was begun here
LANGUAGE = "language"
SIZE = "size"
CSRF = "csrf"
NOTICE = "notice"

_YEAR = 365 * 24 * 3600
_CHOICES = {LANGUAGE: ("zh", "en"), SIZE: ("normal", "large")}


def put(
    response: Response, name: str, value: str, *, seconds: int | None = None, path: str = "/"
) -> None:
    """Set a cookie no script reads and no other site sends along with a form."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=secure(),
    )


def secure() -> bool:
    """Whether the reader came by https, as nginx says it."""
    return request.headers.get("X-Forwarded-Proto", request.scheme) == "https"


def choice(name: str) -> str | None:
    """What the reader chose: in this address, else before."""
    for found in (request.args.get({LANGUAGE: "lang"}.get(name, name)), request.cookies.get(name)):
        if found in _CHOICES[name]:
            return found
    return None


def keep_choices(response: Response) -> None:
    """Remember for a year what this address chose."""
    for name in _CHOICES:
        chosen = choice(name)
        if chosen and chosen != request.cookies.get(name):
            put(response, name, chosen, seconds=_YEAR)
