"""What a coordinator asks at the end of the year, answered over the API."""

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table

from deploy.demo.stage import Plain, Stage, Staged
from deploy.verify.reading import Databases

_EXCERPT = 8


def ask(stage: Stage, console: Console) -> Plain:
    """Print the answers; returns the sums for the report."""
    totals = _totals(stage)
    _show_organisations(console, totals)
    staged = _most_telling(stage)
    _show_roster(stage, staged, console)
    _show_inbox(stage, console)
    sums = {
        "sessions": _sessions(stage),
        "attendances": totals["total"]["attendances"],
        "hours": round(totals["total"]["minutes"] / 60, 1),
        "stars": _stars(stage.databases),
        "messages": sum(_messages(stage.databases).values()),
        "sign_ups": _statuses(stage.databases),
    }
    table = Table(title="全县 · the county", show_header=False, title_justify="left")
    for name, words in _WORDS.items():
        table.add_row(words, f"{sums[name]:,}")
    for status, count in sums["sign_ups"].items():
        table.add_row(f"报名 · sign-ups {status}", f"{count:,}")
    console.print(table)
    return sums


_WORDS = {
    "sessions": "举办场次 · sessions held",
    "attendances": "服务人次 · attendances",
    "hours": "服务时长（小时）· hours",
    "stars": "达到星级 · stars reached (100 h)",
    "messages": "通知 · messages",
}


def _totals(stage: Stage) -> Plain:
    now = stage.clock.now()
    months = f"from={stage.first_day:%Y-%m}&to={now:%Y-%m}"
    path = f"/api/v1/hours/totals?organisation_id={stage.county_id}&by=organisation&{months}"
    return stage.client.get(path, stage.coordinator)


def _show_organisations(console: Console, totals: Plain) -> None:
    table = Table(title="各级组织 · by organisation", title_justify="left")
    for title in ("组织 · organisation", "人次 · attendances", "小时 · hours"):
        table.add_column(title, justify="left" if "organisation" in title else "right")
    for line in totals["items"]:
        if line["attendances"]:
            hours = f"{line['minutes'] / 60:,.1f}"
            table.add_row(line["name"], f"{line['attendances']:,}", hours)
    console.print(table)


def _most_telling(stage: Stage) -> Staged:
    """An activity whose roster shows people in every state."""
    return next(one for one in stage.activities if one.planned.special == "oversubscribed")


def _show_roster(stage: Stage, staged: Staged, console: Console) -> None:
    shift_id = staged.shifts[0]["shift_id"]
    page = stage.client.get(
        f"/api/v1/rosters?shift_id={shift_id}&sort=status&limit={_EXCERPT}", staged.organiser.token
    )
    counts = ", ".join(f"{count} {status}" for status, count in page["counts"].items())
    title = f"花名册 · roster: {staged.planned.title}: {counts}"
    table = Table(title=title, title_justify="left")
    for column in ("姓名 name", "编号 number", "电话 phone", "状态 status", "分钟 min", ""):
        table.add_column(column.replace(" ", "\n"))
    for row in page["items"]:
        table.add_row(
            row["name"], row["number"], row["phone"], row["status"],
            str(row["minutes_present"]), " ".join(row["marks"]),
        )  # fmt: skip
    console.print(table)


def _show_inbox(stage: Stage, console: Console) -> None:
    """The messages of somebody to whom much happened."""
    per_person: list[dict[str, Any]] = [
        {"$group": {"_id": "$volunteer_id", "kinds": {"$addToSet": "$kind"}}},
        {"$project": {"kinds": {"$size": "$kinds"}}},
        {"$sort": {"kinds": -1, "_id": 1}},
        {"$limit": 1},
    ]
    found = next(stage.databases.notifications["messages"].aggregate(per_person), None)
    actor = stage.by_id.get(found["_id"]) if found else None
    if actor is None:
        return
    inbox = stage.client.get("/api/v1/messages?limit=5", actor.token)
    table = Table(title=f"消息 · messages of {actor.name}", show_header=False, title_justify="left")
    for _ in ("at", "title", "body"):
        table.add_column(overflow="fold")
    for message in inbox["items"]:
        table.add_row(message["at"][:10], message["title"], message["body"])
    console.print(table)


def _sessions(stage: Stage) -> int:
    return sum(len(one.shifts) for one in stage.activities if not one.cancelled)


def _stars(databases: Databases) -> int:
    return databases.hours["accounts"].count_documents({"star": {"$gte": 1}})


def _messages(databases: Databases) -> Counter[str]:
    kinds = databases.notifications["messages"].aggregate([{"$sortByCount": "$kind"}])
    return Counter({row["_id"]: row["count"] for row in kinds})


def _statuses(databases: Databases) -> dict[str, int]:
    found = databases.activities["sign_ups"].aggregate([{"$sortByCount": "$status"}])
    return {row["_id"]: row["count"] for row in found}
