"""Every route says who may call it; one that says nothing does not start."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, has_request_context, request

from shared.auth import ROLES, Identity, NotVouched, RoleMissing
from shared.tokens import NotSignedIn, verify
from shared.web import idempotency

View = TypeVar("View", bound=Callable[..., Any])
_COMMANDS = {"POST", "PUT", "PATCH", "DELETE"}
_POLICY = "__policy__"
KEY = "HTTP_IDEMPOTENCY_KEY"
FAULT = "kindhours.fault"  # what a hot command met at the door, told by the framework
_acting: ContextVar[Identity | None] = ContextVar("acting", default=None)


def allow(role: str, *, secret: bool = False, provisional: bool = False) -> Callable[[View], View]:
    """Let in those with ``role`` somewhere ("public": everybody, "volunteer": all signed in).

    The scope within the organisation tree is the operation's to check. Stands right below the
    route decorator, so that nothing is parsed for those who may not come in. Of a ``secret``
    route neither the answer nor a fingerprint of the body is kept under an Idempotency-Key.
    Commands are closed to who signed in by an issued code nobody vouched for (ADR 36), but for
    those that say ``provisional``: what gains nobody anything.
    """
    if role != "public" and role not in ROLES:
        raise ValueError(f"no such role: {role}")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if role != "public":
                identity = current()
                if not identity.has(role):
                    raise RoleMissing(role=role)
                if identity.provisional and request.method in _COMMANDS and not provisional:
                    raise NotVouched
            if fault := request.environ.get(FAULT):
                raise fault
            key = request.environ.get(KEY)
            if key and request.method in _COMMANDS:
                repeat = idempotency.named if secret else idempotency.once
                return repeat(key, lambda: view(*args, **kwargs))
            return view(*args, **kwargs)

        setattr(guarded, _POLICY, role)
        return cast(View, guarded)

    return decorate


def current() -> Identity:
    """Who asks. Raises NotSignedIn when nobody is signed in."""
    if identity := current_or_none():
        return identity
    raise NotSignedIn


def current_or_none() -> Identity | None:
    """Who asks, or None for the public. A token that does not hold counts as none."""
    if not has_request_context():
        return _acting.get()
    if "identity" not in g:
        g.identity = identify(request.environ, current_app.extensions["kindhours"])
    return cast("Identity | None", g.identity)


def acting(who: Identity, view: Callable[[Any], Any], body: Any) -> Any:
    """Call ``view`` outside of the framework, on behalf of ``who``."""
    token = _acting.set(who)
    try:
        return view(body)
    finally:
        _acting.reset(token)


def identify(environ: Mapping[str, Any], kernel: Any) -> Identity | None:
    """Whose token a request bears, if it holds; ``kernel`` is the application's."""
    scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    try:
        return verify(token.strip(), kernel.settings.token_public_key, kernel.clock())
    except NotSignedIn:
        return None


def policy_of(app: Flask, endpoint: str, method: str) -> str | None:
    """The role a route asks for, or None when it says nothing."""
    view: Any = app.view_functions[endpoint]
    owner = getattr(view, "view_class", None)
    found = getattr(owner, method.lower(), None) if owner else view
    return cast("str | None", getattr(found, _POLICY, None))


def refuse_unguarded(app: Flask) -> None:
    """Raises RuntimeError when a route of ours does not say who may call it."""
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/api/v1/"):
            continue
        for method in rule.methods or ():
            if method not in ("HEAD", "OPTIONS") and not policy_of(app, rule.endpoint, method):
                raise RuntimeError(f"{method} {rule.rule} does not say who may call it")
