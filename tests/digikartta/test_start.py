"""Starting: the environment is made once, filled when due, and by one process at a time."""

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from digikartta import __main__ as start

CHECKED_IN_TURN = "digikartta.quality.checks"


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    """A project's folder with both files of requirements and no environment."""
    (tmp_path / "tests").mkdir()
    (tmp_path / start.RUNTIME).write_text("streamlit==1.0\n")
    (tmp_path / start.TESTS).write_text("pytest==1.0\n")
    return tmp_path


class Console:
    """Stands in for running commands: notes them, and makes the interpreter as venv would."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.commands: list[list[str]] = []
        self.python = start.python_name()  # what the environment's interpreter says of itself

    def __call__(self, command: Sequence[str]) -> str:
        if command[1] == "-c":
            if not start.venv_python(self.project).exists():
                raise FileNotFoundError(command[0])
            return f"{self.python}\n"
        self.commands.append(list(command))
        python = start.venv_python(self.project)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        return ""

    @property
    def modules(self) -> list[str]:
        return [command[2] for command in self.commands]


@pytest.fixture(name="console")
def _console(project: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    console = Console(project)
    monkeypatch.setattr(start, "_run", console)
    return console


def prepare(
    project: Path, *, wanted: Sequence[Path] = (start.RUNTIME,), inside: bool = False
) -> None:
    start.prepare(project, wanted, inside=inside)


def test_python_3_10_is_refused_in_one_line() -> None:
    message = start.old_python_message((3, 10, 13))
    assert message == "Digikartta needs Python 3.11 or newer; this is Python 3.10.13."


def test_python_3_11_and_everything_after_it_is_welcome() -> None:
    assert [start.old_python_message(v) for v in ((3, 11, 0), (3, 14, 2), (4, 0, 0))] == [""] * 3


def test_only_the_command_test_needs_the_tools_of_the_tests() -> None:
    assert start.wanted_requirements(["test", "-k", "scoring"]) == [start.RUNTIME, start.TESTS]
    assert start.wanted_requirements(["run"]) == [start.RUNTIME]
    assert start.wanted_requirements([]) == [start.RUNTIME]


def test_the_interpreter_of_the_environment_lies_where_each_system_puts_it(tmp_path: Path) -> None:
    posix = start.venv_python(tmp_path, windows=False)
    assert posix == tmp_path / ".venv" / "bin" / "python"
    windows = start.venv_python(tmp_path, windows=True)
    assert windows == tmp_path / ".venv" / "Scripts" / "python.exe"


def test_only_the_environment_in_the_projects_folder_is_the_projects(tmp_path: Path) -> None:
    assert start.is_project_venv(tmp_path, str(tmp_path / ".venv"))
    assert not start.is_project_venv(tmp_path, str(tmp_path / "other" / ".venv"))


def test_the_first_start_makes_the_environment_and_fills_it(
    project: Path, console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(project)
    assert console.modules == ["venv", "pip"]
    assert console.commands[1][-2:] == ["-r", str(project / "requirements.txt")]
    assert capsys.readouterr().err == start.INSTALLING + "\n"


def test_the_second_start_does_and_says_nothing(
    project: Path, console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(project)
    capsys.readouterr()
    prepare(project)
    assert console.modules == ["venv", "pip"]
    assert capsys.readouterr().err == ""


def test_changed_requirements_are_installed_into_the_same_environment(
    project: Path, console: Console
) -> None:
    prepare(project)
    (project / start.RUNTIME).write_text("streamlit==2.0\n")
    assert start.outdated(project, [start.RUNTIME]) == [start.RUNTIME]
    prepare(project)
    assert console.modules == ["venv", "pip", "pip"]
    assert start.outdated(project, [start.RUNTIME]) == []


def test_the_tools_of_the_tests_are_added_to_what_is_installed(
    project: Path, console: Console
) -> None:
    prepare(project)
    prepare(project, wanted=[start.RUNTIME, start.TESTS])
    assert console.modules == ["venv", "pip", "pip"]
    both = ["-r", str(project / start.RUNTIME), "-r", str(project / start.TESTS)]
    assert console.commands[-1][-4:] == both


def test_another_python_gets_a_new_environment(
    project: Path, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(project)
    monkeypatch.setattr(start, "python_name", lambda: "3.99")
    prepare(project)
    assert console.modules == ["venv", "pip", "venv", "pip"]


def test_an_environment_without_an_interpreter_is_made_again(
    project: Path, console: Console
) -> None:
    prepare(project)
    start.venv_python(project).unlink()
    prepare(project)
    assert console.modules == ["venv", "pip", "venv", "pip"]


def test_from_inside_the_environment_it_is_filled_and_never_rebuilt(
    project: Path, console: Console
) -> None:
    (project / ".venv").mkdir()
    prepare(project, inside=True)
    assert console.modules == ["pip"]


def test_what_failed_to_install_is_tried_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_command: Sequence[str]) -> str:
        raise start.InstallFailed("no network")

    monkeypatch.setattr(start, "_run", refuse)
    with pytest.raises(start.InstallFailed, match="no network"):
        prepare(project)
    assert start.outdated(project, [start.RUNTIME]) == [start.RUNTIME]


def test_what_another_start_installed_meanwhile_is_not_installed_again(
    project: Path, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.contextmanager
    def after_the_other(lock: Path) -> Iterator[None]:
        monkeypatch.undo()
        monkeypatch.setattr(start, "_run", console)
        prepare(project)
        assert lock == project / ".venv.lock"
        yield

    monkeypatch.setattr(start, "exclusive", after_the_other)
    prepare(project)
    assert console.modules == ["venv", "pip"]


def test_two_starts_never_hold_the_lock_together(tmp_path: Path) -> None:
    def second() -> None:
        with start.exclusive(tmp_path / "lock"):
            entered.set()

    entered = threading.Event()
    thread = threading.Thread(target=second)
    with start.exclusive(tmp_path / "lock"):
        thread.start()
        assert not entered.wait(timeout=0.2)
    thread.join(timeout=10)
    assert entered.is_set()


@pytest.mark.posix
def test_a_failed_installation_shows_the_end_of_what_pip_said(project: Path) -> None:
    # The folder of the environment exists, its interpreter prints twenty lines and fails.
    python = start.venv_python(project)
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nfor n in $(seq 20); do echo line $n; done\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(start.InstallFailed) as failure:
        prepare(project, inside=True)
    lines = str(failure.value).splitlines()
    assert lines[:15] == [f"line {n}" for n in range(6, 21)]
    assert lines[15].startswith(f"Failed: {python} -m pip install")


def test_with_everything_installed_the_command_is_done_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DIGIKARTTA_NO_VENV", "1")
    monkeypatch.setattr(f"{CHECKED_IN_TURN}.main", len)
    assert start.main(["test", "-k", "scoring"]) == 2


def test_inside_the_environment_the_command_is_done_at_once(
    project: Path, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIGIKARTTA_NO_VENV", raising=False)
    monkeypatch.setattr(start, "PROJECT", project)
    monkeypatch.setattr("sys.prefix", str(project / ".venv"))
    (project / ".venv").mkdir()
    monkeypatch.setattr(f"{CHECKED_IN_TURN}.main", len)
    assert start.main(["test", "-x"]) == 1
    assert console.modules == ["pip"]


def test_products_of_matrices_leave_the_other_processors_to_those_who_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setattr("digikartta.cli.main", lambda _: 0)
    assert start.go_on(["run"]) == 0
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    start.go_on(["run"])
    assert os.environ["OPENBLAS_NUM_THREADS"] == "2"  # as whoever installed it wanted


def test_outside_the_environment_the_command_goes_on_inside(
    project: Path, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIGIKARTTA_NO_VENV", raising=False)
    monkeypatch.setattr(start, "PROJECT", project)
    gone_on: list[tuple[Path, list[str]]] = []
    monkeypatch.setattr(start, "run_inside", lambda p, a: gone_on.append((p, list(a))) or 7)
    assert start.main(["run", "--port", "80"]) == 7
    assert gone_on == [(start.venv_python(project), ["run", "--port", "80"])]
    assert console.modules == ["venv", "pip"]


def test_a_start_that_cannot_install_says_why_and_fails(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_command: Sequence[str]) -> str:
        raise start.InstallFailed("no network")

    monkeypatch.delenv("DIGIKARTTA_NO_VENV", raising=False)
    monkeypatch.setattr(start, "PROJECT", project)
    monkeypatch.setattr(start, "_run", refuse)
    assert start.main(["run"]) == 1
    assert capsys.readouterr().err.splitlines() == [start.INSTALLING, "no network"]
