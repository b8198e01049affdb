"""Finding or making the respondents that a file of answers tells of."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from db.imported_organisations import Placed, change, chunks
from db.imported_rounds import PlacedRounds
from db.tables import Respondent
from digikartta.long_format import AnswerFile, FileRespondent
from digikartta.tokens import new_random_id


@dataclass(frozen=True, slots=True)
class _Standing:
    id: int
    role: str


def placed_respondents(
    connection: Connection,
    file: AnswerFile,
    organisations: Placed,
    rounds: PlacedRounds,
    *,
    language: str,
) -> Placed:
    """Return the respondents of the file: those that stand there, and new ones.

    A new one has sent the answers, and reads `language`. Ids are random, as all respondents' are.
    """
    found = _standing(connection, rounds)
    ids: list[int] = []
    rows: list[dict[str, object]] = []
    roles: dict[int, str] = {}
    for person in file.respondents:
        round_id = rounds.ids[person.round]
        standing = found.get((round_id, person.code))
        at = new_random_id() if standing is None else standing.id
        ids.append(at)
        if standing is None:
            owner = organisations.ids[file.rounds[person.round].organisation]
            place = {"id": at, "organisation_id": owner, "round_id": round_id}
            rows.append({**place, **_new(person), "language": language})
        elif standing.role != person.role:
            roles[at] = person.role
    if rows:
        connection.execute(insert(Respondent), rows)
    change(connection, Respondent, [{"at": at, "role": role} for at, role in roles.items()])
    stood = {standing.id for standing in found.values()}
    return Placed(ids, frozenset(ids) - stood, frozenset(roles))


def _new(person: FileRespondent) -> dict[str, object]:
    return {"code": person.code, "role": person.role, "place": 0, "submitted": True}


def _standing(connection: Connection, rounds: PlacedRounds) -> dict[tuple[int, str], _Standing]:
    columns = select(Respondent.round_id, Respondent.code, Respondent.id, Respondent.role)
    stood = [at for at in rounds.ids if at not in rounds.new]
    return {
        (round_id, code): _Standing(at, role)
        for chunk in chunks(stood)
        for round_id, code, at, role in connection.execute(
            columns.where(Respondent.round_id.in_(chunk))
        )
    }
