"""Attendance becomes hours: exactly once, whatever is delivered how often."""

from shared.contracts.envelope import instant
from shared.messaging.outcomes import Done, Poison
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import ORGANISATION, VOLUNTEER, at, attendance, recorded


def test_an_attendance_is_credited_by_double_entry(bank: Bank) -> None:
    data = attendance("09:02", "11:47", ("09:00", "11:30"))
    bank.hear(data)
    [journal] = bank.journals()
    assert journal["lines"] == [
        {"account": f"volunteer:{VOLUNTEER}", "minutes": 148},
        {"account": f"issued:{ORGANISATION}:2026-05", "minutes": -148},
    ]
    assert journal["window"] == {"start": at("09:02"), "end": at("11:30")}
    rows = bank.database["accounts"].find({"minutes": {"$exists": True}})
    accounts = {row.pop("_id"): row for row in rows}
    assert accounts == {
        f"volunteer:{VOLUNTEER}": {"minutes": 148, "journals": 1, "attendances": 1},
        f"issued:{ORGANISATION}:2026-05": {
            "minutes": -148,
            "journals": 1,
            "attendances": 1,
            "organisation_id": ORGANISATION,
            "month": "2026-05",
        },
    }
    bank.recount()


def test_the_others_are_told_with_the_request_that_began_it(bank: Bank) -> None:
    data = attendance("09:02", "11:47", ("09:00", "11:30"))
    bank.settle(recorded(data, "request-77"))
    [event] = bank.events()
    assert (event["type"], event["requestid"]) == ("hours.hours_credited", "request-77")
    assert event["subject"] == event["data"]["journal_id"] == f"{data['attendance_id']}-000"
    assert event["data"]["minutes"] == 148
    assert event["data"]["check_in_at"] == data["check_in_at"]
    assert event["data"]["explanation"]["en"].startswith("09:02–11:47 of the shift 09:00–11:30")


def test_a_repeat_changes_nothing(bank: Bank) -> None:
    data = attendance()
    bank.hear(data, data)
    before = list(bank.database["accounts"].find())
    for _ in range(3):
        bank.hear(data)
    assert list(bank.database["accounts"].find()) == before
    assert len(bank.journals()) == 1
    assert len(bank.events()) == 1


def test_a_correction_reverses_and_credits_anew(bank: Bank) -> None:
    first = attendance("09:00", "10:00")
    bank.hear(first)
    bank.hear(attendance("09:00", "11:00", revision=2, reason="忘记签退"))
    assert bank.minutes(VOLUNTEER) == 120
    kinds = [(row["_id"][-3:], row["kind"]) for row in bank.journals()]
    assert kinds == [("000", "credit"), ("001", "reversal"), ("002", "credit")]
    [event] = bank.events("hours_corrected")
    data = event["data"]
    assert (data["minutes_before"], data["minutes"], data["reason"]) == (60, 120, "忘记签退")
    bank.hear(first)
    assert bank.minutes(VOLUNTEER) == 120, "an older revision changes nothing"
    bank.recount()


def test_a_correction_that_comes_first_makes_the_older_revision_void(bank: Bank) -> None:
    bank.hear(attendance("09:00", "11:00", revision=3, reason="更正"))
    bank.hear(attendance("09:00", "10:00"))
    assert bank.minutes(VOLUNTEER) == 120
    assert len(bank.events()) == 1


def test_a_voided_attendance_counts_nothing_and_may_come_back(bank: Bank) -> None:
    bank.hear(attendance())
    bank.hear(attendance(revision=2, void=True, reason="代签"))
    [row] = bank.database["accounts"].find({"_id": f"volunteer:{VOLUNTEER}"})
    assert (row["minutes"], row["attendances"]) == (0, 0)
    assert bank.events("hours_corrected")[0]["data"]["minutes"] == 0
    bank.hear(attendance(revision=3, reason="查实在场"))
    assert bank.minutes(VOLUNTEER) == 148
    bank.recount()


def test_a_correction_by_days_frees_what_it_leaves(bank: Bank) -> None:
    long = attendance("09:00", "11:30", name="long")
    later = attendance("10:00", "12:00", ("10:00", "12:00"), name="later")
    bank.hear(long)
    bank.hear(later)
    assert bank.minutes(VOLUNTEER) == 150 + 30
    bank.hear(attendance("09:00", "11:30", name="long", day=20, revision=2))
    assert bank.minutes(VOLUNTEER) == 150 + 120
    bank.hear(long)
    assert bank.minutes(VOLUNTEER) == 150 + 120
    bank.recount()


def test_corrections_by_days_follow_one_another(bank: Bank) -> None:
    for revision, day in enumerate([0, 20, 40, 20], 1):
        bank.hear(attendance("09:00", "11:30", day=day, revision=revision))
        bank.hear(attendance("09:00", "11:30", day=day, revision=revision))
        assert bank.minutes(VOLUNTEER) == 150
    assert bank.recount().journals == 7


def test_nothing_counted_is_a_journal_too(bank: Bank) -> None:
    bank.hear(attendance("12:00", "13:00", ("09:00", "11:30")))
    [journal] = bank.journals()
    assert [line["minutes"] for line in journal["lines"]] == [0, 0]
    assert bank.events()[0]["data"]["minutes"] == 0
    bank.recount()


def test_poison_does_not_take_its_neighbours(bank: Bank) -> None:
    wrong = attendance("11:00", "09:00", name="wrong")
    long = attendance("09:00", "09:01", name="long", check_out_at=instant(at("33:01")))
    good = [attendance(name=f"good {n}", volunteer_id=f"v{n}") for n in range(5)]
    outcomes = bank.settle(*map(recorded, [*good[:2], wrong, *good[2:4], long, good[4]]))
    assert [type(one) for one in outcomes] == [Done, Done, Poison, Done, Done, Poison, Done]
    assert isinstance(outcomes[2], Poison)
    assert "before the check-in" in outcomes[2].reason
    assert bank.recount().journals == 5


def test_an_attendance_that_changes_hands_is_poison_alone(bank: Bank) -> None:
    bank.hear(attendance(name="mine"))
    stolen = attendance(name="mine", volunteer_id="thief", revision=2)
    outcomes = bank.settle(
        *map(recorded, [attendance(name="a", volunteer_id="x"), stolen, attendance(name="b")])
    )
    assert [type(one) for one in outcomes] == [Done, Poison, Done]
    assert bank.minutes("thief") == 0
    bank.recount()


def test_leaving_and_coming_back_is_one_attendance(bank: Bank) -> None:
    bank.hear(attendance("09:00", "10:00", name="1", shift_id="s"))
    bank.hear(attendance("10:30", "11:00", name="2", shift_id="s"))
    [issued] = bank.database["accounts"].find({"organisation_id": ORGANISATION})
    assert (issued["minutes"], issued["attendances"]) == (-90, 1)
    bank.recount()


def test_a_star_is_told_once_even_after_a_reversal(bank: Bank) -> None:
    days = [attendance("09:00", "17:00", ("09:00", "17:00"), name=f"{n}", day=n) for n in range(13)]
    bank.hear(*days[:12])
    assert bank.events("star_reached") == []
    bank.hear(days[12])
    [event] = bank.events("star_reached")
    assert (event["data"]["star"], event["data"]["minutes"]) == (1, 13 * 8 * 60)
    bank.hear({**days[12], "revision": 2, "void": True, "reason": "代签"})
    bank.hear({**days[12], "revision": 3, "reason": "查实"})
    assert bank.minutes(VOLUNTEER) == 13 * 8 * 60
    assert len(bank.events("star_reached")) == 1


def test_several_stars_in_one_batch_are_each_told(bank: Bank) -> None:
    bank.hear(
        *(attendance("09:00", "17:00", ("09:00", "17:00"), name=f"{n}", day=n) for n in range(38))
    )
    assert [event["data"]["star"] for event in bank.events("star_reached")] == [1, 2]


def test_the_events_of_a_batch_ride_on_its_page(bank: Bank) -> None:
    bank.hear(*(attendance(name=f"{n}", volunteer_id=f"v{n}") for n in range(120)))
    [page] = bank.database["journals"].find({"outbox": {"$exists": True}})
    assert (page["kind"], page["count"], len(bank.events())) == ("page", 120, 120)


def test_the_new_year_begins_by_the_local_clock(bank: Bank) -> None:
    days = (at("00:00") - at("00:00").replace(month=1, day=1)).days
    bank.hear(attendance("00:10", "02:10", ("00:10", "02:10"), day=-days))
    [issued] = bank.database["accounts"].find({"month": {"$exists": True}})
    assert issued["month"] == "2026-01"
