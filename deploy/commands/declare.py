"""``kindhours declare``: the topology, before anything new is deployed."""

import click

from deploy.declare import declare
from deploy.local.reach import running


@click.command("declare")
def command() -> None:
    """Create the exchanges and queues of the bus; repeatable."""
    for handler in declare(running().amqp_uri):
        click.echo(f"queue {handler}")
