"""Made-up seasons of one person, and rules under which they may be counted."""

from typing import Any

from hypothesis import strategies as st

from services.hours.domain.rules import Row, RuleBook, Rules
from tests.unit.hours.attendances import at, attendance

Data = dict[str, Any]


@st.composite
def attendances(draw: st.DrawFn, most: int = 6, **more: Any) -> list[Data]:
    """Up to ``most`` attendances of one person in three days, some of them in several revisions."""
    found = []
    for name in range(draw(st.integers(1, most))):
        shift = draw(st.sampled_from([("09:00", "11:30"), ("10:00", "16:00"), ("22:00", "26:00")]))
        shift_id = draw(st.sampled_from("xyz"))
        for revision in range(1, draw(st.integers(1, 3)) + 1):
            start = draw(st.integers(0, 40 * 4))
            end = start + draw(st.integers(0, 6 * 4))
            clock = [f"{one // 4}:{one % 4 * 15:02d}" for one in (start, end)]
            found.append(
                attendance(
                    *clock,
                    shift,
                    name=str(name),
                    day=draw(st.sampled_from([0, 0, 1])),
                    shift_id=shift_id,
                    revision=revision,
                    void=draw(st.sampled_from([False, False, True])),
                    organisation_path=draw(st.sampled_from(["/a/", "/a/", "/a/b/"])),
                    **more,
                )
            )
    return found


VALUES: dict[str, list[Any]] = {
    "grace_before": [0, 15],
    "grace_after": [0, 30],
    "step": [1, 7, 30],
    "rounding": ["down", "nearest"],
    "minimum_share": [0, 60],
    "break_after": [60, 120],
    "break_minutes": [0, 30],
    "travel_minutes": [0, 20],
    "day_limit": [100, 240, 480],
}
KEYS = {key: st.sampled_from(values) for key, values in VALUES.items()}


@st.composite
def books(draw: st.DrawFn) -> RuleBook:
    """Defaults, and what two organisations set, the lower one from the second day on."""
    made = at("00:00")
    rows = [
        Row("1", "a", "2026-05-01", draw(st.fixed_dictionaries({}, optional=KEYS)), made),
        Row("2", "b", "2026-05-04", draw(st.fixed_dictionaries({}, optional=KEYS)), made),
    ]
    kept = draw(st.sampled_from([0, 0, 2]))
    return RuleBook(rows[:kept], Rules(**draw(st.fixed_dictionaries(KEYS))))


APPROVED = st.dictionaries(
    st.sampled_from([at("00:00", day).date() for day in range(3)]), st.sampled_from([200, 500])
)
