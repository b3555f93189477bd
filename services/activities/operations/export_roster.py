"""Export a roster as a table for Excel, with the same rows, masks and note as the look."""

from collections.abc import Iterator

from services.activities.domain.roster_lines import COLUMNS, cells
from services.activities.operations.look_at_roster import note_look
from services.activities.operations.see_roster import Criteria, Sight, see_roster
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.refusal import Conflict
from shared.tables import write_csv, write_xlsx


class RosterTooLong(Conflict):
    """Raised when an export would have more rows than a table is good for."""

    zh = "名单超过{most}行，请缩小范围（如按场次、时间段或状态）后再导出。"
    en = "The roster has more than {most} rows. Narrow it by shift, period or status."


def export_roster(
    criteria: Criteria,
    sort: str,
    form: str,
    identity: Identity,
    language: str,
    *,
    store: Store,
    clock: Clock,
    settings: ActivitySettings,
) -> bytes:
    """The table; ``form`` is "csv" or "xlsx". Raises RosterTooLong and what a look raises."""
    sight = see_roster(criteria, identity, store=store)
    rows = store.rosters.count(sight.query, settings.export_rows + 1)
    if rows > settings.export_rows:
        raise RosterTooLong(most=settings.export_rows)
    seen = _Seen()
    columns = [words[0 if language == "zh" else 1] for words in COLUMNS]
    lines = _lines(sight, sort, language, seen, store, settings)
    if form == "csv":
        table = write_csv(columns, lines)
    else:
        table = write_xlsx(columns, lines, "花名册" if language == "zh" else "Roster")
    note_look(criteria, sight, identity, form, seen.rows, seen.whole_phones, store, clock)
    return table


class _Seen:
    """What went into the table."""

    rows = 0
    whole_phones = 0


def _lines(
    sight: Sight,
    sort: str,
    language: str,
    seen: _Seen,
    store: Store,
    settings: ActivitySettings,
) -> Iterator[list[object]]:
    teams = store.copies.teams(store.rosters.team_ids(sight.query))
    names = {team_id: team["name"] for team_id, team in teams.items()}
    for row in store.rosters.all(sight.query, sort):
        whole = sight.whole_phone(row)
        seen.rows += 1
        seen.whole_phones += whole
        yield list(cells(row, whole, names, language, settings.zone))
