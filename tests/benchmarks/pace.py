"""How fast the machine itself is just now: shared ones are not the same from minute to minute."""

import hashlib
import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

Pace = dict[str, float]
_BLOCK = bytes(1 << 20)
_SECONDS = 0.5


def pace() -> Pace:
    """``cpu``: megabytes a second that all cores hash together; ``disk``: fdatasync a second of
    900 bytes; ``wake``: times a second that two processes wake each other, which is what those wait
    for who do one thing after another. Work that knows nothing of ours."""
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:  # hashing large blocks holds no lock
        cpu = sum(pool.map(lambda _: _hashed(), range(cores)))
    return {"cpu": round(cpu, 1), "disk": round(_synced(), 1), "wake": round(_woken(), 1)}


def slowest(found: list[Pace]) -> Pace:
    """The lowest of each figure."""
    return {name: min(one[name] for one in found) for name in found[0]} if found else {}


def _hashed() -> float:
    started, blocks = time.perf_counter(), 0
    while time.perf_counter() - started < _SECONDS:
        hashlib.sha256(_BLOCK)
        blocks += 1
    return blocks / (time.perf_counter() - started)


def _synced() -> float:
    started, times = time.perf_counter(), 0
    with tempfile.TemporaryFile() as file:
        while time.perf_counter() - started < _SECONDS:
            os.write(file.fileno(), bytes(900))
            os.fdatasync(file.fileno())
            times += 1
    return times / (time.perf_counter() - started)


def _woken() -> float:
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        there, back = (pipe.fileno() for pipe in (other.stdin, other.stdout) if pipe)
        started, times = time.perf_counter(), 0
        while time.perf_counter() - started < _SECONDS:
            os.write(there, b".")
            os.read(back, 1)
            times += 1
        return times / (time.perf_counter() - started)
