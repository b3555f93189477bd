"""``kindhours declare``: indexes and topology, before anything new is deployed."""

import click

from deploy.declare import declare_indexes, declare_topology
from deploy.local.reach import running
from shared.contracts.catalogue import SERVICES


@click.command("declare")
def command() -> None:
    """Create the indexes of all databases and the queues of the bus; repeatable."""
    at = running()
    for service in SERVICES:
        declare_indexes(service, at.mongo_uri)
        click.echo(f"indexes of {service}")
    for handler in declare_topology(at.amqp_uri):
        click.echo(f"queue {handler}")
