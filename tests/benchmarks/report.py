"""``docs/benchmarks.md`` and its pictures, from what ``var/bench.json`` holds."""

from pathlib import Path
from typing import Any

import pygal
from pygal.style import CleanStyle

TITLES = {
    "P1": "Credits a second against nameko's stock handlers",
    "P2": "… against the best that takes one message at a time",
    "P3": "… against the best that gathers batches",
    "P4": "… against the bare limit",
    "P5": "Outbox relay against nameko's stock dispatch",
    "P6": "HTTP check-in against a bare WSGI app with one majority write",
    "P7": "Check-out answered → hours visible, half load",
    "P7-calm": "Check-out answered → hours visible, one a second",
    "P8": "MongoDB round trips a credit, batches of 200",
    "P9": "One hot account against spread accounts",
    "P10": "Balance with the journals of the growth run behind it",
    "P10-roster": "Roster pages of 100, to the last page",
    "P11": "Bytes stored a credit, indexes included",
    "P12": "Twice the capacity: goodput",
    "P13": "Drain rate with a large backlog",
    "P14": "Cost a credit as the ledger grows",
}


def write(kept: dict[str, Any], folder: Path) -> None:
    """The page and its pictures; measures that were not made are left out."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    found = {name: kept[name] for name in TITLES if name in kept}
    parts = [_head(kept.get("machine", {})), _table(found)]
    parts += [_contenders(kept, pictures), _latency(kept, pictures), _limits(kept)]
    (folder / "benchmarks.md").write_text("\n".join(part for part in parts if part))


def _head(machine: dict[str, str]) -> str:
    rows = "\n".join(f"| {name} | {value} |" for name, value in machine.items())
    return f"""# Benchmarks

Made by `make bench`; the raw figures, round by round, are in `var/bench.json` afterwards. A round
counts only if the verifier found its ledger exact. Ratios are medians over interleaved rounds:
trust them, not the rates, which belong to this machine:

| | |
|---|---|
{rows}
"""


def _table(found: dict[str, Any]) -> str:
    lines = [
        "## Goals\n",
        "| | what | goal | value | ours | other | events × rounds | exact | reached |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in found.items():
        size = f"{row['asked']['events']:,} × {row['asked']['rounds']}"
        lines.append(
            f"| {name} | {TITLES[name]} | {row['goal']} | **{_figure(row['value'])}** {row['unit']}"
            f" | {_figure(row['ours'])} | {_figure(row['other'])} | {size}"
            f" | {'yes' if row['exact'] else '**no**'} | {'yes' if row['reached'] else '**no**'} |"
        )
    notes = [f"- {name}: {row['note']}" for name, row in found.items() if row["note"]]
    return "\n".join([*lines, "", *notes, ""])


def _contenders(kept: dict[str, Any], pictures: Path) -> str:
    laps: dict[str, list[dict[str, Any]]] = {}
    for name in ("P1", "P2", "P3", "P4"):
        laps |= kept.get(name, {}).get("details", {})
    if not laps:
        return ""
    laps["ours"] = [one["ours"] for one in kept["P4"]["rounds"] or kept["P3"]["rounds"]]
    middle = {name: sorted(rows, key=_rate)[len(rows) // 2] for name, rows in laps.items() if rows}
    order = sorted(middle, key=lambda name: -middle[name]["rate"])
    chart = pygal.HorizontalBar(js=[], style=CleanStyle, show_legend=False, height=320)
    chart.title = "credits a second"
    chart.x_labels = order[::-1]
    chart.add("credits a second", [middle[name]["rate"] for name in order[::-1]])
    chart.render_to_file(str(pictures / "bench-credits.svg"))
    lines = [
        "## The same job by everybody\n",
        "![credits a second](pictures/bench-credits.svg)\n",
        "| | setting | credits/s | CPU s per 1,000 | memory MB | events |",
        "|---|---|---|---|---|---|",
    ]
    for name in order:
        row = middle[name]
        lines.append(
            f"| {name} | {row['choice']} | {_figure(row['rate'])} | {row['cpu']:.3f}"
            f" | {row['memory_mb']:.0f} | {row['credits']:,} |"
        )
    return "\n".join([*lines, ""])


def _latency(kept: dict[str, Any], pictures: Path) -> str:
    details = kept.get("P7", {}).get("details", {})
    loads = [name for name in ("1/s", "half load", "full load") if name in details]
    if not loads:
        return ""
    chart = pygal.Bar(js=[], style=CleanStyle, height=320)
    chart.title = "check-out answered → hours visible, ms"
    chart.x_labels = [f"{name} ({details[name]['rate']:.0f}/s)" for name in loads]
    for figure in ("p50", "p99", "max"):
        chart.add(figure, [details[name][figure] for name in loads])
    chart.render_to_file(str(pictures / "bench-latency.svg"))
    return "## From the check-out to the hours\n\n![latency](pictures/bench-latency.svg)\n"


def _limits(kept: dict[str, Any]) -> str:
    details = kept.get("limits", {}).get("details", {})
    if not details:
        return ""
    rows = "\n".join(f"| {name} | {_figure(rate)} |" for name, rate in details.items())
    return f"## What the machine gives at most\n\n| | a second |\n|---|---|\n{rows}\n"


def _rate(row: dict[str, Any]) -> float:
    return float(row["rate"])


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"
