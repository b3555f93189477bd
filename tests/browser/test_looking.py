"""The look at each page sees what is wrong: here is a page with all of it."""

from playwright.sync_api import Browser

from tests.browser import looking

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
