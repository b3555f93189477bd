"""``make demo`` in small: it ends exact, says so in its file, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil

from deploy.local.surroundings import ROOT

VOLUNTEERS = 60


def test_a_small_season_adds_up_and_leaves_nothing_behind(tmp_path: Path) -> None:
    out = tmp_path / "demo.json"
    command = [sys.executable, "-m", "deploy.cli", "demo", "--volunteers", str(VOLUNTEERS)]
    room = tmp_path / "t"
    room.mkdir()
    done = subprocess.run(
        [*command, "--out", out],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(room)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(out.read_text())
    assert found["exact"] is True
    assert found["findings"] == []
    assert found["volunteers"] == VOLUNTEERS
    assert found["activities"] == 33
    assert found["check_outs"] >= 100
    # Each check-out has its journal, and so have the forgotten ones the system closed.
    assert found["journals"] >= found["check_outs"]
    assert found["corrected"] >= 1
    assert found["voided"] >= 1
    assert found["reversed"] >= 1
    assert found["repeated"] >= 10
    assert {"withdrawn", "waitlisted", "declined", "cancelled", "no_show"} <= set(found["sign_ups"])
    assert list(room.iterdir()) == []
    assert _running_in(room) == []


def _running_in(folder: Path) -> list[str]:
    lines = [" ".join(one.info["cmdline"] or []) for one in psutil.process_iter(["cmdline"])]
    return [line for line in lines if str(folder) in line]
