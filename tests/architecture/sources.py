"""Our own Python files, read as text and as syntax."""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = tuple(
    sorted(path.name for path in (ROOT / "services").iterdir() if (path / "__init__.py").exists())
)
_NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*folders: str) -> list[Path]:
    """All Python files below these folders of the repository."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def in_room(room: str, service: str | None = None) -> list[Path]:
    """The files of one room, in one service or in all."""
    found = []
    for path in files("services"):
        parts = path.relative_to(ROOT / "services").parts
        if (
            len(parts) > 1
            and parts[1].removesuffix(".py") == room
            and parts[0] == (service or parts[0])
        ):
            found.append(path)
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> set[str]:
    """The modules a file imports, with their whole names."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: imports are absolute here"
            found.add(node.module or "")
    return found


def is_standard(module: str) -> bool:
    return module.split(".")[0] in sys.stdlib_module_names


def functions_of(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: Function) -> int:
    """From ``def`` to the last line, with those of what is defined in it."""
    return (function.end_lineno or 0) - function.lineno + 1


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank ones, no comments, no docstrings."""
    docstrings = {
        line
        for node in ast.walk(tree_of(path))
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    reader = io.StringIO(path.read_text(encoding="utf-8")).readline
    lines = {
        line
        for token in tokenize.generate_tokens(reader)
        if token.type not in _NOT_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(lines - docstrings)
