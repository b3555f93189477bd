"""nameko's own event handlers: one message, one event, one idempotent transaction."""

import eventlet

if __name__ == "__main__":
    eventlet.monkey_patch()

import json
from collections.abc import Sequence
from typing import Any

from nameko.events import event_handler
from nameko.extensions import DependencyProvider
from nameko.runners import ServiceRunner

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.books import credit_one
from tests.benchmarks.contenders.program import (
    AMQP_URI,
    CHOICE,
    database,
    main,
    own_books,
    pour_plain,
)

# nameko takes as many messages ahead as it has workers.
CHOICES = [{"max_workers": 1}, {"max_workers": 2}, {"max_workers": 4}, {"max_workers": 10}]


class Ledger(DependencyProvider):  # type: ignore[misc]
    def setup(self) -> None:
        self.database = database()

    def get_dependency(self, _: Any) -> Any:
        return self.database


class Bank:
    name = "bank"
    ledger = Ledger()

    @event_handler("activities", "attendance_recorded", requeue_on_error=True)  # type: ignore[untyped-decorator]
    def credit(self, event: Event) -> None:
        credit_one(self.ledger, own_books(), event)  # type: ignore[arg-type]


def consume() -> None:
    runner = ServiceRunner({"AMQP_URI": AMQP_URI, **CHOICE})
    runner.add_service(Bank)
    runner.start()
    runner.wait()


def pour(events: Sequence[Event]) -> None:
    bodies = [json.dumps(event).encode() for event in events]
    pour_plain("activities.events", "attendance_recorded", bodies, "application/json")


if __name__ == "__main__":
    main(consume, pour)
