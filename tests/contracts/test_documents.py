"""docs/events.md and docs/asyncapi.json say what the contracts say, and the schemas hold."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from deploy.documents import __main__ as documents
from deploy.documents.asyncapi import asyncapi
from deploy.documents.json_schema import field_schema, schema_of
from shared.contracts.catalogue import CONTRACTS, HEARS
from shared.contracts.envelope import Contract, new_event
from tests.contracts.examples import AT, EXAMPLES


def test_the_documents_are_up_to_date() -> None:
    assert documents.out_of_date() == [], "run: python -m deploy.documents"


def test_the_check_fails_when_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(documents, "DOCS", tmp_path)
    assert documents.main(["--check"]) == 1
    assert "asyncapi.json, events.md" in capsys.readouterr().out.replace(
        "events.md, asyncapi.json", "asyncapi.json, events.md"
    )
    assert documents.main([]) == 0
    assert documents.main(["--check"]) == 0
    (tmp_path / "events.md").write_text("old", encoding="utf-8")
    assert documents.main(["--check"]) == 1


def payload(event_type: str) -> jsonschema.Draft7Validator:
    """The schema of a message as the document has it, with what it refers to."""
    whole = asyncapi()
    found: dict[str, Any] = whole["components"]["messages"][event_type]["payload"]
    return jsonschema.Draft7Validator({**found, "components": whole["components"]})


@pytest.mark.parametrize("event_type", sorted(CONTRACTS))
def test_a_real_event_keeps_the_published_schema_and_a_broken_one_does_not(event_type: str) -> None:
    contract, data = CONTRACTS[event_type], EXAMPLES[event_type]
    event = new_event(contract, "s", data, event_id="e", at=AT, request_id="r")
    schema = payload(event_type)
    schema.validate([event])
    for field in data:
        if not contract.fields[field].required:
            continue
        broken = {**event, "data": {name: data[name] for name in data if name != field}}
        assert not schema.is_valid([broken]), f"{field} is not required"
    assert not schema.is_valid([{**event, "dataversion": contract.version + 1}])
    assert not schema.is_valid([{**event, "type": "activities.something_else"}])
    assert schema.is_valid([{**event, "data": {**data, "added_later": 1}}])


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        inner = [name for value in part.values() for name in references(value)]
        return [part["$ref"], *inner] if "$ref" in part else inner
    return [name for value in part for name in references(value)] if isinstance(part, list) else []


def test_every_reference_leads_somewhere() -> None:
    whole = asyncapi()
    found = references(whole)
    assert found
    for reference in found:
        place: Any = whole
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
        assert place


def test_every_handler_and_every_type_stands_in_the_document() -> None:
    operations = asyncapi()["operations"]
    assert {name for name in operations if operations[name]["action"] == "receive"} == {
        f"{handler}.receive" for handler in HEARS
    }
    assert len([name for name in operations if operations[name]["action"] == "send"]) == len(
        CONTRACTS
    )
    text = documents.documents()[documents.DOCS / "events.md"]
    for name in (*CONTRACTS, *HEARS):
        assert f"`{name}`" in text


def test_a_kind_of_field_nobody_thought_of_stops_the_documents() -> None:
    from marshmallow import Schema, fields, validate

    with pytest.raises(TypeError, match="Decimal"):
        field_schema(fields.Decimal())
    with pytest.raises(TypeError, match="URL"):
        schema_of(Schema.from_dict({"x": fields.String(validate=validate.URL())})())


def test_asyncapi_is_json_and_names_its_version() -> None:
    stored = json.loads((documents.DOCS / "asyncapi.json").read_text(encoding="utf-8"))
    assert stored["asyncapi"] == "3.0.0"
    assert set(stored["components"]["messages"]) == set(CONTRACTS)


def test_every_contract_says_what_it_is(request: pytest.FixtureRequest) -> None:
    silent = [
        name
        for name, contract in CONTRACTS.items()
        if not type(contract).__doc__ and type(contract).__base__ is Contract
    ]
    assert silent == []
