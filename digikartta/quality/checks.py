"""The checks in their order: style, format, types, tests, coverage."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from digikartta.quality.provisions import Provisions, provisions

PROJECT = Path(__file__).resolve().parent.parent.parent
# The coverage gate: every line and branch of what decides about figures, disclosure and storage.
GATED_CORE = (
    "digikartta/action_plan.py",
    "digikartta/agreement.py",
    "digikartta/account.py",
    "digikartta/answers.py",
    "digikartta/business_id.py",
    "digikartta/classification.py",
    "digikartta/cohort_statistics/*.py",
    "digikartta/cohort.py",
    "digikartta/company.py",
    "digikartta/comparison_words.py",
    "digikartta/company_needs.py",
    "digikartta/company_result.py",
    "digikartta/customer_insights.py",
    "digikartta/digital_vision.py",
    "digikartta/company_work.py",
    "digikartta/company_duplicates.py",
    "digikartta/company_list.py",
    "digikartta/development_proposal.py",
    "digikartta/disclosure*.py",
    "digikartta/live_*.py",
    "digikartta/future_map.py",
    "digikartta/drawio_*.py",
    "digikartta/map_*.py",
    "digikartta/maturity.py",
    "digikartta/measure_quality.py",
    "digikartta/need_matrix.py",
    "digikartta/need_votes.py",
    "digikartta/needs.py",
    "digikartta/peer_group.py",
    "digikartta/pipeline.py",
    "digikartta/plain_text.py",
    "digikartta/plan_filter.py",
    "digikartta/plan_review.py",
    "digikartta/plan_sheet.py",
    "digikartta/problems.py",
    "digikartta/passwords.py",
    "digikartta/proved_identity.py",
    "digikartta/publication.py",
    "digikartta/questionnaire*.py",
    "digikartta/receipts.py",
    "digikartta/room.py",
    "digikartta/scoring.py",
    "digikartta/settings.py",
    "digikartta/shown_figures.py",
    "digikartta/texts.py",
    "digikartta/tokens.py",
    "digikartta/workshop.py",
)
GATED_STORAGE = ("db/**",)
# Migrations are run by tests of their own, from every old form; a branch in one is a dialect's.
UNGATED = ("db/migrations/**",)
_TYPED = ("app.py", "pages", "digikartta", "db")
_SECONDS_TO_END = 30


@dataclass(frozen=True, slots=True)
class Check:
    """One step: what it is called on the screen, and the Python module that does it."""

    name: str
    command: tuple[str, ...]


def static_checks() -> list[Check]:
    """Return the checks that run nothing of the product."""
    typed = [name for name in _TYPED if _holds_code(PROJECT / name)]
    return [
        Check("ruff check", ("ruff", "check", ".")),
        Check("ruff format --check", ("ruff", "format", "--check", ".")),
        Check("mypy --strict", ("mypy", "--strict", *typed)),
    ]


def coverage_gate(*, with_postgresql: bool) -> Check:
    """Return the check of the coverage; storage is judged only if all its tests could run."""
    gated = [*GATED_CORE, *(GATED_STORAGE if with_postgresql else ())]
    report = ("coverage", "report", "--show-missing", "--skip-covered", "--fail-under=100")
    chosen = (f"--include={','.join(gated)}", f"--omit={','.join(UNGATED)}")
    return Check("coverage gate", (*report, *chosen))


def main(arguments: Sequence[str]) -> int:
    """Run everything, or, with arguments for pytest, only those; return the exit code."""
    environment = dict(os.environ)
    try:
        with _ending_on_sigterm(), provisions(environment) as found:
            return _run_all(found, arguments, environment)
    except KeyboardInterrupt:
        print("interrupted")
        return 130


def _run_all(found: Provisions, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    under_ci = environment.get("CI", "").lower() == "true"
    if found.missing and under_ci:
        _say(*found.missing, "CI=true: every test has to run.")
        return 1
    variables = {**environment, **found.variables}
    failed = _run_chosen(arguments, variables, with_postgresql=found.has_postgresql)
    _say(*found.missing, f"failed: {', '.join(failed)}" if failed else "passed")
    return 1 if failed else 0


def _run_chosen(
    arguments: Sequence[str], variables: Mapping[str, str], *, with_postgresql: bool
) -> list[str]:
    """Run the checks and return the names of those that failed."""
    if arguments:
        return _failed([Check("pytest", ("pytest", *arguments))], variables)
    failed = _failed(static_checks(), variables)
    tests = Check("pytest with coverage", ("pytest", "-n", "2", "--cov", "--cov-report="))
    # Where tests fail, what they cover says nothing.
    failed_tests = _failed([tests], variables)
    gate = [] if failed_tests else [coverage_gate(with_postgresql=with_postgresql)]
    return [*failed, *failed_tests, *_failed(gate, variables)]


def _failed(checks: Sequence[Check], variables: Mapping[str, str]) -> list[str]:
    failed = []
    for check in checks:
        _say(f"== {check.name}")
        if _run([sys.executable, "-m", *check.command], variables):
            failed.append(check.name)
    return failed


def _run(command: Sequence[str], variables: Mapping[str, str]) -> int:
    """Run to the end; when this process is told to stop, the inner one may still tidy up."""
    process = subprocess.Popen(command, cwd=PROJECT, env=variables)
    try:
        return process.wait()
    except SystemExit:
        process.send_signal(signal.SIGINT)
        raise
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_SECONDS_TO_END)
        process.kill()


@contextlib.contextmanager
def _ending_on_sigterm() -> Iterator[None]:
    """Leave by an exception on SIGTERM, so that what was started is taken down."""

    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _holds_code(path: Path) -> bool:
    return path.is_file() or any(path.rglob("*.py"))


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)
