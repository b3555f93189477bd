"""``kindhours run``: everything on this machine, until Ctrl-C."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click
from rich.console import Console

from deploy.local.first_people import found_first_people
from deploy.local.processes import StartFailed
from deploy.local.reach import STATE
from deploy.local.run_file import RATHER, AlreadyRunning
from deploy.local.show import show_address
from deploy.local.stack import Stack

_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command("run")
def command() -> None:
    """Start every part, print the address and the sign-ins, end all of it on Ctrl-C."""
    console = Console(highlight=False)
    wanted = threading.Event()
    for ending in _ENDINGS:
        signal.signal(ending, _stop_starting)
    stack = Stack(
        STATE,
        mongo_uri=os.environ.get("MONGO_URI"),
        amqp_uri=os.environ.get("AMQP_URI"),
        rather=RATHER,
    )
    try:
        with _steps(console, stack):
            stack.start()
            sign_ins = found_first_people(stack)
        for ending in _ENDINGS:
            signal.signal(ending, lambda *_: wanted.set())
        show_address(console, stack.url, sign_ins)
        wanted.wait()
    except (StartFailed, AlreadyRunning, FileNotFoundError) as trouble:
        raise click.ClickException(str(trouble)) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    finally:
        for ending in _ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        if stack.url:
            console.print("ending all processes …")
        stack.stop()


def _stop_starting(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _steps(console: Console, stack: Stack) -> Iterator[None]:
    """Shows what goes on: as one moving line in a terminal, as plain lines elsewhere.

    Afterwards restarts are told as lines of their own.
    """
    if not console.is_terminal:
        stack.tell = console.print
        yield
        return
    with console.status("starting …") as status:
        stack.tell = lambda line: status.update(line + " …")
        yield
    stack.tell = console.print
