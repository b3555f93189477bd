"""JSON logs, one object a line, with the service and the request id on each."""

import logging
import sys
from typing import Any

import structlog

from shared.context import request_id


def _with_request(_: Any, __: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
    if found := request_id.get():
        entry.setdefault("request_id", found)
    return entry


def _with_service(service: str) -> structlog.typing.Processor:
    """Green threads start without context variables, so the name is held here."""

    def add(_: Any, __: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
        entry["service"] = service
        return entry

    return add


def configure(service: str) -> None:
    """Send our own logs and the libraries' warnings to stderr as JSON. Call once a process."""
    shared: list[structlog.typing.Processor] = [
        _with_service(service),
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_request,
    ]
    structlog.configure(
        processors=[
            *shared,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processor=structlog.processors.JSONRenderer(ensure_ascii=False),
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    # A batch that must wait is expected; the consumer says so itself.
    logging.getLogger("nameko.containers").setLevel(logging.ERROR)


def logger() -> Any:
    """The logger; keyword arguments become fields."""
    return structlog.get_logger()
