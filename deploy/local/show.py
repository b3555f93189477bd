"""What ``make run`` says when everything is up."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.panel import Panel
from rich.table import Table


@dataclass(frozen=True)
class SignIn:
    """One account of the first people."""

    role: str
    name: str
    phone: str
    password: str
    organisation: str


def show_address(console: Console, url: str, sign_ins: Sequence[SignIn]) -> None:
    """The one address, how to sign in, how to end."""
    if console.is_terminal:
        table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 3, 0, 0))
        for title in ("role", "name", "of", "phone", "password"):
            table.add_column(title)
        for one in sign_ins:
            table.add_row(one.role, one.name, one.organisation, one.phone, one.password)
        console.print(Panel(table, title=f"Kindhours 爱心计时  [bold]{url}[/]", expand=False))
    else:
        console.print(f"Kindhours is ready: {url}", soft_wrap=True)
        for one in sign_ins:
            line = f"{one.role:14} {one.name} {one.organisation}  {one.phone}  {one.password}"
            console.print(line, soft_wrap=True)
    console.print(
        f"API: {url}/api/<service>/docs   Ctrl-C ends everything, the data stays.", soft_wrap=True
    )
