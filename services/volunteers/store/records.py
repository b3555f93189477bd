"""Records with a revision and their events: how they change in one write."""

import random
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import Fact
from shared.storage.repeats import marking

Found = TypeVar("Found")

_TRIES = 8
HIDDEN = {"outbox": 0}


def save(
    collection: Collection[Document],
    record: Document,
    changes: dict[str, Any],
    events: Sequence[Fact],
    session: ClientSession | None = None,
) -> Document:
    """Write ``changes`` with their events if nobody wrote since ``record`` was read.

    Returns the record as it is now. Raises Changed, and DuplicateKeyError from unique indexes.
    """
    after = {**changes, "revision": record["revision"] + 1}
    update = {"$set": after, "$push": {"outbox": {"$each": list(events)}, **marking()}}
    found = collection.update_one(
        {"_id": record["_id"], "revision": record["revision"]}, update, session=session
    )
    if not found.matched_count:
        raise Changed()
    return {**record, **after}


def beginning(text: str) -> dict[str, str]:
    """A condition an index answers: the field begins with exactly this text."""
    return {"$regex": "^" + re.escape(text)}


def again(work: Callable[[], Found]) -> Found:
    """Load, decide and save again when somebody else was quicker. Raises Changed at last."""
    for pause in range(_TRIES):
        try:
            return work()
        except Changed:
            time.sleep(random.uniform(0, 0.005 * 2**pause))
    return work()
