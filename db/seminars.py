"""Joining a seminar: each person gives or picks the company, which has a round of its own."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from db import organisations, questionnaires, rounds, site_settings, workshop_creation, workshops
from db.engine import reading, writing
from db.joining import Joiner, refuse_before_the_beginning, seat
from db.workshops import HeldRound, WorkshopRecord
from digikartta.company import Profile, checked
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.tokens import normal_code


@dataclass(frozen=True, slots=True)
class Seminar:
    """What somebody is told before joining; `companies` are those entered in this seminar."""

    workshop: WorkshopRecord
    questionnaire: Questionnaire
    is_example: bool
    companies: tuple[HeldRound, ...]

    @property
    def name(self) -> str:
        """Who invites."""
        return self.workshop.name

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that take part."""
        return self.workshop.roles

    @property
    def is_named(self) -> bool:
        """Whether the name is asked, for the facilitators."""
        return self.workshop.is_named

    @property
    def has_begun(self) -> bool:
        """Whether one can join now; a workshop that is only prepared has not begun."""
        return self.workshop.state != "prepared"

    def least(self, breakdown: int) -> int:
        """Return the smallest group that is shown where `breakdown` is the site's."""
        return max(breakdown, self.workshop.min_group)


def seminar(engine: Engine, code: str) -> Seminar | None:
    """Return the seminar that a typed code joins, or None; stores nothing."""
    with reading(engine) as connection:
        workshop = _seminar(connection, code)
        if workshop is None:
            return None
        held = workshops.rounds_of(connection, workshop.id)
        return Seminar(
            workshop,
            questionnaires.pinned(connection, workshop.content_hash),
            site_settings.is_on(connection, site_settings.EXAMPLE_DATA),
            tuple(each for each in held if not each.is_closed),
        )


def _seminar(connection: Connection, typed: str) -> WorkshopRecord | None:
    code = normal_code(typed)
    workshop = workshops.by_code(connection, code) if code else None
    return workshop if workshop and workshop.is_seminar else None


def join_company(
    engine: Engine, code: str, round_id: int, joiner: Joiner, *, today: date, link_days: int
) -> str:
    """Join a colleague's company that was entered in the seminar; returns the private token.

    Raises `InvalidInput` for a code of no seminar that runs, and for any other company.
    """
    with writing(engine) as connection:
        workshop = _begun(connection, code)
        offered = {each.round_id for each in workshops.rounds_of(connection, workshop.id)}
        round_ = rounds.get(connection, round_id) if round_id in offered else None
        if round_ is None or round_.closed_on is not None:
            raise InvalidInput([Problem("problem.company_not_in_seminar", "company")])
        return seat(connection, round_, joiner, roles=workshop.roles, today=today, days=link_days)


def join_with_company(
    engine: Engine, code: str, profile: Profile, joiner: Joiner, *, today: date, link_days: int
) -> str:
    """Enter a company in the seminar, open its round and join it; returns the private token.

    The company is always a new one that nobody has confirmed: what somebody types opens nothing
    of a company that is already there. Raises `InvalidInput` for a code of no seminar that runs, a
    wrong profile, or a name that was entered in this seminar already.
    """
    profile = checked(profile)
    with writing(engine) as connection:
        workshop = _begun(connection, code)
        held = workshops.rounds_of(connection, workshop.id)
        if profile.name.casefold() in {each.organisation.casefold() for each in held}:
            raise InvalidInput([Problem("problem.company_in_seminar", "name")])
        example = site_settings.is_on(connection, site_settings.EXAMPLE_DATA)
        company = organisations.create(connection, profile, confirmed=False, is_example=example)
        round_id = workshop_creation.hold_new(connection, workshop, company, profile)
        round_ = rounds.get(connection, round_id)
        return seat(connection, round_, joiner, roles=workshop.roles, today=today, days=link_days)


def _begun(connection: Connection, code: str) -> WorkshopRecord:
    workshop = _seminar(connection, code)
    if workshop is None:
        raise InvalidInput([Problem("problem.code_unknown")])
    refuse_before_the_beginning(workshop)
    return workshop
