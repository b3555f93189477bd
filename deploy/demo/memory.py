"""What the running system holds in memory and has used of the processors, by process."""

from collections.abc import Iterable
from typing import Any

import psutil

from deploy.local.stack import Stack

_MEGABYTE = 1024 * 1024


def memory_of(stack: Stack) -> list[dict[str, Any]]:
    """For each process of the stack with its children: {name, pss, rss, cpu}, the largest first.

    MiB; PSS divides what processes share, so that its sum is what the system really needs.
    ``cpu``: seconds of processor time since the process started.
    """
    found = []
    for name in stack.names:
        for number, process in enumerate(_family(stack.process(name).pid)):
            try:
                sizes, times = process.memory_full_info(), process.cpu_times()
            except psutil.Error:  # it ended meanwhile
                continue
            part = f"{name}/{process.name()}" if number else name
            found.append(
                {
                    "name": part,
                    "pss": round(sizes.pss / _MEGABYTE, 1),
                    "rss": round(sizes.rss / _MEGABYTE, 1),
                    "cpu": round(times.user + times.system, 1),
                }
            )
    return sorted(found, key=lambda one: -one["pss"])


def _family(pid: int) -> Iterable[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []
