"""A form: what was typed stays, and what is wrong with it stands beside its field."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from shared.pages.filling import filled, flat
from shared.pages.refused import status_of
from shared.pages.words import t
from shared.refusal import Refusal
from shared.tokens import NotSignedIn
from shared.web.messages import translate
from shared.web.problems import flat_messages, language


class Form:
    """One form of a page, first shown or sent.

    ``values`` is what it shows at first; nested records are written ``identity.number``. Several
    forms on a page have each a ``name``, which is sent as the field ``form``.
    """

    def __init__(self, values: Mapping[str, Any] | None = None, name: str = "") -> None:
        self.name = name
        self.first = flat(values or {})
        mine = not name or request.form.get("form") == name
        self.sent = request.method == "POST" and mine
        self.errors: dict[str, list[str]] = {}
        self.trouble: str | None = None
        self.status = 200
        self.result: Any = None
        self.seconds: int | None = None

    def load(self, schema: Schema) -> dict[str, Any]:
        """What was typed, as ``schema`` takes it. Raises marshmallow's ValidationError."""
        loaded: dict[str, Any] = schema.load(filled(schema, request.form))
        return loaded

    def attempt(self, action: Callable[[], Any]) -> bool:
        """Whether ``action`` did what was asked; if not, ``errors`` and ``trouble`` say why."""
        try:
            self.result = action()
        except NotSignedIn:
            raise
        except ValidationError as wrong:
            self.status = 422
            for row in flat_messages(wrong.messages):
                self.wrong(row["field"], row["message"])
        except Refusal as no:
            self.status = status_of(no)
            self.seconds = getattr(no, "seconds", None)
            if no.field:
                self.errors.setdefault(no.field, []).append(no.text(language()))
            else:
                self.trouble = no.text(language())
        return self.status == 200

    def wrong(self, field: str, message: str) -> None:
        """Say that ``field`` is wrong; ``message`` is in the reader's language or marshmallow's."""
        self.status = 422
        if message.startswith("Missing data"):
            message = t("必填，请填写。", "Please fill this in.")
        self.errors.setdefault(field, []).append(translate(message, language()))

    def value(self, name: str) -> str:
        """What stands in the field."""
        if self.sent:
            return request.form.get(name, "")
        value = self.first.get(name, "")
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value)

    def list(self, name: str) -> list[str]:
        """What is chosen of several."""
        if self.sent:
            return request.form.getlist(name)
        value = self.first.get(name, [])
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]

    def ticked(self, name: str) -> bool:
        """Whether the box is ticked."""
        if self.sent:
            return name in request.form
        return bool(self.first.get(name))
