"""Health, readiness and metrics of one service's web application."""

import os

from flask import Blueprint, Response, current_app, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from pymongo.errors import PyMongoError

from shared.storage import kernel
from shared.storage.mongo import Db


def blueprint(service: str) -> Blueprint:
    """``/<service>/healthz`` (this process lives), ``/readyz`` (its parts do), ``/metrics``."""
    found = Blueprint("health", __name__, url_prefix=f"/{service}")
    found.add_url_rule("/healthz", view_func=_healthz)
    found.add_url_rule("/readyz", view_func=_readyz)
    found.add_url_rule("/metrics", view_func=_metrics)
    return found


def _healthz() -> Response:
    return jsonify(status="ok")


def _readyz() -> tuple[Response, int]:
    """Ready when MongoDB answers and a worker of this service talks with the broker."""
    database: Db = current_app.extensions["kindhours"].database
    try:
        found = kernel.beats(database)
        mongo = True
    except PyMongoError:
        found, mongo = [], False
    broker = any(one.get("broker") for one in found)
    stopped = sorted({name for one in found for name in one.get("stopped", ())})
    answer = jsonify(mongodb=mongo, broker=broker, workers=len(found), stopped_consumers=stopped)
    return answer, 200 if mongo and broker else 503


def _metrics() -> Response:
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    else:
        registry = REGISTRY
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
