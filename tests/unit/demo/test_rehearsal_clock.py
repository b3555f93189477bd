"""The clock that moves a season: the services read what the demo wrote, and it never goes back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from deploy.demo.rehearsal_clock import RehearsalClock
from shared.clock import clock_of
from shared.settings import Settings


def test_the_services_read_the_moment_it_was_put_to(tmp_path: Path) -> None:
    clock = RehearsalClock(tmp_path / "clock.json")
    service = clock_of(
        Settings("hours", "", "", "", "", "", clock_file=str(tmp_path / "clock.json"))
    )
    later = datetime.now(UTC) + timedelta(days=200)
    clock.move_to(later)
    assert abs((service() - later).total_seconds()) < 5
    assert abs((clock.now() - service()).total_seconds()) < 5
    assert service().microsecond % 1000 == 0, "what MongoDB does not keep would be in no digest"


def test_it_never_goes_back(tmp_path: Path) -> None:
    clock = RehearsalClock(tmp_path / "clock.json")
    clock.move_to(datetime.now(UTC) + timedelta(days=2))
    clock.move_to(datetime.now(UTC) + timedelta(days=1))
    assert clock.now() > datetime.now(UTC) + timedelta(days=1, hours=23)
