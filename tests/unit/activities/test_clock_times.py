"""Times as lists write them."""

from datetime import time

import pytest

from services.activities.domain.clock_times import NoTimes, clock_times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("09:00-12:00", [(9, 0), (12, 0)]),
        ("9am-1pm", [(9, 0), (13, 0)]),
        ("9 AM to 1:30 P.M.", [(9, 0), (13, 30)]),
        ("9-11pm", [(21, 0), (23, 0)]),
        ("10-2pm", [(10, 0), (14, 0)]),
        ("12pm", [(12, 0)]),
        ("12am", [(0, 0)]),
        ("17:00", [(17, 0)]),
        ("17:00:00", [(17, 0)]),
        ("9点至11点30", [(9, 0), (11, 30)]),
        ("下午2:00至5:00", [(14, 0), (17, 0)]),
        ("上午9点—下午5点", [(9, 0), (17, 0)]),
        ("22:00-24:00", [(22, 0), (0, 0)]),
    ],
)
def test_times(text: str, times: list[tuple[int, int]]) -> None:
    assert clock_times(text) == [time(*one) for one in times]


@pytest.mark.parametrize("text", ["all day", "25:00", "9:75", "13pm", "0am"])
def test_no_times(text: str) -> None:
    with pytest.raises(NoTimes):
        clock_times(text)
