"""A blueprint of pages: who asks, forged forms, repeats, headers and refusals, once for all."""

import hashlib
import json
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from shared.context import command_key
from shared.ids import id_from
from shared.pages import cookies, refused
from shared.pages.addresses import inside
from shared.refusal import Forbidden, Refusal
from shared.tokens import NotSignedIn, verify

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
LARGEST_UPLOAD = 11 * 1024 * 1024  # bytes: a proof of 10 MB and its form
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Vary": "Cookie, Accept-Language",
}


class FormNotOurs(Forbidden):
    """Raised when a form does not come from a page of ours, or from one of another sign-in."""

    zh = "此页面已过期，请返回、刷新后再提交一次。"
    en = "This page has expired. Go back, reload it and send it again."


class Pages(Blueprint):
    """A Flask blueprint whose routes are for people with a browser."""

    def __init__(self, name: str, import_name: str, url_prefix: str | None = None) -> None:
        super().__init__(f"{name}_pages", import_name, url_prefix=url_prefix)
        self.before_request(_enter)
        self.after_request(_leave)
        self.teardown_request(_forget)
        self.register_error_handler(NotSignedIn, refused.to_sign_in)
        self.register_error_handler(Refusal, refused.on_refusal)
        self.register_error_handler(HTTPException, refused.on_http)
        self.register_error_handler(Exception, refused.on_fault)


def _enter() -> Any:
    if request.mimetype == "multipart/form-data" and request.cookies.get(cookies.SESSION):
        request.max_content_length = LARGEST_UPLOAD
    g.language_chosen = cookies.choice(cookies.LANGUAGE)
    g.identity, token = None, request.cookies.get(cookies.SESSION)
    kernel = current_app.extensions["kindhours"]
    if token:
        try:
            g.identity = verify(token, kernel.settings.token_public_key, kernel.clock())
        except NotSignedIn:
            if renewal := _renewal():
                return renewal
    if g.identity and not g.language_chosen:
        g.language_chosen = g.identity.language
    if request.method == "POST":
        _must_be_ours()
        _name_command(request.form)
    return None


def _renewal() -> Response | None:
    """A trip to where the session is renewed and back; 307 keeps what was typed."""
    if request.path.startswith("/session/") or "/parts/" in request.path:
        return None
    if cookies.SIGNED not in request.cookies:
        return None
    return redirect(f"/session/renew?next={inside(request.full_path)}", 307)  # type: ignore[return-value]


def _must_be_ours() -> None:
    """Raises FormNotOurs. The cookie is sent with forms of this site only, and no script reads it;
    whoever forges a form knows neither it nor our address as its origin (OWASP: double submit)."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        raise FormNotOurs
    sent = request.headers.get("X-CSRF") or request.form.get("csrf", "")
    if not secrets.compare_digest(sent.encode(), request.cookies.get(cookies.CSRF, "").encode()):
        raise FormNotOurs
    if not sent:
        raise FormNotOurs


def _name_command(form: MultiDict[str, str]) -> None:
    """The form's own mark, with what it was filled in with, is the name of the command: sent
    twice it is one command, filled in anew another one."""
    mark = request.headers.get("Idempotency-Key") or form.get("command", "")
    if not mark:
        return
    # What a command creates bears this name. A form's "csrf", a secret of this browser, is in it:
    # else the id of a person could be held against guesses at the document number that was typed.
    fields = sorted(form.items(multi=True))
    files = [(key, file.filename) for key, file in request.files.items(multi=True)]
    who = g.identity.volunteer_id if g.identity else "public"
    told = json.dumps([who, request.path, mark, fields, files], ensure_ascii=False)
    name = id_from("command", hashlib.sha256(told.encode()).hexdigest())
    g.command_token = command_key.set(name)


def _forget(_: BaseException | None = None) -> None:
    if token := g.pop("command_token", None):
        command_key.reset(token)


def _leave(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if cookies.secure():
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "/parts/" not in request.path:
        cookies.keep_choices(response)
    return response
