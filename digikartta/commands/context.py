"""What every command is handed: settings, texts, where to write, the database, the day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from digikartta.questionnaire import Questionnaire
from digikartta.settings import Settings
from digikartta.texts import Texts

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True)
class Context:
    """The surroundings of one command."""

    settings: Settings
    t: Texts
    out: TextIO
    err: TextIO
    today: date

    @cached_property
    def engine(self) -> "Engine":
        """The database of the settings, made or migrated when a command first asks for it."""
        from db.engine import create_engine_for
        from db.schema import upgrade

        engine = create_engine_for(self.settings.database_url)
        upgrade(engine)
        return engine

    @cached_property
    def questionnaires(self) -> dict[str, Questionnaire]:
        """The shipped questionnaires and those of the settings' folder, by id."""
        from digikartta.questionnaire_file import load

        return load(*self.settings.questionnaire_folders)

    def say(self, line: str) -> None:
        """Write one line of output."""
        self.out.write(f"{line}\n")

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if "engine" in self.__dict__:
            self.engine.dispose()
