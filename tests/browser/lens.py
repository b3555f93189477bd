"""What a camera sees of a picture, and the reader of our pages to look at it."""

import base64
import io
import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter
from playwright.sync_api import Locator, Page

_SCRIPTS = Path("services/activities/static")
_READ = """async (address) => {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const paper = canvas.getContext('2d');
  paper.drawImage(picture, 0, 0);
  return QrSight(paper.getImageData(0, 0, canvas.width, canvas.height));
}"""


@dataclass(frozen=True, slots=True)
class View:
    """How a code lies before the camera: its side in pixels of a picture 640 wide, turned by
    degrees, tilted by about this share, blurred by pixels, in uneven light (0 to 1)."""

    side: int = 300
    turn: int = 7
    tilt: float = 0.05
    blur: float = 0.8
    shade: float = 0.3
    seed: int = 1


def seen(code: Image.Image, view: View) -> bytes:
    """A JPEG of ``code`` on a table."""
    chance = random.Random(view.seed)
    wide, high = 640, 480
    table = Image.effect_noise((wide, high), 60).convert("RGB")
    flat = code.convert("RGB").resize((view.side, view.side))
    off = [chance.uniform(-view.tilt, view.tilt) for _ in range(4)]
    size, whole = flat.size, Image.new("L", flat.size, 255)
    # x and y in the flat code over a depth that grows: as a lens sees it.
    lens = [1 + view.tilt, off[0], 0, off[1], 1 + view.tilt, 0]
    lens += [off[2] / view.side, off[3] / view.side]
    tilted, mask = (
        one.transform(size, Image.Transform.PERSPECTIVE, lens, Image.Resampling.BICUBIC).rotate(
            view.turn, Image.Resampling.BICUBIC, expand=True
        )
        for one in (flat, whole)
    )
    left, top = (wide - tilted.width) // 2, (high - tilted.height) // 2
    table.paste(tilted, (left, top), mask)
    light = Image.linear_gradient("L").resize((wide, high)).convert("RGB")
    table = Image.blend(table, light, view.shade).filter(ImageFilter.GaussianBlur(view.blur))
    file = io.BytesIO()
    table.save(file, "JPEG", quality=70)
    return file.getvalue()


def pictured(shown: Locator, view: View | None = None) -> bytes:
    """A camera's JPEG of what stands on a page."""
    return seen(Image.open(io.BytesIO(shown.screenshot())), view or View())


def teach(page: Page) -> None:
    """Give an empty page the reader that our own pages have."""
    for name in ("qr_text.js", "qr_sight.js"):
        page.add_script_tag(path=_SCRIPTS / name)


def read(page: Page, jpeg: bytes) -> str | None:
    """The text of the code in the picture, as a page that was taught reads it."""
    found: str | None = page.evaluate(
        _READ, f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"
    )
    return found
