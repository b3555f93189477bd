"""From a template to an answer."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode

from flask import Response, g, make_response, redirect, render_template, request
from markupsafe import Markup

from shared.ids import new_id
from shared.pages import cookies, words
from shared.pages.addresses import own
from shared.pages.assets import asset
from shared.web.problems import language

_PART = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-?=&.%"


def show(
    template: str,
    *,
    title: str,
    status: int = 200,
    heading: bool = True,
    back: tuple[str, str] | None = None,
    **context: Any,
) -> Response:
    """A whole page. ``back`` is address and label of the way back; without ``heading`` the
    template writes its own <h1>."""
    spoken = language()
    body = render_template(
        template, title=title, heading=heading, back=back, notice=_notice(), **context
    )
    response = make_response(body, status)
    response.headers["Content-Language"] = "zh-CN" if spoken == "zh" else "en"
    if cookies.CSRF not in request.cookies:
        cookies.put(response, cookies.CSRF, csrf())
    if cookies.NOTICE in request.cookies:
        response.delete_cookie(cookies.NOTICE)
    return response


def fragment(template: str, **context: Any) -> Response:
    """A piece that another service's page holds; see ``part``."""
    return make_response(render_template(template, **context))


def nothing() -> Response:
    """An empty piece: its reader may not see it, or there is nothing to see."""
    return Response("", mimetype="text/html")


def part(path: str) -> Markup:
    """The piece another service answers under ``path``; nginx puts it there (SSI)."""
    if not set(path) <= set(_PART):
        raise ValueError(f"no path of a piece: {path}")
    return Markup(f'<!--# include virtual="{path}" -->')  # noqa: S704 - letters checked above


def done(href: str, zh: str, en: str) -> Response:
    """On to another page, which says what was done."""
    response = make_response(redirect(own(href), 303))
    told = urlsafe_b64encode(json.dumps([zh, en]).encode()).decode()
    cookies.put(response, cookies.NOTICE, told[:2000], seconds=60)
    return response


def answer(body: dict[str, Any], status: int = 200) -> Response:
    """JSON for a script of ours."""
    told = json.dumps(body, ensure_ascii=False)
    return Response(told, status=status, mimetype="application/json")


def csrf() -> str:
    """The mark that forms of this browser bear."""
    if "csrf" not in g:
        g.csrf = request.cookies.get(cookies.CSRF) or secrets.token_urlsafe(24)
    return str(g.csrf)


def vocabulary() -> dict[str, Any]:
    """What every template may say. A page has hundreds of texts: its language is asked once."""
    spoken = language()
    return {
        "me": g.get("identity"),
        "language": spoken,
        "large": cookies.choice(cookies.SIZE) == "large",
        "here": request.path,
        "there": _there,
        "t": words.chosen(spoken),
        "when": words.when,
        "day": words.day,
        "on_day": words.on_day,
        "clock": words.clock,
        "minutes": words.minutes,
        "dial": words.dial,
        "asset": asset,
        "part": part,
        "csrf": csrf,
        "mark": new_id,
    }


def _there(**changes: str) -> str:
    """This page with other words in its query, as for the other language."""
    kept = {key: value for key, value in request.args.items() if key not in changes}
    return f"{request.path}?{urlencode({**kept, **changes})}"


def _notice() -> str | None:
    """What the page before had to say; nobody else can have said it but this browser."""
    try:
        told = json.loads(urlsafe_b64decode(request.cookies[cookies.NOTICE]))
        return words.t(str(told[0]), str(told[1]))
    except (LookupError, ValueError, TypeError):
        return None
