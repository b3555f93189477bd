"""``kindhours``: the command line. Each command is a file of its own in commands/."""

import pkgutil
from importlib import import_module

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


@click.group(cls=Commands)
def main() -> None:
    """Run Kindhours on this machine and look after it."""


if __name__ == "__main__":
    main(prog_name="kindhours")
