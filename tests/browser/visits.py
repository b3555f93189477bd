"""A person's browser: phone or desk, Chinese or English, with a script or without."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from deploy.demo.waiting import wait_for
from tests.browser.scene import Person, Scene
from tests.browser.ways import DESK, PHONE, Way

_HEIGHT = {PHONE: 844, DESK: 900}
_BUSY = 20_000  # milliseconds: the machine may be loaded
expect.set_options(timeout=10_000)


@dataclass(slots=True)
class Heard:
    """What went wrong beside what the page shows."""

    lines: list[str] = field(default_factory=list)

    def take(self) -> list[str]:
        """What was heard since the last time."""
        found, self.lines = self.lines, []
        return found


class Visits:
    """Opens browsers of the people of a scene; each signs in once, on the page for it."""

    def __init__(self, browser: Browser, scene: Scene) -> None:
        self.browser, self.scene = browser, scene
        self._signed: dict[str, StorageState] = {}

    @contextmanager
    def opened(
        self,
        who: Person | str = "",
        *,
        width: int = PHONE,
        language: str = "zh",
        script: bool = True,
        **more: Any,
    ) -> Iterator[Page]:
        """A page of ``who``: a person, a role of the scene, or "" for nobody in particular.

        On leaving nothing may have gone wrong in it: no script failed, nothing was refused by the
        policy, nothing was asked of another site.
        """
        context = self.context_of(who, width, language, script, **more)
        page = context.new_page()
        heard = listen(page, self.scene.url)
        try:
            yield page
        finally:
            context.close()
        assert heard.take() == []

    def by(self, way: Way, who: Person | str = "", **more: Any) -> AbstractContextManager[Page]:
        """A page of ``who`` in the browser ``way``."""
        width, language, script = way
        return self.opened(who, width=width, language=language, script=script, **more)

    def context_of(self, who: Person | str, *how: Any, **more: Any) -> BrowserContext:
        """A browser in which ``who`` is signed in, unless it is nobody."""
        person = self.scene.people[who] if isinstance(who, str) and who else who
        if isinstance(person, Person):
            more["storage_state"] = self._state(person)
        return self.context(*how, **more)

    def context(
        self, width: int = PHONE, language: str = "zh", script: bool = True, **more: Any
    ) -> BrowserContext:
        """A browser nobody has used before."""
        context = self.browser.new_context(
            base_url=self.scene.url,
            viewport={"width": width, "height": _HEIGHT[width]},
            locale={"zh": "zh-CN", "en": "en-GB"}[language],
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(_BUSY)
        speak(context, self.scene.url, language)
        return context

    def _state(self, person: Person) -> StorageState:
        if person.phone not in self._signed:
            context = self.context()
            page = context.new_page()
            sign_in(page, person)
            state = context.storage_state()
            # Which language and size she wants is another matter in each test.
            kept = [one for one in state["cookies"] if one["name"] not in ("language", "size")]
            self._signed[person.phone] = {**state, "cookies": kept}
            context.close()
        return self._signed[person.phone]


def sign_in(page: Page, person: Person, language: str = "zh") -> None:
    """Type phone and password, as she does."""
    page.goto("/sign-in?next=/me")
    phone = {"zh": "手机号或志愿者编号", "en": "Phone or volunteer number"}[language]
    page.get_by_label(phone).fill(person.phone)
    page.get_by_label({"zh": "密码", "en": "Password"}[language], exact=True).fill(person.password)
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text(person.number)


def speak(context: BrowserContext, url: str, language: str, *, large: bool = False) -> None:
    """Set the language and the type, as the links on top of each page do."""
    size = "large" if large else "normal"
    context.add_cookies(
        [
            {"name": name, "value": value, "url": url, "httpOnly": True, "sameSite": "Lax"}
            for name, value in (("language", language), ("size", size))
        ]
    )


def listen(page: Page, url: str) -> Heard:
    """Hear what fails in the page, and who else is asked."""
    heard, host = Heard(), urlsplit(url).netloc

    def asked(address: str) -> None:
        where = urlsplit(address)
        if where.scheme in ("http", "https", "ws", "wss") and where.netloc != host:
            heard.lines.append(f"another site: {address[:80]}")

    def said(kind: str, text: str) -> None:
        # A refused form is answered 4xx: chromium notes that as an error of the page.
        if kind == "error" and "Failed to load resource" not in text:
            heard.lines.append(f"console: {text[:160]}")

    page.on("request", lambda request: asked(request.url))
    page.on("console", lambda message: said(message.type, message.text))
    page.on("pageerror", lambda error: heard.lines.append(f"script: {error}"[:160]))
    return heard


def until(page: Page, path: str, text: str, *, seconds: float = 20) -> None:
    """Open ``path`` again until it says ``text``: what another service tells comes in a moment."""

    def says() -> bool:
        page.goto(path)
        return text in page.locator("main").inner_text()

    wait_for(says, f"{text!r} on {path}", seconds=seconds)


def search(page: Page, typed: str) -> None:
    """In the list of activities, which shows twenty at a time."""
    page.locator("#q").fill(typed)
    page.locator("main form[role=search] button").click()
    expect(page.locator("#q")).to_have_value(typed)
