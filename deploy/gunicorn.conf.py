"""How gunicorn serves each service, in containers and in the local run alike."""

import gc
import os
import tempfile
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "1"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "16"))
backlog = 2048
# Longer than nginx keeps its idle connections, so that nginx is always the one who closes.
keepalive = 75
graceful_timeout = 10
timeout = 60
accesslog = None
loglevel = "warning"
# Two masters in one folder would share the one file.
control_socket_disable = True
# The workers share the application's memory; it opens no connection before its first request.
preload_app = True

if workers > 1:  # their counters add up in files; prometheus_client reads the folder's name here
    _counters = tempfile.TemporaryDirectory(prefix="kindhours-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _counters.name


def when_ready(_: Any) -> None:
    """Keep the collector off what the workers share: looking at it would copy it."""
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    """Take a dead worker's gauges out of the figures."""
    if workers > 1:
        from prometheus_client import multiprocess  # its import reads the folder's name

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
