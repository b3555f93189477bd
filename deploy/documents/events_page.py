"""docs/events.md: every event for people to read."""

import inspect
from collections.abc import Iterator

from deploy.documents.json_schema import JsonSchema, schema_of
from shared.contracts import envelope
from shared.contracts.catalogue import CONTRACTS, HEARS, SERVICES, dead_letters_of
from shared.contracts.envelope import Contract

_OPENING = """\
# Events

What the services tell each other. This page is made from `shared/contracts/` by
`python -m deploy.documents`; a test refuses it when it is out of date. The same as AsyncAPI 3.0:
[asyncapi.json](asyncapi.json).

Every event is a CloudEvent 1.0 in structured JSON; events of one type travel several to a message,
as a CloudEvents batch. The exchange is `<publisher>.events` (topic), the routing key is the type.
A publisher may add fields: hearers let unknown ones pass. Whatever changes or removes a field is a
new version, which hearers learn to take before anybody publishes it.
"""


def events_page() -> str:
    """The page in Markdown."""
    parts = [_OPENING, _envelope(), _queues(), _types()]
    parts += [_event(contract) for contract in _in_order()]
    return "\n".join(parts)


def _in_order() -> Iterator[Contract]:
    """By publisher in the order of the services, then as the contracts file has them."""
    for service in SERVICES:
        found = [one for one in CONTRACTS.values() if one.type.startswith(service + ".")]
        yield from sorted(found, key=lambda one: inspect.getsourcelines(type(one))[1])


def _hearers(name: str) -> list[str]:
    return [handler for handler, kinds in HEARS.items() if any(one.type == name for one in kinds)]


def _envelope() -> str:
    lines = inspect.getdoc(envelope) or ""
    return f"## The envelope\n\n```text\n{lines}\n```\n"


def _queues() -> str:
    rows = [
        f"| `{handler}` | `{dead_letters_of(handler)}` | "
        + ", ".join(f"[`{kind.type}`](#{_anchor(kind.type)})" for kind in kinds)
        + " |"
        for handler, kinds in HEARS.items()
    ]
    head = [
        "## Who hears what",
        "",
        "| handler and queue | dead letters | hears |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


def _types() -> str:
    rows = [
        f"| [`{one.type}`](#{_anchor(one.type)}) | {one.version} | "
        + (", ".join(f"`{name}`" for name in _hearers(one.type)) or "nobody; kept in the history")
        + " |"
        for one in _in_order()
    ]
    return "\n".join(
        ["## All types", "", "| type | version | heard by |", "|---|---|---|", *rows, ""]
    )


def _anchor(name: str) -> str:
    """As GitHub makes anchors of headings: dots fall away."""
    return name.replace(".", "")


def _event(contract: Contract) -> str:
    said = type(contract).__doc__
    lines = [f"## {contract.type}", ""]
    if said:
        lines += [inspect.cleandoc(said), ""]
    lines += ["| field | type | notes |", "|---|---|---|"]
    lines += list(_rows(schema_of(contract), ""))
    return "\n".join([*lines, ""])


def _rows(schema: JsonSchema, within: str) -> Iterator[str]:
    for name, field in schema["properties"].items():
        yield f"| `{within}{name}` | {_type_name(field)} | {_notes(field)} |"
        inner = field.get("items", field)
        if "properties" in inner:
            mark = "[]." if "items" in field else "."
            yield from _rows(inner, f"{within}{name}{mark}")


def _type_name(field: JsonSchema) -> str:
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    words = [_word(kind, field) for kind in kinds]
    return " or ".join(words)


def _word(kind: str, field: JsonSchema) -> str:
    if kind == "array":
        return f"list of {_type_name(field['items'])}"
    if field.get("format") == "date-time" and kind == "string":
        return "instant"
    return {"integer": "whole number", "string": "text", "boolean": "yes or no"}.get(kind, kind)


def _notes(field: JsonSchema) -> str:
    notes = [field["description"].rstrip(".")] if "description" in field else []
    if "enum" in field:
        notes.append("one of " + ", ".join(f"`{word}`" for word in field["enum"] if word))
    return "; ".join(notes)
