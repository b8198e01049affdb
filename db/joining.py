"""Joining a round by an invitation or a code: a colleague's, a customer's, a workshop's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, bindparam, select

from db import links, questionnaires, respondents, rounds, workshops
from db.assessments import check_role, roles_of
from db.engine import reading, writing
from db.links import LinkTarget
from db.rounds import RoundRecord
from db.tables import Round
from db.workshop_tables import Workshop, WorkshopRound
from db.workshops import WorkshopRecord
from digikartta.plain_text import clean
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.tokens import new_token, normal_code
from digikartta.workshop import name_problem


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody is told before joining."""

    round_id: int
    organisation_id: int
    organisation: str
    is_example: bool
    questionnaire: Questionnaire
    roles: tuple[str, ...]
    is_named: bool  # the name is asked, and shown beside the answers
    workshop: WorkshopRecord | None  # joined by its code, or running on the round now

    @property
    def has_begun(self) -> bool:
        """Whether one can join now; a workshop that is only prepared has not begun."""
        return self.workshop is None or self.workshop.state != "prepared"

    @property
    def name(self) -> str:
        """Who invites."""
        return self.organisation

    def least(self, breakdown: int) -> int:
        """Return the smallest group that is shown where `breakdown` is the site's."""
        return max(breakdown, self.workshop.min_group) if self.workshop else breakdown


def invitation(engine: Engine, invite: str, *, today: date) -> Invitation:
    """Return what an invitation's token or a typed code invites to; stores nothing.

    Raises `InvalidInput` when there is no such invitation (any more).
    """
    with reading(engine) as connection:
        return _invitation(connection, invite, today)


def _invitation(connection: Connection, invite: str, today: date) -> Invitation:
    round_id, workshop = _invited(connection, invite, today)
    round_ = rounds.get(connection, round_id)
    if round_.closed_on is not None:
        raise InvalidInput([Problem("problem.round_closed")])
    workshop = workshop or _running(connection, round_id)
    questionnaire = questionnaires.pinned(connection, round_.content_hash)
    return Invitation(
        round_.id,
        round_.organisation_id,
        round_.organisation,
        round_.is_example,
        questionnaire,
        workshop.roles if workshop else roles_of(questionnaire),
        round_.is_named,
        workshop,
    )


def _invited(connection: Connection, invite: str, today: date) -> tuple[int, WorkshopRecord | None]:
    code = normal_code(invite)
    if code is None:
        return links.follow(connection, invite, "invite", today=today).round_id, None
    found = rounds.by_join_code(connection, code)
    if found is not None:
        return found, None
    workshop = workshops.by_code(connection, code)
    if workshop is None or workshop.is_seminar:
        raise InvalidInput([Problem("problem.code_unknown")])
    return connection.execute(_ROUND_OF, {"workshop": workshop.id}).scalar_one(), workshop


# Asked by everybody who joins, a whole hall at once: these are built once.
_ROUND_OF = select(WorkshopRound.round_id).where(WorkshopRound.workshop_id == bindparam("workshop"))
_RUNNING = (
    select(Workshop.id)
    .join(WorkshopRound, WorkshopRound.workshop_id == Workshop.id)
    .where(WorkshopRound.round_id == bindparam("round"), Workshop.state.in_(("open", "paused")))
    .order_by(Workshop.id.desc())
    .limit(1)
)


def _running(connection: Connection, round_id: int) -> WorkshopRecord | None:
    found = connection.execute(_RUNNING, {"round": round_id}).scalar()
    return None if found is None else workshops.get(connection, found)


@dataclass(frozen=True, slots=True)
class Joiner:
    """Who joins; the name only where the round asks for it."""

    role: str
    language: str
    name: str = ""


def join(engine: Engine, invite: str, joiner: Joiner, *, today: date, link_days: int) -> str:
    """Store a person as a new respondent and return the token of the private link.

    Raises `InvalidInput` when there is no such invitation (any more), before a workshop has
    begun, for a role that does not take part, and for a missing name.
    """
    with writing(engine) as connection:
        invited = _invitation(connection, invite, today)
        refuse_before_the_beginning(invited.workshop)
        round_ = rounds.get(connection, invited.round_id)
        return seat(connection, round_, joiner, roles=invited.roles, today=today, days=link_days)


def refuse_before_the_beginning(workshop: WorkshopRecord | None) -> None:
    """Raise `InvalidInput` for joining a workshop that is only prepared."""
    if workshop is not None and workshop.state == "prepared":
        raise InvalidInput([Problem("problem.workshop_not_begun")])


def seat(
    connection: Connection,
    round_: RoundRecord,
    joiner: Joiner,
    *,
    roles: tuple[str, ...],
    today: date,
    days: int,
) -> str:
    """Store a respondent in the caller's transaction and return the token of the private link."""
    # Whoever closes the round waits for people who were let in.
    open_ = select(Round.closed_on).where(Round.id == round_.id).with_for_update(read=True)
    if connection.execute(open_).scalar_one() is not None:
        raise InvalidInput([Problem("problem.round_closed")])
    check_role(joiner.role, allowed=roles)
    problem = name_problem(joiner.name) if round_.is_named else None
    if problem:
        raise InvalidInput([problem])
    person = respondents.create(
        connection,
        round_.organisation_id,
        round_.id,
        role=joiner.role,
        language=joiner.language,
        name=clean(joiner.name) if round_.is_named else "",
    )
    token = new_token()
    target = LinkTarget(round_.organisation_id, round_.id, person)
    links.create(connection, token, "respondent", target, today=today, days=days)
    return token
