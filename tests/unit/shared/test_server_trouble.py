"""Which troubles of MongoDB are worth waiting for, and which are the event's own fault."""

from typing import Any

import pytest
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    DuplicateKeyError,
    OperationFailure,
    PyMongoError,
)

from shared.messaging.batch import is_server_trouble


def bulk(codes: list[int], concerns: list[Any] | None = None) -> BulkWriteError:
    faults = [{"index": place, "code": code} for place, code in enumerate(codes)]
    return BulkWriteError({"writeErrors": faults, "writeConcernErrors": concerns or []})


@pytest.mark.parametrize(
    ("trouble", "waits"),
    [
        (AutoReconnect("away"), True),
        (OperationFailure("stepped down", 189), True),
        (OperationFailure("disk full", 14031), True),
        (OperationFailure("document too large", 10334), False),
        (DuplicateKeyError("twice", 11000), False),
        (bulk([11000]), False),
        (bulk([11000, 14031]), True),
        (bulk([], [{"code": 64, "errmsg": "no majority in time"}]), True),
    ],
)
def test_trouble_of_the_server(trouble: PyMongoError, waits: bool) -> None:
    assert is_server_trouble(trouble) is waits
