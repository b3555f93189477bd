"""Blows against the running system, each struck while the load has come so far."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

from deploy.demo.client import Client
from deploy.demo.waiting import wait_for
from deploy.local.stack import Stack


@dataclass(frozen=True, slots=True)
class Strike:
    """``name`` says what happens to whom."""

    name: str
    strike: Callable[[Stack], None]


def kill(process: str) -> Strike:
    """kill -9: no farewell, whatever it was doing."""
    return Strike(f"kill -9 {process}", lambda stack: _signal(stack, process, signal.SIGKILL))


def end(process: str) -> Strike:
    """SIGTERM, as at every deployment, in the middle of work."""
    return Strike(f"SIGTERM {process}", lambda stack: _signal(stack, process, signal.SIGTERM))


def kill_child(process: str) -> Strike:
    """kill -9 of a gunicorn worker: its requests are gone, its master starts another."""

    def strike(stack: Stack) -> None:
        children = psutil.Process(stack.process(process).pid).children()
        if children:
            children[0].kill()

    return Strike(f"kill -9 a child of {process}", strike)


def freeze(process: str, seconds: float) -> Strike:
    """SIGSTOP, and SIGCONT so many seconds later: it wakes up in another time."""

    def strike(stack: Stack) -> None:
        with _frozen(stack, process):
            _linger(seconds)

    return Strike(f"freeze {process}", strike)


def kill_frozen(process: str, seconds: float = 1.5) -> Strike:
    """kill -9 of a server that stood still: what others had sent it is gone, unanswered.

    Of the broker: between publish and confirm.
    """

    def strike(stack: Stack) -> None:
        with _frozen(stack, process):
            _linger(seconds)
            _signal(stack, process, signal.SIGKILL)

    return Strike(f"kill -9 {process}, frozen", strike)


def kill_unanswered(process: str, server: str, seconds: float = 1.0) -> Strike:
    """kill -9 of ``process`` and its children while ``server`` stands still, which then goes on:
    it does what it was asked to, and nobody is there to hear of it.

    Of a web and mongod: between commit and reply. Of a worker and the broker: between commit
    and acknowledgement.
    """

    def strike(stack: Stack) -> None:
        with _frozen(stack, server):
            _linger(seconds)
            for one in _family(stack, process):
                one.kill()

    return Strike(f"kill -9 {process} while {server} is frozen", strike)


@contextmanager
def _frozen(stack: Stack, process: str) -> Iterator[None]:
    frozen = _family(stack, process)
    for one in frozen:
        one.suspend()
    try:
        yield
    finally:
        for one in frozen:
            with suppress(psutil.NoSuchProcess):
                one.resume()


def _family(stack: Stack, process: str) -> list[psutil.Process]:
    victim = stack.process(process)
    wait_for(lambda: victim.alive, f"{process} lives")
    parent = psutil.Process(victim.pid)
    return [parent, *parent.children(recursive=True)]


def _linger(seconds: float) -> None:
    """A fault lasts; nothing is waited for."""
    threading.Event().wait(seconds)


def _signal(stack: Stack, process: str, number: signal.Signals) -> None:
    """A process that is just being started again is waited for, so that every blow hits."""
    victim = stack.process(process)
    wait_for(lambda: victim.alive, f"{process} lives")
    os.kill(victim.pid, number)


def strike_all(
    strikes: Sequence[Strike], stack: Stack, client: Client, load: "Future[None]", every: int
) -> list[str]:
    """Strike once after each ``every`` answered requests of the load, until the load ends.

    Returns the names of the strikes that came to be.
    """
    struck: list[str] = []
    for number, one in enumerate(strikes, 1):
        wait_for(
            lambda due=number * every: client.requests >= due or load.done(),
            f"{number * every} requests",
            seconds=300,
        )
        if load.done():
            break
        one.strike(stack)
        struck.append(one.name)
    return struck
