"""What a terminal shows, as SVG: text that can be selected, searched and read aloud.

Rich's own export sets two-cell characters one cell wide, so that Chinese letters overlap.
"""

import io
import itertools
from collections.abc import Iterator, Sequence
from html import escape

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import MONOKAI, TerminalTheme

_CELL, _LINE = 8.4, 17.0  # units: a cell's width, a line's height
_SIZES = {1: 14, 2: 16}  # of letters, by the cells they take
_MARGIN, _BAR = 14, 34
_THEME: TerminalTheme = MONOKAI
_FONTS = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace'
_STYLE = (
    "<style>text {{ font: {narrow}px {fonts}; fill: #e2e8f0 }} "
    ".w {{ font-size: {wide}px }} .t {{ fill: #94a3b8 }}</style>"
)
_CHROME = (
    '<rect width="{width}" height="{height}" rx="9" fill="#0f172a"/>'
    '<circle cx="20" cy="18" r="5.5" fill="#f87171"/><circle cx="38" cy="18" r="5.5" '
    'fill="#fbbf24"/><circle cx="56" cy="18" r="5.5" fill="#34d399"/>'
    '<text class="t" x="{middle}" y="23" text-anchor="middle">{title}</text>'
)


def picture(shown: Sequence[RenderableType], title: str, *, columns: int) -> str:
    """The renderables one below the other in a terminal of so many columns."""
    console = Console(width=columns, file=io.StringIO(), color_system="truecolor", highlight=False)
    lines = console.render_lines(Group(*shown), pad=False)
    width = round(columns * _CELL + 2 * _MARGIN)
    height = round(len(lines) * _LINE + _BAR + _MARGIN)
    texts = "\n".join(
        text
        for row, line in enumerate(lines)
        for text in _texts(line, _BAR + round((row + 0.8) * _LINE, 1))
    )
    chrome = _CHROME.format(width=width, height=height, middle=width // 2, title=escape(title))
    sheet = _STYLE.format(fonts=_FONTS, narrow=_SIZES[1], wide=_SIZES[2])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n{sheet}\n{chrome}\n{texts}\n</svg>\n'
    )


def _texts(line: Sequence[Segment], y: float) -> Iterator[str]:
    """One element for each run of characters of one width and style."""
    column = 0
    for text, style, _ in line:
        for cells, run in itertools.groupby(text, key=cell_len):
            letters, wide = "".join(run), ' class="w"' if cells == 2 else ""
            if shown := letters.strip():
                ahead = column + len(letters) - len(letters.lstrip())  # blanks are one cell wide
                length = len(shown) * cells * _CELL
                yield (
                    f'<text{wide} x="{_MARGIN + ahead * _CELL:g}" y="{y:g}" textLength="{length:g}"'
                    f"{_look(style)}>{escape(shown)}</text>"
                )
            column += len(letters) * cells


def _look(style: Style | None) -> str:
    if style is None:
        return ""
    rules = []
    if style.color and not style.color.is_default:
        rules.append(f"fill:{style.color.get_truecolor(_THEME).hex}")
    if style.bold:
        rules.append("font-weight:700")
    if style.italic:
        rules.append("font-style:italic")
    return f' style="{";".join(rules)}"' if rules else ""
