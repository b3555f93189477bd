"""The pictures of the page: lying bars as SVG, the same figures always the same picture."""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

WIDTH, _LEFT, _RIGHT = 640, 210, 80
_TOP, _BAR, _GAP = 44, 18, 14
_COLOURS = ("#4f46e5", "#ea580c", "#10b981", "#9ca3af")
_STYLE = """
text { font: 12px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  fill: #1f2937 }
.title { font-weight: 700; font-size: 14px } .small { font-size: 11px; fill: #4b5563 }
.end { text-anchor: end } .line { stroke: #e5e7eb }
"""
_LEAST = 1


def bars(path: Path, title: str, values: Mapping[str, float], ours: Sequence[str]) -> None:
    """One bar a name, the first at the top; ``ours`` are in our colour."""
    scale = _Linear(max(values.values(), default=1))
    parts: list[str] = []
    y = float(_TOP)
    for name, value in values.items():
        colour = _COLOURS[0] if name in ours else _COLOURS[3]
        parts += _bar(y, name, value, colour, scale)
        y += _BAR + _GAP / 2
    _save(path, title, parts, y, scale)


def groups(
    path: Path,
    title: str,
    labels: Sequence[str],
    values: Mapping[str, Sequence[float]],
    *,
    powers: bool = False,
) -> None:
    """A group of bars for each label, a bar for each name of ``values``; ``powers``: on a scale of
    powers of ten."""
    most = max((one for row in values.values() for one in row), default=1)
    scale = _Powers(most) if powers else _Linear(most)
    parts: list[str] = []
    y = float(_TOP)
    for at, label in enumerate(labels):
        parts.append(_text(10, y + _BAR * 0.7, label))
        for colour, (name, row) in zip(_COLOURS, values.items(), strict=False):
            parts += _bar(y, name, row[at], colour, scale, small=True)
            y += _BAR
        y += _GAP
    _save(path, title, parts, y, scale)


class _Linear:
    """From zero to ``most``: a share of the width."""

    def __init__(self, most: float) -> None:
        self._most = most or 1

    def __call__(self, value: float) -> float:
        return max(0.0, value / self._most)

    def marks(self) -> list[float]:
        """Where lines stand: none but the start."""
        return [0.0]


class _Powers:
    """From one to the power of ten above ``most``."""

    def __init__(self, most: float) -> None:
        self._decades = max(1, math.ceil(math.log10(max(most, 1)))) + 1

    def __call__(self, value: float) -> float:
        return max(0.0, math.log10(max(value, _LEAST) / _LEAST) / self._decades)

    def marks(self) -> list[float]:
        """The powers of ten."""
        return [_LEAST * 10**power for power in range(self._decades + 1)]


_Scale = _Linear | _Powers


def _bar(
    y: float, name: str, value: float, colour: str, scale: _Scale, *, small: bool = False
) -> Iterator[str]:
    length = scale(value) * (WIDTH - _LEFT - _RIGHT)
    yield _text(_LEFT - 8, y + _BAR * 0.7, name, "small end" if small else "end")
    yield (
        f'<rect x="{_LEFT}" y="{y:.0f}" width="{length:.1f}" height="{_BAR - 3}" rx="2" '
        f'fill="{colour}"/>'
    )
    yield _text(_LEFT + length + 6, y + _BAR * 0.7, figure(value), "small")


def figure(value: float) -> str:
    """A number as people read it."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{of_kind}>{escape(words)}</text>'


def _save(path: Path, title: str, parts: Sequence[str], bottom: float, scale: _Scale) -> None:
    lines = [
        f'<path class="line" d="M{_LEFT + scale(mark) * (WIDTH - _LEFT - _RIGHT):.1f} '
        f'{_TOP - 8}V{bottom:.0f}"/>'
        for mark in scale.marks()
    ]
    named = [
        _text(_LEFT + scale(mark) * (WIDTH - _LEFT - _RIGHT) - 4, bottom + 12, f"{mark:g}", "small")
        for mark in scale.marks()
        if mark
    ]
    height = bottom + 22
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'width="{WIDTH}" height="{height:.0f}" role="img">\n<style>{_STYLE}</style>\n'
        f'<rect width="{WIDTH}" height="{height:.0f}" rx="10" fill="#fff"/>\n'
        + "\n".join([_text(10, 24, title, "title"), *lines, *parts, *named])
        + "\n</svg>\n",
        encoding="utf-8",
    )
