"""The page of benchmarks, from what a run kept: goals first, then what stands behind them."""

import tomllib
from pathlib import Path
from typing import Any

from tests.benchmarks import sections
from tests.benchmarks.compare import FAR_PERCENT, far
from tests.benchmarks.result import lead
from tests.benchmarks.sections import figure

TITLES = {
    "P1": "Credits a second, against nameko's stock handlers",
    "P2": "… against the best that takes one message at a time",
    "P3": "… against the best that gathers batches",
    "P4": "… against the bare limit",
    "P5": "Outbox relay, against nameko's stock dispatch",
    "P6": "Check-in over HTTP, against a bare WSGI app with one majority write",
    "P6-whole": "Check-ins a second with everything on this machine",
    "P7": "Check-out answered → hours visible, at half load",
    "P7-calm": "Check-out answered → hours visible, one a second",
    "P8": "MongoDB round trips a credit, in batches of 200",
    "P9": "One hot account, against spread accounts",
    "P10": "Balance",
    "P10-roster": "Roster of 10,000, pages of 100, to the last page",
    "P11": "Bytes stored a credit, indexes included",
    "P12": "Twice the capacity for a minute: goodput",
    "P13": "Drain rate with a large backlog, against a small one",
    "P14": "Cost of a credit as the ledger grows",
    "P14-roster": "Time of a roster page as rosters grow",
    "ledger": "The ledger by itself, against medici",
    "limits": "Limits of the machine",
}
_PACE = """Beside each, how fast the machine itself was in either run: what all cores hash, how
often the disk takes 900 bytes and two processes wake each other; before, after and, in a race,
between its rounds, the slowest of all.
"""
_REPEATED = (
    "| | first, its rounds | second, its rounds | difference"
    " | hashed MB/s | fdatasync/s | wake-ups/s |"
)
_OBSTACLES = Path(__file__).with_name("obstacles.toml")


def write(kept: dict[str, Any], folder: Path, pictures: Path) -> Path:
    """Write benchmarks.md; what was not measured is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures.mkdir(parents=True, exist_ok=True)
    path = folder / "benchmarks.md"
    path.write_text(text(kept, pictures, pictures.relative_to(folder)), encoding="utf-8")
    return path


def text(kept: dict[str, Any], pictures: Path, link: Path) -> str:
    """The whole page; its pictures are drawn into ``pictures``, which it calls ``link``."""
    found = {name: kept[name] for name in TITLES if name in kept}
    why = tomllib.loads(_OBSTACLES.read_text(encoding="utf-8"))
    parts = [
        _head(kept.get("machine", {})),
        _goals({name: row for name, row in found.items() if row["goal"]}),
        _missed(found, why),
        _repeated(kept.get("repeat", {}), why),
        sections.contenders(kept, pictures, link),
        sections.latency(kept, pictures, link),
        sections.growth(kept, pictures, link),
        sections.weights(kept),
        sections.ledger(kept),
        sections.limits(kept),
    ]
    return "\n".join(part.strip() + "\n" for part in parts if part)


def _head(machine: dict[str, str]) -> str:
    rows = "\n".join(f"| {name} | {value} |" for name, value in machine.items())
    return f"""# Benchmarks

Made by `make bench`, which can be stopped and goes on by the same command; the raw figures, round
by round, are in `var/bench.json` afterwards. A round counts only if the verifier found its ledger
exact. Ratios are medians over interleaved rounds, all on one machine: trust them, not the rates,
which belong to this machine.

{sections.FAIRNESS}

| this machine | |
|---|---|
{rows}
"""


def _goals(found: dict[str, Any]) -> str:
    if not found:
        return ""
    lines = [
        "## Goals\n",
        "| | what | goal | value | ours | other | events × rounds | exact | reached | again by |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in found.items():
        size = f"{row['asked']['events']:,} × {row['asked']['rounds']}"
        measured = row["value"] is not None
        lines.append(
            f"| {name} | {TITLES[name]} | {row['goal']} | **{figure(row['value'])}** {row['unit']}"
            f" | {figure(row['ours'])} | {figure(row['other'])} | {size}"
            f" | {_yes(row['exact']) if measured else '–'}"
            f" | {_yes(row['reached']) if measured else '–'} | `make bench ONLY={name}` |"
        )
    notes = [f"- {name}: {row['note']}." for name, row in found.items() if row["note"]]
    return "\n".join([*lines, "", *notes])


def _yes(what: Any) -> str:
    return "yes" if what else "**no**"


def _missed(found: dict[str, Any], why: dict[str, Any]) -> str:
    """How far each goal is missed, and what stands in the way: gone once it is reached."""
    lines = []
    for name, row in found.items():
        if not row["goal"] or row["reached"] or row["value"] is None:
            continue
        short = (1 - lead(row["goal"], row["value"])) * 100
        far_ = f"{short:.0f} % short of the goal" if row["exact"] else "a ledger was not exact"
        reason = why.get("missed", {}).get(name, "Not looked into yet.").strip()
        words = f"- **{name}** {figure(row['value'])} {row['unit']}, {far_}."
        lines.append(" ".join([words, *_at_most(name, found), reason]))
    return "\n".join(["## Missed, and what stands in the way\n", *lines]) if lines else ""


def _at_most(name: str, found: dict[str, Any]) -> list[str]:
    """What nobody could do better than on this machine: the bare limit against the same rival."""
    bare, rival = found.get("P4", {}).get("other"), found[name]["other"]
    if name not in ("P1", "P2", "P3") or not bare or not rival:
        return []
    return [f"The bare limit reaches {figure(bare / rival)} times here."]


def _run(row: dict[str, Any], which: int) -> str:
    value, found = row[("first", "second")[which]], row.get("spread", [[], []])[which]
    rounds = f" ({figure(found[0])} to {figure(found[1])})" if found else ""
    return f"{figure(value)}{rounds}"


def _paces(row: dict[str, Any], what: str) -> str:
    return " → ".join(figure(one.get(what)) for one in row.get("pace", [{}]))


def _repeated(rows: dict[str, Any], why: dict[str, Any]) -> str:
    if not rows:
        return ""
    lines = [
        "## Run twice\n",
        'By `make bench ARGS="--again --compare OTHER/bench.json"`.\n',
        _PACE,
        *([why["runs"]["note"]] if "runs" in why else []),
        _REPEATED,
        "|---|---|---|---|---|---|---|",
        *(
            f"| {name} | {_run(row, 0)} | {_run(row, 1)}"
            f" | {row['percent']:+.1f} % | {_paces(row, 'cpu')} | {_paces(row, 'disk')}"
            f" | {_paces(row, 'wake')} |"
            for name, row in rows.items()
        ),
        "",
    ]
    reasons = why.get("unsteady", {})
    lines += [
        f"- **{name}** differs by {FAR_PERCENT:.0f} % or more. "
        + reasons.get(name, "Not explained yet.").strip()
        for name, row in rows.items()
        if far(row)
    ]
    return "\n".join(lines)
