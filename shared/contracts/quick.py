"""A quick look at data that is almost always right, before marshmallow takes its time.

``looks_right`` may only say True of what marshmallow accepts too (a test holds the two together);
whatever it does not know, it leaves to marshmallow.
"""

from collections.abc import Callable
from datetime import datetime
from math import isfinite
from typing import Any

from marshmallow import Schema, fields, validate

Look = Callable[[Any], bool]


def looks_at(schema: Schema, instant: type[fields.Field[Any]]) -> Callable[[Any], bool]:
    """A function that says whether data keeps ``schema`` for sure; made once a schema."""
    known: list[tuple[str, Look, bool]] = []
    seldom: list[tuple[str, Look, bool]] = []
    for name, field in _fields(schema):
        these = known if field.required else seldom
        these.append((name, _look(field, instant), field.allow_none))

    def looks_right(data: Any) -> bool:
        try:
            if type(data) is not dict:
                return False
            there = [one for one in seldom if one[0] in data]
            for name, look, allow_none in (*known, *there) if there else known:
                value = data[name]
                if value is None:
                    if not allow_none:
                        return False
                elif not look(value):
                    return False
        except (KeyError, TypeError, ValueError):
            return False
        return True

    return looks_right


def _fields(schema: Schema) -> list[tuple[str, fields.Field[Any]]]:
    return list(schema.fields.items())


def _look(field: fields.Field[Any], instant: type[fields.Field[Any]]) -> Look:
    if isinstance(field, instant):
        return lambda value: datetime.fromisoformat(value).tzinfo is not None
    if isinstance(field, fields.Integer) and field.strict and not field.validators:
        return lambda value: type(value) is int
    if isinstance(field, fields.Float) and not field.validators:
        return lambda value: type(value) is float and isfinite(value)
    if isinstance(field, fields.Boolean):
        return lambda value: value is True or value is False
    if isinstance(field, fields.String):
        return _text(field)
    if isinstance(field, fields.List):
        inner = _look(field.inner, instant)
        return lambda value: type(value) is list and all(map(inner, value))
    if isinstance(field, fields.Nested):
        return looks_at(field.schema, instant)
    return lambda _: False


def _text(field: fields.String) -> Look:
    rules = field.validators
    if not rules:
        return lambda value: type(value) is str
    if len(rules) == 1 and isinstance(rules[0], validate.OneOf):
        choices = frozenset(rules[0].choices)
        return lambda value: type(value) is str and value in choices
    if len(rules) == 1 and isinstance(rules[0], validate.Length) and not rules[0].min:
        longest = rules[0].max or 0
        return lambda value: type(value) is str and len(value) <= longest
    return lambda _: False
