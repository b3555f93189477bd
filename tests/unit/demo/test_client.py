"""The demo's phones wait out trouble, repeat with the same key and take refusals for answers."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy.demo.client import Client, Unanswered

OK, AWAY, NO = (201, {"ok": True}), (503, {}), (409, {"type": "/problems/wrong-status"})
RUNNING = (409, {"type": "/problems/still-running"})
HANG_UP = (0, {})


class Server:
    """Answers a POST with the next of ``script``; keeps the keys."""

    def __init__(self, script: list[tuple[int, dict[str, object]]]) -> None:
        self.keys: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.keys.append(self.headers["Idempotency-Key"])
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, body = script.pop(0)
                if status:
                    self.reply(status, body)

            def reply(self, status: int, body: dict[str, object]) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.client = Client(f"http://127.0.0.1:{self.server.server_port}", connections=2)


@pytest.fixture
def serve() -> Iterator[type[Server]]:
    made: list[Server] = []

    class Kept(Server):
        def __init__(self, script: list[tuple[int, dict[str, object]]]) -> None:
            super().__init__(script)
            made.append(self)

    yield Kept
    for server in made:
        server.client.close()
        server.server.shutdown()
        server.server.server_close()


def test_trouble_is_waited_out_with_the_same_key(serve: type[Server]) -> None:
    server = serve([AWAY, HANG_UP, RUNNING, OK])
    assert server.client.must("POST", "/x", {}, key="签到 1") == {"ok": True}
    assert len(server.keys) == 4
    assert len(set(server.keys)) == 1
    assert server.client.repeats == 3


def test_a_refusal_is_an_answer(serve: type[Server]) -> None:
    server = serve([NO])
    answer = server.client.send("POST", "/x", {})
    assert (answer.status, answer.problem, answer.tries) == (409, "wrong-status", 1)
    assert server.client.refusals == {"409 wrong-status": 1}


def test_a_refusal_is_no_answer_to_what_must_be_done(serve: type[Server]) -> None:
    server = serve([HANG_UP, NO])
    with pytest.raises(Unanswered, match="409"):
        server.client.must("POST", "/x", {}, key="签到 1")


def test_patience_ends(serve: type[Server]) -> None:
    server = serve([AWAY] * 3)
    server.client.close()  # gives up at once
    with pytest.raises(Unanswered, match="after 1 tries"):
        server.client.send("POST", "/x", {})
