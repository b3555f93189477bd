"""The clock, injected everywhere. Instants are aware datetimes in UTC."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shared.settings import Settings

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, cut to the millisecond that MongoDB keeps."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def clock_of(settings: Settings) -> Clock:
    """The system's clock, or for rehearsals one moved by ``{"offset_seconds": n}`` in a file.

    The file is read at each call: a rehearsal moves through a season while everything runs. What
    it says is cut to the millisecond too.
    """
    if settings.clock_file is None:
        return system_clock
    path = Path(settings.clock_file)

    def moved() -> datetime:
        offset = json.loads(path.read_text())["offset_seconds"]
        return system_clock() + timedelta(milliseconds=int(offset * 1000))

    return moved
