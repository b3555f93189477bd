"""What each service finds in its environment: its own secrets and nobody else's."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / ".env.example"

_OWN_SECRETS = {
    "volunteers": ("TOKEN_PRIVATE_KEY", "IDENTITY_KEYS", "BLIND_INDEX_KEYS"),
    "activities": ("CODE_SECRET",),
    "hours": ("HOURS_KEYS_MASTER",),
}

# What makes each process smaller (deploy/docker/Dockerfile sets the same): two heaps instead of
# one for each thread, no resolver of eventlet's own (7 MB), no second copy of a dictionary.
SMALLER = {
    "MALLOC_ARENA_MAX": "2",
    "EVENTLET_NO_GREENDNS": "yes",
    "PYPINYIN_NO_DICT_COPY": "true",
}


@dataclass(frozen=True)
class Surroundings:
    """The servers and secrets of one run; ``more`` overrides what is worked out here."""

    keys: Mapping[str, str]
    mongo_uris: Mapping[str, str]
    amqp_uris: Mapping[str, str]
    url: str
    more: Mapping[str, str]

    def of(self, service: str) -> dict[str, str]:
        """All variables of one service's web and worker."""
        own = {name: self.keys[name] for name in _OWN_SECRETS.get(service, ())}
        return {
            **_chosen_by_the_caller(),
            "PYTHONUNBUFFERED": "1",
            **SMALLER,
            "MONGO_URI": self.mongo_uris[service],
            "AMQP_URI": self.amqp_uris[service],
            "TOKEN_PUBLIC_KEY": self.keys["TOKEN_PUBLIC_KEY"],
            "PUBLIC_URL": self.url,
            "WORKER_NAME": f"{service}.worker",
            **own,
            **self.more,
        }


def _chosen_by_the_caller() -> dict[str, str]:
    """Settings of .env.example that ``make run`` was called with, say SMTP_HOST."""
    lines = EXAMPLE.read_text().splitlines()
    names = {line.lstrip("# ").split("=", 1)[0] for line in lines if "=" in line}
    names -= {"MONGO_URI", "AMQP_URI"}
    return {name: os.environ[name] for name in names if name in os.environ}
