"""``kindhours dead-letters``: what handlers could not take."""

import click
from kombu import Connection

from deploy.local.reach import running
from shared.contracts.catalogue import HEARS
from shared.messaging import dead_letters

HANDLER = click.argument("handler", type=click.Choice(list(HEARS)))


@click.group("dead-letters")
def command() -> None:
    """List dead letters, read them, send them again."""


@command.command("list")
def list_() -> None:
    """How many dead letters each handler has."""
    for handler, count in dead_letters.count(_connection()).items():
        click.echo(f"{count:>8}  {handler}")


@command.command()
@HANDLER
@click.option("--most", default=20, show_default=True, help="Read no more than so many.")
def read(handler: str, most: int) -> None:
    """Show dead letters with their reasons; they stay where they are."""
    for letter in dead_letters.read(_connection(), handler, most):
        click.secho(f"{letter.at}  {letter.reason}", bold=True)
        click.echo(letter.body)


@command.command()
@HANDLER
@click.option("--event", "event_id", help="Only the event of this id.")
def resend(handler: str, event_id: str | None) -> None:
    """Give dead letters to their handler again, when what was wrong is mended."""
    sent = dead_letters.resend(_connection(), handler, event_id=event_id)
    click.echo(f"sent {sent} again to {handler}")


def _connection() -> Connection:
    return Connection(running().amqp_uri, connect_timeout=5)
