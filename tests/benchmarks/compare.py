"""Two runs side by side: how far each figure of one is from the other's."""

from typing import Any

FAR_PERCENT = 15.0
Row = dict[str, Any]


def compare(kept: Row, other: Row) -> dict[str, Row]:
    """{name: {first, second, percent, unit, pace}} of what both runs have; ``other`` came first.

    Results of different sizes are not compared, nor a result with itself.
    """
    return {
        name: {
            "first": other[name]["value"],
            "second": row["value"],
            "percent": round((row["value"] / other[name]["value"] - 1) * 100, 1),
            "unit": row["unit"],
            "pace": [other[name].get("pace", {}), row.get("pace", {})],
        }
        for name, row in kept.items()
        if _measured(row) and _measured(other.get(name)) and _again(row, other[name])
    }


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
