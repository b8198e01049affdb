"""`demo`, `verify`, `backup`, `restore` and `erase` as somebody at a terminal sees them."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import update

from db import assessments, log_in, respondents
from db.engine import create_engine_for, writing
from db.schema import upgrade
from db.tables import Link, RoundScore
from digikartta.cli import execute
from digikartta.settings import Settings
from digikartta.tokens import token_hash
from tests.factories import (
    LINK_DAYS,
    NOW,
    TODAY,
    create_closed_round,
    create_profile,
    create_questionnaire,
)

NOTHING: list[str] = []


@dataclass
class Terminal:
    """The command line on one database; keeps what was printed last."""

    url: str
    language: str = "fi"
    out: str = ""
    err: str = ""

    def run(self, *arguments: str) -> int:
        out, err = io.StringIO(), io.StringIO()
        chosen = Settings(
            database_url=self.url, base_url="https://digi.example", language=self.language
        )  # type: ignore[arg-type]
        code = execute(arguments, settings=chosen, out=out, err=err, today=TODAY)
        self.out, self.err = out.getvalue(), err.getvalue()
        return code

    def start_assessment(self) -> str:
        """Store somebody's own assessment with one answer; returns the private link's token."""
        engine = create_engine_for(self.url)
        upgrade(engine)
        tokens = assessments.start(
            engine,
            create_profile("Saari Oy"),
            create_questionnaire(),
            role="management",
            language="fi",
            today=TODAY,
            link_days=LINK_DAYS,
        )
        respondents.save_value(engine, tokens.respondent, "vision_1", "3", today=TODAY)
        engine.dispose()
        return tokens.respondent

    def give_respondent(self, token: str) -> None:
        """Let the stored person's private link be this one."""
        engine = create_engine_for(self.url)
        own = update(Link).where(Link.kind == "respondent")
        with writing(engine) as connection:
            connection.execute(own.values(token_hash=token_hash(token)))
        engine.dispose()

    def spoil_a_figure(self) -> None:
        engine = create_engine_for(self.url)
        upgrade(engine)
        create_closed_round(engine)
        with writing(engine) as connection:
            connection.execute(update(RoundScore).values(customers=7))
        engine.dispose()


@pytest.fixture(name="terminal")
def _terminal(tmp_path: Path) -> Terminal:
    return Terminal(f"sqlite:///{tmp_path / 'one.sqlite'}")


def test_demo_fills_an_empty_database_and_shows_the_ways_in(terminal: Terminal) -> None:
    assert terminal.run("demo") == 0
    assert "40 esimerkkiyritystä" in terminal.out
    links = [line.strip() for line in terminal.out.splitlines() if "https://" in line]
    assert [link.rpartition("/")[0] for link in links] == [
        *["https://digi.example/o"] * 3,
        "https://digi.example/v",
    ]
    assert terminal.out.count("Esimerkki: ") == 4
    engine = create_engine_for(terminal.url)
    token = links[3].rpartition("/")[2]
    assert respondents.answering(engine, token, today=TODAY).is_example
    engine.dispose()


def test_demo_gives_a_log_in_to_each_role_that_works_with_companies(terminal: Terminal) -> None:
    terminal.run("demo")
    ways = [line.split() for line in terminal.out.splitlines() if "@digikartta.example" in line]
    engine = create_engine_for(terminal.url)
    seen = [log_in.log_in(engine, *way, browser="b", now=NOW).role for way in ways]
    engine.dispose()
    assert seen == ["facilitator", "project"]
    terminal.run("user", "list")
    assert "Esimerkki: Työpajan vetäjä" in terminal.out


def test_demo_refuses_a_database_with_data(terminal: Terminal) -> None:
    terminal.start_assessment()
    assert terminal.run("demo") == 2
    assert (terminal.out, len(terminal.err.splitlines())) == ("", 1)
    assert "(1)" in terminal.err
    terminal.run("user", "list")
    assert "@" not in terminal.out


def test_verify_says_what_it_checked(terminal: Terminal) -> None:
    terminal.run("demo")
    assert terminal.run("verify") == 0
    lines = terminal.out.splitlines()
    assert len(lines) == 8
    assert lines[-1] == "Kaikki on kunnossa."


def test_verify_gives_each_finding_a_line_and_ends_with_one(terminal: Terminal) -> None:
    terminal.spoil_a_figure()
    assert terminal.run("verify") == 1
    assert "  Kierroksen 1 tallennetut tulokset eivät vastaa vastauksia: " in terminal.out
    assert terminal.out.splitlines()[-1] == "Löytyi 1 virhe."


def test_verify_can_write_the_figures_anew(terminal: Terminal) -> None:
    terminal.spoil_a_figure()
    assert terminal.run("verify", "--rebuild") == 0
    assert terminal.out.splitlines()[0] == "Tulokset laskettiin uudelleen 1 kierrokselle."


def test_backup_and_restore_say_where_things_are(terminal: Terminal, tmp_path: Path) -> None:
    terminal.start_assessment()
    file = tmp_path / "one.backup"
    assert terminal.run("backup", str(file)) == 0
    assert str(file) in terminal.out
    assert terminal.run("backup", str(file)) == 2
    assert terminal.err.startswith(str(file))

    assert terminal.run("restore", str(file)) == 0
    assert str(tmp_path / "one.sqlite.before-restore") in terminal.out
    assert terminal.run("verify") == 0


def test_restore_makes_no_database_of_its_own(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("restore", str(tmp_path / "none.backup")) == 2
    assert len(terminal.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == NOTHING


def test_restoring_to_nothing_keeps_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.start_assessment()
    file = tmp_path / "one.backup"
    terminal.run("backup", str(file))
    other = Terminal(f"sqlite:///{tmp_path / 'two.sqlite'}")
    assert other.run("restore", str(file)) == 0
    assert len(other.out.splitlines()) == 1


def test_erasing_a_person_says_what_went_and_what_backups_hold(terminal: Terminal) -> None:
    token = terminal.start_assessment()
    assert terminal.run("erase", "--respondent", f"https://digi.example/v/{token}") == 0
    first, *rows, last = terminal.out.splitlines()
    assert "Saari Oy" in first
    assert rows == ["  vastaajia: 1", "  vastauksia: 1", "  linkkejä: 1", "  äänestyspisteitä: 0"]
    assert "varmuuskopioissa" in last
    assert terminal.run("erase", "--respondent", token) == 2
    assert len(terminal.err.splitlines()) == 1


def test_a_token_that_begins_with_a_dash_is_no_option(terminal: Terminal) -> None:
    token = "-" + terminal.start_assessment()[1:]
    terminal.give_respondent(token)
    assert terminal.run("erase", "--respondent", token) == 0
    assert "Saari Oy" in terminal.out


@pytest.mark.parametrize("token", ["-" * 24, "\udcff"])
def test_a_token_that_belongs_to_nobody_is_told(terminal: Terminal, token: str) -> None:
    assert terminal.run("erase", "--respondent", token) == 2
    assert len(terminal.err.splitlines()) == 1


def test_erasing_a_company_says_what_went(terminal: Terminal) -> None:
    terminal.start_assessment()
    assert terminal.run("erase", "--organisation", "1") == 0
    assert terminal.out.splitlines()[1:-1] == [
        "  yrityksiä: 1",
        "  rekisterin tietoja: 1",
        "  arviointikierroksia: 1",
        "  vastaajia: 1",
        "  vastauksia: 1",
        "  linkkejä: 3",
    ]
    assert terminal.run("erase", "--organisation", "1") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("erase",),
        ("erase", "--organisation", "x"),
        ("erase", "--organisation", "1", "--respondent", "x"),
    ],
)
def test_what_to_erase_has_to_be_said_once_and_well(
    terminal: Terminal, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.run(*arguments) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("command", ["demo", "verify", "backup", "restore", "erase"])
def test_each_command_explains_itself_in_each_language(
    tmp_path: Path, command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(f"sqlite:///{tmp_path / 'one.sqlite'}", language)
    assert terminal.run(command, "--help") == 0
    assert command in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == NOTHING


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_commands_speak_the_language_of_the_settings(tmp_path: Path, language: str) -> None:
    terminal = Terminal(f"sqlite:///{tmp_path / 'one.sqlite'}", language)
    assert terminal.run("demo") == 0
    assert terminal.run("verify", "--rebuild") == 0
    assert terminal.run("backup", str(tmp_path / "one.backup")) == 0
    assert terminal.run("erase", "--organisation", "1") == 0
    assert terminal.run("restore", str(tmp_path / "one.backup")) == 0
    assert "kierros" not in terminal.out
