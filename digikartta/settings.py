"""Settings: environment variables `DIGIKARTTA_*`, read once, validated, each with a default."""

import re
import socket
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from digikartta.problems import InvalidInput, Problem

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "DIGIKARTTA_"


class Settings(BaseSettings):
    """What the installation decides; everything else is decided inside the product."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    database_url: str = f"sqlite:///{PROJECT / 'db' / 'digikartta.sqlite'}"
    base_url: str = ""
    language: Literal["fi", "sv", "en"] = "fi"
    port: Annotated[int, Field(ge=1, le=65535)] = 8501
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
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME")
        return value

    @field_validator("base_url")
    @classmethod
    def _http_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("http://… or https://…")
        return value.rstrip("/")

    @property
    def questionnaire_folders(self) -> tuple[Path, ...]:
        """Folders of own questionnaires, beside the shipped ones."""
        return (Path(self.questionnaires),) if self.questionnaires else ()

    @property
    def public_url(self) -> str:
        """What links and QR codes point to: as set, else this machine in the local network."""
        return self.base_url or f"http://{local_address()}:{self.port}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process; raises `InvalidInput` naming each wrong variable."""
    try:
        return Settings()
    except ValidationError as error:
        raise InvalidInput(
            Problem(
                "problem.bad_setting",
                PREFIX + ".".join(str(part) for part in each["loc"]).upper(),
                {"detail": each["msg"], "value": _without_password(str(each["input"]))[:80]},
            )
            for each in error.errors()
        ) from error


def _without_password(address: str) -> str:
    """What is wrong with an address is told in logs; who may connect is not."""
    return re.sub(r"://.*@", "://…@", address)


@lru_cache(maxsize=1)
def local_address() -> str:
    """Return this machine's address in the local network, or 127.0.0.1 when it has none.

    Connecting a datagram socket sends nothing: it only asks the system which of its addresses
    it would use to reach another machine.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
