from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from digikartta import settings as settings_module
from digikartta.problems import InvalidInput
from digikartta.settings import PROJECT, Settings, settings
from digikartta.texts import LANGUAGES, texts


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    """The settings are read once in a process; here, once in a test."""
    settings.cache_clear()
    yield
    settings.cache_clear()


def create_settings(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(f"DIGIKARTTA_{name}", value)
    return settings()


def test_every_setting_has_a_default_that_works() -> None:
    found = settings()
    assert found.database_url == f"sqlite:///{PROJECT / 'db' / 'digikartta.sqlite'}"
    assert (found.base_url, found.language, found.port) == ("", "fi", 8501)
    assert (found.min_group, found.min_breakdown, found.link_days) == (5, 3, 730)
    assert (found.questionnaire_folders, found.log_level) == ((), "info")
    assert found.idle_minutes == 120


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("DATABASE_URL", "sqlite:////tmp/a.sqlite", "database_url", "sqlite:////tmp/a.sqlite"),
        *[
            ("DATABASE_URL", url, "database_url", url)
            for url in ("postgresql+psycopg://dk@db/dk", "postgresql+psycopg:///dk")
        ],
        ("BASE_URL", "https://digikartta.fi/", "base_url", "https://digikartta.fi"),
        ("BASE_URL", "http://192.168.1.5:8501", "base_url", "http://192.168.1.5:8501"),
        ("LANGUAGE", "sv", "language", "sv"),
        ("PORT", "80", "port", 80),
        ("MIN_GROUP", "3", "min_group", 3),
        ("MIN_GROUP", "20", "min_group", 20),
        ("MIN_BREAKDOWN", "4", "min_breakdown", 4),
        ("QUESTIONNAIRES", "/srv/own", "questionnaire_folders", (Path("/srv/own"),)),
        ("LINK_DAYS", "30", "link_days", 30),
        ("IDLE_MINUTES", "30", "idle_minutes", 30),
        ("LOG_LEVEL", "debug", "log_level", "debug"),
    ],
)
def test_each_variable_sets_what_it_is_named_after(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    assert getattr(create_settings(monkeypatch, **{name: value}), field) == expected


WRONG = [
    ("DATABASE_URL", "mysql://localhost/dk"),
    ("DATABASE_URL", "postgresql://localhost/dk"),  # would need another driver
    ("DATABASE_URL", "digikartta.sqlite"),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "postgresql+psycopg://db:abc/dk"),
    ("DATABASE_URL", "postgresql+psycopg://[::1/dk"),
    ("BASE_URL", "digikartta.fi"),
    ("BASE_URL", "ftp://digikartta.fi"),
    *(("BASE_URL", url) for url in ("http://", "https:///x", "http://:80", "http://x:abc")),
    ("LANGUAGE", "de"),
    ("LANGUAGE", "FI"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "http"),
    ("PORT", ""),
    ("IDLE_MINUTES", "0"),
    ("IDLE_MINUTES", "43201"),
    ("MIN_GROUP", "2"),
    ("MIN_GROUP", "0"),
    ("MIN_GROUP", "-5"),
    ("MIN_GROUP", "4.5"),
    ("MIN_GROUP", "101"),
    ("MIN_BREAKDOWN", "2"),
    ("MIN_BREAKDOWN", "101"),
    ("LINK_DAYS", "0"),
    ("LINK_DAYS", "3651"),
    ("LOG_LEVEL", "loud"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_settings(monkeypatch, **{name: value})
    (problem,) = refused.value.problems
    assert problem.where == f"DIGIKARTTA_{name}"
    assert problem.details["value"] == value
    for language in LANGUAGES:
        assert texts(language).problem(problem).startswith(f"DIGIKARTTA_{name}: ")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MIN_GROUP", "2", "pienin sallittu arvo on 3."),
        ("PORT", "65536", "suurin sallittu arvo on 65535."),
        ("LINK_DAYS", "kaksi", "tähän tarvitaan kokonaisluku."),
        ("LANGUAGE", "de", "Sallitut: 'fi', 'sv', 'en'."),
        ("BASE_URL", "ftp://x", "Sallitut: http://…, https://…."),
    ],
)
def test_what_a_setting_may_be_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_settings(monkeypatch, **{name: value})
    (problem,) = refused.value.problems
    assert texts("fi").problem(problem).endswith(expected)


def test_every_wrong_variable_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_settings(monkeypatch, MIN_GROUP="1", LANGUAGE="de", BASE_URL="x")
    assert {problem.where for problem in refused.value.problems} == {
        *("DIGIKARTTA_MIN_GROUP", "DIGIKARTTA_LANGUAGE", "DIGIKARTTA_BASE_URL")
    }


def test_a_password_in_a_wrong_address_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_settings(monkeypatch, DATABASE_URL="postgres://dk:p@ss/word@db.example/dk")
    assert refused.value.problems[0].details["value"] == "postgres://…@db.example/dk"


def test_a_long_value_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_settings(monkeypatch, BASE_URL="x" * 1000)
    assert refused.value.problems[0].details["value"] == "x" * 80


def test_settings_are_read_once_and_never_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = create_settings(monkeypatch, MIN_GROUP="7")
    monkeypatch.setenv("DIGIKARTTA_MIN_GROUP", "8")
    assert settings() is found
    with pytest.raises(ValidationError, match="frozen"):
        found.min_group = 3  # type: ignore[misc]


def test_other_variables_of_the_same_prefix_are_not_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert create_settings(monkeypatch, NO_VENV="1").port == 8501


def test_links_point_to_this_machine_unless_an_address_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings_module, "local_address", lambda: "192.168.1.23")
    assert settings().public_url == "http://192.168.1.23:8501"
    assert Settings(base_url="https://digikartta.fi").public_url == "https://digikartta.fi"
