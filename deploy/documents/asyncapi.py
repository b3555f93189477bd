"""The bus as an AsyncAPI 3.0 document: what each service sends, what each handler receives."""

from typing import Any

from deploy.documents.json_schema import JsonSchema, schema_of
from shared.contracts.catalogue import CONTRACTS, HEARS, SERVICES, dead_letters_of, exchange_of
from shared.contracts.envelope import CONTENT_ENCODING, CONTENT_TYPE, Contract

Part = dict[str, Any]


def asyncapi() -> Part:
    """The whole document."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Kindhours events",
            "version": "1",
            "description": "Made from shared/contracts by deploy/documents; see docs/events.md.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {name: _type_channel(name) for name in sorted(CONTRACTS)}
        | {name: _queue_channel(name) for name in HEARS},
        "operations": {f"{name}.send": _send(name) for name in sorted(CONTRACTS)}
        | {f"{name}.receive": _receive(name) for name in HEARS},
        "components": {
            "messages": {name: _message(CONTRACTS[name]) for name in sorted(CONTRACTS)},
            "schemas": {"envelope": ENVELOPE},
        },
    }


ENVELOPE: JsonSchema = {
    "type": "object",
    "description": "CloudEvents 1.0, structured JSON.",
    "required": [
        "id", "source", "type", "specversion", "time", "subject", "dataversion", "requestid", "data"
    ],
    "properties": {
        "id": {"type": "string", "description": "The key of every inbox."},
        "source": {"type": "string", "enum": [f"/{service}" for service in SERVICES]},
        "type": {"type": "string", "enum": sorted(CONTRACTS)},
        "specversion": {"const": "1.0"},
        "time": {"type": "string", "format": "date-time"},
        "subject": {"type": "string", "description": "The id of the record it is about."},
        "dataversion": {"type": "integer", "description": "The version of the contract."},
        "requestid": {"type": "string", "description": "The request that caused the fact."},
        "data": {"type": "object"},
    },
}  # fmt: skip


def _type_channel(name: str) -> Part:
    exchange = {"name": exchange_of(name), "type": "topic", "durable": True}
    return {
        "address": name,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange}},
    }


def _queue_channel(handler: str) -> Part:
    queue = {"name": handler, "durable": True, "exclusive": False, "autoDelete": False}
    return {
        "address": handler,
        "description": f"What cannot be taken goes to {dead_letters_of(handler)}.",
        "messages": {
            kind.type: {"$ref": f"#/components/messages/{kind.type}"} for kind in HEARS[handler]
        },
        "bindings": {"amqp": {"is": "queue", "queue": queue}},
    }


def _send(name: str) -> Part:
    return {"action": "send", "channel": {"$ref": f"#/channels/{name}"}}


def _receive(handler: str) -> Part:
    return {"action": "receive", "channel": {"$ref": f"#/channels/{handler}"}}


def _message(contract: Contract) -> Part:
    """A CloudEvents batch: an array of events of one type."""
    own = {
        "type": {"const": contract.type},
        "dataversion": {"type": "integer", "maximum": contract.version},
        "data": schema_of(contract),
    }
    return {
        "name": contract.type,
        "summary": (type(contract).__doc__ or contract.type).split("\n", 1)[0],
        "contentType": CONTENT_TYPE,
        "bindings": {"amqp": {"contentEncoding": CONTENT_ENCODING}},
        "payload": {
            "type": "array",
            "items": {"allOf": [{"$ref": "#/components/schemas/envelope"}, {"properties": own}]},
        },
    }
