"""A small load generator: many connections on one loop, prepared requests, nothing parsed twice.

It costs little CPU, since it shares the machine with what it loads. Addresses on loopback only.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Seconds each answer took, and how many came with each status; 0 is a broken connection."""

    seconds: float = 0.0
    taken: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    without_retry_after: int = 0
    answered: dict[int, float] = field(default_factory=dict)
    """perf_counter at the answer of each request that was good, by its number."""

    @property
    def good(self) -> int:
        """Answers of 2xx."""
        return sum(count for status, count in self.statuses.items() if 200 <= status < 300)


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A whole HTTP/1.1 request as bytes."""
    given = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **headers}
    if body:
        given.setdefault("Content-Type", "application/json")
    lines = "".join(f"{key}: {value}\r\n" for key, value in given.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


def closed_loop(port: int, requests: Sequence[bytes], connections: int) -> Outcome:
    """Send all requests, each connection the next one as soon as its last is answered."""
    return asyncio.run(_closed(port, iter(enumerate(requests)), connections))


def open_loop(port: int, requests: Sequence[bytes], rate: float, connections: int) -> Outcome:
    """Send ``rate`` requests a second whatever the answers do; beyond ``connections`` they queue.

    The time of an answer counts from when it should have been sent.
    """
    return asyncio.run(_open(port, requests, rate, connections))


async def _closed(port: int, requests: Iterator[tuple[int, bytes]], connections: int) -> Outcome:
    outcome = Outcome()
    started = time.perf_counter()

    async def run() -> None:
        link = _Link(port)
        for number, one in requests:
            await link.send(number, one, outcome, time.perf_counter())
        await link.close()

    await asyncio.gather(*(run() for _ in range(connections)))
    outcome.seconds = time.perf_counter() - started
    return outcome


async def _open(port: int, requests: Sequence[bytes], rate: float, connections: int) -> Outcome:
    outcome = Outcome()
    queue: asyncio.Queue[tuple[int, bytes, float] | None] = asyncio.Queue()
    started = time.perf_counter()

    async def run() -> None:
        link = _Link(port)
        while (job := await queue.get()) is not None:
            number, one, due = job
            await link.send(number, one, outcome, due)
        await link.close()

    runners = [asyncio.create_task(run()) for _ in range(connections)]
    for number, one in enumerate(requests):
        due = started + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        queue.put_nowait((number, one, due))
    for _ in runners:
        queue.put_nowait(None)
    await asyncio.gather(*runners)
    outcome.seconds = time.perf_counter() - started
    return outcome


class _Link:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, number: int, raw: bytes, outcome: Outcome, due: float) -> None:
        status, retry = 0, True
        try:
            if self._pair is None:
                self._pair = await asyncio.open_connection("127.0.0.1", self._port)
            reader, writer = self._pair
            writer.write(raw)
            head = await reader.readuntil(b"\r\n\r\n")
            status = int(head[9:12])
            lower = head.lower()
            retry = b"\r\nretry-after:" in lower
            place = lower.find(b"content-length:")
            if place >= 0:
                await reader.readexactly(int(lower[place + 15 : lower.find(b"\r\n", place)]))
            if b"\r\nconnection: close" in lower or place < 0:
                await self.close()
        except (OSError, asyncio.IncompleteReadError):
            await self.close()
        now = time.perf_counter()
        outcome.taken.append(now - due)
        if 200 <= status < 300:
            outcome.answered[number] = now
        outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
        if status in (429, 503) and not retry:
            outcome.without_retry_after += 1

    async def close(self) -> None:
        if self._pair is not None:
            self._pair[1].close()
            self._pair = None
