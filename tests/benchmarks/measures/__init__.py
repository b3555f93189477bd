"""One file for each group of goals; each has ``measure(wishes) -> list[Result]``."""

from tests.benchmarks.measures import (
    backlog,
    counted,
    crediting,
    growth,
    latency,
    ledger,
    limits,
    relay,
    surge,
    web,
)
from tests.benchmarks.run import Measures

MEASURES: Measures = {
    "limits": (("limits",), limits.measure),
    "credits": (("P1", "P2", "P3", "P4"), crediting.measure),
    "relay": (("P5",), relay.measure),
    "web": (("P6", "P10-roster"), web.measure),
    "latency": (("P7", "P7-calm"), latency.measure),
    "counted": (("P8", "P9", "P11"), counted.measure),
    "growth": (("P10", "P14", "P14-roster"), growth.measure),
    "surge": (("P12", "P6-whole"), surge.measure),
    "backlog": (("P13",), backlog.measure),
    "ledger": (("ledger",), ledger.measure),
}
