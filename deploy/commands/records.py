"""``kindhours records``: what an office reports of volunteers' records."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from deploy.local.reach import database_of
from services.hours.domain.certificates.period import Days
from services.hours.operations.rewards.note_export import note_export
from services.hours.store import Store
from services.hours.views.rewards.export import Export, as_csv, as_xlsx
from services.hours.views.rewards.year import year_of
from shared.auth import Grant, Identity
from shared.clock import system_clock
from shared.refusal import Refusal

_OPERATOR = Identity("operator", "", (Grant("administrator", "/"),))
_ZONE = "Asia/Shanghai"
_DAY = click.DateTime(formats=["%Y-%m-%d"])
organisation_option = click.option(
    "--organisation", help="Its id; the one at the top of the tree if left out."
)
zone_option = click.option("--timezone", envvar="TIMEZONE", default=_ZONE, show_default=True)


@click.group("records")
def command() -> None:
    """Records of volunteers: the export for the national system, the figures of a year."""


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "first", type=_DAY, required=True, help="The first day, 2026-01-01.")
@click.option("--to", "last", type=_DAY, required=True, help="The last day, also within.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@organisation_option
@zone_option
def export(
    file: Path,
    first: datetime,
    last: datetime,
    language: str,
    organisation: str | None,
    timezone: str,
) -> None:
    """Write all five kinds of record to FILE: .xlsx with five sheets, .zip with five CSV tables.

    A year at most. It is noted who asked.
    """
    kinds = {".xlsx": ("xlsx", as_xlsx), ".zip": ("csv", as_csv)}
    if file.suffix not in kinds:
        raise click.ClickException("FILE ends with .xlsx or .zip")
    kind, write = kinds[file.suffix]
    store = Store(database_of("hours"))
    days = Days(first.date(), last.date())
    try:
        found = note_export(
            _asked(organisation, store), days.first, days.last, kind,
            by=_OPERATOR, store=store, clock=system_clock,
        )  # fmt: skip
        data = write(Export(found["path"], days, store, ZoneInfo(timezone), language))
    except Refusal as no:
        raise click.ClickException(str(no)) from None
    file.write_bytes(data)
    click.echo(f"{file}: {found['name']}, {days.first} – {days.last}, {len(data):,} bytes")


@command.command("year")
@click.argument("year", type=click.IntRange(2000, 2200))
@organisation_option
@zone_option
def figures(year: int, organisation: str | None, timezone: str) -> None:
    """Print the figures of a YEAR (order 67, article 18) as JSON."""
    store = Store(database_of("hours"))
    try:
        found = year_of(
            _asked(organisation, store), year, _OPERATOR, store=store, zone=ZoneInfo(timezone)
        )
    except Refusal as no:
        raise click.ClickException(str(no)) from None
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _asked(organisation: str | None, store: Store) -> str:
    if organisation:
        return organisation
    root = store.copies.root()
    if root is None:
        raise click.ClickException("there is no organisation yet")
    return str(root["_id"])
