"""The picture of the parts: four services alike, what joins them, the road of one check-out.

Upright and 380 units wide with letters of 12, so that a phone shows it at its own size.
"""

from collections.abc import Iterator
from html import escape

from deploy.pictures.words import SERVICES, Words

WIDTH = 380
_FIRST_ROW, _ROW = 62, 88
_BOTTOM = _FIRST_ROW + 4 * _ROW
_HEIGHT = _BOTTOM + 168
_WEB, _DATABASE, _WORKER = (58, 66), (146, 82), (250, 66)  # x and width
_NGINX, _BUS = (10, 26), (344, 26)
_BOX_TOP, _BOX_HEIGHT = 30, 44  # within a row
_STYLE = """
text { font: 12px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  fill: #1f2937 }
.name { font-weight: 700 } .small { font-size: 11px; fill: #4b5563 }
.middle { text-anchor: middle } .light { fill: #fff }
.box { fill: #eef2ff; stroke: #6366f1 } .store { fill: #ecfdf5; stroke: #10b981 }
.bar { fill: #4f46e5 } .bus { fill: #ea580c }
.line { stroke: #9ca3af; stroke-width: 1.5; fill: none; marker-end: url(#head) }
.road { stroke: #be123c; stroke-width: 2; marker-end: url(#tip) } .dot { fill: #be123c }
.number { font-size: 10.5px; font-weight: 700; fill: #fff; text-anchor: middle }
"""


def diagram(words: Words) -> str:
    """The whole picture as SVG."""
    parts = [*_frame(words)]
    for row, (service, owns) in enumerate(zip(SERVICES, words.owns, strict=True)):
        parts += _service(row, service, owns, words)
    parts += _road_lines()
    parts += _legend(words)
    heads = "".join(
        f'<marker id="{name}" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="5" '
        f'markerHeight="5" orient="auto"><path d="M0 0 6 3 0 6z" fill="{colour}"/></marker>'
        for name, colour in (("head", "#9ca3af"), ("tip", "#be123c"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_HEIGHT}" '
        f'width="{WIDTH}" height="{_HEIGHT}" role="img">\n'
        f"<style>{_STYLE}</style>\n<defs>{heads}</defs>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _frame(words: Words) -> Iterator[str]:
    """The sheet, the people, and the two bars that join the services."""
    yield f'<rect width="{WIDTH}" height="{_HEIGHT}" rx="10" fill="#fff"/>'
    yield _text(10, 24, words.people, "name")
    yield _text(_WEB[0], _FIRST_ROW - 12, words.each, "small")
    middle = _NGINX[0] + _NGINX[1] / 2
    yield f'<path class="line" d="M{middle} 31V{_FIRST_ROW - 8}"/>'
    for (x, width), kind, words_on_it in (
        (_NGINX, "bar", words.one_address),
        (_BUS, "bus", words.bus),
    ):
        top, height = _FIRST_ROW - 6, 4 * _ROW - 8
        yield f'<rect class="{kind}" x="{x}" y="{top}" width="{width}" height="{height}" rx="6"/>'
        at = f"{x + width / 2 + 4} {top + height / 2}"
        yield (
            f'<text class="name light middle" transform="translate({at}) rotate(-90)">'
            f"{escape(words_on_it)}</text>"
        )


def _service(row: int, service: str, owns: str, words: Words) -> Iterator[str]:
    """One row: name, web, database, worker, and the plain lines between them."""
    top = _FIRST_ROW + row * _ROW
    yield (
        f'<text x="{_WEB[0]}" y="{top + 18}"><tspan class="name">{service}</tspan>'
        f'<tspan class="small" dx="7">{escape(owns)}</tspan></text>'
    )
    box, middle = top + _BOX_TOP, top + _BOX_TOP + _BOX_HEIGHT // 2
    for (x, width), words_in_it in ((_WEB, words.web), (_WORKER, words.worker)):
        yield (
            f'<rect class="box" x="{x}" y="{box}" width="{width}" height="{_BOX_HEIGHT}" rx="6"/>'
        )
        yield _text(x + width / 2, middle + 4, words_in_it, "middle")
    yield _cylinder(box)
    yield _text(_DATABASE[0] + _DATABASE[1] / 2, middle + 8, words.database, "middle")
    yield _line("line", _end(_NGINX), _WEB[0], middle)
    yield _line("line", _end(_WEB), _DATABASE[0], middle)
    yield _line("line", _WORKER[0], _end(_DATABASE), middle)
    if row == 0:  # on the others lies the road
        yield _line("line", _end(_WORKER), _BUS[0], middle)


def _cylinder(top: int) -> str:
    x, width = _DATABASE
    half, low, high = width / 2, top + _BOX_HEIGHT - 6, top + 6
    return (
        f'<path class="store" d="M{x} {high}v{low - high}a{half} 6 0 0 0 {width} 0V{high}'
        f'a{half} 6 0 0 0 -{width} 0a{half} 6 0 0 0 {width} 0"/>'
    )


def _road_lines() -> Iterator[str]:
    """The numbered steps of one check-out, over the plain lines."""
    activities, hours, notifications = (
        _FIRST_ROW + row * _ROW + _BOX_TOP + _BOX_HEIGHT // 2 for row in (1, 2, 3)
    )
    yield from _step(1, _end(_NGINX), _WEB[0], activities)
    yield from _step(2, _end(_WEB), _DATABASE[0], activities)
    yield from _step(3, _end(_WORKER), _BUS[0], activities)
    yield from _step(4, _BUS[0], _end(_WORKER), hours - 13)
    yield from _step(5, _end(_WORKER), _BUS[0], hours + 13)
    yield from _step(6, _BUS[0], _end(_WORKER), notifications)


def _step(number: int, start: int, end: int, y: int) -> Iterator[str]:
    yield _line("road", start, end, y)
    x = (start + end) / 2
    yield f'<circle class="dot" cx="{x}" cy="{y - 9}" r="7.5"/>'
    yield f'<text class="number" x="{x}" y="{y - 5}">{number}</text>'


def _legend(words: Words) -> Iterator[str]:
    yield _text(10, _BOTTOM + 20, words.road_title, "name")
    for number, line in enumerate(words.road, start=1):
        y = _BOTTOM + 20 + number * 22
        yield f'<circle class="dot" cx="18" cy="{y - 4}" r="7.5"/>'
        yield f'<text class="number" x="18" y="{y}">{number}</text>'
        yield _text(34, y, line)


def _line(kind: str, start: int, end: int, y: int) -> str:
    return f'<path class="{kind}" d="M{start} {y}H{end}"/>'


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>'


def _end(span: tuple[int, int]) -> int:
    return span[0] + span[1]
