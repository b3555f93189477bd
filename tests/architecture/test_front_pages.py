"""The pages a newcomer reads: links lead somewhere, languages agree, drawings are the newest."""

import re
from pathlib import Path

import pytest

from deploy.pictures.__main__ import PICTURES, drawings
from tests.architecture.sources import ROOT

LINK = re.compile(r'\]\(([^)#\s]+)[^)]*\)|src="([^"]+)"')
ROW = re.compile(r"^\| (\d+) \| .+? \| (.+?) \|", re.MULTILINE)
STATES = {"**works**": "**可用**", "ground laid": "已打基础", "not yet": "尚无"}
PAGES = sorted(
    page
    for page in ROOT.rglob("*.md")
    if not {"var", ".venv", ".pytest_cache"} & set(page.relative_to(ROOT).parts)
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    found = [one or other for one, other in LINK.findall(page.read_text(encoding="utf-8"))]
    for link in found:
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_both_languages_say_the_same_of_every_system() -> None:
    english, chinese = (
        ROW.findall((ROOT / name).read_text(encoding="utf-8"))
        for name in ("README.md", "README.zh.md")
    )
    assert [int(number) for number, _ in english] == list(range(1, 19))
    assert [(number, STATES[state]) for number, state in english] == chinese


def test_the_drawings_are_up_to_date() -> None:
    for path, text in drawings().items():
        assert path.read_text(encoding="utf-8") == text, "run: python -m deploy.pictures"


def test_the_picture_of_the_demo_is_of_one_that_was_exact() -> None:
    assert "exact" in (PICTURES / "demo.svg").read_text(encoding="utf-8")
