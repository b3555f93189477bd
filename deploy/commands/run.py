"""``kindhours run``: everything on this machine, until Ctrl-C."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
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
    with _steps(console) as tell:
        stack = Stack(
            STATE,
            mongo_uri=os.environ.get("MONGO_URI"),
            amqp_uri=os.environ.get("AMQP_URI"),
            rather=RATHER,
            tell=tell,
        )
        try:
            stack.start()
        except (StartFailed, AlreadyRunning, FileNotFoundError) as trouble:
            raise click.ClickException(str(trouble)) from None
        except KeyboardInterrupt:
            raise SystemExit(130) from None
    try:
        show_address(console, stack.url, found_first_people(stack))
        for ending in _ENDINGS:
            signal.signal(ending, lambda *_: wanted.set())
        wanted.wait()
    except KeyboardInterrupt:
        pass
    finally:
        for ending in _ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        console.print("ending all processes …")
        stack.stop()


def _stop_starting(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _steps(console: Console) -> Iterator[Callable[[str], None]]:
    """Shows what goes on: as one moving line in a terminal, as plain lines elsewhere."""
    if not console.is_terminal:
        yield console.print
        return
    with console.status("starting …") as status:

        def tell(line: str) -> None:
            status.update(line + " …")

        yield tell
