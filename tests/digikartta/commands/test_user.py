import getpass
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import log_in
from db.engine import create_engine_for
from digikartta.problems import InvalidInput
from tests.cheap_hashes import make_hashes_cheap
from tests.command_line import Finished, create_settings, run_command
from tests.factories import NOW

PASSWORD = "neljä sanaa jotka sopivat"
OTHER = "aivan muut sanat tähän"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)


def user(folder: Path, *arguments: str, password: str = PASSWORD) -> Finished:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(f"{password}\nmore\n"))
        return run_command(folder, "user", *arguments)


def add(folder: Path, email: str, role: str = "facilitator", *more: str) -> Finished:
    return user(folder, "add", email, "--role", role, "--password-stdin", *more)


def can_log_in(folder: Path, email: str, password: str = PASSWORD) -> bool:
    engine = create_engine_for(create_settings(folder).database_url)
    try:
        log_in.log_in(engine, email, password, browser="b", now=NOW)
    except InvalidInput:
        return False
    return True


def test_an_account_is_added_with_the_password_of_the_standard_input(tmp_path: Path) -> None:
    done = add(tmp_path, "Maija@Saari.example", "project", "--name", "Maija")
    assert (done.code, done.out) == (0, "Added: maija@saari.example (project)\n")
    assert can_log_in(tmp_path, "maija@saari.example")
    assert user(tmp_path, "list").out == "maija@saari.example\tproject\tMaija\n1 account\n"


def test_the_password_is_asked_for_twice_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(*passwords: str) -> Iterator[str]:
        yield from passwords

    answers = typed(PASSWORD, OTHER, PASSWORD, PASSWORD)
    monkeypatch.setattr(getpass, "getpass", lambda _: next(answers))
    differing = run_command(tmp_path, "user", "add", "a@b.fi", "--role", "admin")
    assert differing.code == 2
    assert "differ" in differing.err
    assert run_command(tmp_path, "user", "add", "a@b.fi", "--role", "admin").code == 0
    assert can_log_in(tmp_path, "a@b.fi")


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("maija", PASSWORD, "email address"),
        ("a@b.fi", "short", "at least 12"),
        ("a@b.fi", "", "at least 12"),
        ("a@b.fi", "aaaaaaaaaaaaaaa", "easy to guess"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_stored(
    tmp_path: Path, email: str, password: str, said: str
) -> None:
    done = user(tmp_path, "add", email, "--role", "admin", "--password-stdin", password=password)
    assert done.code == 2
    assert said in done.err
    assert user(tmp_path, "list").out == "0 accounts\n"


def test_a_password_that_nobody_types_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", ended)
    done = run_command(tmp_path, "user", "add", "a@b.fi", "--role", "admin")
    assert done.code == 2
    assert "--password-stdin" in done.err


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_a_password_in_another_encoding_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, errors: str
) -> None:
    given = io.BytesIO("neljä sanaa jotka sopivat\n".encode("latin-1"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given, "utf-8", errors))
    done = run_command(tmp_path, "user", "add", "a@b.fi", "--role", "admin", "--password-stdin")
    assert done.code == 2
    assert "UTF-8" in done.err


def test_an_address_has_one_account(tmp_path: Path) -> None:
    add(tmp_path, "a@b.fi")
    done = add(tmp_path, "A@b.fi", "admin")
    assert done.code == 2
    assert "a@b.fi" in done.err
    assert "facilitator" in user(tmp_path, "list").out


def test_a_role_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert add(tmp_path, "a@b.fi", "root").code == 2
    assert user(tmp_path, "add", "a@b.fi", "--password-stdin").code == 2


def test_an_account_is_disabled_and_enabled_again(tmp_path: Path) -> None:
    add(tmp_path, "a@b.fi")
    assert user(tmp_path, "disable", "a@b.fi").out == "Disabled: a@b.fi\n"
    assert not can_log_in(tmp_path, "a@b.fi")
    assert user(tmp_path, "list").out.splitlines()[0].endswith("disabled")
    assert user(tmp_path, "enable", "a@b.fi").code == 0
    assert can_log_in(tmp_path, "a@b.fi")


def test_the_last_administrator_is_not_disabled(tmp_path: Path) -> None:
    add(tmp_path, "a@b.fi", "admin")
    done = user(tmp_path, "disable", "a@b.fi")
    assert done.code == 2
    assert "only administrator" in done.err
    assert can_log_in(tmp_path, "a@b.fi")


def test_a_forgotten_password_is_set_anew(tmp_path: Path) -> None:
    add(tmp_path, "a@b.fi", "admin")
    assert user(tmp_path, "password", "a@b.fi", "--password-stdin", password=OTHER).code == 0
    assert can_log_in(tmp_path, "a@b.fi", OTHER)
    assert not can_log_in(tmp_path, "a@b.fi")


@pytest.mark.parametrize("action", ["disable", "enable", "password"])
@pytest.mark.parametrize("email", ["nobody@b.fi", "\udcff@b.fi"])
def test_an_account_that_is_not_there_is_refused(tmp_path: Path, action: str, email: str) -> None:
    more = ("--password-stdin",) if action == "password" else ()
    done = user(tmp_path, action, email, *more)
    assert done.code == 2
    assert "no such account" in done.err
