"""The customers' round beside a company's own: asking, how many have answered, closing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, delete, func, select, update

from db import links, questionnaires, revisions, rounds
from db.assessments import owner_links
from db.engine import reading, writing
from db.links import LinkTarget
from db.rounds import Progress, RoundRecord
from db.tables import Link, Organisation, Round, RoundScore
from digikartta.company import Profile
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.tokens import derived_token, new_token, token_hash


@dataclass(frozen=True, slots=True)
class CustomersRound:
    """What the company sees of it while it runs: counts, never an answer."""

    id: int
    closed_on: date | None
    progress: Progress
    can_go_on: bool  # closed, but so few have answered that nothing of it was ever shown


def beside(
    engine: Engine, organisation_id: int, round_id: int, *, least: int
) -> CustomersRound | None:
    """Return the customers' round of the same stage, None when nobody has opened one."""
    with reading(engine) as connection:
        found = found_beside(connection, _own(connection, organisation_id, round_id))
        if found is None:
            return None
        return CustomersRound(
            found.id,
            found.closed_on,
            rounds.progress(connection, found.id),
            _can_go_on(connection, found, least),
        )


def _own(connection: Connection, organisation_id: int, round_id: int) -> RoundRecord:
    for round_ in rounds.of_organisation(connection, organisation_id):
        if round_.id == round_id:
            return round_
    raise InvalidInput([Problem("problem.no_round_yet")])


def found_beside(connection: Connection, round_: RoundRecord) -> RoundRecord | None:
    """Return the customers' round that was opened for a round, None when there is none.

    It has the same stage and was opened after the round, before the company's next one.
    """
    later = [
        other
        for other in rounds.of_organisation(connection, round_.organisation_id)
        if other.id > round_.id and other.stage == round_.stage
    ]
    for other in sorted(later, key=lambda each: each.id):
        content = questionnaires.pinned(connection, other.content_hash)
        return other if content.respondents == "customers" else None
    return None


def _can_go_on(connection: Connection, round_: RoundRecord, least: int) -> bool:
    if round_.closed_on is None:
        return False
    query = select(func.max(RoundScore.customers)).where(RoundScore.round_id == round_.id)
    return (connection.execute(query).scalar() or 0) < least


def ask(
    engine: Engine,
    organisation_id: int,
    round_id: int,
    questionnaire: Questionnaire,
    *,
    least: int,
) -> int:
    """Let customers answer at the stage of one of the company's rounds; returns their round.

    One that is open goes on; a closed one only while so few have answered that nothing of it was
    ever shown: what a few more change would else tell what they have answered. Raises
    `InvalidInput` then.
    """
    with writing(engine) as connection:
        own = select(Organisation.id).where(Organisation.id == organisation_id)
        connection.execute(own.with_for_update(key_share=True))
        round_ = _own(connection, organisation_id, round_id)
        found = found_beside(connection, round_)
        if found is None:
            return create_beside(connection, round_, questionnaire)
        if found.closed_on is not None:
            if not _can_go_on(connection, found, least):
                raise InvalidInput([Problem("problem.customers_asked")])
            _reopen(connection, found.id)
        return found.id


def create_beside(connection: Connection, round_: RoundRecord, questionnaire: Questionnaire) -> int:
    """Open the customers' round of a round and return its id."""
    profile = Profile(
        round_.organisation,
        industry=round_.industry,
        size_class=round_.size_class,
        municipality=round_.municipality,
    )
    made = rounds.create(
        connection,
        round_.organisation_id,
        questionnaire,
        profile,
        stage=round_.stage,
        cohort=round_.cohort,
    )
    if round_.is_test:
        rounds.mark_as_test(connection, made, is_test=True)
    return made


def _reopen(connection: Connection, round_id: int) -> None:
    connection.execute(update(Round).where(Round.id == round_id).values(closed_on=None))
    connection.execute(delete(RoundScore).where(RoundScore.round_id == round_id))
    revisions.increment(connection, revisions.POOL)


def invitation_of_owner(owner_token: str, customers_round: int) -> str:
    """Return the secret of the customers' link that follows from the owner's, the same each time.

    `customers_round` makes it another one for the customers of the next stage.
    """
    return derived_token(owner_token, f"customers-{customers_round}")


def invite(
    engine: Engine,
    organisation_id: int,
    customers_round: int,
    *,
    token: str = "",
    today: date,
    link_days: int,
) -> str:
    """Make a link by which customers answer, with this secret or a fresh one; returns the secret.

    Raises `InvalidInput` when the customers' round is closed.
    """
    token = token or new_token()
    with writing(engine) as connection:
        round_ = _own(connection, organisation_id, customers_round)
        if round_.closed_on is not None:
            raise InvalidInput([Problem("problem.round_closed")])
        if links.round_of(connection, token) is None:
            target = LinkTarget(organisation_id, customers_round, None)
            links.create(connection, token, "invite", target, today=today, days=link_days)
        else:
            _revive(connection, token)
        return token


def _revive(connection: Connection, token: str) -> None:
    """A link that ended with the round opens it again once the round goes on."""
    connection.execute(
        update(Link).where(Link.token_hash == token_hash(token)).values(revoked=False)
    )


def close(engine: Engine, organisation_id: int, customers_round: int, *, today: date) -> None:
    """Close the customers' round, so that their view is shown; closing it again changes nothing."""
    with writing(engine) as connection:
        round_ = _own(connection, organisation_id, customers_round)
        content = questionnaires.pinned(connection, round_.content_hash)
        if content.respondents != "customers":
            raise InvalidInput([Problem("problem.no_round_yet")])
        if round_.closed_on is None:
            rounds.close(connection, [customers_round], today=today)


def owners_invitation(
    engine: Engine, owner_token: str, customers_round: int, *, today: date
) -> str | None:
    """Return the secret of a customers' link that follows from the owner's and works, if any."""
    tokens = (
        invitation_of_owner(owner_token, customers_round),
        owner_links(owner_token).customers,
    )
    with reading(engine) as connection:
        for token in tokens:
            try:
                target = links.follow(connection, token, "invite", today=today)
            except InvalidInput:
                continue
            if target.round_id == customers_round:
                return token
    return None
