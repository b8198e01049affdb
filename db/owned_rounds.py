"""A round in the hands of its owner: what it is, the customers beside it, closing, the next one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from db import customer_rounds, links, rounds
from db.assessments import OwnerLinks, Place, check_role, open_round, owner_links
from db.engine import reading, writing
from db.links import LinkTarget
from db.rounds import Progress, RoundRecord
from digikartta.answers import STAGES
from digikartta.company import Profile
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class OwnedRound:
    """A round as its owner sees it: counts, never single answers."""

    round: RoundRecord
    progress: Progress
    customers: Progress | None  # of the customers' round beside it, if it was opened


def owned(engine: Engine, owner_token: str, *, today: date) -> OwnedRound:
    """Return the round that an owner's link belongs to; raises `InvalidInput` for a bad link."""
    with reading(engine) as connection:
        round_id = links.follow(connection, owner_token, "owner", today=today).round_id
        round_ = rounds.get(connection, round_id)
        customers = _customers_round(connection, owner_token, round_)
        return OwnedRound(
            round_,
            rounds.progress(connection, round_id),
            None if customers is None else rounds.progress(connection, customers),
        )


def _customers_round(connection: Connection, owner_token: str, round_: RoundRecord) -> int | None:
    """Return the customers' round, once the owner has a link to it."""
    if links.round_of(connection, owner_links(owner_token).customers) is None:
        return None
    found = customer_rounds.found_beside(connection, round_)
    return found.id if found else None


def _owned_open_round(connection: Connection, owner_token: str, today: date) -> RoundRecord:
    target = links.follow(connection, owner_token, "owner", today=today)
    round_ = rounds.get(connection, target.round_id)
    if round_.closed_on is not None:
        raise InvalidInput([Problem("problem.round_closed")])
    return round_


def ask_customers(
    engine: Engine, owner_token: str, questionnaire: Questionnaire, *, today: date, link_days: int
) -> None:
    """Open the customers' own round beside the owner's, once.

    Raises `InvalidInput` for a bad link and a closed round.
    """
    with writing(engine) as connection:
        round_ = _owned_open_round(connection, owner_token, today)
        found = customer_rounds.found_beside(connection, round_)
        beside = found.id if found else None
        if beside is None:
            beside = customer_rounds.create_beside(connection, round_, questionnaire)
        token = owner_links(owner_token).customers
        if links.round_of(connection, token) is None:
            target = LinkTarget(round_.organisation_id, beside, None)
            links.create(connection, token, "invite", target, today=today, days=link_days)


def mark_as_test(engine: Engine, owner_token: str, *, is_test: bool, today: date) -> None:
    """Mark the owner's rounds as a test, which never counts, or take the mark away."""
    with writing(engine) as connection:
        round_ = _owned_open_round(connection, owner_token, today)
        for round_id in _both(connection, round_):
            rounds.mark_as_test(connection, round_id, is_test=is_test)


def _both(connection: Connection, round_: RoundRecord) -> list[int]:
    """Return the round and, if there is one, its customers' round."""
    customers = customer_rounds.found_beside(connection, round_)
    return [round_.id, *([customers.id] if customers else [])]


def close(engine: Engine, owner_token: str, *, today: date) -> None:
    """Close the owner's round, the customers' with it; closing a closed one changes nothing.

    Raises `InvalidInput` for a bad link.
    """
    with writing(engine) as connection:
        target = links.follow(connection, owner_token, "owner", today=today)
        round_ = rounds.get(connection, target.round_id)
        if round_.closed_on is not None:
            return
        rounds.close(connection, _both(connection, round_), today=today)


def start_next(
    engine: Engine,
    owner_token: str,
    questionnaire: Questionnaire,
    *,
    role: str,
    language: str,
    today: date,
    link_days: int,
) -> OwnerLinks:
    """Open the company's next round after a closed one, at the next stage (T2 stays T2).

    Raises `InvalidInput` for a bad link, a wrong role, or while the round is still open.
    """
    check_role(role)
    with writing(engine) as connection:
        target = links.follow(connection, owner_token, "owner", today=today)
        before = rounds.get(connection, target.round_id)
        if before.closed_on is None:
            raise InvalidInput([Problem("problem.round_open")])
        place = Place(before.organisation_id, _profile_of(before), _next_stage(before.stage))
        return open_round(
            connection,
            place,
            questionnaire,
            cohort=before.cohort,
            role=role,
            language=language,
            today=today,
            link_days=link_days,
        )


def _next_stage(stage: str) -> str:
    return STAGES[min(STAGES.index(stage) + 1, len(STAGES) - 1)]


def _profile_of(round_: RoundRecord) -> Profile:
    return Profile(
        round_.organisation,
        industry=round_.industry,
        size_class=round_.size_class,
        municipality=round_.municipality,
    )
