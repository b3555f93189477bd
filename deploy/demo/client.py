"""The demo's phones: HTTP with patience.

A phone that gets no answer, or a 5xx, sends the same request again with the same
``Idempotency-Key``, and takes what it is answered then for the first answer: no scene has a second
way to find out what became of its command. Check-in and check-out need no key.
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import urllib3

from shared.ids import id_from

Plain = dict[str, Any]
_STILL_RUNNING = "/problems/still-running"


class Unanswered(RuntimeError):
    """Raised when a request found no answer within the patience, or one that no phone expects."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``data`` is the JSON of the answer; ``problem`` the type of a refusal, without its path;
    ``tries`` says how often the request was sent."""

    status: int
    data: Any
    tries: int = 1

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def problem(self) -> str:
        kind = self.data.get("type", "") if isinstance(self.data, dict) else ""
        return str(kind).rpartition("/")[2]


class Client:
    """All phones share the connections; safe to use from many threads.

    ``refusals`` counts the answers of 4xx by problem, ``repeats`` the requests that were sent
    again because of trouble, ``requests`` all of them.
    """

    def __init__(self, url: str, *, connections: int, patience: float = 60) -> None:
        at = urllib3.util.parse_url(url)
        self._pool = urllib3.HTTPConnectionPool(
            at.host or "",
            at.port,
            maxsize=connections,
            block=False,
            retries=False,
            timeout=urllib3.Timeout(connect=3, read=20),
        )
        self._patience = patience
        self._lock = threading.Lock()
        self.refusals: Counter[str] = Counter()
        self.requests = 0
        self.repeats = 0

    def close(self) -> None:
        """Nothing is tried again from now on, so that whoever still waits comes back soon."""
        self._patience = 0
        self._pool.close()

    def get(self, path: str, token: str | None = None) -> Plain:
        """The data of a 200. Raises Unanswered for anything else."""
        return self.must("GET", path, token=token)

    def must(self, method: str, path: str, body: Any = None, **more: Any) -> Plain:
        """The data of a 2xx. Raises Unanswered for anything else."""
        answer = self.send(method, path, body, **more)
        if not answer.ok:
            raise Unanswered(f"{method} {path}: {answer.status} {answer.data}")
        found: Plain = answer.data
        return found

    def upload(self, path: str, file: tuple[str, bytes, str], *, token: str, key: str) -> Plain:
        """Send a file, {name, content, media type}, as a form does. Raises as ``must``."""
        body, kind = urllib3.encode_multipart_formdata({"file": file}, boundary="demo")
        return self.must("POST", path, body, token=token, key=key, headers={"Content-Type": kind})

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to one command or question; trouble is waited out, refusals are answers.

        The ``Idempotency-Key`` is made from ``key``, any text. Raises Unanswered when the
        patience is over.
        """
        sent = {"Accept-Language": "zh", **(headers or {})}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if key:
            sent["Idempotency-Key"] = id_from("demo", key)
        data = body if isinstance(body, bytes) else None
        if body is not None and data is None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        began, pause, tries = time.monotonic(), 0.1, 0
        while True:
            tries += 1
            answer, trouble = self._once(method, path, data, sent)
            if answer is not None and not _worth_repeating(answer):
                self._count(answer, tries)
                return replace(answer, tries=tries)
            if time.monotonic() - began > self._patience:
                raise Unanswered(f"{method} {path} after {tries} tries: {trouble}")
            time.sleep(random.uniform(pause / 2, pause))
            pause = min(pause * 2, 2.0)

    def _once(
        self, method: str, path: str, data: bytes | None, headers: Mapping[str, str]
    ) -> tuple[Answer | None, str]:
        try:
            found = self._pool.urlopen(method, path, body=data, headers=headers)
        except urllib3.exceptions.HTTPError as trouble:
            return None, f"{type(trouble).__name__}: {trouble}"
        kind = found.headers.get("Content-Type", "")
        content = json.loads(found.data) if "json" in kind and found.data else found.data
        return Answer(found.status, content), f"{found.status} {content!r}"[:300]

    def _count(self, answer: Answer, tries: int) -> None:
        with self._lock:
            self.requests += 1
            self.repeats += tries - 1
            if not answer.ok:
                self.refusals[f"{answer.status} {answer.problem}"] += 1


def _worth_repeating(answer: Answer) -> bool:
    """Trouble of the server's, too many at once, or our own first try that still runs."""
    still_running = answer.status == 409 and str(answer.data.get("type", "")) == _STILL_RUNNING
    return answer.status >= 500 or answer.status == 429 or still_running
