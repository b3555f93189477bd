"""The road of both READMEs: what they tell to type is typed, what they show is what comes.

``sleep 60`` moves the services' clock instead; ``sleep 1`` waits longer, for busy machines.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.demo.rehearsal_clock import RehearsalClock
from deploy.local.first_people import found_first_people
from deploy.local.stack import Stack
from deploy.local.surroundings import ROOT

BEGIN = "get() {"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.DOTALL | re.MULTILINE)
SLEEP = """
sleep() {
    if [ "$1" -lt 60 ]; then command sleep 3; return; fi
    python3 - "$1" <<'MOVE'
import json, pathlib, sys
clock, fresh = pathlib.Path("clock.json"), pathlib.Path("clock.new")
fresh.write_text(json.dumps({"offset_seconds":
    json.loads(clock.read_text())["offset_seconds"] + int(sys.argv[1])}))
fresh.replace(clock)
MOVE
}
"""


def road(page: str) -> tuple[list[str], list[str]]:
    """The commands of the page's road, block by block, and what it shows behind each."""
    text = (ROOT / page).read_text(encoding="utf-8")
    section = next(part for part in text.split("\n## ") if BEGIN in part)
    commands: list[str] = []
    shown: list[str] = []
    for kind, block in BLOCK.findall(section):
        if kind == "sh":
            commands.append(block)
            shown.append("")
        else:
            shown[-1] = block
    return commands, shown


def plain(output: str) -> list[str]:
    """Without what differs from day to day: ids, digits, a day's name around midnight."""
    text = re.sub(r"\b[0-9a-f]{24}\b", "ID", output.replace("\r", "").replace("\ufeff", ""))
    text = re.sub(r"next day |次日 ", "", text.replace("minute counts", "minutes count"))
    return re.sub(r"\d+", "0", text).splitlines()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder in which `make run` would have been typed."""
    folder = tmp_path_factory.mktemp("readme")
    clock = RehearsalClock(folder / "clock.json")
    environment = {"KINDHOURS_CLOCK_FILE": str(clock.path)}
    with Stack(folder / "var", environment=environment) as stack:
        found_first_people(stack)
        yield folder


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_road_by_curl_shows_what_the_page_shows(running: Path, page: str) -> None:
    commands, shown = road(page)
    assert len(commands) > 5
    script = "set -euo pipefail\n" + SLEEP + "printf '\\036'\n".join(commands)
    ran = subprocess.run(
        ["bash", "-c", script],
        cwd=running,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r'"minutes":[12],', ran.stdout)
    for command, expected, came in zip(commands, shown, ran.stdout.split("\x1e"), strict=True):
        assert plain(came) == plain(expected), command
