"""Settings: environment variables `DIGIKARTTA_*`, read once, validated, each with a default."""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from digikartta.local_address import local_address
from digikartta.problems import InvalidInput, Problem

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "DIGIKARTTA_"
LOWEST_PORT, HIGHEST_PORT = 1, 65535
_SERVER = "postgresql+psycopg://"


class Settings(BaseSettings):
    """What the installation decides; everything else is decided inside the product."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    database_url: str = f"sqlite:///{PROJECT / 'db' / 'digikartta.sqlite'}"
    base_url: str = ""
    language: Literal["fi", "sv", "en"] = "fi"
    port: Annotated[int, Field(ge=LOWEST_PORT, le=HIGHEST_PORT)] = 8501
    # Below three an organisation's figure can be worked out by a partner in the group.
    min_group: Annotated[int, Field(ge=3, le=100)] = 5
    min_breakdown: Annotated[int, Field(ge=3, le=100)] = 3
    questionnaires: str = ""
    link_days: Annotated[int, Field(ge=1, le=3650)] = 730
    # A projector that shows a workshop counts as use: it asks for news all the time.
    idle_minutes: Annotated[int, Field(ge=1, le=43200)] = 120
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not is_database_address(value):
            raise ValueError("sqlite:///FILE, postgresql+psycopg://USER@HOST/NAME")
        return value

    @field_validator("base_url")
    @classmethod
    def _http_address(cls, value: str) -> str:
        if value and not _is_web_address(value):
            raise ValueError("http://…, https://…")
        return value.rstrip("/")

    @property
    def questionnaire_folders(self) -> tuple[Path, ...]:
        """Folders of own questionnaires, beside the shipped ones."""
        return (Path(self.questionnaires),) if self.questionnaires else ()

    @property
    def public_url(self) -> str:
        """What links and QR codes point to: as set, else this machine in the local network."""
        return self.base_url or f"http://{local_address()}:{self.port}"


def is_database_address(text: str) -> bool:
    """Whether this is how a database is named that can be opened, if it is there."""
    if not text.startswith(_SERVER):
        return text.startswith("sqlite:///")
    from sqlalchemy import make_url  # whoever keeps everything in a file need not wait for it here
    from sqlalchemy.exc import ArgumentError

    try:
        make_url(text)
    except (ArgumentError, ValueError):  # the second is what a port that is no number raises
        return False
    return True


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that stays open
        return False
    return has_host and text.startswith(("http://", "https://"))


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process; raises `InvalidInput` naming each wrong variable."""
    try:
        return Settings()
    except ValidationError as error:
        raise InvalidInput(map(_problem, error.errors())) from error


_PROBLEMS = {
    "greater_than_equal": "problem.setting_too_small",
    "less_than_equal": "problem.setting_too_large",
    "int_parsing": "problem.setting_no_whole_number",
    "literal_error": "problem.setting_not_one_of",
}


def _problem(error: Any) -> Problem:
    limits = {name: str(limit) for name, limit in error.get("ctx", {}).items()}
    allowed = limits.get("expected", limits.get("error", "")).replace(" or ", ", ")
    return Problem(
        _PROBLEMS.get(error["type"], "problem.setting_not_one_of"),
        PREFIX + str(error["loc"][0]).upper(),
        {**limits, "allowed": allowed, "value": _without_password(str(error["input"]))[:80]},
    )


def told_language() -> str:
    """Return the language in which to say that the settings are wrong."""
    return os.environ.get(PREFIX + "LANGUAGE", "")


def _without_password(address: str) -> str:
    """What is wrong with an address is told in logs; who may connect is not."""
    return re.sub(r"://.*@", "://…@", address)
