"""The vote on a round's needs: opening and ending it, and each person's dots."""

from collections.abc import Collection

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from db.development_tables import NeedDots, NeedVote
from db.engine import reading, writing
from db.tables import Respondent, Round
from db.upsert import upsert
from digikartta.answers import INTERNAL_ROLES
from digikartta.need_votes import BEFORE, ENDED, OPEN, State, VoteCount, count_votes, placed
from digikartta.problems import InvalidInput, Problem

_OWN_PEOPLE = Respondent.role.in_(INTERNAL_ROLES)


def state(engine: Engine, round_id: int) -> State:
    """Return whether the vote of a round is still to come, open or ended."""
    with reading(engine) as connection:
        return _state(connection, round_id)


def _state(connection: Connection, round_id: int) -> State:
    query = select(NeedVote.state).where(NeedVote.round_id == round_id)
    return connection.execute(query).scalar() or BEFORE  # type: ignore[return-value]


def open_vote(engine: Engine, organisation_id: int, round_id: int) -> None:
    """Let the people of a closed round vote; a vote that is open or has ended stays as it is.

    Raises `InvalidInput` while the round is open: what its needs are is not known yet.
    """
    with writing(engine) as connection:
        _own_closed_round(connection, organisation_id, round_id)
        row = {"round_id": round_id, "organisation_id": organisation_id, "state": OPEN}
        upsert(connection, NeedVote, keys=("round_id",), row=row, update=("organisation_id",))


def _own_closed_round(connection: Connection, organisation_id: int, round_id: int) -> None:
    row = connection.execute(
        select(Round.closed_on).where(
            Round.id == round_id, Round.organisation_id == organisation_id
        )
    ).first()
    if row is None or row.closed_on is None:
        raise InvalidInput([Problem("problem.vote_not_open")])


def end_vote(engine: Engine, organisation_id: int, round_id: int) -> None:
    """End the vote: no dot moves any more. Ending an ended one changes nothing."""
    with writing(engine) as connection:
        connection.execute(
            update(NeedVote).where(*_of(organisation_id, round_id)).values(state=ENDED)
        )


def start_over(engine: Engine, organisation_id: int, round_id: int) -> None:
    """Take every dot away and let people vote anew.

    A vote that has ended never just goes on: from the totals before and after one could read what
    the few who changed their dots have changed.
    """
    with writing(engine) as connection:
        done = connection.execute(
            update(NeedVote).where(*_of(organisation_id, round_id)).values(state=OPEN)
        )
        if done.rowcount != 1:
            raise InvalidInput([Problem("problem.vote_not_open")])
        people = select(Respondent.id).where(Respondent.round_id == round_id)
        connection.execute(delete(NeedDots).where(NeedDots.respondent_id.in_(people)))


def _of(organisation_id: int, round_id: int):  # type: ignore[no-untyped-def]
    return (NeedVote.round_id == round_id, NeedVote.organisation_id == organisation_id)


def cast(
    engine: Engine, respondent_id: int, item: str, dots: int, *, items: Collection[str]
) -> None:
    """Put so many of a person's dots on one need, of those in `items`.

    Raises `InvalidInput` unless the vote of the person's round is open, for more than three dots
    in all, and for a need that is not voted on. Two phones of one person come one after the other.
    """
    with writing(engine) as connection:
        person = connection.execute(
            select(Respondent.id, Respondent.organisation_id, Respondent.round_id)
            .where(Respondent.id == respondent_id, _OWN_PEOPLE)
            .with_for_update(key_share=True)
        ).first()
        if person is None:
            raise InvalidInput([Problem("problem.link_unknown")])
        _refuse_unless_open(connection, person.round_id)
        ballot = _ballot(connection, respondent_id)
        changed = placed(ballot, item, dots, items=items)
        mine = NeedDots.respondent_id == respondent_id
        connection.execute(delete(NeedDots).where(mine, NeedDots.item == item))
        if item in changed:
            connection.execute(
                insert(NeedDots).values(
                    respondent_id=respondent_id,
                    item=item,
                    organisation_id=person.organisation_id,
                    dots=changed[item],
                )
            )


def _refuse_unless_open(connection: Connection, round_id: int) -> None:
    # Whoever ends the vote waits for a dot that has been let in; others who vote do not.
    row = connection.execute(
        select(NeedVote.state).where(NeedVote.round_id == round_id).with_for_update(read=True)
    ).first()
    if row is None or row.state != OPEN:
        ended = row is not None
        raise InvalidInput([Problem("problem.vote_ended" if ended else "problem.vote_not_open")])


def ballot(engine: Engine, respondent_id: int) -> dict[str, int]:
    """Return where a person's dots are, for that person's eyes only."""
    with reading(engine) as connection:
        return _ballot(connection, respondent_id)


def _ballot(connection: Connection, respondent_id: int) -> dict[str, int]:
    query = select(NeedDots.item, NeedDots.dots).where(NeedDots.respondent_id == respondent_id)
    return dict(connection.execute(query).all())


def count(engine: Engine, round_id: int, *, least: int) -> VoteCount:
    """Return what may be shown of a round's vote; `least` as in every breakdown of a company."""
    with reading(engine) as connection:
        people = connection.execute(
            select(func.count()).where(Respondent.round_id == round_id, _OWN_PEOPLE)
        ).scalar_one()
        return count_votes(
            _ballots(connection, round_id),
            state=_state(connection, round_id),
            participants=people,
            least=least,
        )


def _ballots(connection: Connection, round_id: int) -> list[dict[str, int]]:
    rows = connection.execute(
        select(NeedDots.respondent_id, NeedDots.item, NeedDots.dots)
        .join(Respondent, Respondent.id == NeedDots.respondent_id)
        .where(Respondent.round_id == round_id)
    )
    found: dict[int, dict[str, int]] = {}
    for respondent_id, item, dots in rows:
        found.setdefault(respondent_id, {})[item] = dots
    return list(found.values())
