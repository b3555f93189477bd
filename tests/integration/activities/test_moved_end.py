"""Moving a running shift's end gives nobody hours: who forgets to check out has those she knew."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.activities.operations.close_forgotten import close_forgotten
from services.activities.store.followers import Followers
from shared.storage.mongo import Document
from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY, PATHS, kept
from tests.integration.activities.site import Site

LENGTH = 2.0


class Moving(Site):
    """An activity whose only volunteer organises it too. Shift times are hours after ``start``."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, people=1, length=LENGTH)
        self.start = office.clock.now
        self.her = self.people[0]
        self.role = office.bearer(self.her, [("organiser", PATHS[COUNTY])])

    def shift(self, hours: float) -> Document:
        """The shift with its end so many hours after the first start."""
        end = self.start + (self.office.at(hours=hours) - self.office.clock.now)
        return kept(self.activity["shifts"][0]) | {"end": end.isoformat()}

    def move(self, hours: float, **more: Any) -> None:
        """She PATCHes the end; her own row follows."""
        shift = self.shift(hours) | more
        answer = self.office.ask(
            "PATCH",
            f"/activities/{self.activity_id}",
            {"shifts": [shift]},
            by=self.role,
            **{"If-Match": f'"{self.activity["revision"]}"'},
        )
        assert answer.status_code == 200, answer.json
        self.activity = dict(answer.json or {})
        self.office.hear()

    def forget(self) -> Document:
        """It is the next day; what the system recorded for her."""
        self.later(days=1)
        assert close_forgotten(store=self.office.store, clock=self.office.clock) == 1
        [event] = self.recorded()
        return dict(event["data"])

    def hours_until(self, moment: str) -> float:
        passed: timedelta = datetime.fromisoformat(moment) - self.start
        return passed / timedelta(hours=1)


@pytest.fixture
def site(office: Office) -> Moving:
    """The clock stands at the start; the shift is to last two hours."""
    return Moving(office)


@pytest.mark.parametrize(
    ("moves", "closed"),
    [([6], 2), ([4, 9], 2), ([1.5], 1.5), ([1.5, 6], 2), ([6, 1.5], 1.5), ([6, 2], 2)],
)
def test_a_forgotten_check_out_ends_no_later_than_the_end_at_check_in(
    site: Moving, moves: Sequence[float], closed: float
) -> None:
    site.come(site.her)
    site.later(hours=1)
    for hours in moves:
        site.move(hours)
    data = site.forget()
    assert site.hours_until(data["check_out_at"]) == closed
    assert site.hours_until(data["shift_end"]) == moves[-1]
    assert data["checked_out_by"] == "system"
    assert "forgotten_check_out" in site.row()["marks"]


def test_a_real_check_out_counts_to_the_new_end(site: Moving) -> None:
    site.come(site.her)
    site.move(6)
    site.later(hours=6)
    assert site.hours_until(site.go(site.her)["check_out_at"]) == 6


def test_another_one_s_roll_call_counts_to_the_new_end(site: Moving) -> None:
    site.come(site.her)
    site.move(6)
    site.later(hours=5)
    assert site.call({"sign_up_id": site.sign_up_ids[0], "action": "out"}).status_code == 200
    assert site.hours_until(site.recorded()[0]["data"]["check_out_at"]) == 5


def test_whoever_checks_in_after_the_move_knew_the_new_end(site: Moving) -> None:
    site.move(6)
    site.come(site.her)
    assert site.hours_until(site.forget()["check_out_at"]) == 6


def test_each_check_in_has_the_end_of_its_own_time(site: Moving) -> None:
    site.come(site.her)
    site.later(minutes=10)
    site.move(4)
    site.go(site.her)
    site.come(site.her)
    site.move(6)
    assert len(site.recorded()) == 0  # the first went out with the move
    assert site.hours_until(site.forget()["check_out_at"]) == 4


def test_a_check_in_while_the_rows_follow_keeps_the_end_it_saw(
    site: Moving, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = Followers.follow_activity

    def after_a_check_in(self: Followers, changes: Any) -> int:
        if not site.row()["open"]:
            site.come(site.her)
        return follow(self, changes)

    monkeypatch.setattr(Followers, "follow_activity", after_a_check_in)
    site.move(6)
    assert site.hours_until(site.forget()["check_out_at"]) == 2


def test_an_early_bird_of_a_shift_that_starts_later_has_nothing_in_it(site: Moving) -> None:
    site.later(minutes=-30)
    site.come(site.her)
    site.move(9, start=site.office.at(hours=5).isoformat())
    data = site.forget()
    assert site.hours_until(data["check_out_at"]) == LENGTH < site.hours_until(data["shift_start"])


def test_what_was_recorded_before_the_shift_moved_away_can_be_corrected(site: Moving) -> None:
    site.later(minutes=-30)
    site.come(site.her)
    site.later(minutes=10)
    site.go(site.her)
    site.move(9, start=site.office.at(hours=5).isoformat())
    site.later(days=1)
    attendance_id = site.row()["intervals"][0]["attendance_id"]

    def correct(**body: Any) -> int:
        path = f"/attendances/{attendance_id}/correct"
        told = site.office.ask("POST", path, {"reason": "核实", **body}, by=site.chief())
        return told.status_code

    assert correct(void=True) == 200
    stood = site.row()["intervals"][0]["check_out_at"].isoformat()
    assert correct(check_out_at=stood) == 200, "it counts again, as it stood"
    assert correct(check_out_at=(site.start + timedelta(hours=8)).isoformat()) == 200
    assert correct(check_in_at=(site.start - timedelta(hours=1)).isoformat()) == 409, "a new time"
    assert [event["data"]["void"] for event in site.recorded()][-3:] == [True, False, False]
