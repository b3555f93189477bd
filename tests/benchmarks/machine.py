"""What machine a figure comes from."""

import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import psutil

_PARTS = (
    "nameko", "kombu", "eventlet", "pymongo", "gunicorn", "flask", "celery", "celery-batches",
    "dramatiq", "faststream", "taskiq",
)  # fmt: skip


def description() -> dict[str, str]:
    """Processor, memory, system and the versions that matter."""
    found = {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        "python": platform.python_version(),
    }
    found["medici"] = _medici()
    for part in _PARTS:
        try:
            found[part] = version(part)
        except ModuleNotFoundError:
            found[part] = "not installed"
    return found


def _medici() -> str:
    """``make bench`` has npm install it beside the bench's environment."""
    path = Path(sys.prefix) / "medici" / "node_modules" / "medici" / "package.json"
    return str(json.loads(path.read_text())["version"]) if path.exists() else "not installed"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()
