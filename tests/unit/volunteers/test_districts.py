"""The districts are read once, whoever asks first."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from services.volunteers.store import districts

THREADS = 8


@pytest.fixture
def _restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_restless")
def test_nobody_finds_the_tree_half_read() -> None:
    """A fresh process gets its first registrations all at once."""
    districts._read_codes.cache_clear()
    together = Barrier(THREADS)

    def ask(_: int) -> bool:
        together.wait()
        return districts.is_district("330624")

    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(ask, range(THREADS))) == [True] * THREADS
