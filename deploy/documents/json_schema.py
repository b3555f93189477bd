"""JSON Schema (draft 7, as AsyncAPI 3 has it) of a marshmallow schema, for the fields we use."""

from typing import Any

from marshmallow import Schema, fields, validate

from shared.contracts.envelope import Instant

JsonSchema = dict[str, Any]

_PLAIN: dict[type[fields.Field[Any]], JsonSchema] = {
    Instant: {"type": "string", "format": "date-time"},
    fields.Integer: {"type": "integer"},
    fields.Boolean: {"type": "boolean"},
    fields.Float: {"type": "number"},
    fields.String: {"type": "string"},
}


def schema_of(schema: Schema) -> JsonSchema:
    """An object; unknown properties are allowed, as in the contracts."""
    return {
        "type": "object",
        "properties": {name: field_schema(field) for name, field in schema.fields.items()},
        "required": [name for name, field in schema.fields.items() if field.required],
    }


def field_schema(field: fields.Field[Any]) -> JsonSchema:
    """One property. Raises TypeError for a kind of field that no contract has used before."""
    found = _shape(field)
    for rule in field.validators:
        found |= _rule(rule)
    if field.allow_none:
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    if said := field.metadata.get("description"):
        found["description"] = said
    return found


def _shape(field: fields.Field[Any]) -> JsonSchema:
    if isinstance(field, fields.Nested):
        return schema_of(field.schema)
    if isinstance(field, fields.List):
        return {"type": "array", "items": field_schema(field.inner)}
    for kind, shape in _PLAIN.items():
        if isinstance(field, kind):
            return dict(shape)
    raise TypeError(f"no JSON Schema for {type(field).__name__}")


def _rule(rule: object) -> JsonSchema:
    if isinstance(rule, validate.OneOf):
        return {"enum": list(rule.choices)}
    if isinstance(rule, validate.Length):
        return {} if rule.max is None else {"maxLength": rule.max}
    raise TypeError(f"no JSON Schema for the rule {type(rule).__name__}")
