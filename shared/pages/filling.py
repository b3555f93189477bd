"""From the flat text of a form to what a schema takes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from shared.pages.words import zone
from shared.web.schemas import Instant

Words = MultiDict[str, str]
_MOST_ROWS, _DIGITS = 200, 6  # more than any form of ours; each row looks through all that was sent


def filled(schema: Schema, typed: Words, prefix: str = "") -> dict[str, Any]:
    """The body ``schema`` would be sent in JSON. Fields of the form that it does not know are left
    out; empty ones are null where null is allowed, else left out; a box that is not ticked is
    false where the form names it in ``boxes``."""
    body: dict[str, Any] = {}
    for attribute, field in schema.fields.items():
        name = field.data_key or attribute
        value = _value(field, typed, f"{prefix}{name}")
        if value is not None:
            body[name] = value
        elif field.allow_none and f"{prefix}{name}" in typed:
            body[name] = None
    return body


def _value(field: fields.Field[Any], typed: Words, name: str) -> Any:
    if isinstance(field, fields.Nested):
        return _nested(field, typed, name)
    if isinstance(field, fields.List):
        return _several(field, typed, name)
    if isinstance(field, fields.Boolean):
        return _box(typed, name)
    text = typed.get(name)
    return None if text is None or text.strip() == "" else _one(field, text)


def _nested(field: fields.Nested, typed: Words, name: str) -> Any:
    if not any(key.startswith(f"{name}.") for key in typed):
        return None
    if field.many:
        return _rows(field.schema, typed, name)
    inner = filled(field.schema, typed, f"{name}.")
    return inner if any(value not in (None, False) for value in inner.values()) else None


def _rows(schema: Schema, typed: Words, name: str) -> list[dict[str, Any]]:
    """Rows that bear numbers, in their order: shifts.0.start, shifts.1.start."""
    numbers = {
        key[len(name) + 1 :].partition(".")[0] for key in typed if key.startswith(f"{name}.")
    }
    plain = (one for one in numbers if one.isascii() and one.isdigit() and len(one) < _DIGITS)
    ordered = sorted(plain, key=int)[:_MOST_ROWS]
    return [filled(schema, typed, f"{name}.{number}.") for number in ordered]


def _several(field: fields.List[Any], typed: Words, name: str) -> Any:
    """Ticked boxes or chosen options; one field of text holds one to a line, or between commas."""
    inner = field.inner
    if isinstance(inner, fields.Nested):
        schema, found = inner.schema, any(key.startswith(f"{name}.") for key in typed)
        return _rows(schema, typed, name) if found else None
    if name not in typed:
        return [] if name in typed.getlist("boxes") else None
    texts = typed.getlist(name)
    if len(texts) == 1:
        texts = texts[0].replace("，", "\n").replace("、", "\n").replace(",", "\n").splitlines()
    return [_one(inner, text.strip()) for text in texts if text.strip()]


def _box(typed: Words, name: str) -> bool | None:
    if name in typed:
        return typed[name].lower() in ("on", "true", "yes", "1")
    return False if name in typed.getlist("boxes") else None


def _one(field: fields.Field[Any], text: str) -> Any:
    if isinstance(field, fields.Integer):
        return _number(text)
    if isinstance(field, fields.Float):
        return _fraction(text)
    return _instant(text) if isinstance(field, Instant) else text


def _number(text: str) -> Any:
    plain = text.strip().removeprefix("-")
    return int(text) if plain.isdecimal() and len(plain) <= 16 else text


def _fraction(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _instant(text: str) -> str:
    """A local day and time, as the browser's own field writes it, with the office's offset."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return moment.isoformat() if moment.tzinfo else moment.replace(tzinfo=zone()).isoformat()


def flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """A record as a form shows it first: nested names with dots, instants as local times."""
    shown: dict[str, Any] = {}
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            shown.update(flat(value, f"{name}."))
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, row in enumerate(value):
                shown.update(flat(row, f"{name}.{number}."))
        elif isinstance(value, datetime):
            shown[name] = f"{value.astimezone(zone()):%Y-%m-%dT%H:%M}"
        elif value is not None:
            shown[name] = value
    return shown
