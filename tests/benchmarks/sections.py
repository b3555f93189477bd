"""The parts of the page behind the goals; each is empty when its figures are not there."""

from pathlib import Path
from typing import Any

from tests.benchmarks import pictures as draw
from tests.benchmarks.entrants import in_words, title_of

FAIRNESS = """Everybody gets the same events, 1 % of them twice, and **writes the same**: journals
with the fields and sizes of ours, the event to be told in an outbox, balances by organisation and
month, under the same indexes, with majority. The bench learns that shape from one real batch of
Kindhours when it begins; the peers fill it by code of their own
(`tests/benchmarks/contenders/books.py`). Kindhours runs as in production: it also checks contracts,
looks for overlaps, explains, logs and, beside it all, publishes what it credited; the peers tell
nobody. Each runs at its best setting of prefetch, concurrency and batch, which the bench finds on
small laps and, of those that come close, on whole ones. Those who take one event at a time get a
tenth of the stream: their rate is steady."""
_CONTENDERS = """The lap in the middle of each. CPU is of all processes together: consumer,
publisher, MongoDB, RabbitMQ; memory is the consumer's.
"""
_GROWTH = """A credit: CPU of ours and of MongoDB. A roster page: 100 rows at a random place of a
roster of that size.
"""
_OURS = [title_of(name) for name in ("ours", "ours_silent")]
Kept = dict[str, Any]


def figure(value: float | None) -> str:
    """A number as people read it."""
    return "–" if value is None else draw.figure(value)


def contenders(kept: Kept, pictures: Path, link: Path) -> str:
    """Rates, CPU and memory of everybody, as a table and a picture."""
    laps: Kept = {}
    tried: Kept = {}
    for goal in ("P1", "P2", "P3", "P4"):
        details = kept.get(goal, {}).get("details", {})
        laps |= details.get("laps", {})
        tried |= details.get("tried", {})
    if not laps:
        return ""
    middle = {name: sorted(rows, key=_rate)[len(rows) // 2] for name, rows in laps.items()}
    order = sorted(middle, key=lambda name: -_rate(middle[name]))
    rates = {title_of(name): _rate(middle[name]) for name in order}
    draw.bars(pictures / "bench-credits.svg", "credits a second", rates, _OURS)
    lines = [
        "## The same job by everybody\n",
        f"![credits a second]({link}/bench-credits.svg)\n",
        _CONTENDERS,
        "| | setting | credits/s | CPU s per 1,000 | memory MB | events |",
        "|---|---|---|---|---|---|",
    ]
    for name in order:
        row = middle[name]
        lines.append(
            f"| {_title(name)} | {in_words(row['choice'])} | {figure(row['rate'])}"
            f" | {row['cpu']:.3f} | {row['memory_mb']:.0f} | {row['credits']:,} |"
        )
    return "\n".join([*lines, "", _tried(tried)])


def _tried(tried: Kept) -> str:
    lines = ["<details><summary>All settings that were tried</summary>\n"]
    for name, rows in tried.items():
        settings = "; ".join(f"{in_words(row['choice'])}: {figure(row['rate'])}/s" for row in rows)
        lines.append(f"- {title_of(name)}: {settings}")
    return "\n".join([*lines, "\n</details>"])


def latency(kept: Kept, pictures: Path, link: Path) -> str:
    """How long until the hours can be seen."""
    details = kept.get("P7", {}).get("details", {})
    loads = [name for name in ("1/s", "half load", "full load") if name in details]
    if not loads:
        return ""
    labels = [
        name if name == "1/s" else f"{name}, {details[name]['rate']:,.0f}/s" for name in loads
    ]
    values = {word: [details[name][word] for name in loads] for word in ("p50", "p99", "max")}
    title = "check-out answered → hours visible, ms"
    draw.groups(pictures / "bench-latency.svg", title, labels, values, powers=True)
    lines = [
        "## From the answered check-out to the visible hours\n",
        f"![milliseconds until hours are visible]({link}/bench-latency.svg)\n",
        "Through nginx, two services, MongoDB and RabbitMQ, all on this machine with the load.\n",
        "| load | p50 ms | p99 ms | max ms | sent away |",
        "|---|---|---|---|---|",
    ]
    for label, name in zip(labels, loads, strict=True):
        row = details[name]
        times = " | ".join(figure(row[word]) for word in ("p50", "p99", "max"))
        lines.append(f"| {label} | {times} | {row.get('sent_away', 0):,} |")
    return "\n".join(lines)


def growth(kept: Kept, pictures: Path, link: Path) -> str:
    """What a credit and a roster page cost at each size."""
    cost = kept.get("P14", {}).get("details", {}).get("cpu_us", {})
    pages = kept.get("P14-roster", {}).get("details", {})
    sizes = [size for size in cost if not pages or size in pages] or list(pages)
    if not sizes:
        return ""
    labels = [f"{int(size):,}" for size in sizes]
    values = {}
    if cost:
        values["credit: µs of CPU"] = [cost[size] for size in sizes]
    if pages:
        values["roster page: ms at p50"] = [pages[size]["p50"] for size in sizes]
        values["roster page: ms at p99"] = [pages[size]["p99"] for size in sizes]
    draw.groups(pictures / "bench-growth.svg", "cost at each size", labels, values)
    lines = [
        "## As it grows\n",
        f"![cost at each size]({link}/bench-growth.svg)\n",
        _GROWTH,
        "| entries | " + " | ".join(values) + " |",
        "|---|" + "---|" * len(values),
    ]
    for at, label in enumerate(labels):
        lines.append(
            f"| {label} | " + " | ".join(figure(row[at]) for row in values.values()) + " |"
        )
    return "\n".join(lines)


def weights(kept: Kept) -> str:
    """Bytes a credit by collection."""
    details = kept.get("P11", {}).get("details", {})
    if not details:
        return ""
    lines = [
        "## Bytes a credit\n",
        "| collection | documents | on disk | indexes |",
        "|---|---|---|---|",
    ]
    for name, one in sorted(details["collections"].items()):
        each = {word: size / details["credits"] for word, size in one.items()}
        if each["documents"] >= 1:
            figures = " | ".join(figure(each[word]) for word in ("documents", "storage", "indexes"))
            lines.append(f"| {name} | {figures} |")
    return "\n".join(lines)


def ledger(kept: Kept) -> str:
    """Against medici."""
    row = kept.get("ledger", {})
    if row.get("value") is None:
        return f"## The ledger by itself\n\n{row['note']}." if row.get("note") else ""
    balance = row["details"]["balance_ms"]
    return f"""## The ledger by itself

No bus: events out of memory, {row["note"]}; each with what it writes by itself.

| | Kindhours | medici |
|---|---|---|
| credits a second | {figure(row["ours"])} | {figure(row["other"])} |
| balance of an account with {row["details"]["lines"]:,} lines, nothing cached, ms \
| {figure(balance["ours"])} | {figure(balance["other"])} |

Again by `make bench ONLY=ledger`."""


def limits(kept: Kept) -> str:
    """What the machine gives."""
    details = dict(kept.get("limits", {}).get("details", {}))
    if not details:
        return ""
    if bare := kept.get("P4", {}).get("other"):
        details["credits by the bare limit of P4"] = bare
    rows = "\n".join(f"| {name} | {figure(rate)} |" for name, rate in details.items())
    return f"""## What the machine gives at most

| | a second |
|---|---|
{rows}

Again by `make bench ONLY=limits`."""


def _title(name: str) -> str:
    return f"**{title_of(name)}**" if name == "ours" else title_of(name)


def _rate(row: Kept) -> float:
    return float(row["rate"])
