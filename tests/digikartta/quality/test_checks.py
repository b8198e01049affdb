"""What `python3 -m digikartta test` runs, in which order, and when it fails."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence

import pytest

from digikartta.quality import checks
from digikartta.quality.provisions import Provisions

SERVER = {"DIGIKARTTA_TEST_POSTGRES_URL": "postgresql+psycopg://digikartta@/postgres"}
NO_BROWSER = "not run: tests in a browser. Install one."


class Runs:
    """Stands in for running: notes the modules, and fails those it is told to."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.fail: set[str] = set()
        self.variables: Mapping[str, str] = {}

    def __call__(self, command: Sequence[str], variables: Mapping[str, str]) -> int:
        self.commands.append(list(command[2:]))
        self.variables = variables
        return int(command[2] in self.fail)

    @property
    def modules(self) -> list[str]:
        return [command[0] for command in self.commands]


@pytest.fixture(name="runs")
def _runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    runs = Runs()
    monkeypatch.setattr(checks, "_run", runs)
    monkeypatch.delenv("CI", raising=False)
    provide(monkeypatch)
    return runs


def provide(
    monkeypatch: pytest.MonkeyPatch,
    *,
    variables: Mapping[str, str] = SERVER,
    missing: tuple[str, ...] = (),
) -> None:
    """Make this machine one where these things were found."""

    @contextlib.contextmanager
    def found(_environment: Mapping[str, str]) -> Iterator[Provisions]:
        yield Provisions(variables=variables, missing=missing)

    monkeypatch.setattr(checks, "provisions", found)


def test_style_goes_before_types_before_tests_before_coverage(
    runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checks.main([]) == 0
    assert runs.modules == ["ruff", "ruff", "mypy", "pytest", "coverage"]
    assert capsys.readouterr().out.splitlines() == [
        "== ruff check",
        "== ruff format --check",
        "== mypy --strict",
        "== pytest with coverage",
        "== coverage gate",
        "passed",
    ]


def test_what_is_provided_reaches_the_tests(runs: Runs) -> None:
    checks.main([])
    assert runs.variables["DIGIKARTTA_TEST_POSTGRES_URL"] == SERVER["DIGIKARTTA_TEST_POSTGRES_URL"]
    assert "PATH" in runs.variables


def test_arguments_for_pytest_run_pytest_alone(runs: Runs) -> None:
    assert checks.main(["-k", "scoring"]) == 0
    assert runs.commands == [["pytest", "-k", "scoring"]]


def test_every_check_runs_although_one_before_it_failed(
    runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    runs.fail = {"ruff"}
    assert checks.main([]) == 1
    assert runs.modules == ["ruff", "ruff", "mypy", "pytest", "coverage"]
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "failed: ruff check, ruff format --check"


def test_coverage_is_not_judged_where_tests_failed(runs: Runs) -> None:
    runs.fail = {"pytest"}
    assert checks.main([]) == 1
    assert "coverage" not in runs.modules


def test_a_gap_in_the_coverage_fails(runs: Runs) -> None:
    runs.fail = {"coverage"}
    assert checks.main([]) == 1


def test_what_is_missing_is_named_at_the_end(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    provide(monkeypatch, missing=(NO_BROWSER,))
    assert checks.main([]) == 0
    assert runs.modules[-1] == "coverage"
    assert capsys.readouterr().out.splitlines()[-2:] == [NO_BROWSER, "passed"]


def test_under_ci_what_is_missing_fails_before_anything_runs(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    provide(monkeypatch, missing=(NO_BROWSER,))
    assert checks.main([]) == 1
    assert runs.commands == []


def test_storage_is_gated_only_where_its_tests_ran_on_both_databases(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks.main([])
    assert "db/**" in gate(runs)
    provide(monkeypatch, variables={})
    checks.main([])
    assert "db/**" not in gate(runs)
    assert "digikartta/scoring.py" in gate(runs)


def gate(runs: Runs) -> list[str]:
    """The files that the last report of the coverage was about."""
    included = next(part for part in runs.commands[-1] if part.startswith("--include="))
    return included.removeprefix("--include=").split(",")


@pytest.mark.parametrize("pattern", checks.GATED_CORE)
def test_each_gate_stands_before_a_file(pattern: str) -> None:
    assert list(checks.PROJECT.glob(pattern)) != []


def test_an_interruption_ends_without_a_traceback(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_command: Sequence[str], _variables: Mapping[str, str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(checks, "_run", interrupted)
    assert checks.main([]) == 130
    assert runs.commands == []
    assert capsys.readouterr().out.splitlines() == ["== ruff check", "interrupted"]
