"""``kindhours``: the command line. Each command is a file of its own in commands/."""

import pkgutil
import sys
from importlib import import_module
from typing import Any

import click

from deploy import commands


class Commands(click.Group):
    """Finds ``command`` in commands/<name>.py, and imports only the one that is called."""

    def list_commands(self, _: click.Context) -> list[str]:
        found = (module.name for module in pkgutil.iter_modules(commands.__path__))
        return sorted(name.rstrip("_").replace("_", "-") for name in found)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        file = name.replace("-", "_")
        file = "import_" if file == "import" else file
        command: click.Command = import_module(f"deploy.commands.{file}").command
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run the command; a server that is away is told in one line."""
        try:
            return super().invoke(context)
        except _server_troubles() as trouble:
            raise click.ClickException(f"a server does not answer: {trouble}") from None


def _server_troubles() -> tuple[type[Exception], ...]:
    """The errors of the libraries the command has imported; the others cannot have raised."""
    names = (
        ("kombu.exceptions", "OperationalError"),
        ("amqp.exceptions", "AMQPError"),
        ("pymongo.errors", "PyMongoError"),
    )
    found = [getattr(sys.modules[module], name) for module, name in names if module in sys.modules]
    return (ConnectionError, TimeoutError, *found)


@click.group(cls=Commands)
def main() -> None:
    """Run Kindhours on this machine and look after it."""


if __name__ == "__main__":
    main(prog_name="kindhours")
