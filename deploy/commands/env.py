"""``kindhours env``: how to talk to the running stack from a shell."""

import shlex

import click

from deploy.local.reach import running


@click.command("env")
def command() -> None:
    """Print the environment of an operator: eval "$(./kindhours env)"."""
    at = running()
    found = {"KINDHOURS_URL": at.url, "MONGO_URI": at.mongo_uri, "AMQP_URI": at.amqp_uri}
    for name, value in found.items():
        click.echo(f"export {name}={shlex.quote(value)}")
