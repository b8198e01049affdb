"""The product's own code as syntax trees, for tests of what may stand in it."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
# These speak to whoever sets the product up or tests it, before there are any texts.
BEFORE_TEXTS = (PROJECT / "digikartta" / "__main__.py", PROJECT / "digikartta" / "quality")


@lru_cache(maxsize=1)
def product_trees() -> dict[str, ast.Module]:
    """Every module that has texts at hand, by its path in the project."""
    folders = [PROJECT / name for name in ("digikartta", "db", "pages")]
    files = [PROJECT / "app.py", *(file for each in folders for file in sorted(each.rglob("*.py")))]
    kept = [f for f in files if not any(f.is_relative_to(before) for before in BEFORE_TEXTS)]
    return {
        file.relative_to(PROJECT).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in kept
    }


def nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node but docstrings; a string with gaps is one, not its pieces."""
    left_out = {id(node) for node in (*_docstrings(tree), *_pieces(tree))}
    return (node for node in ast.walk(tree) if id(node) not in left_out)


def _pieces(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def written(node: ast.AST) -> str | None:
    """A string as it stands in the code, `{}` for each part that is filled in; else None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return None


def name_of(function: ast.expr) -> str:
    """The last name of what is called: `n` for `t.n(…)`, `t` for `visitor.t()(…)`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    if isinstance(function, ast.Name):
        return function.id
    return name_of(function.func) if isinstance(function, ast.Call) else ""
