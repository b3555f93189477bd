"""``python -m deploy.verify.main``: check the running system from outside."""

from datetime import datetime

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from deploy.local.reach import running
from deploy.verify.reading import open_databases
from deploy.verify.verifier import INVARIANTS, Evidence, Verdict, verify


def show(verdict: Verdict, console: Console) -> None:
    """The invariants with their answers, then what was found."""
    table = Table(title="不变式 · invariants", title_justify="left")
    table.add_column("")
    table.add_column("")
    table.add_column("秒 · s", justify="right")
    for name, words in INVARIANTS.items():
        sign = "[red]✗[/]" if verdict.of(name) else "[green]✓[/]"
        table.add_row(name, f"{sign} {words}", f"{verdict.seconds.get(name, 0):.2f}")
    console.print(table)
    for finding in verdict.findings:
        console.print(f"[red]✗[/] {escape(str(finding))}", soft_wrap=True)


def report(mongo_uri: str, amqp_uri: str, since: datetime | None, console: Console) -> bool:
    """Check and show; says whether all holds."""
    verdict = verify(open_databases(mongo_uri), amqp_uri, Evidence(since=since))
    show(verdict, console)
    return verdict.exact


@click.command("verify")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Look for messages from this day on only, where older ones have been forgotten.",
)
def command(since: datetime | None) -> None:
    """Read every database and check I1 to I8; the exit code is 1 when one of them fails.

    Run it while little happens: a check-out that is still on its way to the hour bank is found
    as one without a journal.
    """
    at = running()
    since = since.astimezone() if since else None
    if not report(at.mongo_uri, at.amqp_uri, since, Console(highlight=False, emoji=False)):
        raise SystemExit(1)


if __name__ == "__main__":
    command()
