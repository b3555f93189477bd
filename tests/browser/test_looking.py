"""The look at each page sees what is wrong: here is a page with all of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import focus, looking

_WRONG = """<!doctype html><html lang="fr"><head><title>?</title>
<style>.wide { width: 900px } button { padding: 0; font-size: 12px } p { color: #ccc }</style>
</head><body><main><h1>One</h1><h1>Two</h1><div class="wide">wide</div>
<button>x</button><p>hard to read</p><p>报名</p><p>王小梅</p>
<input type="checkbox"><i title="提示">i</i>
</main></body></html>"""


def test_everything_that_is_wrong_is_found(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.set_content(_WRONG)
    seen = [*looking.layout(page), *looking.frame(page, "en"), *looking.axe(page)]
    seen += [*looking.chinese(page, ["王小梅"]), *looking.headers({})]
    text = "\n".join(seen)
    for fault in (
        "scrolls sideways: 90",
        "target ",
        "lang=fr",
        "2 h1",
        "title: '?'",
        "axe color-contrast",
        "axe label",
        "Chinese: '报名'",
        "Chinese: 'title=提示'",
        "policy: ''",
        "may be framed",
        "kinds may be guessed",
    ):
        assert fault in text, (fault, text)
    assert "Chinese: '王小梅'" not in text
    page.close()


_SEEN = """<!doctype html><html lang="en"><head><title>t</title>
<style>:focus-visible, input:focus-within { outline: 3px solid #1a57b0; outline-offset: 2px }
.none:focus-visible { outline: none } .faint:focus-visible { outline-color: #ccd }
.shadow:focus-visible { outline: none; box-shadow: 0 0 0 3px #1a57b0 }
.narrow { overflow: hidden; padding: 0 } .narrow a { display: block }
.bar, .low { position: fixed; bottom: 0; left: 0; right: 0; height: 60px; background: #fff }
.hand { cursor: pointer } .visually-hidden { position: absolute; width: 1px; height: 1px }
</style></head><body>"""
_WELL = f"""{_SEEN}<form><button class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
<a href="#x">x</a><a class="shadow" href="#y">y</a><input type="date"><input type="datetime-local">
<label class="hand">a <input type="radio" name="one"></label><input type="radio" name="one">
<input type="radio" name="two"><input type="radio" name="two" checked><button disabled>no</button>
<details class="ask-once"><summary class="hand">more</summary><textarea></textarea></details>
<select><option>1</option></select><input type="file"><input type="search"><p hidden>
<a href="#z">z</a></p></form>
<ul id="list"><li><button data-do="x" type="button">b</button></li></ul>
<script>document.getElementById('list').addEventListener('click', () => 0)</script>"""
_FAULTS = {
    'nobody sees the focus on: <a class="none"': '<a class="none" href="#a">a</a>',
    'nobody sees the focus on: <a class="faint"': '<a class="faint" href="#a">a</a>',
    'its mark is cut off: <a href="#cut"': '<p class="narrow"><a href="#cut">a</a></p>',
    "hidden when it has the focus: <a": '<a class="low" href="#a">a</a><p class="bar">bar</p>',
    "Tab does not reach: <button tabindex": '<button tabindex="-1">b</button>',
    'Tab does not reach: <a href="#far"': "<a href='#n'>n</a> " * 150
    + '<a href="#far" tabindex="-1">far</a>',
    'nobody sees the focus on: <a href="#late"': "<a href='#n'>n</a> " * 150
    + '<a href="#late" class="none">late</a>',
    'out of the order of the page: <a href="#first"': '<a href="#2" tabindex="2">2</a>',
    'the focus is held by: <input id="held"': '<input id="held"><a href="#after">after</a>'
    "<script>held.addEventListener('keydown', (event) => event.preventDefault())</script>",
    "acts on a click only: <div role": '<div role="button">b</div>',
    "acts on a click only: <span data-do": '<span data-do="send">b</span>',
    "acts on a click only: <i onclick": '<i onclick="0">b</i>',
    'acts on a click only: <b class="hand"': '<b class="hand">b</b>',
    'acts on a click only: <p id="heard"': '<p id="heard">b</p>'
    "<script>heard.addEventListener('click', () => 0)</script>",
}


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    focus.hear_clicks(context)
    page = context.new_page()
    yield page
    context.close()


def _by_keyboard(page: Page, content: str) -> list[str]:
    page.goto("about:blank")
    page.set_content(content)
    return focus.by_keyboard(page)


def test_a_page_that_needs_no_mouse_is_left_in_peace(page: Page) -> None:
    assert _by_keyboard(page, _WELL) == []


@pytest.mark.parametrize("fault", _FAULTS)
def test_what_needs_a_mouse_is_found(page: Page, fault: str) -> None:
    found = _by_keyboard(page, f'{_SEEN}<a href="#first">first</a>{_FAULTS[fault]}')
    assert [line for line in found if line.startswith(fault)], found
    assert len(found) == 1, found
