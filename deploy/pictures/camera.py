"""A console that remembers the tables it printed."""

from typing import Any

from rich.console import Console
from rich.table import Table


class Camera(Console):
    """Prints like any console; ``tables`` are kept in their order."""

    def __init__(self, *, width: int) -> None:
        super().__init__(width=width, highlight=False)
        self.tables: list[Table] = []

    def print(self, *objects: Any, **named: Any) -> None:
        """Print, and keep the tables."""
        self.tables += [one for one in objects if isinstance(one, Table)]
        super().print(*objects, **named)
