"""Make the pictures of the README.

python -m deploy.pictures              draws the parts: docs/pictures/parts.<language>.svg
python -m deploy.pictures --demo 3000  also plays the demo and takes its picture: demo.svg
python -m deploy.pictures --photographs   also takes those of a certificate and its check page
python -m deploy.pictures --pages         also takes the main pages, and composes one of them
"""

from pathlib import Path

import click

from deploy.demo.main import run
from deploy.pictures.camera import Camera
from deploy.pictures.pages import pages
from deploy.pictures.parts import diagram
from deploy.pictures.photographs import photographs
from deploy.pictures.terminal import picture
from deploy.pictures.words import WORDS

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
_COLUMNS = 68
_SHOWN = ("roster", "county", "invariants")


def drawings() -> dict[Path, str]:
    """The text of each picture that is drawn, not taken."""
    return {PICTURES / f"parts.{name}.svg": diagram(words) for name, words in WORDS.items()}


def demo(volunteers: int) -> str:
    """Play the demo; what it shows at the end. Raises ClickException when it is not exact."""
    camera = Camera(width=80)
    found = run(volunteers, camera)
    if not found["exact"]:
        raise click.ClickException("the demo was not exact; no picture is taken of that")
    shown = [one for one in camera.tables if any(word in str(one.title) for word in _SHOWN)]
    title = f"make demo · {volunteers:,} volunteers · exact"
    return picture(shown, title, columns=_COLUMNS)


@click.command()
@click.option("--demo", "volunteers", type=int, help="Play the demo with so many volunteers.")
@click.option("--photographs", "photographed", is_flag=True, help="Take those of pages and paper.")
@click.option("--pages", "paged", is_flag=True, help="Take those of the main pages.")
def main(volunteers: int | None, photographed: bool, paged: bool) -> None:
    """Write the pictures."""
    found: dict[Path, str | bytes] = {**drawings()}
    if photographed:
        found |= {PICTURES / name: picture_ for name, picture_ in photographs().items()}
    if paged:
        found |= {PICTURES / name: picture_ for name, picture_ in pages().items()}
    if volunteers:
        found[PICTURES / "demo.svg"] = demo(volunteers)
    (PICTURES / "pages").mkdir(parents=True, exist_ok=True)
    for path, content in found.items():
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        click.echo(path)


if __name__ == "__main__":
    main()
