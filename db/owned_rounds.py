"""A round in the hands of its owner: what it is, the customers beside it, closing, the next one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from db import links, rounds
from db.assessments import OwnerLinks, Place, check_role, open_round, owner_links
from db.engine import reading, writing
from db.links import LinkTarget
from db.rounds import Progress, RoundRecord
from digikartta.answers import STAGES
from digikartta.company import Profile
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire

CUSTOMER_QUESTIONNAIRE = "customer-view-1"


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
        customers = _customers_round(connection, owner_token)
        return OwnedRound(
            rounds.get(connection, round_id),
            rounds.progress(connection, round_id),
            None if customers is None else rounds.progress(connection, customers),
        )


def _customers_round(connection: Connection, owner_token: str) -> int | None:
    return links.round_of(connection, owner_links(owner_token).customers)


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
        if _customers_round(connection, owner_token) is not None:
            return
        beside = rounds.create(
            connection,
            round_.organisation_id,
            questionnaire,
            _profile_of(round_),
            stage=round_.stage,
            cohort=round_.cohort,
        )
        target = LinkTarget(round_.organisation_id, beside, None)
        token = owner_links(owner_token).customers
        links.create(connection, token, "invite", target, today=today, days=link_days)


def mark_as_test(engine: Engine, owner_token: str, *, is_test: bool, today: date) -> None:
    """Mark the owner's rounds as a test, which never counts, or take the mark away."""
    with writing(engine) as connection:
        round_ = _owned_open_round(connection, owner_token, today)
        for round_id in (round_.id, _customers_round(connection, owner_token)):
            if round_id is not None:
                rounds.mark_as_test(connection, round_id, is_test=is_test)


def close(engine: Engine, owner_token: str, *, today: date) -> None:
    """Close the owner's round, the customers' with it; closing a closed one changes nothing.

    Raises `InvalidInput` for a bad link.
    """
    with writing(engine) as connection:
        target = links.follow(connection, owner_token, "owner", today=today)
        if rounds.get(connection, target.round_id).closed_on is not None:
            return
        customers = _customers_round(connection, owner_token)
        both = [target.round_id] if customers is None else [target.round_id, customers]
        rounds.close(connection, both, today=today)


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
