"""Cookies, forged forms and guessed passwords, from outside as an attacker has it."""

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from tests.browser import looking
from tests.browser.scene import Person, Scene
from tests.browser.visits import Visits

_GUESSES = 8


class From(HTTPAdapter):
    """Connections from another of this machine's own addresses."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *size: Any, **more: Any) -> None:
        super().init_poolmanager(*size, source_address=(self._address, 0), **more)


def guess(session: requests.Session, url: str, person: Person, password: str) -> int:
    """One try on the page; the status it is answered with."""
    page = session.get(f"{url}/sign-in", headers={"Accept": "text/html"}, timeout=20)
    assert page.status_code == 200
    form = {"csrf": session.cookies["csrf"], "phone": person.phone, "password": password}
    answer = session.post(f"{url}/sign-in", data=form, allow_redirects=False, timeout=20)
    return answer.status_code


def test_cookies_are_for_this_site_and_for_no_script(visits: Visits) -> None:
    with visits.opened("volunteer") as page:
        page.goto("/?lang=zh&size=large")
        cookies = page.context.cookies()
        assert {"session", "renewal", "csrf", "language", "size"} <= {
            one["name"] for one in cookies
        }
        for one in cookies:
            assert one["httpOnly"], one["name"]
            assert one["sameSite"] == "Lax", one["name"]
        assert [one["path"] for one in cookies if one["name"] == "renewal"] == ["/session"]
        assert page.evaluate("document.cookie") == ""


def test_a_form_from_elsewhere_changes_nothing(visits: Visits, scene: Scene) -> None:
    person = scene.newcomer()
    path = f"/activities/{scene.known['activity_id']}/shifts/x/sign-up"
    with visits.opened(person) as page:
        page.goto("/")
        ask = page.context.request
        host = urlsplit(scene.url).netloc
        cookie = next(one["value"] for one in page.context.cookies() if one["name"] == "csrf")
        forged: list[tuple[dict[str, Any], str]] = [
            ({}, f"http://{host}"),
            ({"csrf": "made up"}, f"http://{host}"),
            ({"csrf": cookie}, "https://elsewhere.example"),
        ]
        for form, origin in forged:
            answer = ask.post(scene.url + path, form=form, headers={"Origin": origin})
            assert answer.status == 403, (form, origin)
            assert looking.headers(answer.headers) == []


def test_who_guesses_has_to_wait_and_the_owner_does_not(visits: Visits, scene: Scene) -> None:
    victim = scene.newcomer()
    thief = requests.Session()
    thief.mount("http://", From("127.0.0.2"))
    statuses = [guess(thief, scene.url, victim, f"guess {n}") for n in range(_GUESSES)]
    assert statuses[-1] == 429
    assert set(statuses) <= {422, 429}
    assert guess(thief, scene.url, victim, victim.password) == 429
    with visits.opened(victim) as page:  # signs in on the page, from her own address
        page.goto("/me")
        assert victim.number in page.locator("main").inner_text()
