"""I2, I4 and I5: the ledger in itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from deploy.verify.findings import check
from deploy.verify.reading import (
    NO_PAGE,
    Chains,
    Databases,
    Document,
    journals,
    minutes_of,
    side_by_side,
    standing,
)

_OF_AN_ACCOUNT = ("minutes", "back_minutes", "journals", "attendances")
_BACK = "back_entry"


@check("I2")
def counted_once(databases: Databases) -> Iterator[str]:
    """No minute counts twice: not by event, not by interval, not by overlap."""
    for volunteer_id, chains in journals(databases):
        for attendance_id, chain in chains.items():
            if fault := _broken(attendance_id, chain):
                yield fault
        counting = [found for chain in chains.values() if (found := standing(chain))]
        yield from _same_interval_twice(volunteer_id, counting)
        yield from _overlapping(volunteer_id, counting)


def _broken(attendance_id: str, chain: list[Document]) -> str | None:
    """A chain is credit, reversal, credit …, numbered without a gap."""
    for place, journal in enumerate(chain):
        if journal["_id"] != f"{attendance_id}-{place:03d}":
            return f"journal {journal['_id']} stands at place {place} of its attendance"
        if journal["kind"] != ("reversal" if place % 2 else "credit"):
            return f"journal {journal['_id']} is a second {journal['kind']} in a row"
        if place % 2 and _unlike(journal, chain[place - 1]):
            return f"journal {journal['_id']} does not undo {chain[place - 1]['_id']}"
    return None


def _unlike(reversal: Document, credit: Document) -> bool:
    undone = [(line["account"], -line["minutes"]) for line in reversal["lines"]]
    done = [(line["account"], line["minutes"]) for line in credit["lines"]]
    return reversal["reverses"] != credit["_id"] or undone != done


def _same_interval_twice(volunteer_id: str, counting: Iterable[Document]) -> Iterator[str]:
    times = Counter(
        (one["shift_id"], one["check_in_at"], one["check_out_at"])
        for one in counting
        if minutes_of(one)
    )
    for (shift_id, check_in_at, _), count in times.items():
        if count > 1:
            yield f"{volunteer_id} has {count} credits for {shift_id} from {check_in_at}"


def _overlapping(volunteer_id: str, counting: Iterable[Document]) -> Iterator[str]:
    """Windows that share time count no more, all together, than the time they cover."""
    begin = end = None
    counted = 0
    windows = ((one["window"]["start"], one["window"]["end"], minutes_of(one)) for one in counting)
    for start, stop, minutes in sorted(windows):
        if begin is None or end is None or start >= end:
            begin, end, counted = start, stop, 0
        end = max(end, stop)
        counted += minutes
        if counted > (end - begin).total_seconds() / 60:
            yield f"{volunteer_id} has {counted} minutes from {begin} to {end}"


@check("I4")
def balanced(databases: Databases) -> Iterator[str]:
    """Every journal sums to zero, and so does the whole ledger; minutes are whole."""
    rows = databases.hours["journals"]
    uneven = {**NO_PAGE, "$expr": {"$ne": [{"$sum": "$lines.minutes"}, 0]}}
    for row in rows.find(uneven, {"lines": 1}, session=databases.session):
        yield f"journal {row['_id']} sums to {sum(one['minutes'] for one in row['lines'])}"
    part = {"lines": {"$elemMatch": {"minutes": {"$not": {"$type": ["int", "long"]}}}}}
    pair = {"lines": {"$size": 2}}
    broken = {**NO_PAGE, "$or": [part, {"$nor": [pair]}]}
    for row in rows.find(broken, {"_id": 1}, session=databases.session):
        yield f"journal {row['_id']} is no pair of whole minutes"
    together = [{"$group": {"_id": None, "minutes": {"$sum": "$minutes"}}}]
    for total in databases.hours["accounts"].aggregate(together, session=databases.session):
        if total["minutes"] != 0:
            yield f"the accounts sum to {total['minutes']} minutes"


@check("I5")
def recounted(databases: Databases) -> Iterator[str]:
    """Each account is the sum of its lines, counts them, and counts the times somebody came."""
    issued: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for volunteer_id, account, chains in side_by_side(
        _accounts(databases, "volunteer"), journals(databases)
    ):
        own = _count(chains or {}, issued)
        yield from _differences(f"volunteer:{volunteer_id}", account, own)
    kept = dict(_accounts(databases, "issued"))
    for name in sorted(issued.keys() | kept.keys()):
        yield from _differences(f"issued:{name}", kept.get(name), issued[name])


def _accounts(databases: Databases, kind: str) -> Iterator[tuple[str, Document]]:
    """The accounts of a kind, by what follows it in their id, in that order."""
    wanted = {"_id": {"$gte": f"{kind}:", "$lt": f"{kind};"}}
    rows = databases.hours["accounts"].find(wanted, batch_size=2_000, session=databases.session)
    for row in rows.sort("_id", 1):
        yield row["_id"].removeprefix(f"{kind}:"), row


def _count(chains: Chains, issued: defaultdict[str, Counter[str]]) -> Counter[str]:
    """One person's own sums; what her hours took from organisations is added to ``issued``."""
    own: Counter[str] = Counter()
    held = set()
    for chain in chains.values():
        for journal in chain:
            mine, source = journal["lines"]
            own.update(minutes=mine["minutes"], journals=1)
            issued[_name(source)].update(minutes=source["minutes"], journals=1)
            if journal.get("checked_in_by") == _BACK:
                own.update(back_minutes=mine["minutes"])
                issued[_name(source)].update(back_minutes=source["minutes"])
        credit = standing(chain)
        if credit and not credit["void"]:
            held.add((_name(credit["lines"][1]), credit["shift_id"], credit["day"]))
    for name, _, _ in held:
        own.update(attendances=1)
        issued[name].update(attendances=1)
    return own


def _name(line: Document) -> str:
    return str(line["account"]).removeprefix("issued:")


def _differences(name: str, account: Document | None, counted: Counter[str]) -> Iterator[str]:
    for field in _OF_AN_ACCOUNT:
        kept = (account or {}).get(field, 0)
        if kept != counted[field]:
            yield f"account {name} has {kept} {field}, its journals {counted[field]}"
