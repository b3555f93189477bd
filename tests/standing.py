"""One application for all tests of a service: to build it takes longer than most tests.

Its routes hold what they were built on; here that stands for what the running test has.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

Plain = dict[str, Any]


class Now:
    """Stands in for a store or a clock; ``it`` is the one of the running test."""

    it: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.it, name)

    def __call__(self) -> Any:
        return self.it()


class Standing:
    """The application ``wsgi.create`` makes, built once on a ``store`` and a ``clock``."""

    def __init__(self, wsgi: Any, first_store: Any, create: Callable[..., Flask]) -> None:
        """``create`` takes the clock; the module ``wsgi`` makes a ``Store`` in it."""
        self.store, self.clock = Now(), Now()
        self.store.it = first_store
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wsgi, "Store", lambda *_, **__: self.store)
            self.app = create(self.clock)

    def on(self, store: Any, clock: Any) -> Flask:
        """The application on this store and clock."""
        self.store.it, self.clock.it = store, clock
        return self.app


def emptied(database: Any) -> None:
    """Delete all documents; what is empty is not asked twice."""
    names = database.list_collection_names(filter={"name": {"$not": {"$regex": "^system"}}})
    for name in names:
        if database[name].estimated_document_count():
            database[name].delete_many({})
