"""``python -m tests.browser.quickness``: how long each page takes at 20 requests a second.

On the demo's data, with a day after its season going on; then the pages of one activity again with
10,000 more sign-ups on it. From the request to the last byte of the answer, at the one address
(nginx, pieces of other services, gunicorn, MongoDB), without a browser. Nothing is asserted: a
figure depends on the machine, and what else ran on it, so that is printed too. The goal is
p99 ≤ 60 ms.
"""

import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import click
import urllib3
from rich.console import Console
from rich.table import Table

from deploy.demo.season import play
from deploy.demo.theatre import Theatre, opened
from deploy.pictures.pages import PAGES, Shown
from deploy.pictures.today import Today, begin
from shared.ids import id_from

RATE = 20  # requests a second
GOAL = 60.0  # milliseconds at p99
CROWD = 10_000
_MORE = (
    Shown("activities", "volunteer", "/activities"),
    Shown("search", "volunteer", "/activities?q=huanhu"),
    Shown("calendar", "volunteer", "/calendar"),
    Shown("messages", "volunteer", "/messages"),
    Shown("me", "volunteer", "/me"),
    Shown("my-shift", "volunteer", "/my/shifts/{sign_up}"),
    Shown("on-site", "organiser", "/onsite/{shift}"),
    Shown("people", "organiser", "/organise/{now}"),
    Shown("closing", "organiser", "/organise/{now}/close"),
)
_CROWDED = ("{now}", "{shift}", "{sign_up}", "/my/shifts", "/organise?all=1")


class Took(NamedTuple):
    """Milliseconds."""

    half: float
    most: float
    worst: float
    statuses: set[int]


@click.command()
@click.option("--volunteers", default=300, show_default=True, type=click.IntRange(min=60))
@click.option("--seconds", default=10, show_default=True, help="For each page.")
def main(volunteers: int, seconds: int) -> None:
    """Measure, and print a table."""
    console = Console(highlight=False)
    with opened(volunteers, console) as theatre:
        play(theatre.stage, theatre.first("administrator"), theatre.stack.run.amqp_uri)
        today = begin(theatre.stage)
        wanted = [*PAGES, *_MORE]
        usual = {page: _measure(theatre, today, page, seconds) for page in wanted}
        _show(console, f"{_data(theatre)}; {RATE} requests a second for {seconds} s", usual)
        crowd(theatre, today)
        under = [page for page in wanted if any(part in page.path for part in _CROWDED)]
        full = {page: _measure(theatre, today, page, seconds) for page in under}
        title = f"{_data(theatre)}, of these {CROWD:,} more on the activity that is on"
        _show(console, title, full)
        _judge(
            console, {**usual, **{page._replace(name=f"{page.name}*"): full[page] for page in full}}
        )


def crowd(theatre: Theatre, today: Today) -> None:
    """Write as many sign-ups of people nobody knows into the shift that is on now."""
    rows = theatre.stage.databases.activities["sign_ups"]
    one = rows.find_one({"_id": today.ids["sign_up"]})
    if one is None:
        raise click.ClickException("the sign-up is gone")
    made = []
    for number in range(CROWD):
        her = id_from("crowd", str(number))
        state = {"status": "waitlisted", "queue": number + 1} if number % 2 else {}
        mine = {"_id": id_from(today.ids["shift"], her), "volunteer_id": her}
        made.append({**one, **mine, **state, "name_key": f"n{number}", "outbox": []})
    rows.insert_many(made, ordered=False)


def _measure(theatre: Theatre, today: Today, page: Shown, seconds: int) -> Took:
    """Requests at their times, whether those before them are answered or not."""
    cookie = f"session={today.tokens[page.who]}" if page.who else ""
    headers = {"Cookie": cookie, "Accept": "text/html", "Accept-Encoding": "gzip"}
    url = theatre.stack.url + page.path.format(**today.ids)
    pool = urllib3.PoolManager(maxsize=RATE, retries=False)

    def ask(_: int) -> tuple[float, int]:
        started = time.perf_counter()
        answer = pool.request("GET", url, headers=headers)
        return (time.perf_counter() - started) * 1000, answer.status

    for number in range(5):  # what is made once a process
        ask(number)
    with ThreadPoolExecutor(RATE) as threads:
        waiting, begun = [], time.perf_counter()
        for number in range(RATE * seconds):
            time.sleep(max(0.0, begun + number / RATE - time.perf_counter()))
            waiting.append(threads.submit(ask, number))
        found = [one.result() for one in waiting]
    taken = sorted(one for one, _ in found)
    hundredths = statistics.quantiles(taken, n=100, method="inclusive")
    return Took(hundredths[49], hundredths[98], taken[-1], {status for _, status in found})


def _data(theatre: Theatre) -> str:
    """How much there is to look through."""
    databases = theatre.stage.databases
    counted = (
        (databases.volunteers["people"], "volunteers"),
        (databases.activities["activities"], "activities"),
        (databases.activities["sign_ups"], "sign-ups"),
        (databases.hours["journals"], "journals"),
    )
    return ", ".join(f"{rows.estimated_document_count():,} {word}" for rows, word in counted)


def _reached(took: Took) -> bool:
    return took.most <= GOAL and took.statuses == {200}


def _show(console: Console, title: str, found: dict[Shown, Took]) -> None:
    table = Table(title=title, title_justify="left", caption=_load(), caption_justify="left")
    for column in ("page", "p50 ms", "p99 ms", "max ms", "answered", f"p99 ≤ {GOAL:.0f} ms"):
        table.add_column(column, justify="left" if column == "page" else "right")
    for page, took in found.items():
        figures = [f"{one:.1f}" for one in took[:3]]
        answered = " ".join(map(str, sorted(took.statuses)))
        table.add_row(page.name, *figures, answered, "yes" if _reached(took) else "NO")
    console.print(table)


def _load() -> str:
    """Whether the figures can be trusted: alone, the demo keeps less than one core busy."""
    return f"{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}"


def _judge(console: Console, found: dict[Shown, Took]) -> None:
    """The line that says it all; a page with * is one under the crowd."""
    missed = [page.name for page, took in found.items() if not _reached(took)]
    console.print(f"{len(found) - len(missed)} of {len(found)} reached p99 ≤ {GOAL:.0f} ms.")
    if missed:
        console.print("Missed: " + ", ".join(missed))


if __name__ == "__main__":
    main()
