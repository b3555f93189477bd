"""A "no" on a page: in the reader's words, with what to do next."""

from typing import Any

from flask import Flask, Response, redirect, request
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException

from shared.context import request_id
from shared.logs import logger
from shared.messaging.batch import is_server_trouble
from shared.pages.addresses import inside
from shared.pages.showing import nothing, show
from shared.pages.words import t
from shared.refusal import NotYet, Refusal, TooMany
from shared.tokens import NotSignedIn
from shared.web import problems
from shared.web.messages import TITLES
from shared.web.problems import STATUS, language


def status_of(no: Refusal) -> int:
    """The status a refusal has on a page, the one it has in the API."""
    return next((code for kind, code in STATUS if isinstance(no, kind)), 409)


def to_sign_in(_: NotSignedIn) -> Any:
    """Sign in first, then come back; a form that was sent comes back to its page."""
    if "/parts/" in request.path:
        return nothing()
    if request.accept_mimetypes.best == "application/json":
        return problems.on_refusal(_)
    here = request.full_path if request.method == "GET" else request.path
    return redirect(f"/sign-in?next={inside(here)}", 303)


def on_refusal(no: Refusal) -> Any:
    """A rule said no outside of a form."""
    wait = no.seconds if isinstance(no, TooMany) else 2 if isinstance(no, NotYet) else None
    return _told(no, status_of(no), no.text(language()), wait)


def on_http(fault: HTTPException) -> Any:
    """The framework said no: no such page, too large a file."""
    if fault.code and fault.code < 400:
        return fault
    status = fault.code or 500
    return _told(fault, status, TITLES[language()].get(status, TITLES[language()][500]))


def on_fault(fault: Exception) -> Any:
    """A fault of ours, or MongoDB away: logged with its trace, told without it."""
    if isinstance(fault, PyMongoError) and is_server_trouble(fault):
        logger().warning("database away", reason=str(fault)[:300])
        return _told(fault, 503, TITLES[language()][503], 2)
    logger().error("fault", exc_info=fault, path=request.path)
    return _told(fault, 500, TITLES[language()][500])


def everywhere(app: Flask) -> None:
    """What no page answers is told as a page too, outside of the API."""

    @app.errorhandler(404)
    def nowhere(fault: HTTPException) -> Any:
        people = not request.path.startswith("/api/") and request.accept_mimetypes.accept_html
        return on_http(fault) if people else problems.on_http(fault)


def _told(no: Exception, status: int, text: str, wait: int | None = None) -> Response:
    if "/parts/" in request.path:
        return nothing()
    if request.accept_mimetypes.best == "application/json":
        if isinstance(no, Refusal):
            return problems.on_refusal(no)
        return problems.problem(status, "page", text)
    titles = {
        403: t("您无权查看", "This is not open to you"),
        404: t("没有找到", "Not found"),
        429: t("请稍候", "One moment, please"),
        503: t("请稍候", "One moment, please"),
        500: t("系统出了问题", "Something went wrong"),
    }
    title = titles.get(status, t("无法完成", "This cannot be done"))
    response = show(
        "refused.html", title=title, status=status, text=text, wait=wait, name=request_id.get()
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
