"""What may stand where, and who may import whom.

The directions: pages → db → digikartta; pages → digikartta.ui → digikartta; exports → charts.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    *("app.py", "pages", "digikartta", "db", "tests", "deploy"),
    *("requirements.txt", "README.md", "LICENSE", "CHANGELOG.md"),
}
MADE_BY_PYTHON = "__pycache__"
LAYERS = {"charts", "commands", "exports", "quality", "ui", "walk", "web"}  # folders of digikartta/
# These meet the outside: command line, environment, starting a process.
EDGES = {"cli", "__main__", "local_address", "settings"}
LONGEST_FUNCTION = 50
LONGEST_FILE = 300
CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime"),
}
ENVIRONMENT = {"os.environ", "os.getenv", "os.environb"}


def test_the_top_level_holds_only_what_belongs_there() -> None:
    found = {entry.name for entry in PROJECT.iterdir() if not entry.name.startswith(".")}
    assert found - TOP_LEVEL - {MADE_BY_PYTHON} == set()


def test_the_core_knows_no_pages_no_server_and_no_database() -> None:
    forbidden = ("streamlit", "sqlalchemy", "alembic", "starlette", "psycopg", "db", "pages")
    assert imports(core(), forbidden) == []


def test_the_core_builds_on_none_of_the_layers_above_it() -> None:
    assert imports(core(), ("digikartta.ui", "digikartta.web", "digikartta.exports")) == []
    assert imports(core(), ("digikartta.charts", "digikartta.quality")) == []
    assert imports(core(), ("digikartta.cli", "digikartta.commands", "digikartta.walk")) == []


def test_the_core_is_told_the_time_and_the_settings() -> None:
    told = [*core(), *folder("digikartta/charts"), *folder("digikartta/exports")]
    assert uses(told, CLOCKS | ENVIRONMENT) == []
    assert imports(told, ("digikartta.settings",)) == []


def test_charts_and_exports_know_no_page_and_no_database() -> None:
    forbidden = ("streamlit", "sqlalchemy", "starlette", "db", "pages", "digikartta.ui")
    made = [*folder("digikartta/charts"), *folder("digikartta/exports")]
    assert imports(made, forbidden) == []


def test_exports_may_draw_charts_but_charts_know_no_export() -> None:
    assert imports(folder("digikartta/charts"), ("digikartta.exports",)) == []


def test_what_pages_share_knows_no_database() -> None:
    assert imports(folder("digikartta/ui"), ("db", "sqlalchemy", "alembic", "pages")) == []


def test_http_routes_know_no_page_and_no_sql() -> None:
    # They may import Starlette and db: a route stands beside the pages, not below them, and looks
    # up a join code or a link itself, as a page would. A database that is down may be noticed.
    found = imports(folder("digikartta/web"), ("pages", "digikartta.ui", "sqlalchemy"))
    assert [place for place in found if "sqlalchemy.exc" not in place] == []


def test_the_database_layer_knows_only_the_core() -> None:
    above = ("ui", "web", "charts", "exports", "cli", "commands", "quality")
    forbidden = ("streamlit", "starlette", *(f"digikartta.{name}" for name in above))
    assert imports(folder("db"), forbidden) == []


def test_commands_know_no_streamlit() -> None:
    # They may import db, as a page does: each is the outermost thing that is run.
    commands = [*folder("digikartta/commands"), PROJECT / "digikartta" / "cli.py"]
    assert imports([file for file in commands if file.exists()], ("streamlit",)) == []


def test_nobody_imports_a_page() -> None:
    everything = [file for name in ("digikartta", "db", "pages", "tests") for file in folder(name)]
    assert imports([*everything, *app()], ("pages",)) == []


def test_pages_hold_no_sql_and_read_no_environment() -> None:
    assert imports(folder("pages"), ("sqlalchemy", "alembic", "sqlite3", "psycopg")) == []
    assert uses(folder("pages"), ENVIRONMENT) == []


def test_only_pages_and_what_they_share_keep_a_streamlit_cache() -> None:
    others = [file for file in product() if not _in(file, "pages", "digikartta/ui")]
    caches = {"st.cache_data", "st.cache_resource"}
    assert uses(others, caches) == []
    assert imports(others, ("streamlit.cache_data", "streamlit.cache_resource")) == []


def test_starting_needs_nothing_but_python() -> None:
    start = PROJECT / "digikartta" / "__main__.py"
    at_once = imported(_outside_functions(parsed(start).body))
    assert [name for name in at_once if not _is_standard(name)] == []
    inside = {name for name in imported(ast.walk(parsed(start))) if not _is_standard(name)}
    assert inside <= {
        *("digikartta", "digikartta.cli", "digikartta.quality", "digikartta.quality.checks")
    }


def test_the_runner_of_the_checks_needs_nothing_but_python() -> None:
    trees = [parsed(file) for file in folder("digikartta/quality")]
    names = {name for tree in trees for name in imported(ast.walk(tree))}
    own = {name for name in names if name.startswith("digikartta.quality")}
    assert {name for name in names - own if not _is_standard(name)} == set()


def test_an_old_python_can_read_the_file_that_refuses_it() -> None:
    source = (PROJECT / "digikartta" / "__main__.py").read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 7)).body


def test_no_function_is_longer_than_fifty_lines() -> None:
    assert [_place(file, f) for file in product() for f in long_functions(parsed(file))] == []


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in product()}
    assert [str(file) for file, length in lengths.items() if length > LONGEST_FILE] == []


def test_an_import_is_seen_in_each_of_its_forms() -> None:
    source = "import a.b\nfrom c import d\ndef f():\n    import e as g\n"
    assert list(imported(ast.walk(ast.parse(source)))) == ["a.b", "c", "c.d", "e"]


def test_a_use_is_seen_through_a_qualified_name_and_through_an_import() -> None:
    assert list(used(ast.parse("datetime.datetime.now()"), CLOCKS)) == ["datetime.now"]
    assert list(used(ast.parse("from time import time"), CLOCKS)) == ["time.time"]
    assert list(used(ast.parse("os.environ['A']"), ENVIRONMENT)) == ["os.environ"]
    assert list(used(ast.parse("candidate.today"), CLOCKS)) == []


def test_a_function_of_fifty_one_lines_is_seen() -> None:
    def function(lines: int) -> ast.Module:
        return ast.parse("def f():\n" + "    pass\n" * (lines - 1))

    assert [f.name for f in long_functions(function(51))] == ["f"]
    assert list(long_functions(function(50))) == []


def folder(name: str) -> list[Path]:
    return sorted((PROJECT / name).rglob("*.py"))


def app() -> list[Path]:
    return sorted(PROJECT.glob("app.py"))


def product() -> list[Path]:
    return [*app(), *folder("pages"), *folder("digikartta"), *folder("db")]


def core() -> list[Path]:
    """The modules of digikartta/ itself and its folders of content, without its layers."""
    files = [f.relative_to(PROJECT / "digikartta") for f in folder("digikartta")]
    kept = [f for f in files if f.parts[0] not in LAYERS and f.with_suffix("").name not in EDGES]
    return [PROJECT / "digikartta" / file for file in kept]


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names that those of the nodes import which are imports."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports(files: list[Path], forbidden: tuple[str, ...]) -> list[str]:
    """Where one of the files imports a forbidden package or something in it."""

    def found(tree: ast.Module) -> Iterator[str]:
        names = imported(ast.walk(tree))
        return (n for n in names if any(f"{n}.".startswith(f"{f}.") for f in forbidden))

    return _each(files, found)


def used(tree: ast.Module, names: set[str]) -> Iterator[str]:
    """The uses of `owner.attribute` names, also by `from owner import attribute`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = f"{_last_name(node.value)}.{node.attr}"
            if name in names:
                yield name
    yield from (name for name in imported(ast.walk(tree)) if name in names)


def uses(files: list[Path], names: set[str]) -> list[str]:
    return _each(files, lambda tree: used(tree, names))


def long_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield node


def _each(files: list[Path], found: Callable[[ast.Module], Iterator[str]]) -> list[str]:
    return [
        f"{file.relative_to(PROJECT)}: {name}" for file in files for name in found(parsed(file))
    ]


def _outside_functions(nodes: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in nodes:
        yield node
        if isinstance(node, ast.If):
            yield from _outside_functions([*node.body, *node.orelse])


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _place(file: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return f"{file.relative_to(PROJECT)}:{function.lineno} {function.name}"


def _is_standard(name: str) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names


def _in(file: Path, *folders: str) -> bool:
    return any(file.is_relative_to(PROJECT / name) for name in folders)
