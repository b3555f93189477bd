"""Who imports whom: the layers, the neighbours, and the few that import almost nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.architecture.sources import (
    ROOT,
    SERVICES,
    files,
    imports_of,
    in_room,
    is_standard,
    name_of,
)

BUS = ("nameko", "kombu", "eventlet", "amqp")


def test_the_layers_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """The contracts stand in .importlinter."""
    failed = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert not failed, capsys.readouterr().out


@pytest.mark.parametrize("path", in_room("domain"), ids=name_of)
def test_the_domain_imports_the_standard_library_and_refusals(path: Path) -> None:
    own = ".".join(path.relative_to(ROOT).parts[:2]) + ".domain"
    foreign = {
        module
        for module in imports_of(path)
        if not is_standard(module) and module != "shared.refusal" and not module.startswith(own)
    }
    assert foreign == set()


@pytest.mark.parametrize("path", files("shared/contracts"), ids=name_of)
def test_contracts_import_marshmallow_and_orjson_alone(path: Path) -> None:
    foreign = {
        module
        for module in imports_of(path)
        if not is_standard(module)
        and module not in ("marshmallow", "orjson")
        and not module.startswith("shared.contracts")
    }
    assert foreign == set()


def test_refusals_import_the_standard_library_alone() -> None:
    assert all(map(is_standard, imports_of(ROOT / "shared" / "refusal.py")))


@pytest.mark.parametrize("service", SERVICES)
def test_a_web_process_never_loads_the_bus(service: str) -> None:
    """What is really loaded, also by libraries that import others late."""
    program = (
        f"import sys, services.{service}.wsgi\n"
        f"print(sorted(name for name in {BUS} if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
