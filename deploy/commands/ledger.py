"""``kindhours ledger``: whether the books of the hour bank are sound, and their balances anew."""

import os
import socket
import time
from collections.abc import Iterable
from functools import partial

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.local.reach import running
from deploy.verify.books import Step, before_rebuilding, steps
from deploy.verify.reading import Databases, at_one_moment, open_databases
from services.hours.operations.ledger.rebuild_balances import Restored, rebuild_balances
from services.hours.store import Store
from services.hours.store.ledger.chains import BOOKS
from shared.refusal import Refusal

_SHOWN = 1_000


@click.group("ledger")
def command() -> None:
    """The two books of the hour bank: the service record and the time currency."""


@command.command("verify")
def verify() -> None:
    """Check chains, seals, sums, balances and evidence; exit code 1 names each fault.

    Everything is read as it was at one moment, so the bank may go on working.
    """
    console = Console(highlight=False, emoji=False)
    with at_one_moment(_databases()) as databases:
        faults = _walk(steps(databases), console)
    if faults:
        raise click.ClickException(f"{faults:,} faults")
    console.print("[green]✓[/] 两本账相符 · both books are sound")


@command.command("rebuild")
@click.option("--dry-run", is_flag=True, help="Say what would be corrected, and correct nothing.")
def rebuild(dry_run: bool) -> None:
    """Restore accounts and purses from the journals; only what differs is corrected.

    The journals are verified first: from books that were tampered with nothing is restored. The
    bank may go on working. Cut off, it may be run again; run twice, it does the same as once.
    """
    console = Console(highlight=False, emoji=False)
    with at_one_moment(_databases()) as databases:
        if faults := _walk(before_rebuilding(databases), console):
            raise click.ClickException(f"{faults:,} faults: balances cannot be taken from this")
        count = _rebuild(databases, dry_run, console)
    verb = "would be corrected" if dry_run else "corrected"
    console.print(f"[green]✓[/] {count:,} {verb}")


def _databases() -> Databases:
    return open_databases(running().mongo_uri)


def _walk(found: Iterable[Step], console: Console) -> int:
    """Take each step and show its faults; returns how many there are."""
    faults = 0
    with _bars(console) as bars:
        for name, total, look in found:
            task = bars.add_task(name, total=total)
            started, before = time.monotonic(), faults
            for fault in look(partial(bars.advance, task)):
                faults += 1
                if faults <= _SHOWN:
                    bars.console.print(f"[red]✗[/] {escape(fault)}", soft_wrap=True)
            bars.remove_task(task)
            sign = "[green]✓[/]" if faults == before else "[red]✗[/]"
            bars.console.print(f"{sign} {name}  {time.monotonic() - started:.1f} s")
    return faults


def _rebuild(databases: Databases, dry: bool, console: Console) -> int:
    count = 0
    totals = {one: databases.hours[one.journals].estimated_document_count() for one in BOOKS}
    with _bars(console) as bars:
        tasks = {
            book.name: bars.add_task(f"余额 balances of the {book.name}", total=total)
            for book, total in totals.items()
        }
        assert databases.session is not None  # noqa: S101 (at_one_moment gave it)
        work = rebuild_balances(
            store=Store(databases.hours),
            session=databases.session,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            dry=dry,
            tell=lambda book, read: bars.advance(tasks[book], read),
        )
        try:
            for one in work:
                count += 1
                if count <= _SHOWN:
                    bars.console.print(escape(_said(one)), soft_wrap=True)
        except Refusal as no:
            raise click.ClickException(str(no)) from None
    return count


def _said(one: Restored) -> str:
    changed = [
        f"{name} {_plain((one.before or {}).get(name))} → {_plain(value)}"
        for name, value in one.after.items()
        if (one.before or {}).get(name) != value
    ]
    return f"{one.key}: {', '.join(changed)}"


def _plain(value: object) -> str:
    return value.hex()[:16] if isinstance(value, bytes) else str(value)


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
