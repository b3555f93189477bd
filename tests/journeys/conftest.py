"""The whole system, running for the tests of this folder."""

from collections.abc import Iterator

import pytest
from rich.console import Console

from deploy.demo.theatre import Theatre, opened


@pytest.fixture(scope="session")
def theatre() -> Iterator[Theatre]:
    with opened(1, Console(quiet=True)) as found:
        yield found
