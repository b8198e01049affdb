"""Importing a file of answers: all of it in one transaction, or nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from db import company_records, revisions, round_scores
from db import rounds as rounds_table
from db.engine import writing
from db.imported_answers import WrittenAnswers, refuse_foreign_answers, write_answers
from db.imported_organisations import Placed, placed_organisations
from db.imported_respondents import placed_respondents
from db.imported_rounds import PlacedRounds, placed_rounds
from digikartta.long_format import AnswerFile
from digikartta.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Change:
    """How many of one kind of thing a file brought, changed, and found as they are."""

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do."""

    organisations: Change
    rounds: Change
    respondents: Change
    answers: Change

    @property
    def is_empty(self) -> bool:
        """Whether everything in the file stood there already."""
        kinds = (self.organisations, self.rounds, self.respondents, self.answers)
        return not any(kind.new or kind.changed for kind in kinds)


def import_answers(
    engine: Engine,
    file: AnswerFile,
    questionnaires: Mapping[str, Questionnaire],
    *,
    language: str,
    dry_run: bool = False,
) -> ImportReport:
    """Bring the answers of a file into the database and return what that changed.

    A round is the same when company, questionnaire, stage and closing day are. An open one is gone
    on with, and closed when the file says so. Answers of a closed round can be corrected; figures
    are then written afresh. `language` is the language of new respondents. With `dry_run` all is
    done and taken back. Raises `InvalidInput` when an answer does not fit what its round was begun
    with; then nothing has changed.
    """
    with _transaction(engine, keep=not dry_run) as connection:
        organisations = placed_organisations(connection, file)
        rounds = placed_rounds(connection, file, organisations, questionnaires)
        refuse_foreign_answers(connection, file, rounds, questionnaires)
        people = placed_respondents(connection, file, organisations, rounds, language=language)
        written = write_answers(connection, file, organisations, people)
        touched = people.new | people.changed | written.respondents
        moved = {
            rounds.ids[person.round]
            for at, person in zip(people.ids, file.respondents, strict=True)
            if at in touched
        }
        report = _report(file, organisations, rounds, people, written)
        if not report.is_empty:
            company_records.complete(connection, organisations.ids)
            _write_figures(connection, rounds, moved)
        return report


@contextmanager
def _transaction(engine: Engine, *, keep: bool) -> Iterator[Connection]:
    with writing(engine) as connection:
        yield connection
        if not keep:
            connection.rollback()


def _write_figures(connection: Connection, rounds: PlacedRounds, moved: set[int]) -> None:
    by_day: dict[date, list[int]] = defaultdict(list)
    for at, day in rounds.to_close.items():
        by_day[day].append(at)
    for day, ids in by_day.items():
        rounds_table.close(connection, ids, today=day)
    round_scores.write(connection, sorted((moved & rounds.closed) - rounds.to_close.keys()))
    revisions.increment(connection, revisions.POOL)


def _report(
    file: AnswerFile,
    organisations: Placed,
    rounds: PlacedRounds,
    people: Placed,
    written: WrittenAnswers,
) -> ImportReport:
    return ImportReport(
        organisations=_change(organisations, len(file.organisations)),
        rounds=_change(rounds, len(file.rounds)),
        respondents=_change(people, len(file.respondents)),
        answers=Change(written.new, written.changed, written.unchanged),
    )


def _change(placed: Placed, count: int) -> Change:
    new, changed = len(placed.new), len(placed.changed)
    return Change(new, changed, count - new - changed)
