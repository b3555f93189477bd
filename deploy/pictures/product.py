"""The picture of the product: a desk behind, two phones before it."""

from collections.abc import Mapping

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from deploy.pictures.photographs import small_png

_SHEET, _GROUND = (1280, 800), "#f3e9e3"
_DESK = ("office.1280.zh", (40, 60), 900, 620)  # where, how wide, how high it is cut
_PHONES = (("front.390.zh", (770, 110), 230, 500), ("screen.390.zh", (1020, 190), 230, 500))
_EDGE, _ROUND, _SHADOW = 7, 16, 14


def composed(pictures: Mapping[str, Image.Image]) -> bytes:
    """One PNG of the pictures, by the names that ``pages`` gives them."""
    sheet = Image.new("RGB", _SHEET, _GROUND)
    for name, where, width, height in (_DESK, *_PHONES):
        _put(sheet, _cut(pictures[name], width, height), where)
    return small_png(sheet)


def _cut(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Scaled to ``width``, cut or filled up to ``height``."""
    scaled = picture.convert("RGB").resize(
        (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
    )
    found = Image.new("RGB", (width, height), scaled.getpixel((1, scaled.height - 1)))
    found.paste(scaled, (0, 0))
    return found


def _put(sheet: Image.Image, picture: Image.Image, where: tuple[int, int]) -> None:
    """With a dark edge, round corners and a shadow."""
    width, height = picture.width + 2 * _EDGE, picture.height + 2 * _EDGE
    framed = Image.new("RGB", (width, height), "#26201f")
    framed.paste(picture, (_EDGE, _EDGE))
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), _ROUND, fill=255)
    shadow = Image.new("L", sheet.size, 0)
    shadow.paste(mask.point(lambda light: light // 3), (where[0], where[1] + 6))
    shadow = shadow.filter(ImageFilter.GaussianBlur(_SHADOW))
    dark = Image.new("RGB", sheet.size, "#7a5c50")
    sheet.paste(ImageChops.multiply(sheet, dark), (0, 0), shadow)
    sheet.paste(framed, where, mask)
