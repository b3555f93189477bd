"""How operators' commands reach the servers: by the environment, else the stack run here."""

import os
from pathlib import Path

import click

from deploy.local import run_file
from deploy.local.surroundings import ROOT
from shared.settings import Settings
from shared.storage import mongo
from shared.storage.mongo import Db

STATE = ROOT / "var"


def running(folder: Path = STATE) -> run_file.RunFile:
    """What the stack of ``folder`` wrote down; ``MONGO_URI`` and ``AMQP_URI`` go before it."""
    found = run_file.read(folder)
    found.mongo_uri = os.environ.get("MONGO_URI") or found.mongo_uri
    found.amqp_uri = os.environ.get("AMQP_URI") or found.amqp_uri
    if not found.mongo_uri or not found.amqp_uri:
        raise click.ClickException("nothing runs here: `make run`, or set MONGO_URI and AMQP_URI")
    return found


def database_of(service: str) -> Db:
    """The database of one service, as an operator who may read them all."""
    settings = Settings(
        service=service,
        mongo_uri=running().mongo_uri,
        mongo_database=f"kindhours_{service}",
        amqp_uri="",
        token_public_key="",
        public_url="",
    )
    return mongo.connect(settings)
