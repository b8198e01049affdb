"""Starting an assessment."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from db import links, organisations, respondents, rounds, site_settings
from db.engine import writing
from db.links import LinkTarget
from digikartta.answers import CUSTOMER, INTERNAL_ROLES
from digikartta.company import Profile, checked
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.tokens import derived_token, is_like_an_option, new_token


@dataclass(frozen=True, slots=True)
class OwnerLinks:
    """The secrets a starter gets; the others follow from the owner's."""

    owner: str
    respondent: str
    invite: str
    customers: str


def owner_links(owner_token: str) -> OwnerLinks:
    """Return the secrets that the owner's token leads to."""
    return OwnerLinks(
        owner=owner_token,
        respondent=derived_token(owner_token, "respondent"),
        invite=derived_token(owner_token, "invite"),
        customers=derived_token(owner_token, "customers"),
    )


def new_owner_links() -> OwnerLinks:
    """Return fresh secrets; with the respondent's a person can be erased on the command line."""
    secrets = owner_links(new_token())
    while is_like_an_option(secrets.respondent):
        secrets = owner_links(new_token())
    return secrets


def start(
    engine: Engine,
    profile: Profile,
    questionnaire: Questionnaire,
    *,
    role: str,
    language: str,
    today: date,
    link_days: int,
) -> OwnerLinks:
    """Store a company nobody has confirmed, its round and its first respondent.

    The company is always a new one: a name or a Y-tunnus that somebody types opens nothing of a
    company that is already there. Raises `InvalidInput` for a wrong profile or role.
    """
    profile = _checked(profile, role)
    with writing(engine) as connection:
        example = site_settings.is_on(connection, site_settings.EXAMPLE_DATA)
        organisation_id = organisations.create(
            connection, profile, confirmed=False, is_example=example
        )
        place = Place(organisation_id, profile, "T0")
        return open_round(
            connection,
            place,
            questionnaire,
            cohort="",
            role=role,
            language=language,
            today=today,
            link_days=link_days,
        )


def _checked(profile: Profile, role: str) -> Profile:
    """Return the profile cleaned; whatever is wrong with it and the role is told at once."""
    problems: list[Problem] = []
    try:
        profile = checked(profile)
    except InvalidInput as error:
        problems.extend(error.problems)
    try:
        check_role(role)
    except InvalidInput as error:
        problems.extend(error.problems)
    if problems:
        raise InvalidInput(problems)
    return profile


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new round belongs."""

    organisation_id: int
    profile: Profile
    stage: str


def open_round(
    connection: Connection,
    place: Place,
    questionnaire: Questionnaire,
    *,
    cohort: str,
    role: str,
    language: str,
    today: date,
    link_days: int,
) -> OwnerLinks:
    """Store a round, its first respondent and the links to both, in the caller's transaction."""
    tokens = new_owner_links()
    code = rounds.free_join_code(connection)
    round_id = rounds.create(
        connection,
        place.organisation_id,
        questionnaire,
        place.profile,
        stage=place.stage,
        cohort=cohort,
        join_code=code,
    )
    person = respondents.create(
        connection, place.organisation_id, round_id, role=role, language=language
    )
    whole = LinkTarget(place.organisation_id, round_id, None)
    own = LinkTarget(place.organisation_id, round_id, person)
    links.create(connection, tokens.owner, "owner", whole, today=today, days=link_days)
    links.create(connection, tokens.invite, "invite", whole, today=today, days=link_days)
    links.create(connection, tokens.respondent, "respondent", own, today=today, days=link_days)
    return tokens


def check_role(role: str, *, allowed: tuple[str, ...] = INTERNAL_ROLES) -> None:
    """Raise `InvalidInput` for a role in which this questionnaire is not answered."""
    if role not in allowed:
        raise InvalidInput([Problem("problem.role_missing", "role")])


def roles_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the roles in which a questionnaire is answered."""
    return (CUSTOMER,) if questionnaire.respondents == "customers" else INTERNAL_ROLES
