"""Writing the answers of a file: new ones in, changed ones over what stands there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from db import questionnaires
from db.imported_organisations import Placed, chunks
from db.imported_rounds import PlacedRounds
from db.tables import Answer
from digikartta.answers import normal_value, takes_comment_alone
from digikartta.long_format import AnswerFile, FileAnswer
from digikartta.long_format_cells import shown
from digikartta.problems import Problem
from digikartta.questionnaire import Questionnaire
from digikartta.row_problems import RowProblems

_RESPONDENTS_AT_ONCE = 500  # some 16 000 answers


@dataclass(slots=True)
class WrittenAnswers:
    """What became of the answers; ids of the respondents whose answers are not what they were."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    respondents: set[int] = field(default_factory=set)


def write_answers(
    connection: Connection,
    file: AnswerFile,
    organisations: Placed,
    respondents: Placed,
) -> WrittenAnswers:
    """Write all answers of the file, respondent by respondent in the order of their ids.

    That order is the order of the table, which makes it fast, and it is random, so that nothing
    of the file's order remains. Nothing that stands there and is not in the file is touched.
    """
    done = WrittenAnswers()
    owner_of = [
        organisations.ids[file.rounds[person.round].organisation] for person in file.respondents
    ]
    everybody = file.answers_by_respondent(respondents.ids)
    while batch := list(islice(everybody, _RESPONDENTS_AT_ONCE)):
        ids = [respondents.ids[place] for place, _ in batch]
        stored = _stored(connection, [at for at in ids if at not in respondents.new])
        rows = [
            _row(respondents.ids[place], owner_of[place], answer)
            for place, answers in batch
            for answer in answers
        ]
        _write(connection, rows, stored, done)
    return done


def _row(respondent_id: int, organisation_id: int, answer: FileAnswer) -> dict[str, Any]:
    return {
        "respondent_id": respondent_id,
        "item": answer.item,
        "organisation_id": organisation_id,
        "value": answer.value,
        "comment": answer.comment,
    }


_Stored = Mapping[tuple[int, str], tuple[str, str]]  # (respondent, item) → value, comment


def _stored(connection: Connection, respondent_ids: Sequence[int]) -> _Stored:
    columns = select(Answer.respondent_id, Answer.item, Answer.value, Answer.comment)
    return {
        (respondent_id, item): (value, comment)
        for chunk in chunks(respondent_ids)
        for respondent_id, item, value, comment in connection.execute(
            columns.where(Answer.respondent_id.in_(chunk))
        )
    }


def _write(
    connection: Connection, rows: Iterable[dict[str, Any]], stored: _Stored, done: WrittenAnswers
) -> None:
    new, changed = [], []
    for row in rows:
        before = stored.get((row["respondent_id"], row["item"]))
        if before is None:
            new.append(row)
        elif before != (row["value"], row["comment"]):
            changed.append({f"to_{column}": value for column, value in row.items()})
        else:
            done.unchanged += 1
    if new:
        connection.execute(insert(Answer), new)
    if changed:
        connection.execute(_CHANGE, changed)
    done.new += len(new)
    done.changed += len(changed)
    done.respondents.update(row["respondent_id"] for row in new)
    done.respondents.update(row["to_respondent_id"] for row in changed)


_CHANGE = (
    update(Answer)
    .where(Answer.respondent_id == bindparam("to_respondent_id"))
    .where(Answer.item == bindparam("to_item"))
    .values(value=bindparam("to_value"), comment=bindparam("to_comment"))
)


def refuse_foreign_answers(
    connection: Connection,
    file: AnswerFile,
    rounds: PlacedRounds,
    known: Mapping[str, Questionnaire],
) -> None:
    """Raise `InvalidInput` for answers that do not fit the content their round was begun with.

    A questionnaire's file can have been edited since a round was opened; the round keeps its own.
    """
    other = {
        place: content
        for place, round_ in enumerate(file.rounds)
        if (content := questionnaires.pinned(connection, rounds.content[rounds.ids[place]]))
        != known[round_.questionnaire]
    }
    if not other:
        return
    problems = RowProblems(file.name)
    for place, answers in file.answers_by_respondent(range(len(file.respondents))):
        its_round = file.respondents[place].round
        for answer, problem in _misfits(other[its_round], answers) if its_round in other else ():
            problems.add(problem, row=answer.row, column="item")
    problems.refuse_if_any()


def _misfits(
    content: Questionnaire, answers: Iterable[FileAnswer]
) -> Iterator[tuple[FileAnswer, Problem]]:
    for answer in answers:
        if answer.value:
            fits = normal_value(content, answer.item, answer.value) is not None
        else:
            fits = takes_comment_alone(content, answer.item)
        if not fits:
            details = {"item": answer.item, "value": shown(answer.value)}
            yield answer, Problem("problem.answer_misfits", details=details)
