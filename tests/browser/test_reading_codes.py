"""Our reader of QR codes against those an independent library draws, flat and before a camera."""

import io
from collections.abc import Iterator

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.lens import View, read, seen, teach

_PERSONAL = "KH1-x6JdQ0a9-_3Vh2Lw8TzYkR1mNf5cBpSuE7oG"
_SCREEN = "https://kindhours.example.cn/c/AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA"
_VIEWS = (
    View(),
    View(side=180, turn=0, tilt=0, blur=0.4),
    View(turn=-38, tilt=0.1, seed=2),
    View(turn=90, shade=0.5, seed=3),
    View(turn=173, tilt=0.15, blur=1.2, seed=4),
    View(side=420, turn=4, tilt=0.1, seed=5),
)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page that can read."""
    context = chromium.new_context()
    found = context.new_page()
    teach(found)
    yield found
    context.close()


def drawn(text: str) -> Image.Image:
    file = io.BytesIO()
    segno.make(text).save(file, kind="png", scale=10)
    return Image.open(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize("text", [_PERSONAL, _SCREEN], ids=["personal", "screen"])
@pytest.mark.parametrize("view", _VIEWS, ids=str)
def test_a_code_before_a_camera(page: Page, text: str, view: View) -> None:
    """Turned, tilted, out of focus, in uneven light."""
    assert read(page, seen(drawn(text), view)) == text


def test_each_size_level_and_kind_of_text(page: Page) -> None:
    """Versions 1 to 10, and four modules that are wrong."""
    asked = []
    for version in range(1, 11):
        for level in "LMQH":
            for text in ("3141592", "KH 1:2", "爱-é"):
                code = segno.make(text, version=version, error=level, boost_error=False)
                rows = [list(row) for row in code.matrix]
                for at in range(4 if version > 1 else 1):
                    rows[-2 - at][-2] ^= 1
                asked.append((text, rows))
    told = page.evaluate(
        "(all) => all.map(([, rows]) => QrText((x, y) => rows[y][x] ? 1 : 0, rows.length))", asked
    )
    assert told == [text for text, _ in asked]


def test_what_is_no_code_is_not_read(page: Page) -> None:
    blank = Image.effect_noise((300, 300), 90)
    torn = drawn(_PERSONAL)
    torn.paste(255, (0, 0, torn.width // 2, torn.height // 2))
    assert read(page, seen(blank, View())) is None
    assert read(page, seen(torn, View())) is None
