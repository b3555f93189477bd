"""docker-compose.yml keeps compose's schema and our own rules: no root, no secret in the file."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local import users
from deploy.local.surroundings import ROOT
from shared.contracts.catalogue import SERVICES

FILE = ROOT / "docker-compose.yml"


def check(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    return subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return found


def test_the_file_keeps_the_compose_schema() -> None:
    checked = check(FILE)
    assert checked.returncode == 0, checked.stdout


def test_an_unknown_key_would_be_refused(compose: dict[str, Any], tmp_path: Path) -> None:
    compose["services"]["nginx"]["helth"] = {}
    (tmp_path / "compose.yml").write_text(yaml.safe_dump(compose))
    del compose["services"]["nginx"]["helth"]
    assert check(tmp_path / "compose.yml").returncode == 1


def test_each_service_has_a_web_and_a_worker_and_all_are_watched(compose: dict[str, Any]) -> None:
    wanted = {f"{service}-{part}" for service in SERVICES for part in ("web", "worker")}
    assert wanted | {"mongo", "rabbitmq", "nginx", "declare"} == compose["services"].keys()
    for name in compose["services"].keys() - {"declare"}:
        assert "healthcheck" in compose["services"][name], name


def test_nothing_runs_as_root(compose: dict[str, Any]) -> None:
    assert "USER kindhours" in (ROOT / "deploy/docker/Dockerfile").read_text()
    for name, service in compose["services"].items():
        ours = service["image"] == "kindhours"
        unprivileged = "unprivileged" in service["image"] or service.get("user") not in (
            None,
            "root",
        )
        assert ours or unprivileged, name
        assert service["cap_drop"] == ["ALL"], name


def test_every_secret_comes_from_outside(compose: dict[str, Any]) -> None:
    for name, value in _settings(compose):
        if any(word in name for word in ("KEY", "SECRET", "PASSWORD", "URI")):
            assert value is None or "${" in value, name
    named = {line for line in FILE.read_text().splitlines() if '"password"' in line}
    assert len(named) == len(SERVICES) + 1
    assert all('"${BUS_' in line for line in named)


def test_the_bus_users_may_do_what_they_may_in_the_local_run(compose: dict[str, Any]) -> None:
    content = yaml.safe_load(compose["configs"]["bus-users"]["content"].replace("$$", "$"))
    everybody = [users.operator(""), *(users.service(name, "") for name in SERVICES)]
    assert content["permissions"] == users.definitions(everybody)["permissions"]


def test_every_file_it_mounts_is_there(compose: dict[str, Any]) -> None:
    mounts = [v for service in compose["services"].values() for v in service.get("volumes", ())]
    files = [mount.split(":")[0] for mount in mounts if mount.startswith(".")]
    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []


def _settings(compose: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for service in compose["services"].values():
        yield from service.get("environment", {}).items()
