"""What is left of a demo: ``var/demo.json``, for people and for other programs."""

import json
import os
import platform
from pathlib import Path
from typing import Any

from deploy.demo.stage import Stage
from deploy.verify.reading import NO_PAGE
from deploy.verify.verifier import Verdict

_COUNTED = ("back_entries", "corrections", "objections", "redemptions", "superseded")


def figures(
    stage: Stage, verdict: Verdict, sums: dict[str, Any], memory: list[dict[str, Any]]
) -> dict[str, Any]:
    """All figures of one demo but its wall time; ``memory`` as memory_of gives it."""
    log = stage.log
    findings = [str(one) for one in verdict.findings]
    findings += [f"I10 {what}" for what in log.contradictions]
    return {
        "exact": not findings,
        "volunteers": stage.volunteers,
        "activities": len(stage.activities),
        "check_ins": len(log.check_ins),
        "check_outs": len(log.check_outs),
        "journals": stage.databases.hours["journals"].count_documents(NO_PAGE),
        **sums,
        "check_ins_per_second": log.check_ins_per_second,
        "corrected": log.corrected,
        "voided": log.voided,
        "reversed": len(log.taken_back),
        "reversals": stage.databases.hours["journals"].count_documents({"kind": "reversal"}),
        "certificates": len(log.certificates),
        **{name: log.counts[name] for name in _COUNTED},
        "requests": stage.client.requests,
        "repeated": log.repeated,
        "tries_again": stage.client.repeats,
        "refusals": dict(stage.client.refusals),
        "findings": findings,
        "verified_in_seconds": verdict.seconds,
        "phases": stage.phases.figures(),
        "memory_mib": round(sum(one["pss"] for one in memory), 1),
        "memory": memory,
        "machine": f"{os.cpu_count()} × {platform.machine()}, Python {platform.python_version()}",
    }


def write(path: Path, found: dict[str, Any]) -> None:
    """As JSON; a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)
