"""Pictures of what a browser and a PDF reader show, as PNG."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import click
import pypdfium2
from PIL import Image, ImageChops

from deploy.pictures.office import office

_PHONE, _DESK = (390, 2400), (1280, 1600)  # the page's own width, and more than its height
_COLOURS = 256


def photographs() -> dict[str, bytes]:
    """A certificate's paper, and its check page on a phone and on a desk, by file name."""
    with office() as shown:
        phone, desk = _browse(shown.check, *_PHONE), _browse(shown.check, *_DESK)
        paper = _first_page(shown.paper)
    return {
        "certificate.png": paper,
        "certificate-check-390.png": phone,
        "certificate-check-1280.png": desk,
    }


def _first_page(pdf: bytes) -> bytes:
    """The first page at 110 points an inch."""
    return small_png(pypdfium2.PdfDocument(pdf)[0].render(scale=110 / 72).to_pil())


def _browse(url: str, width: int, height: int) -> bytes:
    """What chromium shows of a page, down to its end. Raises ClickException without chromium."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        raise click.ClickException("chromium is not installed: sh deploy/setup.sh browser")
    with tempfile.TemporaryDirectory(prefix="kindhours-") as folder:
        file = Path(folder) / "page.png"
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--lang=zh-CN", "--accept-lang=zh-CN", f"--user-data-dir={folder}/profile",
            f"--window-size={width},{height}", f"--screenshot={file}", url,
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return small_png(_without_tail(Image.open(file)))


def _without_tail(page: Image.Image) -> Image.Image:
    """The page without the empty rows below it."""
    plain = page.convert("RGB")
    ground = Image.new("RGB", plain.size, plain.getpixel((0, plain.height - 1)))
    found = ImageChops.difference(plain, ground).getbbox()
    return plain.crop((0, 0, plain.width, min(plain.height, found[3] + 24 if found else 1)))


def small_png(image: Image.Image) -> bytes:
    """Few colours: text on paper needs no more, and the file is a quarter."""
    out = io.BytesIO()
    image.convert("RGB").quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()
