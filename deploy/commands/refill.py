"""``kindhours refill``: fill a queue again from the past."""

import click
from kombu import Connection

from deploy.local.reach import database_of, running
from shared.contracts.catalogue import HEARS
from shared.messaging.refill import refill


@click.command("refill")
@click.argument("handler", type=click.Choice(list(HEARS)))
def command(handler: str) -> None:
    """Send HANDLER all events of the past it hears; what it knows already changes nothing."""
    sent = refill(Connection(running().amqp_uri, connect_timeout=5), handler, database_of)
    click.echo(f"sent {sent} events to {handler}")
