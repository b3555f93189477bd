"""The pictures of the page, as SVG without scripts."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pygal
from pygal.style import CleanStyle

_SIZE = {"width": 800, "height": 340}
_NARROW = {"js": [], "style": CleanStyle, "print_values": True, "pretty_print": True}


def bars(path: Path, title: str, values: Mapping[str, float]) -> None:
    """One bar a name, the first at the top."""
    chart = pygal.HorizontalBar(
        **_NARROW, **_SIZE, show_legend=False, value_formatter=lambda value: f"{value:,.0f}"
    )
    chart.title = title
    names = list(values)[::-1]
    chart.x_labels = names
    chart.add(title, [values[name] for name in names])
    _save(chart, path)


def groups(
    path: Path, title: str, labels: Sequence[str], values: Mapping[str, Sequence[float]]
) -> None:
    """A group of bars a label, on a scale of powers of ten: a bar for each name of ``values``."""
    chart = pygal.Bar(
        **_NARROW, **_SIZE, logarithmic=True, legend_at_bottom=True,
        value_formatter=lambda value: f"{value:,.4g}",
    )  # fmt: skip
    chart.title = title
    chart.x_labels = list(labels)
    for name, row in values.items():
        chart.add(name, [max(value, 0.1) for value in row])
    _save(chart, path)


def lines(
    path: Path, title: str, labels: Sequence[str], values: Mapping[str, Sequence[float]]
) -> None:
    """A line for each name of ``values``, from zero up: flat is good."""
    chart = pygal.Line(
        **_NARROW, **_SIZE, legend_at_bottom=True, min_scale=3, include_x_axis=True,
        value_formatter=lambda value: f"{value:,.4g}",
    )  # fmt: skip
    chart.title = title
    chart.x_labels = list(labels)
    for name, row in values.items():
        chart.add(name, list(row))
    _save(chart, path)


def _save(chart: pygal.graph.graph.Graph, path: Path) -> None:
    """Without the random name that pygal gives: a picture of the same figures stays the same."""
    raw = chart.render(is_unicode=True).replace(chart.uuid, path.stem)
    path.write_text(raw.rstrip() + "\n", encoding="utf-8")
