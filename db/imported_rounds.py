"""Finding or making the rounds that a file of answers tells of."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, select

from db import questionnaires
from db.imported_organisations import Placed, change, chunks, inserted
from db.tables import Round
from digikartta.long_format import AnswerFile, RoundProfile
from digikartta.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class RoundKey:
    """What makes a round the same."""

    organisation_id: int
    questionnaire: str
    stage: str
    closed_on: date | None

    @property
    def while_open(self) -> "RoundKey":
        """The same round before it is closed."""
        return RoundKey(self.organisation_id, self.questionnaire, self.stage, None)


@dataclass(frozen=True, slots=True)
class _Standing:
    id: int
    content_hash: str
    profile: RoundProfile


@dataclass(frozen=True, slots=True)
class PlacedRounds(Placed):
    """Rounds, and what has to be known to write answers into them."""

    content: Mapping[int, str]  # hash of the content a round was begun with, by id
    to_close: Mapping[int, date]  # open rounds that the file closes, by id
    closed: frozenset[int]  # ids of the rounds that the file calls closed


def placed_rounds(
    connection: Connection,
    file: AnswerFile,
    organisations: Placed,
    known: Mapping[str, Questionnaire],
) -> PlacedRounds:
    """Return the rounds of the file: those that stand there, open ones to go on with, new ones."""
    keys = [
        RoundKey(organisations.ids[r.organisation], r.questionnaire, r.stage, r.closed_on)
        for r in file.rounds
    ]
    profiles = dict(zip(keys, (round_.profile for round_ in file.rounds), strict=True))
    standing = _standing(connection, organisations)
    going_on = _going_on(keys, standing)
    found = {key: standing[key] for key in keys if key in standing}
    found |= {key: standing[still_open] for key, still_open in going_on.items()}
    contents = _contents(connection, keys, known)
    made = _made(connection, {k: p for k, p in profiles.items() if k not in found}, contents)
    to_close = {found[key].id: key.closed_on for key in going_on if key.closed_on}
    return PlacedRounds(
        ids=[made[key] if key in made else found[key].id for key in keys],
        new=frozenset(made.values()),
        changed=_changed(connection, found, profiles) | to_close.keys(),
        content={
            **{at: contents[key.questionnaire] for key, at in made.items()},
            **{standing.id: standing.content_hash for standing in found.values()},
        },
        to_close=to_close,
        closed=frozenset(
            made[key] if key in made else found[key].id for key in keys if key.closed_on
        ),
    )


def _standing(connection: Connection, organisations: Placed) -> dict[RoundKey, _Standing]:
    """Return the rounds that count of the companies that stood there; of several the first."""
    stood = [at for at in organisations.ids if at not in organisations.new]
    key = (Round.organisation_id, Round.questionnaire, Round.stage, Round.closed_on)
    profile = (Round.industry, Round.size_class, Round.municipality, Round.cohort)
    query = (
        select(*key, Round.id, Round.content_hash, *profile)
        .where(Round.is_test.is_(False))
        .order_by(Round.id.desc())
    )
    return {
        RoundKey(owner, id_, stage, day): _Standing(at, content, RoundProfile(*profile))
        for chunk in chunks(stood)
        for owner, id_, stage, day, at, content, *profile in connection.execute(
            query.where(Round.organisation_id.in_(chunk))
        )
    }


def _going_on(
    keys: Iterable[RoundKey], standing: Mapping[RoundKey, _Standing]
) -> dict[RoundKey, RoundKey]:
    """Return the closed rounds of the file that go on with an open one, and with which.

    An open round that the file itself calls open stays open. Of several days the latest closes
    it: the open round is the newest.
    """
    wanted = set(keys)
    latest: dict[RoundKey, RoundKey] = {}
    for key in sorted((k for k in wanted if k.closed_on), key=lambda k: str(k.closed_on)):
        still_open = key.while_open
        if key not in standing and still_open in standing and still_open not in wanted:
            latest[still_open] = key
    return {key: still_open for still_open, key in latest.items()}


def _contents(
    connection: Connection, keys: Iterable[RoundKey], known: Mapping[str, Questionnaire]
) -> dict[str, str]:
    ids = {key.questionnaire for key in keys}
    return {id_: questionnaires.pin(connection, known[id_]) for id_ in sorted(ids)}


def _made(
    connection: Connection, profiles: Mapping[RoundKey, RoundProfile], contents: Mapping[str, str]
) -> dict[RoundKey, int]:
    rows = [
        {
            **asdict(key),
            **asdict(profile),
            "content_hash": contents[key.questionnaire],
            "is_test": False,
        }
        for key, profile in profiles.items()
    ]
    return dict(zip(profiles, inserted(connection, Round, rows), strict=True))


def _changed(
    connection: Connection,
    found: Mapping[RoundKey, _Standing],
    profiles: Mapping[RoundKey, RoundProfile],
) -> frozenset[int]:
    """Write the profiles that are not what they were and return the rounds' ids."""
    changed = {
        standing.id: profiles[key]
        for key, standing in found.items()
        if standing.profile != profiles[key]
    }
    change(connection, Round, [{"at": at, **asdict(p)} for at, p in changed.items()])
    return frozenset(changed)
