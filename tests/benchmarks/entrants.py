"""Who runs: the contenders' names, their programs and the settings worth trying."""

import importlib
import warnings
from typing import Any

PLACE = "tests.benchmarks.contenders."
OURS = "ours"
ONE_AT_A_TIME = ("nameko_stock", "celery_peer", "dramatiq_peer", "faststream_peer", "taskiq_peer")
BATCHING = ("celery_batches_peer", "kombu_batches")
NAMES = {
    "ours": "Kindhours",
    "ours_silent": "Kindhours, its relay held back",
    "bare_limit": "bare limit",
    "kombu_batches": "kombu loop with batches",
    "celery_batches_peer": "celery-batches",
    "nameko_stock": "nameko, stock handlers",
    "celery_peer": "Celery",
    "dramatiq_peer": "Dramatiq",
    "faststream_peer": "FastStream",
    "taskiq_peer": "Taskiq",
}
OF_KINDHOURS = (OURS, "ours_silent")


class Missing(Exception):
    """Raised when a contender cannot be started or gives up; the bench says so and goes on."""


def module_of(name: str) -> str:
    """A contender's program: one of ours by its name, any other by its whole name."""
    return name if "." in name else PLACE + name


def choices_of(name: str) -> list[dict[str, Any]]:
    """The settings worth trying. Raises Missing when the contender is not installed."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return list(importlib.import_module(module_of(name)).CHOICES)
    except Exception as fault:  # what a library that does not fit does is its own affair
        raise Missing(f"{type(fault).__name__}: {fault}") from fault


def in_words(choice: dict[str, Any]) -> str:
    """A setting as people read it."""
    return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in choice.items())


def title_of(name: str) -> str:
    """A contender's name as people read it."""
    return NAMES.get(name, name)
