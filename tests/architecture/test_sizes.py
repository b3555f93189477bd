"""Files, functions and the kernel stay small enough to be read in one go."""

from pathlib import Path
from statistics import median

import pytest

from tests.architecture.sources import code_lines, files, functions_of, name_of, own_lines

OURS = files("shared", "services", "deploy", "tests")
LONGEST_FILE = 200
LONGEST_FUNCTION = 40
LARGEST_KERNEL = 1500


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_a_file_has_at_most_200_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_a_function_has_at_most_40_lines(path: Path) -> None:
    """A function defined within another counts for itself."""
    long = {one.name: own_lines(one) for one in functions_of(path)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_the_usual_file_is_a_page() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in OURS]
    assert median(length for length in lengths if length) <= 100


def test_the_kernel_stays_small() -> None:
    """Lines of code in shared/, without blank ones, comments and docstrings."""
    sizes = {name_of(path): code_lines(path) for path in files("shared")}
    assert sum(sizes.values()) <= LARGEST_KERNEL, sizes
