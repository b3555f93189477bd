"""Blows against the running system, each struck while the load has come so far."""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
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
        pid = stack.process(process).pid
        frozen = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        for one in frozen:
            one.suspend()
        threading.Event().wait(seconds)
        for one in frozen:
            one.resume()

    return Strike(f"freeze {process} for {seconds} s", strike)


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
