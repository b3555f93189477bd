""".env.example names every setting with its true default, and compose hands each to its service."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local import keys, nginx
from deploy.local.surroundings import EXAMPLE, ROOT
from shared import settings
from shared.contracts.catalogue import SERVICES

READS = re.compile(
    r'(?:env\.\w+\(|keys_in\(env,)\s*"([A-Z_]+)"|os\.environ(?:\.get\(|\[)"([A-Z_]+)"'
)
LOCAL_ONLY = {"KINDHOURS_CLOCK_FILE", "MONGO_DATABASE", "WORKER_NAME", "PROMETHEUS_MULTIPROC_DIR"}


def read_in(*files: str) -> set[str]:
    texts = [text for name in files for file in ROOT.glob(name) for text in [file.read_text()]]
    return {one or other for text in texts for one, other in READS.findall(text)}


def defaults() -> dict[str, str]:
    pairs = re.findall(r"^#? ?([A-Z_]+)=(.+)$", EXAMPLE.read_text(), re.MULTILINE)
    return {name: value for name, value in pairs if name != "MONGO_URI"}


def test_the_example_names_every_setting_that_is_read() -> None:
    named = set(re.findall(r"^#? ?([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))
    read = read_in("shared/**/*.py", "services/**/*.py", "deploy/gunicorn.conf.py")
    internal = {"BIND", "WORKER_NAME", "PROMETHEUS_MULTIPROC_DIR"}
    assert read - internal <= named
    assert defaults().keys() - {"HTTP_PORT"} <= read | nginx.DEFAULTS.keys()


def test_nginx_has_the_same_defaults_everywhere() -> None:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    given = compose["services"]["nginx"]["environment"]
    for name, value in nginx.DEFAULTS.items():
        assert defaults()[name] == value
        assert given[name] == f"${{{name}:-{value}}}"
    words = set(re.findall(r"\$\{([A-Z_]+)\}", nginx.TEMPLATE.read_text()))
    assert words == given.keys()


@pytest.mark.parametrize("service", SERVICES)
def test_the_defaults_of_the_example_are_the_true_ones(
    service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in keys.keys_of(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MONGO_URI", "mongodb://127.0.0.1")
    own = import_module(f"services.{service}.settings").read
    silent = (own(), settings.read(service))
    for name, value in defaults().items():
        monkeypatch.setenv(name, value)
    assert (own(), settings.read(service)) == silent


@pytest.mark.parametrize("service", SERVICES)
def test_compose_hands_each_service_the_settings_it_reads(service: str) -> None:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    wanted = read_in("shared/**/*.py", f"services/{service}/**/*.py") - LOCAL_ONLY
    for part in ("web", "worker"):
        given = compose["services"][f"{service}-{part}"]["environment"]
        assert wanted <= given.keys()
