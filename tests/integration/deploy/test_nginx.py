"""nginx in front: its table covers every route, and it answers well when a service is away."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPResponse
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
        if line.strip().startswith("#"):
            continue
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
    paths = [path for path in paths if not path.startswith("/assets/")]  # all have the same
    assert len(paths) > 5
    assert {path: who_answers(path) for path in paths} == dict.fromkeys(paths, service)


get = partial(requests.get, timeout=10)


class Echo(BaseHTTPRequestHandler):
    """A service that answers with what it heard, or with a page."""

    page: str | None = None

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({"path": self.path, **self.headers}).encode()
        if self.page and self.path.endswith("/page"):
            body = self.page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_GET

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def nginx_before(service: str, folder: Path, **settings: str) -> Iterator[str]:
    """The address of an nginx before one service that answers and three that are away."""
    taken: set[int] = set()
    webs = {service: ports.free_port(taken) for service in SERVICES}
    port = ports.free_port(taken)
    answering = ThreadingHTTPServer(("127.0.0.1", webs[service]), Echo)
    Thread(target=answering.serve_forever, daemon=True).start()
    process = nginx.process(folder, folder / "log", port, webs, settings)
    process.start()
    try:
        wait_until(lambda: ports.accepts(port), process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.end()
        answering.shutdown()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with nginx_before("hours", tmp_path_factory.mktemp("nginx")) as address:
        yield address


def test_a_request_keeps_its_name_and_one_without_gets_one(front: str) -> None:
    named = get(f"{front}/api/v1/hours/me?a=1", headers={"X-Request-Id": "mine-1234"})
    assert (named.json()["path"], named.json()["X-Request-Id"]) == (
        "/api/v1/hours/me?a=1",
        "mine-1234",
    )
    unnamed = get(f"{front}/hours/healthz").json()
    assert re.fullmatch(r"[0-9a-f]{32}", unnamed["X-Request-Id"])


def test_nobody_says_for_himself_where_he_comes_from(front: str) -> None:
    forged = {"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "https"}
    answer = get(f"{front}/hours/healthz", headers=forged).json()
    assert (answer["X-Forwarded-For"], answer["X-Forwarded-Proto"]) == ("127.0.0.1", "http")


def test_a_service_that_is_away_is_a_503_with_retry_after(front: str) -> None:
    answer = get(f"{front}/api/v1/activities")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/service-away"
    assert get(f"{front}/api/v1/hours/me").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/hoursx", "/api/v1/", "/elsewhere/metrics"])
def test_an_address_of_nobody_is_a_404_problem(front: str, path: str) -> None:
    answer = get(front + path)
    assert (answer.status_code, answer.json()["status"]) == (404, 404)


def test_people_are_told_as_people(front: str) -> None:
    lost, away = get(f"{front}/nowhere"), get(f"{front}/activities/1")
    assert (lost.status_code, away.status_code) == (404, 503)
    assert "没有这个页面" in lost.content.decode()
    assert "本页会自动重试" in away.content.decode()
    assert away.headers["Retry-After"] == "2"


@pytest.mark.parametrize("path", ["/nowhere", "/activities/1"])
def test_what_nginx_says_itself_looks_as_the_pages_do(front: str, path: str) -> None:
    answer = get(front + path, cookies={"size": "large"})
    told, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert '<html lang="zh-CN" class="large">' in told
    assert "<style" not in told
    assert "<script" not in told
    for asset in re.findall(r'(?:href|src)="(/assets/[^"]+)"', told):
        assert get(front + asset).json()["path"] == asset
    assert '<a class="btn btn-primary" href="/">' in told
    normal = get(front + path, cookies={"size": '"><b>'}).content.decode()
    assert normal.startswith('<!doctype html><html lang="zh-CN"><head>')


def test_a_file_that_is_too_large_is_told_as_a_page_too(front: str) -> None:
    with socket.create_connection(("127.0.0.1", int(front.rpartition(":")[2])), 10) as line:
        length = 30 * 1024 * 1024
        line.sendall(f"POST /my/corrections/new HTTP/1.1\r\nHost: x\r\nContent-Length: {length}"
                     "\r\n\r\n".encode())  # fmt: skip
        answer = HTTPResponse(line)
        answer.begin()
        told = answer.read().decode()
    assert (answer.status, answer.getheader("Content-Type")) == (413, "text/html; charset=utf-8")
    assert "default-src 'none'" in (answer.getheader("Content-Security-Policy") or "")
    assert "10 MB" in told
    assert "The file is too large" in told


def test_what_all_pages_look_like_comes_from_whoever_is_there(front: str) -> None:
    assert get(f"{front}/assets/1/kindhours.css").json()["path"] == "/assets/1/kindhours.css"


def test_a_page_holds_pieces_of_others_and_a_gap_for_who_is_away(front: str) -> None:
    held = ("/hours/parts/me", "/activities/parts/next")
    Echo.page = "".join(f'[<!--# include virtual="{path}" -->]' for path in held)
    try:
        page = get(f"{front}/hours/page", headers={"Cookie": "session=x"}).text
    finally:
        Echo.page = None
    mine, gone = re.findall(r"\[(.*?)\]", page)
    assert json.loads(mine)["Cookie"] == "session=x", "asked for with the reader's own cookies"
    assert json.loads(mine)["path"] == "/hours/parts/me"
    assert gone == ""


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("path", ["/{}/metrics", "//{}//metrics", "/{}/%6detrics", "/{}/metrics/"])
def test_the_figures_of_a_service_are_nobody_s_business(
    service: str, path: str, tmp_path: Path
) -> None:
    with nginx_before(service, tmp_path) as front:
        assert get(f"{front}/{service}/healthz").status_code == 200
        assert get(front + path.format(service)).status_code == 404


KNOCKS = [
    ("POST", "/api/v1/sessions"),
    ("POST", "/api/v1/volunteers"),
    ("PUT", "/api/v1/volunteers/password"),
    ("POST", "/api/v1//sessions/"),
    ("POST", "/sign-in"),
    ("POST", "/me/password"),
]
SLOW = {"ADDRESS_RATE": "1r/m", "ADDRESS_BURST": str(len(KNOCKS) - 1)}


def test_one_address_knocks_only_so_often_and_hears_when_to_come_back(tmp_path: Path) -> None:
    with nginx_before("volunteers", tmp_path, **SLOW) as front:

        def ask(method: str, path: str, **headers: str) -> requests.Response:
            return requests.request(method, front + path, headers=headers, timeout=10)

        assert [ask(*knock).status_code for knock in KNOCKS] == [200] * len(KNOCKS)
        for knock in KNOCKS:
            no = ask(*knock, **{"X-Forwarded-For": "8.8.8.8"})
            assert (no.status_code, no.headers["Retry-After"]) == (429, "5")
            if not knock[1].startswith("/api/"):
                assert "请求过多" in no.content.decode()
                continue
            assert no.headers["Content-Type"] == "application/problem+json"
            assert no.json()["type"] == "/problems/too-often"
        for other in (
            ("GET", "/api/v1/volunteers/me"),
            ("POST", "/api/v1/sessions/refresh"),
            ("POST", "/api/v1/volunteers/enter"),
        ):
            assert ask(*other).status_code == 200


def test_a_proxy_of_ours_says_whom_a_request_comes_from(tmp_path: Path) -> None:
    trusting = {**SLOW, "ADDRESS_BURST": "1", "TRUSTED_PROXIES": "127.0.0.0/8"}
    with nginx_before("volunteers", tmp_path, **trusting) as front:

        def knock(address: str) -> requests.Response:
            headers = {"X-Forwarded-For": address, "X-Forwarded-Proto": "https"}
            return requests.post(f"{front}/api/v1/sessions", headers=headers, timeout=10)

        heard = knock("6.6.6.6, 8.8.8.8").json()
        assert (heard["X-Forwarded-For"], heard["X-Forwarded-Proto"]) == ("8.8.8.8", "https")
        homes = ["8.8.8.8", "8.8.8.8", "9.9.9.9"]
        homes += ["2001:db8:1:2::1", "2001:db8:1:2:3::1", "2001:db8:1:2:4::1", "2001:db8:1:3::1"]
        answers = [knock(home).status_code for home in homes]
        assert answers == [200, 429, 200, 200, 200, 429, 200]


def test_two_gigabytes_are_refused_before_they_are_sent(front: str) -> None:
    """The answer comes on the headers alone, and says what to do."""
    host, port = front.removeprefix("http://").split(":")
    head = (
        "POST /api/v1/back-entries/x/proof HTTP/1.1\r\nHost: here\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {2 * 1024**3}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(head.encode())
        answer = HTTPResponse(line)
        answer.begin()
        told = json.loads(answer.read())
    assert (answer.status, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert (told["type"], "10 MB" in told["title"]) == ("/problems/too-large", True)
