"""Everything has its room; a stray helpers.py is refused."""

from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, SERVICES, files, name_of

ROOMS = {
    "README.md",
    "wsgi.py",
    "worker.py",
    "settings.py",
    "http",
    "pages",
    "templates",
    "static",
    "consumers",
    "operations",
    "views",
    "domain",
    "store",
    "senders",
}
NEEDED = {
    "README.md",
    "wsgi.py",
    "worker.py",
    "consumers",
    "operations",
    "views",
    "domain",
    "store",
}
KERNEL = {
    "contracts",
    "messaging",
    "storage",
    "web",
    "pages",
    "tables",
    "imports",
    "watch",
    "auth.py",
    "clock.py",
    "context.py",
    "ids.py",
    "logs.py",
    "metrics.py",
    "paging.py",
    "refusal.py",
    "relay.py",
    "settings.py",
    "tokens.py",
    "worker.py",
}
NO_NAMES = ("helper", "helpers", "util", "utils", "common", "misc", "base", "manager", "tools")
_NOT_OURS = {"__pycache__", "__init__.py"}


def entries(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - _NOT_OURS


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_these_rooms_and_no_others(service: str) -> None:
    found = entries(ROOT / "services" / service)
    rooms = {name if name in ROOMS else name.removesuffix(".py") for name in found}
    assert rooms - ROOMS == set()
    assert NEEDED - rooms == set()


def test_a_room_is_a_file_or_a_folder_and_never_both() -> None:
    for path in files("shared", "services", "deploy"):
        assert not path.with_suffix("").is_dir(), name_of(path)


def test_the_kernel_has_these_rooms_and_no_others() -> None:
    assert entries(ROOT / "shared") - KERNEL == set()


def test_nothing_is_called_after_nothing() -> None:
    named = [path for path in files("shared", "services", "deploy") if path.stem in NO_NAMES]
    assert named == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_readme_of_a_service_says_what_it_owns_publishes_and_hears(service: str) -> None:
    text = (ROOT / "services" / service / "README.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {service}\n")
    for heading in ("## Owns", "## Publishes", "## Hears", "## Collections"):
        assert heading in text, f"{service}/README.md has no {heading}"
    assert len(text.splitlines()) <= 120, "one page"
