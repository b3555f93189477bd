"""Two runs side by side: how far each figure of one is from the other's."""

from typing import Any

FAR_PERCENT = 15.0
Row = dict[str, Any]


def compare(kept: Row, other: Row) -> dict[str, Row]:
    """{name: {first, second, percent, unit, pace, spread}} of what both have; ``other`` came first.

    Results of different sizes are not compared, nor a result with itself.
    """
    return {
        name: {
            "first": other[name]["value"],
            "second": row["value"],
            "percent": round((row["value"] / other[name]["value"] - 1) * 100, 1),
            "unit": row["unit"],
            "pace": [other[name].get("pace", {}), row.get("pace", {})],
            "spread": [spread(other[name]), spread(row)],
        }
        for name, row in kept.items()
        if _measured(row) and _measured(other.get(name)) and _again(row, other[name])
    }


def spread(row: Row) -> list[float]:
    """The lowest and the highest ratio of ours to the other in the rounds of one run; empty
    where rounds are not of two sides."""
    ratios = [
        round(_rate(one["ours"]) / _rate(one["other"]), 3)
        for one in row.get("rounds", [])
        if one.get("other")
    ]
    return [min(ratios), max(ratios)] if ratios else []


def _rate(side: Any) -> float:
    return float(side["rate"] if isinstance(side, dict) and "rate" in side else side)


def far(row: Row) -> bool:
    """Whether two runs differ by so much that it needs an explanation."""
    return abs(float(row["percent"])) >= FAR_PERCENT


def in_lines(rows: dict[str, Row], name: str) -> list[str]:
    """As a table for the terminal."""
    if not rows:
        return [f"{name} has nothing of the same size to compare with"]
    lines = [f"{'':12}{name:>14}{'now':>14}{'difference':>12}"]
    for goal, row in rows.items():
        mark = "  ← far apart" if far(row) else ""
        figures = f"{row['first']:>14,.3f}{row['second']:>14,.3f}{row['percent']:>+11.1f}%"
        lines.append(f"{goal:12}{figures}{mark}")
    return lines


def _again(row: Row, before: Row) -> bool:
    return bool(row["asked"] == before["asked"] and row["run"] != before["run"])


def _measured(row: Any) -> bool:
    return isinstance(row, dict) and bool(row.get("value")) and "asked" in row
