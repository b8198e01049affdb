import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from digikartta import cli, settings
from digikartta.commands import import_
from digikartta.texts import LANGUAGES, texts
from tests.command_line import create_settings, run_command
from tests.factories import TODAY

PROJECT = Path(cli.__file__).parent.parent


def in_new_process(
    *arguments: str, code: str = "", **environment: str
) -> "subprocess.CompletedProcess[str]":
    command = ["-c", code] if code else ["-m", "digikartta", *arguments]
    own = {**os.environ, "DIGIKARTTA_NO_VENV": "1", "PYTHONPATH": str(PROJECT), **environment}
    return subprocess.run(
        [sys.executable, *command],
        env=own,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_every_command_in_the_readers_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert run_command(tmp_path, "--help", language=language).code == 0
    shown = " ".join(capsys.readouterr().out.split())
    t = texts(language)
    for name in cli.COMMANDS:
        assert name in shown
        assert t(f"cli.{name}.help").split()[0] in shown
    assert t("cli.usage") in shown


@pytest.mark.parametrize("name", ["import", "export", "scores", "peers", "questionnaire"])
def test_every_command_has_a_help_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run_command(tmp_path, name, "--help").code == 0
    assert texts("en")(f"cli.{name}.help")[:20] in capsys.readouterr().out


def test_the_help_opens_no_database(tmp_path: Path) -> None:
    run_command(tmp_path, "scores", "--help")
    run_command(tmp_path, "questionnaire", "list")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [(), ("nonsense",), ("import",), ("scores", "--format", "xml"), ("peers", "--org")]
)
def test_arguments_that_are_not_understood_exit_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run_command(tmp_path, *arguments).code == 2
    told = capsys.readouterr().err
    assert told.startswith("usage: python -m digikartta")
    assert "The command was not understood: " in told


def test_every_problem_is_a_line_and_exits_with_2(tmp_path: Path) -> None:
    done = run_command(tmp_path, "import", tmp_path / "none.csv", language="fi")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{tmp_path / 'none.csv'}: Tiedostoa ei ole.\n"


def test_a_damaged_database_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "one.sqlite").write_bytes(b"not a database" * 100)
    done = run_command(tmp_path, "scores")
    assert done.code == 2
    assert done.err.startswith("The database file is damaged or is not a database.")


def test_a_fault_of_the_program_is_not_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(import_, "run", fail)
    with pytest.raises(ZeroDivisionError):
        run_command(tmp_path, "import", "a.csv")


def test_ctrl_c_ends_a_command_quietly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_, "run", interrupt)
    done = run_command(tmp_path, "import", "a.csv")
    assert (done.code, done.err) == (130, "")


class ReaderWentAway(io.StringIO):
    """A pipe whose other end is closed."""

    def write(self, _: str, /) -> int:
        raise BrokenPipeError


def test_a_reader_that_has_seen_enough_is_no_trouble(tmp_path: Path) -> None:
    err = io.StringIO()
    code = cli.execute(
        ["questionnaire", "list"],
        settings=create_settings(tmp_path),
        out=ReaderWentAway(),
        err=err,
        today=TODAY,
    )
    assert (code, err.getvalue()) == (0, "")


def test_main_takes_the_settings_of_the_environment() -> None:
    done = in_new_process("questionnaire", "list", DIGIKARTTA_LANGUAGE="sv")
    assert done.returncode == 0
    assert "digikartta-1: Digikartta" in done.stdout
    assert "delområden" in done.stdout


def test_a_wrong_setting_is_named_and_exits_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIGIKARTTA_MIN_GROUP", "2")
    settings.settings.cache_clear()
    try:
        assert cli.main(["questionnaire", "list"]) == 2
    finally:
        settings.settings.cache_clear()
    assert "DIGIKARTTA_MIN_GROUP" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("scores",), ("questionnaire", "list")])
def test_a_folder_of_questionnaires_that_is_not_there_is_told_before_anything_is_done(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    missing = tmp_path / "none"
    done = run_command(tmp_path, *command, questionnaires=str(missing))
    assert (done.code, done.out) == (2, "")
    assert done.err == f"DIGIKARTTA_QUESTIONNAIRES, {missing}: There is no such folder.\n"
    assert list(tmp_path.iterdir()) == []


def test_signs_that_the_output_cannot_hold_stop_no_command() -> None:
    code = "import sys; from digikartta.cli import main; sys.exit(main(['--help']))"
    done = in_new_process(code=code, PYTHONIOENCODING="ascii", DIGIKARTTA_LANGUAGE="fi")
    assert (done.returncode, done.stderr) == (0, "")
    assert "?" in done.stdout


def test_a_pipe_that_closes_early_is_no_trouble_for_a_real_process() -> None:
    code = (
        "import os, sys; from digikartta import cli; "
        "read, write = os.pipe(); os.close(read); os.dup2(write, 1); "
        "sys.exit(cli.main(['questionnaire', 'show', 'digikartta-1']))"
    )
    done = in_new_process(code=code)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_light_commands_load_no_heavy_library() -> None:
    code = (
        "import sys; from digikartta import cli; cli.main(['questionnaire', 'list']); "
        "heavy = {'pandas', 'numpy', 'plotly', 'streamlit', 'sqlalchemy', 'xlsxwriter'}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    assert in_new_process(code=code).stdout.splitlines()[-1] == "[]"
