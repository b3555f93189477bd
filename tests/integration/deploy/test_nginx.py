"""nginx in front: its table covers every route, and it answers well when a service is away."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest
import requests

from deploy.local import keys, nginx, ports
from deploy.local.processes import wait_until
from deploy.local.surroundings import Surroundings
from shared.contracts.catalogue import SERVICES
from shared.settings import Settings

TEMPLATE = nginx.TEMPLATE.read_text()
TABLE = re.search(r"map \$uri \$service \{\n(.*?)\n\}", TEMPLATE, re.DOTALL)


def who_answers(path: str) -> str | None:
    """The service of ``path`` by the table: the first pattern that fits."""
    assert TABLE
    for line in TABLE[1].splitlines():
        pattern, service = line.strip().removesuffix(";").split()
        if found := re.search(pattern.removeprefix("~").replace("(?<", "(?P<"), path):
            return found["named"] if service == "$named" else service
    return None


@pytest.mark.parametrize("service", SERVICES)
def test_the_table_sends_every_route_to_its_service(
    service: str,
    make_settings: Callable[..., Settings],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nobody = dict.fromkeys(SERVICES, "")
    around = Surroundings(keys.keys_of(tmp_path), nobody, nobody, "http://here", {})
    for name, value in around.of(service).items():
        monkeypatch.setenv(name, value)
    app = import_module(f"services.{service}.wsgi").create(make_settings(service))
    paths = [re.sub(r"<[^>]+>", "x", rule.rule) for rule in app.url_map.iter_rules()]
    assert len(paths) > 5
    assert {path: who_answers(path) for path in paths} == dict.fromkeys(paths, service)


get = partial(requests.get, timeout=10)


class Echo(BaseHTTPRequestHandler):
    """A service that answers with what it heard."""

    def do_GET(self) -> None:
        body = json.dumps({"path": self.path, **self.headers}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx before one service that answers (hours) and three that are away."""
    folder = tmp_path_factory.mktemp("nginx")
    taken: set[int] = set()
    webs = {service: ports.free_port(taken) for service in SERVICES}
    port = ports.free_port(taken)
    hours = ThreadingHTTPServer(("127.0.0.1", webs["hours"]), Echo)
    Thread(target=hours.serve_forever, daemon=True).start()
    process = nginx.process(folder, folder / "log", port, webs)
    process.start()
    wait_until(lambda: ports.accepts(port), process)
    yield f"http://127.0.0.1:{port}"
    process.end()
    hours.shutdown()


def test_a_request_keeps_its_name_and_one_without_gets_one(front: str) -> None:
    named = get(f"{front}/api/v1/hours/me?a=1", headers={"X-Request-Id": "mine-1234"})
    assert (named.json()["path"], named.json()["X-Request-Id"]) == (
        "/api/v1/hours/me?a=1",
        "mine-1234",
    )
    unnamed = get(f"{front}/hours/healthz").json()
    assert re.fullmatch(r"[0-9a-f]{32}", unnamed["X-Request-Id"])


def test_nobody_says_for_himself_where_he_comes_from(front: str) -> None:
    answer = get(f"{front}/hours/healthz", headers={"X-Forwarded-For": "8.8.8.8"}).json()
    assert answer["X-Forwarded-For"] == "127.0.0.1"


def test_a_service_that_is_away_is_a_503_with_retry_after(front: str) -> None:
    answer = get(f"{front}/api/v1/activities")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/service-away"
    assert get(f"{front}/api/v1/hours/me").status_code == 200


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/hoursx", "/api/v1/", "/elsewhere/metrics"])
def test_an_address_of_nobody_is_a_404_problem(front: str, path: str) -> None:
    answer = get(front + path)
    assert (answer.status_code, answer.json()["status"]) == (404, 404)
