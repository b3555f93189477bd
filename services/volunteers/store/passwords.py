"""Passwords at rest: Argon2id, with a bound on how many are hashed at once.

The standard profile is OWASP's minimum (19 MiB, two passes). The quick one is for rehearsals and
tests, where thousands register in a minute; README.md says never to use it with real people.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shared.refusal import TooMany

_PROFILES = {
    "standard": PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),
    "quick": PasswordHasher(time_cost=1, memory_cost=256, parallelism=1),
}
_PATIENCE_SECONDS = 5.0


class Passwords:
    """Hashes and checks passwords; ``workers`` at once, the rest wait or are told to come back."""

    def __init__(self, profile: str, workers: int) -> None:
        self._hasher = _PROFILES[profile]
        self._places = BoundedSemaphore(workers)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """Raises TooMany when no place came free in time."""
        with self._place():
            return self._hasher.hash(password)

    def fits(self, password: str, stored: str | None) -> bool:
        """Whether this is the password. None takes as long and never fits, so that the time of
        an answer does not tell which accounts exist. Raises TooMany."""
        with self._place():
            try:
                self._hasher.verify(stored or self._nobody, password)
            except (VerificationError, InvalidHashError):
                return False
        return stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether the profile changed since this was hashed."""
        return self._hasher.check_needs_rehash(stored)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=_PATIENCE_SECONDS):
            raise TooMany(seconds=2)
        try:
            yield
        finally:
            self._places.release()
