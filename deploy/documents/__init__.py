"""docs/events.md and docs/asyncapi.json, made from the contracts and the catalogue."""
