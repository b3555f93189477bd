"""Write the documents made from the contracts, or check that they are up to date.

python -m deploy.documents            writes docs/events.md and docs/asyncapi.json
python -m deploy.documents --check    exits with 1 when what stands there is out of date
"""

import json
import sys
from pathlib import Path

from deploy.documents.asyncapi import asyncapi
from deploy.documents.events_page import events_page

DOCS = Path(__file__).resolve().parents[2] / "docs"


def documents() -> dict[Path, str]:
    """The text of each file."""
    return {
        DOCS / "events.md": events_page(),
        DOCS / "asyncapi.json": json.dumps(asyncapi(), ensure_ascii=False, indent=2) + "\n",
    }


def out_of_date() -> list[str]:
    """The names of the files whose text is not what the contracts say."""
    return [
        path.name
        for path, text in documents().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """The exit code."""
    if arguments == ["--check"]:
        stale = out_of_date()
        if stale:
            print(f"out of date: {', '.join(stale)}; run: python -m deploy.documents")
        return 1 if stale else 0
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
